//! The closed figures as a DOCX, for the file. It is made from them alone, so the same figures are the
//! same document.

mod tables;

use chungtay_shared::api::report::ReportStyle;
use chungtay_shared::id::to_hex;
use chungtay_shared::period::{Closing, Figures};
use chungtay_shared::time::Timestamp;

use crate::docx::letterhead::{self, Letterhead};
use crate::docx::markup::{Align, Body, Face, Paragraph, mm};
use crate::docx::signing::{self, Place};
use crate::docx::text::{heading, lead, remark, say, section};
use crate::docx::{DocxError, pack};
use crate::words::{body_of, count, day_in_words, quoted, vnd_twice, without_kind};

/// The document's bytes; the Front's paper unless another style is wanted.
pub fn document(closing: &Closing, style: Option<ReportStyle>) -> Result<Vec<u8>, DocxError> {
    let style = style.unwrap_or(ReportStyle::Front);
    let figures = &closing.figures;
    let mut body = Body::default();
    head(&mut body, figures, style);
    basis(&mut body, closing);
    reached(&mut body, figures);
    given(&mut body, figures);
    fund(&mut body, figures);
    rest(&mut body, figures);
    reconciled(&mut body, figures);
    signers(&mut body, figures, style);
    pack(body, figures.synthetic)
}

fn head(body: &mut Body, figures: &Figures, style: ReportStyle) {
    let number = match style {
        ReportStyle::Front => "Số: ……/BC-MTTQ",
        ReportStyle::State => "Số: ……/BC-UBND",
        ReportStyle::Party => "Số ……-BC/ĐU",
    };
    let closed_on = figures.closed_at.local_date();
    let place = without_kind(&figures.unit_name);
    letterhead::write(
        body,
        &Letterhead {
            style,
            commune: &figures.unit_name,
            number,
            place: &format!("{place}, {}", day_in_words(closed_on)),
        },
    );
    let bold = Face::of(14).bold();
    body.add(&Paragraph::new(Align::Centre, bold, "BÁO CÁO SỐ LIỆU").room(mm(7), 0));
    let about = format!(
        "Kỳ {} đợt vận động {}",
        figures.n,
        quoted(&figures.campaign_name)
    );
    body.add(&Paragraph::new(Align::Centre, bold, &about));
    let days = format!(
        "(từ ngày {} đến hết ngày {})",
        figures.from.display(),
        figures.to.display()
    );
    body.add(&Paragraph::new(Align::Centre, Face::of(14).italic(), &days));
    body.add(&Paragraph::rule(mm(60)).room(0, mm(5)));
    let opening = format!(
        "{} báo cáo số liệu kỳ {} như sau:",
        body_of(style, &figures.unit_name),
        figures.n
    );
    say(body, &opening);
}

fn moment(at: Timestamp) -> String {
    let (hour, minute) = at.local_hour_minute();
    format!(
        "{hour:02} giờ {minute:02} phút ngày {}",
        at.local_date().display()
    )
}

fn basis(body: &mut Body, closing: &Closing) {
    let figures = &closing.figures;
    section(body, "I. SỐ LIỆU ĐÃ CHỐT");
    let text = format!(
        "Số liệu do {} chốt lúc {}, tính đến bản ghi số {} trong nhật ký của đơn vị, và không thay \
         đổi nữa. Bản ghi đến sau giờ chốt được báo cáo ở kỳ kế tiếp, mục “Phát sinh sau chốt”.",
        figures.closed_by,
        moment(figures.closed_at),
        count(figures.counted_to),
    );
    say(body, &text);
    let mark = format!("Mã kiểm tra số liệu (SHA-256): {}", to_hex(&closing.hash));
    remark(body, &mark);
}

fn reached(body: &mut Body, figures: &Figures) {
    section(body, "II. THĂM HỘ, HỖ TRỢ");
    let (own, total) = (&figures.own, &figures.total);
    let text = format!(
        "Danh sách có {} hộ với {} nhân khẩu. Trong kỳ, {} hộ được thăm với {} lượt thăm; {} hộ được \
         hỗ trợ với {} lượt hỗ trợ. Lũy kế từ đầu đợt, {} hộ được thăm với {} lượt thăm; {} hộ được \
         hỗ trợ với {} lượt hỗ trợ.",
        count(figures.households),
        count(figures.members),
        count(own.visited.households),
        count(own.visited.times),
        count(own.aided.households),
        count(own.aided.times),
        count(total.visited.households),
        count(total.visited.times),
        count(total.aided.households),
        count(total.aided.times),
    );
    say(body, &text);
    if figures.by_hamlet.is_empty() {
        return;
    }
    lead(body, "Số hộ theo ấp, khu vực:");
    tables::by_hamlet(body, &figures.by_hamlet);
    body.add(&Paragraph::default());
    lead(body, "Số hộ theo loại hộ:");
    tables::by_category(body, &figures.by_category);
    remark(
        body,
        "Loại hộ tính theo ngày cuối kỳ. Hộ đã chuyển đi không còn trong danh sách nhưng lượt thăm, \
         hỗ trợ trước đó vẫn được tính.",
    );
}

