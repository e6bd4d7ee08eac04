//! Every address of the office, under `/office`.

use chungtay_shared::api::behind::Behind;
use chungtay_shared::api::path;
use chungtay_shared::id::{DocId, FactId};
use yew_router::Routable;

use super::review_kind::ReviewKind;

#[cfg(test)]
mod tests;

/// A page of the office.
#[derive(Debug, Clone, PartialEq, Eq, Routable)]
pub(crate) enum Route {
    /// Where the commune stands.
    #[at("/")]
    Overview,
    /// Each unit's part of a number.
    #[at("/behind/:of")]
    Parts {
        /// The number.
        of: Behind,
    },
    /// What was recorded in a unit, of which a number consists.
    #[at("/behind/:of/:unit")]
    Within {
        /// The number.
        of: Behind,
        /// The unit's code.
        unit: String,
    },
    /// Every visit and handover.
    #[at("/facts")]
    Facts,
    /// Every household.
    #[at("/households")]
    Households,
    /// A household that is put on the list by hand.
    #[at("/households/new")]
    NewHousehold,
    /// One household.
    #[at("/households/:id")]
    Household {
        /// Its document.
        id: DocId,
    },
    /// What waits for a person: fields with two values.
    #[at("/conflicts")]
    Conflicts,
    /// A list to be taken over.
    #[at("/import")]
    Import,
    /// Phones and enrolment links.
    #[at("/phones")]
    Phones,
    /// Who saw, changed or took what.
    #[at("/access")]
    Access,
    /// One's own password and authenticator app.
    #[at("/account")]
    Account,
    /// What waits for a person: records the server set aside.
    #[at("/set-aside")]
    SetAside,
    /// Campaigns.
    #[at("/campaigns")]
    Campaigns,
    /// A campaign that is being made.
    #[at("/campaigns/new")]
    NewCampaign,
    /// One campaign.
    #[at("/campaigns/:id")]
    Campaign {
        /// Its document.
        id: DocId,
    },
    /// The rounds.
    #[at("/rounds")]
    Rounds,
    /// A round that is being put together.
    #[at("/rounds/new")]
    NewRound,
    /// One round.
    #[at("/rounds/:id")]
    Round {
        /// The round.
        id: FactId,
    },
    /// The Fund "Vì người nghèo".
    #[at("/fund")]
    Fund,
    /// Aid that takes time.
    #[at("/supports")]
    Supports,
    /// What people ask of the data that are kept about them.
    #[at("/requests")]
    Requests,
    /// What has happened to personal data.
    #[at("/incidents")]
    Incidents,
    /// What was done for publicity.
    #[at("/publicity")]
    Publicity,
    /// Hamlets and organisations.
    #[at("/register")]
    Register,
    /// The campaign's report.
    #[at("/report")]
    Report,
    /// Periods that are closed, and who has reported them.
    #[at("/periods")]
    Periods,
    /// Lists that are taken as files.
    #[at("/papers")]
    Papers,
    /// All that waits for a person.
    #[at("/review")]
    Review,
    /// What waits for a person, of one kind.
    #[at("/review/:kind")]
    ReviewOf {
        /// Which kind.
        kind: ReviewKind,
    },
    /// Signs in without a link.
    #[at("/sign-in")]
    SignIn,
    /// Redeems an enrolment link.
    #[at("/enrol")]
    Enrol,
    /// No such page.
    #[not_found]
    #[at("/404")]
    NotFound,
}

impl Route {
    /// All that the navigation can offer, in its order.
    const NAVIGATION: [Self; 17] = [
        Self::Overview,
        Self::Facts,
        Self::Households,
        Self::Rounds,
        Self::Supports,
        Self::Fund,
        Self::Publicity,
        Self::Periods,
        Self::Report,
        Self::Papers,
        Self::Review,
        Self::Import,
        Self::Register,
        Self::Requests,
        Self::Incidents,
        Self::Phones,
        Self::Campaigns,
    ];

