//! The register as people speak of it.

use std::collections::BTreeSet;

use super::*;
use crate::field::Problem;
use crate::unit;

/// Phường Long Tuyền, to which a part of the old one of that name came, and others.
const LONG_TUYEN: &str = "31183";

fn day(text: &str) -> LocalDate {
    text.parse().unwrap()
}

/// The statements of a unit that says these one after another, each read as its office would type it.
struct Office {
    statements: Vec<Statement>,
    in_use: BTreeSet<String>,
    made_of: Vec<unit::Former>,
}

impl Office {
    fn with_list_of(hamlets: &[&str]) -> Self {
        Self {
            statements: Vec::new(),
            in_use: hamlets.iter().map(|&name| name.to_owned()).collect(),
            made_of: unit::made_of(LONG_TUYEN),
        }
    }

    fn problems(&self, draft: &SaidDraft) -> Vec<(String, Problem)> {
        let problems = draft.read(self.known()).err().unwrap_or_default();
        problems.into_iter().map(|p| (p.field, p.problem)).collect()
    }

    fn says(&mut self, draft: &SaidDraft) -> u64 {
        let said = draft.read(self.known()).unwrap();
        let n = self.statements.len() as u64 + 1;
        self.statements.push(Statement {
            n,
            by: "Lê Thị Tư".into(),
            at: Timestamp::from_ms(0),
            said,
        });
        n
    }

    fn known(&self) -> Known<'_> {
        Known {
            statements: &self.statements,
            in_use: &self.in_use,
            made_of: &self.made_of,
            today: day("2026-10-20"),
        }
    }

    fn register(&self) -> Register {
        Register::of(&self.statements)
    }
}

fn becomes(hamlet: &str, into: &str, from: &str) -> SaidDraft {
    SaidDraft::HamletMoved(HamletChange {
        hamlet: hamlet.into(),
        into: into.into(),
        from: day(from),
        document: "12/NQ-HĐND".into(),
        ends: true,
        households: None,
    })
}

fn is_there(name: &str, from: &str) -> SaidDraft {
    SaidDraft::HamletFrom {
        name: name.into(),
        from: day(from),
        document: String::new(),
    }
}

fn works_with(name: &str, role: OrganisationRole, from: &str) -> SaidDraft {
    SaidDraft::Organisation {
        name: name.into(),
        role: Some(role),
        from: day(from),
    }
}

#[test]
fn two_hamlets_become_one_which_is_given_another_name_later_and_all_names_lead_to_it() {
    let mut office = Office::with_list_of(&["Ấp 1", "Ấp 2", "Ấp 3"]);
    office.says(&becomes("Ấp 1", "Ấp Thới Hòa", "2025-09-01"));
    office.says(&becomes("ấp 2", "Ấp Thới Hòa", "2025-09-01"));
    office.says(&becomes("Ấp Thới Hòa", "Ấp Thới An", "2026-02-01"));
    let register = office.register();
    assert_eq!(register.now_called("Ấp 1"), ["Ấp Thới An"]);
    assert_eq!(
        register.once_called("Ấp Thới An"),
        ["Ấp 1", "Ấp Thới Hòa", "Ấp 2"]
    );
    assert!(
        register.now_called("Ấp 3").is_empty(),
        "nothing was said of it"
    );
    let names = register.names(day("2026-10-20"), &[]);
    assert_eq!(names.hamlets, ["Ấp Thới An"]);
    assert_eq!(names.once_called("Ấp Thới An"), "ap 1 ap thoi hoa ap 2");
    assert_eq!(names.once_called("Ấp 3"), "");
}

#[test]
fn a_hamlet_is_parted_and_its_old_name_leads_to_both_parts() {
    let mut office = Office::with_list_of(&["Ấp Đông"]);
    let part = |into: &str, ends| {
        SaidDraft::HamletMoved(HamletChange {
            hamlet: "Ấp Đông".into(),
            into: into.into(),
            from: day("2026-01-01"),
            document: String::new(),
            ends,
            households: Some(vec![DocId::from_bytes([1; 16])]),
        })
    };
    office.says(&part("Ấp Đông A", false));
    assert!(!office.register().is_former("Ấp Đông"));
    office.says(&part("Ấp Đông B", true));
    assert_eq!(
        office.register().now_called("Ấp Đông"),
        ["Ấp Đông A", "Ấp Đông B"]
    );
    let until = office.register().hamlets.iter().find_map(|h| h.until);
    assert_eq!(until, Some(day("2025-12-31")));
}

