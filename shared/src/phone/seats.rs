//! Who uses one phone. Each person has a seat: a database of their own, with their keys, PIN, records and
//! outbox, so that nothing of one is in reach of another. One seat is open at a time. What is decided of
//! seats is decided here; what lies in them is the machine's.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// A place for one person on a phone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Seat {
    /// That of a phone with one person.
    #[default]
    First,
    /// One more.
    Second,
    /// One more.
    Third,
    /// The last: a phone that more people share is short of room before it is short of seats.
    Fourth,
}

impl Seat {
    /// All that there are.
    pub const ALL: [Self; 4] = [Self::First, Self::Second, Self::Third, Self::Fourth];

    /// Its database; `client/pwa/sw.js` knows the names too.
    pub const fn database(self) -> &'static str {
        match self {
            Self::First => "chungtay",
            Self::Second => "chungtay-2",
            Self::Third => "chungtay-3",
            Self::Fourth => "chungtay-4",
        }
    }

    /// The seat with this database.
    pub fn of_database(name: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|seat| seat.database() == name)
    }

    /// How people count it.
    pub const fn number(self) -> u64 {
        self as u64 + 1
    }
}

/// Whose a seat is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Encode, Decode)]
pub struct Sitter {
    /// Their name; empty where an app from before there were seats has not told it.
    #[n(0)]
    pub name: String,
    /// When they were last let in, by this phone's clock. Only the order counts.
    #[n(1)]
    pub used_at: Timestamp,
}

/// A seat as the screen shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatLine {
    /// Which.
    pub seat: Seat,
    /// Whose; empty when that is not known.
    pub name: String,
}

/// The seats of a phone. A seat without a sitter is nobody's, the open one too: a phone that was never
/// enrolled, or somebody who has left.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use]
pub struct Seats {
    open: Seat,
    /// By [`Seat::ALL`].
    sitters: [Option<Sitter>; 4],
}

impl Seats {
    /// As they were stored, in the order of [`Seat::ALL`].
    pub const fn new(open: Seat, sitters: [Option<Sitter>; 4]) -> Self {
        Self { open, sitters }
    }

    /// The one that is open.
    pub const fn open(&self) -> Seat {
        self.open
    }

    /// Whose a seat is.
    pub const fn sitter(&self, seat: Seat) -> Option<&Sitter> {
        self.sitters[seat as usize].as_ref()
    }

    /// For the screen: whoever was let in last comes first.
    pub fn lines(&self) -> Vec<SeatLine> {
        let mut lines: Vec<(Timestamp, SeatLine)> = Vec::new();
        for seat in Seat::ALL {
            let Some(sitter) = self.sitter(seat) else {
                continue;
            };
            let is_before = |line: &(Timestamp, SeatLine)| line.0 < sitter.used_at;
            let at = lines.iter().position(is_before).unwrap_or(lines.len());
            let name = sitter.name.clone();
            lines.insert(at, (sitter.used_at, SeatLine { seat, name }));
        }
        lines.into_iter().map(|(_, line)| line).collect()
    }

    /// The seats of the others.
    pub fn others(&self) -> Vec<Seat> {
        let is_others = |seat: &Seat| *seat != self.open && self.sitter(*seat).is_some();
        Seat::ALL.into_iter().filter(is_others).collect()
    }

    /// Seats that nobody is known to have, apart from the open one.
    pub fn free(&self) -> Vec<Seat> {
        let is_free = |seat: &Seat| *seat != self.open && self.sitter(*seat).is_none();
        Seat::ALL.into_iter().filter(is_free).collect()
    }

    /// With whoever was just let in at the open seat. `None` when nothing in it is new: the order of the
    /// others does not change, and the name is known.
    pub fn let_in(&self, name: &str, now: Timestamp) -> Option<Self> {
        let is_first = self
            .lines()
            .first()
            .is_some_and(|line| line.seat == self.open);
        let is_known = self
            .sitter(self.open)
            .is_some_and(|known| known.name == name);
        (!is_first || !is_known).then(|| self.with(self.open, name, now))
    }

    /// With another one open; `None` when that is nobody's.
    pub fn turned_to(&self, seat: Seat) -> Option<Self> {
        self.sitter(seat).is_some().then(|| Self {
            open: seat,
            ..self.clone()
        })
    }

    /// With a seat that turned out to be somebody's whose name nobody has told.
    pub fn found(&self, seat: Seat) -> Self {
        let mut seats = self.clone();
        seats.sitters[seat as usize].get_or_insert_default();
        seats
    }

    /// With a person who has come to a free seat, which is open from then on. `stays` says whether there is
    /// somebody at the one that is left.
    pub fn joined(&self, seat: Seat, name: &str, stays: bool, now: Timestamp) -> Self {
        let before = if stays {
            self.found(self.open)
        } else {
            self.clone()
        };
        Self {
            open: seat,
            ..before.with(seat, name, now)
        }
    }

    /// Without whoever had this seat, which holds nothing any more. It stays open, if it was: what became of
    /// it is told there.
    pub fn emptied(&self, seat: Seat) -> Self {
        let mut seats = self.clone();
        seats.sitters[seat as usize] = None;
        seats
    }

