//! The campaign's report as a text document: what the office writes around it, and the way to get it.

mod wording;

use std::rc::Rc;

use chungtay_shared::api::path;
use chungtay_shared::api::report::{ReportQuery, ReportScope, ReportStyle};
use chungtay_shared::campaign::Campaign;
use chungtay_shared::field::FieldError;
use chungtay_shared::id::DocId;
use chungtay_shared::time::LocalDate;
use yew::prelude::*;

use crate::components::{Choice, ChoiceChips, Field, Kind};
use crate::i18n::{Translator, use_translator};
use crate::office::browser;
use crate::office::data_view::data_view;
use crate::office::failure::problem_of;
use crate::office::if_may::IfMay;
use crate::office::percent::encode;
use crate::office::remote::{use_remote, use_shell};
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::select_field::SelectField;
use crate::state::campaign_in_force;
use wording::WordingCard;

/// Choices that stand side by side; more of them drop down.
const CHIPS_MAX: usize = 6;

/// A text that stands around the report's figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Number,
    Place,
    SignerTitle,
    SignerName,
    Recipients,
}

impl Part {
    /// The field's name, as in [`ReportQuery`].
    const fn code(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Place => "place",
            Self::SignerTitle => "signer_title",
            Self::SignerName => "signer_name",
            Self::Recipients => "recipients",
        }
    }

    fn of(self, query: &ReportQuery) -> &str {
        match self {
            Self::Number => &query.number,
            Self::Place => &query.place,
            Self::SignerTitle => &query.signer_title,
            Self::SignerName => &query.signer_name,
            Self::Recipients => &query.recipients,
        }
    }

    fn of_mut(self, query: &mut ReportQuery) -> &mut String {
        match self {
            Self::Number => &mut query.number,
            Self::Place => &mut query.place,
            Self::SignerTitle => &mut query.signer_title,
            Self::SignerName => &mut query.signer_name,
            Self::Recipients => &mut query.recipients,
        }
    }
}

/// What a person does on the page.
enum Action {
    Campaign(DocId),
    Style(ReportStyle),
    Scope(ReportScope),
    Text(Part, String),
}

/// What is asked for, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asked(ReportQuery);

impl Asked {
    /// Of the campaign that runs, else of the last that was, else of the newest, which stands first.
    fn new(campaigns: &[Campaign], today: LocalDate, scope: ReportScope) -> Option<Self> {
        let meant = campaign_in_force(campaigns, today).or_else(|| campaigns.first())?;
        Some(Self(ReportQuery {
            campaign: meant.id,
            style: ReportStyle::Front,
            scope,
            number: String::new(),
            place: String::new(),
            signer_title: String::new(),
            signer_name: String::new(),
            recipients: String::new(),
        }))
    }

    /// Where the document is got from, or what is too long for it.
    fn address(&self) -> Result<String, Vec<FieldError>> {
        let query = self.0.clone().read()?;
        let (campaign, style) = (query.campaign, query.style.code());
        let mut address = format!("{}?campaign={campaign}&style={style}", path::REPORT);
        if query.scope != ReportScope::Own {
            address = format!("{address}&scope={}", query.scope.code());
        }
        for part in [
            Part::Number,
            Part::Place,
            Part::SignerTitle,
            Part::SignerName,
            Part::Recipients,
        ] {
            let text = part.of(&query);
            if !text.is_empty() {
                address = format!("{address}&{}={}", part.code(), encode(text));
            }
        }
        Ok(address)
    }
}

impl Reducible for Asked {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let Self(mut query) = (*self).clone();
        match action {
            Action::Campaign(campaign) => query.campaign = campaign,
            Action::Style(style) => query.style = style,
            Action::Scope(scope) => query.scope = scope,
            Action::Text(part, text) => *part.of_mut(&mut query) = text,
        }
        Rc::new(Self(query))
    }
}

