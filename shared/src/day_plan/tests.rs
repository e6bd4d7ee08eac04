//! Mai's day in two hamlets.

use super::*;
use crate::campaign::AidItem;
use crate::collation;
use crate::id::FactId;
use crate::life::LifeKind;
use crate::time::Timestamp;

const GIFT: FactId = FactId::from_bytes([1; 16]);
const RICE: FactId = FactId::from_bytes([2; 16]);

fn id(n: u8) -> DocId {
    DocId::from_bytes([n; 16])
}

fn date(text: &str) -> LocalDate {
    text.parse().unwrap()
}

fn today() -> LocalDate {
    date("2026-10-20")
}

fn at(day: &str) -> Timestamp {
    Timestamp::from_local(date(day), 9, 0)
}

fn row(n: u8, name: &str, hamlet: &str) -> HouseholdRow {
    HouseholdRow {
        id: id(n),
        head_name: name.into(),
        nickname: String::new(),
        hamlet: hamlet.into(),
        statuses: Vec::new(),
        birth_year: None,
        national_id: String::new(),
        phone: String::new(),
        member_count: 0,
        last_visit_at: None,
        visit_count: 0,
        handover_count: 0,
        value_vnd: 0,
        conflict_count: 0,
        last_handover_at: None,
        search: String::new(),
        sort: collation::hamlet_sort_key(hamlet) + &collation::person_sort_key(name),
        rounds_given: Vec::new(),
        gone: None,
        merged_into: None,
        givers: Vec::new(),
        under_way: String::new(),
    }
}

/// As the list has them: Ấp 2 before Ấp 10, and by given name in each.
fn rows() -> Vec<HouseholdRow> {
    let mut rows = vec![
        row(1, "Trần Thị Ba", "Ấp 10"),
        row(2, "Lê Văn An", "Ấp 2"),
        row(3, "Võ Văn Bé", "Ấp 2"),
        row(4, "Ngô Thị Cúc", "Ấp 2"),
        row(5, "Lý Văn Dần", "Ấp 2"),
    ];
    rows.sort_by(|a, b| a.sort.cmp(&b.sort));
    rows
}

fn held(round: FactId, form: AidForm, households: &[u8]) -> HeldRights {
    HeldRights {
        campaign: id(90),
        campaign_name: "Tháng cao điểm".into(),
        round,
        round_name: "Đợt 1".into(),
        item: AidItem {
            id: round,
            name: "Quà".into(),
            form,
            money_vnd: 500_000,
            quantity_milli: 2_500,
            unit: "kg".into(),
            goods_value_vnd: 0,
            source: None,
            source_name: String::new(),
            steps: Vec::new(),
        },
        households: households.iter().map(|n| id(*n)).collect(),
        gifts: None,
    }
}

fn plan(rows: &[HouseholdRow], rights: &[HeldRights], route: &DayRoute) -> DayPlan {
    let day = Day {
        rights,
        since: Some(date("2026-10-17")),
        today: today(),
    };
    let plan = day.plan(rows.iter(), route);
    let chosen: Vec<usize> = plan.chosen().map(|hamlet| hamlet.stops.len()).collect();
    let left = (!chosen.is_empty()).then(|| chosen.iter().sum());
    assert_eq!(day.stops_left(rows.iter(), route), left);
    plan
}

