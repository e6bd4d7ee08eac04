//! Which asks are on their way, and what becomes of them when the worker dies.

use std::collections::BTreeMap;

use chungtay_shared::id::Actor;
use chungtay_shared::phone::message::{Ask, Asked};

/// Asks by number. `R` takes the answer.
pub(super) struct Ledger<R> {
    next_number: u32,
    is_ready: bool,
    pending: BTreeMap<u32, Pending<R>>,
    /// Records made on this phone, as the worker last said.
    pub(super) made: u64,
    /// Who uses the app, as the worker last said: an ask is of whoever used it then.
    pub(super) of: Option<Actor>,
}

struct Pending<R> {
    ask: Ask,
    of: Option<Actor>,
    reply: R,
    was_sent: bool,
    deaths: u8,
    made_before: u64,
}

/// A save whose answer was lost with its worker: it is stored if the record after `made_before`
/// exists.
pub(super) struct Doubtful<R> {
    pub(super) reply: R,
    pub(super) made_before: u64,
}

/// What a dead worker leaves behind.
pub(super) struct Fallen<R> {
    /// Saves that may or may not be stored.
    pub(super) doubtful: Vec<Doubtful<R>>,
    /// Questions that have killed more than one worker.
    pub(super) failed: Vec<R>,
}

impl<R> Default for Ledger<R> {
    fn default() -> Self {
        Self {
            next_number: 0,
            is_ready: false,
            pending: BTreeMap::new(),
            made: 0,
            of: None,
        }
    }
}

impl<R> Ledger<R> {
    /// Notes an ask; gives it back numbered if it can go out now.
    pub(super) fn ask(&mut self, ask: Ask, reply: R) -> Option<Asked> {
        self.next_number = self.next_number.wrapping_add(1);
        let number = self.next_number;
        let outgoing = self.is_ready.then(|| Asked {
            number,
            of: self.of,
            ask: ask.clone(),
        });
        let pending = Pending {
            ask,
            of: self.of,
            reply,
            was_sent: self.is_ready,
            deaths: 0,
            made_before: self.made,
        };
        self.pending.insert(number, pending);
        outgoing
    }

    /// Whether the worker takes asks.
    pub(super) const fn is_ready(&self) -> bool {
        self.is_ready
    }

    /// The worker takes asks: those that wait, in their order.
    pub(super) fn handle_ready(&mut self) -> Vec<Asked> {
        self.is_ready = true;
        self.pending
            .iter_mut()
            .filter(|(_, pending)| !pending.was_sent)
            .map(|(number, pending)| {
                pending.was_sent = true;
                Asked {
                    number: *number,
                    of: pending.of,
                    ask: pending.ask.clone(),
                }
            })
            .collect()
    }

    /// Who waits for the answer of this number.
    pub(super) fn answer(&mut self, number: u32) -> Option<R> {
        self.pending.remove(&number).map(|pending| pending.reply)
    }

    /// The worker has died. Questions it had are asked once more of the next one.
    pub(super) fn handle_death(&mut self) -> Fallen<R> {
        self.is_ready = false;
        let mut fallen = Fallen {
            doubtful: Vec::new(),
            failed: Vec::new(),
        };
        for (number, mut pending) in std::mem::take(&mut self.pending) {
            if !pending.was_sent {
                self.pending.insert(number, pending);
            } else if writes(&pending.ask) {
                let Pending {
                    reply, made_before, ..
                } = pending;
                fallen.doubtful.push(Doubtful { reply, made_before });
            } else if pending.deaths == 0 {
                pending.deaths += 1;
                pending.was_sent = false;
                self.pending.insert(number, pending);
            } else {
                fallen.failed.push(pending.reply);
            }
        }
        fallen
    }

    /// No worker will come: everybody who waits.
    pub(super) fn give_up(&mut self) -> Vec<R> {
        self.is_ready = false;
        std::mem::take(&mut self.pending)
            .into_values()
            .map(|pending| pending.reply)
            .collect()
    }
}

