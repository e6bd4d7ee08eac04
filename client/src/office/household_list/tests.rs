use super::*;
use chungtay_shared::id::DocId;
use chungtay_shared::life::LifeKind;
use chungtay_shared::text::fold;

fn household(number: u8, head_name: &str, hamlet: &str, visit_count: u32) -> HouseholdLine {
    HouseholdLine {
        id: DocId::from_bytes([number; 16]),
        head_name: head_name.to_owned(),
        nickname: String::new(),
        hamlet: hamlet.to_owned(),
        category: (number % 2 == 1).then_some(Category::Poor),
        birth_year: None,
        member_count: 0,
        visit_count,
        handover_count: u32::from(number),
        value_vnd: 0,
        search: fold(&format!("{head_name} {hamlet}")),
        gone: None,
        needs: Vec::new(),
    }
}

fn ward() -> SortedList {
    SortedList::new(vec![
        household(1, "Trần Văn Đặng", "Ấp 10", 0),
        household(2, "Lê Thị Ánh", "Ấp 2", 2),
        household(3, "Nguyễn Văn An", "Ấp 10", 1),
        household(4, "Phạm Thị Út", "Ấp 2", 0),
    ])
}

fn names(list: &SortedList, filter: &ListFilter) -> Vec<String> {
    let shown = list.shown(filter);
    shown
        .iter()
        .filter_map(|place| list.line(*place))
        .map(|l| l.head_name.clone())
        .collect()
}

#[test]
fn hamlet_two_comes_before_ten_and_people_go_by_given_name() {
    let by_hamlet = names(&ward(), &ListFilter::default());
    assert_eq!(
        by_hamlet,
        [
            "Lê Thị Ánh",
            "Phạm Thị Út",
            "Nguyễn Văn An",
            "Trần Văn Đặng"
        ]
    );
    let filter = ListFilter {
        order: Order::Name,
        ..ListFilter::default()
    };
    let by_name = names(&ward(), &filter);
    assert_eq!(
        by_name,
        [
            "Nguyễn Văn An",
            "Lê Thị Ánh",
            "Trần Văn Đặng",
            "Phạm Thị Út"
        ]
    );
    assert_eq!(ward().hamlets(), ["Ấp 2", "Ấp 10"]);
}

#[test]
fn dang_is_found_without_its_marks_and_filters_narrow_together() {
    let searched = |search: &str| ListFilter {
        search: search.to_owned(),
        ..Default::default()
    };
    assert_eq!(names(&ward(), &searched("dang tran")), ["Trần Văn Đặng"]);
    let filter = ListFilter {
        visited: Some(false),
        hamlet: "Ấp 2".to_owned(),
        ..Default::default()
    };
    assert_eq!(names(&ward(), &filter), ["Phạm Thị Út"]);
    let filter = ListFilter {
        category: Some(CategoryChoice::None),
        ..searched("ap")
    };
    assert_eq!(names(&ward(), &filter), ["Lê Thị Ánh", "Phạm Thị Út"]);
    let filter = ListFilter {
        aided: Some(false),
        ..Default::default()
    };
    assert!(names(&ward(), &filter).is_empty());
}

#[test]
fn who_is_gone_is_shown_only_where_it_is_asked_for_and_each_view_has_its_count() {
    let moved = HouseholdLine {
        gone: Some(LifeKind::MovedAway),
        ..household(5, "Đỗ Thị Bé", "Ấp 2", 0)
    };
    let list = SortedList::new(vec![household(1, "Trần Văn Đặng", "Ấp 10", 0), moved]);
    let names_of = |presence| {
        let filter = ListFilter {
            presence,
            ..Default::default()
        };
        (names(&list, &filter), list.count(presence))
    };
    let shown = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let count = names.len();
        (names, count)
    };
    assert_eq!(names_of(Presence::default()), shown(&["Trần Văn Đặng"]));
    assert_eq!(names_of(Presence::Gone), shown(&["Đỗ Thị Bé"]));
    assert_eq!(
        names_of(Presence::Either),
        shown(&["Đỗ Thị Bé", "Trần Văn Đặng"])
    );
}
