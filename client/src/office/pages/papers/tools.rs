//! Tokens for programs of the city that read where units stand: made, shown once, revoked.

use std::rc::Rc;

use chungtay_shared::api::path;
use chungtay_shared::api::tools::{MadeTool, NewTool, ToolLine};
use chungtay_shared::field::Problem;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::components::{Badge, Banner, Field, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::confirm_dialog::ConfirmDialog;
use crate::office::data_view::data_view;
use crate::office::remote::{use_remote, use_shell};
use crate::office::shell::ShellAction;
use crate::office::task::use_task;
use crate::office::{browser, http, words};

/// The card of tokens.
#[component]
pub(super) fn Tools() -> Html {
    let t = use_translator();
    let tools = use_remote::<Vec<ToolLine>>(path::TOOLS.to_owned());
    html! {
        <section class="card" aria-labelledby="tools">
            <h2 id="tools">{ t.text("office.tools.heading") }</h2>
            <p>{ t.text("office.tools.what") }</p>
            <NewToken />
            { data_view(&t, &tools, |_| html! {
                { for tools.data.iter().map(|lines| html! { <Made lines={Rc::clone(lines)} /> }) }
            }) }
        </section>
    }
}

#[component]
fn NewToken() -> Html {
    let t = use_translator();
    let (shell, task) = (use_shell(), use_task());
    let name = use_state_eq(String::new);
    let made = use_state(|| None::<MadeTool>);
    let asked = use_state_eq(|| false);
    let missing = (*asked && name.trim().is_empty()).then_some(Problem::Missing);
    let failure = task.failure();
    let error = missing.or_else(|| failure.and_then(|failure| failure.problem_of("name")));
    let error = error.map(|problem| AttrValue::from(t.problem(problem)));
    let onsubmit = {
        let (task, name, asked) = (task.clone(), name.clone(), asked.setter());
        let (made, dispatcher) = (made.setter(), shell.dispatcher());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            asked.set(true);
            if name.trim().is_empty() {
                return;
            }
            let request = NewTool {
                name: name.trim().to_owned(),
            };
            let (made, name, asked) = (made.clone(), name.setter(), asked.clone());
            let dispatcher = dispatcher.clone();
            task.run(
                async move { http::post::<MadeTool>(path::TOOLS, &request).await },
                move |tool| {
                    made.set(Some(tool));
                    name.set(String::new());
                    asked.set(false);
                    dispatcher.dispatch(ShellAction::Changed);
                },
            );
        })
    };
    let on_name = {
        let name = name.setter();
        Callback::from(move |text| name.set(text))
    };
    html! {
        <>
            <form class="form-row" novalidate=true {onsubmit}>
                <Field
                    name="tool_name" label={t.text("office.tools.name")} value={(*name).clone()}
                    hint={t.text("office.tools.name_hint")} {error} on_input={on_name}
                />
                <button
                    type="submit" class="button" disabled={task.is_busy()} data-testid="make-tool"
                >
                    { t.text("office.tools.make") }
                </button>
            </form>
            if let Some(failure) = task.failure().filter(|failure| failure.fields().is_empty()) {
                <Banner tone={Tone::Problem}><p>{ words::failure(&t, failure) }</p></Banner>
            }
            if let Some(tool) = &*made { <Token key={tool.token.clone()} tool={tool.clone()} /> }
        </>
    }
}

#[derive(PartialEq, Properties)]
struct TokenProps {
    tool: MadeTool,
}

