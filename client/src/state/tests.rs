//! A volunteer's day as the screen sees it.

use chungtay_shared::household::Status as DatedStatus;
use chungtay_shared::household::{Category, Household, Profile, ProfileField, Recorded};
use chungtay_shared::id::FactId;
use chungtay_shared::phone::lock::Tries;
use chungtay_shared::phone::message::{Phase, RecordKind, Refused};
use chungtay_shared::row::HouseholdRow;
use chungtay_shared::time::{LocalDate, Timestamp};
use chungtay_shared::visit::{Met, Visit, VisitDraft};

use super::*;
use crate::components::Tone;

mod to_give;

const ME: Actor = Actor::from_bytes([1; 16]);

fn date(text: &str) -> LocalDate {
    text.parse().unwrap()
}

fn id(n: u8) -> DocId {
    DocId::from_bytes([n; 16])
}

struct Listed {
    n: u8,
    name: &'static str,
    hamlet: &'static str,
    category: Category,
    visited_on: Option<&'static str>,
}

fn row(listed: &Listed) -> Vec<u8> {
    let profile = Profile::default()
        .with(ProfileField::HeadName, listed.name)
        .with(ProfileField::Hamlet, listed.hamlet);
    let status = DatedStatus {
        id: FactId::from_bytes([listed.n; 16]),
        category: listed.category,
        standard: "2022-2025".into(),
        decision: String::new(),
        from: date("2026-01-01"),
        to: None,
        recorded_at: Timestamp::from_ms(0),
    };
    let visits = listed.visited_on.map(|day| {
        let at = Timestamp::from_local(date(day), 9, 0);
        let draft = VisitDraft {
            at,
            met: Some(Met::Head),
            ..VisitDraft::default()
        };
        let visit = Visit::from_draft(&draft, FactId::from_bytes([listed.n; 16]), at).unwrap();
        Recorded {
            fact: visit,
            actor: ME,
            corrected_by: None,
        }
    });
    HouseholdRow::of(&Household {
        id: id(listed.n),
        commune: "99001".into(),
        import_key: String::new(),
        profile,
        conflicts: Vec::new(),
        statuses: vec![Recorded {
            fact: status,
            actor: ME,
            corrected_by: None,
        }],
        visits: visits.into_iter().collect(),
        handovers: Vec::new(),
        proposals: Vec::new(),
        corrections: Vec::new(),
        life: Vec::new(),
        cases: Vec::new(),
        consents: Vec::new(),
    })
    .to_bytes()
}

fn ward() -> Vec<Vec<u8>> {
    let poor = Category::Poor;
    let near = Category::NearPoor;
    [
        (1, "Đặng Thị Đường", "Ấp 10", poor, Some("2026-10-20")),
        (2, "Trần Văn Ba", "Ấp 3", near, None),
        (3, "Lê Văn An", "Ấp 3", poor, Some("2026-10-16")),
        (4, "Nguyễn An Bình", "Ấp 3", poor, None),
    ]
    .into_iter()
    .map(|(n, name, hamlet, category, visited_on)| {
        row(&Listed {
            n,
            name,
            hamlet,
            category,
            visited_on,
        })
    })
    .collect()
}

fn opened() -> Rc<AppState> {
    let opened = Opened {
        identity: Some(Identity {
            person_name: "Lê Thị Lan".into(),
            commune: "99001".into(),
            commune_name: "xã Thới Lộc Hòa".into(),
            synthetic: true,
            actor: ME,
        }),
        rows: ward(),
        ..Opened::default()
    };
    Rc::new(AppState::default()).reduce(Action::Opened(Box::new(opened)))
}

fn shown(state: &AppState, filter: &ListFilter) -> Vec<String> {
    let since = Some(date("2026-10-17"));
    list_items(
        &state.rows,
        filter,
        date("2026-11-01"),
        since,
        &state.to_give(),
        &state.names,
    )
    .iter()
    .map(|item| match item {
        ListItem::Hamlet { name, count } => format!("{name} ({count})"),
        ListItem::Household(entry) => entry.row().head_name.clone(),
    })
    .collect()
}

