//! An office of the invented commune that has decided everything that can be decided beside documents.

use chungtay_server::audit::commune;
use chungtay_server::renewal::renew;
use chungtay_server::state::{AppState, Clock as _};
use chungtay_server::store::{
    Account, Book, Device, Factor, Guarded, NewLook, NewTrial, StoreError, Tx, put_entry, read,
    write,
};
use chungtay_server::{demo, enrol, joining, open, sign_in};
use chungtay_shared::api::tools::NewTool;
use chungtay_shared::api::{EnrolRequest, Role};
use chungtay_shared::chain::Head;
use chungtay_shared::document::Kind;
use chungtay_shared::id::{Actor, DocId};
use chungtay_shared::sync::gate::{Refusal, name_of};
use chungtay_shared::sync::server::SetAside;
use chungtay_shared::sync::wire::Pushed;
use chungtay_tests::database::Database;
use chungtay_tests::signing::SigningPhone;
use chungtay_tests::ward::SimClock;

const ORIGIN: &str = "http://xa";
const HOUSEHOLDS: usize = 30;
/// The last of the migrations, and how many there were before it.
const REGISTER: (&str, u32) = ("0027_row_seals", 23);

/// A server on its database, and who works in the office.
pub(super) struct Office {
    pub(super) database: Database,
    pub(super) state: AppState,
    pub(super) code: String,
    /// Has a password, and is who did all of it.
    pub(super) officer: Device,
    /// Of everybody who is in it.
    pub(super) names: Vec<String>,
}

impl Office {
    /// Everything is decided, and nobody has touched the database by hand.
    pub(super) fn at_work(database: Database) -> Self {
        // Late enough for the demo to have closed a period.
        let clock = SimClock::morning();
        clock.pass_ms(40 * 86_400_000);
        let state = database.process_by(clock.clone(), 7);
        let filled = write(&*state.store, |tx| demo::fill(&state, tx, HOUSEHOLDS));
        let code = filled.unwrap().commune;
        renew(&*state.store, clock.now(), || {}).unwrap();
        let officer = enrolled(&state, &code, ("Trần Thị Hoa", Role::Office), 1);
        for (n, name) in [(2, "Đỗ Thị Mai"), (3, "Ngô Văn Út")] {
            let phone = enrolled(&state, &code, (name, Role::Volunteer), n);
            clock.pass_ms(60_000);
            write(&*state.store, |tx| {
                phone_at_work(tx, &state, phone.clone(), n)
            })
            .unwrap();
        }
        let colleague = enrolled(&state, &code, ("Lê Văn Bình", Role::Office), 4);
        write(&*state.store, |tx| {
            signs_in(tx, &state, &officer.account)?;
            tx.set_factor(&colleague.account, &Self::factor(7), &[[8; 32]])?;
            sign_in::reset(&state, tx, &colleague.account, ORIGIN)?;
            put_entry(tx, &code, Book::Requests, 1, &"Chị Sáu hỏi")?;
            put_entry(tx, &code, Book::Incidents, 1, &"mất máy")?;
            // A name that is taken out of it.
            put_entry(tx, &code, Book::Requests, 1, &"")?;
            tried(tx, &state, &officer)
        })
        .unwrap();
        for name in ["Bảng theo dõi", "Cổng thông tin"] {
            open::make(&state, &officer, &NewTool { name: name.into() }).unwrap();
        }
        let tools = read(&*state.store, |tx| tx.tools(&code)).unwrap();
        open::revoke(&state, &officer, tools[0].id).unwrap();
        let office = Self {
            names: database
                .query("select person_name from account where length(person_name) > 3")
                .concat(),
            database,
            state,
            code,
            officer,
        };
        office.opens_its_link();
        office
    }

    /// The same office, for another database.
    pub(super) fn at_rest(office: &Self) -> Self {
        Self {
            database: office.database.clone(),
            state: office.state.clone(),
            code: office.code.clone(),
            officer: office.officer.clone(),
            names: office.names.clone(),
        }
    }

