use super::*;
use chungtay_shared::api::import::DoubtLine;

fn row(index: u32, fate: RowFate) -> PreviewRow {
    PreviewRow {
        index,
        sheet: "Sheet1".to_owned(),
        row: index + 5,
        head_name: format!("Hộ {index}"),
        hamlet: "Ấp 3".to_owned(),
        category: "poor".to_owned(),
        birth: String::new(),
        national_id_masked: String::new(),
        member_count: 0,
        fate,
        candidates: Vec::new(),
    }
}

fn preview() -> Preview {
    Preview {
        id: "p1".to_owned(),
        rows: vec![
            row(0, RowFate::Create),
            row(1, RowFate::Ask),
            row(2, RowFate::Matched),
            row(3, RowFate::Ask),
        ],
        doubts: vec![DoubtLine {
            sheet: "Sheet1".to_owned(),
            row: 7,
            column: "E".to_owned(),
            read: "92060001234".to_owned(),
            kind: "lost_zero".to_owned(),
            assumed: "092060001234".to_owned(),
        }],
        by_category: BTreeMap::new(),
        hamlets: BTreeMap::new(),
        members: 0,
        rows_by_kind: BTreeMap::new(),
        notes: Vec::new(),
    }
}

fn progress(done: u32) -> Progress {
    Progress {
        done,
        total: 4,
        created: done,
        matched: 0,
        statuses_added: 0,
        skipped: 0,
        left: 0,
    }
}

fn after(actions: impl IntoIterator<Item = ImportAction>) -> ImportState {
    let begun = Rc::new(ImportState::default());
    (*actions.into_iter().fold(begun, Reducible::reduce)).clone()
}

fn previewed() -> Vec<ImportAction> {
    vec![
        ImportAction::Chosen("ds.xlsx".to_owned(), 9_000.0),
        ImportAction::Read(preview()),
    ]
}

#[test]
fn lan_reads_a_list_answers_one_question_and_imports_it() {
    let mut story = previewed();
    story.push(ImportAction::Answered(1, RowAnswer::New));
    let state = after(story.clone());
    assert_eq!((state.unanswered(), state.to_create()), (1, 2));
    assert_eq!(state.confirm().answers.len(), 1);

    story.extend([
        ImportAction::Confirmed,
        ImportAction::Progressed(progress(2)),
    ]);
    assert_eq!(after(story.clone()).step, Step::Writing(Some(progress(2))));
    story.extend([ImportAction::Progressed(progress(4)), ImportAction::Ended]);
    assert_eq!(after(story).step, Step::Done(progress(4)));
}

#[test]
fn only_the_doubtful_rows_or_those_of_one_fate_are_shown() {
    let shown = |filter| {
        let mut story = previewed();
        story.push(ImportAction::Show(filter));
        after(story).shown()
    };
    assert_eq!(shown(RowFilter::All), [0, 1, 2, 3]);
    assert_eq!(shown(RowFilter::Doubtful), [2]);
    assert_eq!(shown(RowFilter::Fate(RowFate::Ask)), [1, 3]);
}

#[test]
fn a_file_of_two_hundred_megabytes_is_not_even_sent() {
    let state = after([ImportAction::Chosen("phim.xlsx".to_owned(), 2e8)]);
    assert_eq!(
        (state.step, state.problem),
        (Step::Choosing, Some(Trouble::TooLarge))
    );
}

#[test]
fn rubbish_leads_back_to_the_choice_with_a_reason() {
    let refusal = Failure::of_reply(422, "");
    let state = after([
        ImportAction::Chosen("anh.png".to_owned(), 10.0),
        ImportAction::NotRead(refusal.clone()),
    ]);
    assert_eq!(
        (state.step, state.problem),
        (Step::Choosing, Some(Trouble::Failed(refusal)))
    );
}

#[test]
fn a_connection_that_breaks_while_writing_is_not_called_done_nor_undone() {
    for broken in [
        ImportAction::Ended,
        ImportAction::NotWritten(Failure::Unreachable),
    ] {
        let mut story = previewed();
        story.extend([
            ImportAction::Confirmed,
            ImportAction::Progressed(progress(2)),
            broken,
        ]);
        assert_eq!(after(story).step, Step::Interrupted);
    }
}

#[test]
fn a_refusal_of_the_confirmation_keeps_preview_and_answers() {
    let mut story = previewed();
    story.extend([
        ImportAction::Answered(1, RowAnswer::Skip),
        ImportAction::Confirmed,
        ImportAction::NotWritten(Failure::of_reply(410, "")),
    ]);
    let state = after(story);
    assert_eq!(state.step, Step::Previewed);
    assert_eq!(state.answers.len(), 1);
}
