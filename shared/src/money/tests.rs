//! What a treasurer types, and what must come of it.

use proptest::prelude::*;

use super::*;

#[test]
fn amounts_as_people_type_them() {
    for (typed, value_vnd) in [
        ("1.500.000", 1_500_000),
        ("1500000", 1_500_000),
        (" 1 500 000 ", 1_500_000),
        ("1,500,000", 1_500_000),
        ("1.500.000,00", 1_500_000),
        ("1,500,000.00", 1_500_000),
        ("1,5 tr", 1_500_000),
        ("1.5tr", 1_500_000),
        ("1tr5", 1_500_000),
        ("1 TRIỆU rưỡi", 1_500_000),
        ("1tr250", 1_250_000),
        ("1 triệu 500 nghìn", 1_500_000),
        ("1 triệu 500 ngàn đồng", 1_500_000),
        ("2 triệu", 2_000_000),
        ("2 triê\u{323}u", 2_000_000),
        ("0,5tr", 500_000),
        ("500k", 500_000),
        ("500K", 500_000),
        ("500 nghìn", 500_000),
        ("500 ngàn", 500_000),
        ("1 tỷ", 1_000_000_000),
        ("1,2 tỉ", 1_200_000_000),
        ("1.500 triệu", 1_500_000_000),
        ("1.500.000 đ", 1_500_000),
        ("1.500.000đ.", 1_500_000),
        ("1.500.000 đồng", 1_500_000),
        ("1.500.000\u{a0}₫", 1_500_000),
        ("1.500.000 VNĐ", 1_500_000),
        ("1.500", 1_500),
        ("0", 0),
    ] {
        assert_eq!(parse_vnd(typed), Ok(value_vnd), "{typed}");
    }
}

#[test]
fn what_may_have_been_meant_is_named() {
    for (typed, readings) in [
        ("1.5", [1_500, 1_500_000]),
        ("1,500 đ", [1_500, 1_500_000]),
        ("1tr50", [1_050_000, 1_500_000]),
        ("1,250 tr", [1_250_000, 1_250_000_000]),
        ("1 tỷ 1,250 tr", [1_001_250_000, 2_250_000_000]),
    ] {
        assert_eq!(read_vnd(typed), Err(Unsure::Between(readings)), "{typed}");
    }
    for typed in ["500k", "1.500.000", "", "-1.5", "một", "1,2345678 tr"] {
        let read = read_vnd(typed);
        assert!(!matches!(read, Err(Unsure::Between(_))), "{typed}");
    }
}

#[test]
fn an_amount_that_nobody_gives_is_refused_with_its_reading() {
    for (typed, problem, reading) in [
        ("-5", Problem::NotPositive, "-5"),
        ("−500k", Problem::NotPositive, "-500.000"),
        ("- 1,5 tr", Problem::NotPositive, "-1.500.000"),
        ("10.001 tỷ", Problem::TooLarge, "10.001.000.000.000"),
        (
            "99999999999999999999",
            Problem::TooLarge,
            "99.999.999.999.999.999.999",
        ),
        (
            "-99.999.999.999.999.999.999 đ",
            Problem::NotPositive,
            "-99.999.999.999.999.999.999",
        ),
    ] {
        let outside = Unsure::Outside(problem, reading.to_owned());
        assert_eq!(read_vnd(typed), Err(outside), "{typed}");
        assert_eq!(parse_vnd(typed), Err(problem), "{typed}");
    }
    let longer = "9".repeat(READ_DIGITS_MAX + 1);
    for typed in ["500k", "", "-", "-1.5", "abc", "99999999999 tỷ", &longer] {
        let read = read_vnd(typed);
        assert!(!matches!(read, Err(Unsure::Outside(..))), "{typed}");
    }
    assert_eq!(parse_vnd(&longer), Err(Problem::TooLarge));
    assert_eq!(parse_vnd("99999999999 tỷ"), Err(Problem::TooLarge));
}

#[test]
fn amounts_nobody_can_be_sure_of() {
    for typed in ["1.5", "1,5", "1,500", "12,50", "1.50", "1tr50", "1,250 tr"] {
        assert_eq!(parse_vnd(typed), Err(Problem::Ambiguous), "{typed}");
    }
    for typed in [
        "abc", "1.500.00", "1..5", "1,5,", "tr", "5 quả", "1.2345", "1tr5tr", "500k 1tr", "đ",
        "1/2",
    ] {
        let read = parse_vnd(typed);
        assert!(
            matches!(read, Err(Problem::Unreadable | Problem::Ambiguous)),
            "{typed}: {read:?}"
        );
    }
    assert_eq!(parse_vnd("  "), Err(Problem::Missing));
    assert_eq!(parse_vnd("-500k"), Err(Problem::NotPositive));
    assert_eq!(parse_vnd("-"), Err(Problem::Unreadable));
    assert_eq!(parse_vnd("99999999999999999999"), Err(Problem::TooLarge));
    assert_eq!(parse_vnd("10.001 tỷ"), Err(Problem::TooLarge));
}

#[test]
fn quantities_as_people_type_them() {
    for (typed, quantity_milli) in [
        ("10", 10_000),
        ("2,5", 2_500),
        ("2.5", 2_500),
        ("1.000", 1_000_000),
        ("1.000,5", 1_000_500),
        ("0,125", 125),
    ] {
        assert_eq!(parse_quantity(typed), Ok(quantity_milli), "{typed}");
    }
    assert_eq!(parse_quantity("2,500"), Err(Problem::Ambiguous));
    assert_eq!(parse_quantity("2,0005"), Err(Problem::Unreadable));
    assert_eq!(parse_quantity("10 kg"), Err(Problem::Unreadable));
    assert_eq!(parse_quantity("-1"), Err(Problem::NotPositive));
    assert_eq!(parse_quantity(""), Err(Problem::Missing));
    assert_eq!(format_quantity(2_500), "2,5");
    assert_eq!(format_quantity(-500), "-0,5");
}

proptest! {
    #[test]
    fn a_shown_amount_reads_back_as_itself(value_vnd in 0..=VALUE_VND_MAX) {
        prop_assert_eq!(parse_vnd(&format_vnd(value_vnd)), Ok(value_vnd));
        let with_currency = format!("{} đồng", format_vnd(value_vnd));
        prop_assert_eq!(parse_vnd(&with_currency), Ok(value_vnd));
    }

    #[test]
    fn a_shown_quantity_reads_back_as_itself(quantity_milli in 0..=QUANTITY_MILLI_MAX) {
        prop_assert_eq!(parse_quantity(&format_quantity(quantity_milli)), Ok(quantity_milli));
    }

    #[test]
    fn no_text_makes_a_panic(text in "\\PC{0,24}", near in "[0-9.,kdđtrệ -]{0,12}") {
        let _ = (parse_vnd(&text), parse_quantity(&text), parse_vnd(&near), parse_quantity(&near));
    }
}
