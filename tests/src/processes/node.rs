//! One process of the real program.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use crate::database::Database;

/// A process that can die; its address stays.
pub(super) struct Node {
    program: PathBuf,
    database: Database,
    address: SocketAddr,
    process: Option<(Child, BufReader<ChildStdout>)>,
    log: tempfile::NamedTempFile,
}

impl Node {
    /// Starts it on a port that is free.
    pub(super) fn start(program: &Path, database: &Database) -> Self {
        let mut node = Self {
            program: program.to_owned(),
            database: database.clone(),
            address: ([127, 0, 0, 1], 0).into(),
            process: None,
            log: tempfile::NamedTempFile::new().expect("a file"),
        };
        node.spawn();
        node.await_greeting();
        node
    }

    /// Where it serves.
    pub(super) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Starts it again where it was.
    pub(super) fn spawn(&mut self) {
        let log = File::options().append(true).open(self.log.path());
        let mut command = Command::new(&self.program);
        self.database.name_to(&mut command);
        let mut process = command
            .args(["serve", "--listen", &self.address.to_string()])
            .env("CHUNGTAY_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log.expect("its log"))
            .spawn()
            .unwrap_or_else(|error| {
                panic!("{} cannot be started: {error}", self.program.display())
            });
        let words = process.stdout.take().expect("its words");
        self.process = Some((process, BufReader::new(words)));
    }

    /// Waits for the line in which it says where it serves.
    pub(super) fn await_greeting(&mut self) {
        let (_, words) = self.process.as_mut().expect("it was started");
        for line in words.lines() {
            let line = line.expect("its words");
            if let Some(told) = line.strip_prefix("Chung Tay serves on http://") {
                let address = told.split_whitespace().next().unwrap_or_default();
                self.address = address.parse().expect("its address");
                return;
            }
        }
        panic!("it has ended: {}", self.logged());
    }

    /// SIGKILL.
    pub(super) fn kill(&mut self) {
        if let Some((mut process, _)) = self.process.take() {
            process.kill().expect("it can be killed");
            process.wait().expect("it has ended");
        }
    }

    /// Nothing has panicked. With a database that is killed as well there are other errors.
    pub(super) fn has_logged_nothing_bad(&self) {
        let logged = self.logged();
        assert!(!logged.contains("panicked"), "{logged}");
        if matches!(self.database, Database::Sqlite(_)) {
            assert!(!logged.contains("ERROR"), "{logged}");
        }
    }

    fn logged(&self) -> String {
        std::fs::read_to_string(self.log.path()).expect("its log")
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        if let Some((process, _)) = &mut self.process {
            // A test that has failed leaves nobody behind.
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}
