//! The minutes as a DOCX: two parties, witnesses, what was handed over in figures and in words, what is
//! undertaken, and three places to sign.

use chungtay_shared::api::report::ReportStyle;
use chungtay_shared::fund::Amount;
use chungtay_shared::money::{format_quantity, format_vnd};

use super::{Gift, Minutes};
use crate::docx::letterhead::{self, Letterhead};
use crate::docx::markup::{Align, Body, Face, Paragraph, mm};
use crate::docx::sheet::Sheet;
use crate::docx::signing::{self, Place};
use crate::docx::text::{self, FIRST_LINE, TEXT};
use crate::docx::{DocxError, pack};
use crate::words::{self, body_of, day_in_words, vnd_twice};

/// Lines of the table of goods: those that are not filled are written by hand.
const GOODS_LINES_MIN: usize = 5;
/// Where something is to be written by hand within a line.
const TO_WRITE: &str = "……………";

/// The document's bytes.
pub fn document(minutes: &Minutes) -> Result<Vec<u8>, DocxError> {
    let mut body = Body::default();
    letterhead::write(
        &mut body,
        &Letterhead {
            style: ReportStyle::Front,
            commune: &minutes.commune,
            number: "Số: ……/BB-MTTQ",
            place: &place(minutes),
        },
    );
    title(&mut body, minutes);
    parties(&mut body, minutes);
    handed_over(&mut body, minutes);
    undertakings(&mut body);
    let is_signed = minutes.gifts.iter().any(|gift| gift.signed_by_finger);
    let finger = if is_signed {
        "(đã ký trên máy)"
    } else {
        ""
    };
    signing::write(
        &mut body,
        &[
            Place::new("BÊN NHẬN", finger, &minutes.receiver.name),
            Place::new("NGƯỜI CHỨNG KIẾN", "", ""),
            Place::new("BÊN GIAO", "", &minutes.giver),
        ],
    );
    pack(body, minutes.synthetic)
}

fn day(minutes: &Minutes) -> String {
    let blank = || "ngày …… tháng …… năm ………".to_owned();
    minutes.day.map_or_else(blank, day_in_words)
}

fn place(minutes: &Minutes) -> String {
    let place = words::without_kind(&minutes.commune);
    format!("{place}, {}", day(minutes))
}

fn title(body: &mut Body, minutes: &Minutes) {
    let bold = Face::of(14).bold();
    body.add(&Paragraph::new(Align::Centre, bold, "BIÊN BẢN BÀN GIAO").room(mm(7), 0));
    let about = format!("Về việc bàn giao hỗ trợ: {}", minutes.item);
    body.add(&Paragraph::new(Align::Centre, bold, &about));
    body.add(&Paragraph::rule(mm(60)).room(0, mm(5)));
    let opening = format!(
        "Hôm nay, {}, tại {TO_WRITE}{TO_WRITE}, chúng tôi gồm:",
        day(minutes)
    );
    text::say(body, &opening);
}

fn parties(body: &mut Body, minutes: &Minutes) {
    let giver = body_of(ReportStyle::Front, &minutes.commune);
    text::heading(body, "I. BÊN GIAO");
    text::fill_in(body, "Đơn vị: ", &giver);
    text::fill_in(body, "Ông (bà): ", &minutes.giver);
    text::fill_in(body, "Chức vụ: ", "");
    text::heading(body, "II. BÊN NHẬN");
    let receiver = &minutes.receiver;
    let name = match receiver.relation.as_str() {
        "" => receiver.name.clone(),
        relation => format!("{} ({relation})", receiver.name),
    };
    text::fill_in(body, "Ông (bà): ", &name);
    text::fill_in(body, "Số định danh/CCCD: ", &receiver.national_id);
    text::fill_in(body, &format!("Cấp ngày: {TO_WRITE}; nơi cấp: "), "");
    text::fill_in(body, "Địa chỉ: ", &receiver.address);
    text::fill_in(body, "Điện thoại: ", &receiver.phone);
    if let Some(supported) = &minutes.supported {
        text::fill_in(body, "Nhận thay cho: ", supported);
    }
    text::heading(body, "III. NGƯỜI CHỨNG KIẾN");
    for number in ["1", "2"] {
        text::fill_in(body, &format!("{number}. Ông (bà): "), "");
        text::fill_in(body, "Chức vụ, địa chỉ: ", "");
    }
}

