//! What goes wrong in lists that many hands have typed and pasted together.

use chungtay_shared::household::ProfileField;
use chungtay_shared::synthetic::SyntheticHousehold;
use rand_core::RngCore;
use unicode_normalization::UnicodeNormalization as _;

/// How a row was spoilt; a row is spoilt in one way at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dirt {
    /// Texts decomposed, as some phones and web pages give them.
    Decomposed,
    /// `oà` for `òa`: the other way to set the tone mark.
    OtherToneMark,
    /// The name in capitals.
    Capitals,
    /// The personal number is a number: all its leading zeros are gone.
    NumberAsNumber,
    /// The personal number is text that lost its first zero when it was a number once.
    FirstZeroLost,
}

/// In how many of a hundred rows.
const SHARES: [(Dirt, usize); 5] = [
    (Dirt::OtherToneMark, 2),
    (Dirt::FirstZeroLost, 1),
    (Dirt::NumberAsNumber, 4),
    (Dirt::Decomposed, 2),
    (Dirt::Capitals, 1),
];

/// A way, or none, for each household; of each way at least one in any list that offers a chance.
pub(super) fn spread(
    rng: &mut impl RngCore,
    households: &[SyntheticHousehold],
) -> Vec<Option<Dirt>> {
    let mut order: Vec<usize> = (0..households.len()).collect();
    for last in (1..order.len()).rev() {
        order.swap(last, below(rng, last + 1));
    }
    let mut spoilt = vec![None; households.len()];
    for (dirt, percent) in SHARES {
        let wanted = (households.len() * percent).div_ceil(100);
        let can = |i: &usize| spoilt[*i].is_none() && dirt.shows_in(&households[*i]);
        let chosen: Vec<usize> = order.iter().copied().filter(can).take(wanted).collect();
        for i in chosen {
            spoilt[i] = Some(dirt);
        }
    }
    spoilt
}

impl Dirt {
    fn shows_in(self, household: &SyntheticHousehold) -> bool {
        let name = household.profile.get(ProfileField::HeadName);
        match self {
            Self::Decomposed | Self::Capitals => true,
            Self::OtherToneMark => other_tone_mark(name) != name,
            Self::NumberAsNumber | Self::FirstZeroLost => {
                !household.profile.get(ProfileField::NationalId).is_empty()
            }
        }
    }
}

/// The text in a row spoilt in this way.
pub(super) fn spoil_text(dirt: Option<Dirt>, text: &str) -> String {
    match dirt {
        Some(Dirt::Decomposed) => text.nfd().collect(),
        Some(Dirt::OtherToneMark) => other_tone_mark(text),
        Some(Dirt::Capitals | Dirt::NumberAsNumber | Dirt::FirstZeroLost) | None => text.to_owned(),
    }
}

/// `Hòa` as `Hoà`, `Thủy` as `Thuỷ`, small and capital.
pub(super) fn other_tone_mark(text: &str) -> String {
    const PAIRS: [(&str, &str); 15] = [
        ("òa", "oà"),
        ("óa", "oá"),
        ("ỏa", "oả"),
        ("õa", "oã"),
        ("ọa", "oạ"),
        ("òe", "oè"),
        ("óe", "oé"),
        ("ỏe", "oẻ"),
        ("õe", "oẽ"),
        ("ọe", "oẹ"),
        ("ùy", "uỳ"),
        ("úy", "uý"),
        ("ủy", "uỷ"),
        ("ũy", "uỹ"),
        ("ụy", "uỵ"),
    ];
    let mut other = text.to_owned();
    for (old, new) in PAIRS {
        other = other.replace(old, new);
        other = other.replace(&old.to_uppercase(), &new.to_uppercase());
    }
    other
}

/// A number below `end`, which is not 0.
pub(super) fn below(rng: &mut impl RngCore, end: usize) -> usize {
    let product = u128::from(rng.next_u64()) * end as u128;
    usize::try_from(product >> 64).unwrap_or(0)
}

/// Yes, `percent` times in a hundred.
pub(super) fn chance(rng: &mut impl RngCore, percent: usize) -> bool {
    below(rng, 100) < percent
}
