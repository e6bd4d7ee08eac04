//! Figures, days and names as papers here write them.

use chungtay_shared::api::report::ReportStyle;
use chungtay_shared::campaign::Indicator;
use chungtay_shared::consent::DataUse;
use chungtay_shared::fund::Source;
use chungtay_shared::handover::AidForm;
use chungtay_shared::household::{Category, Gender, ProfileField};
use chungtay_shared::life::{ChangeSeen, LifeKind};
use chungtay_shared::money::{format_vnd, vnd_in_words};
use chungtay_shared::publicity::Channel;
use chungtay_shared::support::Building;
use chungtay_shared::time::LocalDate;
use chungtay_shared::visit::{Met, Need, Purpose};

/// `1.234`
pub fn count(count: u64) -> String {
    format_vnd(i64::try_from(count).unwrap_or(i64::MAX))
}

/// "1.500.000 đồng (bằng chữ: Một triệu năm trăm nghìn đồng)".
pub fn vnd_twice(value_vnd: i64) -> String {
    let (figures, words) = (format_vnd(value_vnd), vnd_in_words(value_vnd));
    format!("{figures} đồng (bằng chữ: {words})")
}

/// "ngày 05 tháng 02 năm 2026": zeros before days below ten and the first two months.
pub fn day_in_words(day: LocalDate) -> String {
    let (year, month, day) = day.ymd();
    if month <= 2 {
        format!("ngày {day:02} tháng {month:02} năm {year}")
    } else {
        format!("ngày {day:02} tháng {month} năm {year}")
    }
}

/// Reached of a target, in hundredths with one decimal: "12,5". What is not quite reached never stands
/// there as reached.
pub fn percent(reached: i64, target: i64) -> String {
    if target <= 0 {
        return String::new();
    }
    let (part, whole) = (i128::from(reached), i128::from(target));
    let tenths = (part * 2_000 + whole) / (whole * 2);
    let tenths = if reached < target {
        tenths.min(999)
    } else {
        tenths
    };
    let whole = format_vnd(i64::try_from(tenths / 10).unwrap_or(i64::MAX));
    match tenths % 10 {
        0 => whole,
        tenth => format!("{whole},{tenth}"),
    }
}

/// "xã Thới Lộc Hòa" is signed in Thới Lộc Hòa.
pub fn without_kind(commune: &str) -> &str {
    [
        "xã ",
        "phường ",
        "Xã ",
        "Phường ",
        "thành phố ",
        "Thành phố ",
    ]
    .iter()
    .find_map(|kind| commune.strip_prefix(kind))
    .unwrap_or(commune)
}

/// Whether the unit is a city, whose Party body is called otherwise.
pub fn is_city(unit: &str) -> bool {
    ["thành phố ", "Thành phố "]
        .iter()
        .any(|kind| unit.starts_with(kind))
}

/// A campaign's name in a sentence: between quotation marks, unless it holds some itself; those that
/// were typed straight become round ones.
pub fn quoted(name: &str) -> String {
    let mut opens = false;
    let mut round = |c: char| {
        if c != '"' {
            return c;
        }
        opens = !opens;
        if opens { '“' } else { '”' }
    };
    let rounded: String = name.chars().map(&mut round).collect();
    if rounded.contains(['“', '”', '«', '‘']) {
        rounded
    } else {
        format!("“{rounded}”")
    }
}

/// Who reports, in a sentence.
pub fn body_of(style: ReportStyle, commune: &str) -> String {
    let body = match style {
        ReportStyle::Party if is_city(commune) => {
            return format!("Thành ủy {}", without_kind(commune));
        }
        ReportStyle::Front => "Ủy ban Mặt trận Tổ quốc Việt Nam",
        ReportStyle::Party => "Đảng ủy",
        ReportStyle::State => "Ủy ban nhân dân",
    };
    format!("{body} {commune}")
}

