//! The office of a real unit, those who work there, and the apps on their phones.

use axum::http::{Method, Request, StatusCode};
use chungtay_server::begin;
use chungtay_server::state::Clock as _;
use chungtay_server::store::write;
use chungtay_shared::api::accounts::{Proof, RecoveryCodes, SetFactor, SignInRequest, Standing};
use chungtay_shared::api::{BY_ITSELF, EnrolRequest, Role, Session, path};
use chungtay_shared::id::Actor;
use chungtay_tests::authenticator::App;
use chungtay_tests::http::{HttpServer, Reply};

/// A ward of Cần Thơ, of which nothing is invented.
pub(super) const WARD: &str = "31135";
pub(super) const PASSWORD: &str = "kẹo dừa mỏ cày";

/// The office of the ward.
pub(super) struct House {
    pub(super) server: HttpServer,
}

impl House {
    pub(super) fn new() -> Self {
        let server = HttpServer::empty();
        let begun = write(&*server.state.store, |tx| {
            begin::commune(&server.state, tx, WARD, "", false)
        });
        begun.unwrap().unwrap();
        Self { server }
    }

    /// The cookie of a browser that has opened this link.
    pub(super) async fn opens(&self, link: &str, n: u8) -> String {
        let request = EnrolRequest {
            code: link.rsplit('#').next().unwrap().to_owned(),
            actor: Actor::from_bytes([n; 16]),
            device_name: "Máy bàn".into(),
            person_name: String::new(),
            returning: None,
            key: None,
        };
        let reply = self.server.post_json(path::ENROL, &request, "").await;
        assert_eq!(reply.status, StatusCode::OK);
        reply.cookie()
    }

    pub(super) async fn standing(&self, cookie: &str) -> Standing {
        let session: Session = self.server.get(path::SESSION, cookie).await.json();
        session.standing
    }

    /// Somebody who comes by a link and sets all up.
    pub(super) async fn officer(&self, name: &str, role: Role, n: u8) -> Officer {
        let link = self.server.invite(WARD, name, role);
        let cookie = self.opens(&link, n).await;
        let told = self.server.get(path::AUTHENTICATOR, &cookie).await.json();
        let app = App::told(&told);
        let set = SetFactor {
            password: PASSWORD.into(),
            code: app.shows(self.server.clock.now()),
        };
        let reply = self.server.post_json(path::FACTOR, &set, &cookie).await;
        let codes: RecoveryCodes = reply.json();
        // The code was taken; the app shows another one after half a minute.
        self.server.clock.pass_ms(30_000);
        Officer {
            name: name.into(),
            role,
            cookie,
            app,
            codes: codes.codes,
        }
    }

    pub(super) async fn signs_in(&self, officer: &Officer, password: &str, code: &str) -> Reply {
        let request = SignInRequest {
            commune: WARD.into(),
            person_name: officer.name.clone(),
            role: officer.role,
            password: password.into(),
            code: code.into(),
            device_name: "Máy ở nhà".into(),
        };
        self.server.post_json(path::SIGN_IN, &request, "").await
    }

    pub(super) async fn proves(&self, cookie: &str, password: &str, code: &str) -> Reply {
        let proof = Proof {
            password: password.into(),
            code: code.into(),
        };
        self.server.post_json(path::PROVE, &proof, cookie).await
    }

    /// What a page asks by itself.
    pub(super) async fn asks_by_itself(&self, cookie: &str) -> Reply {
        let request = Request::builder()
            .method(Method::GET)
            .uri(path::SUMMARY)
            .header("cookie", cookie)
            .header(BY_ITSELF, "1");
        self.server
            .send(request.body(axum::body::Body::empty()).unwrap())
            .await
    }

    pub(super) async fn reads(&self, cookie: &str) -> StatusCode {
        self.server.get(path::SUMMARY, cookie).await.status
    }
}

pub(super) struct Officer {
    pub(super) name: String,
    pub(super) role: Role,
    pub(super) cookie: String,
    pub(super) app: App,
    pub(super) codes: Vec<String>,
}
