//! Whom something is meant for: chosen in a campaign's item and in a round, and read as words.

use std::collections::BTreeSet;

use chungtay_shared::campaign::Eligibility;
use chungtay_shared::household::Category;
use chungtay_shared::visit::Need;
use yew::prelude::*;

use super::words;
use crate::components::{Choice, ChoiceChips};
use crate::i18n::Translator;

/// The categories, any number of which may be chosen.
pub(crate) fn category_chips(
    t: &Translator,
    name: AttrValue,
    chosen: &BTreeSet<Category>,
    on_choose: Callback<Category>,
) -> Html {
    let choices = Category::ALL
        .iter()
        .map(|category| Choice::new(category.code(), t.choice("category", category.code())));
    let chosen = chosen.iter().map(|c| AttrValue::Static(c.code()));
    let on_choose = Callback::from(move |code: AttrValue| {
        if let Some(category) = Category::from_code(&code) {
            on_choose.emit(category);
        }
    });
    html! {
        <ChoiceChips
            {name} legend={t.text("office.col.category")} multiple=true
            choices={choices.collect::<Vec<_>>()} chosen={chosen.collect::<Vec<_>>()} {on_choose}
        />
    }
}

/// What may be lacking, any number of which may be chosen.
pub(crate) fn need_chips(
    t: &Translator,
    name: AttrValue,
    chosen: &BTreeSet<Need>,
    on_choose: Callback<Need>,
) -> Html {
    let choices = Need::ALL
        .iter()
        .map(|need| Choice::new(need.code(), t.choice("need", need.code())));
    let chosen = chosen.iter().map(|need| AttrValue::Static(need.code()));
    let on_choose = Callback::from(move |code: AttrValue| {
        if let Some(need) = Need::from_code(&code) {
            on_choose.emit(need);
        }
    });
    html! {
        <ChoiceChips
            {name} legend={t.text("office.meant.lacking")} multiple=true
            choices={choices.collect::<Vec<_>>()} chosen={chosen.collect::<Vec<_>>()} {on_choose}
        />
    }
}

/// `Hộ nghèo, Hộ cận nghèo · theo danh sách ngày 31/10/2026 · thiếu Việc làm · Ấp 3`; empty where nothing
/// is said.
pub(crate) fn in_words(t: &Translator, meant: &Eligibility) -> String {
    let categories = meant.categories.iter();
    let categories: Vec<&str> = categories.map(|c| t.choice("category", c.code())).collect();
    let on = meant.on.map_or_else(String::new, |day| {
        t.fill("office.meant.on_day", &[("day", &t.date(day))])
    });
    let needs: Vec<&str> = meant
        .needs
        .iter()
        .map(|n| t.choice("need", n.code()))
        .collect();
    let needs = match needs.join(", ") {
        none if none.is_empty() => none,
        needs => t.fill("office.meant.lacks", &[("needs", &needs)]),
    };
    let hamlets: Vec<&str> = meant
        .hamlets
        .iter()
        .map(|name| match name.as_str() {
            "" => t.text("office.no_hamlet"),
            name => name,
        })
        .collect();
    words::joined(&[&categories.join(", "), &on, &needs, &hamlets.join(", ")])
}
