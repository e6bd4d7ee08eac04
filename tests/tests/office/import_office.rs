//! The office imports a list as it is in life, over HTTP. Goal: the preview says what was
//! understood, nothing is written before it is confirmed, a second import changes nothing, and
//! rubbish gets a sentence. Method: the invented ward's list with its truth, the real router.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use chungtay_server::state::Clock as _;
use chungtay_server::store::{Commune, write};
use chungtay_shared::api::import::{
    AnswerLeft, Confirm, LeftLine, Preview, Progress, RowAnswer, RowFate,
};
use chungtay_shared::api::review::ReviewPage;
use chungtay_shared::api::{ErrorBody, HouseholdDetail, HouseholdLine, Summary, path};
use chungtay_shared::id::DocId;
use chungtay_shared::synthetic;
use chungtay_shared::time::{LocalDate, Timestamp};
use chungtay_tests::http::{HttpServer, Reply};
use chungtay_tests::spreadsheets::{CareList, HamletStyle};

async fn upload(server: &HttpServer, cookie: &str, name: &str, bytes: Vec<u8>) -> Reply {
    let request = Request::post(path::IMPORT_PREVIEW)
        .header(header::COOKIE, cookie)
        .header("x-file-name", name)
        .body(Body::from(bytes));
    server.send(request.unwrap()).await
}

async fn confirm(server: &HttpServer, cookie: &str, preview: &Preview, new: bool) -> Progress {
    let asked = preview.rows.iter().filter(|row| row.fate == RowFate::Ask);
    let answers = asked
        .filter(|_| new)
        .map(|row| (row.index, RowAnswer::New))
        .collect();
    let path = path::IMPORT_CONFIRM.replace("{id}", &preview.id);
    let body = Confirm {
        answers,
        add_statuses: false,
    };
    let reply = server.post_json(&path, &body, cookie).await;
    assert_eq!(reply.status, StatusCode::OK);
    let lines = String::from_utf8(reply.body()).unwrap();
    let progress: Vec<Progress> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let last = *progress.last().unwrap();
    assert_eq!(last.done, last.total);
    assert!(
        progress.iter().rev().skip(1).all(|p| p.done < p.total),
        "done is said once"
    );
    last
}

fn begin(server: &HttpServer, code: &str, synthetic: bool) -> String {
    let commune = Commune {
        code: code.into(),
        name: "xã Thử".into(),
        synthetic,
    };
    write(&*server.state.store, |tx| tx.add_commune(&commune)).unwrap();
    server.office_cookie(code)
}

#[tokio::test]
async fn a_list_of_two_thousand_is_previewed_confirmed_and_imported_again_without_change() {
    let server = HttpServer::empty();
    let cookie = begin(&server, synthetic::COMMUNE_CODE, true);
    let ward = synthetic::ward(5, 2_000, server.clock.now().local_date());
    let list = CareList::new(&ward, HamletStyle::Headings, 5);
    let file = list.xlsx().unwrap();

    let preview: Preview = upload(&server, &cookie, "ds.xlsx", file.clone())
        .await
        .json();
    assert_eq!(preview.rows.len(), list.truth.households);
    assert!(!preview.doubts.is_empty());
    let before: Summary = server.get(path::SUMMARY, &cookie).await.json();
    assert_eq!(
        before.households, 0,
        "nothing is written before it is confirmed"
    );

    let first = confirm(&server, &cookie, &preview, true).await;
    assert_eq!(first.created + first.skipped, first.total);
    let noted = server.query("select act from access order by n desc limit 2");
    assert_eq!(noted, [["imported"], ["saw-households"]], "once for all");
    let after: Summary = server.get(path::SUMMARY, &cookie).await.json();
    assert_eq!(after.households, u64::from(first.created));
    assert_eq!(after.by_category.values().sum::<u64>(), after.households);

    let again: Preview = upload(&server, &cookie, "ds.xlsx", file).await.json();
    assert!(again.rows.iter().all(|row| row.fate != RowFate::Create));
    let second = confirm(&server, &cookie, &again, false).await;
    assert_eq!((second.created, second.statuses_added), (0, 0));
    let unchanged: Summary = server.get(path::SUMMARY, &cookie).await.json();
    assert_eq!(unchanged, after);
}

#[tokio::test]
async fn rubbish_and_mountains_get_a_sentence_and_write_nothing() {
    let server = HttpServer::empty();
    let cookie = begin(&server, synthetic::COMMUNE_CODE, true);
    let mountain = vec![b'x'; chungtay_shared::limits::SPREADSHEET_BYTES_MAX + 1];
    let cases = [
        ("anh.png", vec![0x89, b'P', b'N', b'G', 0, 1, 2, 3]),
        ("ds.xlsx", b"PK\x03\x04 cut short".to_vec()),
        ("ds.xlsx", Vec::new()),
        ("ds.csv", mountain),
    ];
    for (name, bytes) in cases {
        let reply = upload(&server, &cookie, name, bytes).await;
        assert!(reply.status.is_client_error(), "{name}: {}", reply.status);
        let body: ErrorBody = reply.json();
        assert!(body.message.len() > 20, "{name}: {}", body.message);
    }
    let gone = path::IMPORT_CONFIRM.replace("{id}", "00");
    let reply = server.post_json(&gone, &Confirm::default(), &cookie).await;
    assert_eq!(reply.json::<ErrorBody>().code, "preview_gone");
}

