//! How the office of a real unit is entered. Goal: a link alone opens nothing there; a password and a code of
//! an app do, each code once, from any browser; whoever guesses waits and learns nothing; a browser that
//! stands unused is locked by the server's clock; whoever has lost all begins anew by a colleague's link.
//! Method: an app in the test, an injected clock.

use axum::http::{Request, StatusCode};
use chungtay_server::sign_in::IDLE_MS;
use chungtay_server::state::Clock as _;
use chungtay_shared::api::access::AccessPage;
use chungtay_shared::api::accounts::{
    AccountLine, Authenticator, RecoveryCodes, SetFactor, Standing,
};
use chungtay_shared::api::{ErrorBody, MadeInvite, NewInvite, Role, Session, path};
use chungtay_tests::http::Reply;

use chungtay_tests::authenticator::App;
use house::{House, Officer, PASSWORD, WARD};

mod house;

fn refused(reply: &Reply, code: &str) {
    let body: ErrorBody = reply.json();
    assert_eq!(body.code, code);
    assert!(reply.status.is_client_error() && reply.cookie().is_empty());
}

#[tokio::test]
async fn the_first_link_to_a_real_unit_leads_to_a_password_and_an_app_and_to_nothing_else() {
    let house = House::new();
    let server = &house.server;
    let link = server.invite(WARD, "Cô Lan", Role::Office);
    let cookie = house.opens(&link, 1).await;
    assert_eq!(house.standing(&cookie).await, Standing::SetUp);
    refused(&server.get(path::HOUSEHOLDS, &cookie).await, "set_up_first");
    let new = NewInvite {
        person_name: "Kẻ gian".into(),
        role: Role::Volunteer,
    };
    let made = server.post_json(path::INVITES, &new, &cookie).await;
    refused(&made, "set_up_first");
    let told: Authenticator = server.get(path::AUTHENTICATOR, &cookie).await.json();
    assert!(told.qr_svg.contains("<svg"));
    let app = App::told(&told);
    for (password, code, why) in [
        ("ngắn", app.shows(server.clock.now()), "password_short"),
        (
            "matkhau2026",
            app.shows(server.clock.now()),
            "password_common",
        ),
        (
            "basketball1",
            app.shows(server.clock.now()),
            "password_common",
        ),
        (PASSWORD, "000000".into(), "code_wrong"),
    ] {
        let set = SetFactor {
            password: password.into(),
            code,
        };
        refused(&server.post_json(path::FACTOR, &set, &cookie).await, why);
    }
    let set = SetFactor {
        password: PASSWORD.into(),
        code: app.shows(server.clock.now()),
    };
    let codes: RecoveryCodes = server.post_json(path::FACTOR, &set, &cookie).await.json();
    assert_eq!(codes.codes.len(), 8);
    assert_eq!(house.standing(&cookie).await, Standing::Open);
    assert_eq!(house.reads(&cookie).await, StatusCode::OK);
    // Neither the password nor a recovery code is kept in clear.
    let kept = server
        .query("select hex(password), hex(salt) from factor")
        .concat();
    assert!(!kept.contains(&PASSWORD.to_owned()) && kept[0].len() == 64);
    let hashes = server.query("select hash from recovery_code").concat();
    assert!(codes.codes.iter().all(|code| !hashes.contains(code)));
}

#[tokio::test]
async fn another_link_to_the_same_account_is_worth_nothing_without_both() {
    let house = House::new();
    let lan = house.officer("Cô Lan", Role::Office, 1).await;
    let link = house.server.invite(WARD, "Cô Lan", Role::Office);
    let cookie = house.opens(&link, 2).await;
    assert_eq!(house.standing(&cookie).await, Standing::Prove);
    refused(
        &house.server.get(path::HOUSEHOLDS, &cookie).await,
        "prove_first",
    );
    let code = lan.app.shows(house.server.clock.now());
    refused(&house.proves(&cookie, PASSWORD, "").await, "sign_in_wrong");
    refused(&house.proves(&cookie, "", &code).await, "sign_in_wrong");
    house.server.clock.pass_ms(60_000);
    let code = lan.app.shows(house.server.clock.now());
    let proved: Session = house.proves(&cookie, PASSWORD, &code).await.json();
    assert_eq!(proved.standing, Standing::Open);
    assert_eq!(house.reads(&cookie).await, StatusCode::OK);
}

