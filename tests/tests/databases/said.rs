//! What the documents of campaigns and Funds say is read once while nobody changes them. Goal: nobody is
//! ever shown what a document said before. Method: two servers on one database, of which one changes what
//! the other has read, on both databases; a write that is taken back; a phone that writes into a campaign.

use std::collections::BTreeMap;

use chungtay_server::state::AppState;
use chungtay_server::store::{Device, StoreError, read, write};
use chungtay_server::{begin, campaigns, fund, units};
use chungtay_shared::api::SaveCampaign;
use chungtay_shared::api::units::UnitsPage;
use chungtay_shared::campaign::MandateDraft;
use chungtay_shared::document::{Author, Document, Kind};
use chungtay_shared::fund::{EntryDraft, EntryKind};
use chungtay_shared::id::{Actor, FactId};
use chungtay_shared::sync::server::StoredDocument;
use chungtay_shared::time::LocalDate;
use chungtay_tests::database::Database;
use chungtay_tests::ward::month::month;

const CITY: &str = "92";
const WARD: &str = "31135";

/// A city with a ward under it, and their offices.
fn city(state: &AppState) -> (Device, Device) {
    let office = |code: &str| {
        write(&*state.store, |tx| {
            begin::commune(state, tx, code, "", false)?;
            begin::server_device(state, tx, code)
        })
        .unwrap()
    };
    let (binh, lan) = (office(CITY), office(WARD));
    let placed = write(&*state.store, |tx| {
        units::place(state, tx, WARD, Some(CITY))
    });
    placed.unwrap().unwrap();
    (binh, lan)
}

fn today(state: &AppState) -> LocalDate {
    state.clock.now().local_date()
}

fn page(state: &AppState) -> UnitsPage {
    read(&*state.store, |tx| units::page(tx, CITY, today(state))).unwrap()
}

/// What the ward's Fund has received, as the city is shown it.
fn received(state: &AppState) -> i64 {
    let page = page(state);
    let line = page.units.iter().find(|line| line.unit.code == WARD);
    line.unwrap().account.received.money_vnd
}

fn receipt(state: &AppState, money_text: &str) -> EntryDraft {
    EntryDraft {
        party: "Bà Tám".into(),
        money_text: money_text.into(),
        ..EntryDraft::empty(EntryKind::Receipt, today(state))
    }
}

#[test]
fn a_city_is_shown_what_another_node_has_written_since_it_looked() {
    for database in Database::each() {
        let here = database.process(5);
        let (binh, lan) = city(&here);
        let there = database.process(6);
        assert_eq!(received(&here), 0);
        fund::enter(&there, &lan, &receipt(&there, "2 tr")).unwrap();
        assert_eq!(received(&here), 2_000_000, "{database:?}");
        fund::enter(&there, &lan, &receipt(&there, "500k")).unwrap();
        assert_eq!(received(&here), 2_500_000, "{database:?}");
        let entries = read(&*here.store, |tx| fund::page(tx, WARD, today(&here)));
        let last = entries.unwrap().entries[0].entry.id;
        fund::void(&there, &lan, last, "nhập nhầm").unwrap();
        assert_eq!(received(&here), 2_000_000, "{database:?}");

        let mut renamed = SaveCampaign {
            id: None,
            name: "Tháng cao điểm".into(),
            from: today(&here),
            to: today(&here),
            items: Vec::new(),
            mandate: MandateDraft::default(),
        };
        let campaign = campaigns::save(&there, &binh, &renamed).unwrap();
        assert_eq!(page(&here).campaign_name, renamed.name, "{database:?}");
        renamed.id = Some(campaign.id);
        renamed.name = "Tháng cao điểm, đợt hai".into();
        campaigns::save(&there, &binh, &renamed).unwrap();
        assert_eq!(page(&here).campaign_name, renamed.name, "{database:?}");
        let handed_down = read(&*here.store, |tx| campaigns::states(tx, WARD)).unwrap();
        assert_eq!(handed_down[0].campaign.name, renamed.name, "{database:?}");
    }
}

#[test]
fn what_a_write_saw_before_it_was_taken_back_is_remembered_by_nobody() {
    for database in Database::each() {
        let state = database.process(5);
        let (_, lan) = city(&state);
        fund::enter(&state, &lan, &receipt(&state, "1 tr")).unwrap();
        let mut seen = 0;
        let taken_back = write(&*state.store, |tx| {
            let next = tx.lock(WARD)? + 1;
            let mut document = Document::load(&tx.fund(WARD)?.unwrap())?;
            let id = document.fund()?.id;
            let author = Author {
                actor: Actor::from_bytes([9; 16]),
                at: state.clock.now(),
            };
            let draft = receipt(&state, "9 tr");
            let entry = draft.read(
                &[],
                &BTreeMap::new(),
                FactId::from_bytes([9; 16]),
                author.at,
            );
            document.add_entry(author, &entry.unwrap())?;
            let stored = StoredDocument {
                commune: WARD.into(),
                kind: Kind::Fund,
                bytes: document.save(),
            };
            tx.put_document(id, &stored, next)?;
            let page = units::page(tx, CITY, today(&state))?;
            seen = page.fund.received.money_vnd;
            Err::<(), _>(StoreError::Database("taken back".into()))
        });
        assert!(taken_back.is_err());
        assert_eq!(seen, 10_000_000, "a write sees what it wrote: {database:?}");
        // The next change has the very log number that the other one would have had.
        fund::enter(&state, &lan, &receipt(&state, "3 tr")).unwrap();
        assert_eq!(received(&state), 4_000_000, "{database:?}");
    }
}

#[test]
fn what_a_phone_writes_into_a_campaign_is_read_when_it_has_arrived() {
    let mut month = month();
    let round = month.issue_in_custody();
    let issued = month.ward.server.hand_out(round, month.mai, 3);
    month.ward.settle();
    assert_eq!(month.ward.server.balance(round, month.mai).taken, 0);
    month.confirm("Mai", issued.id, "2").unwrap();
    assert_eq!(month.ward.server.balance(round, month.mai).taken, 0);
    month.ward.settle();
    assert_eq!(month.ward.server.balance(round, month.mai).taken, 2);
}
