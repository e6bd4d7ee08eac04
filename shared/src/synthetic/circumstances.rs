//! Why a household is on the list, in the words a hamlet's volunteers use.

use rand_core::RngCore;

use super::chance::{below, chance, pick, shuffle, weighted};
use crate::household::{Category, Gender};
use crate::visit::Need;

/// What makes a household's life hard. Only the invented ward has such tags: in a real one they
/// are words in the note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Circumstance {
    /// Somebody is ill for long.
    SeriousIllness,
    /// Old people with nobody to care for them.
    LoneElderly,
    /// Somebody has a disability.
    Disability,
    /// No land to farm.
    NoLand,
    /// A child may leave school.
    SchoolLeaver,
    /// The house is not safe.
    UnsafeHouse,
    /// Somebody has merit to the revolution, or is family of such a person.
    PolicyFamily,
}

/// What a household's circumstances are drawn from.
pub(super) struct Situation {
    pub(super) category: Category,
    pub(super) member_count: u32,
    pub(super) head_age: i32,
    pub(super) head_gender: Gender,
    pub(super) policy_too: bool,
}

/// Circumstances in their order, each at most once.
pub(super) fn draw(rng: &mut impl RngCore, situation: &Situation) -> Vec<Circumstance> {
    let Situation {
        category,
        member_count,
        head_age,
        ..
    } = *situation;
    let mut drawn = Vec::new();
    let mut maybe = |percent: u32, tag: Circumstance, rng: &mut _| {
        if chance(rng, percent) {
            drawn.push(tag);
        }
    };
    maybe(22, Circumstance::SeriousIllness, rng);
    // Alone or as an old couple: comes to 11 in a hundred of all households.
    let lone_percent = match (head_age, member_count) {
        (60.., 1) => 100,
        (60.., 2) => 50,
        _ => 0,
    };
    maybe(lone_percent, Circumstance::LoneElderly, rng);
    maybe(9, Circumstance::Disability, rng);
    maybe(18, Circumstance::NoLand, rng);
    // Only where a child can be: comes to 7 in a hundred of all.
    maybe(
        if member_count >= 3 { 9 } else { 0 },
        Circumstance::SchoolLeaver,
        rng,
    );
    maybe(
        if category == Category::Poor { 20 } else { 6 },
        Circumstance::UnsafeHouse,
        rng,
    );
    if category == Category::Policy || situation.policy_too {
        drawn.push(Circumstance::PolicyFamily);
    }
    drawn
}

/// How many of the twelve indicators the household lacks, and which: what a survey would find.
pub(super) fn deprivations(
    rng: &mut impl RngCore,
    situation: &Situation,
    circumstances: &[Circumstance],
) -> Vec<Need> {
    let count = match situation.category {
        Category::Poor => weighted(rng, &[(3, 55), (4, 28), (5, 12), (6, 5)]),
        Category::NearPoor => weighted(rng, &[(0, 15), (1, 40), (2, 45)]),
        Category::Difficult | Category::EspeciallyDifficult => {
            weighted(rng, &[(0, 35), (1, 40), (2, 25)])
        }
        Category::Policy | Category::NewlyEscaped | Category::Other => {
            weighted(rng, &[(0, 70), (1, 25), (2, 5)])
        }
    };
    let mut likely = vec![
        (Need::HealthInsurance, 24),
        (Need::Job, 20),
        (Need::Dependants, 16),
        (Need::AdultEducation, 14),
        (Need::HousingQuality, 12),
        (Need::Latrine, 12),
        (Need::Nutrition, 3),
        (Need::HousingArea, 4),
        (Need::Water, 4),
        (Need::Telecom, 5),
        (Need::InformationDevice, 4),
    ];
    if situation.member_count >= 3 {
        likely.push((Need::Schooling, 6));
    }
    let mut needs: Vec<Need> = circumstances
        .iter()
        .filter_map(|tag| match tag {
            Circumstance::UnsafeHouse => Some(Need::HousingQuality),
            Circumstance::SchoolLeaver => Some(Need::Schooling),
            Circumstance::SeriousIllness
            | Circumstance::LoneElderly
            | Circumstance::Disability
            | Circumstance::NoLand
            | Circumstance::PolicyFamily => None,
        })
        .take(count)
        .collect();
    while needs.len() < count {
        let need = weighted(rng, &likely);
        if !needs.contains(&need) {
            needs.push(need);
        }
    }
    needs.sort_unstable();
    needs
}

/// The circumstances as one short note: "Chồng bệnh tim, điều trị dài ngày; không đất sản xuất".
pub(super) fn note(
    rng: &mut impl RngCore,
    situation: &Situation,
    circumstances: &[Circumstance],
) -> String {
    let mut parts: Vec<&str> = circumstances
        .iter()
        .map(|tag| words(rng, situation, *tag))
        .collect();
    if parts.is_empty() && chance(rng, 35) {
        let is_family = situation.member_count >= 3;
        parts.push(pick(rng, if is_family { PLAIN_FAMILY } else { PLAIN }));
    }
    shuffle(rng, &mut parts);
    let text = parts.join("; ");
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => text,
    }
}

