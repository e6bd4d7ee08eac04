//! The form of an activity for publicity: everything stays as typed until it is noted.

use std::rc::Rc;

use chungtay_shared::api::publicity::NoteActivity;
use chungtay_shared::campaign::Campaign;
use chungtay_shared::date::read_day;
use chungtay_shared::field::{FieldError, Problem};
use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::publicity::{ActivityDraft, Channel};
use chungtay_shared::time::{LocalDate, Timestamp};
use yew::Reducible;

/// What the form holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ActivityForm {
    /// The campaign, once somebody has chosen it.
    campaign: Option<DocId>,
    /// The activity; its day is what [`Self::on`] says.
    pub(crate) draft: ActivityDraft,
    /// The day, as typed.
    pub(crate) on: String,
    /// Problems found when it was last to be noted.
    pub(crate) errors: Vec<FieldError>,
}

/// A text field of an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ActivityField {
    /// What it was about.
    Topic,
    /// Where.
    Place,
    /// Who did it.
    Organisation,
    /// People reached.
    Reach,
    /// Free note.
    Note,
}

impl ActivityField {
    /// The field's name, as in [`ActivityDraft`].
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Place => "place",
            Self::Organisation => "organisation",
            Self::Reach => "reach_text",
            Self::Note => "note",
        }
    }

    /// What stands in it.
    pub(crate) fn of(self, draft: &ActivityDraft) -> &str {
        match self {
            Self::Topic => &draft.topic,
            Self::Place => &draft.place,
            Self::Organisation => &draft.organisation,
            Self::Reach => &draft.reach_text,
            Self::Note => &draft.note,
        }
    }
}

/// What a person does to the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ActivityAction {
    /// Chooses a campaign.
    Campaign(Option<DocId>),
    /// Types the day.
    On(String),
    /// Chooses by what people were reached.
    Channel(Option<Channel>),
    /// Types into a field.
    Text(ActivityField, String),
    /// These problems were found; none when it is sent.
    Refused(Vec<FieldError>),
    /// It was noted: the next of the same campaign and day may follow.
    Noted,
}

impl ActivityForm {
    /// An empty form.
    pub(crate) fn new(on: LocalDate) -> Self {
        Self {
            campaign: None,
            draft: ActivityDraft::empty(on),
            on: on.display(),
            errors: Vec::new(),
        }
    }

    /// The campaign that is meant: the one that was chosen, else the one that runs, else the newest,
    /// which stands first.
    pub(crate) fn campaign(&self, campaigns: &[Campaign], today: LocalDate) -> Option<DocId> {
        let chosen = campaigns.iter().find(|c| Some(c.id) == self.campaign);
        let running = || campaigns.iter().find(|c| c.contains(today));
        let meant = chosen.or_else(running).or_else(|| campaigns.first());
        meant.map(|campaign| campaign.id)
    }

    /// What is sent to the server, or every problem that can be seen here.
    pub(crate) fn to_request(
        &self,
        campaigns: &[Campaign],
        now: Timestamp,
    ) -> Result<NoteActivity, Vec<FieldError>> {
        let today = now.local_date();
        let on = read_day(&self.on);
        let draft = ActivityDraft {
            on: on.unwrap_or(today),
            ..self.draft.clone()
        };
        let read = draft.read(FactId::from_bytes([0; 16]), now);
        let mut errors = read.err().unwrap_or_default();
        let mut add = |field: &str, problem| {
            let field = field.to_owned();
            errors.push(FieldError { field, problem });
        };
        if let Err(problem) = on {
            add("on", problem);
        }
        let campaign = self.campaign(campaigns, today);
        if campaign.is_none() {
            add("campaign", Problem::Missing);
        }
        match campaign {
            Some(campaign) if errors.is_empty() => Ok(NoteActivity { campaign, draft }),
            _ => Err(errors),
        }
    }
}

impl Reducible for ActivityForm {
    type Action = ActivityAction;

    fn reduce(self: Rc<Self>, action: ActivityAction) -> Rc<Self> {
        let mut next = (*self).clone();
        let draft = &mut next.draft;
        match action {
            ActivityAction::Campaign(campaign) => next.campaign = campaign,
            ActivityAction::On(on) => next.on = on,
            ActivityAction::Channel(channel) => draft.channel = channel,
            ActivityAction::Text(field, text) => match field {
                ActivityField::Topic => draft.topic = text,
                ActivityField::Place => draft.place = text,
                ActivityField::Organisation => draft.organisation = text,
                ActivityField::Reach => draft.reach_text = text,
                ActivityField::Note => draft.note = text,
            },
            ActivityAction::Refused(errors) => next.errors = errors,
            ActivityAction::Noted => {
                next = Self {
                    campaign: next.campaign,
                    on: next.on,
                    ..Self::new(draft.on)
                };
            }
        }
        Rc::new(next)
    }
}

#[cfg(test)]
mod tests;
