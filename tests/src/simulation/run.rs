//! Plays a plan: each operation on the real machines, then what is cheap to check; at the end
//! everybody comes back to the office and all is checked.

use std::panic::{AssertUnwindSafe, catch_unwind};

use chungtay_server::office;
use chungtay_server::state::Clock as _;
use chungtay_server::store::{read, write};
use chungtay_shared::api::ChooseValue;
use chungtay_shared::household::ProfileField;
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::phone::message::{Ask, Correcting, Failure};
use chungtay_shared::sync::client::Place;

use super::model::{Effect, Model, Saved};
use super::operation::{Operation, Road, Work};
use super::plan::Plan;
use super::world::World;
use super::{Violation, background, errors, invariants, road};
use crate::ward::phone::{Fate, correct_amount, edit, hand_over, register, visit};

/// Rounds in good weather after which everything must have arrived.
const ROUNDS_MAX: usize = 30;
const FIELDS: [ProfileField; 3] = [
    ProfileField::Phone,
    ProfileField::Address,
    ProfileField::Nickname,
];

/// Plays a plan to its end.
///
/// # Errors
/// With the first rule that does not hold.
pub fn play(plan: &Plan) -> Result<(), Violation> {
    errors::install();
    errors::take();
    catch_unwind(AssertUnwindSafe(|| play_until_wrong(plan))).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string));
        Err(Violation {
            invariant: "S9",
            found: format!("a panic: {}", text.unwrap_or_default()),
        })
    })
}

fn play_until_wrong(plan: &Plan) -> Result<(), Violation> {
    let mut run = Run {
        world: World::new(plan),
        model: Model::default(),
    };
    for (i, operation) in plan.operations.iter().enumerate() {
        run.step(operation).map_err(|violation| Violation {
            found: format!("after operation {i} {operation:?}: {}", violation.found),
            ..violation
        })?;
    }
    run.settle()?;
    invariants::at_the_end(&mut run.world, &run.model)
}

struct Run {
    world: World,
    model: Model,
}

impl Run {
    fn step(&mut self, operation: &Operation) -> Result<(), Violation> {
        let phones = self.world.holders.len();
        match *operation {
            Operation::Work {
                phone,
                work,
                fate,
                prepared,
            } => {
                self.work(phone % phones, work, fate)?;
                self.come_to_rest(phone % phones, prepared)?;
            }
            Operation::Sync {
                phone,
                road,
                fate,
                woken,
                prepared,
            } => {
                road::exchange(&mut self.world, phone % phones, road, fate, woken);
                self.come_to_rest(phone % phones, prepared)?;
            }
            Operation::Background {
                phone,
                closed,
                road,
                held,
                fate,
            } => {
                background::post(&mut self.world, phone % phones, closed, road, held, fate);
                invariants::of_phone(&mut self.world, &self.model, phone % phones)?;
            }
            Operation::LateReply { nth } => background::arrive_late(&mut self.world, nth),
            Operation::LateRequest { nth } => road::arrive_late(&mut self.world, nth),
            Operation::PhoneDies { phone } => {
                self.world.holders[phone % phones].phone.crash();
                invariants::of_phone(&mut self.world, &self.model, phone % phones)?;
            }
            Operation::ClockSet { phone, error_ms } => {
                self.world.holders[phone % phones].phone.clock_error_ms = error_ms;
            }
            Operation::TimePasses { ms } => self.world.clock.pass_ms(ms),
            Operation::ServerDies => self.world.server.crash(),
            Operation::BackUp => self.world.backup = Some(self.world.server.back_up()),
            Operation::Restore => self.world.restore(),
            Operation::Revoke { phone } => self.revoke(phone % phones),
            Operation::Reinstall { phone } => self.reinstall(phone % phones),
            Operation::Choose { commune } => self.choose(commune),
        }
        invariants::of_server(&mut self.world)
    }

    fn come_to_rest(&mut self, phone: usize, prepared: bool) -> Result<(), Violation> {
        if prepared {
            self.world.holders[phone].phone.prepare_outbox();
        }
        invariants::of_phone(&mut self.world, &self.model, phone)
    }

