//! The limits by name, as the code, the pages and the tests have them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chungtay_shared::limits::{
    BODY_BYTES_PER_SECOND_MIN, BODY_PATIENCE_S, CARRIED_FILES_MAX, CHANGE_BYTES_KEPT_MAX,
    CHANGE_BYTES_MAX, CHANGE_OPERATIONS_MAX, CHANGES_PER_REQUEST_MAX, CLOCK_OFF_SHOWN_S,
    COMMUNE_CODE_CHARS_MAX, COMMUNES_PER_REQUEST_MAX, DOCS_WANTED_MAX, DOCUMENT_DEPTH_MAX,
    ESCAPE_CHANGES_BYTES, ESCAPE_CONTENTS_BYTES_MAX, ESCAPE_FILE_BYTES_MAX, ESCAPE_REQUESTS_MAX,
    EXCHANGES_AT_ONCE_MAX, EXCHANGES_PER_MINUTE_MAX, FRAME_BYTES_MAX, GIFTS_MAX,
    HEADERS_PATIENCE_S, HOUSE_AREA_MAX, JOINING_MAX, JSON_BYTES_MAX, LINE_CHARS_MAX, MEMBERS_MAX,
    NOTE_CHARS_MAX, PAGE_BYTES, PARTS_MAX, REACH_MAX, REQUEST_BYTES_MAX, SESSION_S,
    SIGNATURE_POINTS_MAX, SPREADSHEET_BYTES_MAX, SPREADSHEET_ROWS_MAX, STEPS_MAX, TOOL_ROWS_MAX,
    VALUE_VND_MAX, WORDING_CHARS_MAX,
};

#[expect(clippy::cast_possible_wrap, reason = "no limit is that large")]
const fn n(value: usize) -> i64 {
    value as i64
}

/// Every limit and its value; the test below holds that none is missing.
const LIMITS: [(&str, i64); 39] = [
    ("REQUEST_BYTES_MAX", n(REQUEST_BYTES_MAX)),
    ("CHANGE_BYTES_MAX", n(CHANGE_BYTES_MAX)),
    ("CHANGE_BYTES_KEPT_MAX", n(CHANGE_BYTES_KEPT_MAX)),
    ("CHANGES_PER_REQUEST_MAX", n(CHANGES_PER_REQUEST_MAX)),
    ("CHANGE_OPERATIONS_MAX", n(CHANGE_OPERATIONS_MAX)),
    ("DOCUMENT_DEPTH_MAX", n(DOCUMENT_DEPTH_MAX)),
    ("EXCHANGES_PER_MINUTE_MAX", EXCHANGES_PER_MINUTE_MAX),
    ("EXCHANGES_AT_ONCE_MAX", EXCHANGES_AT_ONCE_MAX),
    (
        "BODY_BYTES_PER_SECOND_MIN",
        BODY_BYTES_PER_SECOND_MIN.cast_signed(),
    ),
    ("BODY_PATIENCE_S", BODY_PATIENCE_S.cast_signed()),
    ("HEADERS_PATIENCE_S", HEADERS_PATIENCE_S.cast_signed()),
    ("JOINING_MAX", JOINING_MAX.cast_signed()),
    ("SESSION_S", SESSION_S),
    ("TOOL_ROWS_MAX", TOOL_ROWS_MAX as i64),
    ("COMMUNES_PER_REQUEST_MAX", n(COMMUNES_PER_REQUEST_MAX)),
    ("DOCS_WANTED_MAX", n(DOCS_WANTED_MAX)),
    ("COMMUNE_CODE_CHARS_MAX", n(COMMUNE_CODE_CHARS_MAX)),
    ("JSON_BYTES_MAX", n(JSON_BYTES_MAX)),
    ("CLOCK_OFF_SHOWN_S", CLOCK_OFF_SHOWN_S),
    ("PAGE_BYTES", n(PAGE_BYTES)),
    ("FRAME_BYTES_MAX", n(FRAME_BYTES_MAX)),
    ("LINE_CHARS_MAX", n(LINE_CHARS_MAX)),
    ("NOTE_CHARS_MAX", n(NOTE_CHARS_MAX)),
    ("WORDING_CHARS_MAX", n(WORDING_CHARS_MAX)),
    ("SIGNATURE_POINTS_MAX", n(SIGNATURE_POINTS_MAX)),
    ("VALUE_VND_MAX", VALUE_VND_MAX),
    ("MEMBERS_MAX", MEMBERS_MAX as i64),
    ("GIFTS_MAX", GIFTS_MAX.cast_signed()),
    ("REACH_MAX", REACH_MAX as i64),
    ("STEPS_MAX", n(STEPS_MAX)),
    ("PARTS_MAX", n(PARTS_MAX)),
    ("HOUSE_AREA_MAX", HOUSE_AREA_MAX),
    ("SPREADSHEET_BYTES_MAX", n(SPREADSHEET_BYTES_MAX)),
    ("SPREADSHEET_ROWS_MAX", n(SPREADSHEET_ROWS_MAX)),
    ("ESCAPE_FILE_BYTES_MAX", n(ESCAPE_FILE_BYTES_MAX)),
    ("ESCAPE_CONTENTS_BYTES_MAX", n(ESCAPE_CONTENTS_BYTES_MAX)),
    ("ESCAPE_REQUESTS_MAX", n(ESCAPE_REQUESTS_MAX)),
    ("ESCAPE_CHANGES_BYTES", n(ESCAPE_CHANGES_BYTES)),
    ("CARRIED_FILES_MAX", n(CARRIED_FILES_MAX)),
];

#[test]
fn the_pages_and_the_code_have_the_same_limits_and_each_has_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let code = fs::read_to_string(root.join("shared/src/limits.rs")).unwrap();
    let in_code: BTreeSet<&str> = code
        .lines()
        .filter_map(|line| line.strip_prefix("pub const "))
        .filter_map(|line| line.split(':').next())
        .collect();
    let known: BTreeSet<&str> = LIMITS.iter().map(|(name, _)| *name).collect();
    assert_eq!(in_code, known);

    let page: String = ["docs/sync-protocol.md", "docs/escape-file.md"]
        .map(|page| fs::read_to_string(root.join(page)).unwrap())
        .concat();
    for (name, value) in LIMITS {
        let begins = format!("| `{name}` | {value} | ");
        let line = page.lines().find(|line| line.starts_with(&begins));
        let line = line.unwrap_or_else(|| panic!("the page says otherwise than: {begins}"));
        let test = line.rsplit('`').nth(1).unwrap();
        let (file, test) = test.split_once(".rs::").expect("a test");
        let source = fs::read_to_string(root.join(format!("{file}.rs"))).unwrap();
        assert!(source.contains(&format!("fn {test}()")), "{name}: {test}");
    }
    let on_page = page.lines().filter(|l| {
        let name = l.strip_prefix("| `").and_then(|l| l.split('`').next());
        name.is_some_and(|n| n.len() > 4 && n.bytes().all(|b| b.is_ascii_uppercase() || b == b'_'))
    });
    assert_eq!(on_page.count(), LIMITS.len());
}
