//! A city with its communes, and their people: where stories of several levels begin.

use std::collections::BTreeMap;

use chungtay_server::error::ApiError;
use chungtay_server::state::Clock as _;
use chungtay_server::store::{Device, StoreError, Tx, read, write};
use chungtay_server::{begin, campaigns, fund, rounds, units};
use chungtay_shared::api::rounds::IssueRound;
use chungtay_shared::api::units::UnitsPage;
use chungtay_shared::api::{AidItemDraft, CampaignState, Role, SaveCampaign};
use chungtay_shared::campaign::{Campaign, GoverningDraft, Indicator, MandateDraft};
use chungtay_shared::document::{Document, Kind};
use chungtay_shared::fund::{EntryDraft, EntryKind, Source};
use chungtay_shared::handover::AidForm;
use chungtay_shared::household::Household;
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::time::{LocalDate, Timestamp};

use super::month::save;
use super::phone::{hand_over_in, register, visit};
use super::{COMMUNE, Ward};

/// Code of the city.
pub const CITY: &str = "92";
/// Code of the district that stood between until 2025.
pub const DISTRICT: &str = "926";
/// Code of its second commune.
pub const OTHER: &str = "99002";

/// Who works where.
pub const VOLUNTEERS: [(&str, &str); 5] = [
    (COMMUNE, "Mai"),
    (COMMUNE, "Hùng"),
    (COMMUNE, "Lài"),
    (OTHER, "Sang"),
    (OTHER, "Thủy"),
];

/// Whom a volunteer did not find at home, by who they are and which of the households they know.
pub const AWAY: [(&str, usize); 1] = [("Thủy", 1)];

/// Each commune's campaign, and a round of each of its items.
pub type Issued = BTreeMap<&'static str, (Campaign, Vec<FactId>)>;

/// A day of the calendar.
///
/// # Panics
/// When there is no such day.
pub fn day(year: i32, month: u8, day: u8) -> LocalDate {
    LocalDate::new(year, month, day).expect("what the story says")
}

/// A city with its communes, and their people.
pub struct City {
    /// All of them, with one server.
    pub ward: Ward,
    /// An officer's device in each unit.
    pub offices: BTreeMap<&'static str, Device>,
    /// Who knows which households.
    pub households: BTreeMap<&'static str, Vec<DocId>>,
}

impl City {
    /// In October 2022: two communes in a district of the city, five volunteers, ten households.
    pub fn in_2022() -> Self {
        let mut ward = Ward::new(22);
        let morning = Timestamp::from_local(day(2022, 10, 17), 7, 0);
        ward.clock.pass_ms(morning.ms() - ward.clock.now().ms());
        let offices = write(&*ward.server.state().store, |tx| {
            let state = ward.server.state();
            begin::commune(state, tx, CITY, "", true)?;
            begin::commune(state, tx, DISTRICT, "Huyện Phong Điền", true)?;
            begin::commune(state, tx, OTHER, "xã Thử Hai", true)?;
            let since = day(2004, 1, 1);
            for (unit, above) in [(DISTRICT, CITY), (COMMUNE, DISTRICT), (OTHER, DISTRICT)] {
                units::place_from(state, tx, unit, Some(above), since)?
                    .expect("what the story says");
            }
            let office = |unit: &'static str| {
                let now = state.clock.now();
                let (name, browser) = ("Cô Lan", "trình duyệt");
                let device = begin::device(state, tx, unit, name, Role::Office, browser, now)?;
                Ok((unit, device.0))
            };
            [CITY, DISTRICT, COMMUNE, OTHER]
                .map(office)
                .into_iter()
                .collect()
        });
        let mut households = BTreeMap::new();
        for (place, (commune, name)) in VOLUNTEERS.into_iter().enumerate() {
            ward.enrol_in(commune, name);
            let known = [("Đặng Thị Sáu", 1), ("Lê Văn Tám", 2)].map(|(head, hamlet)| {
                let form = register(&format!("{head} {place}"), &format!("Ấp {hamlet}"));
                save(&mut ward, name, &form).expect("what the story says")
            });
            households.insert(name, known.to_vec());
        }
        ward.settle();
        Self {
            ward,
            offices: offices.expect("what the story says"),
            households,
        }
    }

    /// Reads from the store.
    ///
    /// # Panics
    /// When the story is not as told.
    pub fn read<T>(&self, work: impl FnMut(&dyn Tx) -> Result<T, StoreError>) -> T {
        read(&*self.ward.server.state().store, work).expect("what the story says")
    }

    /// A unit saves a campaign.
    ///
    /// # Panics
    /// When the story is not as told.
    pub fn save_campaign(&self, unit: &str, draft: &SaveCampaign) -> Campaign {
        campaigns::save(self.ward.server.state(), &self.offices[unit], draft)
            .expect("what the story says")
    }

    /// A unit's campaigns, newest first.
    pub fn campaigns(&self, unit: &str) -> Vec<CampaignState> {
        self.read(|tx| campaigns::states(tx, unit))
    }

    /// A unit enters something in its Fund.
    ///
    /// # Errors
    /// When the form is refused.
    pub fn enter(&self, unit: &str, draft: &EntryDraft) -> Result<(), ApiError> {
        fund::enter(self.ward.server.state(), &self.offices[unit], draft)
    }

    /// What a form holds when money is entered today.
    pub fn entry(&self, kind: EntryKind, party: &str, money: &str) -> EntryDraft {
        self.ward.server.entry(kind, party, money)
    }

    /// One unit sends money to another, which enters it.
    pub fn pass_down(&self, from: &str, to: &str, money: &str) {
        let sent = EntryDraft {
            unit: to.into(),
            ..self.entry(EntryKind::TransferOut, "Quỹ cấp dưới", money)
        };
        self.enter(from, &sent).expect("what the story says");
        let today = self.ward.clock.now().local_date();
        let arriving = self.read(|tx| fund::page(tx, to, today)).arriving;
        let [came] = &arriving[..] else {
            panic!("one transfer is on its way")
        };
        let received = EntryDraft::receiving(&came.entry, &came.unit.code, &came.unit.name, today);
        self.enter(to, &received).expect("what the story says");
    }

    /// Every volunteer of a commune gets the right to give an item to both households they know; the
    /// gifts are counted from hand to hand.
    pub fn issue(&self, commune: &str, name: &str, campaign: &Campaign, item: FactId) -> FactId {
        let phones = self.read(|tx| rounds::page(tx, commune)).phones;
        let of_commune = phones.iter().map(|phone| {
            let households = &self.households[phone.person_name.as_str()];
            (phone.actor, households.clone())
        });
        let wanted = IssueRound {
            campaign: campaign.id,
            name: name.into(),
            item,
            rights: of_commune.collect(),
            in_custody: true,
            again: false,
            basis: chungtay_shared::round::Basis::default(),
        };
        rounds::issue(self.ward.server.state(), &self.offices[commune], &wanted)
            .expect("what the story says");
        let issued = self.read(|tx| rounds::page(tx, commune)).rounds;
        issued
            .iter()
            .find(|round| round.name == name)
            .expect("what the story says")
            .id
    }

    /// Where a unit and all below it stand today.
    pub fn page(&self, unit: &str) -> UnitsPage {
        let today = self.ward.clock.now().local_date();
        self.read(|tx| units::page(tx, unit, today))
    }

    /// Every household's document of a commune.
    pub fn documents(&self, commune: &str) -> Vec<Household> {
        self.read(|tx| {
            let heads = tx.heads_after(commune, 0, 1_000)?.into_iter();
            let households = heads.filter(|head| head.kind == Kind::Household);
            households
                .map(|head| {
                    let stored = tx.document(head.doc)?.expect("what the story says");
                    Ok(Document::load(&stored.bytes)?.household()?)
                })
                .collect()
        })
    }

    /// One number, as the database itself finds it.
    pub fn counted(&self, sql: &str) -> i64 {
        self.ward.server.database().query(sql)[0][0]
            .parse()
            .expect("what the story says")
    }
}

