//! Every route over HTTP: what it gives, to whom, and what it says when it will not. Goal: the
//! contract of `shared::api` holds, nobody reads or writes another commune, and bad input gets a
//! code and a sentence while nothing is written. Method: the real router, no socket.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use chungtay_server::state::Clock as _;
use chungtay_server::store::{Commune, write};
use chungtay_shared::api::accounts::Standing;
use chungtay_shared::api::erasure::EraseHousehold;
use chungtay_shared::api::{
    AidItemDraft, BeginCommune, CampaignState, ChooseValue, ConflictLine, DemoReady, DeviceLine,
    EnrolRequest, Enrolled, ErrorBody, EscapeCounts, EscapeImported, EscapeStanding, FactPage,
    HamletReach, HouseholdDetail, HouseholdLine, InviteLine, InviteState, MadeInvite, NewInvite,
    Owner, QuarantinePage, Role, SaveCampaign, Session, SetupState, Summary, path,
};
use chungtay_shared::campaign::{Campaign, GoverningDraft, Indicator, MandateDraft};
use chungtay_shared::document::{Author, Document, Kind, NewHousehold};
use chungtay_shared::escape::{self, Contents};
use chungtay_shared::handover::AidForm;
use chungtay_shared::household::{Profile, ProfileField};
use chungtay_shared::id::{Actor, DocId};
use chungtay_shared::limits::{ESCAPE_FILE_BYTES_MAX, EXCHANGES_AT_ONCE_MAX, REQUEST_BYTES_MAX};
use chungtay_shared::sync::wire::{
    Cursor, Frame, FrameReader, Outcome, Pushed, Receipt, Request as SyncRequest,
};
use chungtay_tests::http::{HttpServer, Reply};
use chungtay_tests::request::first_request;
use chungtay_tests::sealing::sealed_bytes;
use chungtay_tests::ward::COMMUNE;

const MAI: Actor = Actor::from_bytes([1; 16]);
const NGUYEN: Actor = Actor::from_bytes([2; 16]);
const OTHER_COMMUNE: &str = "31288";

pub(crate) fn refused(reply: &Reply, status: StatusCode, code: &str) {
    assert_eq!(reply.status, status);
    let body: ErrorBody = reply.json();
    assert_eq!(body.code, code);
    assert!(
        body.message.len() > 20,
        "a sentence, not {:?}",
        body.message
    );
}

pub(crate) fn begin(server: &HttpServer, commune: &str) {
    let commune = Commune {
        code: commune.into(),
        name: "xã Thử".into(),
        synthetic: true,
    };
    write(&*server.state.store, |tx| tx.add_commune(&commune)).unwrap();
}

/// A new household of a commune as a phone would push it.
pub(crate) fn household(server: &HttpServer, actor: Actor, commune: &str, n: u8) -> Pushed {
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
    let author = Author {
        actor,
        at: server.clock.now(),
    };
    let (_, written) = Document::new_household(author, &new).unwrap();
    let (commune, kind) = (commune.to_owned(), Kind::Household);
    Pushed {
        n: u64::from(n),
        commune,
        doc,
        kind,
        change: written.bytes,
    }
}

fn frames(reply: &Reply) -> Vec<Frame> {
    assert_eq!(
        reply.status,
        StatusCode::OK,
        "{}",
        String::from_utf8_lossy(&reply.body())
    );
    let mut reader = FrameReader::default();
    reader.push(&reply.body());
    let mut frames = Vec::new();
    while let Some(frame) = reader.next_frame().unwrap() {
        frames.push(frame);
    }
    assert_eq!(frames.last(), Some(&Frame::End));
    frames
}

pub(crate) fn receipt(reply: &Reply) -> Receipt {
    let Frame::Receipt(receipt) = frames(reply).swap_remove(0) else {
        panic!("the first frame is the receipt")
    };
    receipt
}

#[tokio::test]
async fn a_server_with_nothing_in_it_says_so_and_begins_once() {
    let server = HttpServer::empty();
    assert_eq!(server.get(path::HEALTH, "").await.status, StatusCode::OK);
    let setup: SetupState = server.get(path::SETUP, "").await.json();
    assert_eq!(
        setup,
        SetupState {
            empty: true,
            may_begin: true
        }
    );

    let unknown = BeginCommune {
        code: "00000".into(),
        name: String::new(),
        person_name: "Cô Lan".into(),
    };
    let reply = server.post_json(path::SETUP_COMMUNE, &unknown, "").await;
    refused(&reply, StatusCode::UNPROCESSABLE_ENTITY, "unknown_commune");
    let nobody = BeginCommune {
        person_name: " ".into(),
        ..unknown.clone()
    };
    let reply = server.post_json(path::SETUP_COMMUNE, &nobody, "").await;
    refused(&reply, StatusCode::UNPROCESSABLE_ENTITY, "invalid");

    let known = BeginCommune {
        code: OTHER_COMMUNE.into(),
        ..unknown
    };
    let reply = server.post_json(path::SETUP_COMMUNE, &known, "").await;
    let session: Session = reply.json();
    assert_eq!(
        (session.commune_name.as_str(), session.synthetic),
        ("Xã Trường Thành", false)
    );
    let cookie = reply.cookie();
    assert_eq!(
        server.get(path::SESSION, &cookie).await.json::<Session>(),
        session
    );
    assert_eq!(session.standing, Standing::SetUp);
    server.set_up(&cookie);
    let campaigns: Vec<Campaign> = server.get(path::CAMPAIGNS, &cookie).await.json();
    assert!(campaigns[0].contains(server.clock.now().local_date()));

    for path in [path::SETUP_COMMUNE, path::SETUP_DEMO] {
        refused(
            &server.post_json(path, &known, "").await,
            StatusCode::CONFLICT,
            "already_begun",
        );
    }
}

