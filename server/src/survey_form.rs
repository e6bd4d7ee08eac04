//! Phiếu khảo sát: what is asked of a household before it is decided how to help, with what is known of it
//! filled in and lines for all else.

use chungtay_shared::api::report::ReportStyle;
use chungtay_shared::fund::Amount;
use chungtay_shared::household::{Household, ProfileField};
use chungtay_shared::money::format_vnd;
use chungtay_shared::time::{LocalDate, PartialDate};

use crate::docx::letterhead::{self, Letterhead};
use crate::docx::markup::{Align, Body, Face, Paragraph, mm};
use crate::docx::sheet::Sheet;
use crate::docx::signing::{self, Place};
use crate::docx::{DocxError, pack, text};
use crate::kept::Kept;
use crate::minutes::Issuer;
use crate::words;

/// Lines for people of the household, whom nobody has listed yet.
const MEMBER_LINES: usize = 5;
/// What is asked with a line to write on, as the Front's own forms number it.
const ASKED: [&str; 8] = [
    "Nghề nghiệp, việc làm",
    "Trình độ học vấn",
    "Dân tộc",
    "Tôn giáo",
    "Diện ưu tiên",
    "Giấy tờ về đất ở",
    "Hiện trạng nhà (nền, khung, tường, mái)",
    "Nguồn thu nhập chính",
];
/// What it may need.
const NEEDS: [&str; 8] = [
    "nhà lắp ghép",
    "tự xây nhà",
    "tự sửa nhà",
    "sinh kế",
    "học bổng, đồ dùng học tập",
    "ốm đau, qua đời",
    "thiên tai, hỏa hoạn",
    "thẻ bảo hiểm y tế",
];

/// The form's bytes, as the household is known on `today`.
pub fn document(issuer: &Issuer, kept: &Kept, today: LocalDate) -> Result<Vec<u8>, DocxError> {
    let mut body = Body::default();
    let place = words::without_kind(&issuer.commune);
    letterhead::write(
        &mut body,
        &Letterhead {
            style: ReportStyle::Front,
            commune: &issuer.commune,
            number: "Số: ……/PKS-MTTQ",
            place: &format!("{place}, ngày …… tháng …… năm ………"),
        },
    );
    let bold = Face::of(14).bold();
    body.add(&Paragraph::new(Align::Centre, bold, "PHIẾU KHẢO SÁT HỘ").room(mm(6), 0));
    body.add(&Paragraph::rule(mm(65)).room(0, mm(4)));
    known(&mut body, &kept.household, today);
    members(&mut body);
    received(&mut body, kept);
    needs(&mut body, kept);
    text::heading(&mut body, "V. KẾT LUẬN");
    text::say(
        &mut body,
        "☐ Đủ điều kiện, đề nghị hỗ trợ.     ☐ Chưa đủ điều kiện.",
    );
    text::fill_in(&mut body, "Lý do: ", "");
    signing::write(
        &mut body,
        &[
            Place::new("CHỦ HỘ", "", ""),
            Place::new("TRƯỞNG ẤP", "", ""),
            Place::new("TRƯỞNG BAN CTMT", "", ""),
            Place::new("BÍ THƯ CHI BỘ", "", ""),
        ],
    );
    pack(body, issuer.synthetic)
}

