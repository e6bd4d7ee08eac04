//! Everything that was entered, newest day first.

use std::rc::Rc;

use chungtay_shared::api::fund::FundPage;
use chungtay_shared::fund::{Entered, Entry, EntryKind};
use yew::prelude::*;

use super::entry::EntryRows;
use super::units;
use crate::components::{Choice, ChoiceChips};
use crate::i18n::{Translator, use_translator};
use crate::office::words;

/// What is shown.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The Fund.
    pub(super) page: Rc<FundPage>,
}

/// A table of entries that can be narrowed to a kind.
#[component]
pub(super) fn Entries(props: &Props) -> Html {
    let t = use_translator();
    let kind = use_state_eq(|| None::<EntryKind>);
    let said = use_state_eq(String::new);
    let page = &props.page;
    let on_voided = {
        let said = said.setter();
        Callback::from(move |words: String| said.set(words))
    };
    let shown: Vec<&Entered> = page
        .entries
        .iter()
        .filter(|entered| kind.is_none_or(|kind| entered.entry.kind == kind))
        .collect();
    let empty = if page.entries.is_empty() {
        "office.fund.none_yet"
    } else {
        "office.fund.none_of_kind"
    };
    html! {
        <section class="stack" aria-labelledby="fund-entries">
            <h2 id="fund-entries">{ t.text("office.fund.entries") }</h2>
            { filter(&t, &kind) }
            <p role="status" data-testid="fund-voided">{ &*said }</p>
            if shown.is_empty() {
                <p class="empty">{ t.text(empty) }</p>
            } else {
                <div
                    class="table-scroll" tabindex="0" role="group"
                    aria-label={t.text("office.fund.entries")}
                >
                    <table class="table table-fund" data-testid="fund-entries">
                        <caption class="visually-hidden">{ t.text("office.fund.entries") }</caption>
                        { head(&t) }
                        { for shown.into_iter().map(|entered| rows(&t, page, entered, &on_voided)) }
                    </table>
                </div>
            }
        </section>
    }
}

fn filter(t: &Translator, kind: &UseStateHandle<Option<EntryKind>>) -> Html {
    let kinds = EntryKind::ALL
        .iter()
        .map(|kind| Choice::new(kind.code(), t.choice("office.fund.kind", kind.code())));
    let choices = std::iter::once(Choice::new("", t.text("office.all"))).chain(kinds);
    let chosen = kind.map_or("", EntryKind::code);
    let set = kind.setter();
    let on_choose = Callback::from(move |code: AttrValue| set.set(EntryKind::from_code(&code)));
    html! {
        <div class="filters">
            <ChoiceChips
                name="fund-filter" legend={t.text("office.fund.filter")}
                choices={choices.collect::<Vec<_>>()} chosen={vec![AttrValue::Static(chosen)]}
                {on_choose}
            />
        </div>
    }
}

fn head(t: &Translator) -> Html {
    html! {
        <thead>
            <tr>
                <th scope="col">{ t.text("office.fund.on") }</th>
                <th scope="col">{ t.text("office.col.kind") }</th>
                <th scope="col">{ t.text("office.fund.col_party") }</th>
                <th scope="col">{ t.text("office.col.what") }</th>
                <th scope="col" class="number">{ t.text("office.col.money") }</th>
                <th scope="col" class="number">{ t.text("office.col.goods") }</th>
                <th scope="col">{ t.text("office.col.recorded_by") }</th>
            </tr>
        </thead>
    }
}

fn rows(t: &Translator, page: &FundPage, entered: &Entered, on_voided: &Callback<String>) -> Html {
    let entry = &entered.entry;
    let voided_by = entered.void.as_ref().map_or_else(String::new, |void| {
        words::person(t, &page.people, void.actor).to_owned()
    });
    html! {
        <EntryRows
            key={entry.id.to_string()} entered={entered.clone()}
            done={page.fulfilled.get(&entry.id).copied().unwrap_or_default()}
            bound={page.bound.get(&entry.id).copied().unwrap_or_default()}
            rests_on={rests_on(t, page, entry)} unit={units::of_entry(t, &page.units, entry)} is_later={entry.on > page.day}
            person={words::person(t, &page.people, entered.actor).to_owned()}
            {voided_by} {on_voided} stored={page.stored.get(&entry.id).cloned()}
            stores={page.stores.clone()}
        />
    }
}

/// Which pledge an entry fulfils, or which decision it is spent by.
fn rests_on(t: &Translator, page: &FundPage, entry: &Entry) -> Option<String> {
    let id = entry.pledge.or(entry.decision)?;
    let other = page.entries.iter().find(|other| other.entry.id == id)?;
    let other = &other.entry;
    Some(if entry.pledge.is_some() {
        let day = t.date(other.on);
        t.fill(
            "office.fund.of_pledge",
            &[("party", &other.party), ("day", &day)],
        )
    } else {
        t.fill("office.fund.of_decision", &[("number", &other.voucher)])
    })
}
