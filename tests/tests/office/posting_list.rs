//! The list that is posted for everybody to read. Goal: each household that a campaign gave something to
//! stands on it once an item, with its sum to the đồng, and nothing else is said of anybody. Method: the
//! invented commune over the real router, the workbook read by another library and compared with the
//! database's own rows.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use axum::http::StatusCode;
use calamine::{Data, DataType as _, Reader as _, Xlsx};
use chungtay_server::kept;
use chungtay_server::posting_list::{PostingList, workbook};
use chungtay_server::rounds::rights_of;
use chungtay_server::state::Clock as _;
use chungtay_server::store::read;
use chungtay_shared::api::{CampaignState, HouseholdDetail, HouseholdLine, path};
use chungtay_shared::campaign::{AidItem, Campaign};
use chungtay_shared::consent::DataUse;
use chungtay_shared::handover::HandoverDraft;
use chungtay_shared::household::ProfileField;
use chungtay_shared::money::vnd_in_words;
use chungtay_shared::phone::message::Ask;
use chungtay_tests::http::HttpServer;
use chungtay_tests::ward::COMMUNE;
use chungtay_tests::ward::month::{month, save};
use chungtay_tests::ward::phone::hand_over_in;

mod named;

/// What stands in the place of a name.
const UNNAMED: &str = "(không nêu tên)";
/// The row with the columns' names; the first household stands below it.
const HEADER_ROW: usize = 5;

/// A sheet as somebody reads it.
#[derive(Debug)]
struct Sheet {
    /// Head, hamlet and value.
    lines: Vec<(String, String, i64)>,
    what: Vec<String>,
    total_vnd: i64,
    in_words: String,
}

fn sheets(file: &[u8]) -> BTreeMap<String, Sheet> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    let names = book.sheet_names();
    let read = names.into_iter().map(|name| {
        let range = book.worksheet_range(&name).unwrap();
        let rows: Vec<Vec<Data>> = range.rows().map(<[Data]>::to_vec).collect();
        let total = rows.iter().position(|row| row[0] == "Tổng").unwrap();
        let lines = &rows[HEADER_ROW + 1..total];
        let of = |row: &Vec<Data>| (row[1].to_string(), row[2].to_string(), row[4].as_i64());
        let told = lines.iter().map(of);
        let sheet = Sheet {
            lines: told.filter_map(|(a, b, vnd)| Some((a, b, vnd?))).collect(),
            what: lines.iter().map(|row| row[3].to_string()).collect(),
            total_vnd: rows[total][4].as_i64().unwrap(),
            in_words: rows[total + 1][0].to_string(),
        };
        (name, sheet)
    });
    read.collect()
}

struct Office {
    server: HttpServer,
    cookie: String,
    commune: String,
    campaign: Campaign,
}

impl Office {
    /// After a peak month in which much was given.
    async fn open() -> Self {
        let (server, demo) = HttpServer::demo_after_days(300, 40);
        let cookie = server.office_cookie(&demo.commune);
        let campaigns: Vec<CampaignState> = server.get(path::CAMPAIGNS, &cookie).await.json();
        let given = server.query("select lower(hex(campaign)) from fact where kind = 'handover'");
        let gave = |state: &CampaignState| {
            given
                .iter()
                .any(|row| row[0] == state.campaign.id.to_string())
        };
        let campaign = campaigns.into_iter().find(gave).unwrap().campaign;
        Self {
            server,
            cookie,
            commune: demo.commune,
            campaign,
        }
    }

    fn address(&self, more: &str) -> String {
        format!("{}?campaign={}{more}", path::POSTING_LIST, self.campaign.id)
    }

    async fn file(&self, more: &str) -> Vec<u8> {
        let reply = self.server.get(&self.address(more), &self.cookie).await;
        assert_eq!(reply.status, StatusCode::OK);
        if let Ok(folder) = std::env::var("CHUNGTAY_KEEP_PAPERS") {
            std::fs::write(format!("{folder}/posting-list.xlsx"), reply.body()).unwrap();
        }
        reply.body()
    }

    /// What each household was given of an item, by the database's own rows; what was recorded in a
    /// second record is the kept one's. Without a name where somebody said no to it.
    fn given(&self, item: &str, unnamed: &BTreeSet<String>) -> Vec<(String, String, i64)> {
        let rows = self.server.query(&format!(
            "select lower(hex(k.doc)), k.head_name, k.hamlet, sum(f.money_vnd + f.goods_value_vnd)
               from fact f
               join household r on r.commune = f.commune and r.doc = f.doc
               join household k on k.commune = f.commune
                and k.doc = case r.gone when 'same' then r.gone_into else r.doc end
              where f.commune = '{}' and f.kind = 'handover' and f.standing = 1
                and lower(hex(f.campaign)) = '{}' and f.detail = '{item}'
              group by k.doc",
            self.commune, self.campaign.id
        ));
        let mut given: Vec<_> = rows
            .into_iter()
            .map(|row| {
                let is_unnamed = unnamed.contains(&row[0]);
                let name = if is_unnamed { UNNAMED } else { &row[1] };
                (name.to_owned(), row[2].clone(), row[3].parse().unwrap())
            })
            .collect();
        given.sort();
        given
    }

