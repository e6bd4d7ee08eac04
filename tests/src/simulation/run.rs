//! Plays a plan: each operation on the real machines, then what is cheap to check; at the end
//! everybody comes back to the office and all is checked.

use std::panic::{AssertUnwindSafe, catch_unwind};

use chungtay_server::compaction::compact;
use chungtay_server::state::Clock as _;
use chungtay_shared::field::{FieldError, Problem};
use chungtay_shared::phone::message::Failure;

use super::coverage::{Coverage, Event};
use super::model::{Model, Saved};
use super::operation::{Operation, Work};
use super::plan::Plan;
use super::world::World;
use super::{Violation, background, errors, invariants, road};
use crate::database::Kind;
use crate::ward::phone::{End, Fate};

mod ask;
mod city;
mod consents;
mod custody;
mod erasures;
mod fund;
mod goods;
mod hamlets;
mod lives;
mod lost;
mod offers;
mod office;
mod proposals;
mod rest;
mod rights;
mod settled;
mod statuses;
mod supports;
mod takeover;

/// Plays a plan to its end on a database of this kind, and says what happened in it.
///
/// # Errors
/// With the first rule that does not hold.
pub fn play(plan: &Plan, kind: Kind) -> Result<Coverage, Violation> {
    errors::install();
    errors::take();
    catch_unwind(AssertUnwindSafe(|| play_until_wrong(plan, kind))).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string));
        Err(Violation {
            invariant: "S9",
            found: format!("a panic: {}", text.unwrap_or_default()),
        })
    })
}

fn play_until_wrong(plan: &Plan, kind: Kind) -> Result<Coverage, Violation> {
    let mut run = Run {
        world: World::new(plan, kind),
        model: Model::default(),
    };
    for (i, operation) in plan.operations.iter().enumerate() {
        run.step(operation).map_err(|violation| Violation {
            found: format!("after operation {i} {operation:?}: {}", violation.found),
            ..violation
        })?;
    }
    run.settle()?;
    invariants::at_the_end(&mut run.world, &run.model)?;
    Ok(run.world.seen)
}

struct Run {
    world: World,
    model: Model,
}