fn given(body: &mut Body, figures: &Figures) {
    heading(body, "Tiền, hàng đã trao trong kỳ");
    let own = &figures.reconciliation.own;
    if own.given.is_empty() {
        return say(body, "Trong kỳ chưa ghi nhận lượt trao nào.");
    }
    tables::given(body, &own.given);
    let amount = own.amount();
    say(
        body,
        &format!(
            "Tổng số tiền trao trong kỳ: {}.",
            vnd_twice(amount.money_vnd)
        ),
    );
    if amount.goods_value_vnd != 0 {
        let goods = vnd_twice(amount.goods_value_vnd);
        say(
            body,
            &format!("Tổng giá trị hiện vật trao trong kỳ: {goods}."),
        );
    }
}

fn fund(body: &mut Body, figures: &Figures) {
    section(body, "III. QUỸ “VÌ NGƯỜI NGHÈO”");
    lead(body, "Tiền của Quỹ (đồng), tính cả trước đợt vận động:");
    let money = |amount: chungtay_shared::fund::Amount| amount.money_vnd;
    tables::fund(body, &figures.reconciliation, money);
    let has_goods = figures.reconciliation.total.fund != tables::money_only(figures);
    if has_goods {
        body.add(&Paragraph::default());
        lead(body, "Giá trị hiện vật của Quỹ (đồng):");
        tables::fund(body, &figures.reconciliation, |a| a.goods_value_vnd);
    }
    remark(body, "Số liệu để đối chiếu, không thay sổ kế toán của Quỹ.");
    if figures.outstanding.money_vnd > 0 {
        let outstanding = vnd_twice(figures.outstanding.money_vnd);
        say(
            body,
            &format!("Số tiền đã đăng ký ủng hộ nhưng chưa thu: {outstanding}."),
        );
    }
}

fn rest(body: &mut Body, figures: &Figures) {
    section(body, "IV. TUYÊN TRUYỀN, CHỈ TIÊU");
    let own = &figures.reconciliation.own.publicity;
    if own.is_empty() {
        say(body, "Trong kỳ chưa ghi nhận hoạt động tuyên truyền nào.");
    } else {
        lead(body, "Hoạt động tuyên truyền trong kỳ:");
        tables::publicity(body, own);
        body.add(&Paragraph::default());
    }
    if figures.targets.is_empty() {
        say(body, "Đợt vận động chưa đặt chỉ tiêu.");
    } else {
        lead(body, "Thực hiện chỉ tiêu, lũy kế từ đầu đợt:");
        tables::targets(body, &figures.targets);
        body.add(&Paragraph::default());
    }
}

fn reconciled(body: &mut Body, figures: &Figures) {
    section(body, "V. PHÁT SINH SAU CHỐT, ĐỐI CHIẾU");
    let lines = &figures.reconciliation;
    if figures.n == 1 {
        say(
            body,
            "Đây là kỳ đầu tiên của đợt, chưa có kỳ nào chốt trước.",
        );
    } else if lines.arisen().is_zero() {
        say(
            body,
            "Sau giờ chốt kỳ trước không phát sinh thêm, bớt bản ghi nào của các ngày đã chốt.",
        );
    }
    lead(body, "Đối chiếu số liệu từ đầu đợt đến hết kỳ này:");
    tables::reconciliation(body, lines, figures.n);
    remark(
        body,
        "Số đã chốt các kỳ trước, cộng phát sinh sau chốt, cộng số trong kỳ bằng số lũy kế.",
    );
}

fn signers(body: &mut Body, figures: &Figures, style: ReportStyle) {
    let head = match style {
        ReportStyle::Front => "TM. BAN THƯỜNG TRỰC",
        ReportStyle::State => "TM. ỦY BAN NHÂN DÂN",
        ReportStyle::Party => "T/M BAN THƯỜNG VỤ",
    };
    let places = [
        Place::new("NGƯỜI LẬP", "", &figures.closed_by),
        Place::new(head, "", ""),
    ];
    signing::write(body, &places);
}
