//! Who at the office had which record tried again, and what came of it.

use chungtay_shared::api::Trial;
use yew::prelude::*;

use super::words;
use crate::components::{Badge, Tone};
use crate::i18n::Translator;

/// The trials, newest first; nothing where there were none.
pub(crate) fn trials(t: &Translator, trials: &[Trial]) -> Html {
    if trials.is_empty() {
        return Html::default();
    }
    html! {
        <section class="card" aria-labelledby="trials">
            <h3 id="trials">{ t.text("office.trials.heading") }</h3>
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby="trials">
                <table class="table" data-testid="trials-table">
                    <caption class="visually-hidden">{ t.text("office.trials.heading") }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ t.text("office.col.at") }</th>
                            <th scope="col">{ t.text("office.trials.officer") }</th>
                            <th scope="col">{ t.text("office.trials.record") }</th>
                            <th scope="col">{ t.text("office.trials.before") }</th>
                            <th scope="col">{ t.text("office.trials.outcome") }</th>
                        </tr>
                    </thead>
                    <tbody>{ for trials.iter().map(|trial| row(t, trial)) }</tbody>
                </table>
            </div>
        </section>
    }
}

fn row(t: &Translator, trial: &Trial) -> Html {
    let n = t.number(trial.n);
    let whose = [("n", n.as_str()), ("name", trial.person_name.as_str())];
    html! {
        <tr data-testid="trial-row">
            <td class="moment">{ words::moment(t, trial.at) }</td>
            <td>{ &trial.officer_name }</td>
            <td>{ t.fill("office.trials.of", &whose) }</td>
            <td>{ t.choice("quarantine", &trial.reason) }</td>
            <td>
                if let Some(reason) = &trial.refused {
                    <Badge tone={Tone::Waiting} label={t.text("office.trials.refused")} />
                    { " " }{ t.choice("quarantine", reason) }
                } else {
                    <Badge tone={Tone::Good} label={t.text("office.trials.let_in")} />
                }
            </td>
        </tr>
    }
}
