//! The real program under the load of phones that save and sync all the time, over real HTTP, and
//! killed with SIGKILL again and again. The phones are the real machine; nothing of it runs in the
//! server's process. What must hold: a receipt is kept whatever happens after it, and what has no
//! receipt arrives by retry, once.

use std::fmt;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rand_chacha::ChaCha8Rng;
use rand_core::SeedableRng as _;

use crate::database::Database;
use crate::postgres;
use crate::ward::network::below;

mod books;
mod node;
mod office;
mod town;
mod volunteer;

use books::Books;
use node::Node;
use office::Office;
use town::Town;
use volunteer::Volunteer;

/// Requests that phones have begun since the last kill when the next one is due: at most so many.
const REQUESTS_BETWEEN_KILLS_MAX: usize = 150;
/// Then the killer waits a moment of its own choice, so that it meets every part of a request.
const MOMENT_MS_MAX: usize = 40;
/// Of so many kills one comes twice, the second while the program starts.
const KILLED_IN_START: usize = 8;
/// Of so many kills PostgreSQL is crashed before one.
const DATABASE_CRASHES: usize = 5;

/// What is to be done.
#[derive(Debug)]
pub struct Plan {
    /// The program.
    pub program: PathBuf,
    /// Its database, empty.
    pub database: Database,
    /// How many processes serve it; more than one only on PostgreSQL.
    pub nodes: usize,
    /// Phones.
    pub phones: usize,
    /// How often a process is killed.
    pub kills: usize,
    /// Chance: which process, when, and what people do. Not how the machine times it.
    pub seed: u64,
}

/// What was done, when everything has held.
#[derive(Debug, Clone, Copy)]
pub struct Outcome {
    /// Processes killed.
    pub kills: usize,
    /// Of those, while they started.
    pub kills_in_start: usize,
    /// Crashes of PostgreSQL.
    pub database_crashes: usize,
    /// Records saved on phones, each found once in the end.
    pub records: usize,
    /// Exchanges that came to their end.
    pub exchanges: u64,
    /// Exchanges that a kill broke off.
    pub broken_off: u64,
    /// Records the server had already when they were sent: their receipts were lost on the way.
    pub receipts_lost: u64,
    /// From the kill until the program serves again, at worst.
    pub back_in_at_worst: Duration,
    /// All of it.
    pub took: Duration,
}

/// Does it. **Panics** with what did not hold.
pub fn play(plan: &Plan) -> Outcome {
    let started = Instant::now();
    let mut rng = ChaCha8Rng::seed_from_u64(plan.seed);
    let mut nodes: Vec<Node> = (0..plan.nodes)
        .map(|_| Node::start(&plan.program, &plan.database))
        .collect();
    let office = Office::begin(nodes[0].address());
    let mut books = Books::open(&plan.database);
    let mut volunteers: Vec<Volunteer> = (0..plan.phones)
        .map(|n| {
            Volunteer::enrol(
                &office,
                &format!("Tình nguyện viên {n}"),
                plan.seed + n as u64,
            )
        })
        .collect();

    let town = Town::of(nodes.iter().map(Node::address));
    let mut killer = Killer {
        plan,
        town: &town,
        outcome: Outcome::none(),
    };
    std::thread::scope(|scope| {
        for volunteer in &mut volunteers {
            scope.spawn(|| volunteer.work(&town));
        }
        // Whatever happens here, the volunteers go home and the scope ends.
        let _evening = town.evening();
        while killer.outcome.kills < plan.kills {
            killer.strike(&mut nodes, &mut rng);
            books.hold(&town.take_receipts());
        }
    });
    // Everybody hands in the rest, then everybody reads what the others have handed in.
    for _ in 0..2 {
        std::thread::scope(|scope| {
            for volunteer in &mut volunteers {
                scope.spawn(|| volunteer.settle(&town));
            }
        });
    }
    books.hold(&town.take_receipts());
    let records = books.balance(
        &mut volunteers,
        &Office::returning(&office, nodes[0].address()),
    );
    for node in &nodes {
        node.has_logged_nothing_bad();
    }
    let counted = town.counted();
    Outcome {
        records,
        exchanges: counted.ended,
        broken_off: counted.broken_off,
        receipts_lost: counted.had_already,
        took: started.elapsed(),
        ..killer.outcome
    }
}

struct Killer<'a> {
    plan: &'a Plan,
    town: &'a Town,
    outcome: Outcome,
}

impl Killer<'_> {
    /// Kills a process at some moment under load, and has it started again.
    fn strike(&mut self, nodes: &mut [Node], rng: &mut ChaCha8Rng) {
        self.await_moment(rng);
        if matches!(self.plan.database, Database::Postgres(_)) && below(rng, DATABASE_CRASHES) == 0
        {
            self.town.without_database(postgres::crash);
            self.outcome.database_crashes += 1;
            self.await_moment(rng);
        }
        let which = below(rng, nodes.len());
        let killed_at = Instant::now();
        self.town.goes_down(which);
        nodes[which].kill();
        self.outcome.kills += 1;
        if below(rng, KILLED_IN_START) == 0 && self.outcome.kills < self.plan.kills {
            nodes[which].spawn();
            moment(rng);
            nodes[which].kill();
            self.outcome.kills += 1;
            self.outcome.kills_in_start += 1;
        }
        nodes[which].spawn();
        nodes[which].await_greeting();
        self.town.comes_up(which, nodes[which].address());
        let back_in = killed_at.elapsed();
        self.outcome.back_in_at_worst = self.outcome.back_in_at_worst.max(back_in);
    }

    fn await_moment(&self, rng: &mut ChaCha8Rng) {
        self.town
            .await_requests(1 + below(rng, REQUESTS_BETWEEN_KILLS_MAX));
        moment(rng);
    }
}

/// Nothing is waited for here: it makes the next kill come at any moment of what is under way.
fn moment(rng: &mut ChaCha8Rng) {
    std::thread::sleep(Duration::from_millis(below(rng, MOMENT_MS_MAX) as u64));
}

impl Outcome {
    const fn none() -> Self {
        Self {
            kills: 0,
            kills_in_start: 0,
            database_crashes: 0,
            records: 0,
            exchanges: 0,
            broken_off: 0,
            receipts_lost: 0,
            back_in_at_worst: Duration::ZERO,
            took: Duration::ZERO,
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} kills, {} of them while it started",
            self.kills, self.kills_in_start
        )?;
        writeln!(f, "{} crashes of PostgreSQL", self.database_crashes)?;
        writeln!(f, "{} records saved, every one stored once", self.records)?;
        writeln!(
            f,
            "{} exchanges ended, {} broken off",
            self.exchanges, self.broken_off
        )?;
        writeln!(f, "{} receipts lost and given again", self.receipts_lost)?;
        writeln!(
            f,
            "served again {} ms after a kill, at worst",
            self.back_in_at_worst.as_millis()
        )?;
        write!(f, "{} s in all, 0 violations", self.took.as_secs())
    }
}