#[tokio::test]
async fn only_a_browser_on_the_servers_own_machine_may_begin() {
    let server = HttpServer::empty();
    for (name, value) in [
        ("host", "chungtay.example"),
        ("x-forwarded-for", "203.0.113.9"),
    ] {
        let request = Request::post(path::SETUP_DEMO)
            .header(name, value)
            .body(Body::empty());
        let reply = server.send(request.unwrap()).await;
        refused(&reply, StatusCode::FORBIDDEN, "not_here");
    }
}

#[tokio::test]
async fn the_demonstration_fills_five_hundred_households_and_gives_two_links() {
    let server = HttpServer::empty();
    let reply = server.post_json(path::SETUP_DEMO, &(), "").await;
    let ready: DemoReady = reply.json();
    assert!(ready.session.synthetic);
    assert_eq!(ready.volunteers.len(), 2);
    assert!(ready.volunteers[0].qr_svg.contains("<svg"));
    let cookie = reply.cookie();
    let summary: Summary = server.get(path::SUMMARY, &cookie).await.json();
    assert_eq!(summary.households, 500);
    assert_eq!(summary.by_category.values().sum::<u64>(), 500);
    assert!(summary.visited.households <= summary.visited.times);
    let of_hamlets = |of: fn(&HamletReach) -> u64| summary.by_hamlet.iter().map(of).sum::<u64>();
    assert_eq!(of_hamlets(|hamlet| hamlet.households), 500);
    assert_eq!(
        of_hamlets(|hamlet| hamlet.visited),
        summary.visited.households
    );
    assert_eq!(of_hamlets(|hamlet| hamlet.aided), summary.aided.households);
    assert_eq!(summary.owed, 0);
    let lines: Vec<HouseholdLine> = server.get(path::HOUSEHOLDS, &cookie).await.json();
    // Two are gone, one is the second record of another.
    let here = lines.iter().filter(|line| line.gone.is_none());
    assert_eq!((lines.len(), here.count()), (503, 500));
    let one = path::HOUSEHOLD.replace("{id}", &lines[0].id.to_string());
    let detail: HouseholdDetail = server.get(&one, &cookie).await.json();
    assert_eq!(
        detail.household.profile.get(ProfileField::HeadName),
        lines[0].head_name
    );
    let facts = format!("{}?kind=handover&limit=5", path::FACTS);
    let page: FactPage = server.get(&facts, &cookie).await.json();
    assert_eq!((page.lines.len(), page.total), (5, summary.aided.times));
}

#[tokio::test]
async fn the_facts_are_found_by_words_without_marks_in_any_order() {
    let (server, _) = HttpServer::demo(300);
    let cookie = server.office_cookie(COMMUNE);
    let all: FactPage = server
        .get(&format!("{}?limit=200", path::FACTS), &cookie)
        .await
        .json();
    let sought = &all.lines[0];
    let folded = chungtay_shared::text::fold(&sought.head_name);
    let words: Vec<&str> = folded.split(' ').rev().collect();
    let query = format!("{}?limit=200&search={}", path::FACTS, words.join("%20"));
    let found: FactPage = server.get(&query, &cookie).await.json();
    assert!(found.lines.iter().any(|line| line.id == sought.id));
    assert!(found.total < all.total);
    let odd = format!("{}?search=%25_'%22", path::FACTS);
    assert_eq!(server.get(&odd, &cookie).await.status, StatusCode::OK);
    let rubbish = format!("{}?limit=many", path::FACTS);
    refused(
        &server.get(&rubbish, &cookie).await,
        StatusCode::BAD_REQUEST,
        "malformed",
    );
}

