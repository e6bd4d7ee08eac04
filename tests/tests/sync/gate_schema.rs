//! What the gate lets into a household's document of the later schema. Goal: a proposal is a fact as
//! any other, which whoever made it may take back; only the office answers one and says what became of a
//! household; and what no document of ours has is refused. Method: changes made by hand.

use automerge::marks::{ExpandMark, Mark};
use automerge::transaction::Transactable as _;
use automerge::{AutoCommit, ObjType, ROOT, ReadDoc as _, ScalarValue};

use chungtay_shared::consent::{ConsentDraft, ConsentProof, DataUse};
use chungtay_shared::document::{Document, NewHousehold};
use chungtay_shared::handover::HandoverDraft;
use chungtay_shared::household::{Category, Correction, Status};
use chungtay_shared::id::{Actor, FactId};
use chungtay_shared::proposal::Proposal;
use chungtay_shared::sync::gate::{Claim, Refusal, admit};
use chungtay_shared::time::LocalDate;
use chungtay_tests::forging::{HOUSEHOLD, MAI, NOW, author, claim, forged, new_household, opened};
use chungtay_tests::ward::COMMUNE;
use chungtay_tests::ward::phone::cash;

/// A household with a proposal of Mai's.
fn proposed() -> Document {
    let (mut document, _) = new_household();
    let draft = HandoverDraft {
        note: "mái dột".into(),
        ..cash(NOW, "500.000")
    };
    let proposal = Proposal::from_draft(&draft, FactId::from_bytes([1; 16]), NOW).unwrap();
    document.add_proposal(author(), &proposal).unwrap();
    document
}

type Texts<'a> = &'a [(&'a str, &'a str)];

const OTHER_CONSENT: &str = "consent:02020202020202020202020202020202";

/// A consent of these texts, as no form makes one.
fn said(d: &mut AutoCommit, texts: Texts<'_>) {
    let map = d.put_object(ROOT, OTHER_CONSENT, ObjType::Map).unwrap();
    for (name, text) in texts {
        d.put(&map, *name, *text).unwrap();
    }
    d.put(&map, "recorded_at", ScalarValue::Timestamp(0))
        .unwrap();
}

