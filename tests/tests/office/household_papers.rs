//! Papers about one household. Goal: minutes say what was handed over, by whom and to whom, to the đồng
//! in figures and in words, and leave room for whatever is not known; the survey form has what is known
//! filled in. Method: the invented commune over the real router, the documents read as Word would and
//! compared with the database's own rows.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use chungtay_server::begin;
use chungtay_server::office::Pen;
use chungtay_server::state::Clock as _;
use chungtay_server::store::write;
use chungtay_shared::api::supports::TakeBack;
use chungtay_shared::api::{HouseholdDetail, Role, path};
use chungtay_shared::handover::{AidForm, Handover, HandoverDraft, Receiver};
use chungtay_shared::household::ProfileField;
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::money::{format_vnd, vnd_in_words};
use chungtay_tests::http::{HttpServer, Reply};
use chungtay_tests::texts::Texts;

struct Office {
    server: HttpServer,
    cookie: String,
    commune: String,
}

/// A handover as the database has it.
struct Given {
    household: String,
    fact: String,
    head_name: String,
    item: String,
    money_vnd: i64,
    goods_value_vnd: i64,
}

impl Office {
    /// After a peak month in which much was given.
    fn open() -> Self {
        let (server, demo) = HttpServer::demo_after_days(300, 40);
        let cookie = server.office_cookie(&demo.commune);
        Self {
            server,
            cookie,
            commune: demo.commune,
        }
    }

    fn given(&self, which: &str) -> Vec<Given> {
        let rows = self.server.query(&format!(
            "select lower(hex(h.doc)), lower(hex(f.fact)), h.head_name, f.detail,
                    f.money_vnd, f.goods_value_vnd
               from fact f join household h on h.commune = f.commune and h.doc = f.doc
              where f.commune = '{}' and f.kind = 'handover' and {which}
              order by f.at_ms",
            self.commune
        ));
        let of = |row: Vec<String>| {
            let [household, fact, head_name, item, money, goods] = row.try_into().unwrap();
            Given {
                household,
                fact,
                head_name,
                item,
                money_vnd: money.parse().unwrap(),
                goods_value_vnd: goods.parse().unwrap(),
            }
        };
        rows.into_iter().map(of).collect()
    }

    /// The whole personal number, of which pages show the end.
    fn number(&self, household: &str) -> String {
        let of = "select national_id from household where lower(hex(doc)) =";
        let household = household.to_lowercase();
        self.server
            .query(&format!("{of} '{household}'"))
            .concat()
            .concat()
    }

    async fn paper(&self, path: &str, household: &str, more: &str) -> Reply {
        let address = format!("{}{more}", path.replace("{id}", household));
        self.server.get(&address, &self.cookie).await
    }

    async fn texts(&self, path: &str, household: &str, more: &str) -> Texts {
        let reply = self.paper(path, household, more).await;
        assert_eq!(reply.status, StatusCode::OK);
        if let Ok(folder) = std::env::var("CHUNGTAY_KEEP_PAPERS") {
            let name = path.rsplit('/').next().unwrap();
            std::fs::write(format!("{folder}/{name}.docx"), reply.body()).unwrap();
        }
        Texts::read(reply.body())
    }

    async fn minutes(&self, household: &str, fact: &str) -> Texts {
        let query = format!("?fact={fact}");
        self.texts(path::MINUTES, household, &query).await
    }

    async fn detail(&self, household: &str) -> HouseholdDetail {
        let address = path::HOUSEHOLD.replace("{id}", household);
        self.server.get(&address, &self.cookie).await.json()
    }
}

