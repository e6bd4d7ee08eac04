//! What must come of it, as simply as it can be said: every record that is durably on a phone, and
//! what it is about.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::document::ChangeHash;
use chungtay_shared::household::{Category, ProfileField};
use chungtay_shared::id::{Actor, DeviceId, DocId, FactId};
use chungtay_shared::time::LocalDate;

use super::books::Books;
use super::words::Word;

/// Where everybody says they live.
pub const HAMLET: &str = "Ấp 4";

/// A record that is durably on a phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The device that made it.
    pub device: DeviceId,
    /// Its number there.
    pub n: u64,
    /// Whose document.
    pub doc: DocId,
    /// What it says.
    pub effect: Effect,
    /// It went with an app that was removed before it had arrived: a late request may still bring it.
    pub excused: bool,
}

/// What a record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// A household.
    Household,
    /// A visit, by its note, which is nobody else's.
    Visit {
        /// Its note.
        note: String,
        /// The fact it corrects.
        corrects: Option<FactId>,
    },
    /// Money, an amount nobody else gave.
    HandOver {
        /// The amount.
        money_vnd: i64,
        /// The fact it corrects.
        corrects: Option<FactId>,
    },
    /// Gifts taken at the commune.
    Take {
        /// The movement.
        movement: FactId,
        /// How many.
        count: u64,
    },
    /// Something done for publicity, by its topic, which is nobody else's.
    Announce(String),
    /// What a household agrees to.
    Consent(Word),
    /// Something promised or handed over, by its giver, who is nobody else's.
    Offer(String),
    /// A proposal, by its reason, which is nobody else's.
    Propose(String),
    /// A case that was opened, by its need, which is nobody else's.
    Survey(String),
    /// A step, by its note, which is nobody else's.
    Step(String),
    /// A fact that never happened.
    Retract(FactId),
    /// A field's value, which nobody else gave.
    Edit(ProfileField, String),
}

/// Gifts that were given a phone to carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handed {
    /// The round.
    pub round: FactId,
    /// Whose phone.
    pub holder: Actor,
    /// How many.
    pub count: u64,
}

/// Money on its way from one Fund to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// How much, in đồng.
    pub money_vnd: i64,
    /// Whether it was entered where it came.
    pub has_arrived: bool,
}

/// A decision about a household's category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The category.
    pub category: Category,
    /// Its number, which is no other decision's.
    pub decision: String,
    /// First day.
    pub from: LocalDate,
    /// Whether the office said that there is no such decision.
    pub is_taken_back: bool,
}

/// That households of one hamlet belong to another one, and the first is no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HamletMove {
    /// The commune.
    pub commune: String,
    /// Number of the statement.
    pub n: u64,
    /// The hamlet.
    pub hamlet: String,
    /// Where its households are.
    pub into: String,
    /// First day.
    pub on: LocalDate,
    /// Whether nobody knew of the other one before.
    pub begins: bool,
    /// Whose records were moved.
    pub households: Vec<DocId>,
    /// Whether it was struck.
    pub is_struck: bool,
}

/// What the city says of its campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordered {
    /// Its document at the city.
    pub id: DocId,
    /// Its name.
    pub name: String,
    /// Its last day.
    pub to: LocalDate,
    /// What is given.
    pub item: String,
    /// How much of it, in đồng.
    pub money_vnd: i64,
}

