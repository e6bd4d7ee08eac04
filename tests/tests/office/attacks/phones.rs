//! A phone that was changed, found or copied. Goal: what it sends counts once and for itself alone; what it
//! may not say is set aside whole, with everything honest around it stored. Method: hand-made requests.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use chungtay_server::office::Pen;
use chungtay_server::state::Clock as _;
use chungtay_server::store::write;
use chungtay_shared::api::{Enrolled, path};
use chungtay_shared::document::{Author, Document, Kind, NewHousehold};
use chungtay_shared::household::{Profile, ProfileField};
use chungtay_shared::id::{Actor, DocId, FactId};
use chungtay_shared::sync::wire::{Frame, FrameReader, Outcome, Pushed, Receipt};
use chungtay_shared::synthetic::OTHER_COMMUNE;
use chungtay_shared::visit::{Met, Visit, VisitDraft};
use chungtay_tests::http::{HttpServer, Reply};
use chungtay_tests::request::first_request;
use chungtay_tests::ward::COMMUNE;

use super::{MAI, Town, refused};

const HUNG: Actor = Actor::from_bytes([0xb2; 16]);

/// A new household as a phone pushes it.
pub(super) fn household(server: &HttpServer, actor: Actor, commune: &str, n: u8) -> Pushed {
    let doc = DocId::from_bytes([n; 16]);
    let new = NewHousehold {
        id: doc,
        commune: commune.into(),
        import_key: String::new(),
        profile: Profile::default()
            .with(ProfileField::HeadName, "Võ Văn Út")
            .with(ProfileField::Hamlet, "Ấp 4"),
        statuses: Vec::new(),
    };
    let at = server.clock.now();
    let (_, written) = Document::new_household(Author { actor, at }, &new).unwrap();
    Pushed {
        n: u64::from(n),
        commune: commune.to_owned(),
        doc,
        kind: Kind::Household,
        change: written.bytes,
    }
}

fn receipt(reply: &Reply) -> Receipt {
    assert_eq!(reply.status, StatusCode::OK);
    let mut frames = FrameReader::default();
    frames.push(&reply.body());
    let Some(Frame::Receipt(receipt)) = frames.next_frame().unwrap() else {
        panic!("the first frame is the receipt")
    };
    receipt
}

async fn outcomes(
    server: &HttpServer,
    phone: &Enrolled,
    actor: Actor,
    all: Vec<Pushed>,
) -> Vec<Outcome> {
    let made = all.iter().map(|pushed| pushed.n).max().unwrap_or(0);
    let mut request = first_request(actor, all);
    request.made = made;
    let (reply, _) = server.sync(&phone.token, &request.to_bytes()).await;
    receipt(&reply)
        .answers
        .into_iter()
        .map(|a| a.outcome)
        .collect()
}

fn aside(reason: &str) -> Outcome {
    Outcome::Quarantined(reason.into())
}

/// How many rows each table has; the access log grows by whatever is asked.
fn counts(server: &HttpServer) -> BTreeMap<String, String> {
    let tables = server.query(
        "select name from sqlite_master
          where type = 'table' and name not like 'access%' order by name",
    );
    let counted = tables.concat().into_iter().map(|table| {
        let count = server.query(&format!("select count(*) from \"{table}\""));
        (table, count[0][0].clone())
    });
    counted.collect()
}

#[tokio::test]
async fn a_request_that_was_taken_down_on_the_way_and_sent_again_does_nothing() {
    let town = Town::new(8).await;
    let made = household(&town.server, MAI, COMMUNE, 1);
    let body = first_request(MAI, vec![made]).to_bytes();
    let (first, _) = town.server.sync(&town.mai.token, &body).await;
    assert_eq!(receipt(&first).answers[0].outcome, Outcome::Stored);
    let before = counts(&town.server);
    for _ in 0..10 {
        town.server.clock.pass_ms(3_600_000);
        let (again, _) = town.server.sync(&town.mai.token, &body).await;
        assert_eq!(receipt(&again).answers[0].outcome, Outcome::AlreadyHad);
    }
    assert_eq!(counts(&town.server), before);
    // Under another phone's token the same bytes are a foreign hand's.
    let hung = town.server.enrol(COMMUNE, "Hùng", HUNG).await;
    let (stolen, _) = town.server.sync(&hung.token, &body).await;
    assert!(
        receipt(&stolen)
            .answers
            .iter()
            .all(|a| a.outcome != Outcome::Stored)
    );
}

