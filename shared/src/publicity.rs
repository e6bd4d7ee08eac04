//! Tuyên truyền: what was done so that people hear of the campaign. Anybody of the commune notes it,
//! the office says when a note does not count.

use serde::{Deserialize, Serialize};

use crate::codes;
use crate::field::{FieldError, FieldErrors, Problem};
use crate::id::{Actor, FactId};
use crate::limits::{LINE_CHARS_MAX, NOTE_CHARS_MAX, REACH_MAX};
use crate::money;
use crate::time::{LocalDate, Timestamp};

codes!(
    /// By what people were reached.
    Channel {
        /// Loa truyền thanh.
        Loudspeaker = "loudspeaker",
        /// Họp, sinh hoạt ấp, tổ, chi hội.
        Meeting = "meeting",
        /// Đến từng hộ.
        DoorToDoor = "door_to_door",
        /// Tờ rơi, băng rôn, pa nô.
        Print = "print",
        /// Zalo, Facebook.
        Social = "social",
        /// Báo, đài.
        Press = "press",
    }
);

/// Something that was done for publicity. Never edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// This fact.
    pub id: FactId,
    /// The day.
    pub on: LocalDate,
    /// By what.
    pub channel: Channel,
    /// What it was about.
    pub topic: String,
    /// Where: ấp, khu vực, school; may be empty.
    pub place: String,
    /// Who did it: a union, the station; may be empty.
    pub organisation: String,
    /// People reached, as far as known; 0 when it is not.
    pub reach: u32,
    /// Free note.
    pub note: String,
    /// When it was noted.
    pub recorded_at: Timestamp,
}

/// Why a note does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strike {
    /// In a person's words.
    pub reason: String,
    /// When.
    pub recorded_at: Timestamp,
}

/// An activity, who noted it, and whether it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// The activity.
    pub activity: Activity,
    /// Whose device.
    pub actor: Actor,
    /// Why it does not count, if so.
    pub struck: Option<Strike>,
}

/// An activity as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityDraft {
    /// The day.
    pub on: LocalDate,
    /// By what.
    pub channel: Option<Channel>,
    /// What it was about.
    pub topic: String,
    /// Where.
    pub place: String,
    /// Who did it.
    pub organisation: String,
    /// People reached, as typed: `120`, `1.500`; empty when it is not known.
    pub reach_text: String,
    /// Free note.
    pub note: String,
}

impl ActivityDraft {
    /// A form in which nothing was typed yet.
    pub const fn empty(on: LocalDate) -> Self {
        Self {
            on,
            channel: None,
            topic: String::new(),
            place: String::new(),
            organisation: String::new(),
            reach_text: String::new(),
            note: String::new(),
        }
    }

    /// The draft that would make this activity again, by which the server tries it.
    pub fn of(activity: &Activity) -> Self {
        Self {
            on: activity.on,
            channel: Some(activity.channel),
            topic: activity.topic.clone(),
            place: activity.place.clone(),
            organisation: activity.organisation.clone(),
            reach_text: match activity.reach {
                0 => String::new(),
                reach => reach.to_string(),
            },
            note: activity.note.clone(),
        }
    }

    /// The activity, or every field's problem.
    pub fn read(&self, id: FactId, now: Timestamp) -> Result<Activity, Vec<FieldError>> {
        let mut errors = FieldErrors::default();
        let channel = self.channel.unwrap_or(Channel::Loudspeaker);
        if self.channel.is_none() {
            errors.add("channel", Problem::Missing);
        }
        let activity = Activity {
            id,
            on: self.on,
            channel,
            topic: errors.text("topic", &self.topic, LINE_CHARS_MAX),
            place: errors.text("place", &self.place, LINE_CHARS_MAX),
            organisation: errors.text("organisation", &self.organisation, LINE_CHARS_MAX),
            reach: errors.take("reach_text", reach(&self.reach_text)),
            note: errors.text("note", &self.note, NOTE_CHARS_MAX),
            recorded_at: now,
        };
        if activity.topic.is_empty() {
            errors.add("topic", Problem::Missing);
        }
        if activity.on > now.local_date() {
            errors.add("on", Problem::InFuture);
        }
        errors.finish(activity)
    }
}

