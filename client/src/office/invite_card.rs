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

/// A fresh enrolment link with its QR code.
#[component]
pub(crate) fn InviteCard(props: &Props) -> Html {
    let t = use_translator();
    let invite = &props.invite;
    let opens = if invite.role.is_office() {
        Role::Office
    } else {
        Role::Volunteer
    };
    let until = words::moment(&t, invite.expires_at);
    let role = t.choice("role", invite.role.code());
    html! {
        <LinkCard
            number={props.number} title={format!("{} · {role}", invite.person_name)}
            how={t.choice("office.invite.how", opens.code())}
            note={t.fill("office.invite.once", &[("until", &until)])}
            link={invite.link.clone()} qr_svg={invite.qr_svg.clone()}
            qr_alt={t.fill("office.invite.qr_alt", &[("name", &invite.person_name)])}
        />
    }
}

/// A link to open, to copy, to photograph.
#[derive(PartialEq, Properties)]
pub(crate) struct LinkProps {
    /// Tells several cards on one page apart.
    pub(crate) number: usize,
    /// Whose it is.
    pub(crate) title: AttrValue,
    /// What to do with it.
    pub(crate) how: AttrValue,
    /// How often and how long it can be used.
    pub(crate) note: AttrValue,
    /// The address.
    pub(crate) link: AttrValue,
    /// The same as a QR code, an SVG image.
    pub(crate) qr_svg: AttrValue,
    /// What that is, for whoever does not see it.
    pub(crate) qr_alt: AttrValue,
}

/// The QR code is drawn as an image, where nothing in it can run.
#[component]
pub(crate) fn LinkCard(props: &LinkProps) -> Html {
    let t = use_translator();
    let field = use_node_ref();
    let copied = use_state_eq(|| None::<bool>);
    let onclick = {
        let (field, link, copied) = (field.clone(), props.link.clone(), copied.setter());
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = field.cast::<HtmlInputElement>() {
                input.select();
            }
            let (link, copied) = (link.clone(), copied.clone());
            spawn_local(async move { copied.set(Some(browser::copy(&link).await)) });
        })
    };
    let id = format!("invite-link-{}", props.number);
    html! {
        <article class="card invite-card" data-testid="invite-card">
            <img
                class="qr" src={percent::svg_address(&props.qr_svg)} alt={props.qr_alt.clone()}
                width="208" height="208"
            />
            <div class="stack">
                <p class="card-title">{ &props.title }</p>
                <p>{ &props.how }</p>
                <div class="field">
                    <label class="label" for={id.clone()}>{ t.text("office.invite.link") }</label>
                    <div class="with-button">
                        <input
                            {id} ref={field} type="text" readonly=true value={props.link.clone()}
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
                <p class="hint">{ &props.note }</p>
            </div>
        </article>
    }
}