/// The report of a campaign.
#[component]
pub(crate) fn Report() -> Html {
    let t = use_translator();
    let campaigns = use_remote::<Vec<Campaign>>(path::CAMPAIGNS.to_owned());
    let today = browser::now().local_date();
    let keeps_units = use_shell().keeps_units();
    // Whoever keeps units reports on all of them.
    let scope = if keeps_units {
        ReportScope::Whole
    } else {
        ReportScope::Own
    };
    html! {
        <>
            <h1>{ t.text("office.report.heading") }</h1>
            <p class="lead">{ t.text("office.report.what") }</p>
            { data_view(&t, &campaigns, |_| html! {
                { for campaigns.data.iter().map(|campaigns| match Asked::new(campaigns, today, scope) {
                    Some(begin) => html! {
                        <Form campaigns={Rc::clone(campaigns)} {begin} {keeps_units} />
                    },
                    None => no_campaign(&t),
                }) }
            }) }
        </>
    }
}

fn no_campaign(t: &Translator) -> Html {
    html! {
        <p class="empty">
            { t.text("office.report.no_campaign") }
            { " " }
            <RouteLink to={Route::Campaigns}>{ t.text("office.fund.to_campaigns") }</RouteLink>
        </p>
    }
}

/// The campaigns, and how the form begins; what is typed outlives a change of either.
#[derive(PartialEq, Properties)]
struct FormProps {
    campaigns: Rc<Vec<Campaign>>,
    begin: Asked,
    keeps_units: bool,
}

#[component]
fn Form(props: &FormProps) -> Html {
    let t = use_translator();
    let asked = {
        let begin = props.begin.clone();
        use_reducer(move || begin)
    };
    let address = asked.address();
    let errors = address.as_ref().err().cloned().unwrap_or_default();
    let can_be_got = address.is_ok();
    let text = |part, kind| text(&t, &asked, &errors, part, kind);
    html! {
        <>
        <section class="card" aria-label={t.text("office.report.heading")}>
            { campaign(&t, &asked, &props.campaigns) }
            if props.keeps_units { { scope(&t, &asked) } }
            { style(&t, &asked) }
            <div class="form-row">
                { text(Part::Number, Kind::Line) }
                { text(Part::Place, Kind::Line) }
            </div>
            <div class="form-row">
                { text(Part::SignerTitle, Kind::Line) }
                { text(Part::SignerName, Kind::Line) }
            </div>
            { text(Part::Recipients, Kind::Note) }
            <p class="actions">
                <a
                    class="button button-primary" download="" href={address.ok()}
                    aria-disabled={(!can_be_got).then_some("true")} data-testid="report-download"
                >
                    { t.text("office.report.get") }
                </a>
            </p>
            <p class="hint">{ t.text("office.report.then") }</p>
        </section>
        <IfMay post={path::WORDING}><WordingCard query={asked.0.clone()} /></IfMay>
        </>
    }
}

fn campaign(t: &Translator, asked: &UseReducerHandle<Asked>, campaigns: &[Campaign]) -> Html {
    let label = t.text("office.report.campaign");
    let choices: Vec<Choice> = campaigns
        .iter()
        .map(|campaign| Choice::new(campaign.id.to_string(), campaign.name.clone()))
        .collect();
    let chosen = AttrValue::from(asked.0.campaign.to_string());
    let dispatcher = asked.dispatcher();
    let choose = move |id: &str| {
        if let Ok(id) = id.parse() {
            dispatcher.dispatch(Action::Campaign(id));
        }
    };
    if choices.len() > CHIPS_MAX {
        let on_choose = Callback::from(move |id: String| choose(&id));
        return html! {
            <SelectField name="report-campaign" {label} {choices} {chosen} {on_choose} />
        };
    }
    let on_choose = Callback::from(move |id: AttrValue| choose(&id));
    html! {
        <ChoiceChips
            name="report-campaign" legend={label} {choices} chosen={vec![chosen]} {on_choose}
        />
    }
}

/// Of which units, where there are some below.
fn scope(t: &Translator, asked: &UseReducerHandle<Asked>) -> Html {
    let choices = [ReportScope::Whole, ReportScope::Own]
        .map(|scope| Choice::new(scope.code(), t.choice("office.report_scope", scope.code())));
    let chosen = vec![AttrValue::Static(asked.0.scope.code())];
    let dispatcher = asked.dispatcher();
    let on_choose = Callback::from(move |code: AttrValue| {
        if let Some(scope) = ReportScope::from_code(&code) {
            dispatcher.dispatch(Action::Scope(scope));
        }
    });
    html! {
        <ChoiceChips
            name="report-scope" legend={t.text("office.report.scope")}
            hint={t.text("office.report.scope_hint")} choices={choices.to_vec()} {chosen}
            {on_choose}
        />
    }
}

