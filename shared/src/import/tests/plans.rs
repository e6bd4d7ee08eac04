//! Comparing a list with what the commune has.

use super::*;

const LIST: [&str; 5] = [
    "STT|Họ tên|Năm sinh|CCCD|Ấp|Đối tượng",
    "1|Nguyễn Văn A|1960|092060001234|Ấp 3|Hộ nghèo",
    "2|Nguyễn Văn A|1975||Ấp 3|Hộ nghèo",
    "3|Trần Thị Bé|1950||Ấp 4|Hộ cận nghèo",
    "4|Trần Thị Bé|||Ấp 4|Hộ nghèo",
];

fn id(number: u8) -> DocId {
    DocId::from_bytes([number; 16])
}

/// The commune after everything the plan creates was created.
fn after(reading: &ListReading, actions: &[Action]) -> Vec<ExistingHousehold> {
    let created = actions
        .iter()
        .zip(1..)
        .filter_map(|(action, number)| match action {
            Action::Create { index, profile } => Some((number, *index, profile)),
            Action::Keep { .. }
            | Action::AddStatus { .. }
            | Action::Leave { .. }
            | Action::Skip => None,
        });
    created
        .map(|(number, index, profile)| ExistingHousehold {
            id: id(number),
            import_keys: vec![reading.households[index].import_key.clone()],
            head_name: profile.get(ProfileField::HeadName).into(),
            hamlet: profile.get(ProfileField::Hamlet).into(),
            birth_year: profile.birth().map(crate::time::PartialDate::year),
            national_id: profile.get(ProfileField::NationalId).into(),
            category: reading.households[index].category,
        })
        .collect()
}

fn someone(name: &str, hamlet: &str) -> ExistingHousehold {
    ExistingHousehold {
        id: id(99),
        import_keys: vec![String::new()],
        head_name: name.into(),
        hamlet: hamlet.into(),
        birth_year: None,
        national_id: String::new(),
        category: None,
    }
}

#[test]
fn two_of_one_name_are_told_apart_or_asked_about() {
    let reading = read_lines(&LIST);
    let plan = plan(&reading, &[]);
    let decisions: Vec<_> = plan
        .items
        .iter()
        .map(|item| item.decision.clone())
        .collect();
    let ask = Decision::Ask {
        candidates: vec![],
        why: AskWhy::SameNameInFile { index: 2 },
    };
    assert_eq!(
        decisions,
        [Decision::Create, Decision::Create, Decision::Create, ask]
    );
    let doubts: Vec<_> = plan.doubts.iter().map(|d| (d.row, d.kind.code())).collect();
    assert_eq!(doubts, [2, 3, 5].map(|row| (row, "same_name_in_file")));
    let summary = ImportSummary::new(&reading, &plan, |kind| kind.code().to_owned());
    assert_eq!(
        (summary.to_create, summary.matched, summary.to_ask),
        (3, 0, 1)
    );
}

#[test]
fn the_same_file_again_changes_nothing() {
    let reading = read_lines(&LIST);
    let answers = BTreeMap::from([(3, Answer::New)]);
    let first = plan(&reading, &[]).resolve(&reading, &answers);
    let commune = after(&reading, &first);
    assert_eq!(commune.len(), 4);
    let again = plan(&reading, &commune);
    assert!(again.items.iter().all(|item| matches!(
        item.decision,
        Decision::Matched(_, MatchedBy::ImportKey)
    ) && item.status_differs.is_none()));
    let actions = again.resolve(&reading, &BTreeMap::new());
    assert!(
        actions
            .iter()
            .all(|action| matches!(action, Action::Keep { .. }))
    );
}

#[test]
fn a_row_left_out_is_asked_about_again_and_never_taken_for_its_namesake() {
    let reading = read_lines(&LIST);
    let first = plan(&reading, &[]).resolve(&reading, &BTreeMap::new());
    assert_eq!(first[3], Action::Leave { index: 3 });
    let again = plan(&reading, &after(&reading, &first));
    assert!(matches!(again.items[3].decision, Decision::Ask { .. }));
}

#[test]
fn a_household_registered_in_the_field_is_offered_by_name_and_known_by_number() {
    let reading = read_lines(&LIST);
    let by_name = plan(&reading, &[someone("NGUYEN VAN A", "ấp 03")]);
    let ask = Decision::Ask {
        candidates: vec![id(99)],
        why: AskWhy::SameNameOnList,
    };
    assert_eq!(by_name.items[0].decision, ask);
    let answers = BTreeMap::from([(0, Answer::SameAs(id(99)))]);
    let actions = by_name.resolve(&reading, &answers);
    assert_eq!(actions[0], Action::Keep { id: id(99) });
    let actions = by_name.with_new_statuses().resolve(&reading, &answers);
    let category = Category::Poor;
    assert_eq!(
        actions[0],
        Action::AddStatus {
            id: id(99),
            category
        }
    );

    let elsewhere = plan(&reading, &[someone("Nguyễn Văn A", "Ấp 9")]);
    assert_eq!(elsewhere.items[0].decision, Decision::Create);

    let mut told_apart = someone("Nguyễn Văn A", "Ấp 3");
    told_apart.birth_year = Some(1988);
    let told_apart = plan(&reading, &[told_apart]);
    assert_eq!(told_apart.items[0].decision, Decision::Create);
    assert!(
        told_apart
            .doubts
            .iter()
            .any(|d| d.kind == DoubtKind::SameNameOnList)
    );

    let mut numbered = someone("Nguyễn Văn Anh", "Ấp 9");
    numbered.national_id = "092060001234".into();
    numbered.category = Some(Category::NearPoor);
    let numbered = plan(&reading, &[numbered]);
    assert_eq!(
        numbered.items[0].decision,
        Decision::Matched(id(99), MatchedBy::NationalId)
    );
    assert!(
        numbered
            .doubts
            .iter()
            .any(|d| d.kind == DoubtKind::NameDiffers)
    );
    assert_eq!(numbered.items[0].status_differs, Some(Category::Poor));
    let kept = numbered.resolve(&reading, &BTreeMap::new());
    assert_eq!(kept[0], Action::Keep { id: id(99) });
    let added = numbered
        .with_new_statuses()
        .resolve(&reading, &BTreeMap::new());
    assert_eq!(
        added[0],
        Action::AddStatus {
            id: id(99),
            category: Category::Poor
        }
    );
}

#[test]
fn a_new_household_gets_the_communes_own_spelling_of_its_hamlet() {
    let reading = read_lines(&["Họ tên|Năm sinh|Ấp", "Nguyễn Văn A|1960|THỚI HOÀ"]);
    let plan = plan(&reading, &[someone("Lê Thị C", "ấp Thới Hòa")]);
    assert_eq!(
        plan.items[0].profile.get(ProfileField::Hamlet),
        "ấp Thới Hòa"
    );
}

#[test]
fn one_personal_number_on_two_rows_is_asked_about() {
    let reading = read_lines(&[
        "Họ tên|CCCD|Ấp",
        "Nguyễn Văn A|'092060001234|Ấp 3",
        "Trần Văn B|'092060001234|Ấp 4",
        "Lê Văn C||",
    ]);
    let plan = plan(&reading, &[]);
    let ask = |why| Decision::Ask {
        candidates: vec![],
        why,
    };
    assert_eq!(
        plan.items[1].decision,
        ask(AskWhy::SameIdInFile { index: 0 })
    );
    assert_eq!(plan.doubts[0].kind, DoubtKind::IdRepeated);
}
