//! The campaign's report as a text document. Goal: every figure in it is the campaign's own and of its
//! window, a person can add the tables up, and no household is named in it. Method: a month told by the
//! ward's people, the document read by an XML parser, its figures compared with sums made here from
//! single facts; refusals over the real router.

#![expect(clippy::unwrap_used, reason = "a test fails where it cannot go on")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use axum::http::{StatusCode, header};
use chungtay_server::report;
use chungtay_server::store::{Commune, read, write};
use chungtay_shared::api::publicity::StrikeActivity;
use chungtay_shared::api::report::{ReportQuery, ReportStyle};
use chungtay_shared::api::{CampaignState, FactKind, FactLine, Summary, path};
use chungtay_shared::campaign::{GoverningDraft, Indicator, MandateDraft};
use chungtay_shared::fund::{EntryDraft, EntryKind};
use chungtay_shared::id::DocId;
use chungtay_shared::money::{format_vnd, vnd_in_words};
use chungtay_shared::phone::message::Ask;
use chungtay_shared::publicity::{ActivityDraft, Channel};
use chungtay_tests::http::HttpServer;
use chungtay_tests::ward::COMMUNE;
use chungtay_tests::ward::month::{Month, month, save};
use chungtay_tests::ward::phone::{correct_amount, hand_over, register, visit};
use chungtay_tests::ward::server::gift_month;
use quick_xml::events::Event;

const DAY_MS: i64 = 86_400_000;

/// A table's row: whether it stands on each page again, and its cells.
type Row = (bool, Vec<String>);

/// What somebody reads in the document, from top to bottom.
#[derive(Debug, Default)]
struct Paper {
    paragraphs: Vec<String>,
    tables: Vec<Vec<Row>>,
}

impl Paper {
    fn of(file: &[u8]) -> Self {
        let xml = part(file, "word/document.xml");
        let mut reader = quick_xml::Reader::from_str(&xml);
        let mut paper = Self::default();
        let (mut in_table, mut in_text, mut text) = (false, false, String::new());
        loop {
            match reader.read_event().unwrap() {
                Event::Start(e) if e.name().as_ref() == "w:tbl" => {
                    in_table = true;
                    paper.tables.push(Vec::new());
                }
                Event::Start(e) => match e.name().as_ref() {
                    "w:tr" => paper.row().push((false, Vec::new())),
                    "w:tc" => paper.row().last_mut().unwrap().1.push(String::new()),
                    "w:t" => in_text = true,
                    _ => {}
                },
                Event::Empty(e) if e.name().as_ref() == "w:tblHeader" => {
                    paper.row().last_mut().unwrap().0 = true;
                }
                Event::Text(t) if in_text => text.push_str(&t),
                Event::GeneralRef(r) if in_text => text.push_str(entity(&r)),
                Event::End(e) => match e.name().as_ref() {
                    "w:tbl" => in_table = false,
                    "w:t" => in_text = false,
                    "w:p" => paper.end(in_table, std::mem::take(&mut text)),
                    _ => {}
                },
                Event::Eof => return paper,
                _ => {}
            }
        }
    }

    fn row(&mut self) -> &mut Vec<Row> {
        self.tables.last_mut().unwrap()
    }

    fn end(&mut self, in_table: bool, text: String) {
        if in_table {
            let row = self.row().last_mut().unwrap();
            let cell = row.1.last_mut().unwrap();
            let gap = if cell.is_empty() || text.is_empty() {
                ""
            } else {
                "\n"
            };
            cell.push_str(&format!("{gap}{text}"));
        } else if !text.is_empty() {
            self.paragraphs.push(text);
        }
    }

    /// The rows below the header of the table with this second column; each table has a header.
    fn table(&self, second: &str) -> Vec<Vec<String>> {
        let is_it = |table: &&Vec<Row>| table[0].1.get(1).is_some_and(|name| name == second);
        let table = self.tables.iter().find(is_it).unwrap();
        let (headers, rows): (Vec<Row>, Vec<Row>) = table.iter().cloned().partition(|row| row.0);
        assert_eq!(headers.len(), 1, "{second}");
        assert!(table[0].0, "{second}");
        rows.into_iter().map(|row| row.1).collect()
    }

