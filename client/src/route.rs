//! Every address of the phone.

use chungtay_shared::id::{DocId, FactId};
use yew_router::Routable;

/// A page of the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Routable)]
pub(crate) enum Route {
    /// The care list; the way in before the phone is enrolled.
    #[at("/")]
    Households,
    /// Redeems an enrolment link; its code stands behind `#`.
    #[at("/enrol")]
    Enrol,
    /// Registers a household that is not on the list.
    #[at("/new")]
    Register,
    /// A household.
    #[at("/h/:id")]
    Household {
        /// Its document.
        id: DocId,
    },
    /// Edits its description.
    #[at("/h/:id/edit")]
    EditProfile {
        /// Its document.
        id: DocId,
    },
    /// Records a visit.
    #[at("/h/:id/visit")]
    RecordVisit {
        /// Its document.
        id: DocId,
    },
    /// Records a handover.
    #[at("/h/:id/handover")]
    RecordHandover {
        /// Its document.
        id: DocId,
    },
    /// Corrects a visit or a handover.
    #[at("/h/:id/correct/:fact")]
    Correct {
        /// Its document.
        id: DocId,
        /// The fact that is wrong.
        fact: FactId,
    },
    /// What the volunteer carries, and what they have to confirm.
    #[at("/in-hand")]
    InHand,
    /// What was recorded on this phone, and how the sync stands.
    #[at("/records")]
    Records,
    /// Language, storage, installation, update, signing out.
    #[at("/settings")]
    Settings,
    /// No such page.
    #[not_found]
    #[at("/404")]
    NotFound,
}

impl Route {
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
            Self::InHand => "title.in_hand",
            Self::Records => "title.records",
            Self::Settings => "title.settings",
            Self::NotFound => "title.not_found",
        }
    }

    /// Where "back" leads from here; `None` for a page of the navigation.
    pub(crate) const fn parent(self) -> Option<Self> {
        match self {
            Self::Households | Self::Records | Self::Settings => None,
            Self::Enrol
            | Self::Register
            | Self::Household { .. }
            | Self::InHand
            | Self::NotFound => Some(Self::Households),
            Self::EditProfile { id }
            | Self::RecordVisit { id }
            | Self::RecordHandover { id }
            | Self::Correct { id, .. } => Some(Self::Household { id }),
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
            | Self::InHand
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
            Route::InHand,
            Route::Records,
            Route::Settings,
        ] {
            assert_eq!(Route::recognize(&route.to_path()), Some(route));
        }
    }

    #[test]
    fn a_mistyped_address_is_no_page() {
        for path in ["/nowhere", "/h/123", "/h/123/visit", "/h"] {
            assert_eq!(Route::recognize(path), Some(Route::NotFound), "{path}");
        }
    }
}