fn reach(text: &str) -> Result<u32, Problem> {
    let milli = match money::parse_quantity(text) {
        Err(Problem::Missing) => return Ok(0),
        read => read?,
    };
    match u32::try_from(milli / 1_000) {
        _ if milli % 1_000 != 0 => Err(Problem::Unreadable),
        Ok(reach) if reach <= REACH_MAX => Ok(reach),
        _ => Err(Problem::TooLarge),
    }
}

/// The reason for striking a note out, or what forbids it.
pub fn check_strike(noted: &[Noted], id: FactId, reason: &str) -> Result<String, Vec<FieldError>> {
    let mut errors = FieldErrors::default();
    let reason = errors.text("reason", reason, NOTE_CHARS_MAX);
    if reason.is_empty() {
        errors.add("reason", Problem::Missing);
    }
    let stands = |n: &Noted| n.activity.id == id && n.struck.is_none();
    if !noted.iter().any(stands) {
        errors.add("activity", Problem::Unknown);
    }
    errors.finish(reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_ms(1_792_200_600_000);

    fn meeting() -> ActivityDraft {
        ActivityDraft {
            channel: Some(Channel::Meeting),
            topic: "Vận động ủng hộ Quỹ".into(),
            reach_text: "1.500".into(),
            ..ActivityDraft::empty(NOW.local_date())
        }
    }

    fn read(draft: &ActivityDraft) -> Result<Activity, Vec<(String, Problem)>> {
        let read = draft.read(FactId::from_bytes([1; 16]), NOW);
        read.map_err(|errors| errors.into_iter().map(|e| (e.field, e.problem)).collect())
    }

    #[test]
    fn a_meeting_is_noted_as_it_was_and_would_be_noted_so_again() {
        let activity = read(&meeting()).unwrap();
        assert_eq!(
            (activity.channel, activity.reach),
            (Channel::Meeting, 1_500)
        );
        assert_eq!(read(&ActivityDraft::of(&activity)), Ok(activity));
        let unknown = ActivityDraft {
            reach_text: " ".into(),
            ..meeting()
        };
        assert_eq!(read(&unknown).unwrap().reach, 0);
    }

    #[test]
    fn all_that_a_note_lacks_is_said_at_once() {
        let tomorrow = LocalDate::from_days(NOW.local_date().days() + 1);
        let lacking = ActivityDraft {
            reach_text: "đông lắm".into(),
            ..ActivityDraft::empty(tomorrow)
        };
        let expected = [
            ("channel", Problem::Missing),
            ("reach_text", Problem::Unreadable),
            ("topic", Problem::Missing),
            ("on", Problem::InFuture),
        ];
        let expected = expected.map(|(field, problem)| (field.to_owned(), problem));
        assert_eq!(read(&lacking), Err(expected.into()));
        for (typed, problem) in [
            ("2,5", Problem::Unreadable),
            ("99.000.000", Problem::TooLarge),
        ] {
            let draft = ActivityDraft {
                reach_text: typed.into(),
                ..meeting()
            };
            assert_eq!(read(&draft), Err(vec![("reach_text".to_owned(), problem)]));
        }
    }

    #[test]
    fn a_note_is_struck_out_once_and_with_a_reason() {
        let mut noted = vec![Noted {
            activity: read(&meeting()).unwrap(),
            actor: Actor::from_bytes([1; 16]),
            struck: None,
        }];
        let id = noted[0].activity.id;
        let problems = |noted: &[Noted], reason| {
            let read = check_strike(noted, id, reason).err().unwrap_or_default();
            read.into_iter().map(|e| e.problem).collect::<Vec<_>>()
        };
        assert_eq!(problems(&noted, " "), [Problem::Missing]);
        assert_eq!(problems(&noted, "ghi hai lần"), []);
        noted[0].struck = Some(Strike {
            reason: "ghi hai lần".into(),
            recorded_at: NOW,
        });
        assert_eq!(problems(&noted, "ghi hai lần"), [Problem::Unknown]);
    }
}