    pub(super) fn request(code: &str, n: u8) -> EnrolRequest {
        EnrolRequest {
            code: code.into(),
            actor: Actor::from_bytes([n; 16]),
            device_name: "Samsung A05".into(),
            person_name: "Võ Thị Bảy".into(),
            returning: None,
            key: None,
        }
    }

    pub(super) fn factor(n: u8) -> Factor {
        Factor {
            salt: [n; 16],
            password: [n; 32],
            authenticator: [n; 20],
            last_step: 1,
            set_at: SimClock::morning().now(),
        }
    }

    pub(super) fn communes(&self) -> Vec<String> {
        let communes = read(&*self.state.store, |tx| tx.communes()).unwrap();
        communes.into_iter().map(|commune| commune.code).collect()
    }

    /// Phones come by a link for many: one is admitted, one is refused, one waits. A second link closes the first.
    fn opens_its_link(&self) {
        let state = &self.state;
        for _ in 0..2 {
            write(&*state.store, |tx| {
                let link = joining::open(state, tx, &self.code, ORIGIN)?.link;
                let secret = link.rsplit_once("#m").map(|(_, secret)| secret);
                let mut waiting = Vec::new();
                for n in [21, 22, 23] {
                    let request = Self::request("", n);
                    let came = joining::come(state, tx, &request, secret.unwrap_or_default())?;
                    waiting.extend(came.map(|(device, _)| device.id));
                }
                if let [admitted, refused, _] = waiting[..] {
                    let name = "Võ Thị Bảy";
                    let done = joining::admit(state, tx, &self.code, admitted, name)?;
                    assert!(done.is_ok());
                    assert!(tx.refuse_newcomer(&self.code, refused, state.clock.now())?);
                }
                Ok(())
            })
            .unwrap();
        }
        let waiting = self.database.query("select count(*) from joining");
        assert_eq!(waiting, [["2"]]);
    }

    /// The rows of a table that stand behind `behind`, each as commune and key.
    pub(super) fn keys(&self, table: &Guarded, behind: &str) -> Vec<(String, String)> {
        let columns = [&[table.commune], table.key].concat().join(", ");
        let sql = format!("select {columns} from {} {behind}", table.name);
        let rows = self.database.query(&sql).into_iter();
        rows.map(|row| (row[0].clone(), row[1..].join("/")))
            .collect()
    }

    /// What is not what it should be in a commune, as it is printed; nobody is named.
    pub(super) fn found(&self, code: &str, kept: &[Head]) -> Vec<String> {
        let audited = read(&*self.state.store, |tx| commune(tx, code, kept)).unwrap();
        let found: Vec<String> = audited.findings.iter().map(ToString::to_string).collect();
        for name in &self.names {
            let said = found.iter().find(|line| line.contains(name.as_str()));
            assert_eq!(said, None);
        }
        found
    }

    /// Its columns, each with whether it is a number, text, yes or no, or bytes.
    pub(super) fn columns(&self, table: &str) -> Vec<(String, String)> {
        let sql = match &self.database {
            Database::Sqlite(_) => {
                format!("select name, type from pragma_table_info('{table}') order by cid")
            }
            Database::Postgres(_) => format!(
                "select column_name, data_type from information_schema.columns
                 where table_name = '{table}' order by ordinal_position"
            ),
        };
        let kind = |kind: &str| match kind.to_lowercase().as_str() {
            "integer" | "bigint" => "number",
            "boolean" => "bool",
            "text" => "text",
            "blob" | "bytea" => "bytes",
            other => panic!("{table} has a column of type {other}"),
        };
        let rows = self.database.query(&sql).into_iter();
        rows.map(|row| (row[0].clone(), kind(&row[1]).to_owned()))
            .collect()
    }

    /// Another value than a column has, as SQL.
    pub(super) fn other_value(&self, table: &str, column: &str) -> String {
        let columns = self.columns(table);
        let of = columns.iter().find(|(name, _)| name == column);
        match of.map(|(_, kind)| kind.as_str()) {
            // It refers to a commune.
            Some("text") if column == "above" => "commune".into(),
            Some("text") => format!("coalesce({column}, '') || 'x'"),
            Some("number") => format!("coalesce({column}, 0) + 1"),
            Some("bool") => format!("not {column}"),
            Some("bytes") => self.database.bytes(&[9; 33]),
            other => panic!("{table}.{column} is {other:?}"),
        }
    }

