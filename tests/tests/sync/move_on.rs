//! A volunteer moves to another commune of the same server. Goal: what their phone recorded where
//! they were arrives, nothing of that commune stays on the phone, and they go on where they are now.
//! Method: the story is told once and played on each database.

use chungtay_server::enrol::{self, MoveProblem};
use chungtay_server::store::{Commune, read, write};
use chungtay_shared::api::Role;
use chungtay_shared::phone::message::{Failure, Phase, Refused};
use chungtay_tests::database::Database;
use chungtay_tests::ward::network::Fault;
use chungtay_tests::ward::phone::{register, visit};
use chungtay_tests::ward::{COMMUNE, Ward};

const THERE: &str = "99002";

fn two_communes(database: Database) -> Ward {
    let mut ward = Ward::on(database, 5);
    ward.enrol("Mai");
    ward.enrol("Hùng");
    write(&*ward.server.state().store, |tx| {
        tx.add_commune(&Commune {
            code: THERE.into(),
            name: "xã Bên".into(),
            synthetic: true,
        })
    })
    .unwrap();
    ward
}

fn move_mai(ward: &Ward, to: &str) -> Result<String, MoveProblem> {
    let state = ward.server.state();
    let moved = write(&*state.store, |tx| {
        enrol::move_on(state, tx, COMMUNE, " Mai ", to, "http://ward")
    });
    moved.unwrap().map(|made| made.link)
}

#[test]
fn mai_moves_with_a_visit_unsent_and_nothing_of_it_is_lost() {
    for database in Database::each() {
        let mut ward = two_communes(database);
        let household = ward
            .with("Mai", |phone, rng, now| {
                phone.save(&register("Đặng Thị Sáu", "Ấp 3"), rng, now)
            })
            .unwrap();
        ward.settle();
        ward.with("Mai", |phone, rng, now| {
            phone.save(&visit(household, now, "thăm"), rng, now)
        })
        .unwrap();

        let link = move_mai(&ward, THERE).unwrap();
        // What would be lost is not: she has not been in the network since.
        let too_early = ward.server_and("Mai", |server, phone, rng, now| {
            phone.open_link(server, &link, rng, now).unwrap_err()
        });
        assert_eq!(too_early, Failure::Unreceipted(1));

        ward.phone("Mai").wake();
        assert!(ward.exchange("Mai", Fault::None));
        assert_eq!(ward.server.facts().total, 1, "the visit has arrived");
        let phone = ward.phone("Mai");
        assert_eq!(phone.status().phase, Phase::Refused(Refused::Left));
        assert_eq!((phone.rows().len(), phone.documents_held()), (0, 0));
        let devices = read(&*ward.server.state().store, |tx| tx.devices(COMMUNE)).unwrap();
        let left = |name: &str| devices.iter().any(|d| d.person_name == name && d.left);
        assert!(left("Mai") && !left("Hùng"));

        let enrolled = ward.server_and("Mai", |server, phone, rng, now| {
            phone.open_link(server, &link, rng, now).unwrap().unwrap()
        });
        assert_eq!(enrolled.commune, THERE);
        ward.with("Mai", |phone, rng, now| {
            phone.save(&register("Lê Văn Bảy", "Ấp 1"), rng, now)
        })
        .unwrap();
        ward.settle();
        assert_eq!(ward.phone("Mai").rows().len(), 1);
        assert_eq!(ward.phone("Hùng").rows().len(), 1, "he sees his own only");
    }
}

#[test]
fn who_is_asked_for_again_is_back() {
    for database in Database::each() {
        let mut ward = two_communes(database);
        for (name, head) in [("Hùng", "Đặng Thị Sáu"), ("Mai", "Lê Văn Bảy")] {
            ward.with(name, |phone, rng, now| {
                phone.save(&register(head, "Ấp 3"), rng, now)
            })
            .unwrap();
        }
        ward.settle();
        move_mai(&ward, THERE).unwrap();
        ward.settle();
        assert!(ward.phone("Mai").rows().is_empty());
        // It was a mistake: a new link where she was lets her phone read on, opened or not.
        ward.server.invite("Mai", Role::Volunteer);
        ward.settle();
        // The one she registered herself too, which nobody sends her unasked.
        assert!(ward.exchange("Mai", Fault::None), "it is asked for at once");
        assert_eq!(ward.phone("Mai").rows().len(), 2);
    }
}

#[test]
fn nobody_moves_who_is_not_here_or_to_where_nothing_is() {
    let ward = Ward::new(5);
    assert_eq!(move_mai(&ward, COMMUNE), Err(MoveProblem::SameCommune));
    assert_eq!(move_mai(&ward, THERE), Err(MoveProblem::UnknownCommune));
    let ward = two_communes(Database::sqlite());
    let state = ward.server.state();
    let moved = write(&*state.store, |tx| {
        enrol::move_on(state, tx, COMMUNE, "Lan", THERE, "http://ward")
    });
    assert_eq!(moved.unwrap().unwrap_err(), MoveProblem::UnknownVolunteer);
}
