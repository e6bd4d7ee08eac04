//! The commune's report, read as Word would. Goal: every table of it is what the database's own rows and the
//! Fund's own entries come to, cell by cell, with its order, its numbers and its totals. Method: the invented
//! commune over the real router after a peak month; independent SQL, in which a second record counts as the
//! household it is kept in.

use std::collections::BTreeMap;

use chungtay_server::state::Clock as _;
use chungtay_shared::api::fund::FundPage;
use chungtay_shared::api::publicity::PublicityPage;
use chungtay_shared::api::{CampaignState, path};
use chungtay_shared::campaign::Indicator;
use chungtay_shared::collation::hamlet_sort_key;
use chungtay_shared::fund::{Amount, EntryKind, Source, standing};
use chungtay_shared::money::format_vnd;
use chungtay_shared::publicity::Channel;
use chungtay_tests::http::HttpServer;
use chungtay_tests::texts::Texts;

/// Facts that count, with the record of the household each is of.
const FACTS: &str = "from fact f
    join household r on r.commune = f.commune and r.doc = f.doc
    join household k on k.commune = f.commune
     and k.doc = case r.gone when 'same' then r.gone_into else r.doc end";

struct Office {
    server: HttpServer,
    commune: String,
    state: CampaignState,
    texts: Texts,
    fund: FundPage,
    publicity: PublicityPage,
}

impl Office {
    async fn open() -> Self {
        let (server, demo) = HttpServer::demo_after_days(200, 40);
        let cookie = server.office_cookie(&demo.commune);
        let campaigns: Vec<CampaignState> = server.get(path::CAMPAIGNS, &cookie).await.json();
        let aims = |state: &CampaignState| !state.mandate.targets.is_empty();
        let state = campaigns.into_iter().find(aims).unwrap();
        let address = format!(
            "{}?style=front&campaign={}",
            path::REPORT,
            state.campaign.id
        );
        let texts = Texts::read(server.get(&address, &cookie).await.body());
        let fund = server.get(path::FUND, &cookie).await.json();
        let publicity = server.get(path::PUBLICITY, &cookie).await.json();
        Self {
            commune: demo.commune,
            server,
            state,
            texts,
            fund,
            publicity,
        }
    }

    /// The rows below this heading, to the row of sums or to the next table.
    fn table(&self, heading: &str) -> Vec<Vec<String>> {
        let rows = &self.texts.rows;
        let is_head = |row: &Vec<String>| row[0] == "STT";
        let is_it = |row: &Vec<String>| is_head(row) && row[1] == heading;
        let begin = rows.iter().position(is_it).expect("a table") + 1;
        let rest = &rows[begin..];
        let ends = |row: &Vec<String>| row[0].parse::<usize>().is_err();
        let end = rest.iter().position(ends).expect("an end");
        let has_sums = !is_head(&rest[end]) && rest[end].len() > 2;
        rest[..end + usize::from(has_sums)].to_vec()
    }

    fn query(&self, sql: &str) -> Vec<(String, Vec<i64>)> {
        let rows = self.server.query(sql).into_iter();
        rows.map(|row| {
            let figures = row[1..].iter().map(|cell| cell.parse().unwrap_or(0));
            (row[0].clone(), figures.collect())
        })
        .collect()
    }

    /// By something that a household has: on the list, visited, visits, helped, handovers.
    fn reached_by(&self, of: &str) -> BTreeMap<String, Vec<i64>> {
        let (commune, campaign) = (&self.commune, &self.state.campaign);
        let days = (campaign.from.days(), campaign.to.days());
        let visits = format!(
            "f.kind = 'visit' and f.on_day between {} and {}",
            days.0, days.1
        );
        let handovers = format!(
            "f.kind = 'handover' and lower(hex(f.campaign)) = '{}'",
            campaign.id
        );
        let mut groups: BTreeMap<String, Vec<i64>> = BTreeMap::new();
        let mut add = |rows: Vec<(String, Vec<i64>)>, at: usize| {
            for (name, figures) in rows {
                let group = groups.entry(name).or_insert_with(|| vec![0; 5]);
                group[at..at + figures.len()].copy_from_slice(&figures);
            }
        };
        add(
            self.query(&format!(
                "select {of}, count(*) from household k
                  where k.commune = '{commune}' and k.gone is null group by 1"
            )),
            0,
        );
        for (facts, at) in [(visits, 1), (handovers, 3)] {
            add(
                self.query(&format!(
                    "select {of}, count(distinct k.doc), count(*) {FACTS}
                      where f.commune = '{commune}' and f.standing and {facts} group by 1"
                )),
                at,
            );
        }
        groups
    }
}