    /// Those of the invented commune who were given something and whose last word on being posted is no.
    async fn unnamed(&self) -> BTreeSet<String> {
        let mut unnamed = BTreeSet::new();
        let lines: Vec<HouseholdLine> =
            self.server.get(path::HOUSEHOLDS, &self.cookie).await.json();
        for line in lines.iter().filter(|line| line.handover_count > 0) {
            let address = path::HOUSEHOLD.replace("{id}", &line.id.to_string());
            let detail: HouseholdDetail = self.server.get(&address, &self.cookie).await.json();
            let posting = detail.household.consent_to(DataUse::Posting);
            if posting.is_some_and(|(_, is_yes)| !is_yes) {
                unnamed.insert(line.id.to_string());
            }
        }
        unnamed
    }
}

#[tokio::test]
async fn each_household_stands_there_once_an_item_with_what_it_was_given() {
    let office = Office::open().await;
    let sheets = sheets(&office.file("").await);
    let unnamed = office.unnamed().await;
    assert_eq!(unnamed.len(), 2, "one at the door, one who took it back");
    let mut some = 0;
    for item in &office.campaign.items {
        let expected = office.given(&item.name, &unnamed);
        let Some(sheet) = sheets.get(&item.name) else {
            assert!(expected.is_empty(), "{} has no sheet", item.name);
            continue;
        };
        some += expected.len();
        let mut lines = sheet.lines.clone();
        lines.sort();
        assert_eq!(lines, expected, "{}", item.name);
        assert!(sheet.what.iter().all(|what| what.starts_with(&item.name)));
        let total_vnd: i64 = expected.iter().map(|(_, _, vnd)| vnd).sum();
        assert_eq!(sheet.total_vnd, total_vnd);
        let in_words = format!("Tổng số tiền bằng chữ: {}.", vnd_in_words(total_vnd));
        assert_eq!(sheet.in_words, in_words);
    }
    assert!(some > 10, "{some} lines");
}

#[tokio::test]
async fn nothing_is_said_of_anybody_but_name_hamlet_kind_and_amount() {
    let office = Office::open().await;
    let mut archive = zip::ZipArchive::new(Cursor::new(office.file("").await)).unwrap();
    let mut texts = String::new();
    for number in 0..archive.len() {
        let mut part = archive.by_index(number).unwrap();
        part.read_to_string(&mut texts).unwrap();
    }
    let households: Vec<HouseholdLine> = office
        .server
        .get(path::HOUSEHOLDS, &office.cookie)
        .await
        .json();
    let mut secrets = 0;
    for line in households.iter().filter(|line| line.handover_count > 0) {
        let address = path::HOUSEHOLD.replace("{id}", &line.id.to_string());
        let detail: HouseholdDetail = office.server.get(&address, &office.cookie).await.json();
        let household = detail.household;
        let of = |field| household.profile.get(field).to_owned();
        let number = format!(
            "select national_id from household where lower(hex(doc)) = '{}'",
            line.id
        );
        let number = office.server.query(&number).concat().concat();
        let mut told = vec![
            number,
            of(ProfileField::Phone),
            of(ProfileField::Address),
            of(ProfileField::Note),
        ];
        told.extend(household.handovers.iter().map(|h| h.fact.note.clone()));
        told.extend(household.visits.iter().map(|v| v.fact.note.clone()));
        for secret in told.into_iter().filter(|told| told.chars().count() > 5) {
            secrets += 1;
            assert!(!texts.contains(&secret), "{secret}");
        }
    }
    assert!(secrets > 20, "there was something to keep back");
    // Years and nicknames are short words, which other texts may hold: every cell is one of those that may
    // be there, to the letter.
    let of = |of: fn(&HouseholdLine) -> &str| households.iter().map(of).collect::<BTreeSet<_>>();
    let (heads, hamlets) = (of(|line| &line.head_name), of(|line| &line.hamlet));
    for (item, sheet) in sheets(&office.file("").await) {
        for ((head, hamlet, _), what) in sheet.lines.iter().zip(&sheet.what) {
            assert!(heads.contains(head.as_str()) || head == UNNAMED);
            assert!(hamlets.contains(hamlet.as_str()));
            let goods = what.strip_prefix(&item).unwrap();
            let is_counted = |part: &str| part.trim().starts_with(|c: char| c.is_ascii_digit());
            let mut goods = goods.trim_start_matches(": ").split(", ");
            assert!(*what == item || goods.all(is_counted), "{what}");
        }
    }
}

