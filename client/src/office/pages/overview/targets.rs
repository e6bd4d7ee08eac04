//! How far a campaign's targets were reached.

use std::cmp::Ordering;

use chungtay_shared::api::TargetReached;
use chungtay_shared::campaign::Indicator;
use yew::prelude::*;

use crate::i18n::Translator;
use crate::office::opens::{NumberLink, Opens};
use crate::office::pages::campaign::in_words;

/// A row for each target, whose number opens the list behind it; nothing where none is set.
pub(in crate::office::pages) fn targets(
    t: &Translator,
    campaign_name: &str,
    targets: &[TargetReached],
    opens: impl Fn(Indicator) -> Option<Opens>,
) -> Html {
    if targets.is_empty() {
        return Html::default();
    }
    html! {
        <section class="card" aria-labelledby="targets" data-testid="targets">
            <h2 id="targets">{ t.text("office.target.heading") }</h2>
            <p class="hint">
                { t.fill("office.target.counted", &[("campaign", campaign_name)]) }
            </p>
            <ul class="targets">
                { for targets.iter().map(|target| row(t, *target, opens(target.indicator))) }
            </ul>
        </section>
    }
}

/// The numbers first, then how they look.
fn row(t: &Translator, of: TargetReached, opens: Option<Opens>) -> Html {
    let name = in_words::indicator(t, of.indicator);
    let reached = in_words::amount(t, of.indicator, of.reached);
    html! {
        <li key={of.indicator.code()} data-testid="target">
            <p class="card-title">{ name }</p>
            <p>
                <strong class="figure">
                    if let Some(opens) = opens {
                        <NumberLink {opens}>{ reached }</NumberLink>
                    } else {
                        { reached }
                    }
                </strong>
                { " " }
                <span>{ of_target(t, of) }</span>
            </p>
            <progress
                max={of.target.max(1).to_string()}
                value={of.reached.clamp(0, of.target.max(1)).to_string()}
                aria-label={t.fill("office.target.progress", &[("name", name)])}
            />
            if let Some(short) = short(t, of) { <p>{ short }</p> }
        </li>
    }
}

/// `trên 1.200 hộ · đạt 68%`
fn of_target(t: &Translator, of: TargetReached) -> String {
    let target = in_words::amount(t, of.indicator, of.target);
    let percent = percent(of);
    if percent == 0 && of.reached > 0 {
        return t.fill("office.target.of_little", &[("target", &target)]);
    }
    let percent = percent.to_string();
    t.fill(
        "office.target.of",
        &[("target", &target), ("percent", &percent)],
    )
}

/// Whole percent, rounded down: a target that is not reached is never 100.
fn percent(of: TargetReached) -> i64 {
    of.reached.max(0).saturating_mul(100) / of.target.max(1)
}

/// `còn thiếu 380 hộ`, as long as it is short.
fn short(t: &Translator, of: TargetReached) -> Option<String> {
    match of.reached.cmp(&of.target) {
        Ordering::Less => {
            let amount = in_words::amount(t, of.indicator, of.target - of.reached);
            Some(t.fill("office.target.short", &[("amount", &amount)]))
        }
        Ordering::Equal | Ordering::Greater => None,
    }
}

#[cfg(test)]
mod tests {
    use yew::Callback;

    use super::*;
    use crate::i18n::{Language, OFFICE};

    fn said(language: Language, indicator: Indicator, target: i64, reached: i64) -> String {
        let t = Translator::new(language, &[&OFFICE], Callback::noop());
        let of = TargetReached {
            indicator,
            target,
            reached,
        };
        let short = short(&t, of).unwrap_or_default();
        format!("{} | {short}", of_target(&t, of)).replace('\u{a0}', " ")
    }

    #[test]
    fn what_is_short_is_said_and_only_what_was_reached_is_a_hundred_percent() {
        use Language::{English, Vietnamese};
        let cases = [
            (
                said(Vietnamese, Indicator::Visited, 1_200, 820),
                "trên 1.200 hộ · đạt 68% | còn thiếu 380 hộ",
            ),
            (
                said(Vietnamese, Indicator::Aided, 1_200, 1_199),
                "trên 1.200 hộ · đạt 99% | còn thiếu 1 hộ",
            ),
            (
                said(Vietnamese, Indicator::Aided, 40, 50),
                "trên 40 hộ · đạt 125% | ",
            ),
            (
                said(Vietnamese, Indicator::Raised, 1_500_000_000, 500_000),
                "trên 1.500.000.000 đ · đạt chưa đến 1% | còn thiếu 1.499.500.000 đ",
            ),
            (
                said(English, Indicator::Visited, 1_200, 1_199),
                "of 1.200 households · 99% reached | 1 household short",
            ),
            (
                said(English, Indicator::Given, 1_000_000, 0),
                "of 1.000.000 đ · 0% reached | 1.000.000 đ short",
            ),
        ];
        for (said, expected) in cases {
            assert_eq!(said, expected);
        }
    }
}