    /// What the navigation offers, in its order. A unit that only keeps other units has no households
    /// of its own, so nothing that is done with households is offered there; the addresses still work.
    pub(crate) fn navigation(keeps_units: bool) -> impl Iterator<Item = &'static Self> {
        let is_offered = move |route: &&Self| !keeps_units || !route.is_about_households();
        Self::NAVIGATION.iter().filter(is_offered)
    }

    /// Whether the page shows only the unit's own households and what is done with them.
    fn is_about_households(&self) -> bool {
        match self.section() {
            Self::Facts
            | Self::Households
            | Self::Rounds
            | Self::Supports
            | Self::Review
            | Self::Import => true,
            Self::Overview
            | Self::Parts { .. }
            | Self::Within { .. }
            | Self::Household { .. }
            | Self::NewHousehold
            | Self::Conflicts
            | Self::Phones
            | Self::Access
            | Self::Account
            | Self::SetAside
            | Self::Campaigns
            | Self::NewCampaign
            | Self::Campaign { .. }
            | Self::NewRound
            | Self::Round { .. }
            | Self::Fund
            | Self::Publicity
            | Self::Periods
            | Self::Register
            | Self::Requests
            | Self::Incidents
            | Self::Report
            | Self::Papers
            | Self::ReviewOf { .. }
            | Self::SignIn
            | Self::Enrol
            | Self::NotFound => false,
        }
    }

    /// Of what the server must answer at least one for the page to show anything; nothing where it shows
    /// the same to everybody.
    pub(crate) const fn reads(&self, keeps_units: bool) -> &'static [&'static str] {
        match self {
            Self::Overview if keeps_units => &[path::UNITS],
            Self::Overview => &[path::SUMMARY],
            Self::Facts => &[path::FACTS],
            Self::Households => &[path::HOUSEHOLDS],
            Self::Household { .. } => &[path::HOUSEHOLD],
            Self::Phones => &[path::DEVICES],
            Self::Access => &[path::ACCESS],
            Self::Campaigns | Self::NewCampaign | Self::Campaign { .. } => &[path::CAMPAIGNS],
            Self::Rounds | Self::NewRound | Self::Round { .. } => &[path::ROUNDS],
            Self::Fund => &[path::FUND],
            Self::Supports => &[path::SUPPORTS],
            Self::Publicity => &[path::PUBLICITY],
            Self::Register => &[path::REGISTER],
            Self::Requests => &[path::REQUESTS],
            Self::Incidents => &[path::INCIDENTS],
            Self::Report => &[path::REPORT],
            Self::Periods => &[path::PERIODS],
            Self::Parts { .. } => &[path::UNIT_PARTS],
            Self::Within { .. } => &[path::UNIT_FACTS],
            // A unit that only keeps other units has nothing there but its programs.
            Self::Papers if keeps_units => &[path::TOOLS],
            Self::Papers => &[
                path::VISIT_LIST,
                path::RECEIPT_LIST,
                path::POSTING_LIST,
                path::EXPORT,
                path::TOOLS,
            ],
            Self::Review | Self::ReviewOf { .. } => &[path::REVIEW],
            Self::Conflicts => &[path::CONFLICTS],
            Self::SetAside => &[path::QUARANTINE],
            Self::NewHousehold
            | Self::Import
            | Self::Account
            | Self::SignIn
            | Self::Enrol
            | Self::NotFound => &[],
        }
    }

    /// What the server must take for the page to be of any use.
    pub(crate) fn posts(&self) -> Option<&'static str> {
        let posts = [
            (Self::NewHousehold, path::HOUSEHOLDS),
            (Self::Import, path::IMPORT_PREVIEW),
            (Self::NewCampaign, path::CAMPAIGNS),
            (Self::NewRound, path::ROUNDS),
            (Self::Register, path::REGISTER),
        ];
        if matches!(self, Self::Campaign { .. }) {
            return Some(path::CAMPAIGNS);
        }
        let posts = posts.into_iter().find(|(route, _)| route == self);
        posts.map(|(_, path)| path)
    }

    /// What waits for a person, all of it or of one kind.
    pub(crate) const fn review(kind: Option<ReviewKind>) -> Self {
        match kind {
            None => Self::Review,
            Some(ReviewKind::Conflicts) => Self::Conflicts,
            Some(ReviewKind::SetAside) => Self::SetAside,
            Some(kind) => Self::ReviewOf { kind },
        }
    }

    /// The part of the navigation this page belongs to.
    pub(crate) fn section(&self) -> Self {
        match self {
            Self::Parts { .. } | Self::Within { .. } => Self::Overview,
            Self::Household { .. } | Self::NewHousehold => Self::Households,
            Self::Campaign { .. } | Self::NewCampaign => Self::Campaigns,
            Self::Round { .. } | Self::NewRound => Self::Rounds,
            Self::Access => Self::Phones,
            Self::ReviewOf { .. } | Self::Conflicts | Self::SetAside => Self::Review,
            Self::Overview
            | Self::Facts
            | Self::Households
            | Self::Import
            | Self::Phones
            | Self::Campaigns
            | Self::Rounds
            | Self::Supports
            | Self::Fund
            | Self::Publicity
            | Self::Periods
            | Self::Register
            | Self::Requests
            | Self::Incidents
            | Self::Report
            | Self::Papers
            | Self::Review
            | Self::Account
            | Self::SignIn
            | Self::Enrol
            | Self::NotFound => self.clone(),
        }
    }

    /// The page's name in the catalogues (`office.title.<name>`), also its mark for tests.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Parts { .. } => "parts",
            Self::Within { .. } => "within",
            Self::Facts => "facts",
            Self::Households => "households",
            Self::Household { .. } => "household",
            Self::NewHousehold => "new-household",
            Self::Conflicts => "conflicts",
            Self::Import => "import",
            Self::Phones => "phones",
            Self::Access => "access",
            Self::Account => "account",
            Self::SetAside => "set-aside",
            Self::Campaigns => "campaigns",
            Self::NewCampaign => "new-campaign",
            Self::Campaign { .. } => "campaign",
            Self::Rounds => "rounds",
            Self::NewRound => "new-round",
            Self::Round { .. } => "round",
            Self::Fund => "fund",
            Self::Supports => "supports",
            Self::Publicity => "publicity",
            Self::Register => "register",
            Self::Requests => "requests",
            Self::Incidents => "incidents",
            Self::Report => "report",
            Self::Periods => "periods",
            Self::Papers => "papers",
            Self::Review | Self::ReviewOf { .. } => "review",
            Self::SignIn => "sign-in",
            Self::Enrol => "enrol",
            Self::NotFound => "not-found",
        }
    }
}
