//! Programs on both databases. Goal: a token and the pages that it is given are the same on each. Method: the
//! invented ward is filled into both from the same seed, and both are asked the same.

use std::fmt::Debug;
use std::sync::Arc;

use chungtay_server::demo;
use chungtay_server::store::{Store, StoreError, Tool, Tx, read, write};
use chungtay_shared::api::FactKind;
use chungtay_shared::id::ToolId;
use chungtay_shared::time::{LocalDate, Timestamp};
use chungtay_tests::database::Database;
use chungtay_tests::ward::COMMUNE;

/// Asks both the same and gives the answer they have in common.
fn both<T: PartialEq + Debug>(
    stores: &[Arc<dyn Store>; 2],
    question: impl Fn(&dyn Tx) -> Result<T, StoreError>,
) -> T {
    let [sqlite, postgres] = stores
        .each_ref()
        .map(|store| read(&**store, &question).unwrap());
    assert_eq!(sqlite, postgres);
    sqlite
}

#[test]
fn programs_are_known_and_read_the_same_on_both() {
    let databases = Database::each();
    let wards = databases.each_ref().map(|database| {
        let state = database.process(3);
        write(&*state.store, |tx| demo::fill(&state, tx, 250)).unwrap();
        state.store
    });
    let today = LocalDate::new(2026, 10, 20).unwrap();
    let tool = Tool {
        id: ToolId::from_bytes([1; 16]),
        commune: COMMUNE.into(),
        name: "Bảng theo dõi".into(),
        token_hash: [2; 32],
        made_at: Timestamp::from_ms(7),
        made_by: "Cô Lan".into(),
        used_at: None,
        revoked_at: None,
    };
    for store in &wards {
        let revoked = write(&**store, |tx| {
            tx.add_tool(&tool)?;
            tx.note_use(&tool, Timestamp::from_ms(8))?;
            let of_another = tx.revoke_tool("99002", tool.id, Timestamp::from_ms(9))?;
            let first = tx.revoke_tool(COMMUNE, tool.id, Timestamp::from_ms(9))?;
            let second = tx.revoke_tool(COMMUNE, tool.id, Timestamp::from_ms(10))?;
            Ok([of_another, first, second])
        });
        assert_eq!(revoked.unwrap(), [false, true, false]);
    }
    let known = both(&wards, |tx| tx.tool(&tool.token_hash)).unwrap();
    let (used, revoked) = (known.used_at.unwrap(), known.revoked_at.unwrap());
    assert_eq!((used.ms(), revoked.ms()), (8, 9));
    assert_eq!(both(&wards, |tx| tx.tools(COMMUNE)), [known]);
    assert_eq!(both(&wards, |tx| tx.tool(&[3; 32])), None);

    let all = both(&wards, |tx| {
        tx.households_after(COMMUNE, None, 1_000, today)
    });
    assert!(all.len() > 200);
    let placed = both(&wards, |tx| tx.placed(COMMUNE, today));
    assert_eq!(placed.len(), all.len());
    for (placed, part) in placed.iter().zip(&all) {
        assert_eq!(
            (placed.id, &placed.hamlet, placed.category),
            (part.id, &part.hamlet, part.category)
        );
        assert_eq!(placed.member_count, part.member_count);
        assert_eq!(placed.is_listed, part.gone.is_none());
    }
    let after = Some(all[9].id);
    let next = both(&wards, |tx| tx.households_after(COMMUNE, after, 5, today));
    assert_eq!(next, all[10..15]);
    for kind in [FactKind::Visit, FactKind::Handover] {
        let all = both(&wards, |tx| tx.facts_after(COMMUNE, kind, None, 1_000));
        let after = Some((all[4].household, all[4].id));
        let next = both(&wards, |tx| tx.facts_after(COMMUNE, kind, after, 3));
        assert_eq!(next, all[5..8]);
    }
}
