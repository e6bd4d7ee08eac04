//! What people of the invented commune said: what volunteers take households for, what they were promised on
//! their way, and what households agree to. Goal: each is there in every state it can be in, and no phone wrote
//! what a phone may not. Method: the invented commune after its peak month; every change that a volunteer's
//! phone has made in those documents goes through the gate once more.

use std::collections::BTreeSet;

use chungtay_server::kept::{self, Kept};
use chungtay_server::said;
use chungtay_server::state::Clock as _;
use chungtay_server::store::{StoreError, Tx, read};
use chungtay_shared::consent::{ConsentProof, DataUse};
use chungtay_shared::document::{Document, Kind};
use chungtay_shared::household::{Category, Household, ProfileField};
use chungtay_shared::id::{Actor, DocId, from_hex};
use chungtay_shared::offer::OfferKind;
use chungtay_shared::sync::gate::{Claim, Opened, admit};
use chungtay_tests::http::HttpServer;
use chungtay_tests::ward::COMMUNE;

/// The invented commune as its peak month is over.
fn after_the_month() -> HttpServer {
    HttpServer::demo_after_days(300, 40).0
}

fn ask<T>(server: &HttpServer, question: impl Fn(&dyn Tx) -> Result<T, StoreError>) -> T {
    read(&*server.state.store, question).expect("the invented commune")
}

/// Plays a document's changes anew; how many were a volunteer's, all of which the gate lets in.
fn let_in(server: &HttpServer, doc: DocId, kind: Kind) -> usize {
    let nobody = Actor::from_bytes([0; 16]);
    let changes = ask(server, |tx| tx.changes_after(COMMUNE, doc, 0, nobody));
    let written_by = server.query(&format!(
        "select lower(hex(actor)), n from log where lower(hex(doc)) = '{doc}' order by seq"
    ));
    assert_eq!(changes.len(), written_by.len());
    let (mut document, mut of_phones) = (Document::empty(), 0);
    for (change, row) in changes.iter().zip(written_by) {
        // What the office writes has no number, and does not go through the gate.
        if row[1] != "0" {
            let actor = from_hex(&row[0]).and_then(|bytes| bytes.try_into().ok());
            let claim = Claim {
                doc,
                kind,
                commune: COMMUNE,
                actor: Actor::from_bytes(actor.expect("an actor")),
            };
            let is_there = !document.heads().is_empty();
            let before = is_there.then(|| Opened::read(document.save()).expect("a document"));
            let admitted = admit(before.as_ref(), claim, change).map(|_| ());
            assert_eq!(admitted, Ok(()), "number {} of {doc}", row[1]);
            of_phones += 1;
        }
        document.apply(change).expect("a change");
    }
    of_phones
}

#[test]
fn households_were_asked_at_the_door_and_at_the_office_and_some_said_no() {
    let server = after_the_month();
    let kept = ask(&server, |tx| kept::of_commune(tx, COMMUNE));
    let asked: Vec<&Kept> = kept
        .iter()
        .filter(|kept| kept.consents().next().is_some())
        .collect();
    assert_eq!(asked.len(), 6);
    let said = || asked.iter().flat_map(|kept| kept.consents());
    let proofs: BTreeSet<ConsentProof> = said().map(|said| said.fact.proof).collect();
    assert_eq!(proofs.len(), ConsentProof::ALL.len(), "in each way");
    let last = |purpose: DataUse| {
        let words = asked.iter().map(|kept| kept.household.consent_to(purpose));
        let of = |answer: Option<bool>| {
            let last = words.clone().map(|word| word.map(|(_, is_yes)| is_yes));
            last.filter(|last| *last == answer).count()
        };
        [of(Some(true)), of(Some(false)), of(None)]
    };
    assert_eq!(last(DataUse::Aid), [6, 0, 0]);
    assert_eq!(last(DataUse::Posting), [3, 2, 1], "yes, no, not asked");
    assert!(DataUse::ALL.iter().all(|purpose| last(*purpose)[0] > 0));
    let hamlets: BTreeSet<&str> = asked
        .iter()
        .map(|kept| kept.household.profile.get(ProfileField::Hamlet))
        .collect();
    assert!(hamlets.len() > 3, "all over the commune: {hamlets:?}");
    let now = server.clock.now();
    assert!(said().all(|said| said.fact.recorded_at <= now));
    for kept in asked {
        assert!(let_in(&server, kept.household.id, Kind::Household) > 0);
    }
}

#[test]
fn of_what_volunteers_take_households_for_one_waits_one_is_decided_and_one_declined() {
    let server = after_the_month();
    let records = ask(&server, |tx| kept::records(tx, COMMUNE));
    let proposed = |record: &&Household| record.statuses.iter().any(|s| s.fact.is_proposed());
    let mut became: Vec<(bool, Option<Category>)> = Vec::new();
    for record in records.iter().filter(proposed) {
        let today = server.clock.now().local_date();
        became.push((!record.claims().is_empty(), record.category_on(today)));
        assert_eq!(let_in(&server, record.id, Kind::Household), 1);
    }
    became.sort();
    assert_eq!(
        became,
        [
            (false, None),
            (false, Some(Category::NearPoor)),
            (true, None)
        ]
    );
}

#[test]
fn of_what_was_promised_and_handed_over_on_the_way_two_wait_and_two_are_answered() {
    let server = after_the_month();
    let campaigns = ask(&server, |tx| said::campaigns(tx, COMMUNE));
    let with_offers = campaigns.iter().find(|said| !said.offers.is_empty());
    let said = with_offers.expect("a campaign in which something was promised");
    let kinds: BTreeSet<OfferKind> = said.offers.iter().map(|one| one.offer.offered).collect();
    assert_eq!(kinds.len(), OfferKind::ALL.len());
    let answers: Vec<_> = said.offers.iter().map(|one| one.answer.as_ref()).collect();
    assert_eq!(answers.iter().filter(|answer| answer.is_none()).count(), 2);
    let declined = answers.iter().flatten().find(|one| one.entry.is_none());
    assert!(!declined.expect("one that was declined").reason.is_empty());
    // What was entered is of the very giver, and as much.
    let mut entered = said.offers.iter().filter_map(|one| {
        let entry = one.answer.as_ref()?.entry?;
        Some((entry, one.offer.giver.clone(), one.offer.money_vnd))
    });
    let (entry, giver, money_vnd) = entered.next().expect("one that was entered");
    let stored = ask(&server, |tx| tx.fund(COMMUNE)).expect("a Fund");
    let fund = Document::load(&stored).and_then(|document| document.fund());
    let entries = fund.expect("a Fund").entries.into_iter();
    let booked = entries.map(|entered| entered.entry).find(|e| e.id == entry);
    let booked = booked.map(|entry| (entry.party, entry.amount.money_vnd));
    assert_eq!(booked, Some((giver, money_vnd)));
    let by_phones = let_in(&server, said.state.campaign.id, Kind::Campaign);
    assert!(by_phones >= said.offers.len());
}
