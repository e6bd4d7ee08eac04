//! `docs/sync-protocol.md` is enough to write a client from, so it must be true. Goal: its worked
//! examples are the very bytes this code writes and reads (`limits.rs` holds its limits). Method:
//! each fenced block ```` ```hex NAME ```` of the page is compared with the example of that name.

use std::collections::BTreeMap;
use std::path::Path;

use chungtay_shared::document::{Author, ChangeHash, Document, Kind, NewHousehold, Written};
use chungtay_shared::household::{Category, Profile, ProfileField, Status};
use chungtay_shared::id::{Actor, DocId, Epoch, FactId, from_hex, to_hex};
use chungtay_shared::sync::gate::name_of;
use chungtay_shared::sync::short;
use chungtay_shared::sync::wire::{
    Answered, Cursor, DocNews, Frame, FrameReader, News, Outcome, PROTOCOL, Page, People, Person,
    Pushed, Receipt, Request,
};
use chungtay_shared::time::Timestamp;
use chungtay_shared::visit::{Met, Need, Visit, VisitDraft};
use chungtay_tests::request::first_request;

const ACTOR: Actor = Actor::from_bytes([0xa1; 16]);
const DOC: DocId = DocId::from_bytes([0xd0; 16]);
const EPOCH: Epoch = Epoch::from_bytes([0xe0; 16]);
const NOW: Timestamp = Timestamp::from_ms(1_792_454_400_000);
/// Made at that time.
const VISIT: FactId = FactId::from_bytes([
    0x01, 0xa1, 0x56, 0x9b, 0x98, 0x00, 0x71, 0x71, 0x91, 0x71, 0x71, 0x71, 0x71, 0x71, 0x71, 0x71,
]);

fn page() -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/sync-protocol.md");
    std::fs::read_to_string(page).unwrap()
}

/// The page's fenced blocks of hexadecimal digits, by name.
fn blocks() -> BTreeMap<String, Vec<u8>> {
    let page = page();
    let mut blocks = BTreeMap::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("```hex ") {
            let digits: String = lines.by_ref().take_while(|line| *line != "```").collect();
            let digits: String = digits.split_whitespace().collect();
            blocks.insert(name.to_owned(), from_hex(&digits).unwrap());
        }
    }
    blocks
}

fn household() -> (Document, Written) {
    let author = Author {
        actor: ACTOR,
        at: NOW,
    };
    let new = NewHousehold {
        id: DOC,
        commune: "99001".into(),
        import_key: String::new(),
        profile: Profile::default()
            .with(ProfileField::HeadName, "Đặng Thị Sáu")
            .with(ProfileField::Hamlet, "Ấp 3"),
        statuses: vec![Status {
            id: FactId::from_bytes([0x51; 16]),
            category: Category::Poor,
            standard: "2022-2025".into(),
            decision: String::new(),
            from: NOW.local_date(),
            to: None,
            recorded_at: NOW,
        }],
    };
    Document::new_household(author, &new).unwrap()
}

fn visit(document: &mut Document) -> Written {
    let draft = VisitDraft {
        at: NOW,
        met: Some(Met::Head),
        needs: vec![Need::HealthInsurance, Need::HousingQuality],
        ..VisitDraft::default()
    };
    let visit = Visit::from_draft(&draft, VISIT, NOW).unwrap();
    document
        .add_visit(
            Author {
                actor: ACTOR,
                at: NOW,
            },
            &visit,
            None,
        )
        .unwrap()
}

fn request(pushed: Vec<Pushed>) -> Request {
    first_request(ACTOR, pushed)
}

fn receipt(answers: Vec<Answered>, people: Option<People>) -> Frame {
    Frame::Receipt(Receipt {
        protocol: PROTOCOL,
        epoch: EPOCH,
        receipted: answers.len() as u64,
        quarantined: 0,
        answers,
        people,
        server_time: NOW,
        scope: vec!["99001".into()],
        docs_to_come: 0,
        sealing_key: None,
    })
}

/// A page that brings documents.
fn bringing(cursor: Cursor, docs: Vec<DocNews>) -> Frame {
    Frame::Page(Page {
        cursor,
        docs,
        erased: Vec::new(),
    })
}

/// A page that says that the document was erased.
fn erased() -> Page {
    Page {
        cursor: Cursor {
            commune: "99001".into(),
            since: 3,
            upto: 3,
            erased: Some(3),
        },
        docs: Vec::new(),
        erased: vec![DOC],
    }
}

