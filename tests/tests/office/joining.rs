//! One link for many phones. Goal: a volunteer records before anybody has admitted the phone, what was recorded is
//! received once somebody has, and until then such a phone is told nothing, whoever is behind it. Method: the
//! real router, no socket.

use axum::http::StatusCode;
use chungtay_server::enrol::LINK_LIFE_MS;
use chungtay_server::state::Clock as _;
use chungtay_server::store::write;
use chungtay_shared::api::joining::{Admit, JoiningPage, OpenLink, check_digits};
use chungtay_shared::api::{DeviceLine, EnrolRequest, Enrolled, Owner, Role, Summary, path};
use chungtay_shared::id::Actor;
use chungtay_shared::limits::JOINING_MAX;
use chungtay_shared::sync::proof::ProofKey;
use chungtay_shared::sync::wire::Outcome;
use chungtay_tests::http::{HttpServer, Reply};
use chungtay_tests::request::first_request;
use chungtay_tests::signing::SigningPhone;
use chungtay_tests::ward::COMMUNE;

use crate::http_api::{begin, household, receipt, refused};

const MAI: Actor = Actor::from_bytes([1; 16]);
const HUNG: Actor = Actor::from_bytes([3; 16]);

/// An office that has opened its link.
struct Training {
    server: HttpServer,
    cookie: String,
    code: String,
}

impl Training {
    async fn begins() -> Self {
        let server = HttpServer::empty();
        begin(&server, COMMUNE);
        let cookie = server.office_cookie(COMMUNE);
        let mut training = Self {
            server,
            cookie,
            code: String::new(),
        };
        training.code = training.open().await;
        training
    }

    async fn open(&self) -> String {
        let made = self.post(path::OPEN_LINK, &()).await;
        let OpenLink { link, qr_svg, .. } = made.json();
        assert!(link.contains("/enrol#m") && qr_svg.contains("<svg"));
        link.rsplit('#').next().unwrap().to_owned()
    }

    async fn post(&self, path: &str, body: &impl serde::Serialize) -> Reply {
        self.server.post_json(path, body, &self.cookie).await
    }

    async fn page(&self) -> JoiningPage {
        self.server.get(path::JOINING, &self.cookie).await.json()
    }

    fn request(&self, actor: Actor, name: &str) -> EnrolRequest {
        EnrolRequest {
            code: self.code.clone(),
            actor,
            device_name: "Samsung A05".into(),
            person_name: name.into(),
            returning: None,
            key: Some(key_of(actor)),
        }
    }

    async fn asks(&self, request: &EnrolRequest) -> Reply {
        self.server.post_json(path::ENROL, request, "").await
    }

    async fn comes(&self, actor: Actor, name: &str) -> Enrolled {
        self.asks(&self.request(actor, name)).await.json()
    }

    async fn sends(&self, actor: Actor, phone: &Enrolled, households: u8) -> Reply {
        let made = (1..=households).map(|n| household(&self.server, actor, COMMUNE, n));
        let body = first_request(actor, made.collect()).to_bytes();
        let shown = SigningPhone::new(actor.as_bytes()[0]);
        // As a phone would: each request has its number.
        self.server.clock.pass_ms(1);
        let count = self.server.clock.now().ms().unsigned_abs();
        let proof = shown.proof(path::SYNC, count, &body);
        let shown = (Some(&proof), Some(shown.key()));
        let token = Some(phone.token.as_str());
        chungtay_tests::signing::post_shown(&self.server, path::SYNC, token, shown, &body).await
    }

    async fn answer(&self, path: &str, n: usize, name: &str) -> Reply {
        let id = self.page().await.waiting[n].id;
        let admit = Admit {
            person_name: name.into(),
        };
        self.post(&path.replace("{id}", &id.to_string()), &admit)
            .await
    }
}

fn key_of(actor: Actor) -> ProofKey {
    SigningPhone::new(actor.as_bytes()[0]).key()
}

