//! A PostgreSQL server for the tests of one binary, from Debian's package: on a socket in a folder
//! of its own, reached by nobody else, with the settings that decide whether data survive as they
//! are by default.
//!
//! It is kept by a shell (`postgres/cluster.sh`) that waits for the end of its standard input.
//! That ends with the test process, however that ends, so the server never outlives the tests.
//! PostgreSQL refuses to run as root: then the shell runs as Debian's user `postgres`.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use postgres::{Client, NoTls, SimpleQueryMessage};

/// What keeps the server, from its first file to its last.
const CLUSTER: &str = include_str!("postgres/cluster.sh");

/// The address of a database of its own. It is removed when nobody has its address any more.
#[derive(Debug, PartialEq, Eq)]
pub struct Url(String);

impl Deref for Url {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Drop for Url {
    fn drop(&mut self) {
        let (Some(cluster), Some((_, name))) =
            (CLUSTER_OF_THIS_BINARY.get(), self.0.rsplit_once('/'))
        else {
            return;
        };
        let (server, sql) = (
            cluster.url("postgres"),
            format!("drop database {name} with (force)"),
        );
        // Connecting blocks, which a task of a runtime may not do. What is not removed goes with
        // the whole server.
        let removing = std::thread::spawn(move || {
            Client::connect(&server, NoTls).and_then(|mut client| client.batch_execute(&sql))
        });
        let _ = removing.join();
    }
}

/// The server of this test binary.
struct Cluster {
    /// Folder of the socket, and its number where that is not the usual one, as a URL writes them.
    host: String,
    /// What the shell is told, held open for as long as this process lives, and what it says.
    words: Mutex<(ChildStdin, BufReader<ChildStdout>)>,
    _shell: Child,
}

static CLUSTER_OF_THIS_BINARY: OnceLock<Cluster> = OnceLock::new();
static DATABASES: AtomicU32 = AtomicU32::new(0);

/// The address of a new, empty database.
pub fn database() -> Arc<Url> {
    create("template1")
}

/// The address of a copy of the database at `url` as it is now. Connections to it break off.
pub fn copy(url: &str) -> Arc<Url> {
    let (_, name) = url.rsplit_once('/').expect("an address of a database");
    break_all_connections(url);
    create(name)
}

/// As when the server is restarted.
pub fn break_all_connections(url: &str) {
    connect(url)
        .execute(
            "select pg_terminate_backend(pid, 10000) from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid()",
            &[],
        )
        .expect("nobody is left");
}

/// The server of this binary stops without finishing anything, as when the power fails (though the
/// machine's own buffers stay), and starts again.
pub fn crash() {
    let cluster = CLUSTER_OF_THIS_BINARY.get_or_init(start);
    let mut words = cluster.words.lock().unwrap_or_else(PoisonError::into_inner);
    let (told, said) = &mut *words;
    told.write_all(b"crash\n").expect("the shell listens");
    let mut answer = String::new();
    said.read_line(&mut answer).expect("the shell's answer");
    assert_eq!(answer, "back\n", "PostgreSQL starts again; see above");
}

fn create(template: &str) -> Arc<Url> {
    let cluster = CLUSTER_OF_THIS_BINARY.get_or_init(start);
    let name = format!("test_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
    connect(&cluster.url("postgres"))
        .batch_execute(&format!("create database {name} template {template}"))
        .expect("a database");
    Arc::new(Url(cluster.url(&name)))
}

/// The rows of a query, each value as text: bytes in hexadecimal.
pub fn rows(url: &str, sql: &str) -> Vec<Vec<String>> {
    let found = connect(url).simple_query(sql).expect("a query");
    let rows = found.into_iter().filter_map(|message| {
        if let SimpleQueryMessage::Row(row) = message {
            Some(row)
        } else {
            None
        }
    });
    rows.map(|row| {
        let values = (0..row.len()).map(|column| row.get(column).unwrap_or_default());
        values
            .map(|value| value.strip_prefix("\\x").unwrap_or(value).to_owned())
            .collect()
    })
    .collect()
}

/// A connection of its own, to look behind the store. Not for where a runtime's tasks run.
pub fn connect(url: &str) -> Client {
    Client::connect(url, NoTls).expect("the tests' PostgreSQL")
}

impl Cluster {
    fn url(&self, database: &str) -> String {
        format!("postgres://chungtay@{}/{database}", self.host)
    }
}

fn start() -> Cluster {
    start_with(None)
}

/// A server of its own that speaks TLS alone on a port of this machine, by a certificate that nobody but itself
/// vouches for.
pub struct OverTls {
    /// The certificate, in PEM.
    pub certificate: String,
    port: u16,
    cluster: Cluster,
}

/// Under which name it may be reached.
pub const TLS_NAME: &str = "localhost";

/// Starts one.
pub fn over_tls() -> OverTls {
    let made = rcgen::generate_simple_self_signed([TLS_NAME.to_owned()]).expect("a certificate");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("a port").port();
    drop(listener);
    let certificate = made.cert.pem();
    let key = made.signing_key.serialize_pem();
    OverTls {
        cluster: start_with(Some((&certificate, &key, port))),
        certificate,
        port,
    }
}

impl OverTls {
    /// Its address by this name, with what is to stand behind it.
    pub fn url(&self, name: &str, parameters: &str) -> String {
        let port = self.port;
        format!("postgres://chungtay@{name}:{port}/postgres{parameters}")
    }

    /// How many of the server's guests there are whose connections are under TLS.
    pub fn guests_under_tls(&self) -> i64 {
        connect(&self.cluster.url("postgres"))
            .query_one(
                "select count(*) from pg_stat_ssl join pg_stat_activity using (pid)
                 where ssl and application_name = 'chungtay'",
                &[],
            )
            .expect("a count")
            .get(0)
    }
}

/// With a certificate, its key and a port where it speaks TLS.
fn start_with(tls: Option<(&str, &str, u16)>) -> Cluster {
    let programs = programs().unwrap_or_else(|| {
        panic!(
            "PostgreSQL is missing; on Debian: `apt-get install postgresql`, or `cargo xtask test`"
        )
    });
    let mut shell = shell();
    if let Some((certificate, key, port)) = tls {
        let port = port.to_string();
        shell.envs([("CERTIFICATE", certificate), ("KEY", key), ("PORT", &port)]);
    }
    let mut shell = shell
        .arg("-c")
        .arg(CLUSTER)
        .arg("cluster.sh")
        .arg(programs)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a shell");
    let told = shell.stdin.take().expect("its ear");
    let mut said = BufReader::new(shell.stdout.take().expect("its words"));
    let mut folder = String::new();
    said.read_line(&mut folder)
        .expect("the folder of the socket");
    assert!(!folder.is_empty(), "PostgreSQL does not start; see above");
    let folder = folder.trim().replace('/', "%2F");
    Cluster {
        host: tls.map_or(folder.clone(), |(.., port)| format!("{folder}:{port}")),
        words: Mutex::new((told, said)),
        _shell: shell,
    }
}

/// Folder of the newest installed PostgreSQL's programs.
fn programs() -> Option<PathBuf> {
    let of_debian = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let version = |folder: &Path| folder.file_name()?.to_str()?.parse::<u32>().ok();
    of_debian
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|folder| folder.join("bin/initdb").exists())
        .max_by_key(|folder| version(folder))
        .map(|folder| folder.join("bin"))
}

/// A shell of somebody PostgreSQL runs for.
fn shell() -> Command {
    let user = Command::new("id").arg("-u").output().expect("`id`");
    if user.stdout.trim_ascii() != b"0" {
        return Command::new("sh");
    }
    let mut command = Command::new("setpriv");
    command.args([
        "--reuid=postgres",
        "--regid=postgres",
        "--init-groups",
        "sh",
    ]);
    command.current_dir("/");
    command
}