#[tokio::test]
async fn minutes_of_a_handover_say_it_in_figures_and_in_words_and_leave_the_rest_to_the_pen() {
    let office = Office::open();
    let given = office.given("f.standing = 1 and f.support_case is null and f.money_vnd > 0");
    assert!(given.len() > 10);
    for handover in &given[..5] {
        let texts = office.minutes(&handover.household, &handover.fact).await;
        let all = texts.all();
        let money = handover.money_vnd;
        let twice = format!(
            "{} đồng (bằng chữ: {})",
            format_vnd(money),
            vnd_in_words(money)
        );
        let detail = office.detail(&handover.household).await;
        let mut told = detail.household.handovers.iter();
        let told = told
            .find(|h| h.fact.id.to_string() == handover.fact)
            .unwrap();
        let who_gave = &detail.people[&detail.household.giver(told)];
        for text in [
            "BIÊN BẢN BÀN GIAO",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "III. NGƯỜI CHỨNG KIẾN",
            &handover.head_name,
            &handover.item,
            &twice,
            who_gave,
        ] {
            assert!(all.contains(text), "{text} in {all}");
        }
    }
}

#[tokio::test]
async fn goods_stand_in_their_table_and_what_was_corrected_has_no_minutes() {
    let office = Office::open();
    let goods = office.given("f.standing = 1 and f.goods_value_vnd > 0");
    let handover = &goods[0];
    let texts = office.minutes(&handover.household, &handover.fact).await;
    let lines = texts.rows.iter().filter(|row| row.len() == 7);
    assert!(lines.count() >= 6, "a header and five lines for goods");
    let row = texts.row(&handover.item);
    let value = format_vnd(handover.goods_value_vnd);
    assert!(row.contains(&value), "{value} in {row:?}");
    let words = vnd_in_words(handover.goods_value_vnd);
    assert!(texts.all().contains(&words), "{words}");

    let paid = office.given("f.standing = 1 and f.support_case is not null");
    let wrong = paid.last().unwrap();
    let taken_back = TakeBack {
        household: wrong.household.parse().unwrap(),
        fact: wrong.fact.parse().unwrap(),
        reason: "Nhập nhầm".into(),
    };
    let server = &office.server;
    let said = server.post_json(path::SUPPORT_TAKE_BACK, &taken_back, &office.cookie);
    assert_eq!(said.await.status, StatusCode::OK);
    let query = format!("?fact={}", wrong.fact);
    let reply = office.paper(path::MINUTES, &wrong.household, &query).await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn minutes_of_a_case_have_all_that_was_paid_of_it_and_the_decision_it_rests_on() {
    let office = Office::open();
    let paid = office.server.query(&format!(
        "select lower(hex(f.doc)), lower(hex(f.support_case)), count(*), sum(f.money_vnd)
           from fact f
          where f.commune = '{}' and f.kind = 'handover' and f.standing = 1
            and f.support_case is not null
          group by f.doc, f.support_case order by 3 desc",
        office.commune
    ));
    assert!(paid[0][2].parse::<u32>().unwrap() > 1, "{paid:?}");
    for row in &paid[..2] {
        let [household, case, times, money] = <[String; 4]>::try_from(row.clone()).unwrap();
        let texts = office.minutes(&household, &case).await;
        let detail = office.detail(&household).await;
        let mut cases = detail.household.cases.iter();
        let file = cases.find(|file| file.case.id.to_string() == case).unwrap();
        let decision = file
            .approval()
            .and_then(|step| step.decision.clone())
            .unwrap();
        let all = texts.all();
        let money: i64 = money.parse().unwrap();
        for text in [&decision.number, &vnd_in_words(money), &file.case.item.name] {
            assert!(all.contains(text), "{text} in {all}");
        }
        if times != "1" {
            assert!(texts.row("Cộng").contains(&format_vnd(money)), "{all}");
        }
    }
}

#[tokio::test]
async fn the_survey_form_has_what_is_known_and_all_that_was_given() {
    let office = Office::open();
    let given = office.given("f.standing = 1");
    let mut sums: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for handover in &given {
        let sum = sums.entry(&handover.household).or_default();
        *sum = (sum.0 + handover.money_vnd, sum.1 + handover.goods_value_vnd);
    }
    let (household, (money, goods)) = sums.into_iter().max_by_key(|(_, sum)| *sum).unwrap();
    let texts = office.texts(path::SURVEY_FORM, household, "").await;
    let all = texts.all();
    let profile = office.detail(household).await.household.profile;
    let number = office.number(household);
    let [head, hamlet] = [ProfileField::HeadName, ProfileField::Hamlet].map(|f| profile.get(f));
    for known in [head, hamlet, &number] {
        assert!(!known.is_empty() && all.contains(known), "{known} in {all}");
    }
    let total = texts.row("Cộng");
    assert_eq!(
        total[1..],
        [format_vnd(money), format_vnd(goods)],
        "{total:?}"
    );
    for asked in [
        "17. Số nhân khẩu",
        "Hỗ trợ từ nguồn khác",
        "Đủ điều kiện",
        "TRƯỞNG BAN CTMT",
    ] {
        assert!(all.contains(asked), "{asked} in {all}");
    }
}

#[tokio::test]
async fn the_sheet_holds_every_fact_of_the_household_with_who_said_it() {
    let office = Office::open();
    let most = office.server.query(&format!(
        "select lower(hex(doc)), count(*) from fact where commune = '{}'
          group by doc order by 2 desc limit 3",
        office.commune
    ));
    for row in most {
        let (household, facts) = (&row[0], row[1].parse::<usize>().unwrap());
        let texts = office.texts(path::HOUSEHOLD_SHEET, household, "").await;
        let all = texts.all();
        let detail = office.detail(household).await;
        let told = &detail.household;
        let number = office.number(household);
        assert!(all.contains(&number), "{number} in {all}");
        let said_otherwise = [ProfileField::Gender, ProfileField::NationalId];
        let known = told.profile.known();
        for (_, value) in known.filter(|(field, _)| !said_otherwise.contains(field)) {
            let is_birth = value == told.profile.get(ProfileField::Birth);
            assert!(is_birth || all.contains(value), "{value} in {all}");
        }
        let notes = told.visits.iter().map(|visit| &visit.fact.note);
        let items = told.handovers.iter().map(|handover| &handover.fact.item);
        let needs = told.cases.iter().map(|file| &file.case.need);
        for text in notes.chain(items).chain(needs) {
            let text = text.trim_end_matches('.');
            assert!(all.contains(text), "{text} in {all}");
        }
        // Of visits and handovers each has a row with when it was received.
        let received = all.matches("máy chủ nhận").count();
        assert_eq!(received, told.visits.len() + told.handovers.len());
        assert_eq!(facts, received + told.proposals.len());
        let statuses = texts
            .rows
            .iter()
            .filter(|row| row.len() == 4 && row[2].starts_with("Từ "));
        assert_eq!(statuses.count(), told.statuses.len());
        let sum = office.server.query(&format!(
            "select sum(money_vnd), sum(goods_value_vnd) from fact
              where kind = 'handover' and standing = 1 and lower(hex(doc)) = '{household}'"
        ));
        let sum = |column: usize| format_vnd(sum[0][column].parse().unwrap_or(0));
        let total = format!("tiền {} đồng; hiện vật trị giá {} đồng", sum(0), sum(1));
        assert!(all.contains(&total), "{total} in {all}");
    }
}

/// A name as long as names get.
const LONG_NAME: &str = "Công Tằng Tôn Nữ Nguyễn Hoàng Khánh Phương Thảo Thụy Bảo Châu";
/// Gifts of a household that was given often.
const GIFTS: i64 = 40;

/// Gives the household a long name and many gifts of goods and money.
fn give_often(office: &Office, household: DocId) {
    let server = &office.server;
    let now = server.clock.now();
    let written = write(&*server.state.store, |tx| {
        let begun = begin::device(
            &server.state,
            tx,
            &office.commune,
            "Cô Hoa",
            Role::Office,
            "máy",
            now,
        )?;
        let pen = Pen::take(tx, &begun.0, now)?;
        let (mut document, _) = pen.load(household)?.unwrap();
        let edits = [(ProfileField::HeadName, LONG_NAME.to_owned())].into();
        let renamed = document.edit_profile(pen.author(), &edits)?;
        pen.store(household, &document, renamed)?;
        for number in 0..GIFTS {
            let draft = HandoverDraft {
                at: now.plus_ms(-number * 86_400_000),
                item: format!("Quà số {number} có một cái tên dài để xuống dòng trong bảng"),
                form: Some(AidForm::CashAndGoods),
                money_text: "100.000".into(),
                quantity_text: "2,5".into(),
                unit: "kg".into(),
                goods_value_text: "50.000".into(),
                receiver: Some(Receiver::Head),
                note: "=1+1".into(),
                ..HandoverDraft::default()
            };
            let id = server.state.with_rng(|mut rng| FactId::new(now, &mut rng));
            let handover = Handover::from_draft(&draft, id, now).unwrap();
            let added = document.add_handover(pen.author(), &handover, None)?;
            pen.store(household, &document, added)?;
        }
        Ok(())
    });
    written.unwrap();
}

#[tokio::test]
async fn forty_gifts_and_a_long_name_fill_pages_that_repeat_their_header() {
    let office = Office::open();
    let untouched = office.server.query(&format!(
        "select lower(hex(doc)) from household h where commune = '{}' and gone is null
            and not exists (select 1 from fact f where f.doc = h.doc) limit 1",
        office.commune
    ));
    let household = &untouched[0][0];
    let empty = office.texts(path::HOUSEHOLD_SHEET, household, "").await;
    assert!(
        empty
            .paragraphs
            .iter()
            .filter(|text| *text == "Không có.")
            .count()
            >= 5
    );
    give_often(&office, household.parse().unwrap());
    let (money, goods) = (GIFTS * 100_000, GIFTS * 50_000);
    let sheet = office.texts(path::HOUSEHOLD_SHEET, household, "").await;
    let gifts = sheet
        .rows
        .iter()
        .filter(|row| row.len() == 4 && row[2].starts_with("Quà số"));
    assert_eq!(i64::try_from(gifts.count()).unwrap(), GIFTS);
    let total = format!(
        "tiền {} đồng; hiện vật trị giá {} đồng",
        format_vnd(money),
        format_vnd(goods)
    );
    assert!(sheet.all().contains(&total), "{total}");
    assert!(sheet.all().contains(LONG_NAME) && sheet.headers >= 3);

    let survey = office.texts(path::SURVEY_FORM, household, "").await;
    assert_eq!(
        survey.row("Cộng")[1..],
        [format_vnd(money), format_vnd(goods)]
    );
    assert!(survey.all().contains(LONG_NAME));
    let fact = &office.given(&format!("lower(hex(f.doc)) = '{household}'"))[0].fact;
    let minutes = office.minutes(household, fact).await;
    assert!(
        minutes.row("kg").contains(&"20.000".to_owned()),
        "the price of one"
    );
}

#[tokio::test]
async fn only_the_households_own_office_gets_papers_about_it() {
    let office = Office::open();
    let handover = &office.given("f.standing = 1")[0];
    let minutes = format!("{}?fact={}", path::MINUTES, handover.fact);
    for path in [&minutes, path::SURVEY_FORM, path::HOUSEHOLD_SHEET] {
        let address = path.replace("{id}", &handover.household);
        let stranger = office.server.get(&address, "").await;
        assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
        let neighbour = office
            .server
            .office_cookie(chungtay_shared::synthetic::OTHER_COMMUNE.0);
        let neighbour = office.server.get(&address, &neighbour).await;
        assert_eq!(neighbour.status, StatusCode::NOT_FOUND);
        let nobody = path.replace("{id}", &DocId::from_bytes([9; 16]).to_string());
        let nobody = office.server.get(&nobody, &office.cookie).await;
        assert_eq!(nobody.status, StatusCode::NOT_FOUND);
    }
}
