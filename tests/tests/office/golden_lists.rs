//! The workbooks, opened again by another library. Goal: every cell of a list is what the database's own
//! rows say, whatever people have typed; each prints without touching a setting. Method: the invented commune
//! and one with the worst that a list can hold, over the real router; independent SQL; the workbooks' own XML
//! for what no library reads.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use axum::http::StatusCode;
use calamine::{Data, DataType as _, Reader as _, Xlsx};
use chungtay_server::state::Clock as _;
use chungtay_shared::api::{CampaignState, path};
use chungtay_shared::handover::{AidForm, HandoverDraft};
use chungtay_shared::household::ProfileField;
use chungtay_shared::money::vnd_in_words;
use chungtay_shared::synthetic::{self, COMMUNE_CODE, DEMO_SEED, SyntheticWard};
use chungtay_tests::http::HttpServer;

const HEADER_ROW: usize = 5;
/// Sixty letters, as long as names get.
const LONG_NAME: &str = "Công Tằng Tôn Nữ Nguyễn Hoàng Khánh Phương Thảo Thụy Bảo Châ";
/// What a spreadsheet would reckon with if it were let.
const FORMULAS: [&str; 4] = ["=1+1", "+84901234567", "-5", "@SUM(A1:A9)"];

struct Office {
    server: HttpServer,
    cookie: String,
    commune: String,
    campaign: CampaignState,
}

impl Office {
    async fn of(server: HttpServer, commune: &str) -> Self {
        let cookie = server.office_cookie(commune);
        let campaigns: Vec<CampaignState> = server.get(path::CAMPAIGNS, &cookie).await.json();
        let given = server
            .query("select distinct lower(hex(campaign)) from fact")
            .concat();
        let is_it = |state: &&CampaignState| given.contains(&state.campaign.id.to_string());
        let campaign = campaigns
            .iter()
            .find(is_it)
            .unwrap_or(&campaigns[0])
            .clone();
        Self {
            commune: commune.to_owned(),
            server,
            cookie,
            campaign,
        }
    }

    async fn demo(households: usize) -> Self {
        let (server, demo) = HttpServer::demo_after_days(households, 40);
        Self::of(server, &demo.commune).await
    }

    fn lists(&self) -> [(&'static str, String); 4] {
        let posting = format!(
            "{}?campaign={}",
            path::POSTING_LIST,
            self.campaign.campaign.id
        );
        [
            ("receipts", path::RECEIPT_LIST.to_owned()),
            ("visits", path::VISIT_LIST.to_owned()),
            ("posting", posting),
            ("ledger", path::FUND_LEDGER.to_owned()),
        ]
    }

    async fn file(&self, address: &str) -> Vec<u8> {
        let reply = self.server.get(address, &self.cookie).await;
        assert_eq!(reply.status, StatusCode::OK, "{address}");
        reply.body()
    }

    async fn sheets(&self, address: &str) -> BTreeMap<String, Vec<Vec<Data>>> {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(self.file(address).await)).unwrap();
        let names = book.sheet_names();
        let read = names.into_iter().map(|name| {
            let formulas = book.worksheet_formula(&name).unwrap();
            assert!(formulas.is_empty(), "{name}: nothing is reckoned");
            let range = book.worksheet_range(&name).unwrap();
            (name, range.rows().map(<[Data]>::to_vec).collect())
        });
        read.collect()
    }
}

/// A ward in which every list has the worst to hold.
fn worst() -> SyntheticWard {
    let today = HttpServer::empty().clock.now().local_date();
    let mut ward = synthetic::ward(DEMO_SEED, 60, today);
    let given: Vec<usize> = (0..ward.households.len())
        .filter(|at| !ward.households[*at].handovers.is_empty())
        .collect();
    let named = FORMULAS.into_iter().chain([LONG_NAME]);
    for (at, name) in given.iter().zip(named) {
        let profile = &mut ward.households[*at].profile;
        profile.set(ProfileField::HeadName, name.to_owned());
        profile.set(ProfileField::Address, format!("={name}"));
    }
    let often = &mut ward.households[given[4]].handovers;
    // A sum that takes many words.
    let one = HandoverDraft {
        form: Some(AidForm::Cash),
        money_text: "987.654.321".into(),
        quantity_text: String::new(),
        unit: String::new(),
        goods_value_text: String::new(),
        ..often[0].clone()
    };
    often[0] = one.clone();
    often.extend((1..40).map(|n| {
        let mut again = one.clone();
        again.at = one.at.plus_ms(-n * 60_000);
        again
    }));
    for household in &mut ward.households {
        household.profile.set(ProfileField::Hamlet, String::new());
    }
    ward
}

fn words_of_category(code: &str) -> &'static str {
    match code {
        "poor" => "Hộ nghèo",
        "near_poor" => "Hộ cận nghèo",
        "difficult" => "Hộ khó khăn",
        "especially_difficult" => "Đặc biệt khó khăn",
        "policy" => "Đối tượng chính sách",
        "newly_escaped" => "Mới thoát nghèo",
        _ => "",
    }
}