fn known(body: &mut Body, household: &Household, today: LocalDate) {
    let profile = &household.profile;
    let of = |field| profile.get(field).to_owned();
    let name = match profile.get(ProfileField::Nickname) {
        "" => of(ProfileField::HeadName),
        nickname => format!("{} ({nickname})", profile.get(ProfileField::HeadName)),
    };
    let place = [of(ProfileField::Address), of(ProfileField::Hamlet)];
    let place: Vec<String> = place.into_iter().filter(|part| !part.is_empty()).collect();
    let category = household.category_on(today);
    let category = category.map(|category| words::category(Some(category)).to_owned());
    text::heading(body, "I. THÔNG TIN CHỦ HỘ");
    let lines = [
        ("Họ và tên chủ hộ", name),
        (
            "Giới tính",
            profile.gender().map_or("", words::gender).to_owned(),
        ),
        (
            "Ngày, năm sinh",
            profile
                .birth()
                .map(PartialDate::display)
                .unwrap_or_default(),
        ),
        ("Số định danh/CCCD", of(ProfileField::NationalId)),
        ("Vợ (chồng): họ tên, năm sinh", String::new()),
        ("Điện thoại", of(ProfileField::Phone)),
        ("Nơi ở", place.join(", ")),
        ("Loại hộ hiện nay", category.unwrap_or_default()),
    ];
    let asked = ASKED.map(|asked| (asked, String::new()));
    for (number, (label, value)) in (1..).zip(lines.into_iter().chain(asked)) {
        text::fill_in(body, &format!("{number}. {label}: "), &value);
    }
    text::fill_in(body, "17. Số nhân khẩu: ", &of(ProfileField::MemberCount));
    text::fill_in(body, "18. Hoàn cảnh: ", &of(ProfileField::Note));
    text::lines(body, 2);
}

fn members(body: &mut Body) {
    text::heading(body, "II. NGƯỜI TRONG HỘ");
    let columns = [
        ("Họ và tên", mm(47)),
        ("Quan hệ với chủ hộ", mm(30)),
        ("Năm sinh", mm(18)),
        ("Nghề nghiệp, nơi học, sức khỏe", mm(54)),
    ];
    let mut sheet = Sheet::new(4, &columns);
    for _ in 0..MEMBER_LINES {
        sheet.row(&["", "", "", ""], &[]);
    }
    sheet.write(body);
    body.add(&Paragraph::default());
}

fn received(body: &mut Body, kept: &Kept) {
    text::heading(body, "III. HỖ TRỢ ĐÃ NHẬN");
    let mut given: Vec<_> = kept.handovers().map(|recorded| &recorded.fact).collect();
    given.sort_by_key(|handover| (handover.at, handover.id));
    if given.is_empty() {
        text::say(body, "Chưa ghi nhận hỗ trợ nào của Mặt trận.");
    } else {
        let columns = [
            ("Ngày", mm(25)),
            ("Nội dung hỗ trợ", mm(62)),
            ("Tiền (đồng)", mm(31)),
            ("Trị giá hiện vật (đồng)", mm(31)),
        ];
        let mut sheet = Sheet::new(2, &columns);
        let mut total = Amount::default();
        for handover in given {
            total.money_vnd += handover.money_vnd;
            total.goods_value_vnd += handover.goods_value_vnd;
            let amounts = [handover.money_vnd, handover.goods_value_vnd].map(format_vnd);
            sheet.row(
                &[&handover.at.local_date().display(), &handover.item],
                &amounts,
            );
        }
        sheet.total(
            "Cộng",
            &[total.money_vnd, total.goods_value_vnd].map(format_vnd),
        );
        sheet.write(body);
        body.add(&Paragraph::default());
    }
    text::fill_in(body, "Hỗ trợ từ nguồn khác: ", "");
    text::lines(body, 1);
}

fn needs(body: &mut Body, kept: &Kept) {
    text::heading(body, "IV. NHU CẦU");
    // A line ends between two of them, not within one.
    let whole = NEEDS.map(|need| format!("☐ {need}").replace(' ', "\u{a0}"));
    let boxes = Paragraph::new(Align::Left, text::TEXT, &whole.join("   "));
    body.add(&text::room(boxes).first_line(text::FIRST_LINE));
    let last = kept
        .visits()
        .max_by_key(|visit| (visit.fact.at, visit.fact.id));
    let last = last.filter(|visit| !visit.fact.needs.is_empty());
    if let Some(visit) = last {
        let seen: Vec<&str> = visit
            .fact
            .needs
            .iter()
            .map(|need| words::need(*need))
            .collect();
        let day = visit.fact.at.local_date().display();
        text::say(
            body,
            &format!(
                "Thiếu hụt ghi nhận khi thăm ngày {day}: {}.",
                seen.join(", ")
            ),
        );
    }
    text::fill_in(body, "Cụ thể: ", "");
    text::lines(body, 1);
    text::fill_in(body, "Kinh phí dự kiến, phần hộ tự lo: ", "");
}
