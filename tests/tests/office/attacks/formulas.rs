//! Words that are made to be run. Goal: whatever somebody writes into any text of any form, the tables, lists
//! and papers that leave the office show it as words: no formula, no field, no link, no mark-up. Method:
//! the same poison in every text; every file is read as its program would.

use std::io::{Cursor, Read as _};

use axum::http::StatusCode;
use chungtay_shared::api::lists::Export;
use chungtay_shared::api::path;
use chungtay_tests::ward::COMMUNE;
use chungtay_tests::ward::phone::cash;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Value, json};

use chungtay_server::state::Clock as _;
use chungtay_shared::document::{Author, Document, NewHousehold};
use chungtay_shared::handover::{Handover, HandoverDraft};
use chungtay_shared::household::{Profile, ProfileField};
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::sync::wire::Pushed;
use chungtay_shared::visit::{Met, Visit, VisitDraft};
use chungtay_tests::request::first_request;

use super::{MAI, Town};

/// How a cell begins that a spreadsheet runs, and what text documents and pages would take for theirs.
const POISONS: [&str; 9] = [
    "=HYPERLINK(\"https://evil.example\",\"x\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "a;=1+1",
    "<img src=x onerror=alert(1)>",
    "]]><w:fldSimple w:instr=\"DDEAUTO c:\\\\x\"/>",
    "&xxe;\" r:id=\"rId1",
    "${7*7}{{7*7}}",
];

/// Mai's phone writes the poison wherever she may write words.
async fn poisoned(town: &Town, campaign: DocId, n: u8, poison: &str) {
    let id = DocId::from_bytes([n; 16]);
    let at = town.server.clock.now();
    let author = Author { actor: MAI, at };
    let mut profile = Profile::default();
    for field in ProfileField::ALL {
        let with = profile.clone().with(*field, poison);
        if with.validate().is_ok() || matches!(field, ProfileField::HeadName | ProfileField::Hamlet)
        {
            profile = with;
        }
    }
    assert!(profile.validate().is_ok(), "{:?}", profile.validate());
    let new = NewHousehold {
        id,
        commune: COMMUNE.into(),
        import_key: String::new(),
        profile,
        statuses: Vec::new(),
    };
    let (mut document, made) = Document::new_household(author, &new).unwrap();
    let visit = VisitDraft {
        at,
        met: Some(Met::Head),
        note: poison.into(),
        ..VisitDraft::default()
    };
    let visit = Visit::from_draft(&visit, FactId::from_bytes([n; 16]), at).unwrap();
    let visited = document.add_visit(author, &visit, None).unwrap();
    let given = HandoverDraft {
        campaign: Some(campaign),
        campaign_name: poison.into(),
        item: poison.into(),
        source_name: poison.into(),
        voucher: poison.into(),
        note: poison.into(),
        receiver_name: poison.into(),
        relation: poison.into(),
        ..cash(at, "500.000")
    };
    let given = Handover::from_draft(&given, FactId::from_bytes([n + 100; 16]), at).unwrap();
    let given = document.add_handover(author, &given, None).unwrap();
    let pushed = [made, visited, given]
        .into_iter()
        .zip(1_u64..)
        .map(|(written, k)| Pushed {
            n: u64::from(n) * 10 + k,
            commune: COMMUNE.into(),
            doc: id,
            kind: chungtay_shared::document::Kind::Household,
            change: written.bytes,
        });
    let mut request = first_request(MAI, pushed.collect());
    request.made = u64::from(n) * 10 + 3;
    let (reply, _) = town.server.sync(&town.mai.token, &request.to_bytes()).await;
    assert_eq!(reply.status, StatusCode::OK);
    let stored = town.server.query(&format!(
        "select count(*) from fact where hex(doc) = '{}'",
        id.to_string().to_uppercase()
    ));
    assert_eq!(stored[0][0], "2", "{poison}");
}

/// A careless or bribed officer writes it where the office writes.
async fn poisoned_at_the_office(town: &Town, poison: &str) {
    let entry = json!({ "kind": "receipt", "on": "2026-11-20", "party": poison,
        "money_text": "1.000", "goods_value_text": "2.000", "goods": poison, "purpose": poison,
        "voucher": poison, "pledge": null, "decision": null, "unit": "", "transfer": null });
    let reply = town
        .server
        .post_json(path::FUND, &entry, &town.office)
        .await;
    assert_eq!(
        reply.status,
        StatusCode::OK,
        "{}",
        String::from_utf8_lossy(&reply.body())
    );
    let invite = json!({ "person_name": poison, "role": "volunteer" });
    let reply = town
        .server
        .post_json(path::INVITES, &invite, &town.office)
        .await;
    assert_eq!(reply.status, StatusCode::OK);
    // A link's code as a picture: people's words stand in no mark-up of it.
    let qr = reply.json::<Value>()["qr_svg"].as_str().unwrap().to_owned();
    assert!(!qr.contains(poison) && !qr.contains("<script"));
}

