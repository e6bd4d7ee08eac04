//! Houses, repairs, scholarships and health cards of the invented commune, each at another step.

use chungtay_shared::campaign::AidItem;
use chungtay_shared::document::{Document, Written};
use chungtay_shared::fund::Source;
use chungtay_shared::handover::AidForm;
use chungtay_shared::household::Category;
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::support::{
    BuildingDraft, CaseDraft, DecisionDraft, PartDraft, PaymentDraft, Preset, STOP, StepDraft,
};
use chungtay_shared::synthetic::{SyntheticHousehold, SyntheticWard};
use chungtay_shared::time::Timestamp;

use super::{Writer, broken};
use crate::store::StoreError;

/// Fewer households are for tests that count them one by one.
const HOUSEHOLDS_MIN: usize = 100;
const DAY_MS: i64 = 86_400_000;

const HOUSE: usize = 0;
const REPAIR: usize = 1;
const SCHOLARSHIP: usize = 2;
const HEALTH_CARD: usize = 3;

/// Name, usual money or value of goods, and by which steps.
const ITEMS: [(&str, AidForm, i64, Preset); 4] = [
    (
        "Nhà Đại đoàn kết",
        AidForm::BankTransfer,
        60_000_000,
        Preset::House,
    ),
    (
        "Sửa chữa nhà",
        AidForm::BankTransfer,
        30_000_000,
        Preset::House,
    ),
    ("Học bổng", AidForm::Cash, 1_000_000, Preset::Other),
    ("Thẻ BHYT", AidForm::InKind, 1_263_600, Preset::Other),
];

/// One case: which item, what is needed, steps taken, whether it was stopped, and who pays: the Fund,
/// the city's Fund, a donor by name, and the household itself, in millions.
struct Story {
    item: usize,
    need: &'static str,
    steps: usize,
    stopped: &'static str,
    own: &'static str,
    higher: &'static str,
    donor: (&'static str, &'static str),
    household: &'static str,
}

const NOTHING: Story = Story {
    item: HOUSE,
    need: "",
    steps: 0,
    stopped: "",
    own: "",
    higher: "",
    donor: ("", ""),
    household: "",
};

const STORIES: [Story; 9] = [
    Story {
        need: "Nhà cột tràm, lá mục, nền đất; có 4 người.",
        steps: 3,
        higher: "50 tr",
        donor: ("Công ty Lương thực Ba Đình", "10 tr"),
        household: "25 tr",
        ..NOTHING
    },
    Story {
        need: "Nhà tạm trên đất của anh ruột, mái tôn cũ thủng.",
        steps: 2,
        higher: "40 tr",
        donor: ("Hội Doanh nhân trẻ", "20 tr"),
        household: "15 tr",
        ..NOTHING
    },
    Story {
        need: "Nhà sập vách sau mưa dông, đang ở nhờ hàng xóm.",
        steps: 1,
        own: "5 tr",
        higher: "45 tr",
        donor: ("Ông Trần Văn Lành", "10 tr"),
        ..NOTHING
    },
    Story {
        need: "Nhà lá xuống cấp, người già neo đơn.",
        ..NOTHING
    },
    Story {
        need: "Nhà dột nát; đang chờ gia đình thống nhất vị trí đất.",
        steps: 1,
        stopped: "Đất đang tranh chấp, chờ hòa giải.",
        higher: "50 tr",
        household: "20 tr",
        ..NOTHING
    },
    Story {
        item: REPAIR,
        need: "Thay mái, lát nền.",
        steps: 3,
        higher: "30 tr",
        household: "8 tr",
        ..NOTHING
    },
    Story {
        item: SCHOLARSHIP,
        need: "Con đang học lớp 9, có nguy cơ nghỉ học.",
        steps: 1,
        own: "1 tr",
        ..NOTHING
    },
    Story {
        item: SCHOLARSHIP,
        need: "Hai con đang đi học, cha mất sớm.",
        ..NOTHING
    },
    Story {
        item: HEALTH_CARD,
        need: "Mới thoát nghèo, hai người chưa có thẻ.",
        steps: 1,
        donor: ("Hội Chữ thập đỏ xã", "1.263.600"),
        ..NOTHING
    },
];

