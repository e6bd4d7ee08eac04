//! Every figure of the overview and of the city's page. Goal: each is what the database's own rows add up to.
//! Method: the invented city over the real router, after a peak month; each figure beside an independent sum
//! in SQL, in which a second record counts as the household it is kept in.

use std::collections::BTreeMap;

use chungtay_shared::api::units::{UnitLine, UnitsPage};
use chungtay_shared::api::{CampaignState, Reach, Summary, path};
use chungtay_shared::campaign::{Campaign, Indicator};
use chungtay_shared::fund::{EntryDraft, EntryKind};
use chungtay_shared::synthetic::CITY;
use chungtay_shared::time::Timestamp;
use chungtay_tests::http::HttpServer;

/// Facts with the household each counts for.
fn facts(commune: &str, kind: &str) -> String {
    format!(
        "from fact f
           join household r on r.commune = f.commune and r.doc = f.doc
          where f.commune = '{commune}' and f.kind = '{kind}' and f.standing"
    )
}

const WHOSE: &str = "case r.gone when 'same' then r.gone_into else r.doc end";

struct Rows<'a> {
    server: &'a HttpServer,
    commune: &'a str,
}

impl Rows<'_> {
    fn numbers(&self, sql: &str) -> Vec<i64> {
        let row = self.server.query(sql)[0].clone();
        row.iter().map(|cell| cell.parse().unwrap_or(0)).collect()
    }

    fn reach(&self, kind: &str, which: &str) -> Reach {
        let all = facts(self.commune, kind);
        let found = self.numbers(&format!(
            "select count(distinct {WHOSE}), count(*) {all} and {which}"
        ));
        Reach {
            households: found[0].cast_unsigned(),
            times: found[1].cast_unsigned(),
        }
    }

    fn one(&self, sql: &str) -> i64 {
        self.numbers(sql)[0]
    }

    fn count(&self, table_and: &str) -> u64 {
        self.one(&format!("select count(*) from {table_and}"))
            .cast_unsigned()
    }
}

fn within(campaign: &Campaign) -> String {
    format!(
        "f.on_day between {} and {}",
        campaign.from.days(),
        campaign.to.days()
    )
}

#[tokio::test]
async fn every_figure_of_the_overview_is_a_sum_of_the_databases_rows() {
    let (server, demo) = HttpServer::demo_after_days(300, 40);
    let cookie = server.office_cookie(&demo.commune);
    let commune = demo.commune.as_str();
    let rows = Rows {
        server: &server,
        commune,
    };
    let summary: Summary = server.get(path::SUMMARY, &cookie).await.json();
    let listed = rows.numbers(&format!(
        "select count(*), sum(member_count) from household
          where commune = '{commune}' and gone is null"
    ));
    assert!(listed[0] > 200);
    let said = [summary.households, summary.members].map(u64::cast_signed);
    assert_eq!(said.to_vec(), listed);
    assert_eq!(summary.visited, rows.reach("visit", "1"));
    assert_eq!(summary.aided, rows.reach("handover", "1"));
    let handovers = facts(commune, "handover");
    let given = format!("select sum(f.money_vnd), sum(f.goods_value_vnd) {handovers}");
    assert_eq!(
        vec![summary.money_vnd, summary.goods_value_vnd],
        rows.numbers(&given)
    );

    let campaigns: Vec<CampaignState> = server.get(path::CAMPAIGNS, &cookie).await.json();
    let named = |state: &&CampaignState| state.campaign.name == summary.campaign_name;
    let campaign = &campaigns.iter().find(named).unwrap().campaign;
    let of_campaign = format!("lower(hex(f.campaign)) = '{}'", campaign.id);
    assert_eq!(
        summary.visited_in_campaign,
        rows.reach("visit", &within(campaign))
    );
    assert_eq!(
        summary.aided_in_campaign,
        rows.reach("handover", &of_campaign)
    );

    groups_are_sums(&rows, &summary);
    for table in ["conflict", "quarantine"] {
        let kept = rows.count(&format!("{table} where commune = '{commune}'"));
        let said = [
            ("conflict", summary.conflicts),
            ("quarantine", summary.quarantined),
        ];
        assert!(said.contains(&(table, kept)), "{table}: {kept}");
    }
    let raised_vnd = raised_in(&server, &cookie, campaign).await;
    targets_are_sums(&rows, &summary, (campaign, &of_campaign), raised_vnd);
}

