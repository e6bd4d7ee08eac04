//! Both databases hold the same. Goal: nothing the office reads depends on which one it is, and
//! their schemas stay one. Method: the invented ward is filled into both from the same seed, every
//! question is asked of both and the answers are compared; the migrations' tables and columns too.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::sync::Arc;

use chungtay_server::projection::HouseholdRows;
use chungtay_server::store::{NewTrial, Store, StoreError, Tx, read, write};
use chungtay_server::{campaigns, demo, fund, review, rounds};
use chungtay_shared::api::{FactKind, FactQuery, Role};
use chungtay_shared::document::{ChangeHash, Document, Kind};
use chungtay_shared::household::{FieldConflict, ProfileField, RivalValue};
use chungtay_shared::life::LifeKind;
use chungtay_shared::sync::gate::Refusal;
use chungtay_shared::sync::server::SetAside;
use chungtay_shared::sync::wire::Pushed;
use chungtay_shared::time::{LocalDate, Timestamp};
use chungtay_shared::wording::WordingKind;
use chungtay_tests::database::Database;
use chungtay_tests::ward::{COMMUNE, SimClock};

const HOUSEHOLDS: usize = 250;

/// The invented ward on each database.
struct Wards {
    sqlite: Arc<dyn Store>,
    postgres: Arc<dyn Store>,
    _databases: [Database; 2],
}

/// The invented ward on each database, with doubts and a change set aside.
fn wards() -> Wards {
    wards_by(&SimClock::morning())
}

fn wards_by(clock: &SimClock) -> Wards {
    let databases = Database::each();
    let [sqlite, postgres] = databases.each_ref().map(|database| {
        let state = database.process_by(clock.clone(), 3);
        write(&*state.store, |tx| {
            demo::fill(&state, tx, HOUSEHOLDS)?;
            doubt(tx)
        })
        .unwrap();
        state.store
    });
    Wards {
        sqlite,
        postgres,
        _databases: databases,
    }
}

/// Two households get a field with two values, the office gets a change it cannot use.
fn doubt(tx: &dyn Tx) -> Result<(), StoreError> {
    let actor = *tx.names(COMMUNE)?.keys().next().unwrap();
    let device = tx.device_of(actor)?.unwrap();
    let heads = tx.heads_after(COMMUNE, 0, 500)?;
    let households = heads.iter().filter(|h| h.kind == Kind::Household);
    for (head, value) in households.take(2).zip(["0100000001", "số lạ\0"]) {
        let stored = tx.document(head.doc)?.unwrap();
        let household = Document::load(&stored.bytes)?.household()?;
        let mut rows = HouseholdRows::of(&household);
        let rival = |value: &str| RivalValue {
            value: value.into(),
            actor,
            written_at: Timestamp::from_ms(1_000),
        };
        for field in [ProfileField::Phone, ProfileField::Address] {
            rows.conflicts.push(FieldConflict {
                field,
                values: vec![rival(value), rival("khác")],
            });
        }
        tx.put_rows(&rows, head.last_seq, Timestamp::from_ms(5))?;
        let aside = SetAside {
            pushed: Pushed {
                n: 4,
                commune: "99002".into(),
                doc: head.doc,
                kind: Kind::Household,
                change: vec![1; 40],
            },
            hash: ChangeHash([head.doc.as_bytes()[15]; 32]),
            reason: Refusal::Sequence,
        };
        tx.set_aside(COMMUNE, &aside, device.id, actor, Timestamp::from_ms(6))?;
        let kept = tx.kept(COMMUNE, aside.hash)?.unwrap();
        for (at, refused) in [(7, "sequence"), (8, "schema")] {
            let trial = NewTrial {
                kept: &kept,
                officer: device.id,
                at: Timestamp::from_ms(at),
                refused: Some(refused),
            };
            tx.add_trial(COMMUNE, trial)?;
        }
    }
    let now = Timestamp::from_ms(9);
    tx.heard(COMMUNE, device.id, 90, -7_200, now)?;
    tx.heard(COMMUNE, device.id, 70, -7_200, now)
}

/// Asks both the same and gives the answer they have in common.
fn both<T: PartialEq + Debug>(
    wards: &Wards,
    question: impl Fn(&dyn Tx) -> Result<T, StoreError>,
) -> T {
    let of_sqlite = read(&*wards.sqlite, &question).unwrap();
    let of_postgres = read(&*wards.postgres, &question).unwrap();
    assert_eq!(of_sqlite, of_postgres);
    of_sqlite
}

