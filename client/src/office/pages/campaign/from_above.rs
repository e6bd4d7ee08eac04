//! What a unit above has said of the campaign: to be read, not to be changed here.

use chungtay_shared::api::AidItemDraft;
use chungtay_shared::campaign::{GoverningDraft, Origin};
use chungtay_shared::money::{format_quantity, parse_quantity, parse_vnd};
use yew::prelude::*;

use super::day_echo;
use crate::i18n::Translator;
use crate::office::campaign_form::CampaignForm;
use crate::office::{meant_for, words};

/// Who has defined the campaign, its name and its days.
pub(super) fn frame(t: &Translator, form: &CampaignForm, origin: &Origin) -> Html {
    let day = |text: &str| day_echo(t, text).unwrap_or_default();
    let line = |key: &str, value: AttrValue| {
        html! { <div><dt>{ t.text(key) }</dt><dd>{ value }</dd></div> }
    };
    html! {
        <section class="card from-above" data-testid="from-above">
            <p class="card-title">{ said_by(t, origin) }</p>
            <dl class="facts">
                { line("office.campaign.name", form.name.clone().into()) }
                { line("office.campaign.from", day(&form.from)) }
                { line("office.campaign.to", day(&form.to)) }
            </dl>
            <p class="hint">{ t.text("office.campaign.from_above_what") }</p>
        </section>
    }
}

/// The items that were said above; nothing where there are none.
pub(super) fn items(t: &Translator, form: &CampaignForm) -> Html {
    let said = form.items_from_above().map(|item| {
        html! {
            <li data-testid="item-from-above">
                <span class="card-title">{ &item.name }</span>
                <span class="below">{ item_words(t, item) }</span>
            </li>
        }
    });
    list(t, form, said.collect())
}

/// The governing documents that were said above; nothing where there are none.
pub(super) fn documents(t: &Translator, form: &CampaignForm) -> Html {
    let said = form.documents_from_above().map(|document| {
        html! {
            <li data-testid="document-from-above">
                <span class="card-title">{ document_words(t, document) }</span>
                if !document.title.is_empty() { <span class="below">{ &document.title }</span> }
            </li>
        }
    });
    list(t, form, said.collect())
}

fn list(t: &Translator, form: &CampaignForm, said: Vec<Html>) -> Html {
    let Some(origin) = form.origin.as_ref().filter(|_| !said.is_empty()) else {
        return Html::default();
    };
    html! {
        <section class="card from-above">
            <p class="hint">{ said_by(t, origin) }</p>
            <ul>{ said }</ul>
        </section>
    }
}

/// `Do Thành phố Cần Thơ quy định`.
pub(crate) fn said_by(t: &Translator, origin: &Origin) -> String {
    let unit = [("unit", origin.unit_name.as_str())];
    t.fill("office.campaign.from_above", &unit)
}

/// How an item is given, how much of it, and who pays: `Tiền mặt · 500.000 đ · Quỹ cấp trên: …`.
fn item_words(t: &Translator, item: &AidItemDraft) -> String {
    let form = item.form.map_or("", |form| t.choice("form", form.code()));
    let money = parse_vnd(&item.money_text).ok();
    let money = money.map_or_else(String::new, |value_vnd| t.money(value_vnd));
    let quantity = parse_quantity(&item.quantity_text).ok();
    let quantity = quantity.map_or_else(String::new, |quantity_milli| {
        format!("{}\u{a0}{}", format_quantity(quantity_milli), item.unit)
    });
    let worth = parse_vnd(&item.goods_value_text).ok();
    let worth = worth.map_or_else(String::new, |value_vnd| {
        t.fill("office.goods_worth", &[("value", &t.money(value_vnd))])
    });
    let source = words::source(t, item.source, &item.source_name);
    let meant_for = meant_for::in_words(t, &item.meant_for);
    words::joined(&[form, &money, &quantity, &worth, &source, &meant_for])
}

/// `605-CV/TU, 11/10/2022, Thành ủy Cần Thơ`.
fn document_words(t: &Translator, document: &GoverningDraft) -> String {
    let on = day_echo(t, &document.on_text).unwrap_or_default();
    format!("{}, {on}, {}", document.number, document.issuer)
}

#[cfg(test)]
mod tests {
    use chungtay_shared::fund::Source;
    use chungtay_shared::handover::AidForm;

    use super::*;
    use crate::i18n::{COMMON, Language, OFFICE};

    #[test]
    fn an_item_from_above_says_how_much_it_is_and_who_pays() {
        let t = Translator::new(Language::Vietnamese, &[&COMMON, &OFFICE], Callback::noop());
        let said = |item: &AidItemDraft| item_words(&t, item).replace('\u{a0}', " ");
        let cash = AidItemDraft {
            form: Some(AidForm::Cash),
            money_text: "500.000".to_owned(),
            source: Some(Source::HigherFund),
            source_name: "Thành phố Cần Thơ".to_owned(),
            ..AidItemDraft::default()
        };
        assert_eq!(
            said(&cash),
            "Tiền mặt · 500.000 đ · Quỹ cấp trên: Thành phố Cần Thơ"
        );
        let rice = AidItemDraft {
            form: Some(AidForm::InKind),
            quantity_text: "10".to_owned(),
            unit: "kg".to_owned(),
            goods_value_text: "200.000".to_owned(),
            ..AidItemDraft::default()
        };
        assert_eq!(
            said(&rice),
            "Hiện vật · 10 kg · hiện vật 200.000 đ · Chưa rõ nguồn chi"
        );
    }

    #[test]
    fn a_document_from_above_is_one_line() {
        let t = Translator::new(Language::Vietnamese, &[&OFFICE], Callback::noop());
        let letter = GoverningDraft {
            number: "605-CV/TU".to_owned(),
            on_text: "11/10/2022".to_owned(),
            issuer: "Thành ủy Cần Thơ".to_owned(),
            ..GoverningDraft::default()
        };
        assert_eq!(
            document_words(&t, &letter),
            "605-CV/TU, 11/10/2022, Thành ủy Cần Thơ"
        );
    }
}