/// Every category and every hamlet.
fn groups_are_sums(rows: &Rows<'_>, summary: &Summary) {
    let commune = rows.commune;
    let today = chungtay_server::state::Clock::now(&rows.server.clock)
        .local_date()
        .days();
    let categories = rows.server.query(&format!(
        "select coalesce((select s.category from status s
                  where s.commune = h.commune and s.doc = h.doc and s.from_day <= {today}
                    and (s.to_day is null or s.to_day >= {today})
                  order by s.from_day desc, s.order_ms desc, s.fact desc limit 1), '') as category,
                count(*)
           from household h where h.commune = '{commune}' and h.gone is null group by category"
    ));
    let categories: BTreeMap<String, u64> = categories
        .into_iter()
        .map(|row| (row[0].clone(), row[1].parse().unwrap()))
        .collect();
    assert_eq!(summary.by_category, categories);
    for hamlet in &summary.by_hamlet {
        let of = |kind: &str| {
            format!(
                "select count(distinct {WHOSE}) {} and exists (select 1 from household k
                  where k.commune = f.commune and k.gone is null and k.hamlet = '{}'
                    and k.doc = {WHOSE})",
                facts(commune, kind),
                hamlet.name
            )
        };
        let there = rows.count(&format!(
            "household where commune = '{commune}' and gone is null and hamlet = '{}'",
            hamlet.name
        ));
        let reached = [of("visit"), of("handover")].map(|sql| rows.one(&sql).cast_unsigned());
        let said = [hamlet.visited, hamlet.aided];
        assert_eq!(
            (hamlet.households, said),
            (there, reached),
            "{}",
            hamlet.name
        );
    }
    let hamlets = summary
        .by_hamlet
        .iter()
        .map(|hamlet| hamlet.households)
        .sum::<u64>();
    assert_eq!(hamlets, summary.households);
}

fn targets_are_sums(
    rows: &Rows<'_>,
    summary: &Summary,
    (campaign, of_campaign): (&Campaign, &str),
    raised_vnd: i64,
) {
    assert!(!summary.targets.is_empty());
    for target in &summary.targets {
        let sum = match target.indicator {
            Indicator::Visited => rows
                .reach("visit", &within(campaign))
                .households
                .cast_signed(),
            Indicator::Aided => rows.reach("handover", of_campaign).households.cast_signed(),
            Indicator::Given => rows.one(&format!(
                "select sum(f.money_vnd + f.goods_value_vnd) {} and {of_campaign}",
                facts(rows.commune, "handover")
            )),
            // Entries of the Fund have no rows; the page's entries are added up.
            Indicator::Raised => raised_vnd,
        };
        assert_eq!(target.reached, sum, "{:?}", target.indicator);
    }
}

