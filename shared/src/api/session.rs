//! Who is signed in at the office, and what they may ask.

use serde::{Deserialize, Serialize};

use super::Role;
use super::accounts::Standing;

/// Who is signed in at the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Whether the unit keeps other units: some stand under it, or it is of those that only do that.
    #[serde(default)]
    pub keeps_units: bool,
    /// Their name.
    pub person_name: String,
    /// What they are there.
    pub role: Role,
    /// What stands between them and the pages.
    pub standing: Standing,
    /// Whether they have a password and an authenticator.
    pub has_factor: bool,
    /// What is answered to them, as `GET /api/office/fund`; the pages offer nothing else.
    pub may: Vec<String>,
    /// Code of the commune.
    pub commune: String,
    /// Its name.
    pub commune_name: String,
    /// Whether everything in it is invented.
    pub synthetic: bool,
}

impl Session {
    /// Whether this is answered to them: a route's path, or one with an id in its place.
    pub fn may(&self, method: &str, path: &str) -> bool {
        let is_it = |line: &String| {
            let said = line.split_once(' ');
            said.is_some_and(|(how, route)| how == method && leads_to(route, path))
        };
        self.may.iter().any(is_it)
    }
}

fn leads_to(route: &str, path: &str) -> bool {
    let (mut route, mut path) = (route.split('/'), path.split('/'));
    loop {
        match (route.next(), path.next()) {
            (None, None) => return true,
            (Some(part), Some(said)) if part == said || part.starts_with('{') => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_may_ask_is_known_by_its_route_and_with_an_id_in_its_place() {
        let asked = ["GET /api/office/fund", "POST /api/office/fund/{id}/void"];
        let session = Session {
            keeps_units: false,
            person_name: "Cô Lan".into(),
            role: Role::Accountant,
            standing: Standing::Open,
            has_factor: false,
            may: asked.map(str::to_owned).to_vec(),
            commune: "99001".into(),
            commune_name: "xã Thử".into(),
            synthetic: true,
        };
        assert!(session.may("GET", "/api/office/fund"));
        assert!(session.may("POST", "/api/office/fund/{id}/void"));
        assert!(session.may("POST", "/api/office/fund/0707/void"));
        for (method, path) in [
            ("POST", "/api/office/fund"),
            ("POST", "/api/office/fund/0707"),
            ("POST", "/api/office/fund/0707/void/more"),
            ("GET", "/api/office/fund/0707/void"),
        ] {
            assert!(!session.may(method, path), "{method} {path}");
        }
    }
}
