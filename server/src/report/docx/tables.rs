//! The report's tables: a header that stands on each page, figures at the right, a row of totals.

use chungtay_shared::fund::{Account, Amount, RollUp};
use chungtay_shared::money::format_vnd;
use chungtay_shared::wording::Field;

use super::unit_tables;
use crate::docx::markup::{Body, Paragraph, mm};
use crate::docx::sheet::Sheet;
use crate::docx::text::remark;
use crate::report::{Counts, FundStands, Report};
use crate::words::{category, channel, count, indicator, percent, source};

/// A table is written with the room below it, and with what it counts where its columns do not say it.
type Write = fn(&mut Body, &Report);

/// The tables a wording can name.
const TABLES: [(Field, Write); 10] = [
    (Field::PublicityTable, publicity),
    (Field::HamletTable, by_hamlet),
    (Field::CategoryTable, by_category),
    (Field::UnitTable, unit_tables::by_unit),
    (Field::UnitCategoryTable, unit_tables::by_category),
    (Field::UnitGivenTable, unit_tables::given),
    (Field::GivenTable, given),
    (Field::FundTable, fund),
    (Field::UnitFundTable, unit_tables::funds),
    (Field::TargetTable, targets),
];

/// Writes the table that a field names.
pub(super) fn write(body: &mut Body, report: &Report, field: Field) {
    for (_, write) in TABLES.iter().filter(|(named, _)| *named == field) {
        write(body, report);
    }
}

/// What was done by each channel.
fn publicity(body: &mut Body, report: &Report) {
    let totals = &report.publicity;
    let columns = [
        ("Hình thức tuyên truyền", mm(79)),
        ("Số hoạt động", mm(30)),
        ("Lượt người được tuyên truyền", mm(40)),
    ];
    let mut sheet = Sheet::new(1, &columns);
    for total in totals {
        let figures = [count(total.activities), count(total.reach)];
        sheet.row(&[channel(total.channel)], &figures);
    }
    let activities = totals.iter().map(|total| total.activities).sum();
    let reach = totals.iter().map(|total| total.reach).sum();
    sheet.total("Cộng", &[count(activities), count(reach)]);
    sheet.write(body);
    remark(
        body,
        "Hoạt động chưa rõ số người chỉ tính vào số hoạt động.",
    );
}

/// Who was reached, by hamlet.
fn by_hamlet(body: &mut Body, report: &Report) {
    let lines = report.reached.by_hamlet.iter().map(|group| {
        let name = match group.of.as_str() {
            "" => "Chưa rõ ấp, khu vực",
            name => name,
        };
        (name, group.counts)
    });
    reached(body, "Ấp, khu vực", lines);
    body.add(&Paragraph::default().room(0, 0));
}

/// Who was reached, by category.
fn by_category(body: &mut Body, report: &Report) {
    let groups = report.reached.by_category.iter();
    let lines = groups.map(|group| (category(group.of), group.counts));
    reached(body, "Loại hộ", lines);
    remark(
        body,
        "Loại hộ tính theo ngày lập báo cáo. Hộ đã chuyển đi không còn trong danh sách nhưng \
         lượt thăm, hỗ trợ trước đó vẫn được tính.",
    );
}

/// Who was reached, a row for each of something.
pub(super) fn reached<'a>(
    body: &mut Body,
    what: &str,
    lines: impl Iterator<Item = (&'a str, Counts)>,
) {
    let columns = [
        (what, mm(44)),
        ("Số hộ trong danh sách", mm(25)),
        ("Hộ được thăm", mm(20)),
        ("Lượt thăm", mm(20)),
        ("Hộ được hỗ\u{a0}trợ", mm(20)),
        ("Lượt hỗ\u{a0}trợ", mm(20)),
    ];
    let mut sheet = Sheet::new(1, &columns);
    let figures = |counts: Counts| {
        let (visited, aided) = (counts.visited, counts.aided);
        [
            counts.households,
            visited.households,
            visited.times,
            aided.households,
            aided.times,
        ]
        .map(count)
    };
    let mut total = Counts::default();
    for (name, counts) in lines {
        sheet.row(&[name], &figures(counts));
        total += counts;
    }
    sheet.total("Cộng", &figures(total));
    sheet.write(body);
}