/// Who paid.
pub fn source(source: Option<Source>, name: &str) -> String {
    let kind = match source {
        Some(Source::OwnFund) => return "Quỹ “Vì người nghèo” xã".to_owned(),
        Some(Source::HigherFund) => "Quỹ “Vì người nghèo” cấp trên",
        Some(Source::Budget) => "Ngân sách",
        Some(Source::Direct) => "Ủng hộ trực tiếp",
        None => "Chưa ghi nguồn",
    };
    if name.is_empty() {
        kind.to_owned()
    } else {
        name.to_owned()
    }
}

/// By what people were reached.
pub const fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Loudspeaker => "Loa truyền thanh",
        Channel::Meeting => "Họp, sinh hoạt ấp, tổ, chi hội",
        Channel::DoorToDoor => "Đến từng hộ",
        Channel::Print => "Tờ rơi, băng rôn, pa nô",
        Channel::Social => "Zalo, Facebook",
        Channel::Press => "Báo, đài",
    }
}

/// A category.
pub const fn category(category: Option<Category>) -> &'static str {
    match category {
        Some(Category::Poor) => "Hộ nghèo",
        Some(Category::NearPoor) => "Hộ cận nghèo",
        Some(Category::Difficult) => "Hộ khó khăn",
        Some(Category::EspeciallyDifficult) => "Hộ đặc biệt khó khăn",
        Some(Category::Policy) => "Đối tượng chính sách",
        Some(Category::NewlyEscaped) => "Hộ mới thoát nghèo",
        Some(Category::Other) => "Chưa phân loại",
        None => "Chưa có loại hộ",
    }
}

/// How something is given.
pub const fn form(form: AidForm) -> &'static str {
    match form {
        AidForm::Cash => "Tiền mặt",
        AidForm::BankTransfer => "Chuyển khoản",
        AidForm::InKind => "Hiện vật",
        AidForm::CashAndGoods => "Tiền mặt và hiện vật",
    }
}

/// Nam, nữ.
pub const fn gender(gender: Gender) -> &'static str {
    match gender {
        Gender::Male => "Nam",
        Gender::Female => "Nữ",
    }
}

/// A need that was seen at a visit.
pub const fn need(need: Need) -> &'static str {
    match need {
        Need::Job => "việc làm",
        Need::Dependants => "người phụ thuộc",
        Need::Nutrition => "dinh dưỡng trẻ em",
        Need::HealthInsurance => "bảo hiểm y tế",
        Need::AdultEducation => "trình độ người lớn",
        Need::Schooling => "trẻ em đi học",
        Need::HousingQuality => "chất lượng nhà",
        Need::HousingArea => "diện tích nhà",
        Need::Water => "nước sinh hoạt",
        Need::Latrine => "nhà tiêu hợp vệ sinh",
        Need::Telecom => "internet, viễn thông",
        Need::InformationDevice => "phương tiện nghe nhìn",
    }
}

/// Which parts of a building are solid ("3 cứng").
pub fn hard_parts(building: Building) -> Vec<&'static str> {
    let parts = [
        (building.hard_floor, "nền cứng"),
        (building.hard_frame, "khung, tường cứng"),
        (building.hard_roof, "mái cứng"),
    ];
    let hard = parts.into_iter().filter(|(is_hard, _)| *is_hard);
    hard.map(|(_, part)| part).collect()
}

/// Why somebody came.
pub const fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Visit => "Thăm hỏi",
        Purpose::Gift => "Trao quà, hỗ trợ",
        Purpose::Survey => "Khảo sát nhu cầu",
        Purpose::Check => "Kiểm tra sau hỗ trợ",
    }
}

/// Who was met.
pub const fn met(met: Met) -> &'static str {
    match met {
        Met::Head => "Gặp chủ hộ",
        Met::Member => "Gặp người trong hộ",
        Met::Neighbour => "Gặp hàng xóm, người thân",
        Met::Nobody => "Không có ai ở nhà",
    }
}

/// What somebody saw or heard had become of a household.
pub const fn change_seen(seen: ChangeSeen) -> &'static str {
    match seen {
        ChangeSeen::HeadDied => "Có tin chủ hộ đã mất",
        ChangeSeen::MovedAway => "Có tin hộ đã chuyển đi nơi khác",
        ChangeSeen::NobodyLeft => "Có tin trong hộ không còn ai",
        ChangeSeen::Split => "Có tin một phần hộ đã ra ở riêng",
    }
}

