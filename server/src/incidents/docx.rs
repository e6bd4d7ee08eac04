//! The notice as a DOCX, in the order of form 08 of Decree 356/2025/NĐ-CP. What is not known yet is a line to
//! write on; what was learnt after it was filed stands at its end, with its days.

use chungtay_shared::api::report::ReportStyle;
use chungtay_shared::incident::{Channel, Data};
use chungtay_shared::time::Timestamp;

use super::Notice;
use crate::docx::letterhead::{self, Letterhead};
use crate::docx::markup::{Align, Body, Face, Paragraph, mm};
use crate::docx::signing::{self, Place};
use crate::docx::text::{fill_in, lines, remark, say, section};
use crate::docx::{DocxError, pack};
use crate::words::{body_of, day_in_words, without_kind};

/// The document's bytes.
pub fn document(notice: &Notice) -> Result<Vec<u8>, DocxError> {
    let mut body = Body::default();
    head(&mut body, notice);
    organisation(&mut body, notice);
    incident(&mut body, notice);
    papers(&mut body, notice);
    added(&mut body, notice);
    section(&mut body, "4. Cam kết");
    let promise = format!(
        "{} cam kết chịu trách nhiệm về tính chính xác và hợp pháp của thông báo cùng các tài liệu kèm theo.",
        body_of(ReportStyle::Front, &notice.issuer.commune)
    );
    say(&mut body, &promise);
    let signer = Place::new("TM. BAN THƯỜNG TRỰC", "(Ký, ghi rõ họ tên, đóng dấu)", "");
    signing::write(
        &mut body,
        &[Place::new("Nơi nhận: Như trên; Lưu", " ", ""), signer],
    );
    pack(body, notice.issuer.synthetic)
}

fn head(body: &mut Body, notice: &Notice) {
    let commune = &notice.issuer.commune;
    let place = without_kind(commune);
    letterhead::write(
        body,
        &Letterhead {
            style: ReportStyle::Front,
            commune,
            number: "Số: ……/TB-MTTQ",
            place: &format!("{place}, {}", day_in_words(notice.now.local_date())),
        },
    );
    let bold = Face::of(14).bold();
    body.add(&Paragraph::new(Align::Centre, bold, "THÔNG BÁO").room(mm(6), 0));
    let about = "Vi phạm quy định bảo vệ dữ liệu cá nhân";
    body.add(&Paragraph::new(Align::Centre, bold, about));
    body.add(&Paragraph::rule(mm(60)).room(0, mm(4)));
    let to = "Kính gửi: Cơ quan chuyên trách bảo vệ dữ liệu cá nhân, Bộ Công an.";
    body.add(&Paragraph::new(Align::Centre, Face::of(14), to).room(0, mm(3)));
    let known = &notice.line.known;
    let by = format!(
        "Phát hiện lúc {}; gửi trước {} (72 giờ, Điều 23 Luật 91/2025/QH15).",
        moment(known.found),
        moment(known.notice_by())
    );
    remark(body, &by);
}

fn organisation(body: &mut Body, notice: &Notice) {
    let known = &notice.line.known;
    section(body, "1. Thông tin về tổ chức");
    let name = body_of(ReportStyle::Front, &notice.issuer.commune);
    fill_in(body, "Tên tổ chức: ", &name);
    fill_in(body, "Địa chỉ trụ sở: ", "");
    fill_in(body, "Quyết định thành lập: ", "");
    fill_in(
        body,
        "Nhân sự bảo vệ dữ liệu cá nhân: ",
        &known.contact_name,
    );
    fill_in(body, "Chức danh: ", &known.contact_post);
    fill_in(body, "Điện thoại, thư điện tử: ", &known.contact_at);
}

fn incident(body: &mut Body, notice: &Notice) {
    let known = &notice.line.known;
    section(body, "2. Mô tả hành vi vi phạm");
    fill_in(body, "Thời gian xảy ra: ", &known.happened);
    fill_in(body, "Phát hiện lúc: ", &moment(known.found));
    fill_in(body, "Cách phát hiện: ", &known.found_how);
    fill_in(body, "Địa điểm: ", &known.place);
    long(body, "Hành vi: ", &known.what);
    fill_in(body, "Tổ chức, cá nhân liên quan: ", &known.parties);
    let data: Vec<&str> = known.data.iter().copied().map(data_in_words).collect();
    fill_in(body, "Loại dữ liệu cá nhân: ", &data.join("; "));
    fill_in(body, "Số người: ", &known.people);
    fill_in(body, "Số lượng dữ liệu: ", &known.records);
    long(
        body,
        "Hậu quả, thiệt hại đã hoặc có thể xảy ra: ",
        &known.consequences,
    );
    long(body, "Biện pháp đã và đang áp dụng: ", &known.measures);
    long(body, "Thông báo cho người có dữ liệu: ", &known.told);
}

fn papers(body: &mut Body, notice: &Notice) {
    section(body, "3. Tài liệu kèm theo");
    let listed = notice.line.known.papers.lines();
    let listed: Vec<&str> = listed
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    if listed.is_empty() {
        lines(body, 2);
    }
    for paper in listed {
        say(body, &format!("- {paper}"));
    }
}

/// What was filed, and what was learnt since.
fn added(body: &mut Body, notice: &Notice) {
    let Some(filed) = &notice.line.filed else {
        return;
    };
    let channel = match filed.channel {
        Channel::Portal => "qua Cổng thông tin quốc gia về bảo vệ dữ liệu cá nhân",
        Channel::Paper => "bằng văn bản",
    };
    let said = format!(
        "Đã gửi lúc {} {channel}, số {}.",
        moment(filed.at),
        filed.number
    );
    remark(body, &said);
    for added in &notice.line.added {
        say(
            body,
            &format!("Bổ sung lúc {}: {}", moment(added.at), added.text),
        );
    }
}

/// What may take several lines.
fn long(body: &mut Body, asked: &str, answer: &str) {
    let mut parts = answer
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty());
    fill_in(body, asked, parts.next().unwrap_or_default());
    for part in parts {
        say(body, part);
    }
}

const fn data_in_words(data: Data) -> &'static str {
    match data {
        Data::Names => "họ tên, năm sinh, địa chỉ, nhân khẩu",
        Data::Numbers => "số định danh, số điện thoại",
        Data::Private => "nhu cầu, ghi chú về sức khỏe, đời sống riêng tư (dữ liệu nhạy cảm)",
        Data::Place => "vị trí (dữ liệu nhạy cảm)",
        Data::Aid => "hỗ trợ đã nhận, chữ ký",
        Data::Accounts => "tài khoản, cách đăng nhập",
    }
}

/// "08 giờ 30 phút ngày 20/11/2026".
fn moment(at: Timestamp) -> String {
    let (hour, minute) = at.local_hour_minute();
    let day = at.local_date().display();
    format!("{hour:02} giờ {minute:02} phút ngày {day}")
}
