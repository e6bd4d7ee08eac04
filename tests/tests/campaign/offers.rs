//! What volunteers are promised and handed on their way, told by the ward's people. Goal: it reaches the
//! office though it was noted without network, counts in the Fund only once the office has entered it, and
//! no phone answers it. Method: real phones and the real store in one process; forged changes at the gate.

use chungtay_server::state::Clock as _;
use chungtay_shared::api::fund::{FundPage, OfferLine};
use chungtay_shared::document::{Author, Document, Kind, Written};
use chungtay_shared::field::Problem;
use chungtay_shared::fund::{Account, EntryDraft, EntryKind};
use chungtay_shared::id::{Actor, FactId};
use chungtay_shared::offer::{Offer, OfferAnswer, OfferDraft, OfferKind};
use chungtay_shared::phone::message::{Ask, RecordKind};
use chungtay_shared::sync::gate::{Claim, Opened, Refusal, admit};
use chungtay_tests::ward::COMMUNE;
use chungtay_tests::ward::month::{Month, fields_of, month, problem_of, save};

const SHOP: &str = "Tiệm vàng Kim Hoa";

fn offer(month: &Month, offered: OfferKind, money: &str) -> OfferDraft {
    OfferDraft {
        offered: Some(offered),
        giver: SHOP.into(),
        money_text: money.into(),
        receipt: "BN 12".into(),
        ..OfferDraft::empty(month.ward.clock.now().local_date())
    }
}

fn mai_notes(month: &mut Month, draft: OfferDraft) {
    let ask = Ask::NoteOffer {
        campaign: month.campaign.id,
        draft,
    };
    save(&mut month.ward, "Mai", &ask).unwrap();
    month.ward.clock.pass_ms(1_000);
}

fn fund(month: &Month) -> FundPage {
    month
        .ward
        .server
        .fund_on(month.ward.clock.now().local_date())
}

fn told(month: &Month) -> Vec<OfferLine> {
    fund(month).offered
}

#[test]
fn what_mai_was_handed_without_network_waits_at_the_fund_and_counts_once_it_is_entered() {
    let mut month = month();
    let nothing = month.ward.phone("Mai").rows().len();
    let draft = offer(&month, OfferKind::Received, "1,5 tr");
    mai_notes(&mut month, draft);
    let draft = offer(&month, OfferKind::Promised, "3 triệu");
    mai_notes(&mut month, draft);
    assert_eq!(
        month.ward.phone("Mai").rows().len(),
        nothing,
        "of no household"
    );
    assert_eq!(month.ward.phone("Mai").records()[0].kind, RecordKind::Offer);
    month.ward.clock.pass_ms(2 * 86_400_000);
    month.ward.settle();

    let waiting = told(&month);
    let givers: Vec<&str> = waiting
        .iter()
        .map(|line| line.offer.giver.as_str())
        .collect();
    assert_eq!(givers, [SHOP, SHOP]);
    assert_eq!(waiting[0].person_name, "Mai");
    assert_eq!(fund(&month).account, Account::default(), "it is only told");
    assert!(fund(&month).outstanding.is_zero());

    let server = &month.ward.server;
    let receipt = EntryDraft::telling(&waiting[0].offer);
    assert_eq!(
        (receipt.kind, receipt.voucher.as_str()),
        (EntryKind::Receipt, "BN 12")
    );
    server.enter(&receipt).unwrap();
    let twice = EntryDraft {
        voucher: "BN 13".into(),
        ..receipt
    };
    assert_eq!(
        fields_of(server.enter(&twice)),
        [("offer".to_owned(), Problem::Unknown)],
        "a colleague has entered it"
    );
    server
        .enter(&EntryDraft::telling(&waiting[1].offer))
        .unwrap();
    assert!(told(&month).is_empty());
    assert_eq!(fund(&month).account.left().money_vnd, 1_500_000);
    assert_eq!(fund(&month).outstanding.money_vnd, 3_000_000);

    month.ward.settle();
    let seen = month.ward.phone("Mai").campaign(month.campaign.id).unwrap();
    let answers = seen.offers().unwrap().into_iter();
    let entries: Vec<Option<FactId>> = answers.map(|one| one.answer.unwrap().entry).collect();
    assert!(entries.iter().all(Option::is_some));
}