fn words_of_form(code: &str, quantity_milli: &str, unit: &str) -> String {
    let form = match code {
        "cash" => "Tiền mặt",
        "bank_transfer" => "Chuyển khoản",
        "in_kind" => "Hiện vật",
        _ => "Tiền mặt và hiện vật",
    };
    let milli: i64 = quantity_milli.parse().unwrap();
    if milli == 0 {
        return form.to_owned();
    }
    let quantity = format!("{},{:03}", milli / 1_000, milli % 1_000);
    let quantity = quantity.trim_end_matches('0').trim_end_matches(',');
    format!("{form}: {quantity} {unit}")
}

/// The rows of the list to sign, by the database's own: sheet, name, number, campaign, hamlet, category,
/// form, value, whether signed.
fn to_sign(office: &Office) -> BTreeMap<String, Vec<Vec<String>>> {
    let rows = office.server.query(&format!(
        "select f.detail, h.head_name, h.national_id, h.hamlet,
                coalesce((select s.category from status s
                  where s.commune = h.commune and s.doc = h.doc and s.from_day <= f.on_day
                    and (s.to_day is null or s.to_day >= f.on_day)
                  order by s.from_day desc, s.order_ms desc, s.fact desc limit 1), ''),
                f.what, f.quantity_milli, f.unit, f.money_vnd + f.goods_value_vnd,
                f.what in ('in_kind', 'cash_and_goods') and f.goods_value_vnd = 0, f.signed
           from fact f join household h on h.commune = f.commune and h.doc = f.doc
          where f.commune = '{}' and f.kind = 'handover' and f.standing",
        office.commune
    ));
    let mut sheets: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for row in rows {
        let [
            item,
            head,
            id,
            hamlet,
            category,
            form,
            milli,
            unit,
            vnd,
            is_unknown,
            signed,
        ] = row.try_into().unwrap();
        let worth = match (vnd.as_str(), is_unknown.as_str()) {
            ("0", "1") => "Chưa rõ trị giá".to_owned(),
            (vnd, _) => vnd.to_owned(),
        };
        let category = words_of_category(&category).to_owned();
        let form = words_of_form(&form, &milli, &unit);
        let line = vec![head, id, hamlet, category, form, worth, signed];
        sheets.entry(item).or_default().push(line);
    }
    sheets
}

/// The same, as the workbook has it.
fn signed_on(rows: &[Vec<Data>]) -> Vec<Vec<String>> {
    let total = rows.iter().position(|row| row[0] == "Tổng").unwrap();
    let mut lines: Vec<Vec<String>> = Vec::new();
    for (number, row) in (1..).zip(&rows[HEADER_ROW + 1..total]) {
        assert_eq!(row.len(), 11);
        assert_eq!(row[0].as_i64(), Some(number));
        for text in [1, 2, 3, 4, 5, 6, 7, 8, 10] {
            assert!(row[text].is_string() || row[text].is_empty(), "{row:?}");
        }
        let of = |column: usize| row[column].to_string();
        let head = of(1).lines().next().unwrap_or_default().to_owned();
        let signed = u8::from(of(10).starts_with("Đã ký trên máy")).to_string();
        lines.push(vec![head, of(2), of(5), of(6), of(7), of(9), signed]);
    }
    lines
}

async fn holds_cell_by_cell(office: &Office) {
    let mut sheets = office.sheets(path::RECEIPT_LIST).await;
    for (item, mut expected) in to_sign(office) {
        // A sheet's name is cut; what it is about stands below its title.
        let about = |rows: &&String| item.starts_with(rows.as_str());
        let name = sheets.keys().find(about).unwrap().clone();
        let rows = sheets.remove(&name).unwrap();
        assert!(rows[3][0].to_string().starts_with(&item));
        let mut lines = signed_on(&rows);
        lines.sort();
        expected.sort();
        assert_eq!(lines, expected, "{item}");
        let vnd: i64 = expected
            .iter()
            .filter_map(|row| row[5].parse::<i64>().ok())
            .sum();
        let total = rows.iter().position(|row| row[0] == "Tổng").unwrap();
        assert_eq!(rows[total][9].as_i64(), Some(vnd));
        let in_words = format!("Tổng số tiền bằng chữ: {}.", vnd_in_words(vnd));
        assert_eq!(rows[total + 1][0], in_words.as_str());
        let unknown = expected
            .iter()
            .filter(|row| row[5].starts_with("Chưa"))
            .count();
        let says = rows[total + 2][0].to_string();
        let expected = format!("Tổng chưa tính hiện vật chưa rõ trị giá của {unknown} lượt trao.");
        assert_eq!(says == expected, unknown > 0, "{says}");
    }
    assert!(sheets.is_empty(), "a sheet of nothing: {:?}", sheets.keys());
}

