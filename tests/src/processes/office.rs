//! The office's browser, over HTTP.

use std::net::SocketAddr;
use std::time::Duration;

use chungtay_server::state::{Clock as _, SystemClock};
use chungtay_shared::api::accounts::{RecoveryCodes, SetFactor};
use chungtay_shared::api::{
    BeginCommune, DeviceLine, EnrolRequest, Enrolled, FactPage, MadeInvite, NewInvite,
    QuarantinePage, Role, path,
};
use chungtay_shared::id::Actor;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::authenticator::App;
use crate::ward::COMMUNE;

/// Longer than a server ever needs: who waits so long waits in vain.
const PATIENCE: Duration = Duration::from_mins(2);

/// A session of the officer who has begun.
pub(super) struct Office {
    agent: ureq::Agent,
    server: SocketAddr,
    cookie: String,
}

/// What asks over HTTP, and takes a refusal for an answer.
pub(super) fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(PATIENCE))
        .build()
        .new_agent()
}

impl Office {
    /// Begins the commune at a server that has nothing.
    pub(super) fn begin(server: SocketAddr) -> Self {
        let agent = agent();
        let commune = BeginCommune {
            code: COMMUNE.into(),
            name: "xã Thử".into(),
            person_name: "Cô Lan".into(),
        };
        let reply = agent
            .post(url(server, path::SETUP_COMMUNE))
            .send_json(&commune)
            .expect("the server answers");
        assert!(reply.status().is_success(), "{}", reply.status());
        let cookie = reply.headers()["set-cookie"].to_str().expect("a cookie");
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        let office = Self {
            agent,
            server,
            cookie,
        };
        office.set_up();
        office
    }

    /// A real unit's officer has a password and an app.
    fn set_up(&self) {
        let app = App::told(&self.get(path::AUTHENTICATOR));
        let _: RecoveryCodes = self.post(
            path::FACTOR,
            &SetFactor {
                password: "kẹo dừa mỏ cày".into(),
                code: app.shows(SystemClock.now()),
            },
        );
    }

    /// The same session at this server.
    pub(super) fn returning(other: &Self, server: SocketAddr) -> Self {
        Self {
            agent: agent(),
            server,
            cookie: other.cookie.clone(),
        }
    }

    /// A phone is enrolled in this name.
    pub(super) fn enrol(&self, person_name: &str, actor: Actor) -> Enrolled {
        let invite = NewInvite {
            person_name: person_name.to_owned(),
            role: Role::Volunteer,
        };
        let made: MadeInvite = self.post(path::INVITES, &invite);
        let request = EnrolRequest {
            code: made.link.rsplit('#').next().unwrap_or_default().to_owned(),
            actor,
            device_name: "điện thoại thử".into(),
            person_name: String::new(),
            returning: None,
            key: None,
        };
        self.post(path::ENROL, &request)
    }

    /// How many visits and handovers its table has.
    pub(super) fn facts_total(&self) -> u64 {
        let page: FactPage = self.get(&format!("{}?limit=1", path::FACTS));
        page.total
    }

    /// How much is set aside.
    pub(super) fn quarantine_total(&self) -> u64 {
        let page: QuarantinePage = self.get(path::QUARANTINE);
        page.total
    }

    /// The phones.
    pub(super) fn devices(&self) -> Vec<DeviceLine> {
        self.get(path::DEVICES)
    }

    fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> T {
        let request = self.agent.post(url(self.server, path));
        let mut reply = request
            .header("cookie", &self.cookie)
            .send_json(body)
            .expect("the server answers");
        reply.body_mut().read_json().expect("its answer")
    }

    fn get<T: DeserializeOwned>(&self, path: &str) -> T {
        let request = self.agent.get(url(self.server, path));
        let mut reply = request
            .header("cookie", &self.cookie)
            .call()
            .expect("the server answers");
        reply.body_mut().read_json().expect("its answer")
    }
}

/// An address for HTTP.
pub(super) fn url(server: SocketAddr, path: &str) -> String {
    format!("http://{server}{path}")
}
