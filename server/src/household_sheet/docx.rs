//! The sheet as a DOCX: who they are first, then what was decided, done and given, table by table.

use chungtay_shared::api::report::ReportStyle;
use chungtay_shared::household::{Household, ProfileField};
use chungtay_shared::time::PartialDate;

use super::{By, HouseholdSheet, given, told};
use crate::docx::letterhead::{self, Letterhead};
use crate::docx::markup::{Align, Body, Face, Paragraph, mm};
use crate::docx::sheet::Sheet;
use crate::docx::{DocxError, pack, text};
use crate::words;

/// The document's bytes.
pub fn document(sheet: &HouseholdSheet) -> Result<Vec<u8>, DocxError> {
    let mut body = Body::default();
    let issuer = &sheet.issuer;
    let place = words::without_kind(&issuer.commune);
    letterhead::write(
        &mut body,
        &Letterhead {
            style: ReportStyle::Front,
            commune: &issuer.commune,
            number: "",
            place: &format!("{place}, {}", words::day_in_words(sheet.today)),
        },
    );
    let bold = Face::of(14).bold();
    body.add(&Paragraph::new(Align::Centre, bold, "PHIẾU THÔNG TIN HỘ").room(mm(6), 0));
    let head = sheet.kept.household.profile.get(ProfileField::HeadName);
    body.add(&Paragraph::new(Align::Centre, bold, head));
    body.add(&Paragraph::rule(mm(65)).room(0, mm(4)));
    let what = format!(
        "Mọi thông tin về hộ đang lưu trong hệ thống đến hết ngày {}, kể cả thông tin đã đính chính.",
        sheet.today.display()
    );
    text::say(&mut body, &what);
    for (number, record) in sheet.kept.records().enumerate() {
        profile(&mut body, sheet, record, number > 0);
    }
    told::write(&mut body, sheet);
    given::write(&mut body, sheet);
    pack(body, issuer.synthetic)
}

/// A table, or a sentence where it would be empty.
pub(super) fn table(body: &mut Body, title: &str, columns: &[(&str, u32)], rows: Vec<Vec<String>>) {
    text::heading(body, title);
    if rows.is_empty() {
        return text::say(body, "Không có.");
    }
    let mut sheet = Sheet::new(columns.len(), columns);
    for row in rows {
        let texts: Vec<&str> = row.iter().map(String::as_str).collect();
        sheet.row(&texts, &[]);
    }
    sheet.write(body);
    body.add(&Paragraph::default());
}

fn profile(body: &mut Body, sheet: &HouseholdSheet, record: &Household, is_second: bool) {
    let title = if is_second {
        "Bản ghi thứ hai đã gộp vào hộ này"
    } else {
        "1. Thông tin hộ"
    };
    let rows = record.profile.known().map(|(field, value)| {
        let value = match field {
            ProfileField::Gender => {
                let gender = record.profile.gender();
                gender.map_or_else(
                    || value.to_owned(),
                    |gender| words::gender(gender).to_owned(),
                )
            }
            ProfileField::Birth => {
                let birth = record.profile.birth();
                birth.map_or_else(|| value.to_owned(), PartialDate::display)
            }
            ProfileField::HeadName
            | ProfileField::Nickname
            | ProfileField::NationalId
            | ProfileField::Phone
            | ProfileField::Hamlet
            | ProfileField::Address
            | ProfileField::MemberCount
            | ProfileField::Note => value.to_owned(),
        };
        vec![words::profile_field(field).to_owned(), value]
    });
    let rivals = record.conflicts.iter().flat_map(|conflict| {
        conflict.values.iter().map(|rival| {
            let by = By {
                actor: rival.actor,
                at: rival.written_at,
            };
            let field = words::profile_field(conflict.field);
            vec![
                format!("{field}: một trong nhiều giá trị"),
                format!("{} ({})", rival.value, sheet.by(by)),
            ]
        })
    });
    let columns = [("Mục", mm(54)), ("Đang lưu", mm(95))];
    table(body, title, &columns, rows.chain(rivals).collect());
}
