//! All words people read. Catalogues are files of `key = text with {placeholder}`; Vietnamese is
//! complete and the default, English is complete too. Numbers and dates are written the
//! Vietnamese way in both languages: they must look like the ones people type.

mod catalogue;
mod english;
mod provider;

use chungtay_shared::field::Problem;
use chungtay_shared::money::{Unsure, format_vnd};
use chungtay_shared::time::{LocalDate, Timestamp};
use yew::Callback;

pub(crate) use catalogue::{COMMON, Catalogue, OFFICE, PHONE};
pub(crate) use english::begin;
pub(crate) use provider::{
    Props as ProviderProps, TranslatorProvider, remembered_language, use_translator,
};

use catalogue::Texts;

/// A language the screens speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Language {
    /// Tiếng Việt.
    #[default]
    Vietnamese,
    /// English.
    English,
}

impl Language {
    /// Every language, the default first.
    pub(crate) const ALL: [Self; 2] = [Self::Vietnamese, Self::English];

    /// BCP 47 code.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Vietnamese => "vi",
            Self::English => "en",
        }
    }

    /// Its name in itself.
    pub(crate) const fn own_name(self) -> &'static str {
        match self {
            Self::Vietnamese => "Tiếng Việt",
            Self::English => "English",
        }
    }

    /// The language with this code.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == code)
    }
}

/// Speaks one language. Cheap to clone; read it with [`use_translator`].
#[derive(Clone)]
pub(crate) struct Translator {
    language: Language,
    texts: Texts,
    on_switch: Callback<Language>,
}

impl PartialEq for Translator {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language
    }
}

impl Translator {
    /// Speaks `language` out of these catalogues.
    pub(crate) fn new(
        language: Language,
        catalogues: &[&'static Catalogue],
        on_switch: Callback<Language>,
    ) -> Self {
        Self {
            language,
            texts: Texts::read(language, catalogues),
            on_switch,
        }
    }

    /// The language it speaks.
    pub(crate) const fn language(&self) -> Language {
        self.language
    }

    /// Speaks another language from now on, also after a reload.
    pub(crate) fn switch(&self, language: Language) {
        self.on_switch.emit(language);
    }

    /// The text of a key. A test makes sure that every key in the code has one.
    pub(crate) fn text(&self, key: &str) -> &'static str {
        self.texts.get(key).unwrap_or("…")
    }

    /// The text of a key with its placeholders filled. `{count|record|records}` is the first word
    /// when `count` is 1, else the second.
    pub(crate) fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        catalogue::fill(self.text(key), values)
    }

    /// The text of one of a closed list of choices: key `family.code`, or `family.other` for a
    /// code that a newer server may have.
    pub(crate) fn choice(&self, family: &str, code: &str) -> &'static str {
        self.texts
            .get(&format!("{family}.{code}"))
            .or_else(|| self.texts.get(&format!("{family}.other")))
            .unwrap_or("…")
    }

    /// What is wrong with a field, in words.
    pub(crate) fn problem(&self, problem: Problem) -> &'static str {
        self.choice("error", problem_code(problem))
    }

    /// `1.500`
    #[expect(
        clippy::unused_self,
        reason = "how numbers are written is a matter of language"
    )]
    pub(crate) fn number(&self, number: u64) -> String {
        format_vnd(i64::try_from(number).unwrap_or(i64::MAX))
    }

    /// `1.500.000 đ`
    #[expect(
        clippy::unused_self,
        reason = "how money is written is a matter of language"
    )]
    pub(crate) fn money(&self, value_vnd: i64) -> String {
        format!("{}\u{a0}đ", format_vnd(value_vnd))
    }

    /// How an amount is read that is refused; nothing where it is read as none.
    pub(crate) fn unsure_amount(&self, unsure: &Unsure) -> Option<String> {
        Some(match unsure {
            Unsure::Wrong(_) => return None,
            Unsure::Between(readings) => {
                let [few, many] = readings.map(|value_vnd| self.money(value_vnd));
                self.fill("error.readings", &[("few", &few), ("many", &many)])
            }
            Unsure::Outside(Problem::TooLarge, amount) => {
                self.fill("error.too_much", &[("amount", amount)])
            }
            Unsure::Outside(_, amount) => self.fill("error.too_little", &[("amount", amount)]),
        })
    }

    /// `17/10/2026`
    #[expect(
        clippy::unused_self,
        reason = "how dates are written is a matter of language"
    )]
    pub(crate) fn date(&self, date: LocalDate) -> String {
        date.display()
    }

    /// `14:05 17/10/2026`, on a Vietnamese clock.
    pub(crate) fn date_time(&self, at: Timestamp) -> String {
        let (hour, minute) = at.local_hour_minute();
        format!("{hour:02}:{minute:02} {}", self.date(at.local_date()))
    }

    /// A length of time whichever way it goes, in the unit people would use: `12 phút`, `3 giờ`.
    pub(crate) fn span(&self, seconds: i64) -> String {
        let seconds = seconds.unsigned_abs();
        let (key, count) = match seconds {
            0..7_200 => ("span.minutes", seconds / 60),
            7_200..172_800 => ("span.hours", seconds / 3_600),
            _ => ("span.days", seconds / 86_400),
        };
        self.fill(key, &[("count", &self.number(count))])
    }
}

/// The code of a problem in the catalogues: `error.<code>`.
pub(crate) const fn problem_code(problem: Problem) -> &'static str {
    match problem {
        Problem::Missing => "missing",
        Problem::TooLong => "too_long",
        Problem::Unreadable => "unreadable",
        Problem::NotPositive => "not_positive",
        Problem::TooLarge => "too_large",
        Problem::InFuture => "in_future",
        Problem::Ambiguous => "ambiguous",
        Problem::Unchanged => "unchanged",
        Problem::NoRight => "no_right",
        Problem::AlreadyGiven => "already_given",
        Problem::Taken => "taken",
        Problem::Unknown => "unknown",
        Problem::Gone => "gone",
        Problem::HoldsOthers => "holds_others",
        Problem::AlreadyReceived => "already_received",
        Problem::NotInStock => "not_in_stock",
        Problem::NotTaken => "not_taken",
        Problem::NotInHand => "not_in_hand",
        Problem::InUse => "in_use",
        Problem::NoDecisionNumber => "no_decision_number",
        Problem::NoDonor => "no_donor",
        Problem::NotApproved => "not_approved",
        Problem::OverApproved => "over_approved",
        Problem::Stopped => "stopped",
        Problem::SecondPerson => "second_person",
        Problem::NotNext => "not_next",
        Problem::TooEarly => "too_early",
    }
}

#[cfg(test)]
mod tests;
