//! Whom there is still something to give, and who is gone.

use chungtay_shared::campaign::AidItem;
use chungtay_shared::handover::AidForm;
use chungtay_shared::id::FactId;
use chungtay_shared::life::LifeKind;
use chungtay_shared::register::{Former, Names};
use chungtay_shared::round::HeldRights;

use super::*;

fn held(n: u8, households: &[u8]) -> HeldRights {
    HeldRights {
        campaign: id(50),
        campaign_name: "Tháng cao điểm".into(),
        round: FactId::from_bytes([n; 16]),
        round_name: format!("Đợt {n}"),
        item: AidItem {
            id: FactId::from_bytes([40; 16]),
            name: "Quà".into(),
            form: AidForm::Cash,
            money_vnd: 500_000,
            quantity_milli: 0,
            unit: String::new(),
            goods_value_vnd: 0,
            source: None,
            source_name: String::new(),
            steps: Vec::new(),
        },
        households: households.iter().map(|n| id(*n)).collect(),
        gifts: None,
    }
}

#[test]
fn what_there_is_still_to_give_is_counted_by_rights_and_listed_by_households() {
    let state = opened().reduce(Action::Directory {
        campaigns: Vec::new(),
        rights: vec![held(1, &[1, 3]), held(2, &[3, 9])],
        people: BTreeMap::new(),
        names: Names::default(),
    });
    assert_eq!(
        &*state.to_give(),
        [id(1), id(3), id(3)],
        "a stranger is not counted"
    );
    let filter = ListFilter {
        to_give: true,
        ..ListFilter::default()
    };
    let expected = ["Ấp 3 (1)", "Lê Văn An", "Ấp 10 (1)", "Đặng Thị Đường"];
    assert_eq!(shown(&state, &filter), expected);

    let mut row = state.rows.get(id(3)).unwrap().row().clone();
    row.rounds_given = vec![FactId::from_bytes([2; 16])];
    let rounds: Vec<&str> = state
        .open_rights(&row)
        .map(|held| held.round_name.as_str())
        .collect();
    assert_eq!(rounds, ["Đợt 1"]);
    let state = state.reduce(Action::Rows(vec![row.to_bytes()]));
    assert_eq!(&*state.to_give(), [id(1), id(3)]);
}

#[test]
fn who_is_gone_is_looked_for_no_more_and_a_second_record_is_not_listed() {
    let state = opened().reduce(Action::Directory {
        campaigns: Vec::new(),
        rights: vec![held(1, &[2, 4])],
        people: BTreeMap::new(),
        names: Names::default(),
    });
    let changed = |n: u8, gone: LifeKind, merged_into: Option<DocId>| {
        let mut row = state.rows.get(id(n)).unwrap().row().clone();
        (row.gone, row.merged_into) = (Some(gone), merged_into);
        row.to_bytes()
    };
    let rows = vec![
        changed(2, LifeKind::MovedAway, None),
        changed(4, LifeKind::Same, Some(id(3))),
    ];
    let state = state.clone().reduce(Action::Rows(rows));
    assert!(state.to_give().is_empty());
    let here = ["Ấp 3 (1)", "Lê Văn An", "Ấp 10 (1)", "Đặng Thị Đường"];
    assert_eq!(shown(&state, &ListFilter::default()), here);
    assert_eq!(state.rows.here_count(), 2);
    let looked_for = |typed: &str| {
        let filter = ListFilter {
            typed: typed.to_owned(),
            ..ListFilter::default()
        };
        shown(&state, &filter)
    };
    assert_eq!(looked_for("van ba"), ["Trần Văn Ba"]);
    assert!(
        looked_for("an binh").is_empty(),
        "the household is listed once"
    );
    let second: Vec<DocId> = state.rows.merged_into(id(3)).map(|row| row.id).collect();
    assert_eq!(second, [id(4)]);
}

#[test]
fn who_knows_a_hamlet_by_its_old_name_finds_its_households() {
    let names = Names {
        former: vec![Former {
            name: "Ấp Bà Bảy".into(),
            now: vec!["Ấp 10".into()],
        }],
        ..Names::default()
    };
    let state = opened().reduce(Action::Directory {
        campaigns: Vec::new(),
        rights: Vec::new(),
        people: BTreeMap::new(),
        names,
    });
    let typed = |typed: &str| ListFilter {
        typed: typed.into(),
        ..ListFilter::default()
    };
    assert_eq!(shown(&state, &typed("ap ba bay")), ["Đặng Thị Đường"]);
    assert_eq!(shown(&state, &typed("ba bay duong")), ["Đặng Thị Đường"]);
    assert!(shown(&state, &typed("ba tam")).is_empty());
}