#[tokio::test]
async fn whoever_has_both_signs_in_anywhere_and_each_code_works_once() {
    let house = House::new();
    let lan = house.officer("Cô Lan", Role::Office, 1).await;
    let code = lan.app.shows(house.server.clock.now());
    let reply = house.signs_in(&lan, PASSWORD, &code).await;
    assert_eq!(reply.status, StatusCode::OK);
    let cookie = reply.cookie();
    assert_eq!(house.reads(&cookie).await, StatusCode::OK);
    // Somebody has looked over her shoulder.
    refused(
        &house.signs_in(&lan, PASSWORD, &code).await,
        "sign_in_wrong",
    );
    house.server.clock.pass_ms(30_000);
    let next = lan.app.shows(house.server.clock.now());
    assert_ne!(next, code);
    let again = house.signs_in(&lan, PASSWORD, &next).await;
    assert_eq!(again.status, StatusCode::OK);
    // Without her phone: one of the eight, once.
    let [first, second, ..] = &lan.codes[..] else {
        panic!("eight codes");
    };
    let lost = house.signs_in(&lan, PASSWORD, &first.to_lowercase()).await;
    assert_eq!(lost.status, StatusCode::OK);
    refused(
        &house.signs_in(&lan, PASSWORD, first).await,
        "sign_in_wrong",
    );
    let other = house.signs_in(&lan, PASSWORD, second).await;
    assert_eq!(other.status, StatusCode::OK);
    // Signing out and in again makes no further browser.
    let count = "select count(*) from device where name = 'Máy ở nhà'";
    let before = house.server.query(count);
    let signed_out = Request::delete(path::SESSION).header("cookie", other.cookie());
    let signed_out = signed_out.body(axum::body::Body::empty()).unwrap();
    assert_eq!(house.server.send(signed_out).await.status, StatusCode::OK);
    house.server.clock.pass_ms(30_000);
    let code = lan.app.shows(house.server.clock.now());
    let reply = house.signs_in(&lan, PASSWORD, &code).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(house.server.query(count), before);
}

#[tokio::test]
async fn whoever_guesses_waits_longer_each_time_and_is_not_told_who_is_there() {
    let house = House::new();
    let lan = house.officer("Cô Lan", Role::Office, 1).await;
    let nobody = Officer {
        name: "Không Ai".into(),
        role: Role::Office,
        cookie: String::new(),
        app: App::of([7; 20]),
        codes: Vec::new(),
    };
    for wait_s in [0, 0, 0, 10, 20] {
        let code = lan.app.shows(house.server.clock.now());
        let told = house.signs_in(&lan, "sai mật khẩu rồi", &code).await;
        let of_nobody = house.signs_in(&nobody, "sai mật khẩu rồi", &code).await;
        refused(&told, "sign_in_wrong");
        assert_eq!(told.body(), of_nobody.body(), "the same of both");
        if wait_s > 0 {
            for officer in [&lan, &nobody] {
                let reply = house.signs_in(officer, PASSWORD, &code).await;
                refused(&reply, "too_often");
                assert_eq!(reply.headers["retry-after"], wait_s.to_string());
            }
        }
        house.server.clock.pass_ms(1_000 * wait_s);
    }
    let code = lan.app.shows(house.server.clock.now());
    let right = house.signs_in(&lan, PASSWORD, &code).await;
    assert_eq!(right.status, StatusCode::OK);
}

#[tokio::test]
async fn a_browser_that_nobody_uses_is_locked_and_what_a_page_asks_by_itself_keeps_it_open_for_nobody()
 {
    let house = House::new();
    let lan = house.officer("Cô Lan", Role::Office, 1).await;
    let minute = || house.server.clock.pass_ms(60_000);
    for _ in 0..20 {
        minute();
        assert_eq!(house.reads(&lan.cookie).await, StatusCode::OK);
    }
    for _ in 1..IDLE_MS / 60_000 {
        minute();
        let reply = house.asks_by_itself(&lan.cookie).await;
        assert_eq!(reply.status, StatusCode::OK);
    }
    minute();
    refused(&house.asks_by_itself(&lan.cookie).await, "locked");
    refused(
        &house.server.get(path::SUMMARY, &lan.cookie).await,
        "locked",
    );
    assert_eq!(house.standing(&lan.cookie).await, Standing::Locked);
    refused(&house.proves(&lan.cookie, "", "").await, "sign_in_wrong");
    let opened = house.proves(&lan.cookie, PASSWORD, "").await;
    assert_eq!(opened.status, StatusCode::OK);
    assert_eq!(house.reads(&lan.cookie).await, StatusCode::OK);
    house.server.clock.pass_ms(IDLE_MS);
    let code = lan.app.shows(house.server.clock.now());
    let opened = house.proves(&lan.cookie, "", &code).await;
    assert_eq!(opened.status, StatusCode::OK);
}

