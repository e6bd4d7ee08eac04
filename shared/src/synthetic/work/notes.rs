//! What volunteers write down, in their own short sentences.

use rand_core::RngCore;

use crate::handover::Receiver;
use crate::synthetic::chance::{chance, pick};
use crate::synthetic::{Circumstance, SyntheticHousehold};
use crate::visit::{Met, Purpose};

/// One sentence, often two, sometimes nothing.
pub(super) fn visit(
    rng: &mut impl RngCore,
    household: &SyntheticHousehold,
    purpose: Purpose,
    met: Met,
) -> String {
    if met == Met::Nobody {
        return pick(rng, NOBODY).to_owned();
    }
    if chance(rng, 12) {
        return String::new();
    }
    let (of_anybody, of_families) = match purpose {
        Purpose::Visit => (VISIT, VISIT_FAMILY),
        Purpose::Gift => (GIFT, GIFT),
        Purpose::Survey => (SURVEY, SURVEY),
        Purpose::Check => (CHECK, CHECK_FAMILY),
    };
    let is_family = household.profile.member_count() >= 3;
    let first = if is_family && chance(rng, 40) {
        pick(rng, of_families)
    } else {
        pick(rng, of_anybody)
    };
    let seen: Vec<&str> = household
        .circumstances
        .iter()
        .filter_map(|tag| of_circumstance(rng, *tag))
        .collect();
    if seen.is_empty() || !chance(rng, 55) {
        first.to_owned()
    } else {
        format!("{first} {}", pick(rng, &seen))
    }
}

/// How far the house has come that money was transferred for.
pub(super) fn house(rng: &mut impl RngCore) -> String {
    pick(rng, HOUSE).to_owned()
}

/// Where and how it was received, when that is worth saying.
pub(super) fn handover(
    rng: &mut impl RngCore,
    at_hall: bool,
    thumbprint: bool,
    receiver: Receiver,
) -> String {
    if thumbprint {
        return pick(rng, THUMBPRINT).to_owned();
    }
    match (receiver, at_hall) {
        (Receiver::Other, _) => pick(rng, BY_PROXY).to_owned(),
        (_, true) if chance(rng, 50) => pick(rng, AT_HALL).to_owned(),
        (_, false) if chance(rng, 50) => pick(rng, AT_HOME).to_owned(),
        _ => String::new(),
    }
}

fn of_circumstance(rng: &mut impl RngCore, tag: Circumstance) -> Option<&'static str> {
    Some(match tag {
        Circumstance::SeriousIllness => pick(
            rng,
            &[
                "Người bệnh đang nằm viện, gia đình thay nhau chăm.",
                "Tiền thuốc mỗi tháng trên một triệu.",
                "Sắp tới hẹn tái khám, chưa có tiền xe.",
            ],
        ),
        Circumstance::LoneElderly => pick(
            rng,
            &[
                "Bữa cơm nhờ hàng xóm nấu giúp.",
                "Đi lại yếu, cần người ghé mỗi tuần.",
                "Mắt kém, đọc giấy tờ không được.",
            ],
        ),
        Circumstance::Disability => pick(
            rng,
            &[
                "Xe lăn đã cũ, bánh hư.",
                "Đã có trợ cấp hằng tháng.",
                "Chưa làm giấy xác nhận khuyết tật.",
            ],
        ),
        Circumstance::NoLand => pick(
            rng,
            &[
                "Muốn vay vốn nuôi vịt.",
                "Ai kêu gì làm nấy, ngày có ngày không.",
                "Xin học nghề may cho con gái.",
            ],
        ),
        Circumstance::SchoolLeaver => pick(
            rng,
            &[
                "Cháu muốn đi học lại, thiếu xe đạp.",
                "Đã báo cô giáo chủ nhiệm.",
                "Thiếu tập sách và tiền bảo hiểm học sinh.",
            ],
        ),
        Circumstance::UnsafeHouse => pick(
            rng,
            &[
                "Mái dột hai chỗ, nền ngập khi nước lên.",
                "Cột nhà mục, sợ mùa gió.",
                "Bờ rạch lở sát vách bếp.",
            ],
        ),
        Circumstance::PolicyFamily => return None,
    })
}

