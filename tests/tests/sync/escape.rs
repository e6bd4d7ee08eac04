//! The escape file's way to the server. Goal: what a phone cannot send arrives by a file that
//! anybody carries, once however often it is brought; nobody writes in another's name; what cannot
//! be taken is refused with a reason while nothing is written. Method: phones with the real machine,
//! files sealed by another library than the browser's, the real store on both databases.

use chungtay_server::error::ApiError;
use chungtay_server::escape::{Imported, import};
use chungtay_server::store::{read, write};
use chungtay_shared::api::{DeviceLine, EscapeCounts, EscapeStanding, Role};
use chungtay_shared::document::Document;
use chungtay_shared::escape::{Contents, header};
use chungtay_shared::id::{Actor, DocId};
use chungtay_shared::limits::ESCAPE_CONTENTS_BYTES_MAX;
use chungtay_shared::phone::machine::EscapePlan;
use chungtay_shared::phone::message::Failure;
use chungtay_shared::sync::wire::PROTOCOL;
use chungtay_tests::database::Database;
use chungtay_tests::sealing::{sealed, sealed_bytes};
use chungtay_tests::ward::network::Fault;
use chungtay_tests::ward::phone::{register, visit};
use chungtay_tests::ward::{COMMUNE, Ward};

/// Mai has three records that reached nobody: a new household and two visits to it.
fn mai_without_network(database: Database) -> (Ward, DocId) {
    let mut ward = Ward::on(database, 3);
    ward.enrol("Mai");
    ward.settle();
    let household = ward.with("Mai", |phone, rng, now| {
        let household = phone.save(&register("Đặng Thị Sáu", "Ấp 3"), rng, now);
        let household = household.unwrap();
        for note in ["Nhà dột", "Đã lợp lại"] {
            phone.save(&visit(household, now, note), rng, now).unwrap();
        }
        household
    });
    (ward, household)
}

fn plan(ward: &mut Ward, name: &str) -> EscapePlan {
    let made = ward.with(name, |phone, rng, now| phone.plan_escape(rng, now));
    made.unwrap()
}

fn file(ward: &mut Ward, name: &str) -> String {
    sealed(&plan(ward, name))
}

fn bring(ward: &Ward, file: &str) -> Result<Imported, ApiError> {
    let state = ward.server.state();
    import(state, file.as_bytes(), state.clock.now())
}

fn counts(stored: u64, already_had: u64, set_aside: u64) -> EscapeCounts {
    EscapeCounts {
        stored,
        already_had,
        set_aside,
    }
}

/// The code of the refusal, after which nothing is there.
fn refused(ward: &Ward, file: &str) -> &'static str {
    let refusal = bring(ward, file).unwrap_err();
    assert_eq!(ward.server.facts().total, 0);
    assert!(ward.server.quarantine().is_empty());
    refusal.status_and_code().1
}

#[test]
fn a_phones_file_brings_its_records_once_however_often_it_is_brought() {
    for database in Database::each() {
        let (mut ward, household) = mai_without_network(database);
        let file = file(&mut ward, "Mai");
        assert_eq!(ward.server.facts().total, 0);
        let heard_at = mai_in_the_office(&ward).heard_at;

        let taken = bring(&ward, &file).unwrap();
        assert_eq!(taken.counts, counts(3, 0, 0));
        assert_eq!(taken.standing, EscapeStanding::Known);
        assert_eq!(taken.device.account.person_name, "Mai");
        assert_eq!(ward.server.facts().total, 2);
        let words = format!("Đưa giúp ạ!\r\n\r\n{}", file.replace('\n', "\r\n"));
        let again = bring(&ward, &words).unwrap();
        assert_eq!(again.counts, counts(0, 3, 0));
        assert_eq!(ward.server.facts().total, 2);
        let mai = mai_in_the_office(&ward);
        assert_eq!((mai.made, mai.receipted), (3, 3));
        assert_eq!(mai.heard_at, heard_at, "it was her file that came");

        // The phone goes on showing them as waiting until it hears so itself.
        assert_eq!(ward.phone("Mai").status().waiting(), 3);
        ward.settle();
        let status = ward.phone("Mai").status();
        assert_eq!((status.receipted, status.waiting()), (3, 0));
        assert_eq!(ward.server.facts().total, 2);
        let seen = ward.phone("Mai").household(household).unwrap();
        assert_eq!(seen.visits.len(), 2);
    }
}

