//! Gifts that are counted from hand to hand, told by the ward's people. Goal: nobody gives what they do
//! not hold, nothing is counted twice or lost on the way, and what does not add up is found. Method:
//! real phones and the real store in one process; forged changes at the gate.

use automerge::transaction::Transactable as _;
use automerge::{ROOT, ReadDoc as _};
use chungtay_server::state::Clock as _;
use chungtay_shared::campaign::{Indicator, Mandate};
use chungtay_shared::custody::{Balance, Confirmation, MovementDraft, MovementKind, Withdrawal};
use chungtay_shared::document::{Author, Document, Kind, Written};
use chungtay_shared::field::Problem;
use chungtay_shared::id::{Actor, FactId};
use chungtay_shared::limits::GIFTS_MAX;
use chungtay_shared::phone::message::{Ask, Correcting};
use chungtay_shared::review::Difference;
use chungtay_shared::sync::gate::{Claim, Opened, Refusal, admit};
use chungtay_tests::forging::forged;
use chungtay_tests::ward::COMMUNE;
use chungtay_tests::ward::month::{Month, fields_of, month, problem_of, save};
use chungtay_tests::ward::phone::hand_over_in;

fn differences(month: &Month) -> Vec<(Difference, String)> {
    let lines = month.ward.server.review().custody.into_iter();
    lines
        .map(|line| (line.difference, line.person_name))
        .collect()
}

#[test]
fn mai_gives_for_days_without_network_what_she_has_counted_and_brings_the_rest_back() {
    let mut month = month();
    let round = month.issue_in_custody();
    assert_eq!(
        problem_of(month.give("Mai", 0, round)),
        Problem::NotTaken,
        "nothing was handed out"
    );
    let issued = month.ward.server.hand_out(round, month.mai, 3);
    month.ward.settle();
    // She counts two; the network is gone for days.
    month.confirm("Mai", issued.id, "2").unwrap();
    month.give("Mai", 0, round).unwrap();
    month.ward.clock.pass_ms(2 * 86_400_000);
    month.ward.settle();

    let balance = month.ward.server.balance(round, month.mai);
    assert_eq!((balance.taken, balance.given, balance.in_hand()), (2, 1, 1));
    assert_eq!(
        differences(&month),
        [(Difference::Counted, "Mai".to_owned())]
    );
    month
        .ward
        .server
        .settle_doubt(month.campaign.id, vec![issued.id])
        .unwrap();
    assert_eq!(differences(&month), []);

    month.ward.server.take_back(round, month.mai, 0, 1);
    month.ward.settle();
    let balance = month.ward.server.balance(round, month.mai);
    assert_eq!((balance.missing, balance.in_hand()), (1, 0));
    assert_eq!(
        problem_of(month.give("Mai", 1, round)),
        Problem::NotInHand,
        "her phone has heard of it"
    );
}

#[test]
fn what_was_taken_back_while_mai_gave_it_is_found_until_a_movement_makes_it_right() {
    let mut month = month();
    let round = month.issue_in_custody();
    let issued = month.ward.server.hand_out(round, month.mai, 1);
    month.ward.settle();
    month.confirm("Mai", issued.id, "1").unwrap();
    month.sync("Mai");
    month.give("Mai", 0, round).unwrap();
    month.ward.server.take_back(round, month.mai, 1, 0);
    month.ward.settle();
    assert_eq!(
        differences(&month),
        [(Difference::Overdrawn, "Mai".to_owned())]
    );
    let forgotten = month.ward.server.hand_out(round, month.mai, 1);
    month.ward.settle();
    month.confirm("Mai", forgotten.id, "1").unwrap();
    month.ward.settle();
    assert_eq!(differences(&month), []);
}

#[test]
fn what_mai_has_counted_is_with_her_though_the_office_has_taken_it_back_meanwhile() {
    let mut month = month();
    let round = month.issue_in_custody();
    let issued = month.ward.server.hand_out(round, month.mai, 7);
    month.ward.settle();
    month.confirm("Mai", issued.id, "2").unwrap();
    month.ward.server.void_movement(round, issued.id).unwrap();
    month.ward.settle();
    assert_eq!(month.ward.server.balance(round, month.mai).in_hand(), 2);
    let again = month.ward.server.void_movement(round, issued.id);
    assert_eq!(
        fields_of(again),
        [("movement".to_owned(), Problem::Unknown)]
    );
}