fn handed_over(body: &mut Body, minutes: &Minutes) {
    text::heading(body, "IV. NỘI DUNG BÀN GIAO");
    let decision = minutes.decision.as_ref();
    if let Some(decision) = decision.filter(|decision| !decision.number.is_empty()) {
        let (number, signer) = (&decision.number, &decision.signed_by);
        let day = day_in_words(decision.on);
        let rests_on = format!("1. Căn cứ: Quyết định số {number} {day}, người ký {signer}.");
        text::say(body, &rests_on);
    } else {
        let rests_on = format!("1. Căn cứ: Quyết định số {TO_WRITE} ngày {TO_WRITE} của ");
        text::fill_in(body, &rests_on, "");
    }
    let campaign = minutes.campaign_name.as_str();
    let purpose = match campaign {
        "" => minutes.item.clone(),
        campaign => format!(
            "{}, trong đợt vận động {}",
            minutes.item,
            words::quoted(campaign)
        ),
    };
    text::say(body, &format!("2. Mục đích hỗ trợ: {purpose}."));
    let mut forms: Vec<&str> = Vec::new();
    for gift in &minutes.gifts {
        let form = words::form(gift.form);
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    text::fill_in(body, "3. Hình thức hỗ trợ: ", &forms.join(", "));
    money(body, minutes);
    goods(body, minutes);
    if let Some(building) = minutes.building {
        let hard = words::hard_parts(building).join(", ");
        let area = format_quantity(building.area_milli);
        let built = format!("6. Công trình: diện tích {area} m²; phần cứng: {hard}.");
        text::say(body, &built);
    }
}

fn money(body: &mut Body, minutes: &Minutes) {
    let paid: Vec<&Gift> = minutes
        .gifts
        .iter()
        .filter(|gift| gift.money_vnd != 0)
        .collect();
    let total: i64 = paid.iter().map(|gift| gift.money_vnd).sum();
    match paid[..] {
        [] if minutes.gifts.is_empty() => text::fill_in(body, "4. Số tiền: ", ""),
        [] => text::say(body, "4. Số tiền: không."),
        [_] => text::say(body, &format!("4. Số tiền: {}.", vnd_twice(total))),
        _ => {
            text::lead(body, "4. Số tiền, theo từng lần trao:");
            let columns = [
                ("Ngày trao", mm(35)),
                ("Chứng từ", mm(60)),
                ("Số tiền (đồng)", mm(54)),
            ];
            let mut sheet = Sheet::new(2, &columns);
            for gift in paid {
                let amount = format_vnd(gift.money_vnd);
                sheet.row(&[&gift.day.display(), &gift.voucher], &[amount]);
            }
            sheet.total("Cộng", &[format_vnd(total)]);
            sheet.write(body);
            body.add(&Paragraph::default());
            text::say(body, &format!("Tổng số tiền: {}.", vnd_twice(total)));
        }
    }
}

fn goods(body: &mut Body, minutes: &Minutes) {
    let gifts = &minutes.gifts;
    if !gifts.is_empty() && gifts.iter().all(|gift| !gift.form.has_goods()) {
        return text::say(body, "5. Hiện vật: không.");
    }
    text::lead(body, "5. Hiện vật:");
    let columns = [
        ("Tên", mm(42)),
        ("ĐVT", mm(16)),
        ("Số lượng", mm(18)),
        ("Đơn giá", mm(24)),
        ("Thành tiền", mm(26)),
        ("Ghi chú", mm(23)),
    ];
    let mut sheet = Sheet::new(2, &columns);
    let handed = minutes.gifts.iter().filter(|gift| gift.form.has_goods());
    let mut total = Amount::default();
    for gift in handed.clone() {
        total.goods_value_vnd += gift.goods_value_vnd;
        let value = match gift.goods_value_vnd {
            0 => String::new(),
            value => format_vnd(value),
        };
        let quantity = format_quantity(gift.quantity_milli);
        let figures = [quantity, unit_price(gift), value, String::new()];
        sheet.row(&[&gift.item, &gift.unit], &figures);
    }
    for _ in handed.count()..GOODS_LINES_MIN {
        sheet.row(&["", ""], &[const { String::new() }; 4]);
    }
    let value = match total.goods_value_vnd {
        0 => String::new(),
        value => format_vnd(value),
    };
    sheet.total(
        "Cộng",
        &[String::new(), String::new(), value, String::new()],
    );
    sheet.write(body);
    body.add(&Paragraph::default());
    if total.goods_value_vnd != 0 {
        let words = vnd_twice(total.goods_value_vnd);
        text::say(body, &format!("Tổng trị giá hiện vật: {words}."));
    }
}

/// The value of one unit, where the value divides into whole đồng.
fn unit_price(gift: &Gift) -> String {
    let whole = gift.goods_value_vnd.checked_mul(1_000);
    match whole {
        Some(whole) if whole > 0 && gift.quantity_milli > 0 && whole % gift.quantity_milli == 0 => {
            format_vnd(whole / gift.quantity_milli)
        }
        Some(_) | None => String::new(),
    }
}

fn undertakings(body: &mut Body) {
    text::heading(body, "V. CAM KẾT");
    for line in [
        "Bên nhận xác nhận đã nhận đủ số tiền, hiện vật nêu trên; cam kết sử dụng đúng mục đích, không \
         mua bán, cầm cố, chuyển nhượng. Hỗ trợ sinh kế được giữ ít nhất …… tháng.",
        "Biên bản được lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản; các bên đã nghe đọc lại, \
         công nhận đúng và cùng ký tên.",
    ] {
        let line = text::room(Paragraph::new(Align::Both, TEXT, line)).first_line(FIRST_LINE);
        body.add(&line);
    }
}
