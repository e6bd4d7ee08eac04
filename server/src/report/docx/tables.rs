//! The report's tables: a header that stands on each page, figures at the right, a row of totals.

use chungtay_shared::api::TargetReached;
use chungtay_shared::fund::{Account, Amount};
use chungtay_shared::household::Category;
use chungtay_shared::money::format_vnd;

use crate::docx::markup::{Body, mm};
use crate::docx::sheet::Sheet;
use crate::report::{ChannelTotal, Counts, GivenLine, Group};
use crate::words::{category, channel, count, indicator, percent, source};

/// What was done by each channel.
pub(super) fn publicity(body: &mut Body, totals: &[ChannelTotal]) {
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
}

/// Who was reached, by hamlet.
pub(super) fn by_hamlet(body: &mut Body, groups: &[Group<String>]) {
    let lines = groups.iter().map(|group| {
        let name = match group.of.as_str() {
            "" => "Chưa rõ ấp, khu vực",
            name => name,
        };
        (name, group.counts)
    });
    reached(body, "Ấp, khu vực", lines);
}

/// Who was reached, by category.
pub(super) fn by_category(body: &mut Body, groups: &[Group<Option<Category>>]) {
    let lines = groups
        .iter()
        .map(|group| (category(group.of), group.counts));
    reached(body, "Loại hộ", lines);
}

fn reached<'a>(body: &mut Body, what: &str, lines: impl Iterator<Item = (&'a str, Counts)>) {
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
pub(super) fn given(body: &mut Body, lines: &[GivenLine]) {
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
}

/// Where the Fund stands.
pub(super) fn fund(body: &mut Body, account: &Account) {
    let columns = [
        ("Nội dung", mm(77)),
        ("Tiền (đồng)", mm(36)),
        ("Giá trị hiện vật (đồng)", mm(36)),
    ];
    let mut sheet = Sheet::new(1, &columns);
    for (name, amount) in [
        ("Tiếp nhận ủng hộ", account.received),
        ("Điều chuyển từ Quỹ khác đến", account.transferred_in),
        ("Điều chuyển đến Quỹ khác", account.transferred_out),
        ("Chi ngoài việc trao cho hộ", account.spent),
        ("Đã trao cho hộ", account.given),
    ] {
        sheet.row(&[name], &both(amount));
    }
    sheet.total("Còn lại", &both(account.left()));
    sheet.write(body);
}

/// How far targets were reached.
pub(super) fn targets(body: &mut Body, targets: &[TargetReached]) {
    let columns = [
        ("Chỉ tiêu", mm(53)),
        ("Đơn vị tính", mm(18)),
        ("Được giao", mm(30)),
        ("Thực hiện", mm(30)),
        ("Đạt (%)", mm(18)),
    ];
    let mut sheet = Sheet::new(2, &columns);
    for target in targets {
        let (name, unit) = indicator(target.indicator);
        let figures = [
            format_vnd(target.target),
            format_vnd(target.reached),
            percent(target.reached, target.target),
        ];
        sheet.row(&[name, unit], &figures);
    }
    sheet.write(body);
}

fn both(amount: Amount) -> [String; 2] {
    [amount.money_vnd, amount.goods_value_vnd].map(format_vnd)
}
