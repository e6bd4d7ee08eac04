//! What must come of it, case by case.

use super::*;

fn role_of(path: &str) -> Option<Role> {
    let headings: Vec<String> = path.split('>').map(|h| h.trim().to_owned()).collect();
    role(&headings)
}

#[test]
fn headings_of_people() {
    for (path, expected) in [
        ("STT", Role::Ordinal),
        ("Số TT", Role::Ordinal),
        ("S.T.T", Role::Ordinal),
        ("Họ và tên chủ hộ", Role::HeadName),
        ("HỌ TÊN CHỦ HỘ", Role::HeadName),
        ("Tên chủ hộ", Role::HeadName),
        ("Chủ hộ", Role::HeadName),
        ("Họ và\ntên chủ hộ", Role::HeadName),
        ("Ho\u{323} va\u{300} te\u{302}n", Role::Name),
        ("Họ tên", Role::Name),
        ("Họ, chữ đệm và tên", Role::Name),
        ("Họ và tên chủ hộ và thành viên", Role::Name),
        ("Họ tên thành viên trong hộ", Role::MemberName),
        ("Họ và chữ đệm", Role::FamilyName),
        ("Họ và tên chũ hộ", Role::HeadName),
        ("Họ và tên > Tên", Role::Name),
        ("Họ tên vợ/chồng", Role::Other),
        ("Tên thường gọi", Role::Nickname),
        ("Quan hệ với chủ hộ", Role::Relation),
        ("Giới tính chủ hộ", Role::Gender),
        ("Năm sinh", Role::Birth),
        ("Ngày, tháng, năm sinh", Role::Birth),
        ("Năm sinh chủ hộ", Role::Birth),
        ("Năm sinh > Nam", Role::Sexed(Gender::Male)),
        ("Năm sinh > Nữ", Role::Sexed(Gender::Female)),
        ("Năm sinh nữ", Role::Sexed(Gender::Female)),
        ("Năm sinh (Nam)", Role::Sexed(Gender::Male)),
        ("Ngày tháng năm sinh > Năm", Role::BirthYear),
        ("Số CCCD", Role::NationalId),
        ("CMND/CCCD", Role::NationalId),
        ("Số định danh cá nhân", Role::NationalId),
        ("Số Căn cước công dân của chủ hộ", Role::NationalId),
        ("CCCD > Số", Role::NationalId),
        ("CCCD > Ngày cấp", Role::Other),
        ("ĐT", Role::Phone),
        ("Số điện thoại", Role::Phone),
        ("SĐT chủ hộ", Role::Phone),
    ] {
        assert_eq!(role_of(path), Some(expected), "{path}");
    }
}

#[test]
fn headings_of_households() {
    use Category::{Difficult, EspeciallyDifficult, NearPoor, NewlyEscaped, Policy, Poor};
    for (path, expected) in [
        ("Ấp", Role::Hamlet(Some(Unit::Ap))),
        ("Tên ấp", Role::Hamlet(Some(Unit::Ap))),
        ("Khu vực", Role::Hamlet(Some(Unit::KhuVuc))),
        ("Ấp/Khu vực", Role::Hamlet(None)),
        ("Địa chỉ (ấp)", Role::Hamlet(Some(Unit::Ap))),
        ("Địa chỉ > Ấp", Role::Hamlet(Some(Unit::Ap))),
        ("Địa chỉ", Role::Address),
        ("Nơi thường trú", Role::Address),
        ("Hộ khẩu thường trú", Role::Address),
        ("Số nhân khẩu", Role::MemberCount),
        ("Tổng số nhân khẩu", Role::MemberCount),
        ("Số khẩu", Role::MemberCount),
        ("Số nhân khẩu > Tổng số", Role::MemberCount),
        ("Số nhân khẩu > Nữ", Role::Other),
        ("Đối tượng", Role::CategoryText),
        ("Diện", Role::CategoryText),
        ("Hộ nghèo/cận nghèo", Role::CategoryText),
        ("Hộ nghèo", Role::CategoryMark(Poor)),
        ("HN", Role::CategoryMark(Poor)),
        ("Diện hộ > Nghèo", Role::CategoryMark(Poor)),
        ("Diện hộ > Cận nghèo", Role::CategoryMark(NearPoor)),
        ("Hộ CN", Role::CategoryMark(NearPoor)),
        ("Hộ nghèo (đánh dấu x)", Role::CategoryMark(Poor)),
        ("Khó khăn", Role::CategoryMark(Difficult)),
        ("ĐBKK", Role::CategoryMark(EspeciallyDifficult)),
        ("Mới thoát nghèo", Role::CategoryMark(NewlyEscaped)),
        ("Hộ chính sách", Role::CategoryMark(Policy)),
        ("Ghi chú", Role::Note),
        ("Hoàn cảnh", Role::Note),
        ("Hoàn cảnh gia đình (bệnh tật, neo đơn)", Role::Note),
        ("Dân tộc", Role::Sensitive),
        ("Bệnh tật", Role::Sensitive),
        ("Số tài khoản", Role::Sensitive),
        ("Chỉ số thiếu hụt > 1", Role::Other),
        ("Điểm A", Role::Other),
        ("Nguyên nhân nghèo", Role::Other),
    ] {
        assert_eq!(role_of(path), Some(expected), "{path}");
    }
    for path in [
        "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2025",
        "",
        "1",
        "Nguyễn Văn A",
        "DT",
    ] {
        assert_eq!(role_of(path), None, "{path}");
    }
}
