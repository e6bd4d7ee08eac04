//! One household chosen among all: searched for, then picked.

use chungtay_shared::api::{HouseholdLine, path};
use chungtay_shared::id::DocId;
use chungtay_shared::text::SearchQuery;
use yew::prelude::*;

use super::answer::into;
use super::data_view::data_view;
use super::remote::use_remote;
use super::search_field::SearchField;
use crate::components::{Choice, ChoiceChips};
use crate::i18n::{Translator, use_translator};

/// Households shown; who does not see theirs types more.
const SHOWN_MAX: usize = 8;

/// A question whose answer is a household.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The field's name in the form.
    pub(crate) name: AttrValue,
    /// The question.
    pub(crate) legend: AttrValue,
    /// The household that is asked about, which is no answer.
    pub(crate) except: DocId,
    /// The one that is chosen.
    pub(crate) chosen: Option<DocId>,
    /// What is wrong, in words.
    pub(crate) error: Option<AttrValue>,
    /// Gets the one that was chosen.
    pub(crate) on_choose: Callback<DocId>,
}

/// A search, and the households it finds to choose one of.
#[component]
pub(crate) fn HouseholdChoice(props: &Props) -> Html {
    let t = use_translator();
    let households = use_remote::<Vec<HouseholdLine>>(path::HOUSEHOLDS.to_owned());
    let search = use_state_eq(String::new);
    let on_choose = props.on_choose.clone();
    let on_choose = Callback::from(move |id: AttrValue| {
        if let Ok(id) = id.parse() {
            on_choose.emit(id);
        }
    });
    // Who searches has not finished the form.
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
        }
    });
    let choices = |lines: &Vec<HouseholdLine>| {
        let found = found(lines, &search, props.except, props.chosen);
        let is_more = found.len() > SHOWN_MAX;
        let hint = if found.is_empty() && !search.trim().is_empty() {
            Some("office.households.none_found")
        } else if is_more {
            Some("office.household_choice.more")
        } else {
            None
        };
        let shown = found.into_iter().take(SHOWN_MAX);
        html! {
            <ChoiceChips
                name={props.name.clone()} legend={props.legend.clone()} stacked=true
                hint={hint.map(|key| AttrValue::Static(t.text(key)))} error={props.error.clone()}
                choices={shown.map(|line| choice(&t, line)).collect::<Vec<_>>()}
                chosen={props.chosen.iter().map(|id| AttrValue::from(id.to_string())).collect::<Vec<_>>()}
                on_choose={on_choose.clone()}
            />
        }
    };
    html! {
        <div class="stack">
            <div {onkeydown}>
                <SearchField
                    name={format!("{}-search", props.name)}
                    label={t.text("office.household_choice.search")} value={(*search).clone()}
                    on_input={into(&search)}
                />
            </div>
            { data_view(&t, &households, choices) }
        </div>
    }
}

/// Who a household is, so that two of one name can be told apart.
fn choice(t: &Translator, line: &HouseholdLine) -> Choice {
    let name = if line.nickname.is_empty() {
        line.head_name.clone()
    } else {
        format!("{} ({})", line.head_name, line.nickname)
    };
    let born = line.birth_year.map(|year| {
        let year = year.to_string();
        t.fill("office.household_choice.born", &[("year", &year)])
    });
    let known = [Some(name), Some(line.hamlet.clone()), born];
    let label = known.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Choice::new(line.id.to_string(), label)
}

/// The one that is chosen, then those that a search finds among the households that are here; before
/// anything is typed it finds none. One more than is shown says that there are more.
fn found<'a>(
    lines: &'a [HouseholdLine],
    search: &str,
    except: DocId,
    chosen: Option<DocId>,
) -> Vec<&'a HouseholdLine> {
    let is_chosen = |line: &&HouseholdLine| Some(line.id) == chosen;
    let query = SearchQuery::new(search);
    let is_found = |line: &&HouseholdLine| {
        !search.trim().is_empty()
            && line.gone.is_none()
            && line.id != except
            && !is_chosen(line)
            && query.matches(&line.search)
    };
    let chosen = lines.iter().filter(is_chosen);
    let found = lines.iter().filter(is_found);
    chosen.chain(found).take(SHOWN_MAX + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chungtay_shared::life::LifeKind;
    use chungtay_shared::text::fold;

    fn id(n: u8) -> DocId {
        DocId::from_bytes([n; 16])
    }

    fn household(n: u8, head_name: &str, gone: Option<LifeKind>) -> HouseholdLine {
        HouseholdLine {
            id: id(n),
            head_name: head_name.to_owned(),
            nickname: String::new(),
            hamlet: "Ấp 3".to_owned(),
            category: None,
            birth_year: None,
            member_count: 0,
            visit_count: 0,
            handover_count: 0,
            value_vnd: 0,
            search: fold(head_name),
            gone,
            needs: Vec::new(),
        }
    }

    #[test]
    fn only_households_that_are_here_are_found_and_the_chosen_one_stays_in_sight() {
        let lines = [
            household(1, "Trần Văn Đặng", None),
            household(2, "Đặng Thị Sáu", None),
            household(3, "Đặng Văn Út", Some(LifeKind::MovedAway)),
            household(4, "Lê Thị Ánh", None),
        ];
        let found = |search: &str, chosen| {
            let found = found(&lines, search, id(1), chosen);
            found.iter().map(|line| line.id).collect::<Vec<_>>()
        };
        assert!(found(" ", None).is_empty());
        assert_eq!(found("dang", None), [id(2)]);
        assert_eq!(found("dang", Some(id(4))), [id(4), id(2)]);
    }

    #[test]
    fn one_more_than_is_shown_says_that_there_are_more() {
        let lines: Vec<HouseholdLine> = (0..20).map(|n| household(n, "Lê Thị Ánh", None)).collect();
        assert_eq!(found(&lines, "anh", id(99), None).len(), SHOWN_MAX + 1);
    }
}
