//! What is written about security. Goal: no page says more than the code does: every test that one names is
//! there, the table of routes is the server's own, and every requirement of the standard is answered once.
//! Method: read the pages and the sources.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use chungtay_server::roles::{RULES, Reach, Who};
use chungtay_shared::api::Role;

const PAGES: [&str; 3] = ["docs/threat-model.md", "docs/privacy.md", "docs/asvs.md"];
/// Requirements of level 1 and 2 in each chapter of OWASP ASVS 5.0.
const CHAPTERS: [usize; 17] = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7];

pub(super) fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    root.unwrap().to_owned()
}

pub(super) fn page(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|_| panic!("there is no {name}"))
}

/// What stands between backticks.
pub(super) fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Whether this is the name of a test or the path of something that is there; what is neither, such as a
/// header's name, says nothing.
pub(super) fn proves(word: &str) -> bool {
    if let Some((file, name)) = word.split_once(".rs::") {
        let source = page(&format!("{file}.rs"));
        assert!(
            source.contains(&format!("fn {name}()")),
            "there is no test {word}"
        );
        return true;
    }
    if let Some((file, title)) = word.split_once(".test.mjs::") {
        let source = page(&format!("{file}.test.mjs"));
        assert!(
            source.contains(&format!("\"{title}\"")),
            "there is no story {word}"
        );
        return true;
    }
    let of_root = [".toml", ".lock"].iter().any(|end| word.ends_with(end));
    let is_path = word.contains('/') && !word.starts_with('/') && !word.contains(' ') || of_root;
    let names_file = is_path
        && word
            .rsplit('/')
            .next()
            .is_some_and(|name| name.contains('.'));
    assert!(
        !names_file || root().join(word).exists(),
        "there is no {word}"
    );
    names_file
}

#[test]
fn every_test_and_file_that_a_page_about_security_names_is_there() {
    for name in PAGES {
        let text = page(name);
        let proofs = quoted(&text).filter(|word| proves(word)).count();
        println!("{name}: {proofs} tests and files");
        assert!(proofs > 15, "{name} names what shows it");
    }
}

/// Roles of an office in the words of the page.
fn office(roles: &[Role]) -> String {
    let each = Role::ALL.iter().filter(|role| role.is_office());
    if each.clone().all(|role| roles.contains(role)) {
        return "every role of an office".to_owned();
    }
    let names = roles.iter().map(|role| match role {
        Role::Office => "officer",
        Role::Accountant => "accountant",
        Role::Leader => "team leader",
        Role::Oversight => "oversight",
        Role::Administrator => "administrator",
        Role::Volunteer => panic!("no role of an office"),
    });
    names.collect::<Vec<_>>().join(", ")
}

#[test]
fn the_page_about_privacy_has_the_servers_own_table_of_routes() {
    let mut table = String::new();
    for rule in RULES {
        let who = match rule.who {
            Who::Anybody => "anybody".to_owned(),
            Who::Here => "a browser on the machine itself, before it has begun".to_owned(),
            Who::Phone => "a volunteer's phone".to_owned(),
            Who::Sealed => "a volunteer's phone, by a sealed body".to_owned(),
            Who::Office(roles) => office(roles),
            Who::Program => "a program".to_owned(),
        };
        let whom = match rule.reach {
            Reach::Nobodys => "nobody",
            Reach::Own => "their own unit",
            Reach::Below => "their own unit, and the units below",
        };
        let (method, path) = (rule.method, rule.path);
        writeln!(table, "| `{method}` | `{path}` | {who} | {whom} |").unwrap();
    }
    let text = page("docs/privacy.md");
    assert!(text.contains(&table), "docs/privacy.md should say\n{table}");
    let lines = text.lines().filter(|line| line.contains("| `/"));
    assert_eq!(lines.count(), RULES.len());
}

#[test]
fn every_requirement_of_the_standard_is_answered_once_and_none_is_open_without_a_reason() {
    let text = page("docs/asvs.md");
    let mut answered: BTreeMap<(usize, usize, usize), String> = BTreeMap::new();
    let mut counts = [0; CHAPTERS.len()];
    for line in text.lines().filter(|line| line.starts_with("| V")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [id, asked, state, why] = cells[..] else {
            panic!("four cells: {line}");
        };
        let id: Vec<usize> = id[1..].split('.').map(|n| n.parse().unwrap()).collect();
        let twice = answered.insert((id[0], id[1], id[2]), state.to_owned());
        assert_eq!(twice, None, "{line}");
        counts[id[0] - 1] += 1;
        assert!(asked.len() > 10, "{line}");
        match state {
            "holds" => assert!(quoted(why).any(proves), "by what? {line}"),
            "not ours" | "open" | "in part" => assert!(why.len() > 15, "why? {line}"),
            _ => panic!("neither holds, nor in part, nor open, nor not ours: {line}"),
        }
    }
    assert_eq!(counts, CHAPTERS);
    let of = |wanted: &str| answered.values().filter(|state| *state == wanted).count();
    let sums =
        ["holds", "in part", "open", "not ours"].map(|state| format!("{} {state}", of(state)));
    let sums = sums.join(", ");
    assert!(text.contains(&sums), "docs/asvs.md should say: {sums}");
}
