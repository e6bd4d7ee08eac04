//! A month in which gifts are given: where stories of rights and of households begin.

use std::collections::BTreeMap;

use chungtay_server::error::ApiError;
use chungtay_server::state::Clock as _;
use chungtay_shared::api::FactKind;
use chungtay_shared::api::rounds::IssueRound;
use chungtay_shared::campaign::Campaign;
use chungtay_shared::field::Problem;
use chungtay_shared::id::{Actor, DocId, FactId};
use chungtay_shared::phone::message::{Ask, Failure};
use chungtay_shared::row::HouseholdRow;

use super::Ward;
use super::network::Fault;
use super::phone::{hand_over_in, register};

/// Mai and Hùng, four households both know, and the month's campaign.
pub struct Month {
    /// The ward.
    pub ward: Ward,
    /// Its campaign.
    pub campaign: Campaign,
    /// The four households.
    pub households: Vec<DocId>,
    /// The actor of Mai's phone.
    pub mai: Actor,
    /// The actor of Hùng's phone.
    pub hung: Actor,
}

/// A month that has begun, with everything synced.
///
/// # Panics
/// When a form of theirs is refused.
pub fn month() -> Month {
    let mut ward = Ward::new(4);
    ward.enrol("Mai");
    ward.enrol("Hùng");
    let heads = ["Đặng Thị Sáu", "Lê Văn Tám", "Trần Thị Ba", "Võ Văn Tư"];
    let households = heads
        .map(|head| save(&mut ward, "Mai", &register(head, "Ấp 3")).expect("an accepted form"));
    let campaign = ward.server.begin_campaign();
    ward.settle();
    let (mai, hung) = (ward.server.actor_of("Mai"), ward.server.actor_of("Hùng"));
    Month {
        ward,
        campaign,
        households: households.to_vec(),
        mai,
        hung,
    }
}

impl Month {
    /// The first two households are Mai's, the third is Hùng's, the fourth was left out.
    ///
    /// # Panics
    /// When the round is refused.
    pub fn issue(&mut self) -> FactId {
        let rights = BTreeMap::from([
            (self.mai, self.households[..2].to_vec()),
            (self.hung, self.households[2..3].to_vec()),
        ]);
        let round = self
            .ward
            .server
            .issue_round(&self.campaign, "Đợt 1", rights);
        self.ward.settle();
        round.expect("an accepted form").id
    }

    /// The same, and the gifts are counted from hand to hand.
    ///
    /// # Panics
    /// When the round is refused.
    pub fn issue_in_custody(&mut self) -> FactId {
        let wanted = IssueRound {
            campaign: self.campaign.id,
            name: "Đợt 1".into(),
            item: self.campaign.items[0].id,
            rights: BTreeMap::from([
                (self.mai, self.households[..2].to_vec()),
                (self.hung, self.households[2..3].to_vec()),
            ]),
            in_custody: true,
            again: false,
            basis: chungtay_shared::round::Basis::default(),
        };
        let round = self.ward.server.issue(&wanted);
        self.ward.settle();
        round.expect("an accepted form").id
    }

    /// Says how many gifts of a movement were taken.
    ///
    /// # Errors
    /// When the phone refuses it.
    pub fn confirm(&mut self, name: &str, movement: FactId, count: &str) -> Result<DocId, Failure> {
        let ask = Ask::ConfirmTaken {
            campaign: self.campaign.id,
            movement,
            count_text: count.into(),
        };
        save(&mut self.ward, name, &ask)
    }

    /// Records a handover of the round.
    ///
    /// # Errors
    /// When the phone refuses it.
    pub fn give(&mut self, name: &str, household: usize, round: FactId) -> Result<DocId, Failure> {
        let now = self.ward.clock.now();
        let ask = hand_over_in(self.households[household], now, &self.campaign, Some(round));
        save(&mut self.ward, name, &ask)
    }

    /// Lets a phone sync.
    ///
    /// # Panics
    /// When it does not.
    pub fn sync(&mut self, name: &str) {
        self.ward.phone(name).wake();
        assert!(self.ward.exchange(name, Fault::None));
    }

    /// A household's row on a phone.
    ///
    /// # Panics
    /// When the phone does not know it.
    pub fn row(&mut self, name: &str, household: DocId) -> HouseholdRow {
        let rows = self.ward.phone(name).rows();
        let row = rows.into_iter().find(|row| row.id == household);
        row.expect("a household the phone knows")
    }

    /// Handovers that the server has.
    pub fn given(&self) -> usize {
        let facts = self.ward.server.facts().lines;
        let given = facts.iter().filter(|f| f.kind == FactKind::Handover);
        given.count()
    }
}

/// Saves a record on a phone of the ward.
///
/// # Errors
/// When the phone refuses it.
pub fn save(ward: &mut Ward, name: &str, ask: &Ask) -> Result<DocId, Failure> {
    ward.with(name, |phone, rng, now| phone.save(ask, rng, now))
}

/// The first problem a phone refused a form for.
///
/// # Panics
/// When it was not refused.
pub fn problem_of<T: std::fmt::Debug>(refused: Result<T, Failure>) -> Problem {
    let Err(Failure::Invalid(problems)) = refused else {
        panic!("not refused: {refused:?}")
    };
    problems[0].problem
}

/// What the office's form was refused for.
///
/// # Panics
/// When it was not refused.
pub fn fields_of<T: std::fmt::Debug>(refused: Result<T, ApiError>) -> Vec<(String, Problem)> {
    let Err(ApiError::Invalid(problems)) = refused else {
        panic!("not refused: {refused:?}")
    };
    let fields = problems.into_iter().map(|p| (p.field, p.problem));
    fields.collect()
}