#[test]
fn of_what_came_by_both_ways_nothing_is_there_twice() {
    let (mut ward, household) = mai_without_network(Database::sqlite());
    let early = file(&mut ward, "Mai");
    assert!(!ward.exchange("Mai", Fault::ReplyLost));
    ward.with("Mai", |phone, rng, now| {
        phone.save(&visit(household, now, "Thêm"), rng, now)
    })
    .unwrap();
    let late = file(&mut ward, "Mai");
    assert_eq!(bring(&ward, &late).unwrap().counts, counts(1, 3, 0));
    assert_eq!(bring(&ward, &early).unwrap().counts, counts(0, 3, 0));
    ward.settle();
    assert_eq!(ward.server.facts().total, 3);
    assert!(ward.server.quarantine().is_empty());
}

#[test]
fn the_file_of_a_locked_phone_is_set_aside_and_its_own_coming_back_releases_it() {
    for database in Database::each() {
        let (mut ward, _) = mai_without_network(database);
        let file = file(&mut ward, "Mai");
        let state = ward.server.state();
        let now = state.clock.now();
        let mai = mai_in_the_office(&ward).id;
        write(&*state.store, |tx| tx.revoke_device(COMMUNE, mai, now)).unwrap();

        let imported = bring(&ward, &file).unwrap();
        assert_eq!(imported.standing, EscapeStanding::Revoked);
        assert_eq!(imported.counts, counts(0, 0, 3));
        assert_eq!(bring(&ward, &file).unwrap().counts, counts(0, 0, 3));
        let aside = ward.server.quarantine();
        assert_eq!(aside.len(), 3, "each is kept once");
        assert!(aside.iter().all(|line| line.reason == "unproven"));
        assert_eq!(ward.server.facts().total, 0);

        // The office lets the phone in again; it brings the records itself.
        let token = ward.phone("Mai").token();
        let hash = chungtay_server::auth::hash_of(&token).unwrap();
        let state = ward.server.state();
        write(&*state.store, |tx| {
            let device = tx.device(&hash)?.unwrap();
            tx.readmit_device(&device, &hash, None, now)
        })
        .unwrap();
        ward.settle();
        assert_eq!(ward.phone("Mai").status().receipted, 3);
        assert_eq!(ward.server.facts().total, 2);
        assert!(ward.server.quarantine().is_empty());
    }
}

fn mai_in_the_office(ward: &Ward) -> DeviceLine {
    let devices = read(&*ward.server.state().store, |tx| tx.devices(COMMUNE)).unwrap();
    let mut lines = devices.into_iter();
    lines.find(|line| line.person_name == "Mai").unwrap()
}

#[test]
fn whoever_knows_the_public_key_alone_cannot_write_in_anothers_name() {
    let (mut ward, _) = mai_without_network(Database::sqlite());
    let honest = plan(&mut ward, "Mai");
    let mut forged = Contents::from_bytes(&honest.contents).unwrap();
    forged.token = "00".repeat(32);
    let forged = EscapePlan {
        contents: forged.to_bytes(),
        ..honest.clone()
    };
    let taken = bring(&ward, &sealed(&forged)).unwrap();
    assert_eq!(taken.standing, EscapeStanding::Unproven);
    assert_eq!(taken.counts, counts(0, 0, 3));
    assert_eq!(ward.server.facts().total, 0);
    // The phone's own file is as good as before.
    assert_eq!(
        bring(&ward, &sealed(&honest)).unwrap().counts,
        counts(3, 0, 0)
    );
    assert!(ward.server.quarantine().is_empty());
}

#[test]
fn a_phone_does_not_write_with_another_phones_actor_by_a_file_either() {
    let (mut ward, _) = mai_without_network(Database::sqlite());
    ward.enrol("Hùng");
    let mais = plan(&mut ward, "Mai");
    let mut stolen = Contents::from_bytes(&mais.contents).unwrap();
    stolen.token = ward.phone("Hùng").token();
    let stolen = EscapePlan {
        contents: stolen.to_bytes(),
        ..mais
    };
    let taken = bring(&ward, &sealed(&stolen)).unwrap();
    assert_eq!(taken.counts, counts(0, 0, 3));
    let aside = ward.server.quarantine();
    assert!(aside.iter().all(|line| line.reason == "foreign_actor"));
}