#[test]
fn a_gift_that_another_puts_right_is_still_of_whoever_gave_it() {
    let mut month = month();
    let round = month.issue_in_custody();
    let issued = month.ward.server.hand_out(round, month.mai, 2);
    month.ward.settle();
    month.confirm("Mai", issued.id, "2").unwrap();
    month.give("Mai", 0, round).unwrap();
    month.ward.settle();
    let household = month.households[0];
    let given = month.ward.phone("Hùng").household(household).unwrap();
    let now = month.ward.clock.now();
    let Ask::SaveHandover { draft, .. } =
        hand_over_in(household, now, &month.campaign, Some(round))
    else {
        unreachable!("a handover")
    };
    let corrected = Ask::SaveHandover {
        household,
        draft,
        correcting: Some(Correcting {
            fact: given.handovers[0].fact.id,
            reason: "sai giờ".into(),
        }),
    };
    save(&mut month.ward, "Hùng", &corrected).unwrap();
    month.ward.settle();
    let server = &month.ward.server;
    assert_eq!(server.balance(round, month.mai).given, 1);
    assert_eq!(server.balance(round, month.hung), Balance::default());
    assert!(server.review().doubts.is_empty(), "Hùng gave nothing");
    assert_eq!(differences(&month), []);
}

#[test]
fn the_office_is_told_what_its_form_lacks() {
    let mut month = month();
    let round = month.issue_in_custody();
    let unknown = Actor::from_bytes([77; 16]);
    let draft = |kind, holder| MovementDraft {
        holder,
        count_text: "3".into(),
        ..MovementDraft::empty(kind)
    };
    let server = &month.ward.server;
    for (draft, field, problem) in [
        (
            draft(MovementKind::Issued, None),
            "holder",
            Problem::Missing,
        ),
        (
            draft(MovementKind::Issued, Some(unknown)),
            "holder",
            Problem::Unknown,
        ),
        (
            draft(MovementKind::Returned, Some(unknown)),
            "holder",
            Problem::Unknown,
        ),
        (
            draft(MovementKind::Returned, Some(month.mai)),
            "holder",
            Problem::NotTaken,
        ),
        (
            draft(MovementKind::Received, None),
            "party",
            Problem::Missing,
        ),
    ] {
        let refused = fields_of(server.move_gifts(round, &draft));
        assert_eq!(refused, [(field.to_owned(), problem)], "{draft:?}");
    }
    // Where nothing is counted there is nothing to move.
    let other = month.ward.server.issue_round(
        &month.campaign,
        "Đợt 2",
        [(month.hung, month.households[3..].to_vec())].into(),
    );
    let id = other.unwrap().id;
    let refused = month
        .ward
        .server
        .move_gifts(id, &draft(MovementKind::Issued, Some(month.mai)));
    assert!(refused.is_err());
}

/// What phones try to say of a campaign in which gifts came into the store and were issued to Mai.
struct AtTheGate {
    month: Month,
    /// As Mai's phone has it.
    document: Document,
    round: FactId,
    issued: FactId,
    received: FactId,
}

impl AtTheGate {
    fn open() -> Self {
        let mut month = month();
        let round = month.issue_in_custody();
        let received = MovementDraft {
            count_text: "10".into(),
            party: "Công ty A".into(),
            ..MovementDraft::empty(MovementKind::Received)
        };
        month.ward.server.move_gifts(round, &received).unwrap();
        let received = month.ward.server.custody(round).movements[0].id;
        let issued = month.ward.server.hand_out(round, month.mai, 3).id;
        month.ward.settle();
        let document = month.ward.phone("Mai").campaign(month.campaign.id);
        Self {
            document: document.unwrap(),
            month,
            round,
            issued,
            received,
        }
    }

    fn author(&self, actor: Actor) -> Author {
        let at = self.month.ward.clock.now();
        Author { actor, at }
    }

    fn taken(&self, count: u64) -> Confirmation {
        Confirmation {
            count,
            recorded_at: self.month.ward.clock.now(),
        }
    }

    /// What becomes of a change to a document.
    fn let_in(
        &self,
        actor: Actor,
        base: Option<&Document>,
        change: impl FnOnce(&mut Document, Author) -> Written,
    ) -> Result<(), Refusal> {
        let mut with = base.cloned().unwrap_or_else(Document::empty);
        let written = change(&mut with, self.author(actor));
        let base = base.map(|base| Opened::read(base.save()).unwrap());
        let claim = Claim {
            doc: self.month.campaign.id,
            kind: Kind::Campaign,
            commune: COMMUNE,
            actor,
        };
        admit(base.as_ref(), claim, &written.bytes).map(|_| ())
    }

