//! Every address of the phone. They are read and written here: a router that matches patterns weighs
//! 5 KB to download.

use chungtay_shared::id::{DocId, FactId};

/// A page of the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    /// The care list; the way in before the phone is enrolled.
    Households,
    /// Redeems an enrolment link; its code stands behind `#`.
    Enrol,
    /// Registers a household that is not on the list.
    Register,
    /// A household.
    Household {
        /// Its document.
        id: DocId,
    },
    /// Edits its description.
    EditProfile {
        /// Its document.
        id: DocId,
    },
    /// Records a visit.
    RecordVisit {
        /// Its document.
        id: DocId,
    },
    /// Records a handover.
    RecordHandover {
        /// Its document.
        id: DocId,
    },
    /// Corrects a visit or a handover.
    Correct {
        /// Its document.
        id: DocId,
        /// The fact that is wrong.
        fact: FactId,
    },
    /// To whom the volunteer goes today, and what they need for that.
    Day,
    /// Opens a case of aid that takes time.
    OpenCase {
        /// The household's document.
        id: DocId,
    },
    /// Notes the next step of a case.
    NoteStep {
        /// The household's document.
        id: DocId,
        /// The case.
        case: FactId,
    },
    /// Notes what a household agrees to.
    NoteConsent {
        /// The household's document.
        id: DocId,
    },
    /// What the volunteer carries, and what they have to confirm.
    InHand,
    /// Notes what was done for publicity.
    NoteActivity,
    /// Notes what somebody promised or gave for the Fund.
    NoteOffer,
    /// What was recorded on this phone, and how the sync stands.
    Records,
    /// Language, storage, installation, update, signing out.
    Settings,
    /// No such page.
    NotFound,
}

impl Route {
    /// The page an address names.
    pub(crate) fn recognize(path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let doc = |id: &str, page: fn(DocId) -> Self| id.parse().map_or(Self::NotFound, page);
        match parts[..] {
            [] => Self::Households,
            ["enrol"] => Self::Enrol,
            ["new"] => Self::Register,
            ["h", id] => doc(id, |id| Self::Household { id }),
            ["h", id, "edit"] => doc(id, |id| Self::EditProfile { id }),
            ["h", id, "visit"] => doc(id, |id| Self::RecordVisit { id }),
            ["h", id, "handover"] => doc(id, |id| Self::RecordHandover { id }),
            ["h", id, "correct", fact] => match (id.parse(), fact.parse()) {
                (Ok(id), Ok(fact)) => Self::Correct { id, fact },
                _ => Self::NotFound,
            },
            ["day"] => Self::Day,
            ["h", id, "support"] => doc(id, |id| Self::OpenCase { id }),
            ["h", id, "support", case] => match (id.parse(), case.parse()) {
                (Ok(id), Ok(case)) => Self::NoteStep { id, case },
                _ => Self::NotFound,
            },
            ["h", id, "consent"] => doc(id, |id| Self::NoteConsent { id }),
            ["in-hand"] => Self::InHand,
            ["publicity"] => Self::NoteActivity,
            ["offer"] => Self::NoteOffer,
            ["records"] => Self::Records,
            ["settings"] => Self::Settings,
            _ => Self::NotFound,
        }
    }

    /// Its address.
    pub(crate) fn to_path(self) -> String {
        match self {
            Self::Households => "/".to_owned(),
            Self::Enrol => "/enrol".to_owned(),
            Self::Register => "/new".to_owned(),
            Self::Household { id } => format!("/h/{id}"),
            Self::EditProfile { id } => format!("/h/{id}/edit"),
            Self::RecordVisit { id } => format!("/h/{id}/visit"),
            Self::RecordHandover { id } => format!("/h/{id}/handover"),
            Self::Correct { id, fact } => format!("/h/{id}/correct/{fact}"),
            Self::Day => "/day".to_owned(),
            Self::OpenCase { id } => format!("/h/{id}/support"),
            Self::NoteStep { id, case } => format!("/h/{id}/support/{case}"),
            Self::NoteConsent { id } => format!("/h/{id}/consent"),
            Self::InHand => "/in-hand".to_owned(),
            Self::NoteActivity => "/publicity".to_owned(),
            Self::NoteOffer => "/offer".to_owned(),
            Self::Records => "/records".to_owned(),
            Self::Settings => "/settings".to_owned(),
            Self::NotFound => "/404".to_owned(),
        }
    }

