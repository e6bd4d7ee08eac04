//! The form of what was done for publicity.

use chungtay_shared::date::read_partial_date;
use chungtay_shared::field::{FieldError, Problem};
use chungtay_shared::id::FactId;
use chungtay_shared::publicity::{ActivityDraft, Channel};
use chungtay_shared::time::{LocalDate, PartialDate, Timestamp};

use super::kept::text;
use super::{Kept, Text, problem};

/// What the form holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ActivityForm {
    /// The day, as the field gives it; it replaces the draft's own.
    pub(crate) date: String,
    /// The rest.
    pub(crate) draft: ActivityDraft,
}

impl ActivityForm {
    /// An empty form for something that was done today.
    pub(crate) fn new(today: LocalDate) -> Self {
        Self {
            date: today.to_string(),
            draft: ActivityDraft::empty(today),
        }
    }

    /// The draft to save, or every field's problem.
    pub(crate) fn read(&self, now: Timestamp) -> Result<ActivityDraft, Vec<FieldError>> {
        let on = match read_partial_date(&self.date).map(|read| read.date) {
            Ok(PartialDate::Day(on)) => Ok(on),
            Ok(PartialDate::Year(_) | PartialDate::Month(..)) => Err(Problem::Unreadable),
            Err(problem) => Err(problem),
        };
        let draft = ActivityDraft {
            on: on.unwrap_or_else(|_| now.local_date()),
            ..self.draft.clone()
        };
        let mut errors: Vec<FieldError> = on.err().map(|p| problem("on", p)).into_iter().collect();
        // The id is only there to run the rules: the store makes the real one.
        if let Err(more) = draft.read(FactId::from_bytes([0; 16]), now) {
            errors.extend(more);
        }
        if errors.is_empty() {
            Ok(draft)
        } else {
            Err(errors)
        }
    }
}

impl Kept for ActivityForm {
    fn texts(&self) -> Vec<Text> {
        let draft = &self.draft;
        vec![
            text("date", self.date.as_str()),
            text("channel", draft.channel.map_or("", Channel::code)),
            text("topic", draft.topic.as_str()),
            text("place", draft.place.as_str()),
            text("organisation", draft.organisation.as_str()),
            text("reach_text", draft.reach_text.as_str()),
            text("note", draft.note.as_str()),
        ]
    }

    fn put(&mut self, name: &str, text: &str) {
        let draft = &mut self.draft;
        let field = match name {
            "date" => &mut self.date,
            "channel" => {
                draft.channel = Channel::from_code(text);
                return;
            }
            "topic" => &mut draft.topic,
            "place" => &mut draft.place,
            "organisation" => &mut draft.organisation,
            "reach_text" => &mut draft.reach_text,
            "note" => &mut draft.note,
            _ => return,
        };
        text.clone_into(field);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_ms(1_792_200_600_000);

    #[test]
    fn a_note_that_was_kept_is_the_note_again() {
        let mut form = ActivityForm::new(NOW.local_date());
        for (name, text) in [
            ("date", "2026-10-17"),
            ("channel", "loudspeaker"),
            ("topic", "Phát động tháng cao điểm"),
            ("place", "Ấp 3"),
            ("organisation", "Đài truyền thanh"),
            ("reach_text", "1.200"),
            ("note", "sáng và chiều"),
            ("unheard", "of"),
        ] {
            form.put(name, text);
        }
        let mut again = ActivityForm::new(LocalDate::from_days(0));
        again.restore(&form.texts());
        assert_eq!(again.texts(), form.texts());
        let draft = again.read(NOW).unwrap();
        assert_eq!(draft.on.to_string(), "2026-10-17");
        assert_eq!(draft.channel, Some(Channel::Loudspeaker));
    }

    #[test]
    fn a_day_that_is_none_stands_beside_what_else_is_missing() {
        let mut form = ActivityForm::new(NOW.local_date());
        form.date.clear();
        let fields: Vec<String> = form
            .read(NOW)
            .unwrap_err()
            .into_iter()
            .map(|error| error.field)
            .collect();
        assert_eq!(fields, ["on", "channel", "topic"]);
    }
}
