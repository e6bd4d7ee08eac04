//! How much was done, in all and by each channel.

use chungtay_shared::api::publicity::ActivityLine;
use chungtay_shared::publicity::Channel;
use yew::prelude::*;

use crate::i18n::Translator;

/// What activities come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Total {
    /// How many there are.
    activities: u64,
    /// People reached, each as often as they were.
    reach: u64,
}

/// What those of the activities come to that count, of one channel or of all.
fn total(lines: &[ActivityLine], channel: Option<Channel>) -> Total {
    lines
        .iter()
        .filter(|line| line.struck.is_none())
        .map(|line| &line.activity)
        .filter(|activity| channel.is_none_or(|channel| activity.channel == channel))
        .fold(Total::default(), |total, activity| Total {
            activities: total.activities + 1,
            reach: total.reach + u64::from(activity.reach),
        })
}

/// The numbers, and below them the same by channel.
pub(super) fn totals(t: &Translator, lines: &[ActivityLine]) -> Html {
    let all = total(lines, None);
    let first = lines.first().map(|line| line.campaign);
    let is_of_several = lines.iter().any(|line| Some(line.campaign) != first);
    let tile = |testid: &'static str, label: &'static str, count: u64| {
        html! {
            <div class="tile" data-testid={testid}>
                <dt>{ label }</dt>
                <dd><strong>{ t.number(count) }</strong></dd>
            </div>
        }
    };
    html! {
        <section
            class="stack" aria-labelledby="publicity-so-far" data-testid="publicity-totals"
        >
            <h2 id="publicity-so-far">{ t.text("office.publicity.so_far") }</h2>
            <dl class="tiles">
                { tile("publicity-count", t.text("office.publicity.count"), all.activities) }
                { tile("publicity-reach", t.text("office.publicity.reach"), all.reach) }
            </dl>
            { by_channel(t, lines) }
            <p class="hint">
                { t.text("office.publicity.counted") }
                if is_of_several { { " " }{ t.text("office.publicity.of_all") } }
            </p>
        </section>
    }
}

fn by_channel(t: &Translator, lines: &[ActivityLine]) -> Html {
    let row = |channel: &Channel| {
        let total = total(lines, Some(*channel));
        html! {
            <tr data-testid={format!("publicity-{}", channel.code())}>
                <th scope="row">{ t.choice("office.channel", channel.code()) }</th>
                <td class="number">{ t.number(total.activities) }</td>
                <td class="number">{ t.number(total.reach) }</td>
            </tr>
        }
    };
    html! {
        <div
            class="table-scroll" tabindex="0" role="group"
            aria-label={t.text("office.publicity.by_channel")}
        >
            <table class="table">
                <caption class="visually-hidden">{ t.text("office.publicity.by_channel") }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ t.text("office.publicity.col_channel") }</th>
                        <th scope="col" class="number">{ t.text("office.publicity.count") }</th>
                        <th scope="col" class="number">{ t.text("office.publicity.reach") }</th>
                    </tr>
                </thead>
                <tbody>{ for Channel::ALL.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

#[cfg(test)]
mod tests;
