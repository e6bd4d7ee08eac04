//! Hamlets that are given another name, united and parted. Goal: the office says it once, every record
//! follows, nobody is lost under the old name. Method: real phones and the real store in one process.

use std::collections::BTreeMap;

use chungtay_server::import;
use chungtay_shared::field::Problem;
use chungtay_shared::household::ProfileField;
use chungtay_shared::id::DocId;
use chungtay_shared::import::plan::Decision;
use chungtay_shared::phone::message::Ask;
use chungtay_shared::register::{HamletChange, OrganisationRole, SaidDraft};
use chungtay_shared::time::LocalDate;
use chungtay_tests::ward::month::{Month, fields_of, month, save};
use chungtay_tests::ward::phone::register;

fn becomes(hamlet: &str, into: &str) -> HamletChange {
    HamletChange {
        hamlet: hamlet.into(),
        into: into.into(),
        from: day("2026-09-01"),
        document: "12/NQ-HĐND ngày 20/8/2026".into(),
        ends: true,
        households: None,
    }
}

fn day(text: &str) -> LocalDate {
    text.parse().unwrap()
}

fn say(month: &Month, change: HamletChange) {
    let said = month.ward.server.say(&SaidDraft::HamletMoved(change));
    said.unwrap();
}

/// The hamlet of a household as the server has it.
fn hamlet_of(month: &Month, household: DocId) -> String {
    let said = month.ward.server.household(household).unwrap();
    said.profile.get(ProfileField::Hamlet).to_owned()
}

/// How many households the register counts in each hamlet, and whether that is no more.
fn counts(month: &Month) -> BTreeMap<String, (u64, bool)> {
    let hamlets = month.ward.server.register().hamlets.into_iter();
    hamlets
        .map(|line| {
            let is_former = line.hamlet.until.is_some();
            (line.hamlet.name, (line.households, is_former))
        })
        .collect()
}

fn counted<const N: usize>(lines: [(&str, u64, bool); N]) -> BTreeMap<String, (u64, bool)> {
    let lines = lines.into_iter();
    lines
        .map(|(name, count, is_former)| (name.to_owned(), (count, is_former)))
        .collect()
}

#[test]
fn a_hamlet_is_given_another_name_and_whoever_was_written_down_under_the_old_one_follows() {
    let mut month = month();
    assert_eq!(counts(&month), counted([("Ấp 3", 4, false)]));
    // Hùng is where no network is, and knows nothing of it.
    let new = save(&mut month.ward, "Hùng", &register("Ngô Thị Lan", "Ấp 3")).unwrap();
    say(&month, becomes("Ấp 3", "Ấp Thới Hòa"));
    month.ward.settle();
    assert_eq!(
        counts(&month),
        counted([("Ấp Thới Hòa", 4, false), ("Ấp 3", 1, true)])
    );
    let late = month.ward.server.register();
    let late = late.hamlets.iter().find(|line| line.hamlet.name == "Ấp 3");
    assert_eq!(late.unwrap().now_called, ["Ấp Thới Hòa"]);
    say(&month, becomes("Ấp 3", "Ấp Thới Hòa"));
    month.ward.settle();
    month.ward.settle();

    for household in month.households.clone().into_iter().chain([new]) {
        assert_eq!(hamlet_of(&month, household), "Ấp Thới Hòa");
        assert_eq!(month.row("Mai", household).hamlet, "Ấp Thới Hòa");
    }
    for name in ["Mai", "Hùng"] {
        let names = month.ward.phone(name).names();
        assert_eq!(names.hamlets, ["Ấp Thới Hòa"]);
        assert_eq!(names.once_called("Ấp Thới Hòa"), "ap 3");
    }
    let listed = month.ward.server.listed();
    assert!(listed.iter().all(|line| line.search.ends_with(" ap 3")));
    let said = month.ward.server.register().statements;
    assert_eq!(said.iter().map(|s| s.moved).collect::<Vec<_>>(), [1, 4]);
}

#[test]
fn a_hamlet_is_parted_household_by_household() {
    let mut month = month();
    let (first, rest) = month.households.split_at(1);
    let (first, rest) = (first.to_vec(), rest.to_vec());
    let part = |into, households: &[DocId], ends| HamletChange {
        households: Some(households.to_vec()),
        ends,
        ..becomes("Ấp 3", into)
    };
    say(&month, part("Ấp 3A", &first, false));
    say(&month, part("Ấp 3B", &rest, true));
    assert_eq!(
        counts(&month),
        counted([("Ấp 3", 0, true), ("Ấp 3A", 1, false), ("Ấp 3B", 3, false)])
    );
    month.ward.settle();
    let names = month.ward.phone("Mai").names();
    assert_eq!(names.former[0].now, ["Ấp 3A", "Ấp 3B"]);
}

#[test]
fn what_was_said_by_mistake_is_taken_back_but_not_what_was_done_since() {
    let mut month = month();
    say(&month, becomes("Ấp 3", "Ấp Thới Hòa"));
    let moved_on = month.households[0];
    say(
        &month,
        HamletChange {
            households: Some(vec![moved_on]),
            ends: false,
            ..becomes("Ấp Thới Hòa", "Ấp 5")
        },
    );
    let strike = |n| SaidDraft::Struck {
        n,
        reason: "Nghị quyết của xã khác".into(),
    };
    month.ward.server.say(&strike(1)).unwrap();
    assert_eq!(hamlet_of(&month, moved_on), "Ấp 5");
    for &household in &month.households[1..] {
        assert_eq!(hamlet_of(&month, household), "Ấp 3");
    }
    let again = fields_of(month.ward.server.say(&strike(1)));
    assert_eq!(again, [("n".to_owned(), Problem::Unknown)]);
    month.ward.settle();
    assert!(month.ward.phone("Mai").names().former.is_empty());
}