    /// As a program left it that knew no register.
    pub(super) fn forget_the_register(&self) {
        let (name, before) = REGISTER;
        let of_it = match &self.database {
            Database::Sqlite(_) => {
                format!("pragma user_version = {before}")
            }
            Database::Postgres(_) => {
                format!("delete from schema_migration where name = '{name}'")
            }
        };
        self.database.execute(&format!(
            "drop table row_seal; drop table row_seal_head;
             delete from meta where key = 'rows_sealed'; {of_it}"
        ));
    }
}

/// Somebody opens a link that was made for them.
fn enrolled(state: &AppState, commune: &str, (name, role): (&str, Role), n: u8) -> Device {
    let enrolled = write(&*state.store, |tx| {
        let made = enrol::invite(state, tx, commune, name, role, ORIGIN)?;
        let code = made.link.rsplit_once('#').map(|(_, code)| code);
        enrol::redeem(state, tx, &Office::request(code.unwrap_or_default(), n))
    });
    enrolled.unwrap().unwrap().0
}

/// A password, and what is taken of it.
fn signs_in(tx: &dyn Tx, state: &AppState, account: &Account) -> Result<(), StoreError> {
    let now = state.clock.now();
    tx.set_factor(account, &Office::factor(3), &[[4; 32], [5; 32]])?;
    assert!(tx.take_step(account, 9)?);
    assert!(tx.take_recovery(account, &[4; 32], now)?);
    Ok(())
}

/// A phone says what it signs by, is heard, lost, and says that it is empty; another link lets it in again.
fn phone_at_work(tx: &dyn Tx, state: &AppState, phone: Device, n: u8) -> Result<(), StoreError> {
    let (commune, now) = (phone.account.commune.clone(), state.clock.now());
    let key = SigningPhone::new(n).key();
    assert!(tx.prove(&phone, &key, 1)?, "its first proof says its key");
    let known = Device {
        key: Some(key),
        ..phone
    };
    assert!(tx.prove(&known, &key, 2)?);
    assert!(!tx.prove(&known, &key, 2)?);
    tx.heard(&commune, known.id, 3, -20, now)?;
    assert!(tx.lose_device(&commune, known.id, &[n; 16], now)?);
    assert!(tx.wiped(&[n; 16], now)?.is_some());
    if n == 2 {
        tx.readmit_device(&known, &[n; 32], None, now)?;
    }
    tx.note_used(&known, now)?;
    tx.note_proved(&known, now)
}

/// Records are set aside, tried again and looked at.
fn tried(tx: &dyn Tx, state: &AppState, officer: &Device) -> Result<(), StoreError> {
    let commune = officer.account.commune.clone();
    let now = state.clock.now();
    for n in [7, 8] {
        let change = vec![n; 9];
        let aside = SetAside {
            hash: name_of(&change),
            pushed: Pushed {
                n: n.into(),
                commune: commune.clone(),
                doc: DocId::from_bytes([9; 16]),
                kind: Kind::Household,
                change,
            },
            reason: Refusal::Malformed,
        };
        let actor = Actor::from_bytes([1; 16]);
        for _ in 0..2 {
            tx.set_aside(&commune, &aside, officer.id, actor, now)?;
        }
        let kept = tx.kept(&commune, aside.hash)?.expect("it is set aside");
        for refused in [Some("schema"), None] {
            let trial = NewTrial {
                kept: &kept,
                officer: officer.id,
                at: now,
                refused,
            };
            tx.add_trial(&commune, trial)?;
        }
        let look = NewLook {
            hash: aside.hash,
            officer: officer.id,
            at: now,
            reason: "máy hỏng",
        };
        assert!(tx.look(&commune, look)?);
    }
    Ok(())
}