fn day(text: (i32, u8, u8)) -> LocalDate {
    LocalDate::new(text.0, text.1, text.2).unwrap()
}

#[test]
fn the_office_reads_the_same_on_both() {
    let wards = wards();
    let campaigns = both(&wards, |tx| campaigns::states(tx, COMMUNE));
    let campaign = &campaigns.last().unwrap().campaign;
    let reached = both(&wards, |tx| tx.reached(COMMUNE, campaign));
    assert!(reached.len() > 20, "{}", reached.len());
    let by_day = both(&wards, |tx| tx.reached_by_day(COMMUNE, campaign));
    let sums = by_day.iter().fold((0, 0), |(first, times), day| {
        (first + day.first, times + day.times)
    });
    let times: u64 = reached.iter().map(|reaching| reaching.times).sum();
    assert_eq!(sums, (reached.len() as u64, times));
    for today in [(2020, 1, 1), (2026, 10, 20), (2027, 6, 1)].map(day) {
        both(&wards, |tx| tx.summary(COMMUNE, today, None));
        let summary = both(&wards, |tx| tx.summary(COMMUNE, today, Some(campaign)));
        assert_eq!(summary.households, HOUSEHOLDS as u64);
        assert!(summary.visited.times > 0 && summary.conflicts == 6);
        let households = both(&wards, |tx| tx.households(COMMUNE, today));
        // Two are gone and one is a second record; one was written down twice, one split.
        assert_eq!(households.len(), HOUSEHOLDS + 3);
        both(&wards, |tx| tx.listed(COMMUNE, today));
    }
    let conflicts = both(&wards, |tx| tx.conflicts(COMMUNE));
    assert!(conflicts.len() == 6 && conflicts.iter().all(|c| !c.people.is_empty()));
    let aside = both(&wards, |tx| tx.quarantine(COMMUNE, 200));
    assert_eq!((aside.lines.len(), aside.total), (3, 3));
    assert!(aside.lines.iter().all(|l| l.is_listed));
    let tried = aside.lines.iter().filter(|l| l.tried.is_some());
    assert_eq!(tried.count(), 2, "the demonstration's own was not");
    assert_eq!(aside.trials.len(), 4);
    let newest = both(&wards, |tx| tx.quarantine(COMMUNE, 1));
    assert_eq!((newest.lines.len(), newest.trials.len()), (1, 1));
    for hash in both(&wards, |tx| tx.kept_hashes(COMMUNE)) {
        assert!(both(&wards, |tx| tx.kept(COMMUNE, hash)).is_some());
        assert!(both(&wards, |tx| tx.kept("99002", hash)).is_none());
    }
    assert_eq!(both(&wards, |tx| tx.backed_up_at()), None);
    assert!(!both(&wards, |tx| tx.campaigns(COMMUNE)).is_empty());
    assert!(!both(&wards, |tx| tx.names(COMMUNE)).is_empty());
    assert!(
        both(&wards, |tx| tx.devices(COMMUNE))
            .iter()
            .any(|d| d.made == 90 && d.clock_off_s == -7_200)
    );
    both(&wards, |tx| {
        Ok((tx.people_version(COMMUNE)?, tx.people(COMMUNE)?))
    });
    both(&wards, |tx| tx.communes());
    both(&wards, |tx| tx.invites(COMMUNE, Timestamp::from_ms(0)));
}

