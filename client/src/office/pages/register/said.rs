//! All that was said, the last first; what was said by mistake is taken back here.

use std::rc::Rc;

use chungtay_shared::api::path;
use chungtay_shared::api::register::{RegisterPage, StatementLine};
use chungtay_shared::register::{HamletMoved, Said, SaidDraft};
use chungtay_shared::time::LocalDate;
use chungtay_shared::unit;
use yew::prelude::*;

use crate::i18n::{Translator, use_translator};
use crate::office::statement_row::{Shown, Striking, statement_row};
use crate::office::words;

/// What is shown.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The register.
    pub(super) page: Rc<RegisterPage>,
}

/// A table of statements.
#[component]
pub(super) fn SaidSoFar(props: &Props) -> Html {
    let t = use_translator();
    let taken_back = use_state_eq(String::new);
    let on_said = {
        let taken_back = taken_back.setter();
        Callback::from(move |words: String| taken_back.set(words))
    };
    let lines = &props.page.statements;
    if lines.is_empty() {
        return Html::default();
    }
    html! {
        <section class="stack" aria-labelledby="said">
            <h2 id="said">{ t.text("office.register.said") }</h2>
            <p role="status" data-testid="said-struck">{ &*taken_back }</p>
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby="said">
                <table class="table" data-testid="statements">
                    <caption class="visually-hidden">{ t.text("office.register.said") }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ t.text("office.col.what") }</th>
                            <th scope="col">{ t.text("office.col.recorded_by") }</th>
                        </tr>
                    </thead>
                    <tbody>{ for lines.iter().map(|line| row(&t, line, &on_said)) }</tbody>
                </table>
            </div>
        </section>
    }
}

fn row(t: &Translator, line: &StatementLine, on_said: &Callback<String>) -> Html {
    let statement = &line.statement;
    let what = in_words(t, line);
    let may_be_struck = line.struck.is_none() && !matches!(statement.said, Said::Struck { .. });
    let n = statement.n;
    let striking = may_be_struck.then(|| Striking {
        id: format!("strike-{n}"),
        testid: "strike-said",
        what: t.text("office.register.strike_what"),
        path: path::REGISTER,
        request: Callback::from(move |reason| SaidDraft::Struck { n, reason }),
        on_said: on_said.clone(),
    });
    let shown = Shown {
        n,
        what: &what,
        by: &statement.by,
        at: statement.at,
        struck: line.struck.as_deref(),
        testid: "statement",
    };
    statement_row(t, &shown, striking)
}

fn in_words(t: &Translator, line: &StatementLine) -> String {
    let with = |key: &str, parts: &[(&str, &str)]| t.fill(key, parts);
    match &line.statement.said {
        Said::HamletFrom {
            name,
            from,
            document,
        } => words::joined(&[
            &with(
                "office.register.said_hamlet",
                &[("name", name), ("day", &t.date(*from))],
            ),
            document,
        ]),
        Said::HamletMoved(moved) => said_moved(t, moved, line.moved),
        Said::Organisation { name, role, from } => with(
            "office.register.said_organisation",
            &[
                ("name", name),
                ("role", t.choice("office.role", role.code())),
                ("day", &t.date(*from)),
            ],
        ),
        Said::OrganisationUntil { name, until } => with(
            "office.register.said_until",
            &[("name", name), ("day", &t.date(*until))],
        ),
        Said::CameFrom { former, hamlets } => with(
            "office.register.said_came",
            &[
                ("name", former_name(former)),
                ("hamlets", &hamlets.join(", ")),
            ],
        ),
        Said::Struck { reason, .. } => with("office.register.said_struck", &[("reason", reason)]),
    }
}

fn said_moved(t: &Translator, moved: &HamletMoved, households: u64) -> String {
    let key = if moved.ends {
        "office.register.said_became"
    } else {
        "office.register.said_parted"
    };
    let became = t.fill(
        key,
        &[
            ("hamlet", &moved.hamlet),
            ("into", &moved.into),
            ("day", &t.date(moved.from)),
        ],
    );
    let count = words::counted(t, "office.overview.households", households);
    words::joined(&[&became, &count, &moved.document])
}

/// What an old commune was called on its last day.
fn former_name(code: &str) -> &str {
    let last = LocalDate::new(2025, 6, 30);
    last.and_then(|day| unit::name_of(code, day))
        .unwrap_or(code)
}
