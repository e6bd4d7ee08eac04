//! What volunteers ask of their phones.

use std::collections::BTreeMap;

use chungtay_shared::campaign::Campaign;
use chungtay_shared::handover::{AidForm, HandoverDraft, Receiver};
use chungtay_shared::household::{Category, Profile, ProfileField};
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::life::ChangeSeen;
use chungtay_shared::phone::message::{Ask, Correcting};
use chungtay_shared::time::Timestamp;
use chungtay_shared::visit::{Met, VisitDraft};

/// Registers a household.
pub fn register(head_name: &str, hamlet: &str) -> Ask {
    let profile = Profile::default()
        .with(ProfileField::HeadName, head_name)
        .with(ProfileField::Hamlet, hamlet);
    Ask::Register {
        profile,
        category: Some(Category::Difficult),
    }
}

/// Records a visit to the head of a household.
pub fn visit(household: DocId, at: Timestamp, note: &str) -> Ask {
    let draft = VisitDraft {
        at,
        met: Some(Met::Head),
        note: note.into(),
        ..VisitDraft::default()
    };
    Ask::SaveVisit {
        household,
        draft,
        correcting: None,
    }
}

/// Records a visit at which something was heard of the household.
pub fn notice(household: DocId, at: Timestamp, seen: ChangeSeen, note: &str) -> Ask {
    let draft = VisitDraft {
        at,
        met: Some(Met::Neighbour),
        change_seen: Some(seen),
        note: note.into(),
        ..VisitDraft::default()
    };
    Ask::SaveVisit {
        household,
        draft,
        correcting: None,
    }
}

/// Hands over money in cash.
pub fn hand_over(household: DocId, at: Timestamp, money_text: &str) -> Ask {
    Ask::SaveHandover {
        household,
        draft: cash(at, money_text),
        correcting: None,
    }
}

/// Says that a handover was of another amount.
pub fn correct_amount(household: DocId, at: Timestamp, fact: FactId, money_text: &str) -> Ask {
    let correcting = Correcting {
        fact,
        reason: "ghi nhầm số tiền".into(),
    };
    Ask::SaveHandover {
        household,
        draft: cash(at, money_text),
        correcting: Some(correcting),
    }
}

/// Edits one field of the description.
pub fn edit(household: DocId, field: ProfileField, value: &str) -> Ask {
    Ask::SaveProfile {
        household,
        edits: BTreeMap::from([(field, value.to_owned())]),
    }
}

/// Money in cash.
pub fn cash(at: Timestamp, money_text: &str) -> HandoverDraft {
    HandoverDraft {
        at,
        item: "Quà Tháng cao điểm".into(),
        form: Some(AidForm::Cash),
        money_text: money_text.into(),
        receiver: Some(Receiver::Head),
        ..HandoverDraft::default()
    }
}

/// Hands over the gift of 500.000 đồng within a campaign, by the right of a round or by none.
pub fn hand_over_in(
    household: DocId,
    at: Timestamp,
    campaign: &Campaign,
    round: Option<FactId>,
) -> Ask {
    Ask::SaveHandover {
        household,
        draft: HandoverDraft {
            campaign: Some(campaign.id),
            campaign_name: campaign.name.clone(),
            round,
            ..cash(at, "500.000")
        },
        correcting: None,
    }
}

/// Proposes the same gift.
pub fn propose(household: DocId, at: Timestamp, campaign: &Campaign, why: &str) -> Ask {
    Ask::Propose {
        household,
        draft: HandoverDraft {
            campaign: Some(campaign.id),
            campaign_name: campaign.name.clone(),
            note: why.into(),
            ..cash(at, "500.000")
        },
    }
}