#[test]
fn what_is_refused_changes_nothing() {
    let month = month();
    let before = month.ward.server.log_end();
    let refused = month.ward.server.say(&SaidDraft::HamletMoved(HamletChange {
        into: "ấp 3".into(),
        from: day("2030-01-01"),
        ..becomes("Ấp 3", "")
    }));
    assert_eq!(
        fields_of(refused),
        [
            ("from".to_owned(), Problem::InFuture),
            ("into".to_owned(), Problem::Unchanged)
        ]
    );
    assert_eq!(month.ward.server.log_end(), before);
    assert!(month.ward.server.register().statements.is_empty());
}

#[test]
fn a_phone_that_edits_the_hamlet_meanwhile_leaves_both_values_for_the_office() {
    let mut month = month();
    let household = month.households[0];
    let edit = Ask::SaveProfile {
        household,
        edits: BTreeMap::from([(ProfileField::Hamlet, "Ấp 7".to_owned())]),
    };
    save(&mut month.ward, "Mai", &edit).unwrap();
    say(&month, becomes("Ấp 3", "Ấp Thới Hòa"));
    month.ward.settle();
    let conflicts = month.ward.server.conflicts();
    let values: Vec<_> = conflicts[0]
        .conflict
        .values
        .iter()
        .map(|v| v.value.as_str())
        .collect();
    assert!(values.contains(&"Ấp 7") && values.contains(&"Ấp Thới Hòa"));
}

#[test]
fn a_list_that_is_older_than_the_name_is_taken_for_the_same_households() {
    let month = month();
    say(&month, becomes("Ấp 3", "Ấp Thới Hòa"));
    let list = "STT,Họ và tên chủ hộ,Ấp,Diện\n\
                1,Đặng Thị Sáu,Ấp 3,Hộ nghèo\n\
                2,Lê Văn Tám,Ấp 3,Hộ nghèo\n\
                3,Cao Thị Chín,Ấp 3,Hộ nghèo\n";
    let today = day("2026-10-20");
    let reading = import::read(list.as_bytes(), "danh-sach.csv", today).unwrap();
    let plan = month.ward.server.compared(&reading);
    let hamlets = plan
        .items
        .iter()
        .map(|item| item.profile.get(ProfileField::Hamlet));
    assert_eq!(hamlets.collect::<Vec<_>>(), ["Ấp Thới Hòa"; 3]);
    let is_new = |decision: &Decision| matches!(decision, Decision::Create);
    let new: Vec<bool> = plan
        .items
        .iter()
        .map(|item| is_new(&item.decision))
        .collect();
    assert_eq!(new, [false, false, true]);
}

#[test]
fn an_old_name_is_known_however_a_list_spells_it_but_not_where_it_may_be_another_hamlets() {
    let mut month = month();
    say(&month, becomes("Ấp 3", "Ấp Thới Hòa"));
    for (head, hamlet) in [("Cao Văn Mười", "Ấp Thạnh"), ("Cao Văn Mốt", "Ấp Thành")]
    {
        save(&mut month.ward, "Mai", &register(head, hamlet)).unwrap();
    }
    month.ward.settle();
    say(&month, becomes("Ấp Thạnh", "Ấp Đông"));
    // Each hamlet hands in a list of its own: within one list two spellings are one hamlet.
    let read = |hamlet: &str| {
        let list = format!("STT,Họ và tên chủ hộ,Ấp,Diện\n1,Cao Văn Mười,{hamlet},Hộ nghèo\n");
        let reading = import::read(list.as_bytes(), "danh-sach.csv", day("2026-10-20")).unwrap();
        let item = month.ward.server.compared(&reading).items.remove(0);
        item.profile.get(ProfileField::Hamlet).to_owned()
    };
    assert_eq!(read("AP 03"), "Ấp Thới Hòa");
    assert_eq!(read("3"), "Ấp Thới Hòa");
    assert_eq!(read("ấp thạnh"), "Ấp Đông");
    assert_eq!(read("Ấp Thành"), "Ấp Thành");
    assert_ne!(read("Ap Thanh"), "Ấp Đông", "it may be ấp Thành");
}

#[test]
fn phones_are_told_of_organisations_and_the_office_sees_what_they_gave() {
    let mut month = month();
    let works_with = |name: &str, role, from| SaidDraft::Organisation {
        name: name.into(),
        role: Some(role),
        from: day(from),
    };
    let farmers = works_with("Hội Nông dân xã", OrganisationRole::Union, "2025-07-01");
    month.ward.server.say(&farmers).unwrap();
    let rice = works_with(
        "Cơ sở xay xát Út Lành",
        OrganisationRole::Business,
        "2026-01-01",
    );
    month.ward.server.say(&rice).unwrap();
    month
        .ward
        .server
        .say(&SaidDraft::OrganisationUntil {
            name: "Cơ sở xay xát Út Lành".into(),
            until: day("2026-06-30"),
        })
        .unwrap();
    month.ward.settle();
    assert_eq!(
        month.ward.phone("Mai").names().organisations,
        ["Hội Nông dân xã"]
    );
    let lines = month.ward.server.register().organisations;
    let shown: Vec<_> = lines
        .iter()
        .map(|line| (line.organisation.name.as_str(), line.organisation.until))
        .collect();
    assert_eq!(
        shown,
        [
            ("Hội Nông dân xã", None),
            ("Cơ sở xay xát Út Lành", Some(day("2026-06-30")))
        ]
    );
}