#[tokio::test]
async fn nobody_reads_the_office_without_a_session() {
    let (server, _) = HttpServer::demo(3);
    let link = server.invite(COMMUNE, "Mai", Role::Volunteer);
    assert!(link.contains("/enrol#"));
    let phone = server.enrol(COMMUNE, "Mai", MAI).await;
    let as_phone = format!("chungtay_session={}", phone.token);
    for path in [
        path::SESSION,
        path::SUMMARY,
        path::FACTS,
        path::HOUSEHOLDS,
        path::CONFLICTS,
        path::QUARANTINE,
        path::DEVICES,
        path::INVITES,
        path::CAMPAIGNS,
        path::ROUNDS,
        path::REVIEW,
        path::FUND,
        path::RECEIPT_LIST,
        path::VISIT_LIST,
        path::POSTING_LIST,
        path::EXPORT,
        path::LIVE,
    ] {
        refused(
            &server.get(path, "").await,
            StatusCode::UNAUTHORIZED,
            "not_signed_in",
        );
        let rubbish = server.get(path, "chungtay_session=ffff").await;
        refused(&rubbish, StatusCode::UNAUTHORIZED, "not_signed_in");
        let volunteer = server.get(path, &as_phone).await;
        refused(&volunteer, StatusCode::FORBIDDEN, "not_permitted");
    }
}