#[tokio::test]
async fn a_phone_that_was_revoked_gives_and_takes_nothing_more() {
    let town = Town::new(8).await;
    let revoke = path::DEVICE_REVOKE.replace("{id}", &town.mai.device.to_string());
    let reply = town.server.post_json(&revoke, &(), &town.office).await;
    assert_eq!(reply.status, StatusCode::OK);
    let made = household(&town.server, MAI, COMMUNE, 1);
    let body = first_request(MAI, vec![made]).to_bytes();
    let (reply, _) = town.server.sync(&town.mai.token, &body).await;
    refused(&reply, StatusCode::FORBIDDEN, "device_revoked");
    let kept = town
        .server
        .query("select count(*) from household where hex(doc) like '0101010101%'");
    assert_eq!(kept[0][0], "0");
}

#[tokio::test]
async fn nobody_writes_with_anothers_hand() {
    let town = Town::new(8).await;
    let hung = town.server.enrol(COMMUNE, "Hùng", HUNG).await;
    // In Hùng's name, by Mai's phone: said of the whole request, and in the change alone.
    let his = household(&town.server, HUNG, COMMUNE, 1);
    for speaks_as in [HUNG, MAI] {
        let told = outcomes(&town.server, &town.mai, speaks_as, vec![his.clone()]).await;
        assert_eq!(told, [aside("foreign_actor")], "{speaks_as}");
    }
    // What was set aside under Mai's token costs Hùng nothing.
    let told = outcomes(&town.server, &hung, HUNG, vec![his]).await;
    assert_ne!(told, [Outcome::AlreadyHad]);
    // The office's hand is nobody's either.
    let office = town.server.query(
        "select lower(hex(actor)) from actor join device on device.id = actor.device
        join account on account.id = device.account where role = 'office'",
    );
    for actor in office.concat() {
        let actor: Actor = actor.parse().unwrap();
        let forged = household(&town.server, actor, COMMUNE, 9);
        let told = outcomes(&town.server, &town.mai, actor, vec![forged]).await;
        assert_eq!(told, [aside("foreign_actor")]);
    }
}

#[tokio::test]
async fn no_phone_writes_into_another_commune_or_reads_it() {
    let town = Town::new(24).await;
    let theirs = town.server.query(&format!(
        "select lower(hex(doc)) from household where commune = '{}'",
        OTHER_COMMUNE.0
    ));
    let there: DocId = theirs[0][0].parse().unwrap();
    // A household of theirs as if it were ours, one of ours as if it were theirs, a new one of theirs.
    let mut taken = household(&town.server, MAI, COMMUNE, 1);
    taken.doc = there;
    let mut given = household(&town.server, MAI, COMMUNE, 2);
    given.commune = OTHER_COMMUNE.0.into();
    let new = household(&town.server, MAI, OTHER_COMMUNE.0, 3);
    let honest = household(&town.server, MAI, COMMUNE, 4);
    let told = outcomes(
        &town.server,
        &town.mai,
        MAI,
        vec![taken, given, new, honest],
    )
    .await;
    for outcome in &told[..3] {
        assert!(matches!(outcome, Outcome::Quarantined(_)), "{outcome:?}");
    }
    assert_eq!(told[3], Outcome::Stored);

    let mut asks = first_request(MAI, vec![]);
    asks.made = 4;
    asks.cursors
        .push(chungtay_shared::sync::wire::Cursor::start(OTHER_COMMUNE.0));
    asks.wanted = theirs
        .concat()
        .iter()
        .map(|id| id.parse().unwrap())
        .collect();
    let (reply, _) = town.server.sync(&town.mai.token, &asks.to_bytes()).await;
    let mut frames = FrameReader::default();
    frames.push(&reply.body());
    let (mut ours, theirs) = (0, theirs.concat());
    while let Some(frame) = frames.next_frame().unwrap() {
        if let Frame::Page(page) = frame {
            ours += page.docs.len();
            assert!(
                page.docs
                    .iter()
                    .all(|doc| !theirs.contains(&doc.doc.to_string()))
            );
        }
    }
    assert!(ours > 20);
}