#[test]
fn the_office_finds_the_same_facts_on_both() {
    let wards = wards();
    let households = both(&wards, |tx| tx.households(COMMUNE, day((2026, 10, 20))));
    let someone = &households[HOUSEHOLDS / 2];
    let all = both(&wards, |tx| tx.facts(COMMUNE, &FactQuery::default()));
    assert!(all.total > 50 && all.lines.len() == 50);
    let searches = ["", "nguyen", "Đ", "%", "_", "\\", "a\0", "không có ai"];
    let mut found = BTreeSet::new();
    for kind in FactKind::ALL.iter().copied().map(Some).chain([None]) {
        for hamlet in ["", &someone.hamlet, "Ấp không có"] {
            for search in searches.iter().copied().chain([someone.head_name.as_str()]) {
                let query = FactQuery {
                    kind,
                    hamlet: hamlet.into(),
                    search: search.into(),
                    ..FactQuery::default()
                };
                found.insert(both(&wards, |tx| tx.facts(COMMUNE, &query)).total);
            }
        }
    }
    assert!(found.len() > 5, "the filters tell facts apart: {found:?}");
    let campaigns = both(&wards, |tx| campaigns::states(tx, COMMUNE));
    let mut narrowed = BTreeSet::new();
    for (from, campaign, standing) in [
        (Some(day((2026, 10, 19))), None, false),
        (None, Some(campaigns.last().unwrap().campaign.id), false),
        (None, None, true),
        (
            Some(day((2026, 10, 19))),
            Some(campaigns[0].campaign.id),
            true,
        ),
    ] {
        let query = FactQuery {
            from,
            to: from,
            campaign,
            standing,
            ..FactQuery::default()
        };
        let page = both(&wards, |tx| tx.facts(COMMUNE, &query));
        assert!(!standing || page.lines.iter().all(|line| !line.corrected));
        narrowed.insert(page.total);
    }
    assert!(
        narrowed.len() > 2 && *narrowed.first().unwrap() < all.total,
        "{narrowed:?}"
    );
    for (offset, limit) in [
        (0, 1),
        (10, 7),
        (all.total - 1, 200),
        (all.total, 200),
        (0, 999),
    ] {
        let query = FactQuery {
            offset,
            limit,
            ..FactQuery::default()
        };
        both(&wards, |tx| tx.facts(COMMUNE, &query));
    }
}

#[test]
fn a_phone_is_sent_the_same_from_both() {
    let wards = wards();
    let heads = both(&wards, |tx| tx.heads_after(COMMUNE, 0, 500));
    assert!(heads.len() > HOUSEHOLDS);
    assert!(both(&wards, |tx| tx.log_end(COMMUNE)) > heads.len() as u64);
    let people = both(&wards, |tx| tx.people(COMMUNE));
    let mut changes = 0;
    for head in &heads {
        both(&wards, |tx| tx.document(head.doc));
        for since in [0, head.created_seq] {
            let question =
                |tx: &dyn Tx| tx.changes_after(COMMUNE, head.doc, since, people[0].actor);
            changes += both(&wards, question).len();
        }
    }
    assert!(changes > 0);
    both(&wards, |tx| tx.count_after(COMMUNE, 20));
    for person in &people {
        let device = both(&wards, |tx| tx.device_of(person.actor)).unwrap();
        both(&wards, |tx| tx.device(&device.token_hash));
        both(&wards, |tx| tx.device_of_account(&device.account));
        both(&wards, |tx| tx.actors(COMMUNE, device.id));
        both(&wards, |tx| tx.receipted(COMMUNE, device.id));
        let account = &device.account;
        for role in [Role::Office, Role::Volunteer] {
            both(&wards, |tx| tx.account(COMMUNE, &account.person_name, role));
        }
    }
}

#[test]
fn both_databases_have_the_same_tables_and_columns() {
    let mut sqlite = BTreeSet::new();
    let mut postgres = BTreeSet::new();
    for database in Database::each() {
        drop(database.open());
        match database {
            Database::Sqlite(folder) => {
                let file = folder.path().join("chungtay.sqlite");
                let connection = rusqlite::Connection::open(file).unwrap();
                let mut columns = connection
                    .prepare(
                        "select t.name, c.name, c.\"notnull\" or c.pk > 0
                         from sqlite_schema t, pragma_table_info(t.name) c
                         where t.type = 'table' and t.name not like 'sqlite_%'",
                    )
                    .unwrap();
                let columns = columns
                    .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                    .unwrap();
                sqlite.extend(columns.map(Result::<(String, String, bool), _>::unwrap));
            }
            Database::Postgres(url) => {
                let columns = chungtay_tests::postgres::connect(&url)
                    .query(
                        "select table_name::text, column_name::text, is_nullable = 'NO'
                         from information_schema.columns
                         where table_schema = 'public' and table_name <> 'schema_migration'",
                        &[],
                    )
                    .unwrap();
                postgres.extend(columns.iter().map(|r| {
                    (
                        r.get::<_, String>(0),
                        r.get::<_, String>(1),
                        r.get::<_, bool>(2),
                    )
                }));
            }
        }
    }
    assert!(sqlite.len() > 80);
    assert_eq!(sqlite, postgres);
}

