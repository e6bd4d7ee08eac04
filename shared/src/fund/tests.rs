//! The office enters what is promised, comes in and goes out.

use super::*;
use crate::field::{FieldError, Problem};

const OFFICE: Actor = Actor::from_bytes([9; 16]);
const NOW: Timestamp = Timestamp::from_ms(1_792_200_600_000);

fn id(n: u8) -> FactId {
    FactId::from_bytes([n; 16])
}

fn draft(kind: EntryKind, party: &str, money: &str) -> EntryDraft {
    EntryDraft {
        party: party.into(),
        money_text: money.into(),
        ..EntryDraft::empty(kind, NOW.local_date())
    }
}

/// The books so far, to which people add, and what rounds are to give by decisions.
#[derive(Default)]
struct Books(Vec<Entered>, BTreeMap<FactId, Amount>);

impl Books {
    fn enter(&mut self, n: u8, draft: &EntryDraft) -> Result<(), Vec<(String, Problem)>> {
        let entry = draft.read(&self.0, &self.1, id(n), NOW).map_err(fields)?;
        self.0.push(Entered {
            entry,
            actor: OFFICE,
            void: None,
        });
        Ok(())
    }

    fn void(&mut self, n: u8) -> Result<(), Vec<(String, Problem)>> {
        let reason = check_void(&self.0, &self.1, id(n), "nhập nhầm").map_err(fields)?;
        let entered = self.0.iter_mut().find(|e| e.entry.id == id(n)).unwrap();
        entered.void = Some(Void {
            reason,
            actor: OFFICE,
            recorded_at: NOW,
        });
        Ok(())
    }

    fn left(&self) -> i64 {
        let account = account(&self.0, Amount::default(), NOW.local_date());
        account.left().money_vnd
    }
}

fn fields(errors: Vec<FieldError>) -> Vec<(String, Problem)> {
    errors.into_iter().map(|e| (e.field, e.problem)).collect()
}

fn refused(field: &str, problem: Problem) -> Result<(), Vec<(String, Problem)>> {
    Err(vec![(field.to_owned(), problem)])
}

#[test]
fn a_pledge_comes_in_by_parts_and_not_twice() {
    let mut books = Books::default();
    let union = "Hội Liên hiệp Phụ nữ";
    books
        .enter(1, &draft(EntryKind::Pledge, union, "10 triệu"))
        .unwrap();
    assert_eq!(books.left(), 0, "a promise is no money");
    let part = |money: &str, voucher: &str| EntryDraft {
        pledge: Some(id(1)),
        voucher: voucher.into(),
        ..draft(EntryKind::Receipt, union, money)
    };
    books.enter(2, &part("6.000.000", "PT 01")).unwrap();
    books.enter(3, &part("4 tr", "PT 02")).unwrap();
    assert_eq!(fulfilled(standing(&books.0))[&id(1)].money_vnd, 10_000_000);
    assert_eq!(
        books.enter(4, &part("4 tr", "PT 03")),
        refused("pledge", Problem::AlreadyReceived)
    );
    assert_eq!(books.left(), 10_000_000);
    assert_eq!(books.void(1), refused("entry", Problem::InUse));
    books.void(3).unwrap();
    assert_eq!(books.left(), 6_000_000);
    // What was voided has taken no number, and came in no more.
    books.enter(4, &part("4 tr", "PT 02")).unwrap();
    assert_eq!(
        books.void(3),
        refused("entry", Problem::Unknown),
        "it counts no more already"
    );
}

#[test]
fn numbers_of_vouchers_begin_anew_each_year_and_are_each_units_own() {
    let mut books = Books::default();
    let numbered = |kind, party: &str, year: i32| EntryDraft {
        voucher: "PT 001".into(),
        on: LocalDate::new(year, 1, 5).unwrap(),
        ..draft(kind, party, "1 tr")
    };
    let receipt = |year| numbered(EntryKind::Receipt, "Ông Ba", year);
    books.enter(1, &receipt(2025)).unwrap();
    books.enter(2, &receipt(2026)).unwrap();
    assert_eq!(
        books.enter(3, &receipt(2026)),
        refused("voucher", Problem::Taken)
    );
    let came = |unit: &str| numbered(EntryKind::TransferIn, unit, 2026);
    books.enter(3, &came("Quỹ thành phố")).unwrap();
    books.enter(4, &came("Quỹ Trung ương")).unwrap();
    assert_eq!(
        books.enter(5, &came("Quỹ thành phố")),
        refused("voucher", Problem::Taken)
    );
}