/// What no file of ours has: whatever is run, fetched or linked when somebody opens it.
fn runs_nothing(what: &str, part: &str, xml: &str) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader
            .read_event()
            .unwrap_or_else(|e| panic!("{what} {part}: {e}"))
        {
            Event::Eof => return,
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.name().as_ref().to_owned();
                let instruction = tag.try_get_attribute("w:instr").unwrap();
                // Ours, which counts pages.
                if instruction.is_some_and(|field| &*field.value == " PAGE ") {
                    continue;
                }
                let runs = [
                    "f",
                    "hyperlink",
                    "hyperlinks",
                    "ddeLink",
                    "w:fldSimple",
                    "w:instrText",
                    "w:hyperlink",
                    "w:object",
                    "oleObject",
                    "img",
                    "script",
                ];
                assert!(!runs.contains(&name.as_str()), "{what} {part}: <{name}>");
                for attribute in tag.attributes() {
                    let attribute = attribute.unwrap_or_else(|e| panic!("{what} {part}: {e}"));
                    let key = attribute.key.as_ref();
                    assert!(
                        key != "TargetMode" && key != "onerror",
                        "{what} {part}: {key}"
                    );
                }
            }
            Event::DocType(_) => panic!("{what} {part}: a document type"),
            Event::End(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::GeneralRef(_) => {}
        }
    }
}

/// Every part of a package; how many of the poisons stand in it as words.
fn package(what: &str, bytes: Vec<u8>) -> usize {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut words = String::new();
    for n in 0..package.len() {
        let mut part = package.by_index(n).unwrap();
        let name = part.name().unwrap().into_owned();
        assert!(
            !name.contains("vba") && !name.contains("embeddings") && !name.contains("external"),
            "{name}"
        );
        let mut xml = String::new();
        if part.read_to_string(&mut xml).is_ok() {
            runs_nothing(what, &name, &xml);
            words.push_str(&xml);
        }
    }
    let escaped = |poison: &&&str| words.contains(&quick_xml::escape::partial_escape(**poison)[..]);
    POISONS.iter().filter(escaped).count()
}

#[tokio::test]
async fn no_words_of_anybody_run_where_a_file_is_opened() {
    let town = Town::new(24).await;
    let campaigns: Value = town.server.get(path::CAMPAIGNS, &town.office).await.json();
    let campaign = campaigns[1]["id"].as_str().unwrap().to_owned();
    for (poison, n) in POISONS.iter().zip(1..) {
        poisoned(&town, campaign.parse().unwrap(), n, poison).await;
        poisoned_at_the_office(&town, poison).await;
    }
    let household = DocId::from_bytes([1; 16]).to_string();
    let at = |path: &str| path.replace("{id}", &household);
    let mut seen = 0;
    for uri in [
        path::RECEIPT_LIST.to_owned(),
        path::VISIT_LIST.to_owned(),
        path::FUND_LEDGER.to_owned(),
        format!("{}?campaign={campaign}", path::POSTING_LIST),
        at(path::SURVEY_FORM),
        at(path::HOUSEHOLD_SHEET),
        format!(
            "{}?fact={}",
            at(path::MINUTES),
            FactId::from_bytes([101; 16])
        ),
        format!("{}?campaign={campaign}&style=front", path::REPORT),
    ] {
        let reply = town.server.get(&uri, &town.office).await;
        assert_eq!(reply.status, StatusCode::OK, "{uri}");
        let kept = reply.headers["content-disposition"].to_str().unwrap();
        assert!(
            kept.starts_with("attachment"),
            "{uri}: no page of this server"
        );
        let found = package(&uri, reply.body());
        println!("{uri}: {found} poisons as words");
        seen += found;
    }
    assert!(seen > 25, "the poison was there to be seen");
    for what in Export::ALL {
        let reply = town
            .server
            .get(&path::EXPORT.replace("{id}", what.code()), &town.office)
            .await;
        let kept = reply.headers["content-disposition"].to_str().unwrap();
        assert!(kept.starts_with("attachment"));
        no_cell_runs(what.code(), &reply.body());
    }
}

/// Read with commas, and with semicolons as Vietnamese spreadsheets read them.
fn no_cell_runs(what: &str, bytes: &[u8]) {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap();
    let mut cells = 0;
    for delimiter in [b',', b';'] {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .from_reader(text);
        for record in reader.records() {
            for cell in &record.unwrap() {
                cells += 1;
                let is_number = cell.parse::<f64>().is_ok();
                let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number;
                assert!(!runs, "{what}: {cell:?}");
            }
        }
    }
    assert!(cells > 9, "{what}");
}
