//! The tables of a report of several units: a row for each.

use chungtay_shared::fund::Amount;
use chungtay_shared::household::Category;
use chungtay_shared::money::format_vnd;

use super::tables::{both, reached};
use crate::docx::markup::{Body, mm};
use crate::docx::sheet::Sheet;
use crate::docx::text::remark;
use crate::report::{Report, UnitPart};
use crate::words::{category, count};

/// What the columns beside a row's number share.
const WIDTH_MM: u32 = 149;
/// The longest syllable of a category's name fits in it.
const CATEGORY_MM: u32 = 13;
const NAME_MM_MAX: u32 = 60;

/// Who was reached in each unit.
pub(super) fn by_unit(body: &mut Body, report: &Report) {
    let lines = report.units.iter();
    reached(
        body,
        "Đơn vị",
        lines.map(|unit| (unit.name.as_str(), unit.counts)),
    );
    remark(
        body,
        "Hộ đã chuyển đi không còn trong danh sách nhưng lượt thăm, hỗ trợ trước đó vẫn được tính.",
    );
}

/// Households given something, by unit and category; categories of which nobody was are left out.
pub(super) fn by_category(body: &mut Body, report: &Report) {
    let groups = report.reached.by_category.iter();
    let aided = groups.filter(|group| group.counts.aided.households > 0);
    let categories: Vec<Option<Category>> = aided.map(|group| group.of).collect();
    let figures = u32::try_from(categories.len() + 1).unwrap_or(1);
    let name_mm = WIDTH_MM
        .saturating_sub(CATEGORY_MM * figures)
        .min(NAME_MM_MAX);
    let figure = mm(WIDTH_MM - name_mm) / figures;
    let names = categories.iter().map(|of| (category(*of), figure));
    let columns: Vec<(&str, u32)> = [("Đơn vị", mm(name_mm))]
        .into_iter()
        .chain(names)
        .chain([("Cộng", figure)])
        .collect();
    let mut sheet = Sheet::new(1, &columns);
    let mut totals = vec![0; categories.len()];
    for unit in &report.units {
        let counts = categories.iter().map(|of| aided_of(unit, *of));
        let counts: Vec<u64> = counts.collect();
        for (total, count) in totals.iter_mut().zip(&counts) {
            *total += count;
        }
        sheet.row(&[&unit.name], &with_sum(&counts));
    }
    sheet.total("Cộng", &with_sum(&totals));
    sheet.write(body);
    remark(
        body,
        "Mỗi hộ tính một lần. Loại hộ tính theo ngày lập báo cáo.",
    );
}

fn aided_of(unit: &UnitPart, category: Option<Category>) -> u64 {
    let group = unit.by_category.iter().find(|group| group.of == category);
    group.map_or(0, |group| group.counts.aided.households)
}

fn with_sum(counts: &[u64]) -> Vec<String> {
    let sum = counts.iter().sum();
    counts.iter().copied().chain([sum]).map(count).collect()
}

/// What was handed over in each unit.
pub(super) fn given(body: &mut Body, report: &Report) {
    let columns = [
        ("Đơn vị", mm(41)),
        ("Số lượt", mm(18)),
        ("Tiền (đồng)", mm(30)),
        ("Giá trị hiện vật (đồng)", mm(30)),
        ("Cộng (đồng)", mm(30)),
    ];
    let mut sheet = Sheet::new(1, &columns);
    let figures = |times: u64, amount: Amount| {
        let [money, goods] = both(amount);
        [count(times), money, goods, format_vnd(worth(amount))]
    };
    for unit in &report.units {
        sheet.row(&[&unit.name], &figures(unit.times, unit.given));
    }
    let times = report.units.iter().map(|unit| unit.times).sum();
    let amount = report.units.iter().map(|unit| unit.given).sum();
    sheet.total("Cộng", &figures(times, amount));
    sheet.write(body);
    remark(
        body,
        "Bảng tính các lượt trao ghi cho đợt vận động này, kể cả trao ngoài thời gian của đợt.",
    );
}

/// Where each unit's Fund stands.
pub(super) fn funds(body: &mut Body, report: &Report) {
    let columns = [
        ("Đơn vị", mm(33)),
        ("Đăng ký ủng hộ (đồng)", mm(29)),
        ("Tiếp nhận ủng hộ (đồng)", mm(29)),
        ("Đã chi, đã trao (đồng)", mm(29)),
        ("Còn lại (đồng)", mm(29)),
    ];
    let mut sheet = Sheet::new(1, &columns);
    let figures = |amounts: [Amount; 4]| amounts.map(worth).map(format_vnd);
    for unit in &report.units {
        let account = &unit.account;
        let spent = [account.spent, account.given].into_iter().sum();
        let amounts = [unit.pledged, account.received, spent, account.left()];
        sheet.row(&[&unit.name], &figures(amounts));
    }
    let fund = &report.fund;
    let amounts = [report.pledged, fund.received(), fund.spent(), fund.left()];
    sheet.total("Cộng", &figures(amounts));
    sheet.write(body);
    remark(
        body,
        "Gồm tiền và giá trị hiện vật quy đổi. Số còn lại của từng đơn vị đã tính cả điều chuyển đến, \
         đi giữa các Quỹ.",
    );
}

const fn worth(amount: Amount) -> i64 {
    amount.money_vnd + amount.goods_value_vnd
}