#[test]
fn by_a_decision_no_more_is_spent_than_it_says() {
    let mut books = Books::default();
    let decision = EntryDraft {
        voucher: "12/QĐ-MTTQ-BTT".into(),
        ..draft(EntryKind::Decision, "", "5 tr")
    };
    assert_eq!(
        books.enter(1, &draft(EntryKind::Decision, "", "5 tr")),
        refused("voucher", Problem::NoDecisionNumber)
    );
    books.enter(1, &decision).unwrap();
    assert_eq!(
        books.enter(2, &decision),
        refused("voucher", Problem::Taken)
    );
    let spend = |money: &str| EntryDraft {
        decision: Some(id(1)),
        ..draft(EntryKind::Outlay, "Hộ bà Sáu", money)
    };
    books.enter(2, &spend("3 tr")).unwrap();
    assert_eq!(
        books.enter(3, &spend("2.000.001")),
        refused("money_text", Problem::TooLarge)
    );
    // A round is to give 1.500.000 đ by it.
    let by_rounds = Amount {
        money_vnd: 1_500_000,
        goods_value_vnd: 0,
    };
    books.1.insert(id(1), by_rounds);
    assert_eq!(
        books.enter(3, &spend("500.001")),
        refused("money_text", Problem::TooLarge)
    );
    assert_eq!(books.void(1), refused("entry", Problem::InUse));
    books.enter(3, &spend("500.000")).unwrap();
    assert_eq!(
        books.left(),
        -3_500_000,
        "what is not there is shown, not hidden"
    );
}

#[test]
fn amounts_are_read_as_people_mean_them_or_refused_where_they_stand() {
    let mut books = Books::default();
    for (typed, problem) in [
        ("1.5", Problem::Ambiguous),
        ("-5", Problem::NotPositive),
        ("12345678901234567890", Problem::TooLarge),
        ("năm trăm", Problem::Unreadable),
        ("", Problem::Missing),
        ("0", Problem::NotPositive),
    ] {
        let typed = draft(EntryKind::Receipt, "Ông Hai", typed);
        assert_eq!(
            books.enter(1, &typed),
            refused("money_text", problem),
            "{typed:?}"
        );
    }
    let mut goods = draft(EntryKind::Receipt, " ", "");
    goods.goods_value_text = "500k".into();
    goods.on = LocalDate::from_days(goods.on.days() + 1);
    let problems = books.enter(1, &goods).unwrap_err();
    for expected in [
        ("on", Problem::InFuture),
        ("party", Problem::Missing),
        ("goods", Problem::Missing),
    ] {
        assert!(
            problems.contains(&(expected.0.to_owned(), expected.1)),
            "{problems:?}"
        );
    }
    books
        .enter(1, &draft(EntryKind::Receipt, "Ông Hai", "1,5 tr"))
        .unwrap();
    assert_eq!(books.left(), 1_500_000);
}

#[test]
fn what_is_left_is_all_that_came_in_less_all_that_went_out_on_any_day() {
    let mut books = Books::default();
    let on = |day: i64, draft: EntryDraft| EntryDraft {
        on: LocalDate::from_days(NOW.local_date().days() - day),
        ..draft
    };
    books
        .enter(1, &on(9, draft(EntryKind::Receipt, "Chùa", "30 tr")))
        .unwrap();
    books
        .enter(
            2,
            &on(7, draft(EntryKind::TransferIn, "Quỹ thành phố", "20 tr")),
        )
        .unwrap();
    books
        .enter(
            3,
            &on(5, draft(EntryKind::TransferOut, "Quỹ thành phố", "5 tr")),
        )
        .unwrap();
    books
        .enter(4, &on(3, draft(EntryKind::Outlay, "Nhà in", "1 tr")))
        .unwrap();
    let given = |money_vnd| Amount {
        money_vnd,
        goods_value_vnd: 0,
    };
    let left = |day: i64, handed: i64| {
        let day = LocalDate::from_days(NOW.local_date().days() - day);
        account(&books.0, given(handed), day).left().money_vnd
    };
    assert_eq!(left(10, 0), 0);
    assert_eq!(left(8, 0), 30_000_000);
    assert_eq!(left(6, 2_000_000), 48_000_000);
    assert_eq!(left(0, 2_000_000), 42_000_000);
}