/// The city's campaign: a gift paid by the city's Fund, ordered by the letter.
pub fn campaign_of(year: i32) -> SaveCampaign {
    SaveCampaign {
        id: None,
        name: format!("Tháng cao điểm {year}"),
        from: day(year, 10, 17),
        to: day(year, 11, 18),
        items: vec![gift("Quà Tháng cao điểm", Source::OwnFund)],
        mandate: MandateDraft {
            documents: vec![GoverningDraft {
                number: "605-CV/TU".into(),
                on_text: "14/10/2022".into(),
                issuer: "Thành ủy Cần Thơ".into(),
                ..GoverningDraft::default()
            }],
            targets: [
                (Indicator::Visited, "10".to_owned()),
                (Indicator::Raised, "60 tr".to_owned()),
            ]
            .into(),
        },
    }
}

/// 500.000 đồng, at somebody's expense.
pub fn gift(name: &str, source: Source) -> AidItemDraft {
    AidItemDraft {
        name: name.into(),
        form: Some(AidForm::Cash),
        money_text: "500.000".into(),
        source: Some(source),
        ..AidItemDraft::default()
    }
}

/// A commune adds a gift of its own Fund to what the city has ordered.
pub fn with_own_gift(there: &CampaignState) -> SaveCampaign {
    let kept = there.campaign.items.iter().map(|item| AidItemDraft {
        id: Some(item.id),
        ..gift(&item.name, Source::HigherFund)
    });
    SaveCampaign {
        id: Some(there.campaign.id),
        name: there.campaign.name.clone(),
        from: there.campaign.from,
        to: there.campaign.to,
        items: kept.chain([gift("Gạo", Source::OwnFund)]).collect(),
        mandate: MandateDraft::default(),
    }
}

/// Both communes issue a round of each item of their newest campaign.
pub fn issue_all(city: &City) -> Issued {
    let of_commune = |commune: &'static str| {
        let campaign = city.campaigns(commune).remove(0).campaign;
        let rounds = campaign.items.iter().zip(1..).map(|(item, nth)| {
            let name = format!("Đợt {nth}");
            city.issue(commune, &name, &campaign, item.id)
        });
        let rounds: Vec<FactId> = rounds.collect();
        (commune, (campaign, rounds))
    };
    [COMMUNE, OTHER].map(of_commune).into()
}

/// A day in the field: every volunteer visits both households and gives them what the rounds say, as
/// far as somebody is at home.
pub fn work(city: &mut City, issued: &Issued) {
    for (commune, name) in VOLUNTEERS {
        let (campaign, rounds) = &issued[commune];
        for (place, household) in city.households[name].clone().into_iter().enumerate() {
            if AWAY.contains(&(name, place)) {
                continue;
            }
            let now = city.ward.clock.now();
            save(&mut city.ward, name, &visit(household, now, "")).expect("what the story says");
            for (item, round) in campaign.items.iter().zip(rounds) {
                let of_item = Campaign {
                    items: vec![item.clone()],
                    ..campaign.clone()
                };
                let given = hand_over_in(household, now, &of_item, Some(*round));
                save(&mut city.ward, name, &given).expect("what the story says");
            }
        }
    }
}