#[tokio::test]
async fn a_link_works_once_for_three_days_and_says_what_to_do_afterwards() {
    let server = HttpServer::empty();
    begin(&server, COMMUNE);
    let cookie = server.office_cookie(COMMUNE);
    let new = NewInvite {
        person_name: "Mai".into(),
        role: Role::Volunteer,
    };
    let made: MadeInvite = server.post_json(path::INVITES, &new, &cookie).await.json();
    let code = made.link.rsplit('#').next().unwrap().to_owned();
    let redeem = |actor| EnrolRequest {
        code: code.clone(),
        actor,
        device_name: "máy".into(),
        person_name: String::new(),
        returning: None,
        key: None,
    };
    let first = server.post_json(path::ENROL, &redeem(MAI), "").await;
    let first: Enrolled = first.json();

    // The reply was lost: the same phone asks again and gets a token that works.
    let again: Enrolled = server.post_json(path::ENROL, &redeem(MAI), "").await.json();
    assert_eq!(again.device, first.device);
    assert_eq!(
        server
            .sync(&again.token, &first_request(MAI, vec![]).to_bytes())
            .await
            .0
            .status,
        200
    );
    let stranger = server.post_json(path::ENROL, &redeem(NGUYEN), "").await;
    refused(&stranger, StatusCode::GONE, "link_used");

    let unknown = EnrolRequest {
        code: "00".repeat(16),
        ..redeem(NGUYEN)
    };
    let reply = server.post_json(path::ENROL, &unknown, "").await;
    refused(&reply, StatusCode::NOT_FOUND, "link_unknown");
    let rubbish = EnrolRequest {
        code: "đường dẫn".into(),
        ..redeem(NGUYEN)
    };
    let reply = server.post_json(path::ENROL, &rubbish, "").await;
    refused(&reply, StatusCode::NOT_FOUND, "link_unknown");

    let late: MadeInvite = server.post_json(path::INVITES, &new, &cookie).await.json();
    let late = EnrolRequest {
        code: late.link.rsplit('#').next().unwrap().to_owned(),
        ..redeem(NGUYEN)
    };
    server.clock.pass_ms(chungtay_server::enrol::LINK_LIFE_MS);
    refused(
        &server.post_json(path::ENROL, &late, "").await,
        StatusCode::GONE,
        "link_expired",
    );
    let states: Vec<InviteLine> = server.get(path::INVITES, &cookie).await.json();
    let states: Vec<InviteState> = states.into_iter().map(|i| i.state).collect();
    assert!(states.contains(&InviteState::Used) && states.contains(&InviteState::Expired));
    let nameless = NewInvite {
        person_name: " ".into(),
        ..new
    };
    let reply = server.post_json(path::INVITES, &nameless, &cookie).await;
    refused(&reply, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
}

#[tokio::test]
async fn an_office_link_signs_a_browser_in_until_it_signs_out() {
    let server = HttpServer::empty();
    begin(&server, COMMUNE);
    let link = server.invite(COMMUNE, "Cô Lan", Role::Office);
    assert!(link.contains("/office/enrol#"));
    let code = link.rsplit('#').next().unwrap().to_owned();
    let request = EnrolRequest {
        code,
        actor: NGUYEN,
        device_name: "Chrome".into(),
        person_name: String::new(),
        returning: None,
        key: None,
    };
    let reply = server.post_json(path::ENROL, &request, "").await;
    let cookie = reply.cookie();
    let set = reply.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Strict"));
    assert_eq!(
        reply.json::<Enrolled>().token,
        "",
        "the session is in the cookie alone"
    );
    assert_eq!(
        server.get(path::SESSION, &cookie).await.status,
        StatusCode::OK
    );
    let sign_out = Request::delete(path::SESSION).header(header::COOKIE, &cookie);
    assert_eq!(
        server
            .send(sign_out.body(Body::empty()).unwrap())
            .await
            .status,
        StatusCode::OK
    );
    let after = server.get(path::SESSION, &cookie).await;
    refused(&after, StatusCode::UNAUTHORIZED, "not_signed_in");
}

#[tokio::test]
async fn a_phone_pushes_is_receipted_by_name_and_repeating_it_changes_nothing() {
    let server = HttpServer::empty();
    begin(&server, COMMUNE);
    let mai = server.enrol(COMMUNE, "Mai", MAI).await;
    let body = first_request(MAI, vec![household(&server, MAI, COMMUNE, 1)]).to_bytes();
    let (reply, _) = server.sync(&mai.token, &body).await;
    let first = receipt(&reply);
    assert_eq!(first.answers[0].outcome, Outcome::Stored);
    assert_eq!((first.receipted, first.quarantined), (1, 0));
    let people = first.people.expect("the directory");
    assert!(
        people
            .people
            .iter()
            .any(|p| p.actor == MAI && p.name == "Mai")
    );

    let (reply, _) = server.sync(&mai.token, &body).await;
    let second = receipt(&reply);
    assert_eq!(second.answers[0].outcome, Outcome::AlreadyHad);
    assert_eq!(second.receipted, 1);

    let cookie = server.office_cookie(COMMUNE);
    let devices: Vec<DeviceLine> = server.get(path::DEVICES, &cookie).await.json();
    let phone = devices.iter().find(|d| d.id == mai.device).unwrap();
    assert_eq!((phone.made, phone.receipted), (1, 1));
}

#[tokio::test]
async fn a_phone_hears_of_a_deletion_though_nothing_else_has_changed() {
    let server = HttpServer::empty();
    begin(&server, COMMUNE);
    let mai = server.enrol(COMMUNE, "Mai", MAI).await;
    let hers = household(&server, MAI, COMMUNE, 1);
    let mut request = first_request(MAI, vec![hers.clone()]);
    let last_page = |reply: &Reply| {
        let mut pages = frames(reply).into_iter().filter_map(|frame| match frame {
            Frame::Page(page) => Some(page),
            Frame::Receipt(_) | Frame::End | Frame::BrokenOff => None,
        });
        pages.next_back()
    };
    let (reply, _) = server.sync(&mai.token, &request.to_bytes()).await;
    request.epoch = Some(receipt(&reply).epoch);
    request.pushed = Vec::new();
    request.cursors = vec![last_page(&reply).unwrap().cursor];
    let (reply, _) = server.sync(&mai.token, &request.to_bytes()).await;
    assert_eq!(last_page(&reply), None, "nothing is new");

    let cookie = server.office_cookie(COMMUNE);
    let address = path::HOUSEHOLD.replace("{id}", &hers.doc.to_string());
    let detail: HouseholdDetail = server.get(&address, &cookie).await.json();
    let wanted = EraseHousehold {
        head_name: detail.household.profile.get(ProfileField::HeadName).into(),
        request: "YC-07/2026".into(),
        reason: "Gia đình có đơn".into(),
    };
    let address = path::ERASE.replace("{id}", &hers.doc.to_string());
    let reply = server.post_json(&address, &wanted, &cookie).await;
    assert_eq!(reply.status, StatusCode::OK);

    let (reply, _) = server.sync(&mai.token, &request.to_bytes()).await;
    let page = last_page(&reply).unwrap();
    assert_eq!(
        (page.erased.as_slice(), page.docs.len()),
        (&[hers.doc][..], 0)
    );
    request.cursors = vec![page.cursor];
    let (reply, _) = server.sync(&mai.token, &request.to_bytes()).await;
    assert_eq!(last_page(&reply), None, "once");
}

#[tokio::test]
async fn a_volunteer_neither_writes_nor_reads_another_commune() {
    let server = HttpServer::empty();
    begin(&server, COMMUNE);
    begin(&server, OTHER_COMMUNE);
    let mai = server.enrol(COMMUNE, "Mai", MAI).await;
    let nguyen = server.enrol(OTHER_COMMUNE, "Nguyên", NGUYEN).await;
    let theirs = household(&server, NGUYEN, OTHER_COMMUNE, 9);
    let mut request = first_request(NGUYEN, vec![theirs.clone()]);
    request.cursors = vec![Cursor::start(OTHER_COMMUNE)];
    receipt(&server.sync(&nguyen.token, &request.to_bytes()).await.0);

    // Reads: another commune's cursor and its document by name.
    let mut spying = first_request(MAI, vec![]);
    spying.cursors = vec![Cursor::start(OTHER_COMMUNE)];
    spying.wanted = vec![theirs.doc];
    let (reply, _) = server.sync(&mai.token, &spying.to_bytes()).await;
    let docs = frames(&reply).into_iter().filter_map(|frame| match frame {
        Frame::Page(page) => Some(page.docs.len()),
        Frame::Receipt(_) | Frame::End | Frame::BrokenOff => None,
    });
    assert_eq!(docs.sum::<usize>(), 0);
    // Writes: a household there, a household of theirs, and with another's actor.
    let there = household(&server, MAI, OTHER_COMMUNE, 2);
    let of_theirs = Pushed {
        commune: COMMUNE.into(),
        n: 3,
        ..theirs
    };
    let forged = household(&server, NGUYEN, COMMUNE, 4);
    let (reply, _) = server
        .sync(
            &mai.token,
            &first_request(MAI, vec![there, of_theirs, forged]).to_bytes(),
        )
        .await;
    let outcomes: Vec<Outcome> = receipt(&reply)
        .answers
        .into_iter()
        .map(|a| a.outcome)
        .collect();
    assert_eq!(outcomes[0], Outcome::Quarantined("not_permitted".into()));
    assert_eq!(
        outcomes[1],
        Outcome::AlreadyHad,
        "it says no more than that the bytes are known"
    );
    assert_eq!(outcomes[2], Outcome::Quarantined("foreign_actor".into()));

    let cookie = server.office_cookie(COMMUNE);
    let aside: QuarantinePage = server.get(path::QUARANTINE, &cookie).await.json();
    let aside = aside.lines;
    assert_eq!(aside.len(), 2);
    assert!(
        aside
            .iter()
            .all(|line| line.person_name == "Mai" && line.size_bytes > 100)
    );
    let lines: Vec<HouseholdLine> = server.get(path::HOUSEHOLDS, &cookie).await.json();
    assert!(lines.is_empty());
    let theirs = path::HOUSEHOLD.replace("{id}", &DocId::from_bytes([9; 16]).to_string());
    refused(
        &server.get(&theirs, &cookie).await,
        StatusCode::NOT_FOUND,
        "not_found",
    );
}

#[tokio::test]
async fn a_revoked_phone_is_told_so_and_an_unknown_one_too() {
    let server = HttpServer::empty();
    begin(&server, COMMUNE);
    let cookie = server.office_cookie(COMMUNE);
    let mai = server.enrol(COMMUNE, "Mai", MAI).await;
    let revoke = path::DEVICE_REVOKE.replace("{id}", &mai.device.to_string());
    assert_eq!(
        server.post_json(&revoke, &(), &cookie).await.status,
        StatusCode::OK
    );
    let body = first_request(MAI, vec![]).to_bytes();
    let (reply, _) = server.sync(&mai.token, &body).await;
    refused(&reply, StatusCode::FORBIDDEN, "device_revoked");
    let (reply, _) = server.sync("00", &body).await;
    refused(&reply, StatusCode::UNAUTHORIZED, "unknown_token");
    let nobody = path::DEVICE_REVOKE.replace("{id}", "zz");
    refused(
        &server.post_json(&nobody, &(), &cookie).await,
        StatusCode::NOT_FOUND,
        "not_found",
    );
}

#[tokio::test]
async fn a_phone_comes_back_by_a_new_link_in_the_name_of_its_records_and_no_other() {
    let server = HttpServer::empty();
    begin(&server, COMMUNE);
    let cookie = server.office_cookie(COMMUNE);
    let mai = server.enrol(COMMUNE, "Mai", MAI).await;
    server.enrol(COMMUNE, "Nguyên", NGUYEN).await;
    let revoke = path::DEVICE_REVOKE.replace("{id}", &mai.device.to_string());
    server.post_json(&revoke, &(), &cookie).await;
    let link = |name| {
        let link = server.invite(COMMUNE, name, Role::Volunteer);
        link.rsplit('#').next().unwrap().to_owned()
    };
    let with = |code: &str, actor, name: &str| EnrolRequest {
        code: code.into(),
        actor,
        device_name: "máy".into(),
        person_name: String::new(),
        returning: Some(Owner {
            commune: COMMUNE.into(),
            person_name: name.into(),
        }),
        key: None,
    };

    // Nguyên's link: refused for what Mai's phone holds, known or forgotten, and not used up.
    let his = link("Nguyên");
    for actor in [MAI, Actor::from_bytes([7; 16])] {
        let reply = server
            .post_json(path::ENROL, &with(&his, actor, "Mai"), "")
            .await;
        refused(&reply, StatusCode::CONFLICT, "link_of_another");
    }

    let hers = with(&link("Mai"), MAI, "Mai");
    let back: Enrolled = server.post_json(path::ENROL, &hers, "").await.json();
    assert_eq!(back.device, mai.device, "the same phone, by its actor");
    let body = first_request(MAI, vec![household(&server, MAI, COMMUNE, 1)]).to_bytes();
    assert_eq!(server.sync(&back.token, &body).await.0.status, 200);
    let (reply, _) = server.sync(&mai.token, &body).await;
    refused(&reply, StatusCode::UNAUTHORIZED, "unknown_token");

    // The reply was lost: once more. The link of another person's phone is used for good.
    let again: Enrolled = server.post_json(path::ENROL, &hers, "").await.json();
    assert_eq!(again.device, mai.device);
    let reply = server
        .post_json(path::ENROL, &with(&hers.code, NGUYEN, "Nguyên"), "")
        .await;
    refused(&reply, StatusCode::GONE, "link_used");

    // A phone of hers that this server has forgotten: it comes as a new one.
    let forgotten = with(&link("Mai"), Actor::from_bytes([8; 16]), "Mai");
    let new: Enrolled = server.post_json(path::ENROL, &forgotten, "").await.json();
    assert_ne!(new.device, mai.device);
}

#[tokio::test]
async fn a_phone_that_asks_without_end_is_told_to_wait_and_the_others_are_not() {
    let server = HttpServer::empty();
    begin(&server, COMMUNE);
    let mai = server.enrol(COMMUNE, "Mai", MAI).await;
    let nguyen = server.enrol(COMMUNE, "Nguyên", NGUYEN).await;
    let body = first_request(MAI, vec![]).to_bytes();
    for _ in 0..EXCHANGES_AT_ONCE_MAX {
        assert_eq!(server.sync(&mai.token, &body).await.0.status, 200);
    }
    let (reply, _) = server.sync(&mai.token, &body).await;
    refused(&reply, StatusCode::TOO_MANY_REQUESTS, "too_often");
    assert_eq!(reply.headers[header::RETRY_AFTER], "1");
    let his = first_request(NGUYEN, vec![]).to_bytes();
    assert_eq!(server.sync(&nguyen.token, &his).await.0.status, 200);
    server.clock.pass_ms(1_000);
    assert_eq!(server.sync(&mai.token, &body).await.0.status, 200);
}

#[tokio::test]
async fn rubbish_sync_bodies_are_refused_with_a_code_and_nothing_is_written() {
    let server = HttpServer::empty();
    begin(&server, COMMUNE);
    let mai = server.enrol(COMMUNE, "Mai", MAI).await;
    let good = first_request(MAI, vec![household(&server, MAI, COMMUNE, 1)]).to_bytes();
    let stranger = SyncRequest {
        protocol: 99,
        ..first_request(MAI, vec![])
    }
    .to_bytes();
    let cases = [
        (Vec::new(), StatusCode::BAD_REQUEST, "malformed"),
        (
            b"{\"json\": true}".to_vec(),
            StatusCode::BAD_REQUEST,
            "malformed",
        ),
        (
            good[..good.len() / 2].to_vec(),
            StatusCode::BAD_REQUEST,
            "damaged",
        ),
        (
            stranger,
            StatusCode::UPGRADE_REQUIRED,
            "protocol_unsupported",
        ),
        (
            vec![0; REQUEST_BYTES_MAX + 1],
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_large",
        ),
    ];
    for (body, status, code) in cases {
        refused(&server.sync(&mai.token, &body).await.0, status, code);
    }
    let many = vec![household(&server, MAI, COMMUNE, 1); 1_001];
    let (reply, _) = server
        .sync(&mai.token, &first_request(MAI, many).to_bytes())
        .await;
    refused(&reply, StatusCode::UNPROCESSABLE_ENTITY, "over_limit");
    let not_gzip = Request::post(path::SYNC)
        .header(header::AUTHORIZATION, format!("Bearer {}", mai.token))
        .header(header::CONTENT_ENCODING, "gzip")
        .body(Body::from("no gzip at all"));
    assert!(
        server
            .send(not_gzip.unwrap())
            .await
            .status
            .is_client_error()
    );

    let (reply, _) = server.sync(&mai.token, &good).await;
    assert_eq!(
        receipt(&reply).receipted,
        1,
        "the server is up and has nothing of the rubbish"
    );
}

/// A household whose phone number two volunteers wrote down differently at once.
async fn of_two_numbers(server: &HttpServer) -> Pushed {
    let mai = server.enrol(COMMUNE, "Mai", MAI).await;
    let hung = server.enrol(COMMUNE, "Hùng", NGUYEN).await;
    let created = household(server, MAI, COMMUNE, 1);
    receipt(
        &server
            .sync(
                &mai.token,
                &first_request(MAI, vec![created.clone()]).to_bytes(),
            )
            .await
            .0,
    );
    for (phone, actor, number, n) in [
        (&mai, MAI, "0100000001", 2),
        (&hung, NGUYEN, "0100000002", 1),
    ] {
        let mut document = Document::empty();
        document.apply(&created.change).unwrap();
        let author = Author {
            actor,
            at: server.clock.now(),
        };
        let edits = [(ProfileField::Phone, number.to_owned())].into();
        let change = document.edit_profile(author, &edits).unwrap().bytes;
        let pushed = Pushed {
            n,
            change,
            ..created.clone()
        };
        receipt(
            &server
                .sync(&phone.token, &first_request(actor, vec![pushed]).to_bytes())
                .await
                .0,
        );
    }
    created
}

#[tokio::test]
async fn the_office_chooses_between_two_values_and_bad_choices_are_refused() {
    let server = HttpServer::empty();
    begin(&server, COMMUNE);
    let cookie = server.office_cookie(COMMUNE);
    let created = of_two_numbers(&server).await;
    let lines: Vec<ConflictLine> = server.get(path::CONFLICTS, &cookie).await.json();
    assert_eq!(lines[0].conflict.values.len(), 2);
    let choose = |field, value: &str| ChooseValue {
        household: created.doc,
        field,
        value: value.into(),
        reason: "hộ đã nói".into(),
    };
    let bad = choose(ProfileField::HeadName, "");
    let reply = server.post_json(path::CONFLICTS, &bad, &cookie).await;
    refused(&reply, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    let unexplained = ChooseValue {
        reason: " ".into(),
        ..choose(ProfileField::Phone, "0100000002")
    };
    let reply = server
        .post_json(path::CONFLICTS, &unexplained, &cookie)
        .await;
    refused(&reply, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    let nowhere = ChooseValue {
        household: DocId::from_bytes([77; 16]),
        ..choose(ProfileField::Phone, "1")
    };
    let reply = server.post_json(path::CONFLICTS, &nowhere, &cookie).await;
    refused(&reply, StatusCode::NOT_FOUND, "not_found");
    let good = choose(ProfileField::Phone, "0100000002");
    assert_eq!(
        server
            .post_json(path::CONFLICTS, &good, &cookie)
            .await
            .status,
        StatusCode::OK
    );
    let left: Vec<ConflictLine> = server.get(path::CONFLICTS, &cookie).await.json();
    assert!(left.is_empty());
    let one = path::HOUSEHOLD.replace("{id}", &created.doc.to_string());
    let detail: HouseholdDetail = server.get(&one, &cookie).await.json();
    let chosen = &detail.choices[0];
    assert_eq!(chosen.fact.value, "0100000002");
    assert_eq!(chosen.fact.reason, "hộ đã nói");
    assert_eq!(detail.people[&chosen.actor], "Cô Lan");
}

#[tokio::test]
async fn a_campaign_is_made_changed_and_its_amounts_read_as_people_type_them() {
    let server = HttpServer::empty();
    begin(&server, COMMUNE);
    let cookie = server.office_cookie(COMMUNE);
    let item = AidItemDraft {
        name: "Quà Tết".into(),
        form: Some(AidForm::Cash),
        money_text: "1,5 tr".into(),
        ..AidItemDraft::default()
    };
    let draft = SaveCampaign {
        id: None,
        name: "Tết 2027".into(),
        from: "2027-01-20".parse().unwrap(),
        to: "2027-02-05".parse().unwrap(),
        items: vec![item.clone()],
        mandate: MandateDraft::default(),
    };
    let made: Campaign = server
        .post_json(path::CAMPAIGNS, &draft, &cookie)
        .await
        .json();
    assert_eq!(made.items[0].money_vnd, 1_500_000);
    let changed = SaveCampaign {
        id: Some(made.id),
        name: "Tết Đinh Mùi".into(),
        ..draft.clone()
    };
    let changed: Campaign = server
        .post_json(path::CAMPAIGNS, &changed, &cookie)
        .await
        .json();
    let all: Vec<CampaignState> = server.get(path::CAMPAIGNS, &cookie).await.json();
    assert_eq!(all[0].campaign, changed);

    let unclear = AidItemDraft {
        money_text: "1,5".into(),
        ..item
    };
    let bad = SaveCampaign {
        name: String::new(),
        items: vec![unclear],
        ..draft
    };
    let reply = server.post_json(path::CAMPAIGNS, &bad, &cookie).await;
    refused(&reply, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    let fields: Vec<String> = reply
        .json::<ErrorBody>()
        .fields
        .into_iter()
        .map(|problem| problem.field)
        .collect();
    assert_eq!(fields, ["name", "items.0.money_text"]);
    let rubbish = server.post_json(path::CAMPAIGNS, &"không", &cookie).await;
    refused(&rubbish, StatusCode::BAD_REQUEST, "malformed");
}

#[tokio::test]
async fn a_campaign_keeps_what_it_rests_on_and_aims_at_and_is_saved_again_as_it_stands() {
    let server = HttpServer::empty();
    begin(&server, COMMUNE);
    let cookie = server.office_cookie(COMMUNE);
    let mut draft = SaveCampaign {
        id: None,
        name: "Tết 2027".into(),
        from: "2027-01-20".parse().unwrap(),
        to: "2027-02-05".parse().unwrap(),
        items: Vec::new(),
        mandate: MandateDraft {
            documents: vec![GoverningDraft {
                number: "605-CV/TU".into(),
                on_text: "11/10/2022".into(),
                issuer: "Thành ủy Cần Thơ".into(),
                ..GoverningDraft::default()
            }],
            targets: [(Indicator::Visited, "500".to_owned())].into(),
        },
    };
    let made: Campaign = server
        .post_json(path::CAMPAIGNS, &draft, &cookie)
        .await
        .json();
    let stored: Vec<CampaignState> = server.get(path::CAMPAIGNS, &cookie).await.json();
    let documents = stored[0].mandate.documents.iter();
    draft.id = Some(made.id);
    draft.mandate.documents = documents.map(GoverningDraft::of).collect();
    let again = server.post_json(path::CAMPAIGNS, &draft, &cookie).await;
    assert_eq!(again.json::<Campaign>(), made);
    let same: Vec<CampaignState> = server.get(path::CAMPAIGNS, &cookie).await.json();
    assert_eq!(same, stored);
    let summary: Summary = server.get(path::SUMMARY, &cookie).await.json();
    let target = (summary.targets[0].target, summary.targets[0].reached);
    assert_eq!(target, (500, 0), "nobody was visited in that window");
}

#[tokio::test]
async fn an_open_page_hears_events_that_a_browser_dispatches() {
    let server = HttpServer::empty();
    begin(&server, COMMUNE);
    let cookie = server.office_cookie(COMMUNE);
    let words = server.first_words(path::LIVE, &cookie).await;
    // A browser passes over an event that has no data.
    assert!(
        words.contains("event: changed\ndata: changed\n\n"),
        "{words:?}"
    );
}

fn post_file(path: &str, file: &str, name: &str, value: &str) -> Request<Body> {
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "text/plain")
        .header(name, value);
    request.body(Body::from(file.to_owned())).unwrap()
}

/// What Mai's phone seals when it has this one record.
fn escape_file(server: &HttpServer, mai: &Enrolled, pushed: Vec<Pushed>) -> String {
    let contents = Contents {
        token: mai.token.clone(),
        made_at: server.clock.now(),
        requests: vec![first_request(MAI, pushed)],
    };
    let head = escape::header(&mai.sealing_key, [1; 16]);
    sealed_bytes(&mai.sealing_key, &head, &contents.to_bytes())
}

#[tokio::test]
async fn an_escape_file_is_taken_in_at_the_office_and_from_a_colleagues_phone() {
    let server = HttpServer::empty();
    begin(&server, COMMUNE);
    begin(&server, OTHER_COMMUNE);
    let mai = server.enrol(COMMUNE, "Mai", MAI).await;
    let nguyen = server.enrol(COMMUNE, "Nguyên", NGUYEN).await;
    assert_eq!(mai.sealing_key, nguyen.sealing_key, "one a server");
    let file = escape_file(&server, &mai, vec![household(&server, MAI, COMMUNE, 1)]);

    let bearer = format!("Bearer {}", nguyen.token);
    let carried = post_file(path::ESCAPE, &file, "authorization", &bearer);
    let reply = server.send(carried).await;
    let counts: EscapeCounts = reply.json();
    assert_eq!((counts.stored, counts.already_had), (1, 0));
    let said = String::from_utf8(reply.body()).unwrap();
    assert!(
        !said.contains("Mai"),
        "the carrier is not told whose: {said}"
    );

    let office = server.office_cookie(COMMUNE);
    let brought = post_file(path::ESCAPE_IMPORT, &file, "cookie", &office);
    let imported: EscapeImported = server.send(brought).await.json();
    assert_eq!(
        (imported.counts.stored, imported.counts.already_had),
        (0, 1)
    );
    assert_eq!(imported.standing, EscapeStanding::Known);
    assert_eq!(imported.person_name.as_deref(), Some("Mai"));

    let elsewhere = server.office_cookie(OTHER_COMMUNE);
    let brought = post_file(path::ESCAPE_IMPORT, &file, "cookie", &elsewhere);
    let imported: EscapeImported = server.send(brought).await.json();
    assert_eq!(imported.counts.already_had, 1, "anybody may carry it");
    assert_eq!((imported.person_name, imported.device_name), (None, None));
}

#[tokio::test]
async fn an_escape_file_from_a_stranger_or_too_long_is_refused() {
    let server = HttpServer::empty();
    begin(&server, COMMUNE);
    let mai = server.enrol(COMMUNE, "Mai", MAI).await;
    let file = escape_file(&server, &mai, vec![]);
    for (path, name, code) in [
        (path::ESCAPE, "authorization", "unknown_token"),
        (path::ESCAPE_IMPORT, "cookie", "not_signed_in"),
    ] {
        let reply = server.send(post_file(path, &file, name, "nobody")).await;
        refused(&reply, StatusCode::UNAUTHORIZED, code);
    }
    let office = server.office_cookie(COMMUNE);
    let send = |file: String| server.send(post_file(path::ESCAPE_IMPORT, &file, "cookie", &office));
    let long = send(" ".repeat(ESCAPE_FILE_BYTES_MAX + 1)).await;
    refused(&long, StatusCode::PAYLOAD_TOO_LARGE, "too_large");
    let letter = send("Kính gửi văn phòng".to_owned()).await;
    refused(&letter, StatusCode::UNPROCESSABLE_ENTITY, "escape_not_one");
}

#[tokio::test]
async fn a_phone_hears_what_to_seal_for_when_it_wants_it_or_comes_from_another_life() {
    let server = HttpServer::empty();
    begin(&server, COMMUNE);
    let mai = server.enrol(COMMUNE, "Mai", MAI).await;
    let first = first_request(MAI, vec![]);
    let heard = receipt(&server.sync(&mai.token, &first.to_bytes()).await.0);
    assert_eq!(heard.sealing_key, Some(mai.sealing_key));
    for (key_wanted, key) in [(false, None), (true, Some(mai.sealing_key))] {
        let request = SyncRequest {
            epoch: Some(heard.epoch),
            key_wanted,
            ..first.clone()
        };
        let heard = receipt(&server.sync(&mai.token, &request.to_bytes()).await.0);
        assert_eq!(heard.sealing_key, key);
    }
}
