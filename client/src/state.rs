//! What the screen knows, and how it changes. Names no browser type, so all of it runs in tests.

mod campaigns;
mod day;
mod in_hand;
mod row_book;
mod saved_draft;
mod shown;
mod sync_strip;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::rc::Rc;

use chungtay_shared::campaign::Campaign;
use chungtay_shared::day_plan::DayRoute;
use chungtay_shared::id::{Actor, DocId};
use chungtay_shared::phone::carrying::Carrying;
use chungtay_shared::phone::lock::{Door, Passkey};
use chungtay_shared::phone::message::{Failure, Identity, Opened, RecordState, RecordView, Status};
use chungtay_shared::phone::seats::{Seat, SeatLine};
use chungtay_shared::register::Names;
use chungtay_shared::round::HeldRights;
use chungtay_shared::row::HouseholdRow;
use yew::Reducible;

pub(crate) use campaigns::{campaign_in_force, offered_campaigns};
pub(crate) use in_hand::Carried;
pub(crate) use row_book::{Entry, RowBook};
pub(crate) use saved_draft::was_saved;
pub(crate) use shown::{ListFilter, ListItem, Visited, list_items};
pub(crate) use sync_strip::{refused_key, strip_line};

/// Everything the screen knows. Cheap to compare: whatever is large is shared and compared by
/// identity.
#[derive(Debug, Clone, Default)]
pub(crate) struct AppState {
    /// Whether the store has told what it holds.
    pub(crate) opening: Opening,
    /// Who this phone was enrolled for.
    pub(crate) identity: Option<Rc<Identity>>,
    /// Every household's row.
    pub(crate) rows: Rc<RowBook>,
    /// Campaigns, newest first.
    pub(crate) campaigns: Rc<[Campaign]>,
    /// What this phone may hand over.
    pub(crate) rights: Rc<[HeldRights]>,
    /// Names by actor.
    pub(crate) people: Rc<BTreeMap<Actor, String>>,
    /// What the register says beyond the household list.
    pub(crate) names: Rc<Names>,
    /// How the sync stands.
    pub(crate) status: Status,
    /// Records made on this phone, newest first; `None` until they are known.
    pub(crate) records: Option<Rc<[RecordView]>>,
    /// Households with a record that the commune has not receipted.
    pub(crate) unreceipted: Rc<[DocId]>,
    /// What this phone carries for colleagues.
    pub(crate) carrying: Carrying,
    /// The way of the day; `None` until the store has told it.
    pub(crate) route: Option<Rc<DayRoute>>,
    /// The phone was lost, and everything on it was removed.
    pub(crate) was_wiped: bool,
    /// Whether any of it may be shown.
    pub(crate) door: Door,
    /// What the device is asked by, where the phone opens by a finger too.
    pub(crate) passkey: Option<Rc<Passkey>>,
    /// Which seat is open.
    pub(crate) seat: Seat,
    /// Whose seats there are, whoever was let in last first.
    pub(crate) seats: Rc<[SeatLine]>,
    /// How the store worker does.
    pub(crate) store: StoreHealth,
    /// A new version of the app is downloaded and waits to be asked for.
    pub(crate) update_waiting: bool,
    /// What was just saved, until the page that says so is left.
    pub(crate) just_saved: Option<JustSaved>,
}

/// Whether the store has told what it holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum Opening {
    /// Not yet: pages show a skeleton.
    #[default]
    Waiting,
    /// It has.
    Ready,
    /// It could not.
    Failed(Failure),
}

/// How the store worker does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum StoreHealth {
    /// It runs, or is starting.
    #[default]
    Running,
    /// It has stopped and does not come up again by itself.
    Stopped,
}

/// What kind of thing was saved, to say so in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SavedKind {
    /// A visit.
    Visit,
    /// A handover.
    Handover,
    /// An edited description.
    Profile,
    /// A new household.
    Registration,
    /// A correction.
    Correction,
    /// A proposal.
    Proposal,
    /// What was done for publicity.
    Activity,
    /// A case that was opened.
    Case,
    /// A step of a case.
    Step,
    /// What was promised or handed for the Fund.
    Offer,
    /// What the household agrees to.
    Consent,
}

/// What was just saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct JustSaved {
    /// What kind of thing.
    pub(crate) kind: SavedKind,
    /// Whose document.
    pub(crate) household: DocId,
}

/// What can happen.
#[derive(Debug, Clone)]
pub(crate) enum Action {
    /// The store has told what it holds.
    Opened(Box<Opened>),
    /// The store could not.
    OpenFailed(Failure),
    /// Rows are new or changed, each in bytes.
    Rows(Vec<Vec<u8>>),
    /// Households left this phone's scope.
    Gone(Vec<DocId>),
    /// How the sync stands.
    Status(Status),
    /// The campaigns or the people changed.
    Directory {
        /// All campaigns, newest first.
        campaigns: Vec<Campaign>,
        /// What this phone may hand over.
        rights: Vec<HeldRights>,
        /// Names by actor.
        people: BTreeMap<Actor, String>,
        /// What the register says beyond the household list.
        names: Names,
    },
    /// What this phone carries for colleagues.
    Carrying(Carrying),
    /// The way of the day.
    Route(DayRoute),
    /// The records made on this phone.
    Records(Vec<RecordView>),
    /// The store worker does otherwise than before.
    Store(StoreHealth),
    /// A new version of the app waits.
    UpdateWaiting,
    /// Something is durably stored.
    Saved(JustSaved),
    /// The page that said so was left.
    SavedWasRead,
    /// Everything on this phone was forgotten.
    SignedOut,
}

