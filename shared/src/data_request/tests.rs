//! The register of an invented commune, in which Mrs Sáu asks, and Lan answers.

use super::*;
use crate::working_day::WorkingDays;

fn day(text: &str) -> LocalDate {
    text.parse().unwrap()
}

fn household() -> DocId {
    DocId::from_bytes([6; 16])
}

/// What Lan has noted so far.
#[derive(Default)]
struct Book {
    statements: Vec<Statement>,
}

impl Book {
    fn try_say(&self, draft: &Draft, today: &str) -> Result<Said, Vec<(String, Problem)>> {
        let is_here = |id| id == household();
        let said = draft.read(&self.statements, is_here, day(today));
        let named = |errors: Vec<FieldError>| errors.into_iter().map(|e| (e.field, e.problem));
        said.map_err(|errors| named(errors).collect())
    }

    /// The number of what is said.
    fn say(&mut self, draft: &Draft, today: &str) -> u64 {
        let said = self.try_say(draft, today).unwrap();
        let n = self.statements.len() as u64 + 1;
        self.statements.push(Statement {
            n,
            by: "Lan".to_owned(),
            at: Timestamp::from_local(day(today), 9, 0),
            said,
        });
        n
    }

    fn stands(&self, n: u64, today: &str) -> Stands {
        let days = WorkingDays::with(days_said(&self.statements));
        let standings = standings(&self.statements);
        let standing = standings.iter().find(|standing| standing.n == n).unwrap();
        standing.stands(&days, day(today))
    }
}

fn asks(wish: Wish, on: &str) -> Draft {
    Draft::Received(NewRequest {
        on: day(on),
        wish: Some(wish),
        with_others: false,
        name: "Đặng Thị Sáu".to_owned(),
        asker: Some(Asker::Own),
        proven: Some(Proven::Known),
        contact: "0100000006".to_owned(),
        household: Some(household()),
        details: "xem những gì đã ghi về nhà tôi".to_owned(),
    })
}

fn replied(request: u64, on: &str) -> Draft {
    let how = "gặp tại nhà, hẹn giao phiếu".to_owned();
    Draft::Replied {
        request,
        on: day(on),
        how,
    }
}

fn closed(request: u64, on: &str, outcome: Option<Outcome>) -> Draft {
    let how = "đã giao phiếu".to_owned();
    Draft::Closed {
        request,
        on: day(on),
        outcome,
        how,
    }
}

#[test]
fn what_presses_stands_above_what_has_time_and_what_has_ended() {
    let mut book = Book::default();
    let seen = book.say(&asks(Wish::See, "2026-11-09"), "2026-11-09");
    book.say(&replied(seen, "2026-11-10"), "2026-11-10");
    book.say(
        &closed(seen, "2026-11-12", Some(Outcome::Done)),
        "2026-11-12",
    );
    let deletes = book.say(&asks(Wish::Delete, "2026-11-16"), "2026-11-16");
    book.say(&replied(deletes, "2026-11-17"), "2026-11-17");
    let late = book.say(&asks(Wish::Correct, "2026-11-20"), "2026-11-20");
    let new = book.say(&asks(Wish::See, "2026-11-26"), "2026-11-26");
    let today = "2026-11-27";
    let stands = [late, new, deletes, seen].map(|n| book.stands(n, today));
    assert_eq!(
        stands,
        [Stands::Overdue, Stands::Soon, Stands::Open, Stands::Closed]
    );
    let days = WorkingDays::with([]);
    let mut all = standings(&book.statements);
    all.sort_by(|one, other| one.compare(other, &days, day(today)));
    let order: Vec<u64> = all.iter().map(|standing| standing.n).collect();
    assert_eq!(order, [late, new, deletes, seen]);
}

#[test]
fn it_is_put_off_once_with_a_reason_and_not_when_it_is_late() {
    let mut book = Book::default();
    let n = book.say(&asks(Wish::See, "2026-11-02"), "2026-11-02");
    let extended = |reason: &str| Draft::Extended {
        request: n,
        reason: reason.to_owned(),
    };
    let refused = |book: &Book, reason, today| book.try_say(&extended(reason), today).unwrap_err();
    let field = |problem| vec![("request".to_owned(), problem)];
    let no_reason = vec![("reason".to_owned(), Problem::Missing)];
    assert_eq!(refused(&book, " ", "2026-11-10"), no_reason);
    assert_eq!(
        refused(&book, "nhiều hồ sơ", "2026-11-13"),
        field(Problem::Stopped)
    );
    book.say(&extended("phải tìm hồ sơ giấy"), "2026-11-12");
    assert_eq!(
        standings(&book.statements)[0].done_by(),
        day("2026-11-22"),
        "ten days, and ten more"
    );
    assert_eq!(
        refused(&book, "lần nữa", "2026-11-13"),
        field(Problem::Taken)
    );
}