impl Run {
    #[expect(clippy::too_many_lines, reason = "one arm an operation")]
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
                self.wipe_if_told(phone % phones)?;
                invariants::of_phone(&mut self.world, &self.model, phone % phones)?;
            }
            Operation::LateReply { nth } => background::arrive_late(&mut self.world, nth),
            Operation::LateRequest { nth } => road::arrive_late(&mut self.world, nth),
            Operation::PhoneDies { phone } => {
                self.world.holders[phone % phones].phone.crash();
                self.world.seen.saw(Event::PhoneDied);
                invariants::of_phone(&mut self.world, &self.model, phone % phones)?;
            }
            Operation::ClockSet { phone, error_ms } => {
                self.world.holders[phone % phones].phone.clock_error_ms = error_ms;
                self.world.seen.saw(Event::ClockSet);
            }
            Operation::TimePasses { ms } => {
                self.world.clock.pass_ms(ms);
                self.world.seen.saw(Event::TimePassed);
            }
            Operation::ServerDies => {
                self.world.server.crash();
                self.world.seen.saw(Event::ServerDied);
            }
            Operation::BackUp => {
                self.world.backup = Some(self.world.server.back_up());
                self.world.seen.saw(Event::BackedUp);
            }
            Operation::Compact => {
                self.compact();
                self.world.seen.saw(Event::Compacted);
            }
            Operation::Restore => self.world.restore(),
            Operation::Revoke { phone } => self.revoke(phone % phones),
            Operation::Lose { phone } => self.lose(phone % phones),
            Operation::Reinstall { phone } => self.reinstall(phone % phones),
            Operation::Choose { commune } => self.choose(commune),
            Operation::Issue {
                commune,
                first,
                in_custody,
            } => self.issue(commune, first, in_custody),
            Operation::HandOut {
                phone,
                round,
                count,
            } => self.hand_out(phone % phones, round, count),
            Operation::TakeBack {
                phone,
                round,
                count,
            } => self.take_back(phone % phones, round, count),
            Operation::Withdraw { phone } => self.withdraw(phone % phones),
            Operation::MoveRight { phone, nth } => self.move_right(phone % phones, nth),
            Operation::TakeOver { phone, nth } => self.take_over(phone % phones, nth),
            Operation::Answer {
                commune,
                nth,
                granted,
            } => self.answer(commune, nth, granted),
            Operation::Enter { commune, kind } => self.enter(commune, kind),
            Operation::Void { commune, nth } => self.void(commune, nth),
            Operation::City { commune, deed } => self.city(commune, deed),
            Operation::Support { commune, nth, deed } => self.support(commune, nth, deed),
            Operation::Tell {
                commune,
                household,
                kind,
            } => self.tell(commune, household, kind),
            Operation::Merge {
                commune,
                kept,
                merged,
            } => self.merge(commune, kept, merged),
            Operation::Part {
                commune,
                first,
                second,
            } => self.part(commune, first, second),
            Operation::Status {
                commune,
                household,
                deed,
            } => self.decide_status(commune, household, deed),
            Operation::Consent {
                commune,
                household,
                answers,
            } => self.tell_consent(commune, household, answers),
            Operation::AnswerOffer {
                commune,
                nth,
                enters,
            } => self.answer_offer(commune, nth, enters),
            Operation::Hamlet { commune, deed } => self.hamlet(commune, deed),
            Operation::Receive {
                commune,
                round,
                count,
            } => self.receive(commune, round, count),
            Operation::StoreGoods {
                commune,
                round,
                count,
            } => self.store_goods(commune, round, count),
            Operation::Erase { commune, household } => self.erase(commune, household),
            Operation::Settle { commune, nth } => self.settle_doubt(commune, nth),
            Operation::Damage {
                phone,
                household,
                worker_dies,
            } => {
                self.damage(phone % phones, household, worker_dies);
                invariants::of_phone(&mut self.world, &self.model, phone % phones)?;
            }
            Operation::AppChanged { phone, app } => {
                let holder = &mut self.world.holders[phone % phones];
                holder.app = app;
                // An app that was replaced is started anew.
                holder.phone.crash();
            }
            Operation::Move { phone, commune } => self.move_on(phone % phones, commune),
            Operation::OpenLink { phone } => {
                self.open_link(phone % phones)?;
                invariants::of_phone(&mut self.world, &self.model, phone % phones)?;
            }
            Operation::ComeBack { phone } => {
                self.come_back(phone % phones)?;
                invariants::of_phone(&mut self.world, &self.model, phone % phones)?;
            }
        }
        invariants::of_server(&mut self.world)
    }

    fn come_to_rest(&mut self, phone: usize, prepared: bool) -> Result<(), Violation> {
        self.wipe_if_told(phone)?;
        if prepared {
            self.world.holders[phone].phone.prepare_outbox();
        }
        invariants::of_phone(&mut self.world, &self.model, phone)
    }

    fn work(&mut self, phone: usize, work: Work, fate: Option<Fate>) -> Result<(), Violation> {
        let Some((ask, effect)) = self.ask(phone, work) else {
            return Ok(());
        };
        let event = event_of(work);
        let may_not = self.may_not(phone, &ask);
        let now = self.world.clock.now();
        let holder = &mut self.world.holders[phone];
        holder.phone.disk.fate = fate.map(|fate| Fate { after: 0, ..fate });
        let outcome = holder.phone.save(&ask, &mut self.world.rng, now);
        let met = fate.filter(|_| holder.phone.disk.fate.is_none());
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
            self.world.seen.saw(event);
        }
        if let Some(fate) = met {
            self.world.seen.saw(match fate.end {
                End::Full => Event::SaveFull,
                End::DiesBefore => Event::SaveDiedBefore,
                End::DiesAfter => Event::SaveDiedAfter,
            });
        }
        match outcome {
            Ok(_) if may_not => Err(Violation {
                invariant: "S16",
                found: format!("phone {phone} has given what it holds no right for: {ask:?}"),
            }),
            Err(Failure::Invalid(errors)) if may_not && records.len() as u64 == known => {
                self.world.seen.saw(refused(&errors));
                Ok(())
            }
            Ok(_) if records.len() as u64 == known + 1 => Ok(()),
            // No room, or its document was set aside, or the phone has heard that its volunteer left.
            Err(Failure::StorageFull | Failure::Damaged | Failure::NotEnrolled)
                if records.len() as u64 == known =>
            {
                Ok(())
            }
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

    fn compact(&self) {
        let all = self.world.clock.now().plus_ms(1);
        let done = compact(&*self.world.server.state().store, all, || ());
        assert_eq!(
            done.expect("a store").kept,
            0,
            "documents give changes back"
        );
    }
}

const fn event_of(work: Work) -> Event {
    match work {
        Work::Register => Event::Registered,
        Work::Visit { .. } => Event::Visited,
        Work::Notice { .. } => Event::Noticed,
        Work::HandOver { .. } => Event::HandedOver,
        Work::Give { .. } => Event::GaveByRight,
        Work::Confirm { .. } => Event::Confirmed,
        Work::Announce => Event::Announced,
        Work::Consent { .. } => Event::Consented,
        Work::Offer => Event::Offered,
        Work::Survey { .. } => Event::Surveyed,
        Work::Step { .. } => Event::Stepped,
        Work::Propose { .. } => Event::Proposed,
        Work::Correct { .. } => Event::Corrected,
        Work::Retract { .. } => Event::Retracted,
        Work::Edit { .. } => Event::Edited,
    }
}

/// What a phone was refused for that asked for what it may not.
fn refused(errors: &[FieldError]) -> Event {
    let is_of_hand = |e: &FieldError| matches!(e.problem, Problem::NotInHand | Problem::NotTaken);
    if errors.iter().any(is_of_hand) {
        Event::HandRefused
    } else {
        Event::RightRefused
    }
}