    fn work(&mut self, phone: usize, work: Work, fate: Option<Fate>) -> Result<(), Violation> {
        let Some((ask, effect)) = self.ask(phone, work) else {
            return Ok(());
        };
        let now = self.world.clock.now();
        let holder = &mut self.world.holders[phone];
        holder.phone.disk.fate = fate.map(|fate| Fate { after: 0, ..fate });
        let outcome = holder.phone.save(&ask, &mut self.world.rng, now);
        holder.phone.disk.fate = None;
        let died = holder.phone.disk.dead;
        if died {
            holder.phone.crash();
        }
        let known = self.model.of(holder.device).count() as u64;
        let records = holder.phone.stored_records();
        if let Some(last) = records.last().filter(|last| last.pushed.n > known) {
            let saved = Saved {
                device: holder.device,
                n: last.pushed.n,
                doc: last.pushed.doc,
                effect,
                excused: false,
            };
            self.model.saved.insert(last.hash, saved);
        }
        match outcome {
            Ok(_) if records.len() as u64 == known + 1 => Ok(()),
            Err(Failure::StorageFull) if records.len() as u64 == known => Ok(()),
            Err(_) if died => Ok(()),
            outcome => Err(Violation {
                invariant: "S10",
                found: format!(
                    "{outcome:?} with {} records where {known} were",
                    records.len()
                ),
            }),
        }
    }

    /// What the volunteer asks for, and what it will say; none when there is nothing to do it to.
    fn ask(&mut self, phone: usize, work: Work) -> Option<(Ask, Effect)> {
        let number = self.world.next_number();
        let at = self.world.now_of(phone);
        let note = format!("lần {number}");
        let (money_vnd, money_text) = (number.cast_signed() * 1_000, format!("{number}.000"));
        Some(match work {
            Work::Register => {
                let ask = register(&format!("Nguyễn Thị {number}"), "Ấp 4");
                (ask, Effect::Household)
            }
            Work::Visit { household } => {
                let ask = visit(self.household(phone, household)?, at, &note);
                let corrects = None;
                (ask, Effect::Visit { note, corrects })
            }
            Work::HandOver { household } => {
                let ask = hand_over(self.household(phone, household)?, at, &money_text);
                let corrects = None;
                (
                    ask,
                    Effect::HandOver {
                        money_vnd,
                        corrects,
                    },
                )
            }
            Work::Correct { household, fact } => {
                let household = self.household(phone, household)?;
                let (fact, is_visit) = self.fact(phone, household, fact)?;
                let corrects = Some(fact);
                if is_visit {
                    let ask = visit(household, at, &note);
                    (correcting(ask, fact), Effect::Visit { note, corrects })
                } else {
                    let ask = correct_amount(household, at, fact, &money_text);
                    (
                        ask,
                        Effect::HandOver {
                            money_vnd,
                            corrects,
                        },
                    )
                }
            }
            Work::Retract { household, fact } => {
                let household = self.household(phone, household)?;
                let (fact, _) = self.fact(phone, household, fact)?;
                let correcting = reason(fact);
                (
                    Ask::Retract {
                        household,
                        correcting,
                    },
                    Effect::Retract(fact),
                )
            }
            Work::Edit { household, field } => {
                let household = self.household(phone, household)?;
                let field = FIELDS[field % FIELDS.len()];
                let value = if field == ProfileField::Phone {
                    format!("0100{number:06}")
                } else {
                    format!("số {number}")
                };
                (edit(household, field, &value), Effect::Edit(field, value))
            }
        })
    }

    /// The k-th household the phone holds.
    fn household(&self, phone: usize, nth: usize) -> Option<DocId> {
        let rows = self.world.holders[phone].phone.rows();
        let row = rows.get(nth.checked_rem(rows.len())?)?;
        Some(row.id)
    }

