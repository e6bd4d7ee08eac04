//! That the catalogues agree with each other and with the code.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use chungtay_shared::duplicate::Reason;
use chungtay_shared::fund::{EntryKind, Source};
use chungtay_shared::handover::{AidForm, Receiver};
use chungtay_shared::household::{Category, Gender, ProfileField};
use chungtay_shared::life::{ChangeSeen, LifeKind};
use chungtay_shared::review::Doubt;
use chungtay_shared::sync::gate::Refusal;
use chungtay_shared::visit::{Met, Need, Purpose};
use chungtay_shared::wording::Field;

use super::catalogue::{fill, lines};
use super::*;

const PARTS: [(&str, &Catalogue); 3] =
    [("common", &COMMON), ("phone", &PHONE), ("office", &OFFICE)];
const PROBLEMS: [Problem; 27] = [
    Problem::Missing,
    Problem::TooLong,
    Problem::Unreadable,
    Problem::NotPositive,
    Problem::TooLarge,
    Problem::InFuture,
    Problem::Ambiguous,
    Problem::Unchanged,
    Problem::NoRight,
    Problem::AlreadyGiven,
    Problem::Taken,
    Problem::Unknown,
    Problem::Gone,
    Problem::HoldsOthers,
    Problem::AlreadyReceived,
    Problem::NotInStock,
    Problem::NotTaken,
    Problem::NotInHand,
    Problem::InUse,
    Problem::NoDecisionNumber,
    Problem::NoDonor,
    Problem::NotApproved,
    Problem::OverApproved,
    Problem::Stopped,
    Problem::SecondPerson,
    Problem::NotNext,
    Problem::TooEarly,
];
const REFUSALS: [Refusal; 11] = [
    Refusal::TooLarge,
    Refusal::Malformed,
    Refusal::ForeignActor,
    Refusal::Sequence,
    Refusal::MissingDependency,
    Refusal::Poisonous,
    Refusal::Schema,
    Refusal::RewritesFact,
    Refusal::InvalidValue,
    Refusal::NotPermitted,
    Refusal::Unproven,
];

fn keys(part: &Catalogue, language: Language) -> BTreeSet<&'static str> {
    lines(part.source(language)).map(|(key, _)| key).collect()
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split(['}', '|']).next())
        .collect()
}

#[test]
fn all_languages_have_the_same_keys_and_placeholders() {
    for (name, part) in PARTS {
        let vietnamese: BTreeMap<_, _> = lines(part.source(Language::Vietnamese)).collect();
        let english: BTreeMap<_, _> = lines(part.source(Language::English)).collect();
        assert_eq!(
            keys(part, Language::Vietnamese),
            keys(part, Language::English),
            "{name}"
        );
        for (key, text) in vietnamese {
            assert_eq!(placeholders(text), placeholders(english[key]), "{key}");
        }
    }
}

#[test]
fn every_line_is_a_key_and_a_text_and_no_key_is_twice() {
    for (name, part) in PARTS {
        for language in Language::ALL {
            let source = part.source(language);
            let meant = source
                .lines()
                .filter(|l| !l.is_empty() && !l.starts_with('#'));
            for line in meant {
                let (key, text) = line.split_once(" = ").expect(line);
                assert!(!key.is_empty() && !text.trim().is_empty(), "{line}");
                assert_eq!(
                    text.matches('{').count(),
                    text.matches('}').count(),
                    "{line}"
                );
            }
            let count = lines(source).count();
            assert_eq!(
                count,
                keys(part, language).len(),
                "{name} {}",
                language.code()
            );
        }
    }
    let phone = keys(&PHONE, Language::Vietnamese);
    let office = keys(&OFFICE, Language::Vietnamese);
    for key in keys(&COMMON, Language::Vietnamese) {
        assert!(!phone.contains(key) && !office.contains(key), "{key}");
    }
}

#[test]
fn every_choice_of_a_closed_list_has_words() {
    fn codes<T: Copy>(all: &[T], code: impl Fn(T) -> &'static str) -> Vec<String> {
        all.iter().map(|choice| code(*choice).to_owned()).collect()
    }
    let of_refusals: Vec<String> = REFUSALS.into_iter().map(Refusal::code).collect();
    let families = [
        ("error", codes(&PROBLEMS, problem_code)),
        ("category", codes(Category::ALL, Category::code)),
        ("gender", codes(Gender::ALL, Gender::code)),
        ("profile", codes(ProfileField::ALL, ProfileField::code)),
        ("purpose", codes(Purpose::ALL, Purpose::code)),
        ("met", codes(Met::ALL, Met::code)),
        ("need", codes(Need::ALL, Need::code)),
        ("form", codes(AidForm::ALL, AidForm::code)),
        ("receiver", codes(Receiver::ALL, Receiver::code)),
        ("lookalike", codes(Reason::ALL, Reason::code)),
        ("quarantine", of_refusals),
    ];
    let mut known = keys(&COMMON, Language::Vietnamese);
    known.extend(keys(&PHONE, Language::Vietnamese));
    for (family, codes) in families {
        for code in codes {
            let key = format!("{family}.{code}");
            assert!(known.contains(key.as_str()), "{key}");
        }
    }
}

#[test]
fn the_office_is_told_of_each_reason_what_it_is_and_what_to_do() {
    let office = keys(&OFFICE, Language::Vietnamese);
    for reason in REFUSALS.into_iter().map(Refusal::code) {
        for family in ["quarantine", "office.set_aside.todo"] {
            let key = format!("{family}.{reason}");
            assert!(office.contains(key.as_str()), "{key}");
        }
    }
}