/// What was decided of a household.
pub const fn life(kind: LifeKind) -> &'static str {
    match kind {
        LifeKind::Stays => "Vẫn ở đây, hoặc đã trở về",
        LifeKind::HeadDied => "Chủ hộ mất",
        LifeKind::MovedAway => "Chuyển đi nơi khác",
        LifeKind::NobodyLeft => "Không còn ai",
        LifeKind::Joined => "Nhập vào hộ khác",
        LifeKind::TookIn => "Có hộ khác nhập vào",
        LifeKind::Split => "Tách hộ",
        LifeKind::Formed => "Tách ra từ hộ khác",
        LifeKind::Same => "Gộp vào hồ sơ khác",
        LifeKind::Distinct => "Là hộ riêng, không gộp",
    }
}

/// What a field of a household's description is called.
pub const fn profile_field(field: ProfileField) -> &'static str {
    match field {
        ProfileField::HeadName => "Họ tên chủ hộ",
        ProfileField::Nickname => "Tên thường gọi",
        ProfileField::Gender => "Giới tính",
        ProfileField::Birth => "Ngày hoặc năm sinh",
        ProfileField::NationalId => "Số định danh/CCCD",
        ProfileField::Phone => "Điện thoại",
        ProfileField::Hamlet => "Ấp, khu vực",
        ProfileField::Address => "Địa chỉ, đường đi",
        ProfileField::MemberCount => "Số nhân khẩu",
        ProfileField::Note => "Hoàn cảnh, ghi chú",
    }
}

/// What a target is set for, and what it is counted in.
pub const fn indicator(indicator: Indicator) -> (&'static str, &'static str) {
    match indicator {
        Indicator::Visited => ("Hộ được thăm", "hộ"),
        Indicator::Aided => ("Hộ được hỗ trợ", "hộ"),
        Indicator::Given => ("Tiền và giá trị hiện vật đã trao", "đồng"),
        Indicator::Raised => ("Quỹ vận động được trong đợt", "đồng"),
    }
}

/// What a household's information is used for.
pub const fn data_use(data_use: DataUse) -> &'static str {
    match data_use {
        DataUse::Aid => "Ghi chép để thăm hỏi, xét hỗ trợ",
        DataUse::Health => "Ghi bệnh tật, khuyết tật",
        DataUse::Posting => "Niêm yết tên và phần quà",
        DataUse::Donors => "Chuyển cho nhà tài trợ",
        DataUse::Story => "Đưa tin, kể chuyện",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_parts_are_written_as_papers_here_write_them() {
        let day = |y, m, d| day_in_words(LocalDate::new(y, m, d).unwrap());
        assert_eq!(day(2026, 2, 5), "ngày 05 tháng 02 năm 2026");
        assert_eq!(day(2022, 10, 11), "ngày 11 tháng 10 năm 2022");
        assert_eq!(day(2022, 3, 1), "ngày 01 tháng 3 năm 2022");
        assert_eq!(percent(999, 1_000), "99,9");
        assert_eq!(percent(9_999, 10_000), "99,9", "not yet reached");
        assert_eq!(percent(1_500, 1_000), "150");
        assert_eq!(
            (percent(118, 130), percent(64, 60)),
            ("90,8".into(), "106,7".into())
        );
        assert_eq!(percent(0, 1_000), "0");
        assert_eq!(
            vnd_twice(-1_000),
            "-1.000 đồng (bằng chữ: Âm một nghìn đồng)"
        );
        assert_eq!(without_kind("phường Cái Khế"), "Cái Khế");
        assert_eq!(quoted("Quà Tết"), "“Quà Tết”");
        let month = "Tháng cao điểm \"Vì người nghèo\" 2026";
        assert_eq!(quoted(month), "Tháng cao điểm “Vì người nghèo” 2026");
    }
}
