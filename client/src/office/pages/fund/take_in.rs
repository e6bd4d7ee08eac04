//! Goods of a receipt go into a round's store.

use chungtay_shared::api::fund::{StoreChoice, StoreGoods, StoredGoods};
use chungtay_shared::api::path;
use chungtay_shared::field::Problem;
use chungtay_shared::fund::{Entry, EntryKind};
use chungtay_shared::id::FactId;
use yew::prelude::*;

use crate::components::{Choice, Field};
use crate::i18n::use_translator;
use crate::office::answer::{into, use_answer};
use crate::office::choice_field::ChoiceField;

/// Whether goods of an entry can go into the store: it brought some, and they are not there yet.
pub(super) const fn can_take_in(entry: &Entry, stored: Option<&StoredGoods>) -> bool {
    matches!(entry.kind, EntryKind::Receipt | EntryKind::TransferIn)
        && entry.amount.goods_value_vnd > 0
        && stored.is_none()
}

/// The number that goods begin with, as people write them: "200 phần quà".
fn count_in(goods: &str) -> String {
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let number: String = goods
        .trim_start()
        .chars()
        .take_while(|c| is_part(*c))
        .collect();
    number.trim_end_matches('.').to_owned()
}

/// Which receipt, and where its goods can go.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The receipt.
    pub(super) entry: Entry,
    /// Rounds whose gifts are counted.
    pub(super) stores: Vec<StoreChoice>,
    /// The receipt in words.
    pub(super) what: String,
    /// They went into the store; gets what to say.
    pub(super) on_said: Callback<String>,
}

/// For which round, and as how many of its gifts: the number that the goods begin with stands there already.
#[component]
pub(super) fn TakeIn(props: &Props) -> Html {
    let t = use_translator();
    let answer = use_answer();
    let Props { entry, stores, .. } = props;
    let round = use_state_eq(|| match &stores[..] {
        [only] => Some(only.round),
        _ => None,
    });
    let count = use_state_eq(|| count_in(&entry.goods));
    let id = entry.id.to_string();
    let onsubmit = {
        let answer = answer.clone();
        let path = path::FUND_STORE.replace("{id}", &id);
        let request = StoreGoods {
            round: *round,
            count_text: (*count).clone(),
        };
        let said = t.fill("office.fund.store_done", &[("what", &props.what)]);
        let on_said = props.on_said.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (on_said, said) = (on_said.clone(), said.clone());
            answer.send(path.clone(), request.clone(), move || on_said.emit(said));
        })
    };
    let on_round = {
        let round = round.setter();
        Callback::from(move |id: AttrValue| round.set(id.parse::<FactId>().ok()))
    };
    let choice = |store: &StoreChoice| {
        let label = format!("{} · {}", store.round_name, store.item_name);
        Choice::new(store.round.to_string(), label)
    };
    let is_there = answer
        .failure()
        .and_then(|failure| failure.problem_of("entry"))
        == Some(Problem::AlreadyReceived);
    html! {
        <form class="stack" novalidate=true {onsubmit} data-testid="take-in-form">
            <p class="hint">{ t.text("office.fund.store_what") }</p>
            <ChoiceField
                name={format!("store-{id}")} label={t.text("office.fund.store_round")}
                choices={stores.iter().map(choice).collect::<Vec<_>>()}
                chosen={round.map(|id| AttrValue::from(id.to_string()))}
                placeholder={t.text("office.fund.store_choose")} error={answer.error(&t, "round")}
                on_choose={on_round}
            />
            <Field
                name={format!("store-count-{id}")} label={t.text("office.fund.store_count")}
                value={(*count).clone()} error={answer.error(&t, "count_text")}
                on_input={into(&count)}
            />
            if is_there {
                <p class="error" role="alert">{ t.text("office.fund.store_already") }</p>
            }
            { answer.banner(&t) }
            <p class="actions">
                <button
                    type="submit" class="button button-primary" disabled={answer.is_busy()}
                    data-testid="take-in-now"
                >
                    { t.text("office.fund.store_now") }
                </button>
            </p>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_that_goods_begin_with_is_offered() {
        let offered = [
            ("200 phần quà", "200"),
            (" 1.200 kg gạo", "1.200"),
            ("5. thùng mì", "5"),
            ("Gạo, mì", ""),
        ];
        for (goods, count) in offered {
            assert_eq!(count_in(goods), count, "{goods}");
        }
    }
}
