//! A fresh enrolment link: to open, to copy, to photograph.

use chungtay_shared::api::{MadeInvite, Role};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{browser, percent, words};
use crate::i18n::use_translator;

/// A fresh enrolment link.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The link.
    pub(crate) invite: MadeInvite,
    /// Tells several cards on one page apart.
    #[prop_or_default]
    pub(crate) number: usize,
}

/// A fresh enrolment link with its QR code. The code is drawn as an image, where nothing in it
/// can run.
#[component]
pub(crate) fn InviteCard(props: &Props) -> Html {
    let t = use_translator();
    let invite = &props.invite;
    let field = use_node_ref();
    let copied = use_state_eq(|| None::<bool>);
    let onclick = {
        let (field, link, copied) = (field.clone(), invite.link.clone(), copied.setter());
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = field.cast::<HtmlInputElement>() {
                input.select();
            }
            let (link, copied) = (link.clone(), copied.clone());
            spawn_local(async move { copied.set(Some(browser::copy(&link).await)) });
        })
    };
    let id = format!("invite-link-{}", props.number);
    let opens = if invite.role.is_office() {
        Role::Office
    } else {
        Role::Volunteer
    };
    let until = words::moment(&t, invite.expires_at);
    let qr_alt = t.fill("office.invite.qr_alt", &[("name", &invite.person_name)]);
    html! {
        <article class="card invite-card" data-testid="invite-card">
            <img
                class="qr" src={percent::svg_address(&invite.qr_svg)} alt={qr_alt} width="208"
                height="208"
            />
            <div class="stack">
                <p class="card-title">{ &invite.person_name }{ " · " }{ t.choice("role", invite.role.code()) }</p>
                <p>{ t.choice("office.invite.how", opens.code()) }</p>
                <div class="field">
                    <label class="label" for={id.clone()}>{ t.text("office.invite.link") }</label>
                    <div class="with-button">
                        <input
                            {id} ref={field} type="text" readonly=true value={invite.link.clone()}
                            data-testid="invite-link"
                        />
                        <button type="button" class="button" {onclick} data-testid="copy-link">
                            { t.text("office.invite.copy") }
                        </button>
                    </div>
                    <p class="hint" role="status">
                        { match *copied {
                            Some(true) => t.text("office.invite.copied"),
                            Some(false) => t.text("office.invite.copy_by_hand"),
                            None => "",
                        } }
                    </p>
                </div>
                <p class="hint">
                    { t.fill("office.invite.once", &[("until", &until)]) }
                </p>
            </div>
        </article>
    }
}
