//! Bảng thu, chi: what came into the Fund and went out of it between two days, as a workbook. It is a
//! list to compare with the accountant's books, which it does not replace.

use chungtay_shared::api::fund::FundPage;
use chungtay_shared::fund::{Amount, Entry, EntryKind, standing};
use chungtay_shared::money::vnd_in_words;
use chungtay_shared::time::LocalDate;
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use crate::paper::{self, Heading, ListError, cell, centred, height_of, money, text};

/// Header and width in characters.
const COLUMNS: [(&str, f64); 9] = [
    ("STT", 5.0),
    ("Ngày", 11.0),
    ("Số chứng từ", 14.0),
    ("Người, đơn vị", 30.0),
    ("Nội dung", 34.0),
    ("Thu (đồng)", 16.0),
    ("Chi (đồng)", 16.0),
    ("Hiện vật thu (đồng)", 16.0),
    ("Hiện vật chi (đồng)", 16.0),
];
const FIRST_AMOUNT: u16 = 5;
const HEADER_ROW: u32 = 5;
const PARTY_CHARS: usize = 30;
const PURPOSE_CHARS: usize = 34;
const LINE_HEIGHT: f64 = 20.0;

/// The Fund of a commune at the end of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    /// The commune's name.
    pub commune: String,
    /// Whether everything in it is invented.
    pub synthetic: bool,
    /// The day it is made.
    pub today: LocalDate,
    /// Where it stands, and its entries.
    pub page: FundPage,
}

/// What came in, and what went out.
#[derive(Debug, Clone, Copy, Default)]
struct Flow {
    came: Amount,
    went: Amount,
}

/// The workbook's bytes.
pub fn workbook(ledger: &Ledger) -> Result<Vec<u8>, ListError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Thu chi Quỹ")?;
    write(sheet, ledger)?;
    Ok(workbook.save_to_buffer()?)
}

fn write(sheet: &mut Worksheet, ledger: &Ledger) -> Result<(), XlsxError> {
    let day = ledger.page.day;
    let about = format!("đến hết ngày {}", day.display());
    let heading = Heading {
        commune: &ledger.commune,
        synthetic: ledger.synthetic,
        title: "BẢNG THU, CHI QUỸ “VÌ NGƯỜI NGHÈO”",
        about: &about,
        columns: &COLUMNS,
        today: ledger.today,
    };
    paper::set_up_page(sheet, HEADER_ROW, 0)?;
    paper::write_heading(sheet, &heading)?;
    paper::write_columns(sheet, HEADER_ROW, &COLUMNS)?;
    let mut entries: Vec<&Entry> = standing(&ledger.page.entries)
        .filter(|entry| entry.on <= day && flow(entry).is_some())
        .collect();
    entries.sort_by_key(|entry| (entry.on, entry.recorded_at, entry.id));
    let (mut row, mut total) = (HEADER_ROW, Flow::default());
    for (number, entry) in (1_u32..).zip(&entries) {
        row += 1;
        let of_entry = flow(entry).unwrap_or_default();
        total.came += of_entry.came;
        total.went += of_entry.went;
        let texts = [
            entry.on.display(),
            entry.voucher.clone(),
            entry.party.clone(),
            purpose(entry),
        ];
        write_line(sheet, row, number, &texts, of_entry)?;
    }
    let given = Flow {
        went: ledger.page.account.given,
        ..Flow::default()
    };
    total.went += given.went;
    row += 1;
    let handed_over = [
        String::new(),
        String::new(),
        "Các hộ".to_owned(),
        "Đã trao cho hộ, theo danh sách ký nhận".to_owned(),
    ];
    let number = u32::try_from(entries.len() + 1).unwrap_or(u32::MAX);
    write_line(sheet, row, number, &handed_over, given)?;
    write_end(sheet, &heading, row + 1, total)
}

/// What an entry moves; a promise and a decision move nothing.
fn flow(entry: &Entry) -> Option<Flow> {
    match entry.kind {
        EntryKind::Receipt | EntryKind::TransferIn => Some(Flow {
            came: entry.amount,
            ..Flow::default()
        }),
        EntryKind::TransferOut | EntryKind::Outlay => Some(Flow {
            went: entry.amount,
            ..Flow::default()
        }),
        EntryKind::Pledge | EntryKind::Decision => None,
    }
}

fn purpose(entry: &Entry) -> String {
    let parts = [entry.purpose.as_str(), entry.goods.as_str()];
    let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    said.join(": ")
}

fn write_line(
    sheet: &mut Worksheet,
    row: u32,
    number: u32,
    texts: &[String; 4],
    flow: Flow,
) -> Result<(), XlsxError> {
    let height = height_of(&texts[2], PARTY_CHARS).max(height_of(&texts[3], PURPOSE_CHARS));
    sheet.set_row_height(row, LINE_HEIGHT.max(height))?;
    let number_format = centred();
    sheet.write_with_format(row, 0, number, &number_format)?;
    for (column, text) in (1..).zip(texts) {
        sheet.write_string_with_format(row, column, text, &cell())?;
    }
    write_amounts(sheet, row, flow, false)
}

fn write_amounts(sheet: &mut Worksheet, row: u32, flow: Flow, bold: bool) -> Result<(), XlsxError> {
    let amounts = [
        flow.came.money_vnd,
        flow.went.money_vnd,
        flow.came.goods_value_vnd,
        flow.went.goods_value_vnd,
    ];
    let format = if bold { money().set_bold() } else { money() };
    for (column, amount) in (FIRST_AMOUNT..).zip(amounts) {
        if amount == 0 && !bold {
            sheet.write_string_with_format(row, column, "", &format)?;
        } else {
            paper::write_vnd(sheet, (row, column), amount, &format)?;
        }
    }
    Ok(())
}

fn write_end(
    sheet: &mut Worksheet,
    heading: &Heading<'_>,
    row: u32,
    total: Flow,
) -> Result<(), XlsxError> {
    let bold = cell().set_bold();
    sheet.merge_range(row, 0, row, FIRST_AMOUNT - 1, "Cộng", &bold)?;
    write_amounts(sheet, row, total, true)?;
    let left = total.came - total.went;
    sheet.merge_range(row + 1, 0, row + 1, FIRST_AMOUNT - 1, "Còn lại", &bold)?;
    let (money_vnd, goods_value_vnd) = (left.money_vnd, left.goods_value_vnd);
    for (column, amount) in [
        (FIRST_AMOUNT, money_vnd),
        (FIRST_AMOUNT + 2, goods_value_vnd),
    ] {
        sheet.merge_range(
            row + 1,
            column,
            row + 1,
            column + 1,
            "",
            &money().set_bold(),
        )?;
        paper::write_vnd(sheet, (row + 1, column), amount, &money().set_bold())?;
    }
    let sign = if money_vnd < 0 { "âm " } else { "" };
    let in_words = format!(
        "Số tiền còn lại bằng chữ: {sign}{}.",
        vnd_in_words(money_vnd.abs())
    );
    let italic = text().set_italic();
    heading.write_across(sheet, row + 2, &in_words, &italic)?;
    let no_book = "Bảng này để đối chiếu, không thay sổ kế toán.";
    heading.write_across(sheet, row + 3, no_book, &italic)?;
    let signers = ("Người lập", "TM. BAN VẬN ĐỘNG QUỸ\nTRƯỞNG BAN");
    paper::write_signers(sheet, row + 5, heading, signers)
}