    /// The k-th fact of a household as the phone holds it, and whether it is a visit.
    fn fact(&self, phone: usize, household: DocId, nth: usize) -> Option<(FactId, bool)> {
        let household = self.world.holders[phone].phone.household(household)?;
        let visits = household.visits.iter().map(|v| (v.fact.id, true));
        let handovers = household.handovers.iter().map(|h| (h.fact.id, false));
        let facts: Vec<_> = visits.chain(handovers).collect();
        facts.get(nth.checked_rem(facts.len())?).copied()
    }

    /// Whether a restored server may lack what this phone alone can give back (assumption A5).
    fn may_be_needed(&self, phone: usize) -> bool {
        let device = self.world.holders[phone].device;
        let mut records = self.model.of(device);
        self.world.restored && records.any(|(hash, _)| !self.world.server.has(*hash))
    }

    fn revoke(&mut self, phone: usize) {
        if self.may_be_needed(phone) {
            return;
        }
        let now = self.world.clock.now();
        let holder = &mut self.world.holders[phone];
        let state = self.world.server.state();
        write(&*state.store, |tx| {
            tx.revoke_device(&holder.commune, holder.device, now)
        })
        .expect("a store");
        holder.revoked = true;
        self.world.backup = None;
    }

    fn reinstall(&mut self, phone: usize) {
        if self.may_be_needed(phone) {
            return;
        }
        let commune = self.world.holders[phone].commune.clone();
        let holder = self.world.enrol(commune);
        let mut old = std::mem::replace(&mut self.world.holders[phone], holder);
        let receipted = old.phone.receipted();
        self.model
            .excuse(old.device, |hash| receipted.contains(hash));
        self.world.backup = None;
    }

    fn choose(&mut self, commune: usize) {
        let commune = &self.world.offices[commune % self.world.offices.len()];
        let state = self.world.server.state();
        let conflicts = read(&*state.store, |tx| tx.conflicts(&commune.code));
        let Some(line) = conflicts.expect("a store").into_iter().next() else {
            return;
        };
        let choice = ChooseValue {
            household: line.household,
            field: line.conflict.field,
            value: line.conflict.values[0].value.clone(),
        };
        office::choose_value(state, &commune.device, &choice).expect("a choice");
        self.model.chosen.push((choice.household, choice.field));
        self.world.backup = None;
    }

    /// The weather is good, and everybody talks to the office until nobody has anything to say.
    fn settle(&mut self) -> Result<(), Violation> {
        for _ in 0..ROUNDS_MAX {
            let before = self.ends();
            let mut waiting = 0;
            for phone in 0..self.world.holders.len() {
                // What a service worker has left is of an earlier time, and may be broken off.
                while self.world.holders[phone].phone.left_reply().is_some() {
                    road::exchange(&mut self.world, phone, Road::Clear, None, true);
                }
                let ended = road::exchange(&mut self.world, phone, Road::Clear, None, true);
                let holder = &self.world.holders[phone];
                if holder.revoked {
                    continue;
                }
                if !ended {
                    return Err(Violation {
                        invariant: "S12",
                        found: format!("phone {phone} cannot sync: {:?}", holder.phone.status()),
                    });
                }
                let records = holder.phone.stored_records();
                waiting += records.iter().filter(|r| r.place == Place::Here).count();
            }
            if waiting == 0 && self.ends() == before {
                return Ok(());
            }
        }
        Err(Violation {
            invariant: "S12",
            found: format!("the ward does not come to rest in {ROUNDS_MAX} rounds"),
        })
    }

    fn ends(&self) -> Vec<u64> {
        let ends = self.world.offices.iter().map(|office| {
            read(&*self.world.server.state().store, |tx| {
                tx.log_end(&office.code)
            })
            .expect("a store")
        });
        ends.collect()
    }
}

fn reason(fact: FactId) -> Correcting {
    Correcting {
        fact,
        reason: "ghi nhầm".into(),
    }
}

fn correcting(ask: Ask, fact: FactId) -> Ask {
    if let Ask::SaveVisit {
        household, draft, ..
    } = ask
    {
        Ask::SaveVisit {
            household,
            draft,
            correcting: Some(reason(fact)),
        }
    } else {
        ask
    }
}
