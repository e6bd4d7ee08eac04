//! A copied token is worth nothing, and a lost phone hands over what it has before it removes everything.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use chungtay_server::error::ApiError;
use chungtay_server::proof::Shown;
use chungtay_server::store::write;
use chungtay_shared::api::{
    DeviceLine, Enrolled, ErrorBody, Owner, QuarantinePage, Wipe, Wiped, path,
};
use chungtay_shared::document::Kind;
use chungtay_shared::escape::{Contents, header};
use chungtay_shared::id::{Actor, DocId};
use chungtay_shared::phone::recovery::{self, Recovery};
use chungtay_shared::sync::proof::{
    COUNT_HEADER, FILE, HEADER, KEY_HEADER, Proof, WIPE_HEADER, signed,
};
use chungtay_shared::sync::sealed::{self, Errand};
use chungtay_shared::sync::wire::{Frame, FrameReader, Pushed, Receipt};
use chungtay_shared::vault::Key;
use chungtay_tests::http::{HttpServer, Reply};
use chungtay_tests::request::first_request;
use chungtay_tests::sealing::{sealed_bytes, sealed_for};
use chungtay_tests::signing::{SigningPhone, post_shown};
use chungtay_tests::ward::COMMUNE;

const MAI: Actor = Actor::from_bytes([0xa1; 16]);
const UNAUTHORIZED: StatusCode = StatusCode::UNAUTHORIZED;

struct Town {
    server: HttpServer,
    office: String,
    phone: SigningPhone,
    mai: Enrolled,
}

impl Town {
    async fn new() -> Self {
        let (server, _) = HttpServer::demo(1);
        let phone = SigningPhone::new(1);
        let mai = phone.enrol(&server, COMMUNE, "Mai", MAI).await;
        let office = server.office_cookie(COMMUNE);
        Self {
            server,
            office,
            phone,
            mai,
        }
    }

    async fn post(&self, path: &str, proof: Option<&Proof>, body: &[u8]) -> Reply {
        let token = Some(self.mai.token.as_str());
        post_shown(&self.server, path, token, (proof, None), body).await
    }

    /// Mai's own phone, the next time it speaks.
    async fn sync(&self, count: u64, body: &[u8]) -> Reply {
        let proof = self.phone.proof(path::SYNC, count, body);
        self.post(path::SYNC, Some(&proof), body).await
    }

    async fn lose(&self) {
        let lose = path::DEVICE_LOSE.replace("{id}", &self.mai.device.to_string());
        let said = self.server.post_json(&lose, &(), &self.office).await;
        assert_eq!(said.status, StatusCode::OK);
    }

    async fn line(&self) -> DeviceLine {
        let lines = self.server.get(path::DEVICES, &self.office).await;
        let mut lines = lines.json::<Vec<DeviceLine>>().into_iter();
        lines.find(|line| line.id == self.mai.device).unwrap()
    }

    async fn aside(&self) -> QuarantinePage {
        self.server.get(path::QUARANTINE, &self.office).await.json()
    }

    async fn say_wiped(&self, code: &str) -> StatusCode {
        let said = Wiped {
            code: code.to_owned(),
        };
        self.server.post_json(path::WIPED, &said, "").await.status
    }
}

/// A record that cannot be read: it is answered by its name all the same.
fn record(n: u64) -> Pushed {
    Pushed {
        n,
        commune: COMMUNE.into(),
        doc: DocId::from_bytes([7; 16]),
        kind: Kind::Household,
        change: vec![0x85, u8::try_from(n).unwrap()],
    }
}

/// A sync of so many records, of the so many that Mai has made.
fn body(records: impl IntoIterator<Item = u64>, made: u64) -> Vec<u8> {
    let mut request = first_request(MAI, records.into_iter().map(record).collect());
    request.made = made;
    request.to_bytes()
}

fn refused(reply: &Reply, status: StatusCode, code: &str) {
    let body: ErrorBody = reply.json();
    assert_eq!((reply.status, body.code.as_str()), (status, code));
}

fn told<'a>(reply: &'a Reply, header: &str) -> Option<&'a str> {
    reply.headers.get(header)?.to_str().ok()
}

fn receipt(reply: &Reply) -> (Receipt, usize) {
    let mut reader = FrameReader::default();
    reader.push(&reply.body());
    let frames: Vec<Frame> = std::iter::from_fn(|| reader.next_frame().unwrap()).collect();
    let Some(Frame::Receipt(receipt)) = frames.first() else {
        panic!("{frames:?}");
    };
    (receipt.clone(), frames.len())
}