    /// Without whoever sat at the open one and has left: whoever used the phone before is next.
    pub fn left(&self) -> Self {
        let mut seats = self.emptied(self.open);
        if let Some(next) = seats.lines().first() {
            seats.open = next.seat;
        }
        seats
    }

    /// A clock that was set back does not change who was last.
    fn with(&self, seat: Seat, name: &str, now: Timestamp) -> Self {
        let last = self.sitters.iter().flatten().map(|s| s.used_at.plus_ms(1));
        let used_at = last.fold(now, Timestamp::max);
        let mut seats = self.clone();
        seats.sitters[seat as usize] = Some(Sitter {
            name: name.to_owned(),
            used_at,
        });
        seats
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp::from_ms(1_795_000_000_000);

    fn names(seats: &Seats) -> Vec<String> {
        seats.lines().into_iter().map(|line| line.name).collect()
    }

    /// Mai's phone, which she shares with Hùng, who was let in last.
    fn shared() -> Seats {
        let mais = Seats::default().let_in("Mai", NOON).unwrap();
        mais.joined(Seat::Second, "Hùng", true, NOON.plus_ms(1_000))
    }

    #[test]
    fn a_phone_with_one_person_writes_down_once_whose_it_is() {
        let empty = Seats::default();
        assert_eq!(empty.open(), Seat::First);
        assert!(empty.lines().is_empty());
        let mais = empty.let_in("Mai", NOON).unwrap();
        assert_eq!(names(&mais), ["Mai"]);
        assert_eq!(mais.let_in("Mai", NOON.plus_ms(60_000)), None);
        assert_eq!(names(&mais.let_in("Mai Anh", NOON).unwrap()), ["Mai Anh"]);
    }

    #[test]
    fn whoever_was_let_in_last_comes_first() {
        let seats = shared();
        assert_eq!(names(&seats), ["Hùng", "Mai"]);
        assert_eq!(seats.open(), Seat::Second);
        let asked = seats.turned_to(Seat::First).unwrap();
        assert_eq!(names(&asked), ["Hùng", "Mai"], "who is asked is not yet in");
        let back = asked.let_in("Mai", NOON).unwrap();
        assert_eq!(
            names(&back),
            ["Mai", "Hùng"],
            "though the clock was set back"
        );
        assert_eq!(back.others(), [Seat::Second]);
    }

    #[test]
    fn nobody_turns_to_a_seat_that_is_nobodys() {
        assert_eq!(shared().turned_to(Seat::Third), None);
        assert_eq!(Seats::default().turned_to(Seat::First), None);
    }

    #[test]
    fn whoever_joins_takes_no_seat_away() {
        let seats = shared();
        assert_eq!(seats.free(), [Seat::Third, Seat::Fourth]);
        let four =
            seats
                .joined(Seat::Third, "Thơm", true, NOON)
                .joined(Seat::Fourth, "Lâm", true, NOON);
        assert_eq!(names(&four), ["Lâm", "Thơm", "Hùng", "Mai"]);
        assert!(four.free().is_empty());
    }

    #[test]
    fn a_seat_whose_name_nobody_has_told_is_kept_when_somebody_joins() {
        let before = Seats::default();
        assert!(!before.free().contains(&Seat::First), "it is open");
        let seats = before.joined(Seat::Second, "Hùng", true, NOON);
        assert_eq!(names(&seats), ["Hùng", ""]);
        assert!(seats.turned_to(Seat::First).is_some());
        let alone = before.joined(Seat::Second, "Hùng", false, NOON);
        assert_eq!(names(&alone), ["Hùng"], "nobody was there");
    }

    #[test]
    fn who_leaves_makes_room_and_whoever_was_before_is_next() {
        let seats = shared().left();
        assert_eq!(names(&seats), ["Mai"]);
        assert_eq!(seats.open(), Seat::First);
        assert_eq!(seats.free()[0], Seat::Second);
        let empty = seats.left();
        assert!(empty.lines().is_empty());
        assert_eq!(empty.open(), Seat::First);
    }

    #[test]
    fn a_seat_that_was_emptied_stays_open_until_it_was_read() {
        let seats = shared().emptied(Seat::Second);
        assert_eq!(seats.open(), Seat::Second);
        assert_eq!(names(&seats), ["Mai"]);
        assert!(!seats.free().contains(&Seat::Second));
        let other = shared().emptied(Seat::First);
        assert_eq!(names(&other), ["Hùng"]);
        assert_eq!(other.free()[0], Seat::First);
    }

    #[test]
    fn each_seat_is_found_by_its_database_and_counted_from_one() {
        for (at, seat) in Seat::ALL.into_iter().enumerate() {
            assert_eq!(Seat::of_database(seat.database()), Some(seat));
            assert_eq!(seat.number(), at as u64 + 1);
        }
        assert_eq!(Seat::of_database("chungtay-5"), None);
        assert_eq!(Seat::First.database(), "chungtay", "where phones have it");
    }
}