/// Whether asking twice would do it twice.
const fn writes(ask: &Ask) -> bool {
    match ask {
        Ask::SaveVisit { .. }
        | Ask::SaveHandover { .. }
        | Ask::Propose { .. }
        | Ask::ConfirmTaken { .. }
        | Ask::NoteActivity { .. }
        | Ask::NoteOffer { .. }
        | Ask::OpenCase { .. }
        | Ask::NoteStep { .. }
        | Ask::NoteConsent { .. }
        | Ask::Retract { .. }
        | Ask::SaveProfile { .. }
        | Ask::Register { .. } => true,
        Ask::Open
        | Ask::Enrol { .. }
        | Ask::Household(_)
        | Ask::Records
        | Ask::KeepDraft { .. }
        | Ask::Draft { .. }
        | Ask::EscapeFile
        | Ask::Carry { .. }
        | Ask::GiveUpCarried { .. }
        | Ask::SyncNow
        | Ask::Wake
        | Ask::SignOut
        | Ask::Lock(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chungtay_shared::household::Profile;
    use chungtay_shared::id::DocId;

    fn save() -> Ask {
        Ask::Register {
            profile: Profile::default(),
            category: None,
        }
    }

    fn household() -> Ask {
        Ask::Household(DocId::from_bytes([1; 16]))
    }

    #[test]
    fn asks_wait_for_the_worker_and_go_out_in_their_order() {
        let mut ledger = Ledger::default();
        assert_eq!(ledger.ask(Ask::Open, "open"), None);
        assert_eq!(ledger.ask(household(), "household"), None);
        let sent: Vec<Ask> = ledger
            .handle_ready()
            .into_iter()
            .map(|asked| asked.ask)
            .collect();
        assert_eq!(sent, [Ask::Open, household()]);
        assert!(ledger.handle_ready().is_empty());
        let asked = ledger.ask(Ask::Records, "records").unwrap();
        assert_eq!(ledger.answer(asked.number), Some("records"));
        assert_eq!(ledger.answer(asked.number), None);
    }

    #[test]
    fn an_ask_stays_of_whoever_has_asked_though_somebody_else_has_come() {
        let [mai, hung] = [1, 2].map(|by| Actor::from_bytes([by; 16]));
        let mut ledger = Ledger {
            of: Some(mai),
            ..Ledger::default()
        };
        ledger.ask(save(), "Mai's");
        ledger.of = Some(hung);
        let sent = ledger.handle_ready();
        assert_eq!(sent[0].of, Some(mai));
        assert_eq!(ledger.ask(save(), "Hùng's").unwrap().of, Some(hung));
    }

    #[test]
    fn a_save_that_was_on_its_way_is_never_asked_again_but_looked_up() {
        let mut ledger = Ledger {
            made: 40,
            ..Ledger::default()
        };
        ledger.handle_ready();
        ledger.ask(save(), "save");
        let fallen = ledger.handle_death();
        assert_eq!(fallen.doubtful.len(), 1);
        assert_eq!(
            (fallen.doubtful[0].reply, fallen.doubtful[0].made_before),
            ("save", 40)
        );
        assert!(ledger.handle_ready().is_empty());
    }

    #[test]
    fn a_save_that_never_went_out_goes_to_the_next_worker() {
        let mut ledger = Ledger::default();
        ledger.ask(save(), "save");
        assert!(ledger.handle_death().doubtful.is_empty());
        assert_eq!(ledger.handle_ready().len(), 1);
    }

    #[test]
    fn a_question_that_kills_two_workers_is_not_asked_of_a_third() {
        let mut ledger = Ledger::default();
        ledger.handle_ready();
        ledger.ask(household(), "household");
        assert!(ledger.handle_death().failed.is_empty());
        assert_eq!(ledger.handle_ready().len(), 1);
        assert_eq!(ledger.handle_death().failed, ["household"]);
        assert!(ledger.handle_ready().is_empty());
    }

    #[test]
    fn when_no_worker_will_come_nobody_is_left_waiting() {
        let mut ledger = Ledger::default();
        ledger.ask(Ask::Open, "open");
        ledger.ask(save(), "save");
        assert_eq!(ledger.give_up(), ["open", "save"]);
    }
}