/// All that was saved.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// By the change's name.
    pub saved: BTreeMap<ChangeHash, Saved>,
    /// What the office gave phones to carry, by the movement.
    pub handed: BTreeMap<FactId, Handed>,
    /// Such movements that were said to be mistakes.
    pub withdrawn: BTreeSet<FactId>,
    /// Gifts that the office took back, by round and phone, those that were missing counted in.
    pub returned: BTreeMap<(FactId, Actor), u64>,
    /// Of those the ones that were brought back, by round.
    pub brought_back: BTreeMap<FactId, u64>,
    /// Gifts that came into the commune's store, by round.
    pub received: BTreeMap<FactId, u64>,
    /// Entries whose goods came into the store.
    pub stored: BTreeSet<FactId>,
    /// Handovers and movements of which the office said that it has looked at them.
    pub settled: BTreeSet<FactId>,
    /// Rights the office has given to another or withdrawn, by round and household.
    pub moved: BTreeSet<(FactId, DocId)>,
    /// What the office last said of a household: whether it is gone, second records left aside.
    pub gone: BTreeMap<DocId, bool>,
    /// Records the office made of what was split off a household.
    pub formed: BTreeSet<DocId>,
    /// What the office recorded of a household's category.
    pub statuses: BTreeMap<DocId, Vec<Decided>>,
    /// Households the office has moved into a hamlet.
    pub hamlets: BTreeMap<DocId, String>,
    /// What the office said of hamlets, in that order.
    pub hamlet_moves: Vec<HamletMove>,
    /// Second records, and those they are kept in.
    pub merged: BTreeMap<DocId, DocId>,
    /// Records that were ever said to be one household.
    pub ever_one: BTreeSet<(DocId, DocId)>,
    /// Rights the office moved for another reason, by round and household.
    pub moved_by_hand: BTreeSet<(FactId, DocId)>,
    /// Records that were said to be two households, the smaller id first.
    pub apart: BTreeSet<(DocId, DocId)>,
    /// What each unit's office has entered in its Fund.
    pub books: BTreeMap<String, Books>,
    /// What all Funds together got from others less what they gave others, in đồng, by entries.
    pub from_outside: i64,
    /// What one Fund sent another, by the sender's entry.
    pub sent: BTreeMap<FactId, Sent>,
    /// What the city says of its campaign.
    pub ordered: Option<Ordered>,
    /// What communes have added to it.
    pub added: BTreeMap<String, String>,
    /// Households that were deleted at their request.
    pub erased: BTreeSet<DocId>,
    /// What these were handed over from a commune's Fund: the commune, the day, the money.
    pub figures: Vec<(String, LocalDate, i64)>,
    /// What households said at the office that they agree to.
    pub told: Vec<(DocId, Word)>,
    /// Whether offers that were answered were entered, by their giver.
    pub answered: BTreeMap<String, bool>,
    /// Fields the office wrote.
    pub chosen: Vec<(DocId, ProfileField)>,
}

impl Model {
    /// The hamlet a record is of.
    pub fn hamlet(&self, record: DocId) -> &str {
        self.hamlets.get(&record).map_or(HAMLET, String::as_str)
    }

    /// What the office said of a commune's hamlets and did not strike.
    pub fn moves_in<'a>(&'a self, commune: &'a str) -> impl Iterator<Item = &'a HamletMove> {
        let moves = self.hamlet_moves.iter();
        moves.filter(move |said| said.commune == commune && !said.is_struck)
    }

    /// Whether a commune's hamlet of this name is no more.
    pub fn has_ended(&self, commune: &str, hamlet: &str) -> bool {
        self.moves_in(commune).any(|said| said.hamlet == hamlet)
    }

    /// The records of a device.
    pub fn of(&self, device: DeviceId) -> impl Iterator<Item = (&ChangeHash, &Saved)> {
        self.saved.iter().filter(move |(_, s)| s.device == device)
    }

    /// A record and all that were ever said to be one household with it, or with one of those.
    pub fn ever_one_with(&self, record: DocId) -> BTreeSet<DocId> {
        let mut known = BTreeSet::from([record]);
        loop {
            let pairs = self.ever_one.iter();
            let touching = pairs.filter(|(a, b)| known.contains(a) != known.contains(b));
            let found: Vec<DocId> = touching.flat_map(|(a, b)| [*a, *b]).collect();
            if found.is_empty() {
                return known;
            }
            known.extend(found);
        }
    }

    /// The app is removed: what the server does not have may be lost with it.
    pub fn excuse(&mut self, device: DeviceId, is_stored: impl Fn(&ChangeHash) -> bool) {
        for (hash, saved) in &mut self.saved {
            saved.excused |= saved.device == device && !is_stored(hash);
        }
    }
}

impl Effect {
    /// Whether it stands in a household's document; else it stands in a campaign's.
    pub const fn is_of_household(&self) -> bool {
        !matches!(self, Self::Take { .. } | Self::Announce(_) | Self::Offer(_))
    }

    /// The movement of which it says how many were taken, and how many.
    pub const fn taken(&self) -> Option<(FactId, u64)> {
        if let Self::Take { movement, count } = self {
            Some((*movement, *count))
        } else {
            None
        }
    }

    /// The fact it corrects or retracts.
    pub const fn corrects(&self) -> Option<FactId> {
        match self {
            Self::Visit { corrects, .. } | Self::HandOver { corrects, .. } => *corrects,
            Self::Retract(fact) => Some(*fact),
            Self::Household
            | Self::Take { .. }
            | Self::Announce(_)
            | Self::Consent(_)
            | Self::Offer(_)
            | Self::Survey(_)
            | Self::Step(_)
            | Self::Propose(_)
            | Self::Edit(..) => None,
        }
    }
}