/// Numbered rows and their sums, as they stand on paper.
fn on_paper(rows: &[(Vec<String>, Vec<i64>)], end: &str) -> Vec<Vec<String>> {
    let figures = |of: &[i64]| of.iter().copied().map(format_vnd).collect::<Vec<_>>();
    let numbered = rows.iter().zip(1..).map(|((texts, row), number)| {
        let begin = [vec![number.to_string()], texts.clone()].concat();
        [begin, figures(row)].concat()
    });
    let columns = 0..rows[0].1.len();
    let sums: Vec<i64> = columns
        .map(|column| rows.iter().map(|(_, row)| row[column]).sum())
        .collect();
    let last = [vec![end.to_owned()], figures(&sums)].concat();
    numbered.chain([last]).collect()
}

fn both(amount: Amount) -> Vec<i64> {
    vec![amount.money_vnd, amount.goods_value_vnd]
}

#[tokio::test]
async fn who_was_reached_is_the_databases_by_hamlet_and_by_category() {
    let office = Office::open().await;
    let groups = office.reached_by("k.hamlet");
    let mut rows: Vec<(Vec<String>, Vec<i64>)> = groups
        .into_iter()
        .map(|(hamlet, figures)| (vec![hamlet], figures))
        .collect();
    rows.sort_by_key(|(hamlet, _)| (hamlet[0].is_empty(), hamlet_sort_key(&hamlet[0])));
    assert!(rows.len() > 3);
    for (hamlet, _) in rows.iter_mut().filter(|(hamlet, _)| hamlet[0].is_empty()) {
        hamlet[0] = "Chưa rõ ấp, khu vực".to_owned();
    }
    assert_eq!(office.table("Ấp, khu vực"), on_paper(&rows, "Cộng"));

    let today = office.server.clock.now().local_date().days();
    let mut groups = office.reached_by(&format!(
        "coalesce((select s.category from status s
           where s.commune = k.commune and s.doc = k.doc and s.from_day <= {today}
             and (s.to_day is null or s.to_day >= {today})
           order by s.from_day desc, s.order_ms desc, s.fact desc limit 1), '')"
    ));
    let words = [
        ("poor", "Hộ nghèo"),
        ("near_poor", "Hộ cận nghèo"),
        ("difficult", "Hộ khó khăn"),
        ("especially_difficult", "Hộ đặc biệt khó khăn"),
        ("policy", "Đối tượng chính sách"),
        ("newly_escaped", "Hộ mới thoát nghèo"),
        ("other", "Chưa phân loại"),
        ("", "Chưa có loại hộ"),
    ];
    let rows: Vec<(Vec<String>, Vec<i64>)> = words
        .into_iter()
        .filter_map(|(code, said)| Some((vec![said.to_owned()], groups.remove(code)?)))
        .collect();
    assert!(groups.is_empty() && rows.len() > 3, "{groups:?}");
    assert_eq!(office.table("Loại hộ"), on_paper(&rows, "Cộng"));
}

#[tokio::test]
async fn what_was_given_is_the_databases_by_item_and_by_who_paid() {
    let office = Office::open().await;
    let campaign = &office.state.campaign;
    let given = office.server.query(&format!(
        "select f.detail, coalesce(f.source, ''), f.source_name, count(*), sum(f.money_vnd),
                sum(f.goods_value_vnd)
           from fact f where f.commune = '{}' and f.kind = 'handover' and f.standing
            and lower(hex(f.campaign)) = '{}' group by 1, 2, 3",
        office.commune, campaign.id
    ));
    let mut expected: BTreeMap<(String, String), Vec<i64>> = BTreeMap::new();
    for row in given {
        let item = campaign.items.iter().find(|item| item.name == row[0]);
        // What a payment says itself goes before what its item says.
        let (source, name) = match (Source::from_code(&row[1]), item) {
            (None, Some(item)) => (item.source, item.source_name.clone()),
            (source, _) => (source, row[2].clone()),
        };
        let said = match source {
            Some(Source::OwnFund) => "Quỹ “Vì người nghèo” xã".to_owned(),
            Some(_) if !name.is_empty() => name,
            Some(Source::HigherFund) => "Quỹ “Vì người nghèo” cấp trên".to_owned(),
            Some(Source::Budget) => "Ngân sách".to_owned(),
            Some(Source::Direct) => "Ủng hộ trực tiếp".to_owned(),
            None => "Chưa ghi nguồn".to_owned(),
        };
        let sums = expected.entry((row[0].clone(), said)).or_insert(vec![0; 3]);
        for (sum, cell) in sums.iter_mut().zip(&row[3..]) {
            *sum += cell.parse::<i64>().unwrap();
        }
    }
    assert!(expected.len() > 3);
    let table = office.table("Nội dung hỗ trợ");
    // In the order of the campaign's items, what it has no item for last.
    let place = |name: &str| {
        let found = campaign.items.iter().position(|item| item.name == name);
        found.unwrap_or(campaign.items.len())
    };
    let rows: Vec<(Vec<String>, Vec<i64>)> = table[..table.len() - 1]
        .iter()
        .map(|row| {
            let of = (row[1].clone(), row[2].clone());
            let figures = expected.remove(&of).unwrap_or_else(|| panic!("{of:?}"));
            (vec![of.0, of.1], figures)
        })
        .collect();
    assert!(expected.is_empty(), "{expected:?} is not in the table");
    assert!(rows.is_sorted_by_key(|(texts, _)| place(&texts[0])));
    assert_eq!(table, on_paper(&rows, "Cộng"));
}

