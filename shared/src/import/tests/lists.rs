//! Reading lists.

use super::*;

#[test]
fn the_list_of_a_commune_with_everything_offices_do() {
    let reading = read_lines(&[
        "UBND XÃ THỚI LỘC HÒA",
        "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2026",
        "(Kèm theo Quyết định số 125/QĐ-UBND ngày 15 tháng 12 năm 2025)",
        "",
        "STT|Họ và tên chủ hộ|Năm sinh||Số CCCD|Dân tộc|Ấp|Số nhân khẩu|Diện hộ||Ghi chú",
        "||Nam|Nữ|||||Nghèo|Cận nghèo|",
        "(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)|(9)|(10)|(11)",
        "ẤP THỚI HÒA",
        "1|NGUYỄN VĂN A|1960||92060001234|Kinh|Thới Hoà|4|x||",
        "2|Trần Thị Bé||17/10/1955|'092155001234|Kinh|nt|3||x|nt",
        "|Cộng|||||2 hộ|7|1|1|",
        "",
        "ẤP 3",
        "3|Le\u{302} Va\u{306}n Ba|22206||'361234567|Khmer|Ấp 3|2|X||đơn chiếc",
        "4||1970||092070001235|Kinh|Ấp 3|5||x|",
        "|Tổng cộng||||||9|2|1|",
        "||||||Thới Lộc Hòa, ngày 10 tháng 12 năm 2025",
        "|NGƯỜI LẬP BIỂU|||||TM. UBND XÃ",
        "",
        "|Nguyễn Thị Lập|||||Trần Văn Chủ",
    ]);
    assert_eq!(
        kinds(&reading),
        "title title title blank header header numbering heading household household total blank \
         heading household unreadable total signature signature blank signature"
    );
    assert_eq!(
        names(&reading),
        ["Nguyễn Văn A", "Trần Thị Bé", "Lê Văn Ba"]
    );
    let summary = summary(&reading);
    assert_eq!(
        counts(&summary.by_category),
        pairs([("near_poor", 1), ("poor", 2)])
    );
    assert_eq!(
        counts(&summary.hamlets),
        pairs([("Ấp 3", 1), ("Ấp Thới Hòa", 2)])
    );
    assert_eq!((summary.households, summary.members), (3, 9));
    assert_eq!(
        doubts(&reading),
        [
            "9:id_leading_zero",
            "10:ditto_without_above",
            "15:name_missing"
        ]
    );
    assert_eq!(field(&reading, 0, ProfileField::NationalId), "092060001234");
    assert_eq!(field(&reading, 1, ProfileField::Birth), "1955-10-17");
    assert_eq!(field(&reading, 1, ProfileField::Gender), "female");
    assert_eq!(field(&reading, 2, ProfileField::Birth), "1960-10-17");
    assert_eq!(field(&reading, 2, ProfileField::Note), "đơn chiếc");
    assert_eq!(reading.households[0].decision, "125/QĐ-UBND");
    assert!(notes(&reading).contains(&("sensitive_column", "F Dân tộc")));
    assert!(notes(&reading).contains(&("ditto_read", "1")));
}

#[test]
fn a_plain_list_gives_no_doubt_at_all() {
    let reading = read_lines(&[
        "Họ tên,Ấp".replace(',', "|").as_str(),
        "Nguyễn Văn A|Ấp 3",
        "Trần Thị B|Ấp 10",
    ]);
    assert_eq!(names(&reading), ["Nguyễn Văn A", "Trần Thị B"]);
    assert_eq!(doubts(&reading), Vec::<String>::new());
    assert!(notes(&reading).contains(&("no_categories", "2")));
    assert_eq!(
        counts(&summary(&reading).by_category),
        pairs([("other", 2)])
    );
}

#[test]
fn members_in_rows_of_their_own_are_counted_to_the_head_above() {
    let reading = read_lines(&[
        "STT|Họ và tên|Quan hệ với chủ hộ|Giới tính|Ngày sinh|Ấp|Đối tượng",
        "1|Nguyễn Văn A|Chủ hộ|Nam|01/02/1960|Ấp 3|Hộ nghèo",
        "|Trần Thị B|Vợ|Nữ|1962||",
        "|Nguyễn Văn C|Con|Nam|2010||",
        "2|Lê Thị D|Chủ hộ|Nữ|1950|Ấp 3|Hộ cận nghèo",
        "||Con|Nam|1990||",
    ]);
    assert_eq!(
        kinds(&reading),
        "header household member member household unreadable"
    );
    let members: Vec<u32> = reading.households.iter().map(|h| h.member_count).collect();
    assert_eq!(members, [3, 1]);
    assert_eq!(doubts(&reading), ["6:name_missing"]);
}

