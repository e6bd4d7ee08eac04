//! What a volunteer asks of the phone, and what it will say.

use chungtay_shared::handover::HandoverDraft;
use chungtay_shared::household::ProfileField;
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::life::ChangeSeen;
use chungtay_shared::phone::message::{Ask, Correcting};
use chungtay_shared::publicity::{ActivityDraft, Channel};

use super::Run;
use crate::simulation::model::{Effect, HAMLET};
use crate::simulation::operation::Work;
use crate::ward::phone::{cash, correct_amount, edit, hand_over, notice, register, visit};

const FIELDS: [ProfileField; 3] = [
    ProfileField::Phone,
    ProfileField::Address,
    ProfileField::Nickname,
];

impl Run {
    /// What the volunteer asks for, and what it will say; none when there is nothing to do it to.
    #[expect(clippy::too_many_lines, reason = "one arm a kind of work")]
    pub(super) fn ask(&mut self, phone: usize, work: Work) -> Option<(Ask, Effect)> {
        let number = self.world.next_number();
        let at = self.world.now_of(phone);
        let note = format!("lần {number}");
        let (money_vnd, money_text) = (number.cast_signed() * 1_000, format!("{number}.000"));
        Some(match work {
            Work::Register => {
                let ask = register(&format!("Nguyễn Thị {number}"), HAMLET);
                (ask, Effect::Household)
            }
            Work::Visit { household } => {
                let ask = visit(self.household(phone, household)?, at, &note);
                (ask, visited(note, None))
            }
            Work::Notice { household, seen } => {
                let seen = ChangeSeen::ALL[seen % ChangeSeen::ALL.len()];
                let ask = notice(self.household(phone, household)?, at, seen, &note);
                (ask, visited(note, None))
            }
            Work::HandOver { household } => {
                let ask = hand_over(self.household(phone, household)?, at, &money_text);
                (ask, gift(money_vnd, None))
            }
            Work::Give { household, round } => {
                let (campaign, round) = self.round(phone, round)?;
                // Every other time it is a household whose right the phone holds, if it holds one.
                let held = self.held(phone, round);
                let held = held.get(household.checked_rem(held.len()).unwrap_or(0));
                let household = match held.filter(|_| number.is_multiple_of(2)) {
                    Some(held) => *held,
                    None => self.household(phone, household)?,
                };
                let draft = HandoverDraft {
                    campaign: Some(campaign),
                    round: Some(round),
                    ..cash(at, &money_text)
                };
                (given(household, draft), gift(money_vnd, None))
            }
            Work::Confirm { less } => self.confirm(phone, less)?,
            Work::Announce => {
                let campaigns = self.world.holders[phone].phone.campaigns();
                let campaign = campaigns.first()?.campaign.id;
                let draft = ActivityDraft {
                    channel: Some(Channel::Meeting),
                    topic: note.clone(),
                    ..ActivityDraft::empty(at.local_date())
                };
                let ask = Ask::NoteActivity { campaign, draft };
                (ask, Effect::Announce(note))
            }
            Work::Consent { household, answers } => {
                self.ask_consent(phone, household, answers, note)?
            }
            Work::Offer => self.note_offer(phone, note, money_text)?,
            Work::Survey { household } => self.survey(phone, household, note)?,
            Work::Step { nth } => self.next_step(phone, nth, note)?,
            Work::Propose { household } => {
                let household = self.household(phone, household)?;
                let draft = HandoverDraft {
                    note: note.clone(),
                    ..cash(at, &money_text)
                };
                let ask = self.proposal(phone, household, draft);
                (ask, Effect::Propose(note))
            }
            Work::Correct { household, fact } => {
                let household = self.household(phone, household)?;
                let (fact, is_visit) = self.fact(phone, household, fact)?;
                let corrects = Some(fact);
                if is_visit {
                    let ask = visit(household, at, &note);
                    (correcting(ask, fact), visited(note, corrects))
                } else {
                    let ask = correct_amount(household, at, fact, &money_text);
                    (ask, gift(money_vnd, corrects))
                }
            }
            Work::Retract { household, fact } => {
                let household = self.household(phone, household)?;
                let (fact, _) = self.fact(phone, household, fact)?;
                let correcting = reason(fact);
                let ask = Ask::Retract {
                    household,
                    correcting,
                };
                (ask, Effect::Retract(fact))
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
    pub(super) fn household(&self, phone: usize, nth: usize) -> Option<DocId> {
        let rows = self.world.holders[phone].phone.rows();
        let row = rows.get(nth.checked_rem(rows.len())?)?;
        Some(row.id)
    }

    /// The k-th fact of a household as the phone holds it, and whether it is a visit.
    fn fact(&self, phone: usize, household: DocId, nth: usize) -> Option<(FactId, bool)> {
        let household = self.world.holders[phone].phone.household(household)?;
        let visits = household.visits.iter().map(|v| (v.fact.id, true));
        // What was paid for a case is the office's to take back.
        let handovers = household.handovers.iter().map(|h| &h.fact);
        let handovers = handovers.filter(|h| !h.is_payment()).map(|h| (h.id, false));
        let facts: Vec<_> = visits.chain(handovers).collect();
        facts.get(nth.checked_rem(facts.len())?).copied()
    }
}

const fn visited(note: String, corrects: Option<FactId>) -> Effect {
    Effect::Visit { note, corrects }
}

const fn gift(money_vnd: i64, corrects: Option<FactId>) -> Effect {
    Effect::HandOver {
        money_vnd,
        corrects,
    }
}

const fn given(household: DocId, draft: HandoverDraft) -> Ask {
    Ask::SaveHandover {
        household,
        draft,
        correcting: None,
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