#[tokio::test]
async fn every_figure_of_the_citys_page_is_a_sum_of_the_databases_rows() {
    let (server, demo) = HttpServer::demo(300);
    let cookie = server.office_cookie(CITY.0);
    let today = chungtay_server::state::Clock::now(&server.clock).local_date();
    let receipt = EntryDraft {
        party: "Bà Tám".into(),
        money_text: "2 tr".into(),
        ..EntryDraft::empty(EntryKind::Receipt, today)
    };
    let ward = server.office_cookie(&demo.commune);
    server.post_json(path::FUND, &receipt, &ward).await;
    let page: UnitsPage = server.get(path::UNITS, &cookie).await.json();
    assert!(page.units.iter().any(|line| line.unit.code == demo.commune));
    let (mut seen, mut raised) = (0, 0);
    for line in &page.units {
        let office = server.office_cookie(&line.unit.code);
        let campaigns: Vec<CampaignState> = server.get(path::CAMPAIGNS, &office).await.json();
        let named = |state: &&CampaignState| state.campaign.name == page.campaign_name;
        let Some(state) = campaigns.iter().find(named) else {
            continue;
        };
        seen += line_is_sums(&server, line, &state.campaign);
        raised += raised_in(&server, &office, &state.campaign).await;
    }
    assert!(seen > 20 && raised > 0, "{seen} visited, {raised} raised");
    let sum = |of: fn(&UnitLine) -> i64| page.units.iter().map(of).sum::<i64>();
    for target in &page.targets {
        let expected = match target.indicator {
            Indicator::Visited => sum(|line| line.visited.cast_signed()),
            Indicator::Aided => sum(|line| line.aided.cast_signed()),
            Indicator::Given => sum(|line| line.given.money_vnd + line.given.goods_value_vnd),
            Indicator::Raised => raised,
        };
        assert_eq!(target.reached, expected, "{:?}", target.indicator);
    }
    assert_eq!(
        page.fund.left.money_vnd,
        sum(|line| line.account.left().money_vnd)
    );
    assert_eq!(
        page.fund.given.money_vnd,
        sum(|line| line.account.given.money_vnd)
    );
}

/// Holds a unit's line against its rows; how many of its households were visited.
fn line_is_sums(server: &HttpServer, line: &UnitLine, campaign: &Campaign) -> u64 {
    let commune = line.unit.code.as_str();
    let rows = Rows { server, commune };
    let households = rows.count(&format!(
        "household where commune = '{commune}' and gone is null"
    ));
    let of_campaign = format!("lower(hex(f.campaign)) = '{}'", campaign.id);
    let visited = rows.reach("visit", &within(campaign)).households;
    let aided = rows.reach("handover", &of_campaign).households;
    let said = (line.households, line.visited, line.aided);
    assert_eq!(said, (households, visited, aided), "{commune}");
    let given = rows.numbers(&format!(
        "select sum(f.money_vnd), sum(f.goods_value_vnd) {} and {of_campaign}",
        facts(commune, "handover")
    ));
    let said = vec![line.given.money_vnd, line.given.goods_value_vnd];
    assert_eq!(said, given, "{commune}");
    let owed = rows.one(&format!(
        "select sum(max(0, d.made - d.receipted - (select count(*) from quarantine q
                where q.commune = d.commune and q.device = d.id)))
           from device d where d.commune = '{commune}' and d.revoked_ms is null"
    ));
    assert_eq!(line.owed, owed.cast_unsigned(), "{commune}");
    let set_aside = rows.count(&format!("quarantine where commune = '{commune}'"));
    assert_eq!(line.set_aside, set_aside, "{commune}");
    let heard = rows.one(&format!(
        "select max(heard_ms) from device where commune = '{commune}'"
    ));
    assert_eq!(line.heard_at.map_or(0, Timestamp::ms), heard, "{commune}");
    visited
}

/// What came in from donors within the campaign's days, by the Fund's own entries.
async fn raised_in(server: &HttpServer, office: &str, campaign: &Campaign) -> i64 {
    let page: chungtay_shared::api::fund::FundPage = server.get(path::FUND, office).await.json();
    let received = page.entries.iter().filter(|entered| {
        entered.void.is_none()
            && entered.entry.kind == EntryKind::Receipt
            && campaign.contains(entered.entry.on)
    });
    let amounts = received.map(|entered| entered.entry.amount);
    amounts
        .map(|amount| amount.money_vnd + amount.goods_value_vnd)
        .sum()
}