#[test]
fn members_beside_a_head_named_once() {
    let reading = read_lines(&[
        "STT|Họ tên chủ hộ|Họ tên thành viên|Năm sinh|Ấp",
        "1|Nguyễn Văn A|Nguyễn Văn A|1960|Ấp 3",
        "||Trần Thị B|1962|",
        "2|Lê Thị D|Lê Văn E|1950|Ấp 3",
    ]);
    assert_eq!(names(&reading), ["Nguyễn Văn A", "Lê Thị D"]);
    let members: Vec<u32> = reading.households.iter().map(|h| h.member_count).collect();
    assert_eq!(members, [2, 2]);
}

#[test]
fn a_head_merged_over_the_rows_of_members() {
    let mut list = sheet(
        "DS",
        &[
            "STT|Chủ hộ|Năm sinh|Ấp|Diện",
            "1|Nguyễn Văn A|1960|Ấp 3|HN",
            "||1985||",
            "2|Lê Thị D|1950|Ấp 3|HCN",
        ],
    );
    list.merges = vec![
        Merge {
            rows: (1, 2),
            columns: (0, 0),
        },
        Merge {
            rows: (1, 2),
            columns: (1, 1),
        },
        Merge {
            rows: (1, 2),
            columns: (3, 3),
        },
    ];
    let reading = read(&[list], today());
    assert_eq!(kinds(&reading), "header household member household");
    assert_eq!(reading.households[0].member_count, 2);
    assert_eq!(doubts(&reading), Vec::<String>::new());
}

#[test]
fn category_in_words_by_heading_by_sheet_and_by_title() {
    let in_words = read_lines(&[
        "Họ tên|Ấp|Đối tượng",
        "Nguyễn Văn A|Ấp 3|Hộ nghèo",
        "Trần Thị B|Ấp 3|Hộ nghèo, chính sách",
        "Lê Văn C|Ấp 3|Bảo trợ xã hội",
        "Lê Văn D|Ấp 3|",
        "Lê Văn E|Ấp 3|nt",
        "Lê Văn F|Ấp 3|Khó khăn",
    ]);
    assert_eq!(
        doubts(&in_words),
        [
            "3:category_several",
            "4:category_unclear",
            "5:category_missing",
            "6:ditto_without_above",
            "6:category_missing"
        ]
    );
    let by_heading = read_lines(&[
        "STT|Họ tên|Năm sinh|Ấp",
        "A|HỘ NGHÈO",
        "1|Nguyễn Văn A|1960|Ấp 3",
        "B|HỘ CẬN NGHÈO",
        "1|Trần Thị B|1961|Ấp 3",
        "|DANH SÁCH HỘ MỚI THOÁT NGHÈO NĂM 2025",
        "1|Trần Thị C|1961|Ấp 3",
    ]);
    assert_eq!(
        counts(&summary(&by_heading).by_category),
        pairs([("near_poor", 1), ("newly_escaped", 1), ("poor", 1)])
    );
    assert_eq!(doubts(&by_heading), Vec::<String>::new());
    let list = ["STT|Họ tên|Ấp", "1|Nguyễn Văn A|Ấp 3"];
    let by_sheet = read(
        &[sheet("Hộ nghèo", &list), sheet("Cận nghèo", &list)],
        today(),
    );
    assert_eq!(
        counts(&summary(&by_sheet).by_category),
        pairs([("near_poor", 1), ("poor", 1)])
    );
    let by_title = read_lines(&[
        "DANH SÁCH HỘ CẬN NGHÈO ẤP 3",
        "STT|Họ tên",
        "1|Nguyễn Văn A",
    ]);
    assert_eq!(
        counts(&summary(&by_title).by_category),
        pairs([("near_poor", 1)])
    );
    assert_eq!(counts(&summary(&by_title).hamlets), pairs([("Ấp 3", 1)]));
    assert_eq!(doubts(&by_title), Vec::<String>::new());
}