    fn confirm(&self, actor: Actor, movement: FactId, count: u64) -> Result<(), Refusal> {
        self.let_in(actor, Some(&self.document), |document, author| {
            let taken = self.taken(count);
            document.confirm_movement(author, movement, &taken).unwrap()
        })
    }
}

#[test]
fn a_phone_says_what_it_took_itself_and_only_once() {
    let gate = AtTheGate::open();
    let (mai, hung) = (gate.month.mai, gate.month.hung);
    assert_eq!(gate.confirm(mai, gate.issued, 3), Ok(()));
    // It was not issued to Hùng, and nobody carries what is in the store.
    assert_eq!(gate.confirm(hung, gate.issued, 3), Err(Refusal::Schema));
    assert_eq!(gate.confirm(mai, gate.received, 3), Err(Refusal::Schema));
    assert_eq!(gate.confirm(mai, gate.issued, GIFTS_MAX), Ok(()));
    let mountain = gate.confirm(mai, gate.issued, GIFTS_MAX + 1);
    assert_eq!(mountain, Err(Refusal::InvalidValue));

    let mut said = gate.document.clone();
    said.confirm_movement(gate.author(mai), gate.issued, &gate.taken(3))
        .unwrap();
    let again = gate.let_in(mai, Some(&said), |document, author| {
        let less = gate.taken(2);
        document
            .confirm_movement(author, gate.issued, &less)
            .unwrap()
    });
    assert_eq!(again, Err(Refusal::NotPermitted));
}

#[test]
fn a_phone_says_nothing_else_of_a_campaign() {
    let gate = AtTheGate::open();
    let mai = gate.month.mai;
    let refused = |change: &dyn Fn(&mut Document, Author) -> Written| {
        gate.let_in(mai, Some(&gate.document), change)
    };
    let rename = |document: &mut Document, author| {
        let mut campaign = gate.month.campaign.clone();
        campaign.name = "Tháng của Mai".into();
        document.edit_campaign(author, &campaign).unwrap()
    };
    let issue = |document: &mut Document, author| {
        let rights = document.rights().unwrap();
        let mut movement = rights.rounds[0].movements[0].clone();
        movement.id = FactId::from_bytes([66; 16]);
        document
            .add_movement(author, gate.round, &movement)
            .unwrap()
    };
    let void = |document: &mut Document, author: Author| {
        let void = Withdrawal {
            reason: "không phải của tôi".into(),
            recorded_at: author.at,
        };
        document.void_movement(author, gate.issued, &void).unwrap()
    };
    let aim = |document: &mut Document, author| {
        let mandate = Mandate {
            targets: [(Indicator::Visited, 1)].into(),
            ..Mandate::default()
        };
        document.set_mandate(author, &mandate).unwrap()
    };
    for change in [
        &rename as &dyn Fn(&mut Document, Author) -> Written,
        &issue,
        &void,
        &aim,
    ] {
        assert_eq!(refused(change), Err(Refusal::NotPermitted));
    }
    let begun = gate.let_in(mai, None, |document, author| {
        let (new, begun) = Document::new_campaign(author, &gate.month.campaign).unwrap();
        *document = new;
        begun
    });
    assert_eq!(begun, Err(Refusal::NotPermitted));
}

#[test]
fn a_phone_does_not_say_upon_what_a_round_was_issued() {
    let gate = AtTheGate::open();
    let mai = gate.month.mai;
    let decided = forged(&gate.document, mai.as_bytes(), |d| {
        let key = format!("round:{}", gate.round);
        let (_, round) = d.get(ROOT, key).unwrap().unwrap();
        let decision = FactId::from_bytes([77; 16]).to_string();
        d.put(&round, "decision", decision).unwrap();
    });
    let claim = Claim {
        doc: gate.month.campaign.id,
        kind: Kind::Campaign,
        commune: COMMUNE,
        actor: mai,
    };
    let opened = Opened::read(gate.document.save()).unwrap();
    let let_in = admit(Some(&opened), claim, &decided).map(|_| ());
    assert_eq!(let_in, Err(Refusal::NotPermitted));
}