    /// The key of its title in the catalogues. Names of people never stand in a title: titles stay
    /// in the browser's history.
    pub(crate) const fn title_key(self) -> &'static str {
        match self {
            Self::Households => "title.households",
            Self::Enrol => "title.enrol",
            Self::Register => "title.register",
            Self::Household { .. } => "title.household",
            Self::EditProfile { .. } => "title.edit_profile",
            Self::RecordVisit { .. } => "title.record_visit",
            Self::RecordHandover { .. } => "title.record_handover",
            Self::Correct { .. } => "title.correct",
            Self::Day => "title.day",
            Self::OpenCase { .. } => "title.open_case",
            Self::NoteStep { .. } => "title.note_step",
            Self::NoteConsent { .. } => "title.note_consent",
            Self::InHand => "title.in_hand",
            Self::NoteActivity => "title.note_activity",
            Self::NoteOffer => "title.note_offer",
            Self::Records => "title.records",
            Self::Settings => "title.settings",
            Self::NotFound => "title.not_found",
        }
    }

    /// Where "back" leads from here; `None` for a page of the navigation.
    pub(crate) const fn parent(self) -> Option<Self> {
        match self {
            Self::Households | Self::Records | Self::Settings => None,
            Self::NoteActivity | Self::NoteOffer => Some(Self::Records),
            Self::Enrol
            | Self::Register
            | Self::Household { .. }
            | Self::Day
            | Self::InHand
            | Self::NotFound => Some(Self::Households),
            Self::EditProfile { id }
            | Self::RecordVisit { id }
            | Self::RecordHandover { id }
            | Self::Correct { id, .. }
            | Self::OpenCase { id }
            | Self::NoteStep { id, .. }
            | Self::NoteConsent { id } => Some(Self::Household { id }),
        }
    }

    /// Whether it can be used before the phone is enrolled.
    pub(crate) const fn is_open_to_strangers(self) -> bool {
        match self {
            Self::Enrol | Self::Settings | Self::NotFound => true,
            Self::Households
            | Self::Register
            | Self::Household { .. }
            | Self::EditProfile { .. }
            | Self::RecordVisit { .. }
            | Self::RecordHandover { .. }
            | Self::Correct { .. }
            | Self::Day
            | Self::OpenCase { .. }
            | Self::NoteStep { .. }
            | Self::NoteConsent { .. }
            | Self::InHand
            | Self::NoteActivity
            | Self::NoteOffer
            | Self::Records => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_leads_back_to_its_page() {
        let id = DocId::from_bytes([7; 16]);
        let fact = FactId::from_bytes([9; 16]);
        for route in [
            Route::Households,
            Route::Enrol,
            Route::Register,
            Route::Household { id },
            Route::EditProfile { id },
            Route::RecordVisit { id },
            Route::RecordHandover { id },
            Route::Correct { id, fact },
            Route::Day,
            Route::OpenCase { id },
            Route::NoteStep { id, case: fact },
            Route::NoteConsent { id },
            Route::InHand,
            Route::NoteActivity,
            Route::NoteOffer,
            Route::Records,
            Route::Settings,
        ] {
            assert_eq!(Route::recognize(&route.to_path()), route);
        }
    }

    #[test]
    fn a_mistyped_address_is_no_page() {
        for path in ["/nowhere", "/h/123", "/h/123/visit", "/h", "/records/1"] {
            assert_eq!(Route::recognize(path), Route::NotFound, "{path}");
        }
    }
}
