//! A phone is left on a boat; Lan notes it, files the notice, and adds what she learns.

use super::*;
use crate::time::LocalDate;

fn at(day: u8, hour: u8, minute: u8) -> Timestamp {
    Timestamp::from_local(LocalDate::new(2026, 11, day).unwrap(), hour, minute)
}

#[derive(Default)]
struct Book {
    statements: Vec<Statement>,
}

impl Book {
    fn try_say(&self, draft: &Draft, now: Timestamp) -> Result<Said, Vec<(String, Problem)>> {
        let said = draft.read(&self.statements, now);
        said.map_err(|errors| errors.into_iter().map(|e| (e.field, e.problem)).collect())
    }

    fn say(&mut self, draft: &Draft, now: Timestamp) -> u64 {
        let what = self.try_say(draft, now).unwrap();
        let n = self.statements.len() as u64 + 1;
        self.statements.push(Statement {
            n,
            by: "Lan".to_owned(),
            at: now,
            what,
        });
        n
    }

    fn clock(&self, now: Timestamp) -> Clock {
        standings(&self.statements)[0].clock(now)
    }
}

fn half_known() -> Known {
    Known {
        found: at(20, 8, 30),
        what: "Máy của tình nguyện viên để quên trên ghe".to_owned(),
        ..Known::default()
    }
}

fn known() -> Known {
    Known {
        found_how: "Tình nguyện viên báo".to_owned(),
        happened: "chiều 19/11/2026".to_owned(),
        place: "bến Kinh Ngang".to_owned(),
        data: vec![Data::Private, Data::Names, Data::Names],
        people: "48 hộ".to_owned(),
        consequences: "người nhặt được có thể đọc nếu biết mã PIN".to_owned(),
        measures: "đã báo mất máy, lệnh xóa đã gửi".to_owned(),
        contact_name: "Cô Lan".to_owned(),
        contact_post: "Cán bộ phụ trách".to_owned(),
        contact_at: "0100000001".to_owned(),
        ..half_known()
    }
}

fn drafted(incident: Option<u64>, known: Known) -> Draft {
    let known = Box::new(known);
    Draft::Drafted { incident, known }
}

fn filed(filed: Timestamp) -> Draft {
    Draft::Filed {
        incident: 1,
        filed,
        channel: Some(Channel::Portal),
        number: "BN-12".to_owned(),
    }
}

#[test]
fn a_draft_may_be_half_known_and_a_notice_may_not() {
    let mut book = Book::default();
    book.say(&drafted(None, half_known()), at(20, 9, 0));
    let missing = book
        .try_say(&filed(at(20, 9, 30)), at(20, 9, 30))
        .unwrap_err();
    let fields: Vec<&str> = missing.iter().map(|(field, _)| field.as_str()).collect();
    let needed = [
        "found_how",
        "happened",
        "place",
        "people",
        "contact_name",
        "contact_post",
        "contact_at",
        "consequences",
        "measures",
        "data",
    ];
    assert_eq!(fields, needed);
    assert!(
        missing
            .iter()
            .all(|(_, problem)| *problem == Problem::Missing)
    );
    book.say(&drafted(Some(1), known()), at(20, 10, 0));
    book.say(&filed(at(20, 10, 30)), at(20, 10, 31));
    let all = standings(&book.statements);
    assert_eq!((all.len(), all[0].drafts), (1, 2));
    assert_eq!(all[0].known.data, [Data::Names, Data::Private]);
}

#[test]
fn what_was_filed_stays_as_it_was_and_what_is_learnt_is_added() {
    let mut book = Book::default();
    book.say(&drafted(None, known()), at(20, 9, 0));
    let added = Draft::Added {
        incident: 1,
        text: "đã tìm lại máy".to_owned(),
    };
    let field = |problem| Err(vec![("incident".to_owned(), problem)]);
    let now = at(20, 12, 0);
    assert_eq!(book.try_say(&added, now), field(Problem::NotNext));
    book.say(&filed(at(20, 11, 0)), now);
    let other = drafted(Some(1), half_known());
    assert_eq!(book.try_say(&other, now), field(Problem::InUse));
    assert_eq!(
        book.try_say(&filed(at(20, 11, 0)), now),
        field(Problem::Taken)
    );
    book.say(&added, now);
    let all = standings(&book.statements);
    assert_eq!(*all[0].known, known_as_kept());
    assert_eq!(all[0].added[0].text, "đã tìm lại máy");
    let ended = Draft::Ended {
        incident: 1,
        reason: "máy không bị mở".to_owned(),
    };
    book.say(&ended, now);
    assert_eq!(book.try_say(&added, now), field(Problem::Stopped));
}

fn known_as_kept() -> Known {
    Known {
        data: vec![Data::Names, Data::Private],
        ..known()
    }
}

#[test]
fn seventy_two_hours_run_from_when_it_was_found_over_nights_and_sundays() {
    let mut book = Book::default();
    book.say(&drafted(None, known()), at(20, 9, 0));
    assert_eq!(book.clock(at(20, 8, 30)), Clock::Left { minutes: 72 * 60 });
    assert_eq!(book.clock(at(23, 8, 30)), Clock::Left { minutes: 0 });
    assert_eq!(book.clock(at(23, 8, 31)), Clock::Over { minutes: 1 });
    let mut late = Book {
        statements: book.statements.clone(),
    };
    book.say(&filed(at(23, 8, 30)), at(24, 9, 0));
    assert_eq!(book.clock(at(24, 9, 0)), Clock::InTime);
    late.say(&filed(at(23, 9, 30)), at(24, 9, 0));
    assert_eq!(late.clock(at(24, 9, 0)), Clock::Late { minutes: 60 });
}

#[test]
fn what_turns_out_to_be_nothing_ends_with_its_reason() {
    let mut book = Book::default();
    book.say(&drafted(None, half_known()), at(20, 9, 0));
    let ended = |reason: &str| Draft::Ended {
        incident: 1,
        reason: reason.to_owned(),
    };
    let refused = book.try_say(&ended(" "), at(20, 10, 0));
    assert_eq!(refused, Err(vec![("reason".to_owned(), Problem::Missing)]));
    book.say(&ended("máy vẫn ở văn phòng"), at(20, 10, 0));
    assert_eq!(book.clock(at(29, 9, 0)), Clock::Nothing);
}

#[test]
fn nothing_is_found_tomorrow_or_filed_before_it_was_found() {
    let mut book = Book::default();
    let tomorrow = Known {
        found: at(21, 8, 0),
        ..known()
    };
    let refused = book.try_say(&drafted(None, tomorrow), at(20, 9, 0));
    assert_eq!(refused, Err(vec![("found".to_owned(), Problem::InFuture)]));
    book.say(&drafted(None, known()), at(20, 9, 0));
    for (moment, problem) in [
        (at(20, 8, 0), Problem::TooEarly),
        (at(20, 9, 1), Problem::InFuture),
    ] {
        let refused = book.try_say(&filed(moment), at(20, 9, 0));
        assert_eq!(refused, Err(vec![("filed".to_owned(), problem)]));
    }
}