#[test]
fn who_is_still_on_the_list_was_not_deleted_as_asked() {
    let mut book = Book::default();
    let n = book.say(&asks(Wish::Delete, "2026-11-02"), "2026-11-02");
    let close = |outcome| closed(n, "2026-11-03", outcome);
    let refused = book.try_say(&close(Some(Outcome::Done)), "2026-11-03");
    assert_eq!(refused, Err(vec![("outcome".to_owned(), Problem::InUse)]));
    assert_eq!(
        book.try_say(&close(None), "2026-11-03"),
        Err(vec![("outcome".to_owned(), Problem::Missing)])
    );
    book.say(&close(Some(Outcome::Refused)), "2026-11-03");
    assert_eq!(book.stands(n, "2027-01-01"), Stands::Closed);
    let again = book.try_say(&close(Some(Outcome::Refused)), "2026-11-04");
    assert_eq!(again, Err(vec![("request".to_owned(), Problem::Stopped)]));
}

#[test]
fn all_that_is_missing_or_cannot_be_is_named_at_once() {
    let book = Book::default();
    let nothing = Draft::Received(NewRequest {
        on: day("2026-11-28"),
        wish: None,
        with_others: false,
        name: String::new(),
        asker: None,
        proven: None,
        contact: String::new(),
        household: Some(DocId::from_bytes([9; 16])),
        details: String::new(),
    });
    let problems = book.try_say(&nothing, "2026-11-27").unwrap_err();
    let fields: Vec<&str> = problems.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(
        fields,
        ["on", "household", "wish", "name", "asker", "proven"]
    );
    let unknown = book.try_say(&replied(7, "2026-11-27"), "2026-11-27");
    assert_eq!(unknown, Err(vec![("request".to_owned(), Problem::Unknown)]));
}

#[test]
fn an_answer_is_not_older_than_its_question_and_not_of_tomorrow() {
    let mut book = Book::default();
    let n = book.say(&asks(Wish::See, "2026-11-05"), "2026-11-06");
    for (on, problem) in [
        ("2026-11-04", Problem::TooEarly),
        ("2026-11-07", Problem::InFuture),
    ] {
        let refused = book.try_say(&replied(n, on), "2026-11-06");
        assert_eq!(refused, Err(vec![("on".to_owned(), problem)]));
    }
}

#[test]
fn a_day_off_that_the_office_was_told_moves_the_answers_day() {
    let mut book = Book::default();
    let n = book.say(&asks(Wish::See, "2026-11-20"), "2026-11-20");
    assert_eq!(book.stands(n, "2026-11-25"), Stands::Overdue);
    assert_eq!(
        book.stands(n, "2026-11-20"),
        Stands::Soon,
        "a weekend is no delay"
    );
    let day_off = Draft::Day {
        day: day("2026-11-24"),
        works: false,
        reason: "Thông báo nghỉ lễ".to_owned(),
    };
    book.say(&day_off, "2026-11-20");
    assert_eq!(book.stands(n, "2026-11-25"), Stands::Soon);
}

#[test]
fn a_statement_forgets_its_words_and_keeps_its_days() {
    let mut book = Book::default();
    let n = book.say(&asks(Wish::Delete, "2026-11-02"), "2026-11-02");
    book.say(&replied(n, "2026-11-03"), "2026-11-03");
    for statement in &mut book.statements {
        statement.forget_words();
    }
    let text = format!("{:?}", book.statements);
    for words in ["Sáu", "0100000006", "nhà tôi", "hẹn"] {
        assert!(!text.contains(words), "{words}");
    }
    let standing = &standings(&book.statements)[0];
    assert_eq!(standing.received.household, Some(household()));
    assert_eq!(standing.replied.unwrap().0, day("2026-11-03"));
}