#[test]
fn a_consent_is_a_fact_as_any_other_and_needs_its_proof() {
    let (document, _) = new_household();
    let mai = MAI.as_bytes().as_slice();
    let [aid, who, spoken] = [
        ("agreed", "aid"),
        ("said_by", "Bà Sáu"),
        ("proof", "spoken"),
    ];
    let cases: [(&str, Texts<'_>, Option<Refusal>); 6] = [
        ("what somebody said", &[aid, who, spoken], None),
        (
            "yes and no at once",
            &[aid, ("refused", "aid"), who, spoken],
            None,
        ),
        (
            "what nobody said",
            &[aid, spoken],
            Some(Refusal::InvalidValue),
        ),
        (
            "a paper that is none",
            &[aid, who, ("proof", "paper")],
            Some(Refusal::InvalidValue),
        ),
        (
            "a signature that is none",
            &[aid, who, ("proof", "signed")],
            Some(Refusal::InvalidValue),
        ),
        (
            "a purpose that nobody knows",
            &[("agreed", "gossip"), who, spoken],
            Some(Refusal::Schema),
        ),
    ];
    for (what, texts, refused) in cases {
        let change = forged(&document, mai, |d| said(d, texts));
        let admitted = admit(Some(&opened(&document)), claim(), &change);
        assert_eq!(admitted.err(), refused, "{what}");
    }
    let knew = |ids: &[u8]| {
        let change = forged(&document, mai, |d| {
            said(d, &[aid, who, spoken]);
            let (_, map) = d.get(ROOT, OTHER_CONSENT).unwrap().unwrap();
            d.put(&map, "after", ids.to_vec()).unwrap();
        });
        admit(Some(&opened(&document)), claim(), &change).err()
    };
    assert_eq!(knew(&[9; 16]), Some(Refusal::InvalidValue), "not there");
    assert_eq!(knew(&[9; 15]), Some(Refusal::Schema), "half an id");
}

#[test]
fn a_no_becomes_no_yes_and_is_not_taken_away() {
    let (mut document, _) = new_household();
    let draft = ConsentDraft {
        answers: [(DataUse::Posting, false)].into(),
        said_by: "Chủ hộ".into(),
        proof: Some(ConsentProof::Spoken),
        ..ConsentDraft::default()
    };
    let refusal = draft.read(FactId::from_bytes([1; 16]), NOW).unwrap();
    document.add_consent(author(), &refusal).unwrap();
    let key = format!("consent:{}", refusal.id);
    let mai = MAI.as_bytes().as_slice();
    let turned = forged(&document, mai, |d| {
        let (_, map) = d.get(ROOT, key.as_str()).unwrap().unwrap();
        d.put(&map, "agreed", "posting").unwrap();
        d.put(&map, "refused", "").unwrap();
    });
    let taken = forged(&document, mai, |d| d.delete(ROOT, key.as_str()).unwrap());
    for change in [turned, taken] {
        let admitted = admit(Some(&opened(&document)), claim(), &change);
        assert_eq!(admitted.err(), Some(Refusal::RewritesFact));
    }
}

#[test]
fn a_proposal_is_a_fact_as_any_other_and_no_phone_answers_one() {
    let document = proposed();
    let mai = MAI.as_bytes().as_slice();
    let id = FactId::from_bytes([1; 16]).to_string();
    let (key, answer) = (format!("proposal:{id}"), format!("answer:{id}"));
    let yes = |d: &mut AutoCommit, key: &str| {
        let map = d.put_object(ROOT, key, ObjType::Map).unwrap();
        d.put(&map, "granted", true).unwrap();
        d.put(&map, "recorded_at", ScalarValue::Timestamp(0))
            .unwrap();
    };
    let cases = [
        (
            "an answer",
            forged(&document, mai, |d| yes(d, &answer)),
            Refusal::NotPermitted,
        ),
        (
            "an answer to nothing",
            forged(&document, mai, |d| {
                yes(d, "answer:01010101010101010101010101010199");
            }),
            Refusal::Schema,
        ),
        (
            "another reason for what was proposed",
            forged(&document, mai, |d| {
                let (_, map) = d.get(ROOT, key.as_str()).unwrap().unwrap();
                d.put(map, "reason", "khác").unwrap();
            }),
            Refusal::RewritesFact,
        ),
        (
            "a proposal taken away",
            forged(&document, mai, |d| d.delete(ROOT, key.as_str()).unwrap()),
            Refusal::RewritesFact,
        ),
        (
            "a proposal for no reason",
            forged(&document, mai, |d| {
                let key = "proposal:02020202020202020202020202020202";
                let map = d.put_object(ROOT, key, ObjType::Map).unwrap();
                d.put(&map, "item", "Quà").unwrap();
                d.put(&map, "form", "cash").unwrap();
                d.put(&map, "money_vnd", 500_000).unwrap();
                d.put(&map, "recorded_at", ScalarValue::Timestamp(0))
                    .unwrap();
            }),
            Refusal::InvalidValue,
        ),
    ];
    for (name, bytes, reason) in cases {
        let refused = admit(Some(&opened(&document)), claim(), &bytes).map(|_| ());
        assert_eq!(refused, Err(reason), "{name}");
    }
}

#[test]
fn a_proposal_is_taken_back_by_whoever_made_it_with_nothing_in_its_place() {
    let document = proposed();
    let corrected = |d: &mut AutoCommit, replacement: Option<&str>| {
        let (_, corrections) = d.get(ROOT, "corrections").unwrap().unwrap();
        let key = "05050505050505050505050505050505";
        let map = d.put_object(&corrections, key, ObjType::Map).unwrap();
        d.put(&map, "corrects", FactId::from_bytes([1; 16]).to_string())
            .unwrap();
        if let Some(replacement) = replacement {
            d.put(&map, "replacement", replacement).unwrap();
        }
        d.put(&map, "reason", "nhầm hộ").unwrap();
        d.put(&map, "recorded_at", ScalarValue::Timestamp(0))
            .unwrap();
    };
    let hung = [7; 16];
    let of_hung = Claim {
        actor: Actor::from_bytes(hung),
        ..claim()
    };
    let other = "06060606060606060606060606060606";
    for (name, actor, claim, replacement, expected) in [
        ("by Mai", MAI.as_bytes(), claim(), None, Ok(())),
        ("by Hùng", &hung, of_hung, None, Err(Refusal::NotPermitted)),
        (
            "for another one",
            MAI.as_bytes(),
            claim(),
            Some(other),
            Err(Refusal::NotPermitted),
        ),
    ] {
        let bytes = forged(&document, actor, |d| corrected(d, replacement));
        let let_in = admit(Some(&opened(&document)), claim, &bytes).map(|_| ());
        assert_eq!(let_in, expected, "{name}");
    }
}

#[test]
fn which_of_two_values_stands_is_the_offices_to_say() {
    let (document, _) = new_household();
    let chosen = |d: &mut AutoCommit, field: &str| {
        let key = "choice:03030303030303030303030303030303";
        let map = d.put_object(ROOT, key, ObjType::Map).unwrap();
        d.put(&map, "field", field).unwrap();
        d.put(&map, "reason", "tôi biết").unwrap();
        d.put(&map, "recorded_at", ScalarValue::Timestamp(0))
            .unwrap();
    };
    for (field, refusal) in [
        ("phone", Refusal::NotPermitted),
        ("colour", Refusal::Schema),
    ] {
        let bytes = forged(&document, MAI.as_bytes(), |d| chosen(d, field));
        let let_in = admit(Some(&opened(&document)), claim(), &bytes).map(|_| ());
        assert_eq!(let_in, Err(refusal), "{field}");
    }
}

#[test]
fn what_became_of_a_household_is_the_offices_to_say_and_what_was_heard_anybodys() {
    let (document, _) = new_household();
    let mai = MAI.as_bytes();
    let decided = |d: &mut AutoCommit, kind: &str| {
        let key = "life:03030303030303030303030303030303";
        let map = d.put_object(ROOT, key, ObjType::Map).unwrap();
        d.put(&map, "kind", kind).unwrap();
        d.put(&map, "on", "2026-10-20").unwrap();
        d.put(&map, "recorded_at", ScalarValue::Timestamp(0))
            .unwrap();
    };
    let heard = |d: &mut AutoCommit, seen: &str| {
        let (_, visits) = d.get(ROOT, "visits").unwrap().unwrap();
        let key = "04040404040404040404040404040404";
        let map = d.put_object(&visits, key, ObjType::Map).unwrap();
        for (name, code) in [
            ("purpose", "visit"),
            ("met", "nobody"),
            ("change_seen", seen),
        ] {
            d.put(&map, name, code).unwrap();
        }
        for name in ["at", "recorded_at"] {
            d.put(&map, name, ScalarValue::Timestamp(0)).unwrap();
        }
    };
    let cases = [
        (
            "moved away",
            forged(&document, mai, |d| decided(d, "moved_away")),
            Err(Refusal::NotPermitted),
        ),
        (
            "flown away",
            forged(&document, mai, |d| decided(d, "flown_away")),
            Err(Refusal::Schema),
        ),
        (
            "a note",
            forged(&document, mai, |d| heard(d, "moved_away")),
            Ok(()),
        ),
        (
            "a note of another kind",
            forged(&document, mai, |d| heard(d, "")),
            Err(Refusal::Schema),
        ),
    ];
    for (name, bytes, expected) in cases {
        let let_in = admit(Some(&opened(&document)), claim(), &bytes).map(|_| ());
        assert_eq!(let_in, expected, "{name}");
    }
}

#[test]
fn a_text_with_marks_which_no_document_of_ours_has_is_refused() {
    let (document, _) = new_household();
    let marked = forged(&document, MAI.as_bytes(), |d| {
        let text = d.put_object(ROOT, "bài", ObjType::Text).unwrap();
        d.splice_text(&text, 0, 0, "Nhà dột").unwrap();
        let bold = Mark::new("bold".into(), true, 0, 3);
        d.mark(&text, bold, ExpandMark::None).unwrap();
    });
    let refused = admit(Some(&opened(&document)), claim(), &marked).map(|_| ());
    assert_eq!(refused, Err(Refusal::Schema));
}

/// What a volunteer takes a household for is no decision, and no decision is a volunteer's to make or undo.
#[test]
fn what_a_household_is_decided_to_be_is_the_offices_to_say() {
    let status = |decision: &str, standard: &str, to: Option<LocalDate>| Status {
        id: FactId::from_bytes([0x51; 16]),
        category: Category::Poor,
        standard: standard.into(),
        decision: decision.into(),
        from: NOW.local_date(),
        to,
        recorded_at: NOW,
    };
    let begun = |statuses: Vec<Status>, import_key: &str| {
        let new = NewHousehold {
            id: HOUSEHOLD,
            commune: COMMUNE.into(),
            import_key: import_key.into(),
            profile: new_household().0.household().unwrap().profile,
            statuses,
        };
        Document::new_household(author(), &new).unwrap()
    };
    let (no, today) = (Err(Refusal::NotPermitted), Some(NOW.local_date()));
    for (name, statuses, import_key, expected) in [
        ("taken for poor", vec![status("", "", None)], "", Ok(())),
        ("a number", vec![status("12/QĐ-UBND", "", None)], "", no),
        ("a standard", vec![status("", "2022-2025", None)], "", no),
        ("an end", vec![status("", "", today)], "", no),
        (
            "two at once",
            vec![
                status("", "", None),
                Status {
                    id: FactId::from_bytes([1; 16]),
                    ..status("", "", None)
                },
            ],
            "",
            no,
        ),
        ("a row of the office's list", vec![], "dòng 7", no),
    ] {
        let (_, written) = begun(statuses, import_key);
        let let_in = admit(None, claim(), &written.bytes).map(|_| ());
        assert_eq!(let_in, expected, "{name}");
    }

    // The office has decided; a changed app says otherwise.
    let (document, _) = begun(vec![status("12/QĐ-UBND", "2022-2025", None)], "");
    let escaped = Status {
        id: FactId::from_bytes([0x52; 16]),
        category: Category::Difficult,
        ..status("", "", None)
    };
    let said = document
        .clone()
        .add_status(author(), &escaped)
        .unwrap()
        .bytes;
    let undone = Correction {
        id: FactId::from_bytes([0x53; 16]),
        corrects: FactId::from_bytes([0x51; 16]),
        replacement: None,
        reason: "nhầm".into(),
        recorded_at: NOW,
    };
    let undone = document.clone().retract(author(), &undone).unwrap().bytes;
    for (name, bytes) in [("another one", said), ("the decision undone", undone)] {
        let let_in = admit(Some(&opened(&document)), claim(), &bytes).map(|_| ());
        assert_eq!(let_in, no, "{name}");
    }
}