    fn says(&self, words: &str) -> bool {
        self.paragraphs.iter().any(|text| text.contains(words))
    }
}

fn entity(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        other => panic!("an entity {other}"),
    }
}

fn part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

fn query(campaign: DocId, style: ReportStyle) -> ReportQuery {
    ReportQuery {
        campaign,
        style,
        number: "12".into(),
        place: "Thử & Sai <1>".into(),
        signer_title: "Chủ tịch".into(),
        signer_name: "Nguyễn Văn Ký".into(),
        recipients: "Đảng ủy;\nLưu: VT.".into(),
    }
}

fn made(month: &Month, query: &ReportQuery) -> Vec<u8> {
    let (state, _) = month.ward.server.office();
    let today = month.ward.server.now().local_date();
    let made = read(&*state.store, |tx| {
        report::report(tx, COMMUNE, query, today)
    })
    .unwrap();
    report::document(&made.unwrap(), query).unwrap()
}

/// What the campaign rests on and aims at.
fn mandate() -> MandateDraft {
    let targets = [
        (Indicator::Visited, "4"),
        (Indicator::Given, "1,5 triệu"),
        (Indicator::Raised, "10 triệu"),
    ];
    MandateDraft {
        documents: vec![GoverningDraft {
            id: None,
            number: "605-CV/TU".into(),
            on_text: "11/10/2022".into(),
            issuer: "Thành ủy Cần Thơ".into(),
            title: "Tháng cao điểm “Vì người nghèo”".into(),
        }],
        targets: targets.map(|(of, text)| (of, text.to_owned())).into(),
    }
}

fn in_the_fund(month: &Month) {
    let server = &month.ward.server;
    let goods = EntryDraft {
        goods_value_text: "900.000".into(),
        goods: "30 phần gạo".into(),
        ..server.entry(EntryKind::Receipt, "Chùa Phước Hậu", "2 triệu")
    };
    server.enter(&goods).unwrap();
    for (kind, money) in [
        (EntryKind::Pledge, "9 triệu"),
        (EntryKind::Receipt, "3 triệu"),
        (EntryKind::TransferIn, "1 triệu"),
        (EntryKind::TransferOut, "200.000"),
        (EntryKind::Outlay, "150.000"),
        (EntryKind::Receipt, "70 triệu"),
    ] {
        server
            .enter(&server.entry(kind, "Hội Nông dân", money))
            .unwrap();
    }
    let entries = server.fund_on(server.now().local_date()).entries;
    let wrong = entries
        .iter()
        .find(|e| e.entry.amount.money_vnd == 70_000_000);
    server.void(wrong.unwrap().entry.id, "Nhập nhầm").unwrap();
}

fn heard(month: &mut Month) {
    let on = month.ward.server.now().local_date();
    for (channel, reach) in [
        (Channel::Meeting, "1.200"),
        (Channel::Loudspeaker, ""),
        (Channel::Meeting, "34"),
        (Channel::Press, "500.000"),
    ] {
        let draft = ActivityDraft {
            channel: Some(channel),
            topic: "Vận động ủng hộ Quỹ".into(),
            reach_text: reach.into(),
            ..ActivityDraft::empty(on)
        };
        let ask = Ask::NoteActivity {
            campaign: month.campaign.id,
            draft,
        };
        save(&mut month.ward, "Mai", &ask).unwrap();
    }
    month.ward.settle();
    let lines = month.ward.server.publicity();
    let press = lines.iter().find(|line| line.activity.reach == 500_000);
    let wanted = StrikeActivity {
        campaign: month.campaign.id,
        activity: press.unwrap().activity.id,
        reason: "Không phải đợt này".into(),
    };
    let (state, office) = month.ward.server.office();
    chungtay_server::publicity::strike(state, office, &wanted).unwrap();
}

