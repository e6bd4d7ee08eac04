//! What every page of the office shares: who is signed in, whether the server is heard, and when
//! to read again. No browser types: the reducer runs in plain tests.

use std::rc::Rc;

use chungtay_shared::api::accounts::Standing;
use chungtay_shared::api::{Role, Session, SetupState};
use yew::Reducible;

use super::failure::Failure;
use super::route::Route;

/// What the office is at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Phase {
    /// The server has not said yet.
    Asking,
    /// No account exists: somebody has to begin.
    Empty {
        /// Whether this browser may.
        may_begin: bool,
    },
    /// Nobody is signed in here.
    SignedOut,
    /// Somebody is.
    SignedIn(Rc<Session>),
}

/// Whether changes are told as they happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feed {
    /// Not opened yet.
    Closed,
    /// Changes arrive.
    Live,
    /// It broke and will be opened again.
    Broken,
}

/// What every page shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shell {
    /// What the office is at.
    pub(crate) phase: Phase,
    /// Goes up whenever what the pages show may be old.
    pub(crate) tick: u32,
    /// Whether changes are told as they happen.
    pub(crate) feed: Feed,
    /// How often in a row the server was not reached; 0 when all is well.
    pub(crate) missed: u32,
    /// Why the server did not say what the office is at.
    pub(crate) trouble: Option<Failure>,
    /// Whether whoever is signed in has to prove again who they are; what they were at stays.
    pub(crate) locked: bool,
}

impl Default for Shell {
    fn default() -> Self {
        Self {
            phase: Phase::Asking,
            tick: 0,
            feed: Feed::Closed,
            missed: 0,
            trouble: None,
            locked: false,
        }
    }
}

impl Shell {
    /// Whether whoever is signed in works for a unit that keeps other units.
    pub(crate) fn keeps_units(&self) -> bool {
        matches!(&self.phase, Phase::SignedIn(session) if session.keeps_units)
    }

    /// Whether the server answers this to whoever is signed in.
    pub(crate) fn may(&self, method: &str, path: &str) -> bool {
        matches!(&self.phase, Phase::SignedIn(session) if session.may(method, path))
    }

    /// What whoever is signed in is at the office.
    pub(crate) fn role(&self) -> Option<Role> {
        match &self.phase {
            Phase::SignedIn(session) => Some(session.role),
            Phase::Asking | Phase::Empty { .. } | Phase::SignedOut => None,
        }
    }

    /// Whether whoever is signed in has come by this account.
    pub(crate) fn is_account(&self, person_name: &str, role: Role) -> bool {
        matches!(&self.phase, Phase::SignedIn(session)
            if session.person_name == person_name && session.role == role)
    }

    /// Whether whoever is signed in is shown this page.
    pub(crate) fn may_open(&self, route: &Route) -> bool {
        let reads = route.reads(self.keeps_units());
        (reads.is_empty() || reads.iter().any(|path| self.may("GET", path)))
            && route.posts().is_none_or(|path| self.may("POST", path))
    }
}

/// What can happen to the shell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ShellAction {
    /// The server said whether it has begun.
    SetupAnswered(SetupState),
    /// Somebody signed in here.
    SignedIn(Session),
    /// Nobody is signed in here (any more).
    SignedOut,
    /// What the pages show may be old.
    Changed,
    /// Changes are told from now on.
    FeedOpened,
    /// They are not.
    FeedBroke,
    /// A call failed.
    Failed(Failure),
    /// The server answered something.
    Reached,
}

impl Shell {
    /// How long to wait before the server is tried again.
    pub(crate) fn retry_after_ms(&self) -> u32 {
        const FIRST_MS: u32 = 1_000;
        const LONGEST_MS: u32 = 30_000;
        (FIRST_MS << self.missed.saturating_sub(1).min(10)).min(LONGEST_MS)
    }

    fn after(&self, action: ShellAction) -> Option<Self> {
        let mut next = self.clone();
        match action {
            ShellAction::SetupAnswered(SetupState {
                empty: true,
                may_begin,
            }) => {
                next.phase = Phase::Empty { may_begin };
            }
            ShellAction::SetupAnswered(_) => {
                if matches!(self.phase, Phase::Empty { .. }) {
                    next.phase = Phase::SignedOut;
                }
            }
            ShellAction::SignedIn(session) => {
                let locked = session.standing == Standing::Locked;
                if self.locked && !locked {
                    // What was refused meanwhile is read again.
                    next.tick = next.tick.wrapping_add(1);
                }
                next.locked = locked;
                next.phase = Phase::SignedIn(Rc::new(session));
            }
            ShellAction::SignedOut => {
                next.phase = Phase::SignedOut;
                next.feed = Feed::Closed;
                next.locked = false;
            }
            ShellAction::Changed => {
                next.tick = next.tick.wrapping_add(1);
                next.trouble = None;
            }
            ShellAction::FeedOpened => {
                // What was told while the feed was broken was not heard.
                if self.feed == Feed::Broken {
                    next.tick = next.tick.wrapping_add(1);
                }
                next.feed = Feed::Live;
            }
            ShellAction::FeedBroke => next.feed = Feed::Broken,
            ShellAction::Failed(failure) => next.failed(&failure),
            ShellAction::Reached => {
                if self.missed > 0 {
                    next.tick = next.tick.wrapping_add(1);
                }
                next.missed = 0;
            }
        }
        (next != *self).then_some(next)
    }