/// A document of every kind there is, begun by a volunteer and gone on with by one.
#[tokio::test]
async fn what_is_the_offices_no_volunteer_begins_or_goes_on_with() {
    let town = Town::new(24).await;
    let server = &town.server;
    let known = |kind: &str| {
        let found = server.query(&format!(
            "select lower(hex(doc)) from document where kind = {kind} and commune = '{COMMUNE}'"
        ));
        found
            .concat()
            .first()
            .map(|id| id.parse::<DocId>().unwrap())
    };
    let mut n = 0;
    for (kind, code) in [(Kind::Campaign, "2"), (Kind::Fund, "3")] {
        let existing = known(code).unwrap_or_else(|| panic!("a {code}"));
        for doc in [existing, DocId::from_bytes([0x77; 16])] {
            n += 1;
            let mut pushed = household(server, MAI, COMMUNE, n);
            (pushed.doc, pushed.kind) = (doc, kind);
            let told = outcomes(server, &town.mai, MAI, vec![pushed]).await;
            assert!(
                matches!(told[0], Outcome::Quarantined(_)),
                "{code}: {told:?}"
            );
            let reason = server.query("select reason from quarantine order by received_ms desc");
            assert!(!reason.is_empty(), "kept whole, for a person to look at");
        }
    }
    let before = counts(server);
    let honest = household(server, MAI, COMMUNE, n + 1);
    assert_eq!(
        outcomes(server, &town.mai, MAI, vec![honest]).await,
        [Outcome::Stored]
    );
    assert_ne!(counts(server), before);
}

#[tokio::test]
async fn what_the_office_has_written_no_phone_writes_anew() {
    let town = Town::new(24).await;
    let server = &town.server;
    let doc = write(&*server.state.store, |tx| {
        let device = chungtay_server::begin::server_device(&server.state, tx, COMMUNE)?;
        let pen = Pen::take(tx, &device, server.clock.now())?;
        let new = NewHousehold {
            id: DocId::from_bytes([0x55; 16]),
            commune: COMMUNE.into(),
            import_key: "dòng 7".into(),
            profile: Profile::default()
                .with(ProfileField::HeadName, "Lê Thị Tám")
                .with(ProfileField::Hamlet, "Ấp 2"),
            statuses: Vec::new(),
        };
        let (document, written) = Document::new_household(pen.author(), &new)?;
        pen.store(new.id, &document, written)?;
        Ok(document)
    });
    let (document, id) = (doc.unwrap(), DocId::from_bytes([0x55; 16]));
    let visit = VisitDraft {
        at: server.clock.now(),
        met: Some(Met::Head),
        ..VisitDraft::default()
    };
    let visit = Visit::from_draft(&visit, FactId::from_bytes([9; 16]), visit.at).unwrap();
    let author = Author {
        actor: MAI,
        at: server.clock.now(),
    };
    let honest = document
        .clone()
        .add_visit(author, &visit, None)
        .unwrap()
        .bytes;
    let put = |key: &'static str, value: &'static str| {
        chungtay_tests::forging::forged(&document, MAI.as_bytes(), |forged| {
            use automerge::transaction::Transactable as _;
            forged.put(automerge::ROOT, key, value).unwrap();
        })
    };
    let tried = [
        (
            "the list's own key",
            put("import_key", "dòng 8"),
            aside("rewrites_fact"),
        ),
        (
            "its commune",
            put("commune", OTHER_COMMUNE.0),
            aside("schema"),
        ),
        ("what it is", put("kind", "fund"), aside("schema")),
        ("a visit", honest, Outcome::Stored),
    ];
    for ((what, change, expected), n) in tried.into_iter().zip(1..) {
        let pushed = Pushed {
            n,
            commune: COMMUNE.into(),
            doc: id,
            kind: Kind::Household,
            change,
        };
        let told = outcomes(server, &town.mai, MAI, vec![pushed]).await;
        assert_eq!(told, [expected], "{what}");
    }
}
