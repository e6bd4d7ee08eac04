//! Who may hand over what, in a campaign that has rounds.

use super::*;
use crate::campaign::{AidItem, Campaign};
use crate::field::{FieldError, Problem};
use crate::handover::{AidForm, HandoverDraft, Receiver};
use crate::id::FactId;
use crate::phone::message::{Correcting, RecordKind};
use crate::round::{Move, Round};

pub(super) const CAMPAIGN: u8 = 50;
pub(super) const MAI: Actor = Actor::from_bytes([9; 16]);
pub(super) const TU: Actor = Actor::from_bytes([8; 16]);

fn gift() -> AidItem {
    AidItem {
        id: FactId::from_bytes([40; 16]),
        name: "Quà".to_owned(),
        form: AidForm::Cash,
        money_vnd: 500_000,
        quantity_milli: 0,
        unit: String::new(),
        goods_value_vnd: 0,
        source: None,
        source_name: String::new(),
        steps: Vec::new(),
    }
}

pub(super) fn round_id(n: u8) -> FactId {
    FactId::from_bytes([n; 16])
}

/// A campaign with a round, whose rights these hold.
pub(super) fn campaign(rights: &[(u8, Actor)]) -> Document {
    campaign_with(rights, false)
}

/// The same with a round whose gifts may be counted from hand to hand.
pub(super) fn campaign_with(rights: &[(u8, Actor)], in_custody: bool) -> Document {
    let campaign = Campaign {
        id: doc(CAMPAIGN),
        commune: COMMUNE.to_owned(),
        name: "Tháng cao điểm".to_owned(),
        from: NOW.local_date(),
        to: NOW.local_date(),
        items: vec![gift()],
        has_rounds: false,
    };
    let (mut document, _) = Document::new_campaign(OFFICE, &campaign).unwrap();
    let round = Round {
        id: round_id(1),
        name: "Đợt 1".to_owned(),
        item: gift(),
        issued_at: NOW,
        rights: rights
            .iter()
            .map(|(id, actor)| (doc(*id), *actor))
            .collect(),
        moves: Vec::new(),
        in_custody,
        movements: Vec::new(),
    };
    document
        .issue_round(OFFICE, &round, &crate::round::Basis::default())
        .unwrap();
    document
}

fn campaign_news(document: &Document) -> DocNews {
    DocNews {
        kind: Kind::Campaign,
        ..snapshot(CAMPAIGN, document)
    }
}

/// Mai's phone with two households and a campaign.
pub(super) fn mai_with(campaign: &Document) -> Handset {
    let mut mai = Handset::of_mai();
    mai.post();
    mai.hear(&page(
        3,
        vec![
            snapshot(1, &listed(1, "Nguyễn Văn Đẹt")),
            snapshot(2, &listed(2, "Đặng Thị Út")),
            campaign_news(campaign),
        ],
    ));
    mai.hear(&Frame::End);
    mai
}

fn draft(round: Option<FactId>) -> HandoverDraft {
    HandoverDraft {
        at: NOW,
        campaign: Some(doc(CAMPAIGN)),
        campaign_name: "Tháng cao điểm".to_owned(),
        round,
        item: "Quà".to_owned(),
        form: Some(AidForm::Cash),
        money_text: "500.000".to_owned(),
        receiver: Some(Receiver::Head),
        note: "nhà dột".to_owned(),
        ..HandoverDraft::default()
    }
}

pub(super) fn give(household: u8, round: Option<FactId>, correcting: Option<Correcting>) -> Ask {
    Ask::SaveHandover {
        household: doc(household),
        draft: draft(round),
        correcting,
    }
}

pub(super) fn refused(problem: Problem) -> Failure {
    Failure::Invalid(vec![FieldError {
        field: "round".to_owned(),
        problem,
    }])
}

#[test]
fn mai_hands_over_what_she_holds_the_right_for_and_once() {
    let mut mai = mai_with(&campaign(&[(1, MAI), (2, TU)]));
    let round = Some(round_id(1));
    mai.save(&give(1, round, None)).unwrap();
    assert_eq!(mai.rows()[0].rounds_given, [round_id(1)]);
    mai.restart();
    assert_eq!(
        mai.save(&give(1, round, None)).unwrap_err(),
        refused(Problem::AlreadyGiven)
    );
    for (household, round) in [(2, round), (2, Some(round_id(7))), (2, None), (1, None)] {
        assert_eq!(
            mai.save(&give(household, round, None)).unwrap_err(),
            refused(Problem::NoRight)
        );
    }
    // What a donor gives by their own hand is no part of the campaign.
    let mut direct = draft(None);
    direct.campaign = None;
    let ask = Ask::SaveHandover {
        household: doc(2),
        draft: direct,
        correcting: None,
    };
    mai.save(&ask).unwrap();
}

