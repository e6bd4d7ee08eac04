//! Several servers on one PostgreSQL. Goal: whichever node a phone or a page reaches, it is one
//! server to its people: nothing is lost when a node is gone, and an open page hears what another
//! node has stored. Method: two nodes' states over one database, told in stories.

use std::sync::Arc;
use std::time::Duration;

use chungtay_server::begin;
use chungtay_server::state::Clock as _;
use chungtay_server::store::{Commune, write};
use chungtay_shared::api::{EnrolRequest, Role, path};
use chungtay_shared::id::Actor;
use chungtay_tests::database::Database;
use chungtay_tests::http::HttpServer;
use chungtay_tests::postgres;
use chungtay_tests::ward::network::{Fault, below};
use chungtay_tests::ward::phone::{hand_over, register, visit};
use chungtay_tests::ward::{COMMUNE, Ward};

/// Longer than the nodes ever need; whoever waits so long has not been told.
const PATIENCE: Duration = Duration::from_secs(30);

/// Two nodes on one database, with one commune, that hear each other.
fn two_nodes() -> (HttpServer, HttpServer, Arc<postgres::Url>) {
    let url = postgres::database();
    let database = Database::Postgres(url.clone());
    let nodes = [1, 2].map(|seed| HttpServer::on(database.clone(), seed));
    for node in &nodes {
        node.state.store.tell(&node.state.live).unwrap();
    }
    let commune = Commune {
        code: COMMUNE.into(),
        name: "xã Thử".into(),
        synthetic: true,
    };
    write(&*nodes[0].state.store, |tx| {
        tx.add_commune(&commune)?;
        begin::server_device(&nodes[0].state, tx, COMMUNE)
    })
    .unwrap();
    let [a, b] = nodes;
    (a, b, url)
}

/// A page that is open at a node waits until it is told of the commune.
async fn is_told(page: &mut tokio::sync::broadcast::Receiver<String>) {
    let told = tokio::time::timeout(PATIENCE, page.recv()).await;
    assert_eq!(told.expect("the page is told").unwrap(), COMMUNE);
}

fn enrolment(link: &str) -> EnrolRequest {
    EnrolRequest {
        code: link.rsplit('#').next().unwrap().to_owned(),
        actor: Actor::from_bytes([7; 16]),
        device_name: "máy của Mai".into(),
        person_name: String::new(),
        returning: None,
        key: None,
    }
}

#[test]
fn what_a_phone_pushes_to_one_node_is_seen_at_the_page_open_at_the_other() {
    let mut ward = Ward::on(Database::postgres(), 1);
    ward.enrol("Mai");
    let other = ward.server.another_node();
    let mut page = other.open_page();
    let ask = register("Đặng Thị Sáu", "Ấp 3");
    let household = ward
        .with("Mai", |phone, rng, now| phone.save(&ask, rng, now))
        .unwrap();
    assert!(ward.exchange("Mai", Fault::None));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(is_told(&mut page));
    // It is told after the commit: what it asks for then is there.
    assert!(other.documents().contains(&household));
}

#[test]
fn a_phone_enrolled_at_one_node_is_seen_at_the_page_open_at_the_other() {
    let (a, b, _) = two_nodes();
    let link = a.invite(COMMUNE, "Mai", Role::Volunteer);
    let cookie = a.office_cookie(COMMUNE);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let mut page = b.state.live.listen();
        let reply = a.post_json(path::ENROL, &enrolment(&link), "").await;
        assert_eq!(reply.status, 200);
        is_told(&mut page).await;
        // What the page then asks for, it asks of its own node.
        let devices = b.get(path::DEVICES, &cookie).await;
        assert!(String::from_utf8(devices.body()).unwrap().contains("Mai"));
    });
}

#[test]
fn a_node_is_not_told_by_the_database_what_it_did_itself() {
    let (a, b, _) = two_nodes();
    let neighbours = Commune {
        code: "99002".into(),
        name: "xã Bên".into(),
        synthetic: true,
    };
    write(&*a.state.store, |tx| tx.add_commune(&neighbours)).unwrap();
    let mut page = a.state.live.listen();
    // Its routes tell its own pages; these two were done without a route.
    a.invite("99002", "Mai", Role::Volunteer);
    b.invite(COMMUNE, "Hùng", Role::Volunteer);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(is_told(&mut page));
}

#[test]
fn a_node_that_lost_its_ear_hears_again() {
    let (a, b, url) = two_nodes();
    let mut page = b.state.live.listen();
    postgres::break_all_connections(&url);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    // It cannot know what it missed, so every page looks again.
    runtime.block_on(is_told(&mut page));
    a.invite(COMMUNE, "Mai", Role::Volunteer);
    runtime.block_on(is_told(&mut page));
}

#[test]
fn phones_that_meet_two_nodes_in_turn_lose_nothing_when_one_is_gone() {
    let mut ward = Ward::on(Database::postgres(), 1);
    for name in ["Mai", "Hùng"] {
        ward.enrol(name);
    }
    let mut other = ward.server.another_node();
    let ask = register("Đặng Thị Sáu", "Ấp 3");
    let household = ward
        .with("Mai", |phone, rng, now| phone.save(&ask, rng, now))
        .unwrap();
    ward.settle();
    for round in 0..6 {
        for name in ["Mai", "Hùng"] {
            ward.with(name, |phone, rng, now| {
                phone.save(&visit(household, now, "thăm"), rng, now)
            })
            .unwrap();
            ward.phone(name).wake();
            std::mem::swap(&mut ward.server, &mut other);
            // In the middle of the day a node dies with an answer on its way.
            let fault = if round == 3 {
                Fault::ServerDies
            } else {
                Fault::None
            };
            ward.exchange(name, fault);
        }
    }
    drop(other);
    ward.settle();
    assert_eq!(ward.server.facts().total, 12);
    assert!(ward.server.quarantine().is_empty());
    for name in ["Mai", "Hùng"] {
        let status = ward.phone(name).status();
        assert_eq!(status.receipted, status.made);
        let here = ward.phone(name).household(household);
        assert_eq!(here, ward.server.household(household));
    }
}

/// A short day of faults; `tests/simulation.rs` plays longer ones on the embedded database.
#[test]
fn whatever_the_road_does_between_two_nodes_every_record_arrives_once() {
    for seed in 1..=4 {
        println!("seed {seed}");
        let mut ward = Ward::on(Database::postgres(), seed);
        for name in ["Mai", "Hùng"] {
            ward.enrol(name);
        }
        let mut other = ward.server.another_node();
        let mut facts = 0;
        let ask = register("Đặng Thị Sáu", "Ấp 3");
        let household = ward
            .with("Mai", |phone, rng, now| phone.save(&ask, rng, now))
            .unwrap();
        ward.settle();
        for _ in 0..30 {
            let name = ["Mai", "Hùng"][below(&mut ward.rng, 2)];
            if below(&mut ward.rng, 2) == 0 {
                let ask = hand_over(household, ward.clock.now(), "500.000");
                ward.with(name, |phone, rng, now| phone.save(&ask, rng, now))
                    .unwrap();
                facts += 1;
            } else {
                std::mem::swap(&mut ward.server, &mut other);
                let fault = Fault::ALL[below(&mut ward.rng, Fault::ALL.len())];
                ward.phone(name).wake();
                ward.exchange(name, fault);
            }
        }
        ward.settle();
        assert_eq!(ward.server.facts().total, facts, "seed {seed}");
        assert!(ward.server.quarantine().is_empty(), "seed {seed}");
    }
}