#[test]
fn what_cannot_be_taken_is_refused_by_name_and_nothing_is_written() {
    let (mut ward, _) = mai_without_network(Database::sqlite());
    let plan = plan(&mut ward, "Mai");
    let good = sealed(&plan);
    assert_eq!(refused(&ward, "Thư mời họp"), "escape_not_one");
    assert_eq!(refused(&ward, &good[..good.len() / 2]), "escape_damaged");
    for at in [60, good.len() / 2, good.len() - 60] {
        let mut letters = good.clone().into_bytes();
        letters[at] = if letters[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(letters).unwrap();
        let code = refused(&ward, &changed);
        assert!(code.starts_with("escape_"), "{at}: {code}");
    }
    let elsewhere = Ward::new(99).server.sealing_key();
    let other = sealed_bytes(&elsewhere, &header(&elsewhere, [1; 16]), &plan.contents);
    assert_eq!(refused(&ward, &other), "escape_other_server");
    let rubbish = sealed_bytes(&plan.key, &plan.header, b"rubbish");
    assert_eq!(refused(&ward, &rubbish), "escape_damaged");
    let of = |change: &dyn Fn(&mut Contents)| {
        let mut contents = Contents::from_bytes(&plan.contents).unwrap();
        change(&mut contents);
        sealed_bytes(&plan.key, &plan.header, &contents.to_bytes())
    };
    let newer = of(&|contents| contents.requests[0].protocol = PROTOCOL + 1);
    assert_eq!(refused(&ward, &newer), "protocol_unsupported");
    let nobodys = of(&|contents| {
        contents.token = "00".repeat(32);
        contents.requests[0].actor = Actor::from_bytes([0xee; 16]);
    });
    assert_eq!(refused(&ward, &nobodys), "escape_of_nobody");
    assert_eq!(bring(&ward, &good).unwrap().counts, counts(3, 0, 0));
}

#[test]
fn a_small_file_that_unfolds_into_gigabytes_costs_no_more_than_its_limit() {
    use std::io::Write as _;
    let (mut ward, _) = mai_without_network(Database::sqlite());
    let plan = plan(&mut ward, "Mai");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let zeros = vec![0; 1 << 20];
    for _ in 0..=(ESCAPE_CONTENTS_BYTES_MAX >> 20) {
        gzip.write_all(&zeros).unwrap();
    }
    let bomb = sealed_bytes(&plan.key, &plan.header, &gzip.finish().unwrap());
    assert_eq!(refused(&ward, &bomb), "too_large");
}

#[test]
fn a_browser_that_cannot_press_sends_the_contents_as_they_are() {
    let (mut ward, _) = mai_without_network(Database::sqlite());
    let plan = plan(&mut ward, "Mai");
    let file = sealed_bytes(&plan.key, &plan.header, &plan.contents);
    assert_eq!(bring(&ward, &file).unwrap().counts, counts(3, 0, 0));
}

#[test]
fn a_restored_server_still_opens_what_was_sealed_before() {
    let (mut ward, _) = mai_without_network(Database::sqlite());
    let backup = ward.server.back_up();
    let file = file(&mut ward, "Mai");
    let epoch = chungtay_shared::id::Epoch::from_bytes([2; 16]);
    ward.server.restore(&backup, epoch);
    assert_eq!(bring(&ward, &file).unwrap().counts, counts(3, 0, 0));
    ward.settle();
    assert_eq!(ward.server.facts().total, 2);
}

#[test]
fn an_officers_token_writes_nothing_by_a_file() {
    let (mut ward, _) = mai_without_network(Database::sqlite());
    let plan = plan(&mut ward, "Mai");
    let state = ward.server.state();
    let (_, token) = write(&*state.store, |tx| {
        let now = state.clock.now();
        chungtay_server::begin::device(state, tx, COMMUNE, "Cô Lan", Role::Office, "máy", now)
    })
    .unwrap();
    let mut contents = Contents::from_bytes(&plan.contents).unwrap();
    contents.token = token;
    let file = sealed_bytes(&plan.key, &plan.header, &contents.to_bytes());
    assert_eq!(refused(&ward, &file), "escape_of_nobody");
}

#[test]
fn records_of_a_household_the_server_has_come_alone() {
    let (mut ward, household) = mai_without_network(Database::sqlite());
    ward.settle();
    ward.with("Mai", |phone, rng, now| {
        phone.save(&visit(household, now, "Chỉ phiếu này"), rng, now)
    })
    .unwrap();
    let file = file(&mut ward, "Mai");
    assert_eq!(bring(&ward, &file).unwrap().counts, counts(1, 0, 0));
    let stored = read(&*ward.server.state().store, |tx| tx.document(household));
    let document = Document::load(&stored.unwrap().unwrap().bytes).unwrap();
    assert_eq!(document.household().unwrap().visits.len(), 3);
    ward.settle();
    let nothing = ward.with("Mai", |phone, rng, now| phone.plan_escape(rng, now));
    assert_eq!(nothing.unwrap_err(), Failure::NotFound);
}
