//! The tables of the closed figures.

use chungtay_shared::api::TargetReached;
use chungtay_shared::fund::Amount;
use chungtay_shared::household::Category;
use chungtay_shared::money::format_vnd;
use chungtay_shared::period::{
    ChannelLine, Figures, Flow, FundFlow, GivenLine, GroupLine, Reached, Reconciliation,
};

use crate::docx::markup::{Body, mm};
use crate::docx::sheet::Sheet;
use crate::words::{category, channel, count, indicator, percent, source};

pub(super) fn by_hamlet(body: &mut Body, groups: &[GroupLine]) {
    let name = |group: &GroupLine| match group.of.as_str() {
        "" => "Chưa rõ ấp, khu vực".to_owned(),
        name => name.to_owned(),
    };
    reached(body, "Ấp, khu vực", groups, name);
}

pub(super) fn by_category(body: &mut Body, groups: &[GroupLine]) {
    let name = |group: &GroupLine| category(Category::from_code(&group.of)).to_owned();
    reached(body, "Loại hộ", groups, name);
}

fn reached(body: &mut Body, of: &str, groups: &[GroupLine], name: impl Fn(&GroupLine) -> String) {
    let columns = [
        (of, mm(49)),
        ("Số hộ", mm(16)),
        ("Được thăm trong kỳ", mm(21)),
        ("Được hỗ trợ trong kỳ", mm(21)),
        ("Được thăm lũy kế", mm(21)),
        ("Được hỗ trợ lũy kế", mm(21)),
    ];
    let figures = |households: u64, own: &Reached, total: &Reached| {
        let reached = [own.visited, own.aided, total.visited, total.aided];
        let reached = reached.map(|reach| count(reach.households));
        let mut figures = vec![count(households)];
        figures.extend(reached);
        figures
    };
    let mut sheet = Sheet::new(1, &columns);
    let (mut households, mut own, mut total) = (0, Reached::default(), Reached::default());
    for group in groups {
        let line = figures(group.households, &group.own, &group.total);
        sheet.row(&[&name(group)], &line);
        households += group.households;
        own += group.own;
        total += group.total;
    }
    sheet.total("Cộng", &figures(households, &own, &total));
    sheet.write(body);
}

pub(super) fn given(body: &mut Body, lines: &[GivenLine]) {
    let columns = [
        ("Nội dung", mm(42)),
        ("Nguồn", mm(35)),
        ("Lượt trao", mm(14)),
        ("Số tiền (đồng)", mm(29)),
        ("Giá trị hiện vật (đồng)", mm(29)),
    ];
    let figures = |times: i64, amount: Amount| {
        [times, amount.money_vnd, amount.goods_value_vnd].map(format_vnd)
    };
    let mut sheet = Sheet::new(2, &columns);
    for line in lines {
        let by = source(line.source, &line.source_name);
        sheet.row(&[&line.item, &by], &figures(line.times, line.amount));
    }
    let times = lines.iter().map(|line| line.times).sum();
    let amount = lines.iter().map(|line| line.amount).sum();
    sheet.total("Cộng", &figures(times, amount));
    sheet.write(body);
}

/// The Fund with money alone: what stands there when there are no goods.
pub(super) fn money_only(figures: &Figures) -> FundFlow {
    let money = |amount: Amount| Amount {
        goods_value_vnd: 0,
        ..amount
    };
    let fund = &figures.reconciliation.total.fund;
    FundFlow {
        pledged: money(fund.pledged),
        received: money(fund.received),
        transferred_in: money(fund.transferred_in),
        transferred_out: money(fund.transferred_out),
        spent: money(fund.spent),
        given: money(fund.given),
    }
}

