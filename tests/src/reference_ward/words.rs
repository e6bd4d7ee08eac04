//! What volunteers add in their own words. The demonstration's sentences are a hundred, which a
//! compressor knows by heart after a few pages; in life hardly any note is written twice.

use rand_core::RngCore;

const WHEN: [&str; 12] = [
    "Sáng nay",
    "Hôm qua",
    "Tuần trước",
    "Từ đầu tháng",
    "Sau trận mưa",
    "Hồi rằm",
    "Mấy bữa nay",
    "Từ sau Tết",
    "Chiều hôm kia",
    "Mới đây",
    "Cuối tuần rồi",
    "Đầu mùa lũ",
];
const WHO: [&str; 12] = [
    "ông nội",
    "bà ngoại",
    "con gái út",
    "con trai lớn",
    "cháu nội",
    "người chồng",
    "người vợ",
    "chị dâu",
    "chú ruột ở gần",
    "em trai",
    "đứa cháu đang học lớp 4",
    "bà cụ",
];
const WHAT: [&str; 12] = [
    "bị té ở bến sông",
    "xin được việc phụ hồ",
    "trả xong tiền góp",
    "phải nằm viện sáu ngày",
    "bỏ học phụ bán vé số",
    "mượn được máy may",
    "lãnh thuốc ở trạm y tế",
    "đi Bình Dương làm công nhân",
    "nuôi thêm bầy vịt",
    "vá lại được mái nhà",
    "mất giấy tờ tùy thân",
    "nhận chăm thêm đứa nhỏ",
];
const THEN: [&str; 12] = [
    "nhờ hỏi giúp thủ tục ở xã",
    "hẹn ghé lại sau hai tuần",
    "cần xe đưa đi tái khám",
    "mong được cho mượn vốn",
    "chưa kịp báo trưởng ấp",
    "hàng xóm có giúp ít gạo",
    "cần thêm tập vở cho mấy đứa nhỏ",
    "đã đưa số điện thoại của Hội",
    "tiền điện còn thiếu hai tháng",
    "đang chờ giấy xác nhận",
    "không muốn phiền ai",
    "nhờ nhắn lại với con ở xa",
];

/// The note with a sentence of one's own behind it.
pub(super) fn in_own_words(rng: &mut impl RngCore, note: &str) -> String {
    let parts = [WHEN, WHO, WHAT, THEN].map(|parts| parts[rng.next_u32() as usize % parts.len()]);
    let [when, who, what, then] = parts;
    format!("{note} {when} {who} {what}, {then}.")
        .trim_start()
        .to_owned()
}