#[test]
fn what_is_not_entered_says_why_and_the_phone_hears_it() {
    let mut month = month();
    let draft = offer(&month, OfferKind::Promised, "3 triệu");
    mai_notes(&mut month, draft);
    month.ward.settle();
    let [line] = &told(&month)[..] else {
        panic!("one line")
    };
    let server = &month.ward.server;
    let (campaign, id) = (line.campaign, line.offer.id);
    assert_eq!(
        fields_of(server.decline_offer(campaign, id, " ")),
        [("reason".to_owned(), Problem::Missing)]
    );
    server
        .decline_offer(campaign, id, "đã đăng ký với thành phố")
        .unwrap();
    assert_eq!(
        fields_of(server.decline_offer(campaign, id, "lần nữa")),
        [("offer".to_owned(), Problem::Unknown)]
    );
    assert!(told(&month).is_empty());
    month.ward.settle();
    let seen = month.ward.phone("Mai").campaign(campaign).unwrap();
    let answer = seen.offers().unwrap()[0].answer.clone().unwrap();
    assert_eq!(
        (answer.entry, answer.reason.as_str()),
        (None, "đã đăng ký với thành phố")
    );
}

#[test]
fn an_offer_of_nobody_or_of_nothing_stays_on_the_form() {
    let mut month = month();
    let mut draft = offer(&month, OfferKind::Promised, "-5");
    draft.giver.clear();
    let ask = Ask::NoteOffer {
        campaign: month.campaign.id,
        draft,
    };
    assert_eq!(
        problem_of(save(&mut month.ward, "Mai", &ask)),
        Problem::NotPositive
    );
}

type Forgery = fn(&mut Document, Author, &Offer) -> Written;

#[test]
fn a_phone_tells_what_obeys_the_form_and_answers_nothing() {
    let mut month = month();
    let draft = offer(&month, OfferKind::Received, "1,5 tr");
    mai_notes(&mut month, draft);
    month.ward.settle();
    let campaign = month.campaign.id;
    let stored = chungtay_server::store::read(&*month.ward.server.state().store, |tx| {
        tx.document(campaign)
    });
    let stored = stored.unwrap().unwrap();
    let known = told(&month)[0].offer.clone();
    let cases: [(Forgery, Result<(), Refusal>); 3] = [
        (
            |document, author, known| {
                let id = FactId::from_bytes([8; 16]);
                let another = Offer {
                    id,
                    ..known.clone()
                };
                document.add_offer(author, &another).unwrap()
            },
            Ok(()),
        ),
        (
            |document, author, known| {
                let id = FactId::from_bytes([8; 16]);
                let nobody = Offer {
                    id,
                    giver: String::new(),
                    ..known.clone()
                };
                document.add_offer(author, &nobody).unwrap()
            },
            Err(Refusal::InvalidValue),
        ),
        (
            |document, author, known| {
                let answer = OfferAnswer {
                    entry: None,
                    reason: "không có gì".into(),
                    recorded_at: known.recorded_at,
                };
                document.answer_offer(author, known.id, &answer).unwrap()
            },
            Err(Refusal::NotPermitted),
        ),
    ];
    for (forge, expected) in cases {
        let mut document = Document::load(&stored.bytes).unwrap();
        let author = Author {
            actor: Actor::from_bytes([7; 16]),
            at: month.ward.clock.now(),
        };
        let written = forge(&mut document, author, &known);
        let claim = Claim {
            doc: campaign,
            kind: Kind::Campaign,
            commune: COMMUNE,
            actor: author.actor,
        };
        let before = Opened::read(stored.bytes.clone()).unwrap();
        let admitted = admit(Some(&before), claim, &written.bytes).map(|_| ());
        assert_eq!(admitted, expected);
    }
}