#[tokio::test]
async fn the_funds_table_is_its_entries_and_what_was_handed_over_from_it() {
    let office = Office::open().await;
    let entries = &office.fund.entries;
    let of = |kind: EntryKind| -> Amount {
        let standing = standing(entries).filter(|e| e.kind == kind && e.on <= office.fund.day);
        standing.map(|entry| entry.amount).sum()
    };
    let own = office.fund.sources.iter();
    let given: Amount = own
        .filter(|line| line.source == Some(Source::OwnFund))
        .map(|line| line.amount)
        .sum();
    let rows = [
        ("Tiếp nhận ủng hộ", of(EntryKind::Receipt)),
        ("Điều chuyển từ Quỹ khác đến", of(EntryKind::TransferIn)),
        ("Điều chuyển đến Quỹ khác", of(EntryKind::TransferOut)),
        ("Chi ngoài việc trao cho hộ", of(EntryKind::Outlay)),
        ("Đã trao cho hộ", given),
    ];
    let came: Amount = [rows[0].1, rows[1].1].into_iter().sum();
    let left = came - rows[2].1 - rows[3].1 - rows[4].1;
    let table = office.table("Nội dung");
    let lines = rows.map(|(name, amount)| (vec![name.to_owned()], both(amount)));
    let mut expected = on_paper(&lines, "Còn lại");
    *expected.last_mut().unwrap() = [
        vec!["Còn lại".to_owned()],
        both(left).into_iter().map(format_vnd).collect(),
    ]
    .concat();
    assert!(rows.iter().filter(|(_, amount)| !amount.is_zero()).count() > 2);
    assert_eq!(table, expected);
}

#[tokio::test]
async fn publicity_and_targets_are_what_the_lists_behind_them_come_to() {
    let office = Office::open().await;
    let campaign = &office.state.campaign;
    let said = |channel: Channel| match channel {
        Channel::Loudspeaker => "Loa truyền thanh",
        Channel::Meeting => "Họp, sinh hoạt ấp, tổ, chi hội",
        Channel::DoorToDoor => "Đến từng hộ",
        Channel::Print => "Tờ rơi, băng rôn, pa nô",
        Channel::Social => "Zalo, Facebook",
        Channel::Press => "Báo, đài",
    };
    let lines = office.publicity.lines.iter();
    let counting: Vec<_> = lines
        .filter(|line| line.campaign == campaign.id && line.struck.is_none())
        .collect();
    let rows = Channel::ALL.iter().map(|&channel| {
        let of = counting
            .iter()
            .filter(|line| line.activity.channel == channel);
        let reach = of.clone().map(|line| i64::from(line.activity.reach)).sum();
        let count = i64::try_from(of.count()).unwrap();
        (vec![said(channel).to_owned()], vec![count, reach])
    });
    let rows: Vec<_> = rows.filter(|(_, figures)| figures[0] > 0).collect();
    assert!(rows.len() > 1);
    assert_eq!(
        office.table("Hình thức tuyên truyền"),
        on_paper(&rows, "Cộng")
    );

    let reached = office.reached_by("''").remove("").unwrap();
    let given: Vec<i64> = office.query(&format!(
        "select '', sum(f.money_vnd + f.goods_value_vnd) from fact f
          where f.commune = '{}' and f.kind = 'handover' and f.standing
            and lower(hex(f.campaign)) = '{}'",
        office.commune, campaign.id
    ))[0]
        .1
        .clone();
    let raised: Amount = standing(&office.fund.entries)
        .filter(|entry| entry.kind == EntryKind::Receipt && campaign.contains(entry.on))
        .map(|entry| entry.amount)
        .sum();
    let table = office.table("Chỉ tiêu");
    assert_eq!(table.len(), office.state.mandate.targets.len());
    for (row, (of, target)) in table.iter().zip(&office.state.mandate.targets) {
        let reached = match of {
            Indicator::Visited => reached[1],
            Indicator::Aided => reached[3],
            Indicator::Given => given[0],
            Indicator::Raised => raised.money_vnd + raised.goods_value_vnd,
        };
        assert_eq!(
            row[3..5],
            [format_vnd(*target), format_vnd(reached)],
            "{of:?}"
        );
    }
}