#[tokio::test]
async fn an_invented_list_does_not_get_among_real_people() {
    let server = HttpServer::empty();
    let cookie = begin(&server, "31288", false);
    let ward = synthetic::ward(5, 40, server.clock.now().local_date());
    let file = CareList::new(&ward, HamletStyle::Column, 5).xlsx().unwrap();
    let preview: Preview = upload(&server, &cookie, "ds.xlsx", file).await.json();
    let path = path::IMPORT_CONFIRM.replace("{id}", &preview.id);
    let reply = server.post_json(&path, &Confirm::default(), &cookie).await;
    assert_eq!(reply.json::<ErrorBody>().code, "invented_list");
}

#[tokio::test]
async fn a_list_of_2027_stands_under_the_standard_of_2027() {
    let server = HttpServer::empty();
    begin(&server, synthetic::COMMUNE_CODE, true);
    let january = Timestamp::from_local(LocalDate::new(2027, 1, 11).unwrap(), 8, 0);
    let now = chungtay_server::state::Clock::now(&server.clock);
    server.clock.pass_ms(january.ms() - now.ms());
    let cookie = server.office_cookie(synthetic::COMMUNE_CODE);
    let list = "STT,Họ và tên chủ hộ,Ấp,Diện\n\
                1,Đặng Thị Sáu,Ấp 3,Hộ nghèo\n\
                2,Lê Văn Tám,Ấp 3,Hộ khó khăn\n";
    let preview: Preview = upload(&server, &cookie, "ds.csv", list.into()).await.json();
    confirm(&server, &cookie, &preview, true).await;
    let lines: Vec<HouseholdLine> = server.get(path::HOUSEHOLDS, &cookie).await.json();
    let mut standards = Vec::new();
    for line in &lines {
        let path = path::HOUSEHOLD.replace("{id}", &line.id.to_string());
        let detail: HouseholdDetail = server.get(&path, &cookie).await.json();
        standards.push(detail.household.statuses[0].fact.standard.clone());
    }
    standards.sort();
    assert_eq!(standards, ["", "2027-2030"]);
}

/// A newer list of the same people, who were not told apart from those on the list; one has no hamlet.
const NEWER: &str = "STT,Họ và tên chủ hộ,Năm sinh,Ấp,Diện\n\
                     1,Võ Văn Tư,1971,,Hộ nghèo\n\
                     2,Đặng Thị Sáu,1950,Ấp 3,Hộ cận nghèo\n\
                     3,Lê Văn Tám,1962,Ấp 3,Hộ cận nghèo\n";

/// A list was imported, and a newer one of which nobody has answered anything.
async fn two_lists(server: &HttpServer, cookie: &str) {
    let list = "STT,Họ và tên chủ hộ,Ấp,Diện\n\
                1,Đặng Thị Sáu,Ấp 3,Hộ nghèo\n\
                2,Lê Văn Tám,Ấp 3,Hộ nghèo\n";
    let preview: Preview = upload(server, cookie, "ds.csv", list.into()).await.json();
    confirm(server, cookie, &preview, false).await;
    let preview: Preview = upload(server, cookie, "ds2.csv", NEWER.into()).await.json();
    let progress = confirm(server, cookie, &preview, false).await;
    assert_eq!(
        (progress.created, progress.left, progress.skipped),
        (0, 3, 0)
    );
}

#[tokio::test]
async fn rows_that_nobody_answered_wait_with_the_households_they_may_mean() {
    let server = HttpServer::empty();
    let cookie = begin(&server, synthetic::COMMUNE_CODE, true);
    two_lists(&server, &cookie).await;
    let waiting = waiting(&server, &cookie).await;
    let shown: Vec<_> = waiting
        .iter()
        .map(|line| (line.row.head_name.as_str(), line.row.candidates.len()))
        .collect();
    assert_eq!(
        shown,
        [("Võ Văn Tư", 0), ("Đặng Thị Sáu", 1), ("Lê Văn Tám", 1)]
    );
    let summary: Summary = server.get(path::SUMMARY, &cookie).await.json();
    assert_eq!((summary.left_rows, summary.households), (3, 2));
}