#[tokio::test]
async fn whoever_has_copied_the_token_alone_gets_and_gives_nothing() {
    let town = Town::new().await;
    let (asked, thief) = (body([1], 1), SigningPhone::new(2));
    refused(
        &town.post(path::SYNC, None, &asked).await,
        UNAUTHORIZED,
        "proof_wanted",
    );
    for forged in [
        thief.proof(path::SYNC, 1, &asked),
        town.phone.proof(path::SYNC, 1, &body([1, 2], 2)),
        town.phone.proof(path::ESCAPE, 1, &asked),
        Proof {
            count: 2,
            ..town.phone.proof(path::SYNC, 1, &asked)
        },
    ] {
        let reply = town.post(path::SYNC, Some(&forged), &asked).await;
        refused(&reply, UNAUTHORIZED, "proof_wanted");
    }
    // With a key of the thief's own beside it.
    let (proof, key) = (thief.proof(path::SYNC, 1, &asked), thief.key());
    let shown = (Some(&proof), Some(key));
    let reply = post_shown(
        &town.server,
        path::SYNC,
        Some(&town.mai.token),
        shown,
        &asked,
    )
    .await;
    refused(&reply, UNAUTHORIZED, "proof_wanted");

    let errand = Errand {
        token: town.mai.token.clone(),
        is_gzip: false,
        body: asked.clone(),
    };
    let packed = packed(&town.mai, sealed::INFO, &errand.to_bytes());
    let reply = post_shown(&town.server, path::SYNC_SEALED, None, (None, None), &packed).await;
    refused(&reply, UNAUTHORIZED, "proof_wanted");
    assert_eq!(town.aside().await.total, 0, "nothing of it is stored");

    assert_eq!(town.sync(1, &asked).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_was_asked_once_cannot_be_asked_again_by_who_has_listened() {
    let town = Town::new().await;
    let asked = body([1], 1);
    assert_eq!(town.sync(5, &asked).await.status, StatusCode::OK);
    for count in [5, 4] {
        let again = town.sync(count, &asked).await;
        refused(&again, UNAUTHORIZED, "proof_wanted");
        assert_eq!(
            told(&again, COUNT_HEADER),
            Some("5"),
            "so that the phone counts on"
        );
    }
    assert_eq!(
        town.sync(6, &asked).await.status,
        StatusCode::OK,
        "the phone itself may"
    );
}

#[tokio::test]
async fn a_request_that_another_one_overtakes_is_asked_once_more() {
    let town = Town::new().await;
    let [slow, quick] = [(1, body([1], 1)), (2, body([2], 2))].map(|(count, body)| {
        let proof = town.phone.proof(path::SYNC, count, &body);
        let headers = [
            (HEADER, proof.to_text()),
            (KEY_HEADER, town.phone.key().to_text()),
        ];
        let headers = headers.map(|(name, text)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_str(&text).unwrap(),
            )
        });
        (Shown::of(&HeaderMap::from_iter(headers)), body)
    });
    let counted = write(&*town.server.state.store, |tx| {
        let device = tx.device_of(MAI)?.unwrap();
        // Both are looked at before either is counted.
        let proven = |(shown, body): &(Shown, Vec<u8>)| {
            shown.check(&device, path::SYNC, body).unwrap().unwrap()
        };
        let (slow, quick) = (proven(&slow), proven(&quick));
        quick.count(tx, &device)?;
        Ok(slow.count(tx, &device))
    });
    let refused = ApiError::from(counted.unwrap().unwrap_err());
    assert_eq!(refused.status_and_code(), (UNAUTHORIZED, "proof_wanted"));
    assert_eq!(town.sync(3, &body([1], 2)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_phone_from_before_shows_its_key_with_its_first_proof() {
    let (server, _) = HttpServer::demo(1);
    let mai = server.enrol(COMMUNE, "Mai", MAI).await;
    let (asked, phone) = (body([], 0), SigningPhone::new(1));
    let (reply, _) = server.sync(&mai.token, &asked).await;
    assert_eq!(reply.status, StatusCode::OK, "an app from before");
    let post = async |proof: Option<&Proof>, key| {
        post_shown(&server, path::SYNC, Some(&mai.token), (proof, key), &asked).await
    };
    let first = phone.proof(path::SYNC, 1, &asked);
    let wanted = post(Some(&first), None).await;
    refused(&wanted, UNAUTHORIZED, "proof_wanted");
    assert_eq!(told(&wanted, COUNT_HEADER), Some("0"));
    assert_eq!(
        post(Some(&first), Some(phone.key())).await.status,
        StatusCode::OK
    );
    refused(&post(None, None).await, UNAUTHORIZED, "proof_wanted");
    let second = phone.proof(path::SYNC, 2, &asked);
    assert_eq!(post(Some(&second), None).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_file_that_the_phone_has_not_signed_is_set_aside() {
    let town = Town::new().await;
    let contents = Contents {
        token: town.mai.token.clone(),
        made_at: chungtay_server::state::Clock::now(&town.server.clock),
        requests: vec![first_request(MAI, vec![record(1)])],
    };
    let plain = contents.to_bytes();
    let own = town.phone.sign(&signed(FILE, 0, &plain));
    let forged = SigningPhone::new(2).sign(&signed(FILE, 0, &plain));
    let key = &town.mai.sealing_key;
    for (contents, standing) in [
        (plain.clone(), "unproven"),
        (Contents::with_signature(&plain, &forged), "unproven"),
        (Contents::with_signature(&plain, &own), "known"),
    ] {
        let file = sealed_bytes(key, &header(key, [3; 16]), &contents);
        let state = &town.server.state;
        let brought = tokio::task::spawn_blocking({
            let state = state.clone();
            move || chungtay_server::escape::import(&state, file.as_bytes(), state.clock.now())
        });
        let brought = brought.await.unwrap().unwrap();
        assert_eq!(brought.standing.code(), standing);
    }
}

#[tokio::test]
async fn a_lost_phone_hands_over_all_it_has_gets_nothing_and_is_empty_when_it_says_so() {
    let town = Town::new().await;
    town.lose().await;
    assert_eq!(town.line().await.wipe, Wipe::Asked);

    // Two of three records have come: there is more to hand over, and nothing is to be removed yet.
    let (receipt, frames) = receipt(&town.sync(1, &body([1, 2], 3)).await);
    assert_eq!((receipt.answers.len(), receipt.quarantined), (2, 2));
    assert_eq!(
        (frames, receipt.scope.len()),
        (2, 0),
        "no household comes with it"
    );
    assert!(receipt.people.is_none());
    let last = town.sync(2, &body([3], 3)).await;
    refused(&last, StatusCode::GONE, "device_lost");
    let code = told(&last, WIPE_HEADER).unwrap().to_owned();
    let aside = town.aside().await;
    assert_eq!(aside.total, 3);
    assert!(aside.lines.iter().all(|line| line.reason == "unproven"));

    // The reply was lost: it asks once more, with nothing in its hands.
    let again = town.sync(3, &body([], 3)).await;
    assert_eq!(told(&again, WIPE_HEADER), Some(code.as_str()));
    assert_eq!(town.line().await.wipe, Wipe::Asked, "told is not done");

    assert_eq!(
        town.say_wiped(&"00".repeat(16)).await,
        StatusCode::NOT_FOUND
    );
    assert_eq!(town.say_wiped(&code).await, StatusCode::OK);
    assert!(matches!(town.line().await.wipe, Wipe::Done(_)));
    assert_eq!(town.say_wiped(&code).await, StatusCode::NOT_FOUND, "once");
    let after = town.sync(4, &body([], 3)).await;
    refused(&after, StatusCode::FORBIDDEN, "device_revoked");
}

#[tokio::test]
async fn a_locked_phone_hears_that_it_is_lost_by_what_it_has_sealed() {
    let town = Town::new().await;
    let sealed = |actor| {
        let recovery = Recovery {
            actor,
            owner: Owner {
                commune: COMMUNE.to_owned(),
                person_name: "Mai".to_owned(),
            },
            key: Key::from_bytes([9; 32]),
        };
        packed(&town.mai, recovery::INFO, &recovery.to_bytes())
    };
    let knock = async |count, bytes: &[u8]| {
        let proof = town.phone.proof(path::KNOCK, count, bytes);
        post_shown(&town.server, path::KNOCK, None, (Some(&proof), None), bytes).await
    };
    let own = sealed(MAI);
    let unproven = post_shown(&town.server, path::KNOCK, None, (None, None), &own).await;
    refused(&unproven, UNAUTHORIZED, "proof_wanted");
    assert_eq!(knock(1, &own).await.status, StatusCode::NO_CONTENT);
    town.lose().await;
    refused(&knock(2, &own).await, StatusCode::GONE, "device_lost");
    let of_nobody = sealed(Actor::from_bytes([0xcc; 16]));
    refused(&knock(3, &of_nobody).await, UNAUTHORIZED, "unknown_token");
    let rubbish = knock(4, b"khong phai").await;
    refused(
        &rubbish,
        StatusCode::UNPROCESSABLE_ENTITY,
        "escape_other_server",
    );
}

fn packed(mai: &Enrolled, info: &[u8], contents: &[u8]) -> Vec<u8> {
    let header = sealed::header(&mai.sealing_key);
    sealed_for(&mai.sealing_key, info, &header, contents)
}
