//! One entry of the Fund in its table.

use chungtay_shared::api::fund::{StoreChoice, StoredGoods, VoidEntry};
use chungtay_shared::api::path;
use chungtay_shared::fund::{Amount, Entered, Entry, EntryKind};
use yew::prelude::*;

use super::take_in::{TakeIn, can_take_in};
use crate::components::{Badge, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::take_back::{TakeBack, Texts};
use crate::office::words;

/// Columns of the table.
const COLUMNS: &str = "7";

/// An entry, and what others say of it.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The entry.
    pub(super) entered: Entered,
    /// What has come in of a pledge, or was spent by a decision.
    pub(super) done: Amount,
    /// What rounds are to give by a decision.
    pub(super) bound: Amount,
    /// Which pledge it fulfils, or which decision it is spent by, in words.
    pub(super) rests_on: Option<String>,
    /// Which unit of this server it was transferred to or from, in words.
    pub(super) unit: Option<String>,
    /// Whether its day is after the one the Fund is looked at.
    pub(super) is_later: bool,
    /// Who entered it.
    pub(super) person: String,
    /// Who voided it; empty when nobody did.
    pub(super) voided_by: String,
    /// Where its goods went into the store, if they did.
    pub(super) stored: Option<StoredGoods>,
    /// Rounds into whose store they can go.
    pub(super) stores: Vec<StoreChoice>,
    /// It was voided, or its goods went into the store; gets what to say.
    pub(super) on_voided: Callback<String>,
}

/// The entry's row, and below it the form in which it is voided.
#[component]
pub(super) fn EntryRows(props: &Props) -> Html {
    let t = use_translator();
    let open = use_state_eq(|| false);
    let storing = use_state_eq(|| false);
    let entry = &props.entered.entry;
    let is_void = props.entered.void.is_some();
    let id = format!("void-{}", entry.id);
    let what = words::joined(&[
        t.choice("office.fund.kind", entry.kind.code()),
        &entry.voucher,
        &entry.party,
        &words::amount(&t, entry.amount),
    ]);
    let can_take_in =
        !is_void && can_take_in(entry, props.stored.as_ref()) && !props.stores.is_empty();
    let on_store = {
        let storing = storing.clone();
        Callback::from(move |_: MouseEvent| storing.set(!*storing))
    };
    let onclick = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |_: MouseEvent| open.set(!is_open))
    };
    html! {
        <tbody data-testid="fund-entry">
            <tr class={classes!(is_void.then_some("corrected"))}>
                { cells(&t, props) }
                <td>
                    { &props.person }
                    <span class="below">{ words::moment(&t, entry.recorded_at) }</span>
                    if !is_void {
                        <button
                            type="button" class="button button-small no-print" {onclick}
                            aria-expanded={open.to_string()}
                            aria-controls={open.then(|| id.clone())}
                            aria-label={t.fill("office.fund.void_of", &[("what", &what)])}
                            data-testid="void"
                        >
                            { t.text("office.fund.void") }
                        </button>
                    }
                    if can_take_in {
                        <button
                            type="button" class="button button-small no-print" onclick={on_store}
                            aria-expanded={storing.to_string()}
                            aria-label={t.fill("office.fund.store_of", &[("what", &what)])}
                            data-testid="take-in"
                        >
                            { t.text("office.fund.store") }
                        </button>
                    }
                </td>
            </tr>
            if *storing && can_take_in {
                <tr class="no-print">
                    <td colspan={COLUMNS}>
                        <TakeIn
                            entry={entry.clone()} stores={props.stores.clone()} what={what.clone()}
                            on_said={props.on_voided.clone()}
                        />
                    </td>
                </tr>
            }
            if *open && !is_void {
                <tr id={id.clone()} class="no-print">
                    <td colspan={COLUMNS}>{ void_form(&t, props, id, &what) }</td>
                </tr>
            }
        </tbody>
    }
}

/// The form in which the entry is voided, with a reason.
fn void_form(t: &Translator, props: &Props, id: String, what: &str) -> Html {
    let in_use = if props.entered.entry.kind == EntryKind::TransferOut {
        "office.fund.void_received"
    } else if props.stored.is_some() {
        "office.fund.void_stored"
    } else {
        "office.fund.void_in_use"
    };
    let texts = Texts {
        what: t.text("office.fund.void_what"),
        why: t.text("office.fund.void_why"),
        now: t.text("office.fund.void_now"),
        gone: t.text("office.fund.void_gone"),
        in_use: Some(t.text(in_use)),
    };
    let request = Callback::from(|reason| VoidEntry { reason });
    html! {
        <TakeBack<VoidEntry>
            {id} testid="void" {texts} field="entry" {request}
            path={path::FUND_VOID.replace("{id}", &props.entered.entry.id.to_string())}
            done={t.fill("office.fund.void_done", &[("what", what)])}
            on_said={props.on_voided.clone()}
        />
    }
}

