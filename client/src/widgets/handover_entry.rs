//! A handover in a household's history.

use chungtay_shared::handover::Handover;
use chungtay_shared::money::format_quantity;
use yew::prelude::*;

use crate::components::signature_view;
use crate::i18n::Translator;

/// A handover in a household's history.
pub(super) fn handover_entry(t: &Translator, handover: &Handover) -> Html {
    let received = [
        t.choice("receiver", handover.receiver.code()),
        handover.receiver_name.as_str(),
        handover.relation.as_str(),
    ];
    let received: Vec<&str> = received
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    html! {
        <>
            <p><strong>{ t.fill("history.handed_over", &[("item", &handover.item)]) }</strong></p>
            <p>{ amounts(t, handover) }</p>
            <p>{ t.fill("history.received_by", &[("who", &received.join(", "))]) }</p>
            if !handover.campaign_name.is_empty() {
                <p class="hint">{ &handover.campaign_name }</p>
            }
            if handover.is_direct_gift() {
                <p class="hint">{ t.fill("history.donor", &[("name", &handover.source_name)]) }</p>
            }
            if !handover.note.is_empty() {
                <p class="note">{ &handover.note }</p>
            }
            if let Some(signature) = &handover.signature {
                <details>
                    <summary>{ t.text("history.signature") }</summary>
                    { signature_view(t, signature) }
                </details>
            }
        </>
    }
}

/// `Tiền mặt và hiện vật: 500.000 đ, 10 kg trị giá 180.000 đ`
fn amounts(t: &Translator, handover: &Handover) -> String {
    let money = (handover.money_vnd > 0).then(|| t.money(handover.money_vnd));
    let goods = (handover.quantity_milli > 0).then(|| {
        let goods = format!(
            "{} {}",
            format_quantity(handover.quantity_milli),
            handover.unit
        );
        if handover.goods_value_vnd > 0 {
            let value = t.money(handover.goods_value_vnd);
            t.fill(
                "history.goods_worth",
                &[("goods", &goods), ("value", &value)],
            )
        } else {
            goods
        }
    });
    let parts: Vec<String> = [money, goods].into_iter().flatten().collect();
    format!(
        "{}: {}",
        t.choice("form", handover.form.code()),
        parts.join(", ")
    )
}