/// Mai visits and gives, Hùng gives; one amount is put right; one gift is of no campaign; the last
/// visit comes after the campaign's window.
fn story() -> Month {
    let mut month = month();
    let mut wanted = gift_month(month.campaign.from);
    wanted.id = Some(month.campaign.id);
    wanted.items[0].id = Some(month.campaign.items[0].id);
    wanted.mandate = mandate();
    month.campaign = month.ward.server.save_campaign(&wanted);
    let far = save(&mut month.ward, "Mai", &register("Phạm Văn Bảy", "Ấp 10")).unwrap();
    month.ward.settle();
    let round = month.issue();
    in_the_fund(&month);
    heard(&mut month);
    month.ward.clock.pass_ms(DAY_MS);
    let now = month.ward.server.now();
    let [sau, tam, _, tu] = month.households[..] else {
        panic!("four households")
    };
    for (name, ask) in [
        ("Mai", visit(sau, now, "Nhà dột")),
        ("Mai", visit(sau, now, "Đã lợp lại")),
        ("Mai", visit(tam, now, "")),
        ("Mai", visit(far, now, "")),
        ("Hùng", hand_over(tu, now, "250.000")),
    ] {
        save(&mut month.ward, name, &ask).unwrap();
    }
    month.give("Mai", 0, round).unwrap();
    month.give("Hùng", 2, round).unwrap();
    let given = month.ward.phone("Mai").household(sau).unwrap().handovers[0]
        .fact
        .clone();
    let mut put_right = correct_amount(sau, given.at, given.id, "400.000");
    if let Ask::SaveHandover { draft, .. } = &mut put_right {
        (draft.campaign, draft.round) = (given.campaign, given.round);
    }
    save(&mut month.ward, "Mai", &put_right).unwrap();
    month.ward.settle();
    month.ward.clock.pass_ms(40 * DAY_MS);
    let late = visit(tu, month.ward.server.now(), "Thăm sau đợt");
    save(&mut month.ward, "Hùng", &late).unwrap();
    month.ward.settle();
    month
}

/// Facts of a kind that count and lie in the window, as the office reads them one by one.
fn facts(month: &Month, kind: FactKind) -> Vec<FactLine> {
    let mut lines = month.ward.server.facts().lines;
    lines.retain(|fact| {
        fact.kind == kind && !fact.corrected && month.campaign.contains(fact.at.local_date())
    });
    lines
}

/// Households and times, by hamlet.
fn by_hamlet(facts: &[FactLine], hamlet: &str) -> [String; 2] {
    let of_hamlet = || {
        facts
            .iter()
            .filter(|fact| hamlet.is_empty() || fact.hamlet == hamlet)
    };
    let households: BTreeSet<DocId> = of_hamlet().map(|fact| fact.household).collect();
    [
        households.len().to_string(),
        of_hamlet().count().to_string(),
    ]
}

#[test]
fn whoever_was_reached_stands_in_the_report_by_hamlet_and_what_came_later_does_not() {
    let month = story();
    let paper = Paper::of(&made(&month, &query(month.campaign.id, ReportStyle::Front)));
    let (visits, gifts) = (
        facts(&month, FactKind::Visit),
        facts(&month, FactKind::Handover),
    );
    assert_eq!((visits.len(), gifts.len()), (4, 3), "the story's own");
    assert!(paper.says("có 3 hộ được thăm với 4 lượt thăm; 3 hộ được hỗ trợ với 3 lượt hỗ trợ"));
    let rows = paper.table("Ấp, khu vực");
    let names: Vec<&str> = rows.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(names[..2], ["Ấp 3", "Ấp 10"], "in the hamlets' order");
    for (row, (number, households)) in rows.iter().zip([("1", "4"), ("2", "1")]) {
        let [visited, visit_times] = by_hamlet(&visits, &row[1]);
        let [aided, aid_times] = by_hamlet(&gifts, &row[1]);
        let expected = [
            number,
            &row[1],
            households,
            &visited,
            &visit_times,
            &aided,
            &aid_times,
        ];
        assert_eq!(row[..], expected);
    }
    assert_eq!(rows[2], ["Cộng", "5", "3", "4", "3", "3"]);
    let of_category = paper.table("Loại hộ");
    assert_eq!(
        of_category[0],
        ["1", "Hộ khó khăn", "5", "3", "4", "3", "3"]
    );
    assert_eq!(of_category[1], ["Cộng", "5", "3", "4", "3", "3"]);
}

