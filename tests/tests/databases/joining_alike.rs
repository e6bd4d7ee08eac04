//! Phones that come of themselves, on both databases. Goal: who waits, who is refused and which link is open is
//! the same on each. Method: one story, played on each.

use chungtay_server::auth::hash_of;
use chungtay_server::joining;
use chungtay_server::state::{AppState, Clock as _};
use chungtay_server::store::{Commune, Device, StoreError, Tx, read, write};
use chungtay_shared::api::joining::JoiningPage;
use chungtay_shared::api::{EnrolRequest, Role};
use chungtay_shared::id::Actor;
use chungtay_shared::sync::proof::ProofKey;
use chungtay_shared::time::DAY_MS;
use chungtay_tests::database::Database;
use chungtay_tests::signing::SigningPhone;
use chungtay_tests::ward::{COMMUNE, SimClock};

fn request(code: &str, n: u8, name: &str) -> EnrolRequest {
    EnrolRequest {
        code: code.into(),
        actor: Actor::from_bytes([n; 16]),
        device_name: "Samsung A05".into(),
        person_name: name.into(),
        returning: None,
        key: Some(key_of(n)),
    }
}

fn key_of(n: u8) -> ProofKey {
    SigningPhone::new(n).key()
}

/// A server process on a database, in which the commune has opened its link.
struct Office {
    state: AppState,
    clock: SimClock,
}

impl Office {
    fn on(database: &Database) -> Self {
        let clock = SimClock::morning();
        let state = database.process_by(clock.clone(), 5);
        let commune = Commune {
            code: COMMUNE.into(),
            name: "xã Thử".into(),
            synthetic: true,
        };
        write(&*state.store, |tx| tx.add_commune(&commune)).unwrap();
        Self { state, clock }
    }

    fn read<T>(&self, question: impl Fn(&dyn Tx) -> Result<T, StoreError>) -> T {
        read(&*self.state.store, question).unwrap()
    }

    /// Opens the link; its secret.
    fn open(&self) -> String {
        let opened = write(&*self.state.store, |tx| {
            joining::open(&self.state, tx, COMMUNE, "http://ward")
        });
        opened.unwrap().link.rsplit_once("#m").unwrap().1.to_owned()
    }

    fn come(&self, secret: &str, n: u8, name: &str) -> (Device, String) {
        let asked = request(secret, n, name);
        let come = write(&*self.state.store, |tx| {
            joining::come(&self.state, tx, &asked, secret)
        });
        come.unwrap().unwrap()
    }

    fn page(&self) -> JoiningPage {
        let now = self.clock.now();
        self.read(|tx| joining::page(tx, COMMUNE, now))
    }

    fn names(&self) -> Vec<String> {
        let waiting = self.page().waiting.into_iter();
        waiting.map(|line| line.person_name).collect()
    }
}

fn hash(text: &str) -> [u8; 32] {
    hash_of(text).unwrap()
}

#[test]
fn who_waits_is_admitted_the_same_on_each_database() {
    for database in Database::each() {
        let office = Office::on(&database);
        let secret = office.open();
        let (first, _) = office.come(&secret, 1, "Mai");
        office.clock.pass_ms(1);
        office.come(&secret, 2, "Hùng");
        let (mai, token) = office.come(&secret, 1, "Trần Thị Mai");
        assert_eq!(mai.id, first.id);
        assert_eq!(office.names(), ["Trần Thị Mai", "Hùng"]);
        let known = office.read(|tx| tx.newcomer_by(&hash(&token))).unwrap();
        assert_eq!((known.id, known.key), (mai.id, Some(key_of(1))));

        let admitted = write(&*office.state.store, |tx| {
            joining::admit(&office.state, tx, COMMUNE, mai.id, "Mai")
        });
        assert!(admitted.unwrap().is_ok());
        assert_eq!(office.names(), ["Hùng"]);
        let device = office.read(|tx| tx.device(&hash(&token))).unwrap();
        assert_eq!((device.id, device.key), (mai.id, Some(key_of(1))));
        assert_eq!(device.account.role, Role::Volunteer);
    }
}

#[test]
fn who_is_refused_is_forgotten_and_a_link_ends_the_same_on_each_database() {
    for database in Database::each() {
        let office = Office::on(&database);
        let secret = office.open();
        let (hung, _) = office.come(&secret, 2, "Hùng");
        let now = office.clock.now();
        let refused = write(&*office.state.store, |tx| {
            let elsewhere = tx.refuse_newcomer("99002", hung.id, now)?;
            let first = tx.refuse_newcomer(COMMUNE, hung.id, now)?;
            Ok([elsewhere, first, tx.refuse_newcomer(COMMUNE, hung.id, now)?])
        });
        assert_eq!(refused.unwrap(), [false, true, false]);
        assert_eq!(office.names(), [""; 0]);

        // The next link closes the one of before, and whoever was refused long ago is forgotten.
        let known = || office.read(|tx| tx.newcomer_of(Actor::from_bytes([2; 16])));
        office.open();
        assert!(known().unwrap().refused_at.is_some());
        let before = office.read(|tx| tx.open_link(&hash(&secret))).unwrap();
        assert!(!before.is_open(now) && office.page().open_until.is_some());
        office.clock.pass_ms(31 * DAY_MS);
        assert_eq!(office.page().open_until, None);
        office.open();
        assert_eq!(known(), None);
    }
}
