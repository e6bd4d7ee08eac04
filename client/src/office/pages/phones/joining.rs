//! The open link for many phones, and those that have come by it: each is admitted by a person who knows whose
//! it is.

use chungtay_shared::api::joining::{Admit, JoiningLine, JoiningPage, OpenLink};
use chungtay_shared::api::path;
use yew::prelude::*;

use crate::components::{Banner, Field, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::confirm_dialog::ConfirmDialog;
use crate::office::data_view::data_view;
use crate::office::invite_card::LinkCard;
use crate::office::remote::{use_remote, use_shell};
use crate::office::shell::ShellAction;
use crate::office::task::use_task;
use crate::office::{http, words};

/// Tells its card from those of other links on the page.
const CARD: usize = 901;

/// A card with the link, and a part for each phone that waits.
#[component]
pub(super) fn Joining() -> Html {
    let t = use_translator();
    let page = use_remote::<JoiningPage>(path::JOINING.to_owned());
    html! {
        <section class="card stack" aria-labelledby="joining" data-testid="joining">
            <h2 id="joining">{ t.text("office.joining.heading") }</h2>
            <p>{ t.text("office.joining.what") }</p>
            { data_view(&t, &page, |page| html! {
                <>
                    <Link page={page.clone()} />
                    { for page.waiting.iter().map(|line| html! {
                        <Waiting key={line.id.to_string()} line={line.clone()} />
                    }) }
                </>
            }) }
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct LinkProps {
    page: JoiningPage,
}

/// Until when it is open, and the buttons that open and close it.
#[component]
fn Link(props: &LinkProps) -> Html {
    let t = use_translator();
    let dispatcher = use_shell().dispatcher();
    let task = use_task();
    let made = use_state(|| None::<OpenLink>);
    let open_until = props.page.open_until;
    let on_open = {
        let (task, made, dispatcher) = (task.clone(), made.setter(), dispatcher.clone());
        Callback::from(move |_: MouseEvent| {
            let (made, dispatcher) = (made.clone(), dispatcher.clone());
            let nothing = serde_json::Map::new();
            task.run(
                async move { http::post::<OpenLink>(path::OPEN_LINK, &nothing).await },
                move |link| {
                    made.set(Some(link));
                    dispatcher.dispatch(ShellAction::Changed);
                },
            );
        })
    };
    let on_close = {
        let (task, made) = (task.clone(), made.setter());
        Callback::from(move |_: MouseEvent| {
            let (made, dispatcher) = (made.clone(), dispatcher.clone());
            task.run(
                async move { http::delete(path::OPEN_LINK).await },
                move |()| {
                    made.set(None);
                    dispatcher.dispatch(ShellAction::Changed);
                },
            );
        })
    };
    let opens = if open_until.is_some() {
        "office.joining.open_anew"
    } else {
        "office.joining.open"
    };
    html! {
        <>
            if let Some(until) = open_until {
                <p data-testid="open-until">
                    { t.fill("office.joining.until", &[("until", &words::moment(&t, until))]) }
                </p>
            }
            if let Some(failure) = task.failure() {
                <Banner tone={Tone::Problem}><p>{ words::failure(&t, failure) }</p></Banner>
            }
            <p class="actions">
                <button
                    type="button" class="button" disabled={task.is_busy()} onclick={on_open}
                    data-testid="open-link"
                >
                    { t.text(opens) }
                </button>
                if open_until.is_some() {
                    <button
                        type="button" class="button" disabled={task.is_busy()} onclick={on_close}
                        data-testid="close-link"
                    >
                        { t.text("office.joining.close") }
                    </button>
                }
            </p>
            if let Some(link) = (*made).clone().filter(|_| open_until.is_some()) {
                { card(&t, link) }
            }
        </>
    }
}

fn card(t: &Translator, link: OpenLink) -> Html {
    let until = words::moment(t, link.expires_at);
    html! {
        <LinkCard
            number={CARD} title={t.text("office.joining.card")} how={t.text("office.joining.how")}
            note={t.fill("office.joining.many", &[("until", &until)])} link={link.link}
            qr_svg={link.qr_svg} qr_alt={t.text("office.joining.qr_alt")}
        />
    }
}

#[derive(PartialEq, Properties)]
struct WaitingProps {
    line: JoiningLine,
}

/// A phone that waits: whose it is, as the office knows it, and the two answers.
#[component]
fn Waiting(props: &WaitingProps) -> Html {
    let t = use_translator();
    let line = &props.line;
    let dispatcher = use_shell().dispatcher();
    let task = use_task();
    let name = use_state_eq(|| line.person_name.clone());
    let asks = use_state_eq(|| false);
    let post = {
        let (task, id) = (task.clone(), line.id.to_string());
        move |path: &str, body: serde_json::Value| {
            let (path, dispatcher) = (path.replace("{id}", &id), dispatcher.clone());
            task.run(
                async move { http::post_only(&path, &body).await },
                move |()| dispatcher.dispatch(ShellAction::Changed),
            );
        }
    };
    let onsubmit = {
        let (post, person_name) = (post.clone(), name.trim().to_owned());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let admit = Admit {
                person_name: person_name.clone(),
            };
            post(path::JOINING_ADMIT, serde_json::json!(admit));
        })
    };
    let set_asks = |asked: bool| {
        let asks = asks.setter();
        move || asks.set(asked)
    };
    let (on_ask, on_cancel) = (set_asks(true), set_asks(false));
    let on_refuse = {
        let no_more = set_asks(false);
        Callback::from(move |()| {
            no_more();
            post(path::JOINING_REFUSE, serde_json::json!({}));
        })
    };
    let failure = task.failure();
    let problem = failure.and_then(|failure| failure.problem_of("person_name"));
    let heading = format!("waiting-{}", line.id);
    html! {
        <article class="stack" aria-labelledby={heading.clone()} data-testid="waiting-phone">
            <h3 id={heading}>{ &line.person_name }{ " · " }{ &line.device_name }</h3>
            <p>
                { t.fill("office.joining.asked", &[
                    ("digits", &line.check), ("at", &words::moment(&t, line.asked_at)),
                ]) }
                if line.is_known { { " " }{ t.text("office.joining.known") } }
            </p>
            <form class="form-row" novalidate=true {onsubmit}>
                <Field
                    name={format!("name-{}", line.id)} label={t.text("office.phones.person")}
                    value={(*name).clone()}
                    error={problem.map(|problem| AttrValue::from(t.problem(problem)))}
                    on_input={let name = name.setter(); move |typed| name.set(typed)}
                />
                <button
                    type="submit" class="button button-primary" disabled={task.is_busy()}
                    data-testid="admit"
                >
                    { t.text("office.joining.admit") }
                </button>
                <button
                    type="button" class="button button-danger" disabled={task.is_busy()}
                    onclick={move |_: MouseEvent| on_ask()} data-testid="refuse"
                >
                    { t.text("office.joining.refuse") }
                </button>
            </form>
            if let Some(failure) = failure.filter(|failure| failure.fields().is_empty()) {
                <Banner tone={Tone::Problem}><p>{ words::failure(&t, failure) }</p></Banner>
            }
            if *asks {
                <ConfirmDialog
                    title={t.fill("office.joining.refuse_title", &[("name", &line.person_name)])}
                    confirm={t.text("office.joining.refuse")} on_confirm={on_refuse}
                    on_cancel={move |()| on_cancel()}
                >
                    <p>{ t.text("office.joining.refuse_what") }</p>
                </ConfirmDialog>
            }
        </article>
    }
}
