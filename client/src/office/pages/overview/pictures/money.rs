//! What came into a Fund against what went out of it.

use chungtay_shared::api::behind::{Behind, Figure};
use chungtay_shared::api::pictures::{MoneyLine, PicturesPage};
use chungtay_shared::fund::Amount;
use yew::prelude::*;

use super::{figure, heads};
use crate::i18n::Translator;
use crate::office::opens::{NumberLink, Opens};
use crate::office::words;

/// The picture, whose table opens a commune's own Fund, or each unit's part of a number.
pub(super) fn in_and_out(t: &Translator, page: &PicturesPage, opens_fund: bool) -> Html {
    let lines = || page.money_before.iter().chain(&page.money);
    let sum = |of: fn(&MoneyLine) -> Amount| lines().map(of).sum::<Amount>();
    let (came, went) = (sum(|line| line.came), sum(|line| line.went));
    let alt = t.fill(
        "office.pictures.in_and_out_alt",
        &[
            ("came", &words::amount(t, came)),
            ("went", &words::amount(t, went)),
        ],
    );
    let cell = |of: Amount, behind: Behind| cell(t, of, behind, opens_fund);
    let last = lines().map(|line| line.day).max();
    let rows = lines().map(|line| {
        let day = t.date(line.day);
        let is_before = page.money_before.as_ref() == Some(line);
        let on = |figure: Figure| {
            if is_before {
                figure.by(line.day)
            } else {
                figure.on(line.day)
            }
        };
        let day = if is_before {
            t.fill("office.pictures.up_to", &[("day", &day)])
        } else {
            day
        };
        html! {
            <tr key={line.day.days().to_string()}>
                <th scope="row">{ day }</th>
                { cell(line.came, on(Figure::Came)) }
                { cell(line.went, on(Figure::Went)) }
            </tr>
        }
    });
    let table = html! {
        <table class="table">
            { heads(t, &[
                "office.pictures.col_day", "office.pictures.came", "office.pictures.went",
            ]) }
            <tbody>{ for rows }</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{ t.text("office.pictures.sum") }</th>
                    if let Some(last) = last {
                        { cell(came, Figure::Came.by(last)) }
                        { cell(went, Figure::Went.by(last)) }
                    }
                </tr>
            </tfoot>
        </table>
    };
    let legend = [
        ("first", "office.pictures.came"),
        ("second", "office.pictures.went"),
    ];
    figure(t, "in_and_out", &page.in_and_out, (alt, &legend), &table)
}

fn cell(t: &Translator, of: Amount, behind: Behind, opens_fund: bool) -> Html {
    let opens = if opens_fund {
        Opens::Fund
    } else {
        Opens::Parts(behind)
    };
    html! {
        <td class="number">
            if of.is_zero() {
                { "–" }
            } else {
                <NumberLink {opens}>{ words::amount(t, of) }</NumberLink>
            }
        </td>
    }
}