    fn failed(&mut self, failure: &Failure) {
        if failure.is_unreachable() {
            self.missed = self.missed.saturating_add(1);
        } else if failure.is_signed_out() && !matches!(self.phase, Phase::Empty { .. }) {
            self.phase = Phase::SignedOut;
            self.feed = Feed::Closed;
            self.locked = false;
        } else if failure.is_locked() {
            self.locked = matches!(self.phase, Phase::SignedIn(_));
        } else if failure.is_half_signed_in() {
            self.phase = Phase::Asking;
        } else if self.phase == Phase::Asking {
            self.trouble = Some(failure.clone());
        }
    }
}

impl Reducible for Shell {
    type Action = ShellAction;

    fn reduce(self: Rc<Self>, action: ShellAction) -> Rc<Self> {
        match self.after(action) {
            Some(next) => Rc::new(next),
            None => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(shell: &Rc<Shell>, action: ShellAction) -> Rc<Shell> {
        Rc::clone(shell).reduce(action)
    }

    fn is_signed_in(shell: &Shell) -> bool {
        matches!(shell.phase, Phase::SignedIn(_))
    }

    fn lan_is_signed_in() -> Rc<Shell> {
        after(
            &Rc::new(Shell::default()),
            ShellAction::SignedIn(Session {
                role: Role::Office,
                standing: Standing::Open,
                has_factor: false,
                may: Vec::new(),
                keeps_units: false,
                person_name: "Lan".to_owned(),
                commune: "99001".to_owned(),
                commune_name: "Thới Lộc Hòa".to_owned(),
                synthetic: true,
            }),
        )
    }

    #[test]
    fn lan_loses_the_network_and_gets_it_back_and_the_pages_read_again() {
        let mut shell = lan_is_signed_in();
        let mut waits = Vec::new();
        for _ in 0..7 {
            shell = after(&shell, ShellAction::Failed(Failure::Unreachable));
            waits.push(shell.retry_after_ms());
        }
        assert_eq!(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
        assert!(is_signed_in(&shell), "a lost network signs nobody out");

        let back = after(&shell, ShellAction::Reached);
        assert_eq!((back.missed, back.tick), (0, shell.tick + 1));
        let again = after(&back, ShellAction::Reached);
        assert!(
            Rc::ptr_eq(&back, &again),
            "nothing is drawn again when all is well"
        );
    }

    #[test]
    fn a_city_is_one_as_long_as_somebody_is_signed_in_there() {
        let lan = lan_is_signed_in();
        assert!(!lan.keeps_units());
        let Phase::SignedIn(session) = &lan.phase else {
            panic!("Lan is signed in")
        };
        let city = Session {
            role: Role::Office,
            standing: Standing::Open,
            has_factor: false,
            may: Vec::new(),
            keeps_units: true,
            ..(**session).clone()
        };
        let city = after(&lan, ShellAction::SignedIn(city));
        assert!(city.keeps_units());
        assert!(!after(&city, ShellAction::SignedOut).keeps_units());
    }

    #[test]
    fn a_session_that_ended_leads_to_signing_in() {
        let shell = after(
            &lan_is_signed_in(),
            ShellAction::Failed(Failure::of_reply(401, "")),
        );
        assert_eq!(shell.phase, Phase::SignedOut);
        let fault = after(
            &lan_is_signed_in(),
            ShellAction::Failed(Failure::ServerFault),
        );
        assert!(is_signed_in(&fault));
    }

    #[test]
    fn an_empty_server_asks_somebody_to_begin_even_though_nobody_is_signed_in() {
        let empty = ShellAction::SetupAnswered(SetupState {
            empty: true,
            may_begin: false,
        });
        let shell = after(&Rc::new(Shell::default()), empty);
        let shell = after(&shell, ShellAction::Failed(Failure::of_reply(401, "")));
        assert_eq!(shell.phase, Phase::Empty { may_begin: false });
        let begun = SetupState {
            empty: false,
            may_begin: false,
        };
        assert_eq!(
            after(&shell, ShellAction::SetupAnswered(begun)).phase,
            Phase::SignedOut
        );
    }

    #[test]
    fn a_server_that_fails_at_the_very_beginning_is_asked_again_when_lan_says_so() {
        let shell = after(
            &Rc::new(Shell::default()),
            ShellAction::Failed(Failure::ServerFault),
        );
        assert_eq!(shell.trouble, Some(Failure::ServerFault));
        let again = after(&shell, ShellAction::Changed);
        assert_eq!((again.trouble.clone(), again.tick), (None, shell.tick + 1));
    }

    #[test]
    fn what_happened_while_the_feed_was_broken_is_read_when_it_opens() {
        let shell = after(&lan_is_signed_in(), ShellAction::FeedOpened);
        assert_eq!((shell.feed, shell.tick), (Feed::Live, 0));
        let shell = after(&shell, ShellAction::FeedBroke);
        let shell = after(&shell, ShellAction::FeedOpened);
        assert_eq!((shell.feed, shell.tick), (Feed::Live, 1));
    }

    #[test]
    fn a_locked_browser_keeps_what_lan_was_at_and_reads_anew_when_it_opens() {
        let refused = Failure::of_reply(403, r#"{"code":"locked","message":"Again."}"#);
        let shell = after(&lan_is_signed_in(), ShellAction::Failed(refused));
        assert!(shell.locked && is_signed_in(&shell));
        let Phase::SignedIn(session) = &shell.phase else {
            panic!("she is signed in");
        };
        let opened = after(&shell, ShellAction::SignedIn((**session).clone()));
        assert_eq!((opened.locked, opened.tick), (false, shell.tick + 1));
        let told = Session {
            standing: Standing::Locked,
            ..(**session).clone()
        };
        assert!(after(&opened, ShellAction::SignedIn(told)).locked);
    }
}