#[tokio::test]
async fn the_list_to_sign_is_the_databases_cell_by_cell() {
    holds_cell_by_cell(&Office::demo(300).await).await;
}

#[tokio::test]
async fn formulas_long_names_many_gifts_and_no_hamlets_are_lines_as_any_other() {
    let office = Office::of(HttpServer::of_ward(&worst()), COMMUNE_CODE).await;
    holds_cell_by_cell(&office).await;
    let often = to_sign(&office).into_values().flatten();
    let often = often.filter(|row| row[0] == LONG_NAME).count();
    assert!(often >= 40, "{often}");
    for (list, address) in office.lists() {
        let sheets = office.sheets(&address).await;
        let cells: Vec<&Data> = sheets.values().flatten().flatten().collect();
        for name in FORMULAS.into_iter().chain([LONG_NAME]) {
            let is_there = cells
                .iter()
                .any(|cell| cell.to_string().lines().next() == Some(name));
            assert_eq!(is_there, list != "ledger", "{list}: {name}");
        }
    }
    let report = format!(
        "{}?style=front&campaign={}",
        path::REPORT,
        office.campaign.campaign.id
    );
    assert_eq!(
        office.server.get(&report, &office.cookie).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn with_no_record_at_all_each_list_says_so() {
    let (server, demo) = HttpServer::demo(0);
    let office = Office::of(server, &demo.commune).await;
    for (list, address) in office.lists() {
        let sheets = office.sheets(&address).await;
        assert_eq!(sheets.len(), 1, "{list}");
        let rows = sheets.values().next().unwrap();
        let first = rows[HEADER_ROW + 1][0].to_string();
        assert!(
            first.starts_with("Chưa") || first.starts_with("Không có") || list == "ledger",
            "{list}: {first}"
        );
    }
}

/// The row's height in points, as the workbook says it.
fn height_of(sheet: &str, row: usize) -> f64 {
    let tag = sheet
        .split("<row ")
        .find(|tag| tag.starts_with(&format!("r=\"{row}\"")));
    let height = tag.unwrap().split("ht=\"").nth(1).unwrap();
    height.split('"').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn each_prints_as_it_is_with_nothing_cut() {
    let office = Office::of(HttpServer::of_ward(&worst()), COMMUNE_CODE).await;
    for (list, address) in office.lists() {
        let mut archive = zip::ZipArchive::new(Cursor::new(office.file(&address).await)).unwrap();
        let mut part = |name: &str| {
            let mut text = String::new();
            archive
                .by_name(name)
                .unwrap()
                .read_to_string(&mut text)
                .unwrap();
            text
        };
        let sheet = part("xl/worksheets/sheet1.xml");
        assert!(sheet.contains(r#"paperSize="9""#), "{list}: A4");
        assert_eq!(
            sheet.contains(r#"orientation="landscape""#),
            list != "posting",
            "{list}"
        );
        // One page across, as many down as it takes.
        assert!(
            sheet.contains("<pageSetUpPr fitToPage=\"1\"/>")
                && sheet.contains(r#"fitToHeight="0""#)
        );
        assert!(
            sheet.contains(r#"ySplit="6""#) && sheet.contains(r#"state="frozen""#),
            "{list}"
        );
        assert!(sheet.contains("Trang &amp;P/&amp;N"), "{list}");
        let book = part("xl/workbook.xml");
        assert!(
            book.contains("_xlnm.Print_Titles") && book.contains("$6:$6"),
            "{list}"
        );
        for row in [4, 6, 7] {
            assert!(height_of(&sheet, row) >= 15.0, "{list}: row {row}");
        }
    }
}

#[tokio::test]
async fn a_total_in_words_that_takes_two_lines_has_room_for_them() {
    let office = Office::of(HttpServer::of_ward(&worst()), COMMUNE_CODE).await;
    let posting = &office.lists()[2].1;
    let sheets = office.sheets(posting).await;
    let mut archive = zip::ZipArchive::new(Cursor::new(office.file(posting).await)).unwrap();
    let (mut long, names) = (0, sheets.len());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(office.file(posting).await)).unwrap();
    for (number, name) in (1..=names).zip(book.sheet_names()) {
        let range = book.worksheet_range(&name).unwrap();
        let total = range.rows().position(|row| row[0] == "Tổng").unwrap();
        let words = range.rows().nth(total + 1).unwrap()[0].to_string();
        let mut xml = String::new();
        let mut part = archive
            .by_name(&format!("xl/worksheets/sheet{number}.xml"))
            .unwrap();
        part.read_to_string(&mut xml).unwrap();
        if words.chars().count() > 83 {
            long += 1;
            assert!(height_of(&xml, total + 2) >= 30.0, "{words}");
        }
    }
    assert!(long > 0, "a sum of many words is among them");
}
