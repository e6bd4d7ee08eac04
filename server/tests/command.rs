//! The `chungtay` command as a person types it.

#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const LIST: &str = "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2026;;;;;\n\
    STT;Họ và tên chủ hộ;Năm sinh;Ấp;Số nhân khẩu;Đối tượng\n\
    1;NGUYỄN VĂN BÉ;1960;Ấp 3;4;Hộ nghèo\n\
    2;Đặng Thị Sáu;1955;nt;2;Hộ cận nghèo\n\
    3;Lê Văn Tư;1971;Ấp 10;5;Hộ nghèo\n\
    Cộng;;;;11;\n";

fn chungtay(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chungtay"))
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn json(output: &Output) -> Value {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_list_is_looked_at_written_and_written_again_without_change() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("danh-sach.csv"), LIST).unwrap();
    let import = [
        "import",
        "danh-sach.csv",
        "--commune",
        "99001",
        "--data",
        "d",
        "--json",
    ];
    let looked = json(&chungtay(
        folder.path(),
        &[&import[..], &["--dry-run"]].concat(),
    ));
    assert_eq!(looked["households"], 3);
    assert_eq!(looked["by_category"]["poor"], 2);
    assert_eq!(looked["by_category"]["near_poor"], 1);
    assert_eq!(looked["members"], 11);
    assert_eq!(looked["hamlets"]["Ấp 3"], 2);
    assert!(looked["doubts"].is_array());
    assert!(!folder.path().join("d").exists(), "a dry run makes nothing");

    let first = json(&chungtay(folder.path(), &import));
    assert_eq!(
        (&first["created"], &first["dry_run"]),
        (&3.into(), &false.into())
    );
    let second = json(&chungtay(folder.path(), &import));
    assert_eq!(
        (&second["created"], &second["matched"]),
        (&0.into(), &3.into())
    );
}

#[test]
fn what_cannot_be_done_is_said_in_a_sentence_with_an_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("rubbish.xlsx"), [0_u8; 500]).unwrap();
    fs::write(folder.path().join("list.csv"), LIST).unwrap();
    for (args, code, sentence) in [
        (
            vec!["import", "none.csv", "--commune", "99001"],
            1,
            "cannot be read",
        ),
        (
            vec!["import", "rubbish.xlsx", "--commune", "99001"],
            1,
            "chungtay: ",
        ),
        (
            vec!["import", "list.csv", "--commune", "00000"],
            1,
            "--commune-name",
        ),
        (vec!["import", "list.csv"], 2, "--commune"),
        (
            vec!["invite", "--commune", "99001", "--name", "Mai"],
            1,
            "no commune 99001",
        ),
        (vec!["fly"], 2, "fly"),
    ] {
        let output = chungtay(folder.path(), &args);
        assert_eq!(output.status.code(), Some(code), "{args:?}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains(sentence), "{args:?}: {said}");
    }
}

#[test]
fn a_link_is_made_with_its_code_for_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("list.csv"), LIST).unwrap();
    json(&chungtay(
        folder.path(),
        &["import", "list.csv", "--commune", "99001", "--json"],
    ));
    let output = chungtay(
        folder.path(),
        &[
            "invite",
            "--commune",
            "99001",
            "--name",
            "Cô Lan",
            "--role",
            "office",
        ],
    );
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        said.contains("/office/enrol#") && said.contains('█'),
        "{said}"
    );
}

#[test]
fn a_backup_is_taken_kept_from_harm_and_put_back() {
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| chungtay(folder.path(), args);
    let said = |output: &Output| String::from_utf8_lossy(&output.stderr).into_owned();
    fs::write(folder.path().join("danh-sach.csv"), LIST).unwrap();
    let import = [
        "import",
        "danh-sach.csv",
        "--commune",
        "99001",
        "--data",
        "d",
    ];

    let early = run(&["backup", "b.sqlite", "--data", "d"]);
    assert!(!early.status.success() && said(&early).contains("no database"));
    assert!(run(&import).status.success());
    let backed_up = run(&["backup", "b.sqlite", "--data", "d"]);
    assert!(backed_up.status.success(), "{}", said(&backed_up));
    let findings = String::from_utf8_lossy(&backed_up.stdout);
    assert!(
        findings.contains("communes: 1, documents: 4, changes: 4"),
        "{findings}"
    );
    // What is older than no day at all is everything.
    let compacted = run(&["compact", "--after-days", "0", "--data", "d"]);
    let said_of_it = String::from_utf8_lossy(&compacted.stdout);
    assert!(said_of_it.contains("4 changes ("), "{said_of_it}");
    let smaller = run(&["backup", "c.sqlite", "--data", "d"]);
    assert!(smaller.status.success(), "{}", said(&smaller));
    let again = run(&["backup", "b.sqlite", "--data", "d"]);
    assert!(!again.status.success() && said(&again).contains("choose another name"));
    fs::create_dir(folder.path().join("usb")).unwrap();
    assert!(run(&["backup", "usb", "--data", "d"]).status.success());
    assert_eq!(fs::read_dir(folder.path().join("usb")).unwrap().count(), 1);

    // A stick that has lost some of its bytes.
    let mut bytes = fs::read(folder.path().join("b.sqlite")).unwrap();
    let half = bytes.len() / 2;
    bytes[half..].fill(0);
    fs::write(folder.path().join("damaged.sqlite"), bytes).unwrap();
    let refused = run(&["restore", "damaged.sqlite", "--data", "d"]);
    assert!(!refused.status.success() && said(&refused).contains("cannot be trusted"));

    // Restored elsewhere, and over what is there, which is moved aside.
    let restored = run(&["restore", "b.sqlite", "--data", "elsewhere"]);
    assert!(restored.status.success(), "{}", said(&restored));
    let over = run(&["restore", "b.sqlite", "--data", "d"]);
    assert!(over.status.success(), "{}", said(&over));
    assert!(String::from_utf8_lossy(&over.stdout).contains("before-restore"));
    let unchanged = json(&run(&[&import[..5], &["d", "--json"]].concat()));
    assert_eq!(unchanged["matched"], 3);
}