fn cells(t: &Translator, props: &Props) -> Html {
    let entry = &props.entered.entry;
    let tone = match entry.kind {
        EntryKind::Receipt | EntryKind::TransferIn => Tone::Good,
        EntryKind::Pledge => Tone::Waiting,
        EntryKind::Decision => Tone::Info,
        EntryKind::TransferOut | EntryKind::Outlay => Tone::Plain,
    };
    let party = if entry.party.is_empty() {
        "–"
    } else {
        &entry.party
    };
    html! {
        <>
            <td class="moment">
                { t.date(entry.on) }
                if props.is_later {
                    <span class="below">{ t.text("office.fund.later") }</span>
                }
            </td>
            <td><Badge {tone} label={t.choice("office.fund.kind", entry.kind.code())} /></td>
            <th scope="row">
                <span class="said">{ party }</span>
                if let Some(unit) = &props.unit {
                    <span class="below" data-testid="fund-entry-unit">{ unit }</span>
                }
            </th>
            <td class="fact-what">{ what(t, props) }</td>
            <td class="number">
                <span class="said">{ words::money_or_dash(t, entry.amount.money_vnd) }</span>
                { done(t, entry.kind, props.done.money_vnd, entry.amount.money_vnd) }
                { bound(t, props.bound.money_vnd) }
            </td>
            <td class="number">
                <span class="said">{ goods(t, entry) }</span>
                { stored(t, props.stored.as_ref()) }
                { done(t, entry.kind, props.done.goods_value_vnd, entry.amount.goods_value_vnd) }
                { bound(t, props.bound.goods_value_vnd) }
            </td>
        </>
    }
}

/// What it is for, by which voucher, and why it does not count.
fn what(t: &Translator, props: &Props) -> Html {
    let entry = &props.entered.entry;
    let voucher = (!entry.voucher.is_empty()).then(|| {
        let label = t.choice("office.fund.voucher", entry.kind.code());
        format!("{label}: {}", entry.voucher)
    });
    html! {
        <>
            if props.entered.void.is_some() {
                <Badge label={t.text("office.fund.voided")} testid="voided" />
                { " " }
            }
            <span class="said">{ &entry.purpose }</span>
            if let Some(voucher) = voucher { <span class="below">{ voucher }</span> }
            if let Some(rests_on) = &props.rests_on { <span class="below">{ rests_on }</span> }
            if let Some(void) = &props.entered.void {
                <span class="below note">
                    { t.fill("office.fund.voided_why", &[
                        ("name", &props.voided_by),
                        ("at", &words::moment(t, void.recorded_at)), ("reason", &void.reason),
                    ]) }
                </span>
            }
        </>
    }
}

fn goods(t: &Translator, entry: &Entry) -> Html {
    let value_vnd = entry.amount.goods_value_vnd;
    if entry.goods.is_empty() && value_vnd == 0 {
        return html! { "–" };
    }
    html! {
        <>
            { &entry.goods }
            if value_vnd != 0 { <span class="below said">{ t.money(value_vnd) }</span> }
        </>
    }
}

/// How much of a pledge has come in, or was spent by a decision.
fn done(t: &Translator, kind: EntryKind, done_vnd: i64, all_vnd: i64) -> Html {
    let key = match kind {
        EntryKind::Pledge => "office.fund.came",
        EntryKind::Decision => "office.fund.went",
        EntryKind::Receipt | EntryKind::TransferIn | EntryKind::TransferOut | EntryKind::Outlay => {
            return Html::default();
        }
    };
    let (done, all) = (t.money(done_vnd), t.money(all_vnd));
    let more_vnd = done_vnd - all_vnd;
    html! {
        <>
            if done_vnd != 0 || all_vnd != 0 {
                <span class="below" data-testid="fund-done">
                    { t.fill(key, &[("done", &done), ("all", &all)]) }
                </span>
            }
            if kind == EntryKind::Pledge && more_vnd > 0 {
                <span class="below note" data-testid="fund-more">
                    { t.fill("office.fund.came_more", &[("more", &t.money(more_vnd))]) }
                </span>
            }
        </>
    }
}

/// How much of a decision rounds are to give.
fn bound(t: &Translator, value_vnd: i64) -> Html {
    html! {
        if value_vnd != 0 {
            <span class="below" data-testid="fund-bound">
                { t.fill("office.fund.in_rounds", &[("value", &t.money(value_vnd))]) }
            </span>
        }
    }
}

/// Where its goods went into the store, as a link to that.
fn stored(t: &Translator, stored: Option<&StoredGoods>) -> Html {
    html! {
        if let Some(StoredGoods { round, round_name, count }) = stored {
            <span class="below" data-testid="fund-stored">
                <RouteLink to={Route::Round { id: *round }}>
                    { t.fill("office.fund.stored", &[
                        ("count", &t.number(*count)), ("round", round_name),
                    ]) }
                </RouteLink>
            </span>
        }
    }
}
