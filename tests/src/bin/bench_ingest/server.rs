//! The real server, a process of its own.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use chungtay_tests::cpu;

/// Names the server's program.
const PROGRAM: &str = "CHUNGTAY_BENCH_SERVER";

/// A server that runs, and ends with this value.
pub(crate) struct Server {
    /// Where it listens.
    pub(crate) address: SocketAddr,
    process: Child,
}

impl Server {
    /// Starts it on a data folder.
    pub(crate) fn start(folder: &Path) -> Self {
        let program = std::env::var(PROGRAM).unwrap_or_else(|_| "target/release/chungtay".into());
        let mut process = Command::new(program)
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server's program");
        let mut said = BufReader::new(process.stdout.take().expect("its words"));
        let mut line = String::new();
        said.read_line(&mut line).expect("its first line");
        let address = line.split_whitespace().find_map(|word| {
            let host = word.strip_prefix("http://")?;
            host.parse().ok()
        });
        Self {
            address: address.expect("where it listens"),
            process,
        }
    }

    /// What it has computed so far.
    pub(crate) fn cpu(&self) -> Option<Duration> {
        cpu::of_process(self.process.id())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