#[test]
fn a_sheet_for_each_hamlet_and_a_hidden_one() {
    let list = [
        "STT|Họ tên|Năm sinh|Hộ nghèo|Cận nghèo",
        "1|Nguyễn Văn A|1960|x|",
    ];
    let mut hidden = sheet("Nháp", &list);
    hidden.hidden = true;
    let sheets = [
        sheet("Ấp 3", &list),
        sheet("THỚI HÒA", &list),
        hidden,
        sheet("Tổng hợp", &["Ấp|Số hộ", "3|1"]),
    ];
    let reading = read(&sheets, today());
    assert_eq!(
        counts(&summary(&reading).hamlets),
        pairs([("Thới Hòa", 1), ("Ấp 3", 1)])
    );
    assert!(notes(&reading).contains(&("hidden_sheet", "")));
    assert_eq!(
        kinds(&reading),
        "header household header household no_list no_list"
    );
    assert_eq!(doubts(&reading), ["1:header_not_found"]);
}

#[test]
fn two_marks_strange_marks_and_totals_that_do_not_agree() {
    let reading = read_lines(&[
        "TT|Tên chủ hộ|Khu vực|Số khẩu|Hộ nghèo|Hộ CN|Khó khăn|Chính sách",
        "1|Nguyễn Văn A|KV3|3 người|x|x||",
        "2|Trần Thị B|3|'04|||4|",
        "3|Lê Văn C|Khu vực 3|70||||✓",
        "|Cộng||10|2|1|1|1",
    ]);
    assert_eq!(
        doubts(&reading),
        [
            "2:category_several",
            "3:mark_unclear",
            "4:member_count_unreadable",
            "5:total_differs",
            "5:total_differs"
        ]
    );
    let summary = summary(&reading);
    assert_eq!(
        counts(&summary.by_category),
        pairs([("difficult", 1), ("policy", 1), ("poor", 1)])
    );
    assert_eq!(counts(&summary.hamlets), pairs([("Khu vực 3", 3)]));
    assert_eq!(summary.members, 7);
}

#[test]
fn pages_repeat_their_heading_and_a_second_list_has_another() {
    let reading = read_lines(&[
        "STT|Họ và tên|Năm sinh|Ấp|Đối tượng",
        "1|Nguyễn Văn A|1960|Ấp 3|Hộ nghèo",
        "STT|Họ và tên|Năm sinh|Ấp|Đối tượng",
        "2|Trần Thị B|1961|Ấp 3|Hộ nghèo",
        "",
        "DANH SÁCH HỘ CẬN NGHÈO",
        "STT|Họ và tên|Ấp|Năm sinh",
        "1|Lê Văn C|Ấp 3|1950",
    ]);
    assert_eq!(
        kinds(&reading),
        "header household header household blank heading header household"
    );
    assert_eq!(
        counts(&summary(&reading).by_category),
        pairs([("near_poor", 1), ("poor", 2)])
    );
    assert_eq!(field(&reading, 2, ProfileField::Birth), "1950");
    assert_eq!(doubts(&reading), Vec::<String>::new());
}

#[test]
fn names_in_two_columns_and_lines_that_are_no_hamlet() {
    let reading = read_lines(&[
        "STT|Họ và tên||Năm sinh|Địa chỉ",
        "I|THỚI HÒA",
        "1|Nguyễn Văn|An|1960|Số 5, tổ 2",
        "2|Trần Thị|Bé|1961|",
        "II|Ấp 3",
        "3|Lê Văn|Sáu|1962|Tổ 1, ấp 3",
        "* Ghi chú: danh sách này chưa gồm hộ mới phát sinh trong năm",
    ]);
    assert_eq!(
        names(&reading),
        ["Nguyễn Văn An", "Trần Thị Bé", "Lê Văn Sáu"]
    );
    assert_eq!(doubts(&reading), ["2:heading_unclear"]);
    assert_eq!(
        counts(&summary(&reading).hamlets),
        pairs([("Thới Hòa", 2), ("Ấp 3", 1)])
    );
    assert_eq!(reading.rows.last().unwrap().kind, RowKind::Note);
}

