//! All that was said of reports, the last first; what was said by mistake is taken back here.

use std::rc::Rc;

use chungtay_shared::api::path;
use chungtay_shared::api::period::{PeriodsPage, SaidLine};
use chungtay_shared::period::{Urged, UrgingDraft};
use yew::prelude::*;

use crate::i18n::{Translator, use_translator};
use crate::office::disclosure::Disclosure;
use crate::office::statement_row::{Shown, Striking, statement_row};
use crate::office::words;

/// What is shown, and who hears that something was taken back.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The periods.
    pub(super) page: Rc<PeriodsPage>,
    /// Gets what to say.
    pub(super) on_said: Callback<String>,
}

/// A button, and below it a table of statements.
#[component]
pub(super) fn SaidSoFar(props: &Props) -> Html {
    let t = use_translator();
    let open = use_state_eq(|| false);
    let on_toggle = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |()| open.set(!is_open))
    };
    let Some(below) = props
        .page
        .below
        .as_ref()
        .filter(|below| !below.said.is_empty())
    else {
        return Html::default();
    };
    html! {
        <Disclosure
            id="urging-statements" label={t.text("office.periods.said")} testid="show-said"
            open={*open} {on_toggle}
        >
            <div
                class="table-scroll" tabindex="0" role="group"
                aria-label={t.text("office.periods.said")}
            >
                <table class="table" data-testid="urging-statements">
                    <caption class="visually-hidden">{ t.text("office.periods.said") }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ t.text("office.col.what") }</th>
                            <th scope="col">{ t.text("office.col.recorded_by") }</th>
                        </tr>
                    </thead>
                    <tbody>
                        { for below.said.iter().map(|line| row(&t, props, line)) }
                    </tbody>
                </table>
            </div>
        </Disclosure>
    }
}

fn row(t: &Translator, props: &Props, line: &SaidLine) -> Html {
    let statement = &line.statement;
    let what = in_words(t, &props.page, &statement.said);
    let n = statement.n;
    let striking = line.struck.is_none().then(|| Striking {
        id: format!("strike-urging-{n}"),
        testid: "strike-urging",
        what: t.text("office.periods.strike_what"),
        path: path::URGING,
        request: Callback::from(move |reason| UrgingDraft::Struck { n, reason }),
        on_said: props.on_said.clone(),
    });
    let shown = Shown {
        n,
        what: &what,
        by: &statement.by,
        at: statement.at,
        struck: line.struck.as_deref(),
        testid: "urging-statement",
    };
    statement_row(t, &shown, striking)
}

fn in_words(t: &Translator, page: &PeriodsPage, said: &Urged) -> String {
    match said {
        Urged::Due(due) => {
            let what = t.fill(
                "office.periods.due_title",
                &[("day", &t.date(due.to)), ("due", &t.date(due.due))],
            );
            words::joined(&[&what, &due.note])
        }
        Urged::Reminded(reminder) => {
            let dues = page.below.iter().flat_map(|below| &below.dues);
            let mut units = dues.flat_map(|line| &line.units);
            let unit = units.find(|line| line.unit.code == reminder.unit);
            let name = unit.map_or(reminder.unit.as_str(), |line| line.unit.name.as_str());
            let what = t.fill("office.periods.said_reminded", &[("unit", name)]);
            let how = t.choice("office.reminder_channel", reminder.channel.code());
            let on = t.date(reminder.on);
            words::joined(&[&what, &on, how, &reminder.whom, &reminder.note])
        }
        // What was sent or struck is no line here.
        Urged::Sent { .. } | Urged::Struck { .. } => String::new(),
    }
}