fn words(rng: &mut impl RngCore, situation: &Situation, tag: Circumstance) -> &'static str {
    let alone = situation.member_count == 1;
    let choices = match tag {
        Circumstance::SeriousIllness if alone => ILL_ALONE,
        Circumstance::SeriousIllness => return illness_in_family(rng, situation),
        Circumstance::LoneElderly if alone => OLD_ALONE,
        Circumstance::LoneElderly => OLD_COUPLE,
        Circumstance::Disability if alone => DISABLED_ALONE,
        Circumstance::Disability => DISABLED_IN_FAMILY,
        Circumstance::NoLand => NO_LAND,
        Circumstance::SchoolLeaver => SCHOOL_LEAVER,
        Circumstance::UnsafeHouse => UNSAFE_HOUSE,
        // Who served, or lost a father, was born before the wars ended.
        Circumstance::PolicyFamily if situation.head_age >= 58 => MERIT_OLD,
        Circumstance::PolicyFamily => MERIT,
    };
    pick(rng, choices)
}

fn illness_in_family(rng: &mut impl RngCore, situation: &Situation) -> &'static str {
    let spouse = match situation.head_gender {
        Gender::Male => WIFE_ILL,
        Gender::Female => HUSBAND_ILL,
    };
    match below(rng, 10) {
        0..3 => pick(rng, spouse),
        3..5 if situation.head_age < 65 => "mẹ già tai biến, nằm một chỗ",
        _ => pick(rng, ILL_IN_FAMILY),
    }
}

const PLAIN: &[&str] = &[
    "đi làm mướn, thu nhập bấp bênh",
    "con đi làm xa, ít về",
    "mua bán nhỏ ở chợ ấp",
    "bán vé số",
    "làm thuê theo mùa vụ",
    "nhà có chó, gọi trước khi vào",
];
const PLAIN_FAMILY: &[&str] = &[
    "đông con, một người làm",
    "nuôi cháu cho con đi làm xa",
    "hai vợ chồng làm thuê theo mùa vụ",
    "nhà có chó, gọi trước khi vào",
    "buôn bán nhỏ trên ghe",
];
const ILL_ALONE: &[&str] = &[
    "bệnh khớp nặng, đi lại khó",
    "cao huyết áp, tiểu đường",
    "chạy thận ba lần một tuần",
    "bệnh phổi, đang điều trị",
];
const WIFE_ILL: &[&str] = &["vợ bệnh tim, điều trị dài ngày", "vợ tai biến, nằm một chỗ"];
const HUSBAND_ILL: &[&str] = &[
    "chồng bệnh tim, điều trị dài ngày",
    "chồng tai biến, nằm một chỗ",
];
const ILL_IN_FAMILY: &[&str] = &[
    "con bệnh thận, chạy thận hằng tuần",
    "chủ hộ bệnh khớp, không làm nặng được",
    "có người ung thư đang điều trị",
    "bệnh mạn tính, tốn tiền thuốc",
];
const OLD_ALONE: &[&str] = &[
    "già yếu, sống một mình",
    "neo đơn, hàng xóm trông nom",
    "neo đơn, không con cháu bên cạnh",
    "lớn tuổi, ở một mình, tai nghe kém",
];
const OLD_COUPLE: &[&str] = &[
    "hai ông bà già yếu, con ở xa",
    "hai người già nương nhau, không ai phụng dưỡng",
    "một mình nuôi cháu mồ côi",
];
const DISABLED_ALONE: &[&str] = &["khuyết tật vận động", "khiếm thị", "khuyết tật nặng"];
const DISABLED_IN_FAMILY: &[&str] = &[
    "có người khuyết tật nặng",
    "con khuyết tật bẩm sinh",
    "một người khiếm thị",
    "con chậm phát triển, phải có người trông",
];
const NO_LAND: &[&str] = &[
    "không đất sản xuất",
    "ở nhờ đất người quen, không đất ruộng",
    "không ruộng vườn, đi làm mướn",
];
const SCHOOL_LEAVER: &[&str] = &[
    "con có nguy cơ bỏ học",
    "con lớp 8 nghỉ học phụ cha mẹ",
    "cháu đi học xa, thiếu tập sách",
    "chưa có tiền đóng học phí cho con",
];
const UNSAFE_HOUSE: &[&str] = &[
    "nhà lá dột nát",
    "nhà tạm, cột mục",
    "nhà sát bờ rạch, nguy cơ sạt lở",
    "mái tôn cũ, mưa dột",
];
const MERIT_OLD: &[&str] = &[
    "thân nhân liệt sĩ",
    "gia đình có công với cách mạng",
    "thương binh 4/4",
    "con liệt sĩ",
];
const MERIT: &[&str] = &[
    "gia đình chính sách",
    "gia đình có công với cách mạng",
    "thờ cúng liệt sĩ",
];