#[tokio::test]
async fn what_must_not_be_done_by_a_passer_by_asks_for_a_proof_that_is_fresh() {
    let house = House::new();
    let lan = house.officer("Cô Lan", Role::Office, 1).await;
    let new = NewInvite {
        person_name: "Chú Tư".into(),
        role: Role::Office,
    };
    let makes = || house.server.post_json(path::INVITES, &new, &lan.cookie);
    assert_eq!(makes().await.status, StatusCode::OK);
    for _ in 0..IDLE_MS / 60_000 {
        house.server.clock.pass_ms(60_000);
        assert_eq!(house.reads(&lan.cookie).await, StatusCode::OK);
    }
    refused(&makes().await, "locked");
    house.proves(&lan.cookie, PASSWORD, "").await;
    assert_eq!(makes().await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_colleague_gives_another_beginning_or_an_end_and_nobody_to_a_stronger_one() {
    let house = House::new();
    let server = &house.server;
    let lan = house.officer("Cô Lan", Role::Office, 1).await;
    let tu = house.officer("Chú Tư", Role::Accountant, 2).await;
    let man = house.officer("Anh Mận", Role::Administrator, 3).await;
    let accounts: Vec<AccountLine> = server.get(path::ACCOUNTS, &man.cookie).await.json();
    assert_eq!(accounts.len(), 3);
    let of = |path: &str, name: &str| {
        let line = accounts.iter().find(|line| line.person_name == name);
        path.replace("{id}", &line.unwrap().id.to_string())
    };
    let post = |path: String, cookie: &str| {
        let (cookie, nothing) = (cookie.to_owned(), serde_json::json!({}));
        async move { server.post_json(&path, &nothing, &cookie).await }
    };
    let (reset, close) = (path::ACCOUNT_RESET, path::ACCOUNT_CLOSE);
    refused(&post(of(reset, "Cô Lan"), &man.cookie).await, "other_role");
    refused(&post(of(close, "Cô Lan"), &man.cookie).await, "other_role");
    refused(&post(of(close, "Cô Lan"), &tu.cookie).await, "other_role");
    refused(&post(of(close, "Cô Lan"), &lan.cookie).await, "own_account");
    // He has forgotten all.
    let made: MadeInvite = post(of(reset, "Chú Tư"), &man.cookie).await.json();
    assert_eq!(house.reads(&tu.cookie).await, StatusCode::UNAUTHORIZED);
    let code = tu.app.shows(server.clock.now());
    refused(&house.signs_in(&tu, PASSWORD, &code).await, "sign_in_wrong");
    let cookie = house.opens(&made.link, 4).await;
    assert_eq!(house.standing(&cookie).await, Standing::SetUp);
    // The administrator leaves.
    let closed = post(of(close, "Anh Mận"), &lan.cookie).await;
    assert_eq!(closed.status, StatusCode::OK);
    assert_eq!(house.reads(&man.cookie).await, StatusCode::UNAUTHORIZED);
    let code = man.app.shows(server.clock.now());
    refused(
        &house.signs_in(&man, PASSWORD, &code).await,
        "sign_in_wrong",
    );
    let log: AccessPage = server.get(path::ACCESS, &lan.cookie).await.json();
    let acts: Vec<&str> = log.lines.iter().map(|line| line.act.as_str()).collect();
    for act in [
        "reset-sign-in",
        "closed-account",
        "changed-sign-in",
        "refused",
    ] {
        assert!(acts.contains(&act), "{act} in {acts:?}");
    }
}

#[tokio::test]
async fn a_sign_in_that_failed_stands_in_the_log_of_whoever_it_was_tried_with() {
    let house = House::new();
    let lan = house.officer("Cô Lan", Role::Office, 1).await;
    refused(
        &house.signs_in(&lan, "sai mật khẩu rồi", "123456").await,
        "sign_in_wrong",
    );
    // It is noted when nobody waits for it any more.
    for _ in 0..1_000 {
        let log: AccessPage = house.server.get(path::ACCESS, &lan.cookie).await.json();
        let failed = log.lines.iter().find(|line| line.act == "failed-sign-in");
        if let Some(failed) = failed {
            assert_eq!(
                (failed.who.as_str(), failed.device.as_str()),
                ("Cô Lan", "")
            );
            assert_eq!(log.broken_at, None);
            return;
        }
    }
    panic!("it is not in the log");
}
