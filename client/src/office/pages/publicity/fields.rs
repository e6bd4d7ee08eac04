//! The fields of an activity, each with what is wrong with it.

use chungtay_shared::campaign::Campaign;
use chungtay_shared::publicity::Channel;
use yew::prelude::*;

use crate::components::{Choice, ChoiceChips, Field, Kind};
use crate::i18n::Translator;
use crate::office::activity_form::{ActivityAction, ActivityField, ActivityForm};
use crate::office::answer::Answer;
use crate::office::browser;
use crate::office::choice_field::ChoiceField;
use crate::office::failure::problem_of;

/// What the form's fields are drawn from.
pub(super) struct Fields<'a> {
    /// The words.
    pub(super) t: &'a Translator,
    /// What is typed.
    pub(super) form: &'a UseReducerHandle<ActivityForm>,
    /// How the sending goes.
    pub(super) answer: &'a Answer,
    /// The commune's campaigns, newest first.
    pub(super) campaigns: &'a [Campaign],
    /// Organisations that are offered while a name is typed.
    pub(super) organisations: &'a [String],
}

impl Fields<'_> {
    /// All of them.
    pub(super) fn all(&self) -> Html {
        let t = self.t;
        let line = |field, label, optional| self.text(field, label, Kind::Line, optional);
        html! {
            <>
                { self.campaign() }
                { self.channels() }
                <div class="form-row">
                    { self.day() }
                    { line(ActivityField::Topic, t.text("office.publicity.topic"), false) }
                    { line(ActivityField::Place, t.text("office.publicity.place"), true) }
                </div>
                <div class="form-row">
                    { line(
                        ActivityField::Organisation, t.text("office.publicity.organisation"), true,
                    ) }
                    { self.text(
                        ActivityField::Reach, t.text("office.publicity.people"), Kind::Amount, true,
                    ) }
                </div>
                { self.text(
                    ActivityField::Note, t.text("office.publicity.remark"), Kind::Note, true,
                ) }
            </>
        }
    }

    fn campaign(&self) -> Html {
        let label = self.t.text("office.publicity.campaign");
        let today = browser::now().local_date();
        let chosen = self.form.campaign(self.campaigns, today);
        let chosen = chosen.map(|id| AttrValue::from(id.to_string()));
        let choices: Vec<Choice> = self
            .campaigns
            .iter()
            .map(|campaign| Choice::new(campaign.id.to_string(), campaign.name.clone()))
            .collect();
        html! {
            <ChoiceField
                name="activity-campaign" {label} {choices} {chosen} error={self.error("campaign")}
                on_choose={self.on(|id: AttrValue| ActivityAction::Campaign(id.parse().ok()))}
            />
        }
    }

    fn channels(&self) -> Html {
        let choices: Vec<Choice> = Channel::ALL
            .iter()
            .map(|channel| {
                let label = self.t.choice("office.channel", channel.code());
                Choice::new(channel.code(), label)
            })
            .collect();
        let chosen = self.form.draft.channel;
        let chosen = chosen.map(|channel| AttrValue::Static(channel.code()));
        let on_choose =
            self.on(|code: AttrValue| ActivityAction::Channel(Channel::from_code(&code)));
        html! {
            <ChoiceChips
                name="activity-channel" legend={self.t.text("office.publicity.channel")} {choices}
                chosen={chosen.into_iter().collect::<Vec<_>>()} error={self.error("channel")}
                {on_choose}
            />
        }
    }

    fn day(&self) -> Html {
        html! {
            <Field
                name="activity-on" label={self.t.text("office.publicity.on")}
                hint={self.t.text("office.campaign.day_hint")} value={self.form.on.clone()}
                error={self.error("on")} on_input={self.on(ActivityAction::On)}
            />
        }
    }

    fn text(&self, field: ActivityField, label: &'static str, kind: Kind, optional: bool) -> Html {
        let hint = (field == ActivityField::Reach)
            .then(|| AttrValue::Static(self.t.text("office.publicity.people_hint")));
        let names: &[String] = match field {
            ActivityField::Organisation => self.organisations,
            ActivityField::Topic
            | ActivityField::Place
            | ActivityField::Reach
            | ActivityField::Note => &[],
        };
        let suggestions: Vec<AttrValue> = names.iter().map(|name| name.clone().into()).collect();
        html! {
            <Field
                name={format!("activity-{}", field.code())} {label} {kind} {optional} {hint}
                {suggestions}
                value={field.of(&self.form.draft).to_owned()} error={self.error(field.code())}
                on_input={self.on(move |text| ActivityAction::Text(field, text))}
            />
        }
    }

    /// Tells the form what was typed or chosen.
    fn on<V: 'static>(&self, action: impl Fn(V) -> ActivityAction + 'static) -> Callback<V> {
        let dispatcher = self.form.dispatcher();
        Callback::from(move |value| dispatcher.dispatch(action(value)))
    }

    /// What is wrong with a field, as found here or by the server.
    fn error(&self, field: &str) -> Option<AttrValue> {
        problem_of(&self.form.errors, field)
            .map(|problem| AttrValue::Static(self.t.problem(problem)))
            .or_else(|| self.answer.error(self.t, field))
    }
}