#[test]
fn the_office_has_words_for_all_that_becomes_of_households() {
    let office = keys(&OFFICE, Language::Vietnamese);
    let seen = ChangeSeen::ALL.iter().map(|seen| ("seen", seen.code()));
    let life = LifeKind::ALL.iter().map(|kind| ("life", kind.code()));
    let doubts = Doubt::ALL.iter().map(|doubt| ("doubt", doubt.code()));
    let reasons = Reason::ALL.iter().map(|why| ("lookalike", why.code()));
    for (family, code) in seen.chain(life).chain(doubts).chain(reasons) {
        let key = format!("office.{family}.{code}");
        assert!(office.contains(key.as_str()), "{key}");
    }
}

#[test]
fn the_office_has_words_for_every_source_and_every_kind_of_entry() {
    let office = keys(&OFFICE, Language::Vietnamese);
    let sources = Source::ALL.iter().map(|source| ("source", source.code()));
    let families = ["fund.kind", "fund.party", "fund.voucher", "fund.about"];
    let kinds = families
        .into_iter()
        .flat_map(|family| EntryKind::ALL.iter().map(move |kind| (family, kind.code())));
    for (family, code) in sources.chain(kinds) {
        let key = format!("office.{family}.{code}");
        assert!(office.contains(key.as_str()), "{key}");
    }
}

#[test]
fn the_office_has_words_for_every_field_of_a_wording() {
    let office = keys(&OFFICE, Language::Vietnamese);
    for field in Field::ALL {
        let key = format!("office.wording_field.{}", field.code());
        assert!(office.contains(key.as_str()), "{key}");
    }
}

#[test]
fn the_code_and_the_catalogues_name_the_same_keys() {
    let mut used_in: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let known: BTreeMap<&str, BTreeSet<&str>> = PARTS
        .into_iter()
        .map(|(name, part)| (name, keys(part, Language::Vietnamese)))
        .collect();
    for (file, source) in sources() {
        let parts = parts_of(&file);
        for literal in literals(&source) {
            let literal = literal
                .split('{')
                .next()
                .unwrap_or_default()
                .trim_end_matches('.');
            let mut is_known = false;
            for part in parts {
                for key in &known[part] {
                    let is_key = *key == literal;
                    let is_family = key.rsplit_once('.').is_some_and(|(f, _)| f == literal);
                    if is_key || is_family {
                        is_known = true;
                        used_in.entry(part).or_default().insert(key);
                    }
                }
            }
            assert!(
                is_known || !looks_like_a_key(literal),
                "{file:?} names {literal}"
            );
        }
    }
    for (part, keys) in known {
        let used = used_in.remove(part).unwrap_or_default();
        let unused: Vec<_> = keys.difference(&used).collect();
        assert!(
            unused.is_empty(),
            "nothing in the code names {unused:?} of {part}"
        );
    }
}

#[test]
fn words_are_filled_in_and_counted() {
    let text = "{count} {count|record|records} of {who}";
    assert_eq!(
        fill(text, &[("count", "1"), ("who", "Lan")]),
        "1 record of Lan"
    );
    assert_eq!(
        fill(text, &[("count", "3"), ("who", "Lan")]),
        "3 records of Lan"
    );
    assert_eq!(fill("100 %", &[]), "100 %");
}

#[test]
fn numbers_and_moments_are_written_as_people_here_write_them() {
    let t = Translator::new(Language::English, &[&COMMON], Callback::noop());
    let at = Timestamp::from_local("2026-10-17".parse().unwrap(), 8, 5);
    assert_eq!(t.date_time(at), "08:05 17/10/2026");
    assert_eq!(t.money(1_500_000), "1.500.000\u{a0}đ");
    assert_eq!(t.number(2_000), "2.000");
    let spans = [
        (-719, "11 minutes"),
        (7_200, "2 hours"),
        (315_360_000, "3.650 days"),
    ];
    for (seconds, words) in spans {
        assert_eq!(t.span(seconds), words);
    }
    assert_eq!(
        t.choice("category", "of_tomorrow"),
        t.text("category.other")
    );
}

/// Which catalogues the code in a file has at hand.
fn parts_of(file: &Path) -> &'static [&'static str] {
    let is_in = |folder: &str| {
        file.components()
            .any(|part| Path::new(&part).file_stem().is_some_and(|s| s == folder))
    };
    if is_in("office") {
        &["common", "office"]
    } else if is_in("components") || is_in("i18n") {
        &["common"]
    } else {
        &["common", "phone"]
    }
}

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let is_test = path.file_stem().is_some_and(|stem| stem == "tests");
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") && !is_test {
                let source = std::fs::read_to_string(&path).unwrap();
                sources.push((path.strip_prefix(&root).unwrap().to_owned(), source));
            }
        }
    }
    sources
}

/// What stands between quotation marks; good enough for keys, which contain none.
fn literals(source: &str) -> impl Iterator<Item = &str> {
    source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split('"').skip(1).step_by(2))
}

/// `list.search`: words of small letters with dots between, and no file's name.
fn looks_like_a_key(literal: &str) -> bool {
    let is_word =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let parts: Vec<&str> = literal.split('.').collect();
    parts.len() > 1 && parts.iter().all(|part| is_word(part)) && !literal.starts_with("chungtay.")
}