#[test]
fn a_gift_outside_of_a_campaign_is_not_corrected_into_one_that_needs_a_right() {
    let mut mai = mai_with(&campaign(&[(2, TU)]));
    let outside = HandoverDraft {
        campaign: None,
        campaign_name: String::new(),
        ..draft(None)
    };
    let save = |draft: HandoverDraft, correcting| Ask::SaveHandover {
        household: doc(1),
        draft,
        correcting,
    };
    mai.save(&save(outside.clone(), None)).unwrap();
    let correcting = Correcting {
        fact: mai.household(doc(1)).unwrap().handovers[0].fact.id,
        reason: "ghi nhầm chương trình".to_owned(),
    };
    assert_eq!(
        mai.save(&give(1, None, Some(correcting.clone())))
            .unwrap_err(),
        refused(Problem::NoRight)
    );
    let dearer = HandoverDraft {
        money_text: "600.000".to_owned(),
        ..outside
    };
    mai.save(&save(dearer, Some(correcting))).unwrap();
}

#[test]
fn a_wrong_handover_is_put_right_under_the_right_it_used_and_one_that_never_was_frees_it() {
    let mut mai = mai_with(&campaign(&[(1, MAI)]));
    let round = Some(round_id(1));
    mai.save(&give(1, round, None)).unwrap();
    let correcting = |mai: &Handset| Correcting {
        fact: mai.household(doc(1)).unwrap().handovers[0].fact.id,
        reason: "gõ nhầm".to_owned(),
    };
    let wrong = correcting(&mai);
    mai.save(&give(1, round, Some(wrong))).unwrap();
    let standing = |mai: &Handset| {
        let household = mai.household(doc(1)).unwrap();
        let standing = household
            .handovers
            .iter()
            .filter(|h| h.corrected_by.is_none());
        standing.map(|h| h.fact.id).collect::<Vec<_>>()
    };
    let [stands] = standing(&mai)[..] else {
        panic!("not one: {:?}", standing(&mai))
    };
    let never = Correcting {
        fact: stands,
        reason: "chưa trao".to_owned(),
    };
    mai.save(&Ask::Retract {
        household: doc(1),
        correcting: never,
    })
    .unwrap();
    assert!(mai.rows()[0].rounds_given.is_empty());
    mai.save(&give(1, round, None)).unwrap();
}

#[test]
fn a_right_that_was_given_to_another_is_gone_once_the_phone_has_heard_of_it() {
    let mut at_the_office = campaign(&[(1, MAI)]);
    let mut mai = mai_with(&at_the_office);
    let moved = Move {
        id: round_id(3),
        household: doc(1),
        holder: Some(TU),
        reason: "Mai nghỉ ốm".to_owned(),
        approved_by: "Bà Sáu".to_owned(),
        recorded_at: NOW,
        because: None,
    };
    let written = at_the_office
        .move_rights(OFFICE, round_id(1), &[moved])
        .unwrap();
    let news = DocNews {
        kind: Kind::Campaign,
        ..changes(CAMPAIGN, &[written.bytes])
    };
    mai.phone.sync().unwrap().handle_wake(NOW);
    mai.post();
    mai.hear(&page(4, vec![news]));
    assert_eq!(
        mai.save(&give(1, Some(round_id(1)), None)).unwrap_err(),
        refused(Problem::NoRight)
    );
}

#[test]
fn what_there_is_no_right_for_is_proposed_with_a_reason_and_is_a_record_as_any_other() {
    let mut mai = mai_with(&campaign(&[(2, TU)]));
    let mut propose = draft(None);
    propose.note.clear();
    let without_reason = Ask::Propose {
        household: doc(1),
        draft: propose,
    };
    assert!(matches!(
        mai.save(&without_reason),
        Err(Failure::Invalid(_))
    ));
    let proposed = Ask::Propose {
        household: doc(1),
        draft: draft(None),
    };
    mai.save(&proposed).unwrap();
    mai.restart();
    let household = mai.household(doc(1)).unwrap();
    let [proposal] = &household.proposals[..] else {
        panic!("not one: {:?}", household.proposals)
    };
    assert_eq!(
        (proposal.fact.reason.as_str(), proposal.fact.money_vnd),
        ("nhà dột", 500_000)
    );
    assert_eq!((proposal.actor, &proposal.answer), (MAI, &None));
    assert!(household.handovers.is_empty());
    let Answer::Records(records) = mai.phone.records() else {
        panic!("no records")
    };
    assert_eq!(records[0].kind, RecordKind::Proposal);
}