#[tokio::test]
async fn a_row_that_waits_is_answered_once_with_a_reason() {
    let server = HttpServer::empty();
    let cookie = begin(&server, synthetic::COMMUNE_CODE, true);
    two_lists(&server, &cookie).await;
    let waiting = waiting(&server, &cookie).await;
    let [tu, sau, tam] = waiting.as_slice() else {
        panic!("three rows wait");
    };
    let same = RowAnswer::SameAs(sau.row.candidates[0].id);

    // Without a reason, or a hamlet where one is needed, nothing is done.
    for (line, answer, reason, field) in [
        (sau, same, "", "reason"),
        (tu, RowAnswer::New, "Hỏi trưởng ấp", "hamlet"),
        (
            tam,
            RowAnswer::SameAs(DocId::from_bytes([9; 16])),
            "Nhầm",
            "answer",
        ),
    ] {
        let reply = answer_left(&server, &cookie, line, answer, "", reason).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(reply.json::<ErrorBody>().fields[0].field, field);
    }
    for (line, answer, hamlet) in [
        (sau, same, ""),
        (tam, RowAnswer::Skip, ""),
        (tu, RowAnswer::New, "Ấp 5"),
    ] {
        let reply = answer_left(&server, &cookie, line, answer, hamlet, "Hỏi trưởng ấp").await;
        assert_eq!(reply.status, StatusCode::OK);
        let again = answer_left(&server, &cookie, line, answer, hamlet, "Hỏi trưởng ấp").await;
        assert_eq!(again.status, StatusCode::NOT_FOUND);
    }
    let lines: Vec<HouseholdLine> = server.get(path::HOUSEHOLDS, &cookie).await.json();
    let mut listed: Vec<_> = lines
        .iter()
        .map(|l| {
            (
                l.head_name.as_str(),
                l.hamlet.as_str(),
                l.category.unwrap().code(),
            )
        })
        .collect();
    listed.sort_unstable();
    assert_eq!(
        listed,
        [
            ("Lê Văn Tám", "Ấp 3", "poor"),
            ("Võ Văn Tư", "Ấp 5", "poor"),
            ("Đặng Thị Sáu", "Ấp 3", "near_poor"),
        ]
    );

    // The same list once more: what was answered is not asked again.
    let preview: Preview = upload(&server, &cookie, "ds2.csv", NEWER.into())
        .await
        .json();
    let progress = confirm(&server, &cookie, &preview, false).await;
    assert_eq!((progress.left, progress.created), (0, 0));

    // A later list: who was said to be on the list is known by it; who was left out is asked about.
    let later = NEWER.replace("Hộ cận nghèo", "Hộ khó khăn");
    let preview: Preview = upload(&server, &cookie, "ds3.csv", later.into())
        .await
        .json();
    let fates: Vec<_> = preview.rows.iter().map(|row| row.fate).collect();
    assert_eq!(
        fates[1..],
        [RowFate::StatusDiffers, RowFate::Ask],
        "{fates:?}"
    );
    let progress = confirm(&server, &cookie, &preview, false).await;
    assert_eq!(progress.left, 1);
}

#[tokio::test]
async fn a_row_that_waits_is_answered_as_well_where_its_list_is_imported_again() {
    let server = HttpServer::empty();
    let cookie = begin(&server, synthetic::COMMUNE_CODE, true);
    two_lists(&server, &cookie).await;
    let preview: Preview = upload(&server, &cookie, "ds2.csv", NEWER.into())
        .await
        .json();
    let [tu, sau, tam] = preview.rows.as_slice() else {
        panic!("three rows");
    };
    let answers = [
        (tu.index, RowAnswer::New),
        (sau.index, RowAnswer::SameAs(sau.candidates[0].id)),
        (tam.index, RowAnswer::Skip),
    ];
    let path = path::IMPORT_CONFIRM.replace("{id}", &preview.id);
    let body = Confirm {
        answers: answers.into(),
        add_statuses: false,
    };
    let reply = server.post_json(&path, &body, &cookie).await;
    assert_eq!(reply.status, StatusCode::OK);
    let waiting = waiting(&server, &cookie).await;
    let names: Vec<&str> = waiting.iter().map(|l| l.row.head_name.as_str()).collect();
    assert_eq!(names, ["Võ Văn Tư"], "no household is without a hamlet");
}

async fn waiting(server: &HttpServer, cookie: &str) -> Vec<LeftLine> {
    let page: ReviewPage = server.get(path::REVIEW, cookie).await.json();
    page.left_rows
}

async fn answer_left(
    server: &HttpServer,
    cookie: &str,
    line: &LeftLine,
    answer: RowAnswer,
    hamlet: &str,
    reason: &str,
) -> Reply {
    let wanted = AnswerLeft {
        key: line.key.clone(),
        answer,
        hamlet: hamlet.into(),
        add_status: true,
        reason: reason.into(),
    };
    server.post_json(path::IMPORT_LEFT, &wanted, cookie).await
}
