use proptest::prelude::*;

use super::*;

fn value(field: Field, text: &str) -> FieldValue {
    FieldValue {
        field,
        text: text.to_owned(),
        is_something: !text.is_empty() && text != "0",
    }
}

fn wrong(text: &str) -> Vec<(usize, Wrong)> {
    let wrong = Wording::read(text, WordingKind::Own).unwrap_err();
    wrong.into_iter().map(|w| (w.line, w.what)).collect()
}

fn draft(text: &str) -> WordingDraft {
    WordingDraft {
        kind: WordingKind::Own,
        seen: 0,
        text: Some(text.to_owned()),
    }
}

#[test]
fn the_wordings_the_program_comes_with_read_and_leave_out_no_table() {
    for &kind in WordingKind::ALL {
        let wording = Wording::read(kind.standard(), kind).unwrap();
        for &field in Field::ALL {
            let named = format!("{{{}}}", field.code());
            let offered = field.is_table() && field.is_of(kind);
            assert!(!offered || kind.standard().contains(&named), "{named}");
        }
        assert_eq!(clean(kind.standard()), kind.standard());
        let said = wording.filled(&[]);
        assert!(said.contains(&Said::Section("II. KẾT QUẢ THỰC HIỆN".into())));
        assert!(said.contains(&Said::Heading("1. Thăm hộ".into())));
    }
}

#[test]
fn fields_take_their_figures_and_a_line_is_said_where_it_says_something() {
    let text = "I. KẾT QUẢ\n1. Thăm hộ\n\nĐã thăm {Số hộ được thăm} hộ.\n\
                {neu_co:hien_vat_da_trao}Hiện vật: {hien_vat_da_trao}.\n\
                {neu_khong_co:hien_vat_da_trao}Không có hiện vật.\n1. Đã xong.\nTheo ấp:\n\
                {bang_theo_ap}\nTheo loại:\n{bang_theo_loai_ho}\n……\n{tien_da_trao}";
    let wording = Wording::read(text, WordingKind::Own).unwrap();
    let table = FieldValue {
        is_something: true,
        ..value(Field::HamletTable, "")
    };
    let said = wording.filled(&[
        value(Field::Visited, "1.234"),
        value(Field::GivenGoods, "0"),
        table,
    ]);
    let says = |text: &str| Said::Paragraph(text.to_owned());
    assert_eq!(
        said,
        [
            Said::Section("I. KẾT QUẢ".into()),
            Said::Heading("1. Thăm hộ".into()),
            says("Đã thăm 1.234 hộ."),
            says("Không có hiện vật."),
            says("1. Đã xong."),
            Said::Lead("Theo ấp:".into()),
            Said::Table(Field::HamletTable),
            says("Theo loại:"),
            Said::ToWrite,
        ]
    );
}

#[test]
fn all_that_is_wrong_is_said_with_its_line_and_its_name() {
    let unknown = |name: &str, meant| Wrong::Unknown {
        name: name.into(),
        meant,
    };
    let text = "Đã thăm {so_ho_duoc_tam} hộ\nvà {so_ho\nvà so_ho} và {}\nxem {bang_quy} đây\n\
                {bang_theo_don_vi}\nnhư {neu_co:so_ho} thì {gì đó}";
    assert_eq!(
        wrong(text),
        [
            (1, unknown("so_ho_duoc_tam", Some(Field::Visited))),
            (
                2,
                Wrong::Unclosed {
                    after: "so_ho".into()
                }
            ),
            (
                3,
                Wrong::Unopened {
                    before: "và so_ho".into()
                }
            ),
            (3, unknown("", None)),
            (
                4,
                Wrong::TableInText {
                    field: Field::FundTable
                }
            ),
            (
                5,
                Wrong::OfOther {
                    field: Field::UnitTable
                }
            ),
            (
                6,
                Wrong::ConditionInside {
                    name: "neu_co:so_ho".into()
                }
            ),
            (6, unknown("gì đó", None)),
        ]
    );
    assert_eq!(wrong(" \n\n"), [(1, Wrong::Empty)]);
    let fits = "a".repeat(WORDING_CHARS_MAX);
    assert!(Wording::read(&fits, WordingKind::Own).is_ok());
    let chars = WORDING_CHARS_MAX + 2;
    assert_eq!(
        wrong(&format!("\n{fits}ạ")),
        [(2, Wrong::TooLong { chars })]
    );
}

#[test]
fn a_draft_is_kept_as_it_reads_and_refused_by_line_and_name() {
    let kept = draft("\nĐã thăm {so_ho_duoc_tham} hộ.  \n\n").read(&[]);
    assert_eq!(kept, Ok(Some("Đã thăm {so_ho_duoc_tham} hộ.\n".into())));
    let refused = |draft: &WordingDraft, versions: &[Version]| {
        let errors = draft.read(versions).unwrap_err();
        let named = errors.into_iter().map(|e| (e.field, e.problem));
        named.collect::<Vec<_>>()
    };
    assert_eq!(
        refused(&draft("hai\n{so_hoo} và {"), &[]),
        [
            ("text.2".to_owned(), Problem::Unreadable),
            ("text.2.so_hoo".to_owned(), Problem::Unknown),
        ]
    );
    assert_eq!(
        refused(&draft(""), &[]),
        [("text.1".to_owned(), Problem::Missing)]
    );
    // What is in use already is no new version, in whatever words it is asked for.
    let unchanged = [("text".to_owned(), Problem::Unchanged)];
    assert_eq!(refused(&draft(WordingKind::Own.standard()), &[]), unchanged);
    let version = Version {
        n: 1,
        by: "Cô Lan".into(),
        at: Timestamp::from_ms(0),
        text: Some("Một\n".into()),
    };
    let versions = [version];
    assert_eq!(in_use(&versions, WordingKind::Own), "Một\n");
    let blind = draft("Hai");
    assert_eq!(
        refused(&blind, &versions),
        [("seen".to_owned(), Problem::Taken)]
    );
    let seen = |text: Option<&str>| WordingDraft {
        seen: 1,
        text: text.map(str::to_owned),
        ..draft("")
    };
    assert_eq!(refused(&seen(Some("Một")), &versions), unchanged);
    assert_eq!(seen(None).read(&versions), Ok(None));
    let written_down = seen(Some(WordingKind::Own.standard()));
    assert_eq!(written_down.read(&versions), Ok(None));
}

proptest! {
    /// Whatever is typed is understood or refused, and what is understood says what stands outside braces.
    #[test]
    fn no_text_is_too_strange(text in "[a-zé.:_ \\n{}…đ1I]{0,80}") {
        match Wording::read(&text, WordingKind::Own) {
            Err(wrong) => prop_assert!(!wrong.is_empty()),
            Ok(wording) => {
                for said in wording.filled(&[]) {
                    if let Said::Paragraph(said) = said {
                        let has_brace = said.contains(['{', '}']);
                        prop_assert!(!has_brace);
                    }
                }
            }
        }
    }
}