impl Reducible for AppState {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        if self.knows(&action) {
            self
        } else {
            Rc::new(Self::clone(&self).after(action))
        }
    }
}

impl AppState {
    /// Whether the action would change nothing. Only what is sent often is looked at.
    fn knows(&self, action: &Action) -> bool {
        match action {
            Action::Status(status) => *status == self.status,
            Action::Store(health) => *health == self.store,
            Action::SavedWasRead => self.just_saved.is_none(),
            Action::Route(route) => self.route.as_deref() == Some(route),
            Action::Opened(_)
            | Action::OpenFailed(_)
            | Action::Rows(_)
            | Action::Gone(_)
            | Action::Directory { .. }
            | Action::Carrying(_)
            | Action::Records(_)
            | Action::UpdateWaiting
            | Action::Saved(_)
            | Action::SignedOut => false,
        }
    }

    fn after(mut self, action: Action) -> Self {
        match action {
            Action::Opened(opened) => return self.opened(*opened),
            Action::OpenFailed(failure) => self.opening = Opening::Failed(failure),
            Action::Rows(rows) => self.rows = Rc::new(self.rows.with(&rows)),
            Action::Gone(ids) => self.rows = Rc::new(self.rows.without(&ids)),
            Action::Status(status) => self.status = status,
            Action::Directory {
                campaigns,
                rights,
                people,
                names,
            } => {
                self.campaigns = campaigns.into();
                self.rights = rights.into();
                self.people = Rc::new(people);
                self.names = Rc::new(names);
            }
            Action::Carrying(carrying) => self.carrying = carrying,
            Action::Route(route) => self.route = Some(Rc::new(route)),
            Action::Records(records) => {
                let unreceipted = records
                    .iter()
                    .filter(|record| record.state != RecordState::Receipted)
                    .map(|record| record.doc);
                self.unreceipted = unreceipted.collect();
                self.records = Some(records.into());
            }
            Action::Store(health) => self.store = health,
            Action::UpdateWaiting => self.update_waiting = true,
            Action::Saved(saved) => self.just_saved = Some(saved),
            Action::SavedWasRead => self.just_saved = None,
            Action::SignedOut => {
                return Self {
                    update_waiting: self.update_waiting,
                    ..Self::default()
                };
            }
        }
        self
    }

    fn opened(self, opened: Opened) -> Self {
        // What was read beside it is of whoever had the phone then.
        let is_same = !matches!(opened.door, Door::Locked(_)) && self.seat == opened.seat;
        Self {
            opening: Opening::Ready,
            identity: opened.identity.map(Rc::new),
            rows: Rc::new(RowBook::default().with(&opened.rows)),
            campaigns: opened.campaigns.into(),
            rights: opened.rights.into(),
            people: Rc::new(opened.people),
            names: Rc::new(opened.names),
            status: opened.status,
            carrying: opened.carrying,
            was_wiped: opened.was_wiped,
            door: opened.door,
            passkey: opened.passkey.map(Rc::new),
            seat: opened.seat,
            seats: opened.seats.into(),
            records: self.records.filter(|_| is_same),
            route: self.route.filter(|_| is_same),
            store: StoreHealth::Running,
            unreceipted: if is_same {
                self.unreceipted
            } else {
                Rc::default()
            },
            update_waiting: self.update_waiting,
            just_saved: self.just_saved.filter(|_| is_same),
        }
    }

    /// The name of whoever wrote with this actor, if it is known.
    pub(crate) fn name_of(&self, actor: Actor) -> Option<&str> {
        self.people.get(&actor).map(String::as_str)
    }

    /// The rights this phone holds to give this household what it was not given yet.
    pub(crate) fn open_rights(&self, row: &HouseholdRow) -> impl Iterator<Item = &HeldRights> {
        self.rights.iter().filter(|held| {
            row.gone.is_none()
                && !row.rounds_given.contains(&held.round)
                && held.households.binary_search(&row.id).is_ok()
        })
    }

    /// Whom this phone has still something to give; a household stands in it once for each right.
    pub(crate) fn to_give(&self) -> Rc<[DocId]> {
        let is_open = |held: &HeldRights, id: DocId| {
            let row = self.rows.get(id);
            row.is_some_and(|entry| {
                let row = entry.row();
                row.gone.is_none() && !row.rounds_given.contains(&held.round)
            })
        };
        let all = self.rights.iter().flat_map(|held| {
            let households = held.households.iter().copied();
            households.filter(move |id| is_open(held, *id))
        });
        all.collect()
    }

    /// Whether this phone itself writes with this actor.
    pub(crate) fn is_mine(&self, actor: Actor) -> bool {
        self.identity
            .as_ref()
            .is_some_and(|identity| identity.actor == actor)
    }
}

impl PartialEq for AppState {
    fn eq(&self, other: &Self) -> bool {
        let same_records = match (&self.records, &other.records) {
            (Some(a), Some(b)) => Rc::ptr_eq(a, b),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        same_records
            && Rc::ptr_eq(&self.rows, &other.rows)
            && Rc::ptr_eq(&self.campaigns, &other.campaigns)
            && Rc::ptr_eq(&self.rights, &other.rights)
            && Rc::ptr_eq(&self.people, &other.people)
            && Rc::ptr_eq(&self.names, &other.names)
            && Rc::ptr_eq(&self.unreceipted, &other.unreceipted)
            && self.opening == other.opening
            && self.identity == other.identity
            && self.status == other.status
            && self.carrying == other.carrying
            && self.route == other.route
            && self.was_wiped == other.was_wiped
            && self.door == other.door
            && self.seat == other.seat
            && self.seats == other.seats
            && self.store == other.store
            && self.update_waiting == other.update_waiting
            && self.just_saved == other.just_saved
    }
}