#[tokio::test]
async fn mai_records_before_the_office_has_admitted_her_phone_and_is_received_afterwards() {
    let training = Training::begins().await;
    assert!(training.page().await.open_until.is_some());
    let mai = training.comes(MAI, " Trần Thị Mai ").await;
    assert_eq!((mai.role, mai.commune.as_str()), (Role::Volunteer, COMMUNE));
    assert_eq!(mai.person_name, "Trần Thị Mai");

    let waits = training.sends(MAI, &mai, 2).await;
    refused(&waits, StatusCode::FORBIDDEN, "awaits_admission");
    let page = training.page().await;
    let [line] = page.waiting.as_slice() else {
        panic!("{page:?}");
    };
    assert_eq!((line.id, line.is_known), (mai.device, false));
    assert_eq!(line.check, check_digits(MAI), "what her phone shows");
    let summary = async || {
        let asked = training.server.get(path::SUMMARY, &training.cookie).await;
        asked.json::<Summary>()
    };
    let before = summary().await;
    assert_eq!((before.households, before.joining), (0, 1));

    let nameless = training.answer(path::JOINING_ADMIT, 0, " ").await;
    refused(&nameless, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    // The office knows how she is written.
    let admitted = training
        .answer(path::JOINING_ADMIT, 0, "Trần Thị Mai (Ấp 4)")
        .await;
    assert_eq!(admitted.status, StatusCode::OK);
    let received = receipt(&training.sends(MAI, &mai, 2).await);
    let outcomes = received.answers.iter().map(|answer| &answer.outcome);
    assert!(outcomes.clone().all(|outcome| *outcome == Outcome::Stored));
    assert_eq!(outcomes.count(), 2);
    let after = summary().await;
    assert_eq!((after.households, after.joining), (2, 0));
    let devices: Vec<DeviceLine> = training
        .server
        .get(path::DEVICES, &training.cookie)
        .await
        .json();
    let hers = devices.iter().find(|line| line.id == mai.device).unwrap();
    assert_eq!(hers.person_name, "Trần Thị Mai (Ấp 4)");
    assert_eq!((hers.receipted, hers.proves), (2, true));
}

#[tokio::test]
async fn whose_reply_was_lost_comes_again_and_nobody_comes_as_somebody_else() {
    let training = Training::begins().await;
    let first = training.comes(MAI, "Mai").await;
    let again = training.comes(MAI, "Mai").await;
    assert_eq!(again.device, first.device);
    let old = training.sends(MAI, &first, 0).await;
    refused(&old, StatusCode::UNAUTHORIZED, "unknown_token");
    // Another phone that has heard of her actor.
    let thief = EnrolRequest {
        key: Some(key_of(HUNG)),
        ..training.request(MAI, "Mai")
    };
    let reply = training.asks(&thief).await;
    refused(&reply, StatusCode::CONFLICT, "link_of_another");
    let nameless = training.asks(&training.request(HUNG, "")).await;
    refused(&nameless, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    let returning = EnrolRequest {
        returning: Some(Owner {
            commune: COMMUNE.into(),
            person_name: "Hùng".into(),
        }),
        ..training.request(HUNG, "Hùng")
    };
    let reply = training.asks(&returning).await;
    refused(&reply, StatusCode::CONFLICT, "link_of_another");

    // Somebody who is admitted is nobody's to take, with the right key or without.
    training.answer(path::JOINING_ADMIT, 0, "Mai").await;
    for key in [Some(key_of(MAI)), Some(key_of(HUNG)), None] {
        let taken = EnrolRequest {
            key,
            ..training.request(MAI, "Mai")
        };
        let reply = training.asks(&taken).await;
        refused(&reply, StatusCode::CONFLICT, "link_of_another");
    }
    assert_eq!(training.sends(MAI, &again, 0).await.status, StatusCode::OK);

    // A second phone of hers is told apart from a stranger's by the office.
    training.comes(HUNG, "Mai").await;
    assert!(training.page().await.waiting[0].is_known);
}

#[tokio::test]
async fn a_link_that_is_closed_or_over_brings_nobody_and_who_is_refused_is_told_so() {
    let mut training = Training::begins().await;
    let hung = training.comes(HUNG, "Hùng").await;
    let no = training.answer(path::JOINING_REFUSE, 0, "").await;
    assert_eq!(no.status, StatusCode::OK);
    let told = training.sends(HUNG, &hung, 1).await;
    refused(&told, StatusCode::FORBIDDEN, "device_revoked");
    let again = training.asks(&training.request(HUNG, "Hùng")).await;
    refused(&again, StatusCode::FORBIDDEN, "device_revoked");
    assert_eq!(training.page().await.waiting, []);

    // A link of his own, in the name that his phone has, lets it in after all.
    let link = training.server.invite(COMMUNE, "Hùng", Role::Volunteer);
    let of_his_own = EnrolRequest {
        code: link.rsplit('#').next().unwrap().to_owned(),
        returning: Some(Owner {
            commune: COMMUNE.into(),
            person_name: "Hùng".into(),
        }),
        ..training.request(HUNG, "")
    };
    let hung: Enrolled = training.asks(&of_his_own).await.json();
    let received = receipt(&training.sends(HUNG, &hung, 1).await);
    assert_eq!(received.answers[0].outcome, Outcome::Stored);

    let old = training.code.clone();
    training.code = training.open().await;
    let by_old = EnrolRequest {
        code: old,
        ..training.request(MAI, "Mai")
    };
    let reply = training.asks(&by_old).await;
    refused(&reply, StatusCode::GONE, "link_expired");
    let unknown = EnrolRequest {
        code: format!("m{}", "00".repeat(16)),
        ..training.request(MAI, "Mai")
    };
    let reply = training.asks(&unknown).await;
    refused(&reply, StatusCode::NOT_FOUND, "link_unknown");
    training.server.clock.pass_ms(LINK_LIFE_MS);
    let late = training.asks(&training.request(MAI, "Mai")).await;
    refused(&late, StatusCode::GONE, "link_expired");
    assert_eq!(training.page().await.open_until, None);
}

#[tokio::test]
async fn no_more_phones_wait_than_somebody_can_look_through() {
    let training = Training::begins().await;
    write(&*training.server.state.store, |tx| {
        for n in 0..JOINING_MAX {
            let mut actor = [9; 16];
            actor[..8].copy_from_slice(&n.to_be_bytes());
            let request = training.request(Actor::from_bytes(actor), "Ai đó");
            let secret = training.code.trim_start_matches('m');
            let come = chungtay_server::joining::come(&training.server.state, tx, &request, secret);
            assert!(come?.is_ok());
        }
        Ok(())
    })
    .unwrap();
    let one_more = training.asks(&training.request(MAI, "Mai")).await;
    refused(&one_more, StatusCode::CONFLICT, "link_full");
    training.answer(path::JOINING_REFUSE, 0, "").await;
    training.comes(MAI, "Mai").await;
}