#[tokio::test]
async fn one_item_can_be_taken_alone_and_what_is_no_campaign_of_the_commune_is_refused() {
    let office = Office::open().await;
    let nobody = BTreeSet::new();
    let gave = |item: &&AidItem| !office.given(&item.name, &nobody).is_empty();
    let item = office.campaign.items.iter().find(gave).unwrap();
    let sheets = sheets(&office.file(&format!("&item={}", item.id)).await);
    assert_eq!(sheets.keys().collect::<Vec<_>>(), [&item.name]);

    for (address, status) in [
        (
            office.address(&format!("&item={}", "0".repeat(32))),
            StatusCode::NOT_FOUND,
        ),
        (
            format!("{}?campaign={}", path::POSTING_LIST, "0".repeat(32)),
            StatusCode::NOT_FOUND,
        ),
        (path::POSTING_LIST.to_owned(), StatusCode::BAD_REQUEST),
    ] {
        assert_eq!(
            office.server.get(&address, &office.cookie).await.status,
            status
        );
    }
    let stranger = office.server.get(&office.address(""), "").await;
    assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
    let (empty, demo) = HttpServer::demo(0);
    let cookie = empty.office_cookie(&demo.commune);
    let campaigns: Vec<CampaignState> = empty.get(path::CAMPAIGNS, &cookie).await.json();
    let address = format!(
        "{}?campaign={}",
        path::POSTING_LIST,
        campaigns[0].campaign.id
    );
    let nothing = self::sheets(&empty.get(&address, &cookie).await.body());
    assert_eq!(
        nothing["Danh sách"].in_words,
        "Tổng số tiền bằng chữ: Không đồng."
    );
}

#[tokio::test]
async fn it_prints_upright_with_its_header_on_every_page() {
    let office = Office::open().await;
    let mut archive = zip::ZipArchive::new(Cursor::new(office.file("").await)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        let mut part = archive.by_name(name).unwrap();
        part.read_to_string(&mut text).unwrap();
        text
    };
    let sheet = part("xl/worksheets/sheet1.xml");
    assert!(sheet.contains(r#"paperSize="9""#) && !sheet.contains("landscape"));
    assert!(sheet.contains("<pane ") && sheet.contains("Trang &amp;P/&amp;N"));
    assert!(part("xl/workbook.xml").contains("_xlnm.Print_Titles"));
}

#[test]
fn a_gift_in_somebodys_own_words_is_posted_without_them_and_one_by_its_rounds_name_of_today() {
    let mut month = month();
    let now = month.ward.clock.now();
    let named = |ask: Ask, item: &str| {
        let Ask::SaveHandover {
            household, draft, ..
        } = ask
        else {
            panic!("no handover: {ask:?}")
        };
        Ask::SaveHandover {
            household,
            draft: HandoverDraft {
                item: item.into(),
                ..draft
            },
            correcting: None,
        }
    };
    let typed = hand_over_in(month.households[3], now, &month.campaign, None);
    save(
        &mut month.ward,
        "Mai",
        &named(typed, "Tiền mổ tim cháu Lan"),
    )
    .unwrap();
    month.ward.settle();
    let round = month.issue();
    let given = hand_over_in(month.households[0], now, &month.campaign, Some(round));
    save(
        &mut month.ward,
        "Mai",
        &named(given, &month.campaign.items[0].name),
    )
    .unwrap();
    month.ward.settle();
    let file = read(&*month.ward.server.state().store, |tx| {
        let mut rights = rights_of(tx, COMMUNE)?.remove(0);
        rights.campaign.items[0].name = "Quà Xuân".into();
        let today = now.local_date();
        let mut list = PostingList::new("xã Thử".into(), true, today, rights, None);
        for household in kept::of_commune(tx, COMMUNE)? {
            list.add(&household);
        }
        Ok(workbook(&list).unwrap())
    });
    let sheets = sheets(&file.unwrap());
    let posted: Vec<(&str, &str)> = sheets
        .iter()
        .map(|(name, sheet)| (name.as_str(), sheet.what[0].as_str()))
        .collect();
    let expected = [("Hỗ trợ khác", "Hỗ trợ khác"), ("Quà Xuân", "Quà Xuân")];
    assert_eq!(posted, expected);
}