#[test]
fn a_name_that_comes_back_stands_for_a_hamlet_of_its_own() {
    let mut office = Office::with_list_of(&["Ấp 1"]);
    office.says(&becomes("Ấp 1", "Ấp 2", "2025-09-01"));
    let into_former = office.problems(&becomes("Ấp 2", "Ấp 1", "2026-01-01"));
    assert_eq!(into_former, [("into".to_owned(), Problem::Gone)]);
    office.says(&is_there("Ấp 1", "2026-01-01"));
    let register = office.register();
    assert!(!register.is_former("Ấp 1"));
    assert!(register.now_called("Ấp 1").is_empty());
    assert_eq!(
        register.hamlets.iter().filter(|h| h.name == "Ấp 1").count(),
        2
    );
}

#[test]
fn what_was_struck_counts_for_nothing_and_is_struck_once() {
    let mut office = Office::with_list_of(&["Ấp 1"]);
    let n = office.says(&becomes("Ấp 1", "Ấp 2", "2025-09-01"));
    let strike = |n, reason: &str| SaidDraft::Struck {
        n,
        reason: reason.into(),
    };
    assert_eq!(
        office.problems(&strike(9, " ")),
        [
            ("n".to_owned(), Problem::Unknown),
            ("reason".to_owned(), Problem::Missing)
        ]
    );
    let struck = office.says(&strike(n, "Nghị quyết của xã khác"));
    assert_eq!(office.register(), Register::default());
    for n in [n, struck] {
        assert_eq!(
            office.problems(&strike(n, "nữa")),
            [("n".to_owned(), Problem::Unknown)]
        );
    }
}

#[test]
fn a_circle_of_names_ends_somewhere() {
    let mut office = Office::with_list_of(&["A", "B"]);
    office.says(&becomes("A", "B", "2025-01-01"));
    office.says(&is_there("A", "2025-02-01"));
    office.says(&becomes("B", "A", "2025-03-01"));
    assert_eq!(office.register().now_called("B"), ["A"]);
    office.says(&is_there("B", "2025-04-01"));
    office.says(&becomes("A", "B", "2025-05-01"));
    assert_eq!(office.register().now_called("A"), ["B"]);
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let office = Office::with_list_of(&["Ấp 1"]);
    let change = SaidDraft::HamletMoved(HamletChange {
        hamlet: "Ấp 9".into(),
        into: " ".into(),
        from: day("2026-10-21"),
        document: "x".repeat(500),
        ends: false,
        households: Some(Vec::new()),
    });
    let problems = office.problems(&change);
    let expected = [
        ("into", Problem::Missing),
        ("from", Problem::InFuture),
        ("document", Problem::TooLong),
        ("hamlet", Problem::Unknown),
        ("households", Problem::Missing),
    ];
    assert_eq!(problems, expected.map(|(field, p)| (field.to_owned(), p)));
    let same = office.problems(&becomes("Ấp 1", "ấp 1", "2025-01-01"));
    assert_eq!(same, [("into".to_owned(), Problem::Unchanged)]);
    let there = office.problems(&is_there("ẤP 1", "2025-01-01"));
    assert_eq!(there, [("name".to_owned(), Problem::Taken)]);
}