#[test]
fn money_stands_in_figures_and_in_words_and_the_fund_adds_up() {
    let month = story();
    let paper = Paper::of(&made(&month, &query(month.campaign.id, ReportStyle::Front)));
    let in_campaign = facts(&month, FactKind::Handover);
    // The gift of no campaign was 250.000.
    let of_campaign = in_campaign.iter().map(|fact| fact.money_vnd);
    let given_vnd: i64 = of_campaign.filter(|money| *money != 250_000).sum();
    assert_eq!(given_vnd, 900_000);
    let item = [
        "1",
        "Quà Tháng cao điểm",
        "Quỹ “Vì người nghèo” xã",
        "2",
        "900.000",
        "0",
    ];
    let rows = paper.table("Nội dung hỗ trợ");
    assert_eq!(rows, [item.to_vec(), vec!["Cộng", "2", "900.000", "0"]]);
    let words = vnd_in_words(given_vnd);
    assert_eq!(words, "Chín trăm nghìn đồng");
    assert!(paper.says(&format!(
        "Tổng số tiền đã trao: {} đồng (bằng chữ: {words}).",
        format_vnd(given_vnd)
    )));
    let fund = paper.table("Nội dung");
    let money: BTreeMap<&str, [&str; 2]> = fund
        .iter()
        .map(|row| {
            let amounts = row.len() - 2;
            (
                row[amounts - 1].as_str(),
                [row[amounts].as_str(), row[amounts + 1].as_str()],
            )
        })
        .collect();
    let left_vnd = 5_000_000 + 1_000_000 - 200_000 - 150_000 - 900_000;
    let expected = [
        ("Tiếp nhận ủng hộ", ["5.000.000", "900.000"]),
        ("Điều chuyển từ Quỹ khác đến", ["1.000.000", "0"]),
        ("Điều chuyển đến Quỹ khác", ["200.000", "0"]),
        ("Chi ngoài việc trao cho hộ", ["150.000", "0"]),
        ("Đã trao cho hộ", ["900.000", "0"]),
        ("Còn lại", [&format_vnd(left_vnd), "900.000"]),
    ];
    assert_eq!(money, BTreeMap::from(expected));
    let left = format!(
        "Số tiền Quỹ còn lại: 4.750.000 đồng (bằng chữ: {}).",
        vnd_in_words(left_vnd)
    );
    assert!(paper.says(&left));
    assert!(paper.says("Giá trị hiện vật còn lại: 900.000 đồng (bằng chữ: Chín trăm nghìn đồng)."));
}

#[test]
fn targets_and_publicity_are_the_campaigns_and_it_rests_on_its_documents() {
    let month = story();
    let paper = Paper::of(&made(&month, &query(month.campaign.id, ReportStyle::Front)));
    let targets = paper.table("Chỉ tiêu");
    let expected = [
        ["1", "Hộ được thăm", "hộ", "4", "3", "75"],
        [
            "2",
            "Tiền và giá trị hiện vật đã trao",
            "đồng",
            "1.500.000",
            "900.000",
            "60",
        ],
        [
            "3",
            "Quỹ vận động được trong đợt",
            "đồng",
            "10.000.000",
            "5.900.000",
            "59",
        ],
    ];
    assert_eq!(targets, expected);
    let channels = paper.table("Hình thức tuyên truyền");
    assert_eq!(channels[0], ["1", "Loa truyền thanh", "1", "0"]);
    assert_eq!(
        channels[1],
        ["2", "Họp, sinh hoạt ấp, tổ, chi hội", "2", "1.234"]
    );
    assert_eq!(channels[2], ["Cộng", "3", "1.234"]);
    assert!(paper.says(
        "Căn cứ Văn bản số 605-CV/TU ngày 11 tháng 10 năm 2022 của Thành ủy Cần Thơ về Tháng cao điểm \
         “Vì người nghèo”;"
    ));
    assert!(paper.says("Số liệu trong báo cáo tính đến hết ngày 30/11/2026."));
}

