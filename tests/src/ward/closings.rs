//! A commune that closes the periods of its campaign, with volunteers who are offline meanwhile.

use chungtay_server::error::ApiError;
use chungtay_server::periods;
use chungtay_server::state::Clock as _;
use chungtay_shared::api::period::PeriodsPage;
use chungtay_shared::campaign::Campaign;
use chungtay_shared::handover::HandoverDraft;
use chungtay_shared::id::FactId;
use chungtay_shared::period::{ClosePeriod, Closing};
use chungtay_shared::phone::message::{Ask, Correcting};
use chungtay_shared::time::LocalDate;

use super::COMMUNE;
use super::city::{CITY, City, campaign_of, with_own_gift};
use super::month::save;
use super::network::Fault;
use super::phone::{cash, visit};

const DAY_MS: i64 = 86_400_000;

/// The city's campaign as it is run in a commune, where a gift of the commune's own Fund was added.
pub struct Closings {
    /// The city, with everybody's phones.
    pub city: City,
    /// The commune's campaign.
    pub campaign: Campaign,
}

impl Closings {
    /// Nothing is done yet, and no period closed.
    pub fn begin() -> Self {
        let mut city = City::in_2022();
        city.save_campaign(CITY, &campaign_of(2022));
        let there = city.campaigns(COMMUNE).remove(0);
        city.save_campaign(COMMUNE, &with_own_gift(&there));
        city.ward.settle();
        let campaign = city.campaigns(COMMUNE).remove(0).campaign;
        Self { city, campaign }
    }

    /// Today, by the story's clock.
    pub fn today(&self) -> LocalDate {
        self.city.ward.clock.now().local_date()
    }

    /// Some days later.
    pub fn pass_days(&self, days: i64) {
        self.city.ward.clock.pass_ms(days * DAY_MS);
    }

    /// Lets a phone sync.
    ///
    /// # Panics
    /// When it does not.
    pub fn sync(&mut self, name: &str) {
        self.city.ward.phone(name).wake();
        assert!(self.city.ward.exchange(name, Fault::None));
    }

    /// A visit at one of the households a volunteer knows.
    ///
    /// # Panics
    /// When the phone refuses it.
    pub fn visit(&mut self, name: &str, place: usize) {
        let now = self.city.ward.clock.now();
        let household = self.city.households[name][place];
        save(&mut self.city.ward, name, &visit(household, now, "")).expect("what the story says");
    }

    /// Gives an item of the campaign; which handover it is.
    ///
    /// # Panics
    /// When the phone refuses it.
    pub fn give(&mut self, name: &str, place: usize, item: usize) -> FactId {
        let now = self.city.ward.clock.now();
        let household = self.city.households[name][place];
        let draft = HandoverDraft {
            item: self.campaign.items[item].name.clone(),
            campaign: Some(self.campaign.id),
            campaign_name: self.campaign.name.clone(),
            ..cash(now, "500.000")
        };
        let asked = Ask::SaveHandover {
            household,
            draft,
            correcting: None,
        };
        save(&mut self.city.ward, name, &asked).expect("what the story says");
        let known = self
            .city
            .ward
            .phone(name)
            .household(household)
            .expect("what the story says");
        known
            .handovers
            .iter()
            .map(|h| h.fact.id)
            .max()
            .expect("what the story says")
    }

    /// Says that a handover was of another amount, on the same day.
    ///
    /// # Panics
    /// When the phone refuses it.
    pub fn correct(&mut self, name: &str, place: usize, fact: FactId, money: &str) {
        let household = self.city.households[name][place];
        let known = self
            .city
            .ward
            .phone(name)
            .household(household)
            .expect("what the story says");
        let was = known
            .handovers
            .iter()
            .find(|h| h.fact.id == fact)
            .expect("what the story says");
        let draft = HandoverDraft {
            item: was.fact.item.clone(),
            campaign: was.fact.campaign,
            campaign_name: was.fact.campaign_name.clone(),
            ..cash(was.fact.at, money)
        };
        let correcting = Correcting {
            fact,
            reason: "ghi nhầm số tiền".into(),
        };
        let asked = Ask::SaveHandover {
            household,
            draft,
            correcting: Some(correcting),
        };
        save(&mut self.city.ward, name, &asked).expect("what the story says");
    }

    /// The commune's office closes a period.
    ///
    /// # Errors
    /// When it is refused.
    pub fn try_to_close(&self, n: u64, to: LocalDate) -> Result<(), ApiError> {
        let wanted = ClosePeriod {
            campaign: self.campaign.id,
            n,
            to,
        };
        let office = &self.city.offices[COMMUNE];
        periods::close(self.city.ward.server.state(), office, &wanted)
    }

    /// The same up to today.
    ///
    /// # Panics
    /// When it is refused.
    pub fn close(&self, n: u64) -> Closing {
        self.try_to_close(n, self.today())
            .expect("what the story says");
        self.closing(n)
    }

    /// A closed period.
    ///
    /// # Panics
    /// When there is none.
    pub fn closing(&self, n: u64) -> Closing {
        let found = self
            .city
            .read(|tx| tx.closing(COMMUNE, self.campaign.id, n));
        found.expect("what the story says")
    }

    /// Money that was handed over in the campaign by the end of a day, as the database finds it now.
    pub fn money_by(&self, to: LocalDate) -> i64 {
        self.counted("sum(money_vnd)", "handover", to)
    }

    /// Something of the facts of a kind in the campaign by the end of a day, as the database finds it now.
    pub fn counted(&self, what: &str, kind: &str, to: LocalDate) -> i64 {
        let campaign = self
            .city
            .ward
            .server
            .database()
            .bytes(self.campaign.id.as_bytes());
        let of = match kind {
            "handover" => format!("and campaign = {campaign}"),
            _ => format!("and on_day >= {}", self.campaign.from.days()),
        };
        self.city.counted(&format!(
            "select cast(coalesce({what}, 0) as text) from fact
             where commune = '{COMMUNE}' and kind = '{kind}' and standing and on_day <= {} {of}",
            to.days()
        ))
    }

    /// A unit's periods.
    pub fn page(&self, unit: &str) -> PeriodsPage {
        let now = self.city.ward.clock.now();
        self.city.read(|tx| periods::page(tx, unit, None, now))
    }
}