#[test]
fn an_organisation_changes_its_role_and_ends() {
    let mut office = Office::with_list_of(&[]);
    let (union, charity) = (OrganisationRole::Union, OrganisationRole::Charity);
    office.says(&works_with("Hội Nông dân xã", union, "2025-07-01"));
    let again = office.problems(&works_with("Hội nông dân xã", union, "2026-01-01"));
    assert_eq!(again, [("name".to_owned(), Problem::Taken)]);
    office.says(&works_with("Nhóm Nghĩa Tình", charity, "2025-08-01"));
    office.says(&works_with(
        "Nhóm Nghĩa Tình",
        OrganisationRole::Business,
        "2026-01-01",
    ));
    let ends = |until: &str| SaidDraft::OrganisationUntil {
        name: "Nhóm Nghĩa Tình".into(),
        until: day(until),
    };
    assert_eq!(
        office.problems(&ends("2025-12-01")),
        [("until".to_owned(), Problem::TooEarly)]
    );
    office.says(&ends("2026-06-30"));
    let register = office.register();
    let on = |date| {
        let there = register.organisations_on(day(date));
        there
            .map(|one| (one.name.as_str(), one.role))
            .collect::<Vec<_>>()
    };
    assert_eq!(on("2026-07-01"), [("Hội Nông dân xã", union)]);
    assert_eq!(on("2026-06-30").len(), 2);
    let nobody = office.problems(&SaidDraft::OrganisationUntil {
        name: "Hội Nhà vườn".into(),
        until: day("2026-01-01"),
    });
    assert_eq!(nobody, [("name".to_owned(), Problem::Unknown)]);
}

#[test]
fn an_old_communes_name_leads_to_the_hamlets_that_came_from_it_also_under_their_new_names() {
    let mut office = Office::with_list_of(&["Khu vực 1", "Khu vực 2"]);
    let called = |office: &Office, hamlet: &str| {
        let names = office.register().names(day("2026-10-20"), &office.made_of);
        names.once_called(hamlet)
    };
    assert!(office.made_of.len() > 1);
    assert_eq!(
        called(&office, "Khu vực 1"),
        "",
        "nobody has said which came"
    );
    let came = |former: &str, hamlets: &[&str]| SaidDraft::CameFrom {
        former: former.into(),
        hamlets: hamlets.iter().map(|&name| name.to_owned()).collect(),
    };
    assert_eq!(
        office.problems(&came("00000", &["Khu vực 9"])),
        [
            ("former".to_owned(), Problem::Unknown),
            ("hamlets".to_owned(), Problem::Unknown)
        ]
    );
    assert_eq!(
        office.problems(&came(LONG_TUYEN, &[])),
        [("hamlets".to_owned(), Problem::Missing)]
    );
    office.says(&came(LONG_TUYEN, &["Khu vực 2"]));
    assert_eq!(called(&office, "Khu vực 2"), "phuong long tuyen");
    assert_eq!(called(&office, "Khu vực 1"), "");
    office.says(&becomes("Khu vực 2", "Khu vực 5", "2026-01-01"));
    assert_eq!(called(&office, "Khu vực 5"), "khu vuc 2 phuong long tuyen");
}

#[test]
fn a_unit_that_was_one_old_commune_alone_is_found_by_its_name_and_asks_nothing() {
    let alone = |code: &&&str| unit::made_of(code).len() == 1;
    let codes: Vec<&str> = unit::communes(day("2026-10-20"))
        .iter()
        .map(|u| u.code)
        .collect();
    let code = codes.iter().find(alone).unwrap();
    let made_of = unit::made_of(code);
    let names = Register::default().names(day("2026-10-20"), &made_of);
    let former = crate::text::fold(made_of[0].unit.name);
    assert_eq!(names.once_called("Ấp 1"), former);
}

#[test]
fn what_is_moved_late_changes_no_day_and_an_old_hamlet_that_takes_others_in_does_not_begin() {
    let mut office = Office::with_list_of(&["Ấp 1", "Ấp 2"]);
    office.says(&becomes("Ấp 1", "Ấp 2", "2025-09-01"));
    office.says(&becomes("Ấp 1", "Ấp 2", "2026-03-01"));
    let register = office.register();
    let days = |name: &str| {
        let hamlet = register.hamlets.iter().find(|h| h.name == name).unwrap();
        (hamlet.from, hamlet.until)
    };
    assert_eq!(days("Ấp 1"), (None, Some(day("2025-08-31"))));
    assert_eq!(days("Ấp 2"), (None, None));
}