/// What the Fund's sums are called, in the order of papers.
type Row = (&'static str, fn(&FundFlow) -> Amount);
const FUND: [Row; 6] = [
    ("Đăng ký ủng hộ", |fund| fund.pledged),
    ("Thu ủng hộ", |fund| fund.received),
    ("Nhận điều chuyển", |fund| fund.transferred_in),
    ("Chuyển đi", |fund| fund.transferred_out),
    ("Chi khác", |fund| fund.spent),
    ("Trao cho hộ", |fund| fund.given),
];

pub(super) fn fund(body: &mut Body, lines: &Reconciliation, of: impl Fn(Amount) -> i64) {
    let columns = [
        ("Nội dung", mm(37)),
        ("Chốt kỳ trước", mm(28)),
        ("Phát sinh sau chốt", mm(28)),
        ("Trong kỳ", mm(28)),
        ("Lũy kế", mm(28)),
    ];
    let arisen = lines.arisen();
    let flows = [&lines.earlier, &arisen, &lines.own, &lines.total];
    let mut sheet = Sheet::new(1, &columns);
    for (name, amount) in FUND {
        sheet.row(
            &[name],
            &flows.map(|flow| format_vnd(of(amount(&flow.fund)))),
        );
    }
    let left = flows.map(|flow| format_vnd(of(flow.fund.change())));
    sheet.total("Còn lại (thu trừ chi)", &left);
    sheet.write(body);
}

pub(super) fn publicity(body: &mut Body, lines: &[ChannelLine]) {
    let columns = [
        ("Hình thức tuyên truyền", mm(79)),
        ("Số hoạt động", mm(30)),
        ("Lượt người được tuyên truyền", mm(40)),
    ];
    let mut sheet = Sheet::new(1, &columns);
    for line in lines {
        let figures = [line.activities, line.reach].map(format_vnd);
        sheet.row(&[channel(line.channel)], &figures);
    }
    let activities: i64 = lines.iter().map(|line| line.activities).sum();
    let reach: i64 = lines.iter().map(|line| line.reach).sum();
    sheet.total("Cộng", &[activities, reach].map(format_vnd));
    sheet.write(body);
}

pub(super) fn targets(body: &mut Body, targets: &[TargetReached]) {
    let columns = [
        ("Chỉ tiêu", mm(62)),
        ("Được giao", mm(32)),
        ("Đã đạt", mm(32)),
        ("Tỷ lệ (%)", mm(23)),
    ];
    let mut sheet = Sheet::new(1, &columns);
    for target in targets {
        let figures = [
            format_vnd(target.target),
            format_vnd(target.reached),
            percent(target.reached, target.target),
        ];
        let (what, unit) = indicator(target.indicator);
        sheet.row(&[&format!("{what} ({unit})")], &figures);
    }
    sheet.write(body);
}

pub(super) fn reconciliation(body: &mut Body, lines: &Reconciliation, n: u64) {
    let columns = [
        ("Nội dung", mm(58)),
        ("Lượt thăm", mm(17)),
        ("Lượt trao", mm(17)),
        ("Số tiền đã trao (đồng)", mm(29)),
        ("Hiện vật đã trao (đồng)", mm(28)),
    ];
    let figures = |flow: &Flow| {
        let amount = flow.amount();
        [
            flow.visits,
            flow.handovers(),
            amount.money_vnd,
            amount.goods_value_vnd,
        ]
        .map(format_vnd)
    };
    let mut sheet = Sheet::new(1, &columns);
    let first = if n == 1 {
        "Trước ngày đầu kỳ"
    } else {
        "Đã chốt các kỳ trước"
    };
    sheet.row(&[first], &figures(&lines.earlier));
    if n > 1 {
        let late = "Phát sinh sau chốt: bản ghi đến muộn";
        sheet.row(&[late], &figures(&lines.late));
        let withdrawn = "Phát sinh sau chốt: đã sửa hoặc rút lại";
        sheet.row(&[withdrawn], &figures(&lines.withdrawn));
    }
    if !lines.other.is_zero() {
        sheet.row(&["Xếp lại nội dung, nguồn"], &figures(&lines.other));
    }
    sheet.row(&["Trong kỳ"], &figures(&lines.own));
    sheet.total("Lũy kế đến hết kỳ", &figures(&lines.total));
    sheet.write(body);
}