/// A fresh token, to be copied: it is not shown again.
#[component]
fn Token(props: &TokenProps) -> Html {
    let t = use_translator();
    let field = use_node_ref();
    let copied = use_state_eq(|| None::<bool>);
    let onclick = {
        let (field, token) = (field.clone(), props.tool.token.clone());
        let copied = copied.setter();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = field.cast::<HtmlInputElement>() {
                input.select();
            }
            let (token, copied) = (token.clone(), copied.clone());
            spawn_local(async move { copied.set(Some(browser::copy(&token).await)) });
        })
    };
    html! {
        <div class="field" data-testid="tool-card">
            <label class="label" for="tool-token">
                { t.fill("office.tools.token", &[("name", &props.tool.name)]) }
            </label>
            <div class="with-button">
                <input
                    id="tool-token" ref={field} type="text" readonly=true
                    value={props.tool.token.clone()} data-testid="tool-token"
                />
                <button type="button" class="button" {onclick}>
                    { t.text("office.invite.copy") }
                </button>
            </div>
            <p class="hint" role="status">
                { match *copied {
                    Some(true) => t.text("office.tools.copied"),
                    Some(false) => t.text("office.tools.copy_by_hand"),
                    None => t.text("office.tools.once"),
                } }
            </p>
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct MadeProps {
    lines: Rc<Vec<ToolLine>>,
}

/// The tokens that were made.
#[component]
fn Made(props: &MadeProps) -> Html {
    let t = use_translator();
    let (shell, task) = (use_shell(), use_task());
    let asked = use_state_eq(|| None::<ToolLine>);
    let on_revoke = {
        let asked = asked.setter();
        Callback::from(move |tool| asked.set(Some(tool)))
    };
    let on_cancel = {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(None))
    };
    let on_confirm = {
        let (asked, task, dispatcher) = (asked.clone(), task.clone(), shell.dispatcher());
        Callback::from(move |()| {
            let Some(tool) = &*asked else { return };
            let path = path::TOOL_REVOKE.replace("{id}", &tool.id.to_string());
            let dispatcher = dispatcher.clone();
            task.run(
                async move { http::post_only(&path, &serde_json::Map::new()).await },
                move |()| {
                    dispatcher.dispatch(ShellAction::Changed);
                },
            );
            asked.set(None);
        })
    };
    if props.lines.is_empty() {
        return html! { <p class="empty">{ t.text("office.tools.none") }</p> };
    }
    html! {
        <>
            if let Some(failure) = task.failure() {
                <Banner tone={Tone::Problem}><p>{ words::failure(&t, failure) }</p></Banner>
            }
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby="tools">
                <table class="table" data-testid="tool-table">
                    <caption class="visually-hidden">{ t.text("office.tools.heading") }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ t.text("office.tools.name") }</th>
                            <th scope="col">{ t.text("office.col.created") }</th>
                            <th scope="col">{ t.text("office.tools.used") }</th>
                            <th scope="col">{ t.text("office.col.action") }</th>
                        </tr>
                    </thead>
                    <tbody>{ for props.lines.iter().map(|line| row(&t, line, &on_revoke)) }</tbody>
                </table>
            </div>
            if let Some(tool) = &*asked {
                <ConfirmDialog
                    title={t.fill("office.tools.revoke_title", &[("name", &tool.name)])}
                    confirm={t.text("office.tools.revoke")} {on_confirm} {on_cancel}
                >
                    <p>{ t.text("office.tools.revoke_what") }</p>
                </ConfirmDialog>
            }
        </>
    }
}

fn row(t: &Translator, line: &ToolLine, on_revoke: &Callback<ToolLine>) -> Html {
    let onclick = {
        let line = line.clone();
        on_revoke.reform(move |_: MouseEvent| line.clone())
    };
    let used = line.used_at.map(|at| words::moment(t, at));
    html! {
        <tr key={line.id.to_string()} data-testid="tool-row">
            <th scope="row">{ &line.name }</th>
            <td class="moment">
                { words::moment(t, line.made_at) }
                <span class="below">{ &line.made_by }</span>
            </td>
            <td class="moment">
                { used.unwrap_or_else(|| t.text("office.tools.never").to_owned()) }
            </td>
            <td>
                if line.revoked_at.is_some() {
                    <Badge label={t.text("office.tools.revoked")} testid="tool-revoked" />
                } else {
                    <button
                        type="button" class="button button-danger button-small" {onclick}
                        data-testid="revoke-tool"
                        aria-label={t.fill("office.tools.revoke_of", &[("name", &line.name)])}
                    >
                        { t.text("office.tools.revoke") }
                    </button>
                }
            </td>
        </tr>
    }
}