#[test]
fn the_list_goes_by_hamlet_in_numeric_order_and_by_given_name() {
    let list = shown(&opened(), &ListFilter::default());
    assert_eq!(
        list,
        [
            "Ấp 3 (3)",
            "Lê Văn An",
            "Trần Văn Ba",
            "Nguyễn An Bình",
            "Ấp 10 (1)",
            "Đặng Thị Đường"
        ]
    );
}

#[test]
fn whoever_is_called_by_what_was_typed_comes_first() {
    let typed = |typed: &str| ListFilter {
        typed: typed.into(),
        ..ListFilter::default()
    };
    let state = opened();
    assert_eq!(shown(&state, &typed("an")), ["Lê Văn An", "Nguyễn An Bình"]);
    assert_eq!(shown(&state, &typed("duong dang")), ["Đặng Thị Đường"]);
    assert_eq!(shown(&state, &typed("10 duong")), ["Đặng Thị Đường"]);
    assert!(shown(&state, &typed("hùng")).is_empty());
}

#[test]
fn filters_narrow_the_list_and_a_visit_before_the_campaign_does_not_count() {
    let state = opened();
    let poor_and_not_visited = ListFilter {
        category: Some(Category::Poor),
        visited: Some(Visited::NotYet),
        ..ListFilter::default()
    };
    assert_eq!(
        shown(&state, &poor_and_not_visited),
        ["Ấp 3 (2)", "Lê Văn An", "Nguyễn An Bình"]
    );
    let visited = ListFilter {
        visited: Some(Visited::Yes),
        ..ListFilter::default()
    };
    assert_eq!(shown(&state, &visited), ["Ấp 10 (1)", "Đặng Thị Đường"]);
    let hamlet = ListFilter {
        hamlet: Some("Ấp 10".into()),
        ..ListFilter::default()
    };
    assert_eq!(shown(&state, &hamlet), ["Ấp 10 (1)", "Đặng Thị Đường"]);
}

#[test]
fn rows_change_and_go_while_the_list_is_open() {
    let state = opened();
    let renamed = row(&Listed {
        n: 2,
        name: "Trần Văn Tám",
        hamlet: "Ấp 10",
        category: Category::Poor,
        visited_on: None,
    });
    let state = state.reduce(Action::Rows(vec![renamed, b"rubbish".to_vec()]));
    let state = state.reduce(Action::Gone(vec![id(3), id(4)]));
    assert_eq!(
        shown(&state, &ListFilter::default()),
        ["Ấp 10 (2)", "Đặng Thị Đường", "Trần Văn Tám"]
    );
}

fn record(n: u64, household: u8, state: RecordState) -> RecordView {
    RecordView {
        n,
        kind: RecordKind::Visit,
        doc: id(household),
        made_at: Timestamp::from_ms(0),
        state,
    }
}

#[test]
fn who_comes_next_sees_nothing_of_whoever_had_the_phone() {
    let mais = opened()
        .reduce(Action::Records(vec![record(1, 1, RecordState::Saved)]))
        .reduce(Action::Saved(JustSaved {
            kind: SavedKind::Visit,
            household: id(1),
        }));
    let opens = |seat, door| {
        let opened = Opened {
            seat,
            door,
            ..Opened::default()
        };
        Rc::clone(&mais).reduce(Action::Opened(Box::new(opened)))
    };
    let locked = Door::Locked(Tries::Now { left: 10 });
    for after in [opens(Seat::Second, Door::Open), opens(Seat::First, locked)] {
        assert!(after.records.is_none());
        assert!(after.unreceipted.is_empty());
        assert!(after.just_saved.is_none());
    }
    let again = opens(Seat::First, Door::Open);
    assert_eq!(*again.unreceipted, [id(1)], "her own stay");
}

#[test]
fn a_household_is_marked_until_the_commune_has_its_record() {
    let refused = RecordState::NeedsPerson {
        reason: "schema".into(),
    };
    let state = opened().reduce(Action::Records(vec![
        record(3, 1, RecordState::Saved),
        record(2, 2, RecordState::Receipted),
        record(1, 3, refused),
    ]));
    assert_eq!(*state.unreceipted, [id(1), id(3)]);
}

