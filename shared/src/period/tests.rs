use proptest::prelude::*;

use super::*;
use crate::fund::{EntryKind, Source};
use crate::publicity::Channel;

fn day(text: &str) -> LocalDate {
    text.parse().unwrap()
}

fn id(n: u8) -> DocId {
    DocId::from_bytes([n; 16])
}

fn problems(read: Result<impl std::fmt::Debug, Vec<FieldError>>) -> Vec<(String, Problem)> {
    let errors = read.unwrap_err().into_iter();
    errors.map(|error| (error.field, error.problem)).collect()
}

#[test]
fn a_period_is_closed_once_in_its_turn_and_when_its_days_have_come() {
    let today = day("2026-11-30");
    let next = Next {
        n: 2,
        from: day("2026-11-01"),
    };
    let close = |n, to| {
        let wanted = ClosePeriod {
            campaign: id(1),
            n,
            to: day(to),
        };
        next.check(&wanted, today)
    };
    assert_eq!(close(2, "2026-11-30"), Ok(()));
    assert_eq!(close(2, "2026-11-01"), Ok(()));
    let one = |field: &str, problem| vec![(field.to_owned(), problem)];
    assert_eq!(problems(close(1, "2026-10-31")), one("n", Problem::Taken));
    assert_eq!(problems(close(3, "2026-11-30")), one("n", Problem::NotNext));
    assert_eq!(
        problems(close(2, "2026-12-01")),
        one("to", Problem::InFuture)
    );
    assert_eq!(
        problems(close(2, "2026-10-31")),
        one("to", Problem::TooEarly)
    );
    let first = Next::after(None, day("2026-10-17"));
    assert_eq!((first.n, first.from), (1, day("2026-10-17")));
}

fn sent(n: u64, to: &str, on: &str) -> Sent {
    Sent {
        campaign: id(2),
        n,
        to: day(to),
        at: Timestamp::from_local(day(on), 9, 0),
        by: "Cô Lan".into(),
    }
}

fn november() -> Due {
    Due {
        campaign: id(1),
        to: day("2026-11-30"),
        due: day("2026-12-05"),
        note: String::new(),
    }
}

fn answered(due: &Due, others: &[&str], sent: &[Sent], today: &str) -> (Punctuality, Vec<u64>) {
    let others: Vec<LocalDate> = others.iter().copied().map(day).collect();
    let answer = answer(due, &others, sent, day(today));
    let numbers = answer.counts.iter().chain(answer.before.iter().rev());
    (answer.punctuality, numbers.map(|sent| sent.n).collect())
}

#[test]
fn the_last_report_of_a_month_counts_and_those_before_it_are_kept() {
    let due = november();
    let said = |sent: &[Sent], today| answered(&due, &["2026-11-30"], sent, today);
    assert_eq!(
        said(&[], "2026-12-05"),
        (Punctuality::Open { days: 0 }, vec![])
    );
    assert_eq!(
        said(&[], "2026-12-08"),
        (Punctuality::Overdue { days: 3 }, vec![])
    );
    let half = sent(1, "2026-11-15", "2026-11-16");
    let whole = sent(2, "2026-11-30", "2026-12-01");
    let part = said(std::slice::from_ref(&half), "2026-12-06");
    assert_eq!(
        part,
        (Punctuality::Overdue { days: 1 }, vec![1]),
        "it does not reach the day"
    );
    let both = said(&[half.clone(), whole], "2026-12-06");
    assert_eq!(both, (Punctuality::OnTime, vec![2, 1]));
    let late = said(&[half, sent(2, "2026-12-02", "2026-12-09")], "2026-12-10");
    assert_eq!(
        late,
        (Punctuality::Late { days: 4 }, vec![2, 1]),
        "of a later month"
    );
}

#[test]
fn of_several_that_are_due_in_a_month_each_has_its_own_report() {
    let weeks = ["2026-11-07", "2026-11-14"];
    let due = |to: &str| Due {
        to: day(to),
        due: day(to),
        ..november()
    };
    let reports = [
        sent(1, "2026-11-07", "2026-11-07"),
        sent(2, "2026-11-14", "2026-11-15"),
        sent(3, "2026-11-20", "2026-11-20"),
    ];
    let said = |to: &str| answered(&due(to), &weeks, &reports, "2026-11-21");
    assert_eq!(said(weeks[0]), (Punctuality::OnTime, vec![1]));
    assert_eq!(said(weeks[1]), (Punctuality::Late { days: 1 }, vec![3, 2]));
}