#[test]
fn a_hamlet_left_out_is_taken_from_above_and_said() {
    let first_of_each = read_lines(&[
        "Họ tên|Năm sinh|Ấp",
        "Nguyễn Văn A|1960|Ấp 3",
        "Trần Thị B|1960|",
        "Lê Văn C|1960|",
        "Lê Văn D|1960|Ấp 4",
        "Lê Văn E|1960|",
    ]);
    assert_eq!(
        counts(&summary(&first_of_each).hamlets),
        pairs([("Ấp 3", 3), ("Ấp 4", 2)])
    );
    assert_eq!(doubts(&first_of_each), Vec::<String>::new());
    let forgotten = read_lines(&[
        "Họ tên|Năm sinh|Ấp",
        "Nguyễn Văn A|1960|",
        "Trần Thị B|1960|Ấp 3",
        "Lê Văn C|1960|",
        "Lê Văn D|1960|Ấp 3",
        "Lê Văn E|1960|Ấp 3",
    ]);
    assert_eq!(
        doubts(&forgotten),
        ["2:hamlet_missing", "4:hamlet_from_above"]
    );
}

#[test]
fn births_and_numbers_that_need_a_second_look() {
    let reading = read_lines(&[
        "Họ tên|Ngày sinh|CCCD|SĐT|Ấp|Ghi chú",
        "Nguyễn Văn A|60|92060001234|912345678|Ấp 3|",
        "Trần Thị B|31/02/1960|không có|01681234567|Ấp 3|đã mất",
        "Lê Văn C|2030|12345|0912 345 678/0987 654 321|Ấp 3|",
        "Ông Lê Văn D|10/17/1960|'092155001234||Ấp 3|",
    ]);
    assert_eq!(
        doubts(&reading),
        [
            "2:birth_century",
            "2:id_leading_zero",
            "2:phone_leading_zero",
            "3:birth_unreadable",
            "3:phone_old_prefix",
            "3:moved_or_dead",
            "4:birth_in_future",
            "4:id_wrong_length",
            "4:phone_several",
            "5:birth_month_first",
            "5:id_sex_differs",
            "5:id_year_differs"
        ]
    );
    assert_eq!(field(&reading, 3, ProfileField::HeadName), "Lê Văn D");
    assert_eq!(field(&reading, 3, ProfileField::Gender), "male");
}

#[test]
fn headings_with_counts_beside_them_are_no_households() {
    let reading = read_lines(&[
        "STT|Họ tên chủ hộ|Nam|Nữ|Ấp|Số khẩu|Hộ nghèo|Hộ cận nghèo",
        "A|HỘ NGHÈO|1|1||6|2|0",
        "I|ẤP THỚI HÒA|1|1||6|2|0",
        "1|Nguyễn Văn A|1960||Thới Hòa|4|x|",
        "2|Trần Thị B||1961|Thới Hòa|2|x|",
        "II|Ấp 3||||2|0|1",
        "1|Lê Văn C|1962||Ấp 3|2||x",
        "|Cộng|||||2|1",
        "3|||1961|Ấp 3|2|x|",
    ]);
    assert_eq!(
        kinds(&reading),
        "header heading heading household household heading household total unreadable"
    );
    assert_eq!(doubts(&reading), ["9:name_missing"]);
    assert_eq!(
        counts(&summary(&reading).by_category),
        pairs([("near_poor", 1), ("poor", 2)])
    );
}

#[test]
fn the_title_is_of_the_list_below_it_and_remarks_may_say_the_category() {
    let reading = read_lines(&[
        "A. DANH SÁCH HỘ NGHÈO",
        "STT|Họ tên|Ấp",
        "1|Nguyễn Văn A|Ấp 3",
        "B. DANH SÁCH HỘ CẬN NGHÈO",
        "STT|Họ tên|Ấp",
        "1|Nguyễn Văn B|Ấp 3",
    ]);
    assert_eq!(
        counts(&summary(&reading).by_category),
        pairs([("near_poor", 1), ("poor", 1)])
    );
    let reading = read_lines(&[
        "Họ tên|Ấp|Ghi chú",
        "Nguyễn Văn A|Ấp 3|Hộ cận nghèo",
        "Lê B|Ấp 3|",
    ]);
    assert_eq!(
        counts(&summary(&reading).by_category),
        pairs([("near_poor", 1), ("other", 1)])
    );
    assert_eq!(doubts(&reading), ["2:category_unclear"]);
}

