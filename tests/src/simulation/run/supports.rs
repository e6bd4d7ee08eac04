//! Aid that takes time: what volunteers survey and note, and what the office decides, pays and stops.

use chungtay_server::state::Clock as _;
use chungtay_server::store::read;
use chungtay_server::supports;
use chungtay_shared::api::AidItemDraft;
use chungtay_shared::api::supports::{NoteStep, Pay};
use chungtay_shared::document::Document;
use chungtay_shared::fund::Source;
use chungtay_shared::handover::AidForm;
use chungtay_shared::household::Household;
use chungtay_shared::id::DocId;
use chungtay_shared::phone::message::Ask;
use chungtay_shared::support::{
    BuildingDraft, CaseDraft, CaseFile, DecisionDraft, PartDraft, PaymentDraft, Preset, RESUME,
    STOP, StepDraft, may_phone_note,
};
use chungtay_shared::time::LocalDate;

use super::Run;
use crate::simulation::coverage::Event;
use crate::simulation::model::Effect;

/// The item of these wards that takes time; the first one is the round's gift.
pub(super) fn house() -> AidItemDraft {
    AidItemDraft {
        name: "Nhà".into(),
        form: Some(AidForm::BankTransfer),
        source: Some(Source::OwnFund),
        steps: Preset::House.plan(str::to_owned),
        ..AidItemDraft::default()
    }
}

impl Run {
    /// A volunteer opens a case for the k-th household, in a campaign that has aid by steps.
    pub(super) fn survey(&self, phone: usize, nth: usize, need: String) -> Option<(Ask, Effect)> {
        let household = self.household(phone, nth)?;
        let holder = &self.world.holders[phone].phone;
        // Nothing is begun for whoever is known to be gone (`tests/tests/campaign/supports.rs`).
        if holder.household(household)?.gone().is_some() {
            return None;
        }
        let campaigns = holder.campaigns();
        let (campaign, item) = campaigns.iter().find_map(|known| {
            let mut items = known.campaign.items.iter();
            let item = items.find(|item| !item.steps.is_empty())?;
            Some((&known.campaign, item))
        })?;
        let ask = Ask::OpenCase {
            household,
            campaign: campaign.id,
            item: item.id,
            draft: CaseDraft {
                need: need.clone(),
                ..CaseDraft::empty(self.world.now_of(phone).local_date())
            },
        };
        Some((ask, Effect::Survey(need)))
    }

    /// A volunteer notes the next step of a case that waits for one, if their clock lets them.
    pub(super) fn next_step(
        &self,
        phone: usize,
        nth: usize,
        note: String,
    ) -> Option<(Ask, Effect)> {
        let today = self.world.now_of(phone).local_date();
        let holder = &self.world.holders[phone].phone;
        let known = holder
            .households()
            .into_iter()
            .filter_map(|id| holder.household(id));
        let waiting: Vec<(DocId, StepDraft)> = known
            .flat_map(|household| {
                let files: Vec<CaseFile> = household.open_or_ended().cloned().collect();
                let drafts = files
                    .into_iter()
                    .filter_map(|file| next(&file, today, true));
                drafts
                    .map(move |draft| (household.id, draft))
                    .collect::<Vec<_>>()
            })
            .collect();
        let (household, draft) = waiting.get(nth.checked_rem(waiting.len())?)?.clone();
        let draft = StepDraft {
            note: note.clone(),
            ..draft
        };
        Some((Ask::NoteStep { household, draft }, Effect::Step(note)))
    }

    /// The office notes the next step of a case, stops it or lets it go on, or pays of it.
    pub(super) fn support(&mut self, commune: usize, nth: usize, deed: usize) {
        let number = self.world.next_number();
        let office = &self.world.offices[commune % self.world.offices.len()];
        let state = self.world.server.state();
        let today = self.world.clock.now().local_date();
        let found = read(&*state.store, |tx| {
            let cases = tx.cases(&office.code)?;
            let Some(place) = nth.checked_rem(cases.len()) else {
                return Ok(None);
            };
            let stored = tx.document(cases[place].household)?;
            let document = stored
                .map(|stored| Document::load(&stored.bytes))
                .transpose()?;
            let household = document.map(|document| document.household()).transpose()?;
            Ok(household.map(|household| (household, cases[place].case.case)))
        });
        let Some((household, case)) = found.expect("a store") else {
            return;
        };
        let file = household.case(case).expect("a case that has a row");
        let wanted = match deed % 4 {
            0 => pay(&household, file, today, number),
            1 => stop_or_resume(file, today).map(Deed::Step),
            _ => next(file, today, false).map(|draft| Deed::Step(decided(draft, number))),
        };
        let household = household.id;
        let event = match wanted {
            Some(Deed::Step(draft)) => {
                let noted = supports::note(state, &office.device, &NoteStep { household, draft });
                noted.expect("a step that comes next");
                Event::Decided
            }
            Some(Deed::Pay(draft)) => {
                let paid = supports::pay(state, &office.device, &Pay { household, draft });
                paid.expect("a payment of what was approved");
                Event::Paid
            }
            None => return,
        };
        self.world.seen.saw(event);
        self.world.backup = None;
    }
}

enum Deed {
    Step(StepDraft),
    Pay(PaymentDraft),
}

/// The next step, unless the case is stopped or the clock is behind what was said.
fn next(file: &CaseFile, today: LocalDate, by_phone: bool) -> Option<StepDraft> {
    let standing = file.standing();
    let rule = file
        .next()
        .filter(|rule| !by_phone || may_phone_note(rule))?;
    let is_time = standing.since <= today && standing.stopped.is_none();
    is_time.then(|| StepDraft {
        building: BuildingDraft {
            area_text: "45".into(),
            ..BuildingDraft::default()
        },
        ..StepDraft::empty(file.case.id, &rule.code, today)
    })
}

/// With a decision and amounts, where they are asked for.
fn decided(draft: StepDraft, number: u64) -> StepDraft {
    let part = |source, name: &str| PartDraft {
        source: Some(source),
        name: name.to_owned(),
        money_text: format!("{number}.000"),
        goods_value_text: String::new(),
    };
    StepDraft {
        decision: DecisionDraft {
            number: format!("{number}/QĐ"),
            on: Some(draft.on),
            signed_by: "Chủ tịch".into(),
        },
        parts: vec![part(Source::OwnFund, ""), part(Source::Direct, "Công ty")],
        ..draft
    }
}

fn stop_or_resume(file: &CaseFile, today: LocalDate) -> Option<StepDraft> {
    let standing = file.standing();
    let code = if standing.stopped.is_some() {
        RESUME
    } else {
        STOP
    };
    let is_time = file.case.on <= today && !standing.ended;
    is_time.then(|| StepDraft {
        note: "chờ vật tư".into(),
        ..StepDraft::empty(file.case.id, code, today)
    })
}

/// Something of what was approved; now and then more than that, with a reason.
fn pay(household: &Household, file: &CaseFile, today: LocalDate, number: u64) -> Option<Deed> {
    let approved = file.approved();
    let place = usize::try_from(number)
        .unwrap_or(0)
        .checked_rem(approved.len())?;
    let case = &file.case;
    let is_stopped = file.standing().stopped.is_some();
    let note = if household.payments(case.id).next().is_some() {
        "giá thép tăng"
    } else {
        ""
    };
    (!is_stopped).then(|| {
        Deed::Pay(PaymentDraft {
            note: note.to_owned(),
            ..PaymentDraft::of(case, &approved[place], today)
        })
    })
}
