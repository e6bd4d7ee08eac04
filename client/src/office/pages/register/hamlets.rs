//! The hamlets: how many households are of each, what it was called, and what became of those that are
//! no more.

use std::rc::Rc;

use chungtay_shared::api::register::{HamletLine, RegisterPage};
use yew::prelude::*;

use super::change::{Beginning, Change};
use super::new_hamlet::NewHamlet;
use crate::components::{Badge, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::disclosure::Disclosure;
use crate::office::words;

/// HTML id of the form in which a hamlet is changed.
const CHANGE: &str = "change-hamlet";

/// What is shown.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The register.
    pub(super) page: Rc<RegisterPage>,
}

/// A table of hamlets, and the ways to change them.
#[component]
pub(super) fn Hamlets(props: &Props) -> Html {
    let t = use_translator();
    let said = use_state_eq(String::new);
    let beginning = use_state_eq(|| None::<Beginning>);
    let on_said = {
        let (said, beginning) = (said.setter(), beginning.setter());
        Callback::from(move |words: String| {
            said.set(words);
            beginning.set(None);
        })
    };
    let on_begin = {
        let (said, beginning) = (said.setter(), beginning.setter());
        Callback::from(move |begun: Beginning| {
            said.set(String::new());
            beginning.set(Some(begun));
        })
    };
    let on_toggle = {
        let (beginning, is_open) = (beginning.setter(), beginning.is_some());
        Callback::from(move |()| beginning.set((!is_open).then(Beginning::default)))
    };
    let lines = &props.page.hamlets;
    html! {
        <section class="stack" aria-labelledby="hamlets">
            <h2 id="hamlets">{ t.text("office.register.hamlets") }</h2>
            if lines.is_empty() {
                <p class="empty">{ t.text("office.register.no_hamlet") }</p>
            } else {
                { table(&t, lines, &on_begin) }
            }
            <p role="status" data-testid="hamlet-said">{ &*said }</p>
            <div class="stack no-print">
                <Disclosure
                    id={CHANGE} label={t.text("office.register.change")} testid="change-hamlet"
                    open={beginning.is_some()} {on_toggle}
                >
                    if let Some(begun) = &*beginning {
                        <Change
                            key={begun.hamlet.clone()} page={Rc::clone(&props.page)}
                            beginning={begun.clone()} on_said={on_said.clone()}
                        />
                    }
                </Disclosure>
                <NewHamlet {on_said} />
            </div>
        </section>
    }
}

fn table(t: &Translator, lines: &[HamletLine], on_begin: &Callback<Beginning>) -> Html {
    html! {
        <div class="table-scroll" tabindex="0" role="group" aria-labelledby="hamlets">
            <table class="table" data-testid="hamlets">
                <caption class="visually-hidden">{ t.text("office.register.hamlets") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ t.text("office.register.hamlet_name") }</th>
                        <th scope="col" class="number">{ t.text("office.register.households") }</th>
                        <th scope="col">{ t.text("office.register.since") }</th>
                        <th scope="col">{ t.text("office.register.history") }</th>
                    </tr>
                </thead>
                <tbody>{ for lines.iter().map(|line| row(t, line, on_begin)) }</tbody>
            </table>
        </div>
    }
}

fn row(t: &Translator, line: &HamletLine, on_begin: &Callback<Beginning>) -> Html {
    let hamlet = &line.hamlet;
    let from = hamlet
        .from
        .map_or_else(|| "–".to_owned(), |day| t.date(day));
    html! {
        <tr data-testid="hamlet">
            <th scope="row">
                { &hamlet.name }
                if let Some(until) = hamlet.until {
                    <span class="below">
                        <Badge
                            label={t.fill("office.register.until", &[("day", &t.date(until))])}
                            testid="hamlet-until"
                        />
                    </span>
                }
            </th>
            <td class="number">{ t.number(line.households) }</td>
            <td class="moment">{ from }</td>
            <td>
                if !line.once_called.is_empty() {
                    <span class="said">
                        { t.fill("office.register.once", &[("names", &line.once_called.join(", "))]) }
                    </span>
                } else if !line.now_called.is_empty() {
                    <span class="said">
                        { t.fill("office.register.now", &[("names", &line.now_called.join(", "))]) }
                    </span>
                }
                { late(t, line, on_begin) }
            </td>
        </tr>
    }
}

/// Households that are still written down under a name that is no more, and the way to move them.
fn late(t: &Translator, line: &HamletLine, on_begin: &Callback<Beginning>) -> Html {
    if line.now_called.is_empty() || line.households == 0 {
        return Html::default();
    }
    let begun = Beginning {
        hamlet: line.hamlet.name.clone(),
        into: match line.now_called.as_slice() {
            [now] => now.clone(),
            // Of several, somebody has to say which.
            _ => String::new(),
        },
        is_late: true,
    };
    let onclick = on_begin.reform(move |_: MouseEvent| begun.clone());
    let count = words::counted(t, "office.register.late", line.households);
    html! {
        <span class="below">
            <Badge tone={Tone::Waiting} label={count} testid="hamlet-late" />
            { " " }
            <button
                type="button" class="button button-small no-print" {onclick}
                data-testid="move-late"
            >
                { t.text("office.register.move_late") }
            </button>
        </span>
    }
}
