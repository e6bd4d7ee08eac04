//! A month in which houses are built: where stories of aid that takes time begin.

use chungtay_server::state::Clock as _;
use chungtay_shared::api::supports::CaseLine;
use chungtay_shared::api::{AidItemDraft, SaveCampaign};
use chungtay_shared::campaign::MandateDraft;
use chungtay_shared::fund::Source;
use chungtay_shared::handover::AidForm;
use chungtay_shared::household::Household;
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::phone::message::Ask;
use chungtay_shared::support::{
    BuildingDraft, CaseDraft, DecisionDraft, PartDraft, PaymentDraft, Preset, StepDraft,
};

use super::month::{Month, month, save};

/// A month whose campaign builds houses and gives scholarships, besides its gifts by right.
pub fn building_month() -> Month {
    let mut month = month();
    let campaign = &month.campaign;
    let item = |name: &str, preset: Preset, money: &str| AidItemDraft {
        name: name.into(),
        form: Some(AidForm::BankTransfer),
        money_text: money.into(),
        source: Some(Source::OwnFund),
        steps: preset.plan(str::to_owned),
        ..AidItemDraft::default()
    };
    let gift = AidItemDraft {
        id: Some(campaign.items[0].id),
        name: campaign.items[0].name.clone(),
        form: Some(AidForm::Cash),
        money_text: "500.000".into(),
        source: Some(Source::OwnFund),
        ..AidItemDraft::default()
    };
    month.campaign = month.ward.server.save_campaign(&SaveCampaign {
        id: Some(campaign.id),
        name: campaign.name.clone(),
        from: campaign.from,
        to: campaign.to,
        items: vec![
            gift,
            item("Nhà Đại đoàn kết", Preset::House, "60 tr"),
            item("Học bổng", Preset::Other, "1 tr"),
        ],
        mandate: MandateDraft::default(),
    });
    month.ward.settle();
    month
}

/// A survey that asks for an item of the campaign.
pub fn survey(month: &Month, household: usize, item: usize) -> Ask {
    Ask::OpenCase {
        household: month.households[household],
        campaign: month.campaign.id,
        item: month.campaign.items[item].id,
        draft: CaseDraft {
            need: "Nhà tre lá, mái dột".into(),
            ..CaseDraft::empty(month.ward.clock.now().local_date())
        },
    }
}

/// A step of today in which nothing else was said.
pub fn step(month: &Month, case: FactId, code: &str) -> StepDraft {
    StepDraft::empty(case, code, month.ward.clock.now().local_date())
}

/// What one source gives.
pub fn part(source: Source, name: &str, money: &str) -> PartDraft {
    PartDraft {
        source: Some(source),
        name: name.into(),
        money_text: money.into(),
        goods_value_text: String::new(),
    }
}

/// An approval by two sources, with the household's own share.
pub fn approval(month: &Month, case: FactId) -> StepDraft {
    StepDraft {
        decision: DecisionDraft {
            number: "15/QĐ-MTTQ".into(),
            on: Some(month.ward.clock.now().local_date()),
            signed_by: "Chủ tịch Mặt trận xã".into(),
        },
        parts: vec![
            part(Source::OwnFund, "", "50 tr"),
            part(Source::Direct, "Công ty Hậu Giang", "10 tr"),
        ],
        own_money_text: "30 tr".into(),
        ..step(month, case, "approved")
    }
}

/// A house of 45 square metres, all of it solid.
pub fn handed_over(month: &Month, case: FactId) -> StepDraft {
    StepDraft {
        building: BuildingDraft {
            area_text: "45".into(),
            hard_floor: true,
            hard_frame: true,
            hard_roof: true,
        },
        ..step(month, case, "handed_over")
    }
}

/// The one case there is.
///
/// # Panics
/// When there is another number of them.
pub fn only(month: &Month) -> CaseLine {
    let mut lines = month.ward.server.supports();
    assert_eq!(lines.len(), 1);
    lines.remove(0)
}

/// Mrs Sáu's house, surveyed by Mai and approved by the office; everybody knows it.
///
/// # Panics
/// When one of their forms is refused.
pub fn approved() -> (Month, DocId, FactId) {
    let mut month = building_month();
    let ask = survey(&month, 0, 1);
    save(&mut month.ward, "Mai", &ask).expect("what was just made");
    month.ward.settle();
    let (sau, case) = (month.households[0], only(&month).case);
    let draft = approval(&month, case);
    month
        .ward
        .server
        .note_step(sau, draft)
        .expect("what was just made");
    month.ward.settle();
    month.ward.settle();
    (month, sau, case)
}

/// A household as a phone knows it.
///
/// # Panics
/// When it does not.
pub fn on_phone(month: &mut Month, name: &str, doc: DocId) -> Household {
    month
        .ward
        .phone(name)
        .household(doc)
        .expect("what was just made")
}

/// A payment of what a source was approved for.
///
/// # Panics
/// When it was approved for nothing.
pub fn payment(
    line: &CaseLine,
    household: &Household,
    source: Source,
    money: &str,
) -> PaymentDraft {
    let file = household.case(line.case).expect("what was just made");
    let part = file.approved().iter().find(|part| part.source == source);
    PaymentDraft {
        money_text: money.into(),
        ..PaymentDraft::of(&file.case, part.expect("what was just made"), line.since)
    }
}
