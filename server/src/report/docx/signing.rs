//! The end of the last page: who receives it on the left, who signs on the right.

use chungtay_shared::api::report::{ReportQuery, ReportStyle};

use crate::docx::markup::{Align, Body, Cell, Face, Paragraph, TEXT_WIDTH, Table, mm};

const LEFT: u32 = mm(75);
const RIGHT: u32 = TEXT_WIDTH - LEFT;
/// Room for the signature and the seal.
const ROOM_TO_SIGN: u32 = mm(25);

/// Both, side by side.
pub(super) fn write(body: &mut Body, query: &ReportQuery) {
    body.add(&Paragraph::default());
    body.add_table(&Table {
        widths: &[LEFT, RIGHT],
        outside: 0,
        has_lines: false,
        has_header: false,
        rows: vec![vec![
            Cell::new(1, recipients(query)),
            Cell::new(1, signer(query)),
        ]],
    });
    // Nothing but a paragraph ends a document.
    body.add(&Paragraph::default());
}

fn recipients(query: &ReportQuery) -> Vec<Paragraph> {
    let face = match query.style {
        ReportStyle::Front | ReportStyle::State => Face::of(12).bold().italic(),
        ReportStyle::Party => Face::of(14).underlined(),
    };
    let mut lines = vec![Paragraph::new(Align::Left, face, "Nơi nhận:")];
    let listed = listed(&query.recipients);
    let list = Face::of(if query.style == ReportStyle::Party {
        12
    } else {
        11
    });
    for line in &listed {
        lines.push(Paragraph::new(Align::Left, list, line));
    }
    lines
}

/// As papers list them, each with a dash and a semicolon, what is kept in the archive last.
fn listed(typed: &str) -> Vec<String> {
    let bare = |line: &str| {
        let line = line.trim().trim_start_matches(['-', '–', '•', '+']);
        line.trim_end_matches([';', '.', ',']).trim().to_owned()
    };
    let mut lines: Vec<String> = typed.lines().map(bare).collect();
    lines.retain(|line| !line.is_empty());
    if lines.is_empty() {
        lines.push("……".to_owned());
    }
    let (kept, mut sent): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|line| line.starts_with("Lưu"));
    sent = sent.iter().map(|line| format!("- {line};")).collect();
    let kept = kept
        .into_iter()
        .next()
        .unwrap_or_else(|| "Lưu: VT".to_owned());
    sent.push(format!("- {kept}."));
    sent
}

fn signer(query: &ReportQuery) -> Vec<Paragraph> {
    let (on_behalf, usual) = match query.style {
        ReportStyle::Front => ("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"),
        ReportStyle::State => ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        ReportStyle::Party => ("T/M BAN THƯỜNG VỤ", "BÍ THƯ"),
    };
    let title = match query.signer_title.as_str() {
        "" => usual.to_owned(),
        title => title.to_uppercase(),
    };
    let bold = Face::of(14).bold();
    vec![
        Paragraph::new(Align::Centre, bold, on_behalf),
        Paragraph::new(Align::Centre, bold, &title),
        Paragraph::new(Align::Centre, bold, &query.signer_name).room(ROOM_TO_SIGN, 0),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_receives_it_is_listed_once_and_the_archive_last() {
        let typed = "- Đảng ủy xã;\n\nLưu: VT, BTT.\nUBND xã";
        let expected = ["- Đảng ủy xã;", "- UBND xã;", "- Lưu: VT, BTT."];
        assert_eq!(listed(typed), expected);
        assert_eq!(listed(" "), ["- ……;", "- Lưu: VT."]);
    }
}