#[test]
fn nothing_is_drawn_anew_when_nothing_has_changed() {
    let state = opened();
    let same = Rc::clone(&state).reduce(Action::Status(state.status));
    assert!(Rc::ptr_eq(&state, &same));
    let same = Rc::clone(&state).reduce(Action::SavedWasRead);
    assert!(Rc::ptr_eq(&state, &same));
}

#[test]
fn signing_out_forgets_everything_but_that_an_update_waits() {
    let state = opened()
        .reduce(Action::UpdateWaiting)
        .reduce(Action::SignedOut);
    assert!(state.identity.is_none() && state.rows.sorted().is_empty());
    assert_eq!(state.opening, Opening::Waiting);
    assert!(state.update_waiting);
}

#[test]
fn the_strip_is_grey_when_offline_amber_when_waiting_and_red_only_for_a_person() {
    let status = |phase, made, receipted, needs_person| Status {
        phase,
        made,
        receipted,
        needs_person,
        heard_at: Some(Timestamp::from_ms(1)),
        progress: None,
        clock_off_s: 0,
    };
    for (status, tone, key, count) in [
        (
            status(Phase::Offline, 41, 41, 0),
            Tone::Plain,
            "strip.offline",
            41,
        ),
        (
            status(Phase::Offline, 41, 38, 0),
            Tone::Waiting,
            "strip.waiting_offline",
            3,
        ),
        (
            status(Phase::Idle, 41, 38, 0),
            Tone::Waiting,
            "strip.waiting",
            3,
        ),
        (
            status(Phase::Syncing, 41, 38, 0),
            Tone::Waiting,
            "strip.sending",
            3,
        ),
        (
            status(Phase::Idle, 41, 41, 0),
            Tone::Good,
            "strip.all_received",
            41,
        ),
        (
            status(Phase::Idle, 0, 0, 0),
            Tone::Good,
            "strip.up_to_date",
            0,
        ),
        (
            status(Phase::Offline, 41, 39, 2),
            Tone::Problem,
            "strip.needs_person",
            2,
        ),
        (
            status(Phase::Refused(Refused::Revoked), 41, 39, 0),
            Tone::Problem,
            "strip.revoked",
            2,
        ),
    ] {
        let line = strip_line(&status);
        assert_eq!(
            (line.tone, line.key, line.count),
            (tone, key, count),
            "{status:?}"
        );
    }
}

#[test]
fn a_phone_that_has_just_been_enrolled_says_what_it_waits_for() {
    let fresh = Status {
        phase: Phase::Syncing,
        ..Status::default()
    };
    assert_eq!(strip_line(&fresh).key, "strip.first_sync");
    let part = strip_line(&Status {
        progress: Some((175, 506)),
        ..fresh
    });
    assert_eq!(
        (part.key, part.count, part.all),
        ("strip.first_sync_part", 175, 506)
    );
    assert_eq!(strip_line(&Status::default()).key, "strip.not_yet");
}

#[test]
fn the_campaign_in_force_is_the_one_of_today_or_the_last_that_was() {
    let campaign = |n: u8, from: &str, to: &str| Campaign {
        has_rounds: false,
        id: id(n),
        commune: "99001".into(),
        name: format!("Đợt {n}"),
        from: date(from),
        to: date(to),
        items: Vec::new(),
    };
    let campaigns = [
        campaign(3, "2027-01-10", "2027-02-05"),
        campaign(2, "2026-10-17", "2026-11-18"),
        campaign(1, "2026-01-20", "2026-02-16"),
    ];
    let on = |today: &str| campaign_in_force(&campaigns, date(today)).map(|c| c.id);
    assert_eq!(on("2026-11-18"), Some(id(2)));
    assert_eq!(on("2026-11-19"), Some(id(2)));
    assert_eq!(on("2026-10-16"), Some(id(1)));
    assert_eq!(on("2026-01-01"), None);
}
