//! The list that is posted for everybody to read: of which campaign and of which of its items.

use std::rc::Rc;

use chungtay_shared::api::path;
use chungtay_shared::campaign::Campaign;
use yew::prelude::*;

use super::address;
use crate::components::Choice;
use crate::i18n::use_translator;
use crate::office::browser;
use crate::office::select_field::SelectField;
use crate::state::campaign_in_force;

/// The campaigns, newest first.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// All of the commune.
    pub(super) campaigns: Rc<Vec<Campaign>>,
}

/// A card with the choices and the way to get the list; nothing while there is no campaign.
#[component]
pub(super) fn PostingListForm(props: &Props) -> Html {
    let t = use_translator();
    let chosen = use_state_eq(|| None::<String>);
    let item = use_state_eq(String::new);
    let campaigns = &props.campaigns;
    let has_id = |campaign: &&Campaign| Some(campaign.id.to_string()) == *chosen;
    let today = browser::now().local_date();
    let meant = || campaign_in_force(campaigns, today).or_else(|| campaigns.first());
    let Some(campaign) = campaigns.iter().find(has_id).or_else(meant) else {
        return Html::default();
    };
    let id = campaign.id.to_string();
    // An item of a campaign that was chosen before is none of this one.
    let mut items = campaign.items.iter().map(|item| item.id.to_string());
    let item_id = items.find(|id| *id == *item).unwrap_or_default();
    let href = address(path::POSTING_LIST, &[("campaign", &id), ("item", &item_id)]);
    let each = campaigns.iter();
    let campaign_choices: Vec<Choice> = each
        .map(|campaign| Choice::new(campaign.id.to_string(), campaign.name.clone()))
        .collect();
    let all = Choice::new("", t.text("office.papers.every_item"));
    let each = campaign.items.iter();
    let each = each.map(|item| Choice::new(item.id.to_string(), item.name.clone()));
    let item_choices: Vec<Choice> = std::iter::once(all).chain(each).collect();
    let choose_campaign = {
        let chosen = chosen.setter();
        Callback::from(move |id: String| chosen.set(Some(id)))
    };
    let choose_item = {
        let item = item.setter();
        Callback::from(move |id: String| item.set(id))
    };
    html! {
        <section class="card" aria-labelledby="posting-list">
            <h2 id="posting-list">{ t.text("office.papers.posting") }</h2>
            <p>{ t.text("office.papers.posting_what") }</p>
            <div class="form-row">
                <SelectField
                    name="posting_campaign" label={t.text("office.papers.campaign")}
                    choices={campaign_choices} chosen={id} on_choose={choose_campaign}
                />
                <SelectField
                    name="posting_item" label={t.text("office.papers.item")}
                    choices={item_choices} chosen={item_id} on_choose={choose_item}
                />
            </div>
            <p class="actions">
                <a class="button" {href} download="" data-testid="posting-list">
                    { t.text("office.papers.get_excel") }
                </a>
            </p>
        </section>
    }
}