#[test]
fn units_are_set_up_and_placed_with_the_day_from_which_that_holds() {
    let folder = tempfile::tempdir().unwrap();
    let unit = |args: &[&str]| {
        let done = chungtay(folder.path(), &[&["unit", "--data", "d"], args].concat());
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (done.status.code(), text(done.stdout), text(done.stderr))
    };
    unit(&["--code", "92"]);
    let district = ["--code", "926", "--name", "Huyện Phong Điền"];
    let placed = [&district[..], &["--under", "92", "--from", "2004-01-01"]].concat();
    assert_eq!(unit(&placed).0, Some(0));
    let under = ["--code", "31309", "--under", "926", "--from", "2004-01-01"];
    assert_eq!(unit(&under).0, Some(0));
    let since_2025 = ["--code", "31309", "--under", "92", "--from", "2025-07-01"];
    assert_eq!(unit(&since_2025).0, Some(0));
    let (code, listed, _) = unit(&["--code", "926", "--under-none", "--from", "2025-07-01"]);
    assert_eq!(code, Some(0));
    let lines: Vec<&str> = listed.lines().collect();
    assert_eq!(
        lines,
        [
            "31309  Xã Trường Long  (under 92)",
            "92  Thành phố Cần Thơ",
            "926  Huyện Phong Điền"
        ]
    );
    let circle = unit(&["--code", "92", "--under", "31309"]);
    assert_eq!(circle.0, Some(1));
    assert!(circle.2.contains("under itself"), "{}", circle.2);
    let nameless = unit(&["--code", "12345"]);
    assert!(nameless.2.contains("--name"), "{}", nameless.2);
    let nowhere = unit(&["--code", "31321", "--under", "77777"]);
    assert!(nowhere.2.contains("77777"), "{}", nowhere.2);
    let (_, listed, _) = unit(&[]);
    assert_eq!(
        listed.lines().count(),
        3,
        "nothing was set up by what failed"
    );
}

#[test]
fn an_audit_says_what_was_altered_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("danh-sach.csv"), LIST).unwrap();
    let missing = chungtay(folder.path(), &["audit", "--data", "d"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(!folder.path().join("d").exists(), "nothing is made");
    let import = [
        "import",
        "danh-sach.csv",
        "--commune",
        "99001",
        "--data",
        "d",
    ];
    assert!(chungtay(folder.path(), &import).status.success());
    let file = folder.path().join("d/chungtay.sqlite");
    let database = rusqlite::Connection::open(&file).unwrap();

    let audit = |head: &str| chungtay(folder.path(), &["audit", "--data", "d", "--head", head]);
    let whole = chungtay(folder.path(), &["audit", "--data", "d"]);
    let said = String::from_utf8(whole.stdout).unwrap();
    assert!(whole.status.success(), "{said}");
    let head = |of: &str| {
        let lines = said.lines().filter_map(|line| line.trim().strip_prefix(of));
        lines.map(str::trim).next().unwrap().to_owned()
    };
    for kept in [head("log"), head("access"), head("office")] {
        assert!(audit(&kept).status.success(), "{kept}");
    }
    let elsewhere = audit(&head("log").replace("99001", "99009"));
    assert_eq!(elsewhere.status.code(), Some(1));
    assert_eq!(audit("99001:1").status.code(), Some(2), "no head");

    let altered = "update household set head_name = 'Người khác' where head_name like '%Tư'";
    assert_eq!(database.execute(altered, []).unwrap(), 1);
    let found = chungtay(folder.path(), &["audit", "--data", "d"]);
    assert_eq!(found.status.code(), Some(1));
    let said = String::from_utf8(found.stdout).unwrap();
    assert!(
        said.contains("row-differs  99001  ") && said.contains("household.head_name"),
        "{said}"
    );
    assert!(
        !said.contains("Người khác") && !said.contains("Tư"),
        "{said}"
    );

    // `chungtay audit | head` that has gone already.
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let unread = Command::new(env!("CARGO_BIN_EXE_chungtay"))
        .args(["audit", "--data", "d"])
        .current_dir(folder.path())
        .stdout(writer)
        .status()
        .unwrap();
    assert_eq!(
        unread.code(),
        Some(1),
        "it says by its exit code what it found"
    );
}