#[test]
fn totals_are_known_wherever_their_words_stand() {
    let reading = read_lines(&[
        "STT|Họ và tên|Số nhân khẩu|Hộ N|Hộ CN",
        "ẤP THỚI HÒA||||",
        "1|Nguyễn Văn A|4|x|",
        "2|Trần Thị B|3||x",
        "Cộng|2 hộ|7|1|1",
        "ấp thới phước b||||",
        "1|Lê Văn C|4|x|",
        "Tổng cộng|4 hộ|11|2|1",
    ]);
    assert_eq!(
        kinds(&reading),
        "header heading household household total heading household total"
    );
    assert_eq!(doubts(&reading), ["8:total_differs"]);
    assert_eq!(reading.doubts[0].read, "4");
}

#[test]
fn no_heading_means_no_households_and_one_doubt() {
    let reading = read_lines(&["Nguyễn Văn A|1960|Ấp 3", "Trần Thị B|1961|Ấp 3"]);
    assert_eq!(kinds(&reading), "no_list no_list");
    assert_eq!(doubts(&reading), ["1:header_not_found"]);
    assert_eq!(read(&[], today()), ListReading::default());
}

#[test]
fn a_list_in_tcvn3_is_read_and_doubted_once() {
    let reading = read_lines(&[
        "Hä vµ tªn chñ hé|N¨m sinh|Êp|Hé nghÌo",
        "NguyÔn V¨n §øc|1960|Thíi Hßa|x",
        "TrÇn ThÞ BÐ|1961|Thíi Hßa|x",
    ]);
    assert_eq!(names(&reading), ["Nguyễn Văn Đức", "Trần Thị Bé"]);
    assert_eq!(doubts(&reading), ["2:legacy_text"]);
}

fn any_cell() -> impl Strategy<Value = Cell> {
    let words = prop::sample::select(vec![
        "STT",
        "Họ và tên",
        "Chủ hộ",
        "Ấp",
        "ẤP 3",
        "Hộ nghèo",
        "Cận nghèo",
        "x",
        "nt",
        "\"",
        "Cộng",
        "Tổng cộng: 3 hộ",
        "Nguyễn Văn A",
        "(1)",
        "I",
        "Năm sinh",
        "Nam",
        "Nữ",
        "Người lập biểu",
        "Số CCCD",
        "Quan hệ với chủ hộ",
        "Vợ",
        "Đối tượng",
        "Số khẩu",
        "17/10/1960",
        "092060001234",
        "Địa chỉ",
    ]);
    prop_oneof![
        3 => Just(Cell::Empty),
        4 => words.prop_map(|word| Cell::Text(word.into())),
        1 => "\\PC{0,12}".prop_map(Cell::Text),
        1 => prop::num::f64::ANY.prop_map(Cell::Number),
        1 => (0..99_999_i32).prop_map(|n| Cell::Number(f64::from(n))),
        1 => any::<bool>().prop_map(Cell::Bool),
    ]
}

proptest! {
    #[test]
    fn no_grid_makes_a_panic_and_every_row_is_accounted_for(
        rows in prop::collection::vec(prop::collection::vec(any_cell(), 0..7), 0..14),
        merges in prop::collection::vec((0..16_usize, 0..5_usize, 0..8_usize, 0..9_usize), 0..4),
    ) {
        let merges = merges
            .into_iter()
            .map(|(row, rows, column, columns)| Merge {
                rows: (row, row + rows),
                columns: (column, column + columns),
            })
            .collect();
        let sheet = Sheet { name: "DS".into(), rows, merges, ..Sheet::default() };
        let height = sheet.rows.len();
        let reading = read(&[sheet], today());
        prop_assert_eq!(reading.rows.len(), height);
        prop_assert!(reading.rows.iter().zip(1..).all(|(row, number)| row.row == number));
        prop_assert_eq!(reading.rows_of(RowKind::Household), reading.households.len());
        for row in reading.rows.iter().filter(|row| row.kind == RowKind::Unreadable) {
            prop_assert!(reading.doubts.iter().any(|doubt| doubt.row == row.row));
        }
        let actions = plan(&reading, &[]).resolve(&reading, &BTreeMap::new());
        prop_assert_eq!(actions.len(), reading.households.len());
    }
}