/// Each chosen hamlet with the numbers of its stops.
fn way(plan: &DayPlan) -> Vec<(&str, Vec<u8>)> {
    let stops = |hamlet: &HamletPlan| {
        let ids = hamlet.stops.iter().map(|stop| stop.household.as_bytes()[0]);
        ids.collect()
    };
    plan.chosen()
        .map(|hamlet| (hamlet.name.as_str(), stops(hamlet)))
        .collect()
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn mai_goes_where_she_has_something_to_give_and_visits_their_neighbours() {
    let rights = [held(GIFT, AidForm::Cash, &[3, 4])];
    let plan = plan(&rows(), &rights, &DayRoute::default());
    assert_eq!(way(&plan), [("Ấp 2", vec![2, 3, 4, 5])]);
    let [an, be, ..] = &plan.hamlets[0].stops[..] else {
        panic!("four stops")
    };
    assert_eq!((&an.gives[..], an.is_to_visit), (&[][..], true));
    assert_eq!((&be.gives[..], be.is_to_visit), (&[0][..], true));
    assert_eq!(
        plan.hamlets[1].stops.len(),
        1,
        "she sees what she leaves out"
    );
}

#[test]
fn who_holds_nothing_chooses_where_to_go_and_hamlets_are_counted_as_people_count() {
    let nowhere = DayRoute::default();
    assert_eq!(way(&plan(&rows(), &[], &nowhere)), []);
    let both = nowhere.choosing(names(&["Ấp 10", "Ấp 2", "Ấp 7"]));
    let plan_of_both = plan(&rows(), &[], &both);
    assert_eq!(
        way(&plan_of_both),
        [("Ấp 2", vec![2, 3, 4, 5]), ("Ấp 10", vec![1])]
    );
    // Who holds rights may stay away from their hamlet, and from all of them.
    let rights = [held(GIFT, AidForm::Cash, &[3])];
    let nowhere = DayRoute::default().choosing(Vec::new());
    assert_eq!(way(&plan(&rows(), &rights, &nowhere)), []);
}

#[test]
fn what_was_done_leaves_the_plan_and_what_was_done_today_is_counted() {
    let rights = [held(GIFT, AidForm::Cash, &[3, 4])];
    let mut rows = rows();
    rows[0].last_visit_at = Some(at("2026-10-16"));
    rows[1].last_handover_at = Some(at("2026-10-20"));
    rows[1].rounds_given = vec![GIFT];
    rows[2].last_visit_at = Some(at("2026-10-20"));
    rows[3].last_visit_at = Some(at("2026-10-18"));
    let plan = plan(&rows, &rights, &DayRoute::default());
    // An was visited before the campaign. Bé was given today, which is a visit for today. Cúc was
    // visited today, and the gift is still to come. With Dần all was done on another day.
    assert_eq!(way(&plan), [("Ấp 2", vec![2, 4])]);
    let hamlet = plan.chosen().next().unwrap();
    assert!(!hamlet.stops[1].is_to_visit);
    assert_eq!(hamlet.done, [id(3)]);
    assert_eq!(plan.loads[0].count, 1);
}

#[test]
fn nobody_goes_to_who_has_left_or_stands_twice_in_the_list() {
    let mut rows = rows();
    rows[0].gone = Some(LifeKind::MovedAway);
    rows[1].merged_into = Some(id(4));
    let rights = [held(GIFT, AidForm::Cash, &[2, 3])];
    let route = DayRoute::default().choosing(names(&["Ấp 2"]));
    let plan = plan(&rows, &rights, &route);
    assert_eq!(way(&plan), [("Ấp 2", vec![4, 5])]);
    assert_eq!(plan.loads, []);
}

#[test]
fn what_to_carry_is_the_sum_of_what_is_to_be_given_on_the_way() {
    let rights = [
        held(GIFT, AidForm::Cash, &[1, 3, 4]),
        held(RICE, AidForm::CashAndGoods, &[3]),
        held(FactId::from_bytes([3; 16]), AidForm::BankTransfer, &[3]),
    ];
    let route = DayRoute::default().choosing(names(&["Ấp 2"]));
    let plan = plan(&rows(), &rights, &route);
    let load = |right, count, money_vnd, quantity_milli| Load {
        right,
        count,
        money_vnd,
        quantity_milli,
    };
    // Bà Ba lives in Ấp 10; what goes through the bank is given, but not carried.
    assert_eq!(
        plan.loads,
        [load(0, 2, 1_000_000, 5_000), load(1, 1, 500_000, 2_500)]
    );
    assert_eq!(plan.hamlets[0].stops[1].gives, [0, 1, 2]);
}

#[test]
fn on_a_day_of_giving_only_who_is_given_something_is_on_the_way() {
    let rights = [held(GIFT, AidForm::Cash, &[3, 4])];
    let route = DayRoute::default().giving_only(true);
    assert_eq!(way(&plan(&rows(), &rights, &route)), [("Ấp 2", vec![3, 4])]);
    // Once nothing is held, the day is one of visits again.
    let route = route.choosing(names(&["Ấp 10"]));
    assert_eq!(way(&plan(&rows(), &[], &route)), [("Ấp 10", vec![1])]);
}

#[test]
fn the_way_is_gone_as_mai_put_it() {
    let all = rows();
    let both = DayRoute::default().choosing(names(&["Ấp 2", "Ấp 10"]));
    let in_order = |route: &DayRoute| {
        let plan = plan(&all, &[], route);
        way(&plan)
            .into_iter()
            .flat_map(|(_, stops)| stops)
            .collect::<Vec<u8>>()
    };
    let up = both.moving_household(all.iter(), id(4), id(3));
    assert_eq!(in_order(&up), [2, 4, 3, 5, 1]);
    let down = up.moving_household(all.iter(), id(2), id(4));
    assert_eq!(in_order(&down), [4, 2, 3, 5, 1]);
    let to_the_end = down.moving_household(all.iter(), id(4), id(5));
    assert_eq!(in_order(&to_the_end), [2, 3, 5, 4, 1]);
    let hamlets_too = to_the_end.moving_hamlet(&names(&["Ấp 2", "Ấp 10"]), "Ấp 10", "Ấp 2");
    assert_eq!(in_order(&hamlets_too), [1, 2, 3, 5, 4]);
    // Nobody is moved out of their hamlet, nor next to somebody who is not on the phone.
    for elsewhere in [id(1), id(77)] {
        let same = hamlets_too.moving_household(all.iter(), id(5), elsewhere);
        assert_eq!(in_order(&same), [1, 2, 3, 5, 4]);
    }
}

#[test]
fn who_is_not_on_todays_way_keeps_their_place_and_who_is_new_comes_last() {
    let mut all = rows();
    let route = DayRoute::default().choosing(names(&["Ấp 2"]));
    let route = route.moving_household(all.iter(), id(5), id(2));
    // Dần was visited; what is moved meanwhile is moved around their place.
    all[3].last_visit_at = Some(at("2026-10-20"));
    let route = route.moving_household(all.iter(), id(4), id(2));
    assert_eq!(way(&plan(&all, &[], &route)), [("Ấp 2", vec![4, 2, 3])]);
    all[3].last_visit_at = None;
    all.insert(0, row(6, "Bùi Thị Ánh", "Ấp 2"));
    assert_eq!(
        way(&plan(&all, &[], &route)),
        [("Ấp 2", vec![5, 4, 2, 3, 6])]
    );
}

#[test]
fn the_route_is_kept_as_text_and_another_versions_lines_do_no_harm() {
    let all = rows();
    let route = DayRoute::default()
        .choosing(names(&["Ấp 2", ""]))
        .moving_hamlet(&names(&["Ấp 2", ""]), "", "Ấp 2")
        .moving_household(all.iter(), id(4), id(2))
        .giving_only(true);
    for route in [
        route,
        DayRoute::default(),
        DayRoute::default().choosing(Vec::new()),
    ] {
        assert_eq!(DayRoute::from_text(&route.to_text()), route);
    }
    let text = "household nobody\nweather rain\nnothing\n\ngiving_only\nhamlet Ấp 2";
    let read = DayRoute::from_text(text);
    assert!(read.is_giving_only() && read.chosen().is_none());
    assert_eq!(read.to_text(), "hamlet Ấp 2\ngiving_only\n");
}