#[test]
fn what_rights_are_judged_by_is_the_same_on_both() {
    // When the month is over: then its rounds are there.
    let clock = SimClock::morning();
    clock.pass_ms(60 * 86_400_000);
    let wards = wards_by(&clock);
    let uses = both(&wards, |tx| tx.uses(COMMUNE));
    assert!(uses.len() > 10 && uses.iter().any(|used| used.round.is_some()));
    let first = uses[0];
    let fact = both(&wards, |tx| tx.fact(COMMUNE, first.household, first.fact)).unwrap();
    assert_eq!((fact.id, fact.kind), (first.fact, FactKind::Handover));
    assert_eq!(
        both(&wards, |tx| tx.fact("31135", first.household, first.fact)),
        None
    );
    for today in [(2020, 1, 1), (2026, 10, 25), (2026, 12, 20)].map(day) {
        let given = both(&wards, |tx| tx.given_by(COMMUNE, today));
        let page = both(&wards, |tx| fund::page(tx, COMMUNE, today));
        let times: u64 = given.iter().map(|sum| sum.times).sum();
        let shown: u64 = page.sources.iter().map(|line| line.times).sum();
        assert_eq!(shown, times);
    }
    let by_day = both(&wards, |tx| tx.given_by_day(COMMUNE, day((2026, 12, 20))));
    let all = both(&wards, |tx| tx.given_by(COMMUNE, day((2026, 12, 20))));
    let times = |sums: &mut dyn Iterator<Item = u64>| sums.sum::<u64>();
    assert_eq!(
        times(&mut by_day.iter().map(|(_, sum)| sum.times)),
        times(&mut all.iter().map(|sum| sum.times))
    );
    let worded = both(&wards, |tx| tx.wordings(COMMUNE, WordingKind::Own));
    assert_eq!(worded.len(), 2, "what the commune saved: {worded:?}");
    let said = both(&wards, |tx| tx.statements(COMMUNE));
    assert!(
        said.len() > 2,
        "what the commune says of its hamlets: {said:?}"
    );
    assert!(both(&wards, |tx| tx.fund("31135")).is_none());
    let open = both(&wards, |tx| tx.open_proposals(COMMUNE));
    assert!(!open.is_empty() && open.iter().all(|open| open.campaign.is_some()));
    let page = both(&wards, |tx| rounds::page(tx, COMMUNE));
    assert!(page.rounds.len() > 2 && page.phones.len() > 20);
    let today = day((2026, 12, 20));
    let review = both(&wards, |tx| review::page(tx, COMMUNE, today));
    assert_eq!(
        (review.proposals.len(), review.doubts.len()),
        (open.len(), 1)
    );
    assert_eq!((review.left_rows.len(), review.stranded.len()), (2, 1));
    let told = both(&wards, |tx| fund::page(tx, COMMUNE, today)).offered;
    assert_eq!(
        told.len(),
        2,
        "of four that were noted on the way: {told:?}"
    );
}

#[test]
fn what_became_of_households_is_the_same_on_both() {
    let wards = wards();
    let lives = both(&wards, |tx| tx.lives(COMMUNE));
    let gone: Vec<LifeKind> = lives
        .iter()
        .filter_map(|l| Some(l.life.gone?.why))
        .collect();
    for why in [LifeKind::MovedAway, LifeKind::NobodyLeft, LifeKind::Same] {
        assert!(gone.contains(&why), "{gone:?}");
    }
    let noticed: usize = lives.iter().map(|lived| lived.life.noticed.len()).sum();
    assert_eq!(noticed, 4);
    // The second record of another is not compared with anything.
    let described = both(&wards, |tx| tx.described(COMMUNE));
    assert_eq!(described.len(), HOUSEHOLDS + 2);
    let today = day((2026, 10, 20));
    let review = both(&wards, |tx| review::page(tx, COMMUNE, today));
    assert_eq!((review.noticed.len(), review.claims.len()), (4, 1));
    assert!(!review.lookalikes.is_empty());
    let heard = review.noticed[0].line.household;
    let received = both(&wards, |tx| tx.received_facts(COMMUNE, heard));
    assert!(!received.is_empty());
    assert!(both(&wards, |tx| tx.lives("31135")).is_empty());
}