#[test]
fn what_is_wrong_with_what_is_said_is_named_at_each_field() {
    let campaigns = [(id(1), day("2026-10-17"))];
    let (today, units) = (day("2026-12-08"), ["31135"]);
    let statement = |n, said| UrgedStatement {
        n,
        by: "Ông Bình".into(),
        at: Timestamp::from_local(today, 8, 0),
        said,
    };
    let said = [statement(1, Urged::Due(november()))];
    let read = |draft: UrgingDraft| draft.read(&said, &campaigns, &units, today);
    let due = |campaign, to: &str, due: &str| UrgingDraft::Due {
        campaign,
        to: day(to),
        due: day(due),
        note: " ".into(),
    };
    assert!(read(due(id(1), "2026-12-31", "2027-01-05")).is_ok());
    let wrong = problems(read(due(id(9), "2026-11-30", "2026-11-29")));
    let named = |all: &[(&str, Problem)]| {
        let all = all
            .iter()
            .map(|(field, problem)| ((*field).to_owned(), *problem));
        all.collect::<Vec<_>>()
    };
    assert_eq!(
        wrong,
        named(&[("campaign", Problem::Unknown), ("due", Problem::TooEarly)])
    );
    let taken = problems(read(due(id(1), "2026-11-30", "2026-12-10")));
    assert_eq!(taken, named(&[("to", Problem::Taken)]));
    let reminded = |due, unit: &str, on: &str, channel| UrgingDraft::Reminded {
        due,
        unit: unit.into(),
        on: day(on),
        channel,
        whom: "Cô Lan".into(),
        note: String::new(),
    };
    assert!(
        read(reminded(
            1,
            "31135",
            "2026-12-08",
            Some(ReminderChannel::Zalo)
        ))
        .is_ok()
    );
    let wrong = problems(read(reminded(7, "92", "2026-12-09", None)));
    let expected = [
        ("due", Problem::Unknown),
        ("unit", Problem::Unknown),
        ("on", Problem::InFuture),
        ("channel", Problem::Missing),
    ];
    assert_eq!(wrong, named(&expected));
}

#[test]
fn what_was_said_is_taken_back_once_and_with_a_reason() {
    let today = day("2026-12-08");
    let statement = |n, said| UrgedStatement {
        n,
        by: "Ông Bình".into(),
        at: Timestamp::from_local(today, 8, 0),
        said,
    };
    let said = [statement(1, Urged::Due(november()))];
    let struck = |n, reason: &str| UrgingDraft::Struck {
        n,
        reason: reason.into(),
    };
    let read = |draft: UrgingDraft, said: &[UrgedStatement]| draft.read(said, &[], &[], today);
    let wrong = problems(read(struck(2, " "), &said));
    let [n, reason] = ["n", "reason"].map(str::to_owned);
    let expected = [(n.clone(), Problem::Unknown), (reason, Problem::Missing)];
    assert_eq!(wrong, expected);
    let gone = statement(2, read(struck(1, "Sai hạn"), &said).unwrap());
    let said = [said[0].clone(), gone];
    assert!(dues(&said).is_empty());
    let again = problems(read(struck(1, "Sai"), &said));
    assert_eq!(again, [(n, Problem::Unknown)]);
}

fn amounts() -> impl Strategy<Value = Amount> {
    (-1_000_000_000_i64..1_000_000_000, -1_000_000_i64..1_000_000).prop_map(
        |(money_vnd, goods_value_vnd)| Amount {
            money_vnd,
            goods_value_vnd,
        },
    )
}

fn flows() -> impl Strategy<Value = Flow> {
    let line = (
        0_u8..4,
        prop::option::of(Just(Source::OwnFund)),
        -9_i64..9,
        amounts(),
    );
    let entry = (prop::sample::select(EntryKind::ALL.to_vec()), amounts());
    let lines = prop::collection::vec(line, 0..6);
    let entries = prop::collection::vec(entry, 0..6);
    (-99_i64..99, lines, entries, -9_i64..9).prop_map(|(visits, lines, entries, activities)| {
        let mut flow = Flow {
            visits,
            ..Flow::default()
        };
        for (item, source, times, amount) in lines {
            let line = GivenLine {
                item: format!("Quà {item}"),
                source,
                source_name: String::new(),
                times,
                amount,
            };
            let more = Flow {
                given: vec![line],
                ..Flow::default()
            };
            flow = flow.plus(&more);
        }
        for (kind, amount) in entries {
            flow.fund.add_entry(kind, amount);
        }
        let heard = ChannelLine {
            channel: Channel::Meeting,
            activities,
            reach: activities * 30,
        };
        let heard = Flow {
            publicity: vec![heard],
            ..Flow::default()
        };
        flow.plus(&heard)
    })
}

proptest! {
    #[test]
    fn whatever_arose_the_lines_are_all_there_is(
        earlier in flows(), now in flows(), late in flows(), withdrawn in flows(), own in flows(),
    ) {
        let lines = Reconciliation::of(earlier.clone(), &now, (late, withdrawn), own.clone());
        prop_assert!(lines.is_balanced());
        prop_assert_eq!(&lines.total, &now.plus(&own));
        prop_assert_eq!(lines.arisen().amount(), now.amount() - earlier.amount());
        prop_assert!(now.minus(&now).is_zero());
    }
}