impl Writer<'_> {
    /// Gives the campaign its items by steps, and opens a case for some poor households, from the first
    /// on the list on. What lies ahead is left out.
    pub(super) fn supports(
        &mut self,
        ward: &SyntheticWard,
        ids: &[DocId],
    ) -> Result<(), StoreError> {
        let Some(campaign) = self.campaign.filter(|_| ids.len() >= HOUSEHOLDS_MIN) else {
            return Ok(());
        };
        let items = self.items_by_steps(campaign)?;
        let poor = ward.households.iter().zip(ids);
        // Whom nobody met may be gone.
        let is_known =
            |h: &SyntheticHousehold| h.category == Category::Poor && !h.visits.is_empty();
        let every_third = poor.filter(|(household, _)| is_known(household)).step_by(3);
        for ((place, story), (household, id)) in (0..).zip(&STORIES).zip(every_third) {
            let at = self
                .listed_at
                .plus_ms((4 + place) * DAY_MS + place * 1_500_000);
            self.tell(campaign, items[story.item], story, household, *id, at)?;
        }
        Ok(())
    }

    fn items_by_steps(&self, id: DocId) -> Result<Vec<FactId>, StoreError> {
        let at = self.listed_at.plus_ms(60_000);
        let stored = self.tx.document(id)?.ok_or_else(broken)?;
        let mut document = Document::load(&stored.bytes)?;
        let mut campaign = document.campaign()?;
        let mut items = Vec::new();
        for (name, form, usual_vnd, preset) in ITEMS {
            let of_form = |is_so: bool| if is_so { usual_vnd } else { 0 };
            items.push(self.fact_id(at));
            campaign.items.push(AidItem {
                id: items[items.len() - 1],
                name: name.to_owned(),
                form,
                money_vnd: of_form(form.has_money()),
                quantity_milli: if form.has_goods() { 1_000 } else { 0 },
                unit: if form.has_goods() { "thẻ" } else { "" }.to_owned(),
                goods_value_vnd: of_form(form.has_goods()),
                source: Some(Source::OwnFund),
                source_name: String::new(),
                steps: preset.plan(step_name),
            });
        }
        let author = self.office_author(at)?;
        let written = document.edit_campaign(author, &campaign)?;
        self.append_as(&self.office, 0, id, &document, written, author)?;
        Ok(items)
    }

    fn tell(
        &mut self,
        campaign: DocId,
        item: FactId,
        story: &Story,
        household: &SyntheticHousehold,
        id: DocId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let stored = self.tx.document(campaign)?.ok_or_else(broken)?;
        let campaign = Document::load(&stored.bytes)?.campaign()?;
        let stored = self.tx.document(id)?.ok_or_else(broken)?;
        let mut document = Document::load(&stored.bytes)?;
        let draft = CaseDraft {
            need: story.need.to_owned(),
            ..CaseDraft::empty(at.local_date())
        };
        if at > self.state.clock.now() {
            return Ok(());
        }
        let case = draft.read(
            &document.household()?,
            &campaign,
            item,
            self.fact_id(at),
            at,
        );
        let case = case.map_err(|_| broken())?;
        let by = household.work_by;
        let author = self.author(by, at)?;
        let written = document.open_case(author, &case)?;
        self.append(id, &document, written, author, by)?;
        let plan = case.item.steps.clone();
        for (number, rule) in (1..).zip(plan.iter().skip(1).take(story.steps)) {
            let at = at.plus_ms(number * 6 * DAY_MS);
            let draft = story.step(StepDraft::empty(case.id, &rule.code, at.local_date()));
            if !self.say(id, &mut document, &draft, at)? {
                return Ok(());
            }
            if rule.needs(chungtay_shared::support::StepNeed::Amount) {
                self.pay(story, id, &mut document, case.id, at.plus_ms(DAY_MS))?;
            }
        }
        if !story.stopped.is_empty() {
            let at = at.plus_ms(9 * DAY_MS);
            let draft = StepDraft {
                note: story.stopped.to_owned(),
                ..StepDraft::empty(case.id, STOP, at.local_date())
            };
            self.say(id, &mut document, &draft, at)?;
        }
        Ok(())
    }

    /// The office notes a step; `false` when that lies ahead.
    fn say(
        &self,
        id: DocId,
        document: &mut Document,
        draft: &StepDraft,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        if at > self.state.clock.now() {
            return Ok(false);
        }
        let step = draft.read(&document.household()?, self.fact_id(at), at);
        let author = self.office_author(at)?;
        let written = document.note_step(author, &step.map_err(|_| broken())?)?;
        self.store(id, document, written, at)?;
        Ok(true)
    }

    /// All of it is paid for what has gone on, the Fund's part of what has only been approved.
    fn pay(
        &self,
        story: &Story,
        id: DocId,
        document: &mut Document,
        case: FactId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        if at > self.state.clock.now() || !story.stopped.is_empty() {
            return Ok(());
        }
        let household = document.household()?;
        let file = household.case(case).ok_or_else(broken)?;
        let is_all = story.steps > 1 || file.standing().ended;
        let parts = file.approved().iter();
        for part in parts.filter(|part| is_all || part.source == Source::OwnFund) {
            let draft = PaymentDraft::of(&file.case, part, at.local_date());
            let paid = draft.read(&document.household()?, self.fact_id(at), at);
            let author = self.office_author(at)?;
            let written = document.add_handover(author, &paid.map_err(|_| broken())?, None)?;
            self.store(id, document, written, at)?;
        }
        Ok(())
    }

    fn store(
        &self,
        id: DocId,
        document: &Document,
        written: Written,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let author = self.office_author(at)?;
        self.append_as(&self.office, 0, id, document, written, author)
    }
}

impl Story {
    fn step(&self, draft: StepDraft) -> StepDraft {
        let part = |source, name: &str, money: &str| PartDraft {
            source: Some(source),
            name: name.to_owned(),
            money_text: money.to_owned(),
            goods_value_text: String::new(),
        };
        let (donor, gift) = self.donor;
        let parts = [
            part(Source::OwnFund, "", self.own),
            part(Source::HigherFund, "Quỹ thành phố", self.higher),
            part(Source::Direct, donor, gift),
        ];
        let mut parts: Vec<PartDraft> = parts
            .into_iter()
            .filter(|p| !p.money_text.is_empty())
            .collect();
        if self.item == HEALTH_CARD {
            for part in &mut parts {
                part.goods_value_text = std::mem::take(&mut part.money_text);
            }
        }
        StepDraft {
            decision: DecisionDraft {
                number: "15/QĐ-MTTQ".to_owned(),
                on: Some(draft.on),
                signed_by: "Chủ tịch Ủy ban MTTQ Việt Nam xã".to_owned(),
            },
            parts,
            own_money_text: self.household.to_owned(),
            building: BuildingDraft {
                area_text: "45".to_owned(),
                hard_floor: true,
                hard_frame: true,
                hard_roof: true,
            },
            ..draft
        }
    }
}

fn step_name(code: &str) -> String {
    let name = match code {
        "survey" => "Đang khảo sát",
        "approved" => "Đã phê duyệt",
        "building" => "Đang thực hiện",
        "handed_over" => "Đã bàn giao",
        _ => "Đã nhận",
    };
    name.to_owned()
}