/// Every example of the page, as this code writes it.
fn examples() -> BTreeMap<String, Vec<u8>> {
    let (mut document, created) = household();
    let visited = visit(&mut document);
    let (commune, kind) = ("99001".to_owned(), Kind::Household);
    let change = created.bytes.clone();
    let pushed = Pushed {
        n: 1,
        commune,
        doc: DOC,
        kind,
        change,
    };
    let stored = Answered {
        n: 1,
        hash: created.hash,
        outcome: Outcome::Stored,
    };
    let aside = Outcome::Quarantined("malformed".into());
    let aside = Answered {
        n: 2,
        hash: ChangeHash([0x22; 32]),
        outcome: aside,
    };
    let person = Person {
        actor: ACTOR,
        name: "Mai".into(),
    };
    let people = People {
        version: 2,
        people: vec![person],
        names: None,
    };
    let cursor = Cursor {
        commune: "99001".into(),
        since: 2,
        upto: 2,
        erased: Some(2),
    };
    let news = News::Changes(vec![visited.bytes.clone().into()]);
    let docs = vec![DocNews {
        doc: DOC,
        kind,
        news,
    }];
    let examples = [
        ("change", created.bytes),
        ("short-visit", short::shorten(&visited.bytes, None)),
        (
            "short-visit-own",
            short::shorten(&visited.bytes, Some(ACTOR)),
        ),
        ("change-visit", visited.bytes),
        ("document", document.save()),
        ("short-document", short::snapshot::shorten(&document.save())),
        ("request-empty", request(vec![]).to_bytes()),
        ("request-push", request(vec![pushed]).to_bytes()),
        (
            "frame-receipt",
            receipt(vec![stored, aside], Some(people)).to_bytes(),
        ),
        ("frame-page", bringing(cursor, docs).to_bytes()),
        ("frame-page-erased", Frame::Page(erased()).to_bytes()),
        ("frame-end", Frame::End.to_bytes()),
        ("frame-broken-off", Frame::BrokenOff.to_bytes()),
    ];
    examples
        .into_iter()
        .map(|(name, bytes)| (name.to_owned(), bytes))
        .collect()
}

#[test]
fn the_examples_are_the_bytes_this_code_writes() {
    let (page, code) = (blocks(), examples());
    let mut wrong = String::new();
    for (name, bytes) in &code {
        if page.get(name) != Some(bytes) {
            let hex = to_hex(bytes);
            let lines: Vec<&str> = (0..hex.len())
                .step_by(96)
                .map(|i| &hex[i..(i + 96).min(hex.len())])
                .collect();
            let lines = lines.join("\n");
            wrong.extend(["```hex ", name, "\n", &lines, "\n```\n"]);
        }
    }
    assert!(wrong.is_empty(), "the page should say\n{wrong}");
    assert_eq!(
        page.len(),
        code.len(),
        "every block of the page is an example"
    );
}

#[test]
fn the_examples_can_be_read_as_the_page_says() {
    let page = blocks();
    let request = Request::from_bytes(&page["request-push"]).unwrap();
    assert_eq!(request.pushed[0].change, page["change"]);
    let held = [name_of(&page["change"])];
    for short in ["short-visit", "short-visit-own"] {
        let rebuilt = short::rebuild(&page[short], &held, ACTOR);
        assert_eq!(rebuilt.as_ref(), Some(&page["change-visit"]), "{short}");
    }
    let rebuilt = short::snapshot::rebuild(&page["short-document"]);
    assert_eq!(rebuilt.as_ref(), Ok(&page["document"]));
    let mut document = Document::empty();
    document.apply(&page["change"]).unwrap();
    document.apply(&page["change-visit"]).unwrap();
    let household = document.household().unwrap();
    assert_eq!(
        household.profile.get(ProfileField::HeadName),
        "Đặng Thị Sáu"
    );
    assert_eq!(
        household.visits[0].fact.needs,
        [Need::HealthInsurance, Need::HousingQuality]
    );
    let mut reader = FrameReader::default();
    for name in ["frame-receipt", "frame-page", "frame-end"] {
        reader.push(&page[name]);
    }
    let Some(Frame::Receipt(receipt)) = reader.next_frame().unwrap() else {
        panic!("a receipt")
    };
    assert_eq!(receipt.answers[0].hash, name_of(&page["change"]));
    assert!(matches!(reader.next_frame(), Ok(Some(Frame::Page(_)))));
    assert_eq!(reader.next_frame(), Ok(Some(Frame::End)));
}

#[test]
fn every_reason_for_setting_aside_stands_on_the_page() {
    use chungtay_shared::sync::gate::Refusal;
    let page = page();
    for reason in [
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
    ] {
        assert!(
            page.contains(&format!("| `{}` |", reason.code())),
            "{reason:?}"
        );
    }
}