fn style(t: &Translator, asked: &UseReducerHandle<Asked>) -> Html {
    let choices: Vec<Choice> = ReportStyle::ALL
        .iter()
        .map(|style| Choice::new(style.code(), t.choice("office.report_style", style.code())))
        .collect();
    let chosen = vec![AttrValue::Static(asked.0.style.code())];
    let dispatcher = asked.dispatcher();
    let on_choose = Callback::from(move |code: AttrValue| {
        if let Some(style) = ReportStyle::from_code(&code) {
            dispatcher.dispatch(Action::Style(style));
        }
    });
    html! {
        <ChoiceChips
            name="report-style" legend={t.text("office.report.style")}
            hint={t.text("office.report.style_hint")} {choices} {chosen} {on_choose}
        />
    }
}

fn text(
    t: &Translator,
    asked: &UseReducerHandle<Asked>,
    errors: &[FieldError],
    part: Part,
    kind: Kind,
) -> Html {
    let error = problem_of(errors, part.code());
    let error = error.map(|problem| AttrValue::Static(t.problem(problem)));
    let hint = match part {
        Part::Number => Some("office.report.number_hint"),
        Part::Place => Some("office.report.place_hint"),
        Part::SignerTitle => Some("office.report.signer_title_hint"),
        Part::Recipients => Some("office.report.recipients_hint"),
        Part::SignerName => None,
    };
    let hint = hint.map(|key| AttrValue::Static(t.text(key)));
    let dispatcher = asked.dispatcher();
    let on_input = Callback::from(move |typed| dispatcher.dispatch(Action::Text(part, typed)));
    html! {
        <Field
            name={format!("report-{}", part.code())} label={t.choice("office.report_part", part.code())}
            {kind} optional=true value={part.of(&asked.0).to_owned()} {hint} {error} {on_input}
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chungtay_shared::field::Problem;

    fn campaign(id: u8, from: &str, to: &str) -> Campaign {
        Campaign {
            id: DocId::from_bytes([id; 16]),
            commune: "99001".to_owned(),
            name: "Tháng cao điểm".to_owned(),
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
            items: Vec::new(),
            has_rounds: false,
        }
    }

    fn today() -> LocalDate {
        "2026-10-20".parse().unwrap()
    }

    #[test]
    fn the_campaign_that_runs_is_meant_else_the_newest() {
        let next = campaign(1, "2027-01-01", "2027-02-01");
        let running = campaign(2, "2026-10-17", "2026-11-18");
        let meant = |all: &[Campaign]| {
            Asked::new(all, today(), ReportScope::Own).map(|asked| asked.0.campaign)
        };
        assert_eq!(meant(&[next.clone(), running.clone()]), Some(running.id));
        assert_eq!(meant(std::slice::from_ref(&next)), Some(next.id));
        assert_eq!(meant(&[]), None);
    }

    #[test]
    fn the_address_holds_what_was_typed_and_nothing_that_is_too_long() {
        let month = campaign(2, "2026-10-17", "2026-11-18");
        let begin = Asked::new(&[month], today(), ReportScope::Own).unwrap();
        let id = "02".repeat(16);
        let bare = format!("/api/office/report?campaign={id}&style=front");
        assert_eq!(begin.address(), Ok(bare));
        let whole = (*Rc::new(begin.clone()).reduce(Action::Scope(ReportScope::Whole))).clone();
        assert!(
            whole
                .address()
                .is_ok_and(|address| address.ends_with("&scope=whole"))
        );
        let does = |asked: Asked, action| (*Rc::new(asked).reduce(action)).clone();
        let asked = does(begin, Action::Style(ReportStyle::Party));
        let asked = does(asked, Action::Text(Part::Number, " 12 ".into()));
        let asked = does(asked, Action::Text(Part::Recipients, "Ấp 3\nLưu".into()));
        let typed = "&style=party&number=12&recipients=%E1%BA%A4p%203%0ALưu";
        let typed = typed.replace('ư', "%C6%B0");
        assert!(
            asked
                .address()
                .is_ok_and(|address| address.ends_with(&typed))
        );
        let overlong = does(asked, Action::Text(Part::Place, "a".repeat(201)));
        let problems = overlong.address().unwrap_err();
        assert_eq!(problem_of(&problems, "place"), Some(Problem::TooLong));
    }
}