/// What was given of each item.
fn given(body: &mut Body, report: &Report) {
    let lines = &report.given;
    let columns = [
        ("Nội dung hỗ trợ", mm(40)),
        ("Nguồn", mm(33)),
        ("Số lượt", mm(18)),
        ("Tiền (đồng)", mm(29)),
        ("Giá trị hiện vật (đồng)", mm(29)),
    ];
    let mut sheet = Sheet::new(2, &columns);
    for line in lines {
        let source = source(line.source, &line.source_name);
        let [money, goods] = both(line.amount);
        sheet.row(&[&line.item, &source], &[count(line.times), money, goods]);
    }
    let [money, goods] = both(lines.iter().map(|line| line.amount).sum());
    let times = lines.iter().map(|line| line.times).sum();
    sheet.total("Cộng", &[count(times), money, goods]);
    sheet.write(body);
    remark(
        body,
        "Bảng tính các lượt trao ghi cho đợt vận động này, kể cả trao ngoài thời gian của đợt.",
    );
}

/// Where the Fund stands, or several together.
fn fund(body: &mut Body, report: &Report) {
    let columns = [
        ("Nội dung", mm(77)),
        ("Tiền (đồng)", mm(36)),
        ("Giá trị hiện vật (đồng)", mm(36)),
    ];
    let mut sheet = Sheet::new(1, &columns);
    let lines = match &report.fund {
        FundStands::Own(account) => lines_of_one(account),
        FundStands::Whole(sum) => lines_of_all(sum),
    };
    for (name, amount) in lines {
        sheet.row(&[name], &both(amount));
    }
    sheet.total("Còn lại", &both(report.fund.left()));
    sheet.write(body);
    remark(body, "Số liệu để đối chiếu, không thay sổ kế toán của Quỹ.");
}

fn lines_of_one(account: &Account) -> Vec<(&'static str, Amount)> {
    vec![
        ("Tiếp nhận ủng hộ", account.received),
        ("Điều chuyển từ Quỹ khác đến", account.transferred_in),
        ("Điều chuyển đến Quỹ khác", account.transferred_out),
        ("Chi ngoài việc trao cho hộ", account.spent),
        ("Đã trao cho hộ", account.given),
    ]
}

/// What the Funds sent each other is neither income nor outlay of theirs together; while it is on its
/// way it is in none of them.
fn lines_of_all(sum: &RollUp) -> Vec<(&'static str, Amount)> {
    let mut lines = vec![
        ("Tiếp nhận ủng hộ", sum.received),
        ("Điều chuyển từ Quỹ ngoài địa bàn đến", sum.from_outside),
        ("Điều chuyển đến Quỹ ngoài địa bàn", sum.to_outside),
        ("Chi ngoài việc trao cho hộ", sum.spent),
        ("Đã trao cho hộ", sum.given),
    ];
    if !sum.on_the_way.is_zero() {
        lines.push(("Đang chuyển giữa các Quỹ, chưa đến", sum.on_the_way));
    }
    lines
}

/// How far targets were reached.
fn targets(body: &mut Body, report: &Report) {
    let columns = [
        ("Chỉ tiêu", mm(53)),
        ("Đơn vị tính", mm(18)),
        ("Được giao", mm(30)),
        ("Thực hiện", mm(30)),
        ("Đạt (%)", mm(18)),
    ];
    let mut sheet = Sheet::new(2, &columns);
    for target in &report.targets {
        let (name, unit) = indicator(target.indicator);
        let figures = [
            format_vnd(target.target),
            format_vnd(target.reached),
            percent(target.reached, target.target),
        ];
        sheet.row(&[name, unit], &figures);
    }
    sheet.write(body);
    body.add(&Paragraph::default());
}

/// Money and the worth of goods.
pub(super) fn both(amount: Amount) -> [String; 2] {
    [amount.money_vnd, amount.goods_value_vnd].map(format_vnd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_a_wording_can_name_is_written() {
        for &field in Field::ALL {
            let written = TABLES.iter().filter(|(named, _)| *named == field);
            assert_eq!(written.count(), usize::from(field.is_table()), "{field:?}");
        }
    }
}
