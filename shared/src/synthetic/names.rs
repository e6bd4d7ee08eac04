//! Invented people's names, by the shares of family, middle and given names in the delta.

use rand_core::RngCore;

use super::chance::{chance, pick, weighted};
use crate::household::Gender;
use crate::text;

/// Weights in half per cent; the last eight share what the sources leave.
const FAMILY: &[(&str, u32)] = &[
    ("Nguyễn", 62),
    ("Trần", 22),
    ("Lê", 18),
    ("Phạm", 12),
    ("Huỳnh", 10),
    ("Võ", 10),
    ("Phan", 6),
    ("Trương", 6),
    ("Bùi", 4),
    ("Đặng", 4),
    ("Ngô", 4),
    ("Hồ", 4),
    ("Dương", 4),
    ("Đỗ", 3),
    ("Lý", 3),
    ("Lâm", 3),
    ("Mai", 3),
    ("Châu", 3),
    ("Cao", 3),
    ("Đoàn", 3),
    ("Tô", 3),
    ("Thái", 2),
    ("Quách", 2),
    ("Hà", 3),
];
const FAMILY_KHMER: &[&str] = &[
    "Thạch", "Sơn", "Danh", "Kim", "Lâm", "Lý", "Châu", "Liêu", "Trần",
];
const FAMILY_HOA: &[&str] = &["Quách", "Lâm", "Châu", "Thái", "Trương", "Lý"];

const MIDDLE_MEN: &[&str] = &[
    "Hữu", "Thanh", "Minh", "Hoàng", "Quốc", "Công", "Đức", "Ngọc", "Thành", "Phước", "Chí",
    "Trung", "Tấn", "Vĩnh", "Trọng", "Hồng",
];
const MIDDLE_WOMEN: &[&str] = &[
    "Ngọc", "Kim", "Thanh", "Mỹ", "Hồng", "Bích", "Thùy", "Tuyết", "Cẩm", "Diễm", "Thúy", "Phương",
    "Xuân", "Hoàng", "Minh", "Bé",
];

const GIVEN_OLDER_MEN: &[&str] = &[
    "Hùng", "Dũng", "Hải", "Tâm", "Thành", "Minh", "Sơn", "Tuấn", "Bé", "Út", "Năm", "Sáu", "Lợi",
    "Phước", "Đức", "Hiền", "Nghĩa", "Phú", "Tài", "Thạnh", "Hoàng", "Khanh", "Liêm", "Mười",
    "Tùng", "Thắng", "Bình", "Cường", "Nhân", "Quang", "Vinh", "Toàn", "Đông", "Hòa", "Thuận",
    "Đệ", "Hậu", "Hiếu", "Sang", "Giàu", "Khởi", "Lượm", "Tám", "Chín", "Bảy", "Ngoan", "Kiên",
    "Thiện",
];
const GIVEN_OLDER_WOMEN: &[&str] = &[
    "Hoa",
    "Lan",
    "Hồng",
    "Bé",
    "Út",
    "Năm",
    "Sáu",
    "Bảy",
    "Mai",
    "Nga",
    "Thu",
    "Tuyết",
    "Cúc",
    "Lệ",
    "Phượng",
    "Loan",
    "Hương",
    "Thủy",
    "Kim",
    "Nguyệt",
    "Liên",
    "Xuân",
    "Ánh",
    "Diễm",
];
const GIVEN_GIRLS: &[(&str, u32)] = &[
    ("Anh", 14),
    ("Vy", 12),
    ("Ngọc", 8),
    ("Nhi", 8),
    ("Hân", 8),
    ("Thư", 8),
    ("Linh", 7),
    ("Như", 6),
    ("Ngân", 6),
    ("Trân", 5),
    ("My", 5),
    ("Trâm", 4),
    ("Yến", 4),
    ("Thảo", 3),
    ("Quyên", 2),
];
const GIVEN_BOYS: &[&str] = &[
    "Huy", "Khang", "Bảo", "Minh", "Phúc", "Anh", "Khoa", "Phát", "Đạt", "Long", "Nam", "Thịnh",
    "Kiệt",
];

/// Everyday names go by the order of birth.
const BIRTH_ORDER: &[&str] = &[
    "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Út",
];

/// A family name: 96 in a hundred Kinh, 3 Khmer, 1 Hoa, as in the country round old Cần Thơ.
pub(super) fn family_name(rng: &mut impl RngCore) -> &'static str {
    match weighted(rng, &[('k', 96), ('m', 3), ('h', 1)]) {
        'm' => pick(rng, FAMILY_KHMER),
        'h' => pick(rng, FAMILY_HOA),
        _ => weighted(rng, FAMILY),
    }
}

/// A whole name of somebody of this family, as fashions were in the year of birth.
pub(super) fn full_name(
    rng: &mut impl RngCore,
    family: &str,
    gender: Gender,
    birth_year: i32,
) -> String {
    // Nobody is called "Mai Thị Mai" or "Trần Minh Minh".
    let given = loop {
        let given = given_name(rng, gender, birth_year);
        if given != family {
            break given;
        }
    };
    let middle = loop {
        let middle = middle_names(rng, gender, birth_year);
        if middle
            .split(' ')
            .all(|word| word != given && word != family)
        {
            break middle;
        }
    };
    format!("{family} {middle} {given}")
}

/// An everyday name: "Tư", or with the given name, "Tư Hùng".
pub(super) fn nickname(rng: &mut impl RngCore, full_name: &str) -> String {
    let given = text::given_name(full_name);
    if BIRTH_ORDER.contains(&given) {
        return given.to_owned();
    }
    let order = pick(rng, BIRTH_ORDER);
    if chance(rng, 50) {
        format!("{order} {given}")
    } else {
        order.to_owned()
    }
}

fn middle_names(rng: &mut impl RngCore, gender: Gender, birth_year: i32) -> String {
    let (usual, percent, percent_of_two) = match (gender, birth_year) {
        (Gender::Male, ..1975) => ("Văn", 70, 0),
        (Gender::Female, ..1975) => ("Thị", 85, 3),
        (Gender::Male, 1975..=2004) => ("Văn", 50, 4),
        (Gender::Female, 1975..=2004) => ("Thị", 65, 15),
        (Gender::Male, 2005..) => ("Văn", 2, 26),
        (Gender::Female, 2005..) => ("Thị", 18, 65),
    };
    let others = match gender {
        Gender::Male => MIDDLE_MEN,
        Gender::Female => MIDDLE_WOMEN,
    };
    let first = if chance(rng, percent) {
        usual
    } else {
        pick(rng, others)
    };
    let second = pick(rng, others);
    if chance(rng, percent_of_two) && second != first {
        format!("{first} {second}")
    } else {
        first.to_owned()
    }
}

fn given_name(rng: &mut impl RngCore, gender: Gender, birth_year: i32) -> &'static str {
    // Between the generations both fashions live side by side.
    let new_fashion = match birth_year {
        ..1985 => false,
        1985..=2004 => chance(rng, 50),
        2005.. => true,
    };
    match (gender, new_fashion) {
        (Gender::Male, false) => pick(rng, GIVEN_OLDER_MEN),
        (Gender::Female, false) => pick(rng, GIVEN_OLDER_WOMEN),
        (Gender::Male, true) => pick(rng, GIVEN_BOYS),
        (Gender::Female, true) => weighted(rng, GIVEN_GIRLS),
    }
}