const NOBODY: &[&str] = &[
    "Nhà khóa cửa, hàng xóm nói đi làm mướn chiều mới về.",
    "Không ai ở nhà. Hẹn lại chủ nhật.",
    "Gọi cửa không ai trả lời.",
    "Cả nhà đi gặt thuê, tối mới về.",
    "Đi bệnh viện, cuối tuần mới về.",
    "Vắng nhà, đã nhắn hàng xóm.",
];
const VISIT: &[&str] = &[
    "Gia đình vui vẻ, nhắn gửi lời cảm ơn.",
    "Thăm hỏi sức khỏe, động viên gia đình.",
    "Cuộc sống còn khó khăn, làm ngày nào ăn ngày đó.",
    "Gia đình mong có việc làm ổn định.",
    "Đã nhắc làm lại thẻ bảo hiểm y tế.",
    "Nhà sạch sẽ, có trồng ít rau sau hè.",
];
const VISIT_FAMILY: &[&str] = &[
    "Con lớn vừa có việc ở khu công nghiệp.",
    "Hỏi thủ tục vay vốn Ngân hàng Chính sách.",
    "Vợ chồng đi làm, ông bà giữ cháu.",
    "Các cháu đi học đều.",
    "Mùa này ít việc, cả nhà trông vào một người.",
];
const GIFT: &[&str] = &[
    "Trao quà tận tay, gia đình cảm ơn.",
    "Trao quà cùng Chi hội Phụ nữ.",
    "Đã trao quà và thăm hỏi.",
    "Nhận quà tại nhà vì đi lại khó.",
    "Nhận đủ phần, có ký tên.",
];
const SURVEY: &[&str] = &[
    "Cần hỗ trợ gạo và tiền thuốc.",
    "Đề nghị đưa vào danh sách nhận quà đợt này.",
    "Thu nhập chủ yếu từ làm thuê.",
    "Đủ điều kiện, đề nghị hỗ trợ.",
    "Cần hỗ trợ thẻ bảo hiểm y tế.",
    "Xin hỗ trợ sửa nhà vệ sinh.",
    "Nước máy chưa tới, đang xài nước sông lắng phèn.",
    "Đã hỏi đủ các mục, gia đình hợp tác.",
    "Chưa nhận hỗ trợ nào trong năm.",
];
const CHECK: &[&str] = &[
    "Đã dùng tiền hỗ trợ mua gạo và thuốc.",
    "Quà đã nhận đủ, không có ý kiến.",
    "Thẻ bảo hiểm đã dùng đi khám.",
];
const CHECK_FAMILY: &[&str] = &[
    "Cháu đã đi học lại.",
    "Vịt giống đang lớn tốt.",
    "Mua bán nhỏ bắt đầu có lời.",
    "Đã mua xe đạp cho cháu đi học.",
];
const HOUSE: &[&str] = &[
    "Nhà đang xây tới phần mái.",
    "Đã đổ xong nền, thợ làm nhanh.",
    "Nhà mới đã lợp mái, còn tô vách.",
    "Gia đình góp thêm tiền làm nhà vệ sinh.",
];
const THUMBPRINT: &[&str] = &[
    "Điểm chỉ trên danh sách giấy.",
    "Tay run không ký được, điểm chỉ trên giấy.",
];
const BY_PROXY: &[&str] = &[
    "Nhận thay vì chủ hộ đi làm xa.",
    "Nhận thay, chủ hộ đang nằm viện.",
    "Nhận thay, chủ hộ già yếu không đi được.",
    "Nhận thay, đã gọi điện cho chủ hộ.",
];
const AT_HALL: &[&str] = &[
    "Nhận tại nhà văn hóa ấp.",
    "Nhận theo danh sách tại trụ sở ấp.",
    "Nhận tại Ngày hội Đại đoàn kết.",
];
const AT_HOME: &[&str] = &[
    "Trao tại nhà.",
    "Mang tới nhà vì chủ hộ đi lại khó.",
    "Trao tại nhà cùng trưởng ấp.",
];
