//! What the report says: two sections of figures, and one for the office's own words.

use chungtay_shared::api::report::ReportStyle;
use chungtay_shared::fund::Amount;

use super::tables;
use crate::docx::markup::{Body, Paragraph};
use crate::docx::text::{self, heading, lead, remark, say, section};
use crate::report::Report;
use crate::words::{body_of, count, quoted, vnd_twice};

/// Lines that are left to be written.
const DOTTED_LINES: usize = 2;

/// All three sections and the end of the text.
pub(super) fn write(body: &mut Body, report: &Report, style: ReportStyle) {
    section(body, "I. CÔNG TÁC CHỈ ĐẠO, TUYÊN TRUYỀN");
    direction(body, report, style);
    publicity(body, report);
    section(body, "II. KẾT QUẢ THỰC HIỆN");
    visits(body, report);
    given(body, report);
    fund(body, report);
    targets(body, report);
    section(body, "III. ĐÁNH GIÁ, ĐỀ NGHỊ");
    for part in [
        "1. Đánh giá chung",
        "2. Khó khăn, hạn chế và nguyên nhân",
        "3. Đề nghị",
    ] {
        heading(body, part);
        text::lines(body, DOTTED_LINES);
    }
    let end = format!(
        "Trên đây là báo cáo kết quả thực hiện đợt vận động {} của {}./.",
        quoted(&report.state.campaign.name),
        body_of(style, &report.commune)
    );
    say(body, &end);
}

fn direction(body: &mut Body, report: &Report, style: ReportStyle) {
    heading(body, "1. Công tác chỉ đạo, triển khai");
    let campaign = &report.state.campaign;
    let text = format!(
        "{} triển khai đợt vận động {} từ ngày {} đến hết ngày {}; danh sách quản lý có {} hộ \
         với {} nhân khẩu. Số liệu trong báo cáo tính đến hết ngày {}.",
        body_of(style, &report.commune),
        quoted(&campaign.name),
        campaign.from.display(),
        campaign.to.display(),
        count(report.households),
        count(report.members),
        report.today.display(),
    );
    say(body, &text);
}

fn publicity(body: &mut Body, report: &Report) {
    heading(body, "2. Công tác tuyên truyền");
    if report.publicity.is_empty() {
        return say(
            body,
            "Chưa ghi nhận hoạt động tuyên truyền nào trong đợt vận động.",
        );
    }
    let activities = report.publicity.iter().map(|total| total.activities).sum();
    let reach = report.publicity.iter().map(|total| total.reach).sum();
    let text = format!(
        "Đã thực hiện {} hoạt động tuyên truyền với {} lượt người được tuyên truyền:",
        count(activities),
        count(reach)
    );
    lead(body, &text);
    tables::publicity(body, &report.publicity);
    remark(
        body,
        "Hoạt động chưa rõ số người chỉ tính vào số hoạt động.",
    );
}

fn visits(body: &mut Body, report: &Report) {
    heading(body, "1. Thăm hộ");
    let reached = &report.reached;
    let text = format!(
        "Trong thời gian của đợt vận động, có {} hộ được thăm với {} lượt thăm; {} hộ được hỗ trợ \
         với {} lượt hỗ trợ.",
        count(reached.visited.households),
        count(reached.visited.times),
        count(reached.aided.households),
        count(reached.aided.times),
    );
    say(body, &text);
    if !reached.by_hamlet.is_empty() {
        lead(body, "Kết quả theo ấp, khu vực:");
        tables::by_hamlet(body, &reached.by_hamlet);
        body.add(&Paragraph::default().room(0, 0));
        lead(body, "Kết quả theo loại hộ:");
        tables::by_category(body, &reached.by_category);
        remark(
            body,
            "Loại hộ tính theo ngày lập báo cáo. Hộ đã chuyển đi không còn trong danh sách nhưng \
             lượt thăm, hỗ trợ trước đó vẫn được tính.",
        );
    }
}

fn given(body: &mut Body, report: &Report) {
    heading(body, "2. Hỗ trợ");
    if report.given.is_empty() {
        return say(body, "Chưa ghi nhận lượt trao nào thuộc đợt vận động này.");
    }
    lead(body, "Đã trao theo từng nội dung và nguồn hỗ trợ:");
    tables::given(body, &report.given);
    remark(
        body,
        "Bảng tính các lượt trao ghi cho đợt vận động này, kể cả trao ngoài thời gian của đợt.",
    );
    let total: Amount = report.given.iter().map(|line| line.amount).sum();
    let money = format!("Tổng số tiền đã trao: {}.", vnd_twice(total.money_vnd));
    say(body, &money);
    if total.goods_value_vnd != 0 {
        let goods = vnd_twice(total.goods_value_vnd);
        say(body, &format!("Tổng giá trị hiện vật đã trao: {goods}."));
    }
}

fn fund(body: &mut Body, report: &Report) {
    heading(body, "3. Quỹ “Vì người nghèo”");
    let day = report.today.display();
    let text = format!("Tình hình Quỹ đến hết ngày {day}, tính cả trước đợt vận động:");
    lead(body, &text);
    tables::fund(body, &report.account);
    remark(body, "Số liệu để đối chiếu, không thay sổ kế toán của Quỹ.");
    let left = report.account.left();
    let money = vnd_twice(left.money_vnd);
    say(body, &format!("Số tiền Quỹ còn lại: {money}."));
    if left.goods_value_vnd != 0 {
        let goods = vnd_twice(left.goods_value_vnd);
        say(body, &format!("Giá trị hiện vật còn lại: {goods}."));
    }
}

fn targets(body: &mut Body, report: &Report) {
    heading(body, "4. Thực hiện chỉ tiêu");
    if report.targets.is_empty() {
        return say(body, "Đợt vận động chưa đặt chỉ tiêu.");
    }
    lead(body, "Kết quả so với chỉ tiêu được giao:");
    tables::targets(body, &report.targets);
    body.add(&Paragraph::default());
}