#[test]
fn each_family_of_papers_has_its_heading_and_signer_and_nobody_of_the_list_is_named() {
    let month = story();
    for (style, left, right, number, on_behalf) in [
        (
            ReportStyle::Front,
            "ỦY BAN MTTQ VIỆT NAM\nXÃ THỬ",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
            "Số: 12/BC-MTTQ",
            "TM. BAN THƯỜNG TRỰC",
        ),
        (
            ReportStyle::State,
            "ỦY BAN NHÂN DÂN\nXÃ THỬ",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
            "Số: 12/BC-UBND",
            "TM. ỦY BAN NHÂN DÂN",
        ),
        (
            ReportStyle::Party,
            "ĐẢNG ỦY\nXÃ THỬ\n*",
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            "Số 12-BC/ĐU",
            "T/M BAN THƯỜNG VỤ",
        ),
    ] {
        let file = made(&month, &query(month.campaign.id, style));
        let paper = Paper::of(&file);
        let place = "Thử & Sai <1>, ngày 30 tháng 11 năm 2026";
        let heading: Vec<&[String]> = paper.tables[0].iter().map(|row| &row.1[..]).collect();
        assert_eq!(heading, [[left, right], [number, place]]);
        let last = &paper.tables.last().unwrap()[0].1;
        assert_eq!(last[0], "Nơi nhận:\n- Đảng ủy;\n- Lưu: VT.");
        assert_eq!(last[1], format!("{on_behalf}\nCHỦ TỊCH\nNguyễn Văn Ký"));
        assert_eq!(paper.paragraphs[0], "BÁO CÁO");
        assert_eq!(
            paper.paragraphs[1],
            "Kết quả thực hiện đợt vận động “Tháng cao điểm”"
        );
        let xml = part(&file, "word/document.xml");
        for private in [
            "Sáu",
            "Tám",
            "Trần Thị Ba",
            "Tư",
            "Bảy",
            "Nhà dột",
            "Mai",
            "Hùng",
        ] {
            assert!(!xml.contains(private), "{private}");
        }
        assert!(xml.contains(r#"<w:pgSz w:w="11905" w:h="16837"/>"#));
        assert!(xml.contains("w:leader=\"dot\""), "lines to write on");
        for header in ["word/header1.xml", "word/header2.xml"] {
            assert!(part(&file, header).contains("DỮ LIỆU GIẢ"), "{header}");
        }
        assert!(part(&file, "word/header1.xml").contains("PAGE"));
        assert!(part(&file, "word/styles.xml").contains("Times New Roman"));
    }
}

#[test]
fn before_anything_was_done_the_report_says_so() {
    let month = month();
    let bare = ReportQuery {
        number: String::new(),
        place: String::new(),
        signer_title: String::new(),
        signer_name: String::new(),
        recipients: String::new(),
        ..query(month.campaign.id, ReportStyle::Front)
    };
    let paper = Paper::of(&made(&month, &bare));
    assert!(paper.says("Căn cứ Văn bản số …… ngày …… của ……;"));
    assert!(paper.says("Chưa ghi nhận hoạt động tuyên truyền nào"));
    assert!(paper.says("Chưa ghi nhận lượt trao nào"));
    assert!(paper.says("chưa đặt chỉ tiêu"));
    assert!(paper.says("Số tiền Quỹ còn lại: 0 đồng (bằng chữ: Không đồng)."));
    assert_eq!(paper.tables[0][1].1[0], "Số: ……/BC-MTTQ");
    assert!(paper.tables[0][1].1[1].starts_with("Thử, ngày 20 tháng 10"));
    assert!(paper.tables.last().unwrap()[0].1[1].contains("CHỦ TỊCH"));
}

#[tokio::test]
async fn the_office_downloads_it_and_the_demos_report_agrees_with_its_overview() {
    let (server, demo) = HttpServer::demo(500);
    let cookie = server.office_cookie(&demo.commune);
    let states: Vec<CampaignState> = server.get(path::CAMPAIGNS, &cookie).await.json();
    let campaign = states[0].campaign.id;
    let address = format!(
        "{}?campaign={campaign}&style=state&number=%07",
        path::REPORT
    );
    let reply = server.get(&address, &cookie).await;
    assert_eq!(reply.status, StatusCode::OK);
    let name = reply.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert_eq!(name, "attachment; filename=\"bao-cao.docx\"");
    let file = reply.body();
    if let Ok(folder) = std::env::var("CHUNGTAY_KEEP_REPORT") {
        std::fs::write(format!("{folder}/state.docx"), &file).unwrap();
        for style in ["front", "party"] {
            let address = format!(
                "{}?campaign={campaign}&style={style}&number=12",
                path::REPORT
            );
            let file = server.get(&address, &cookie).await.body();
            std::fs::write(format!("{folder}/{style}.docx"), file).unwrap();
        }
    }
    let paper = Paper::of(&file);
    let summary: Summary = server.get(path::SUMMARY, &cookie).await.json();
    let (visited, aided) = (summary.visited_in_campaign, summary.aided_in_campaign);
    let total = [
        summary.households,
        visited.households,
        visited.times,
        aided.households,
        aided.times,
    ];
    let total = total.map(|count| format_vnd(i64::try_from(count).unwrap()));
    for table in ["Ấp, khu vực", "Loại hộ"] {
        let rows = paper.table(table);
        assert_eq!(rows.last().unwrap()[1..], total, "{table}");
    }
    assert!(visited.times > 0 && aided.times > 0);
}

#[tokio::test]
async fn what_is_no_campaign_of_the_commune_and_what_is_too_long_is_refused() {
    let (server, demo) = HttpServer::demo(120);
    let cookie = server.office_cookie(&demo.commune);
    let states: Vec<CampaignState> = server.get(path::CAMPAIGNS, &cookie).await.json();
    let campaign = states[0].campaign.id;
    let address = format!("{}?campaign={campaign}&style=front", path::REPORT);
    let unknown = DocId::from_bytes([9; 16]);
    let unknown = format!("{}?campaign={unknown}&style=front", path::REPORT);
    let overlong = |field: &str, chars: usize| format!("{address}&{field}={}", "a".repeat(chars));
    for (address, expected) in [
        (unknown, StatusCode::NOT_FOUND),
        (overlong("number", 201), StatusCode::UNPROCESSABLE_ENTITY),
        (overlong("place", 201), StatusCode::UNPROCESSABLE_ENTITY),
        (
            overlong("signer_title", 201),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            overlong("signer_name", 201),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            overlong("recipients", 4_001),
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (overlong("recipients", 4_000), StatusCode::OK),
        (address.replace("front", "royal"), StatusCode::BAD_REQUEST),
        (path::REPORT.to_owned(), StatusCode::BAD_REQUEST),
    ] {
        let reply = server.get(&address, &cookie).await;
        assert_eq!(
            reply.status,
            expected,
            "{}",
            &address[..60.min(address.len())]
        );
    }
    assert_eq!(
        server.get(&address, "").await.status,
        StatusCode::UNAUTHORIZED
    );
    let neighbour = Commune {
        code: "99002".into(),
        name: "xã Bên".into(),
        synthetic: true,
    };
    write(&*server.state.store, |tx| tx.add_commune(&neighbour)).unwrap();
    let cookie = server.office_cookie("99002");
    let reply = server.get(&address, &cookie).await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
}
