//! The way to word the report: the text with its fields, how it reads with today's figures, and the
//! versions that were saved. What is typed stays until it is saved, whatever is wrong with it.

mod fields;
mod preview;
mod problems;
mod versions;

use chungtay_shared::api::path;
use chungtay_shared::api::report::{ReportQuery, WordingPage};
use chungtay_shared::wording::{Wording, WordingDraft, WordingKind, in_use};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::components::{Banner, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::answer::{Answer, use_answer};
use crate::office::data_view::data_view;
use crate::office::disclosure::Disclosure;
use crate::office::remote::{use_remote, use_shell};
use crate::office::shell::ShellAction;
use crate::office::words;

/// HTML id of the text.
const TEXT: &str = "wording-text";

/// Which report.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The one that is asked for on the page.
    pub(super) query: ReportQuery,
}

/// A button that shows the editor.
#[component]
pub(super) fn WordingCard(props: &Props) -> Html {
    let t = use_translator();
    let open = use_state_eq(|| false);
    let on_toggle = {
        let (is_open, open) = (*open, open.setter());
        Callback::from(move |()| open.set(!is_open))
    };
    html! {
        <section class="stack no-print" aria-labelledby="wording">
            <h2 id="wording">{ t.text("office.wording.heading") }</h2>
            <p class="hint">{ t.text("office.wording.what") }</p>
            <Disclosure
                id="wording-editor" label={t.text("office.wording.edit")} testid="wording-edit"
                open={*open} {on_toggle}
            >
                <Opened key={props.query.scope.code()} query={props.query.clone()} />
            </Disclosure>
        </section>
    }
}

#[component]
fn Opened(props: &Props) -> Html {
    let t = use_translator();
    let ReportQuery {
        campaign,
        style,
        scope,
        ..
    } = &props.query;
    let (style, kind) = (style.code(), scope.wording());
    let address = format!(
        "{}?campaign={campaign}&style={style}&scope={}",
        path::WORDING,
        scope.code()
    );
    let page = use_remote::<WordingPage>(address);
    data_view(&t, &page, |page| {
        html! { <Editor page={page.clone()} {kind} /> }
    })
}

/// What is known on the server, and of which report.
#[derive(PartialEq, Properties)]
struct EditorProps {
    page: WordingPage,
    kind: WordingKind,
}

/// What is typed, and the last version whoever types has seen.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Typed {
    text: String,
    seen: u64,
}

#[component]
fn Editor(props: &EditorProps) -> Html {
    let t = use_translator();
    let (page, kind) = (&props.page, props.kind);
    let answer = use_answer();
    let saved = use_state_eq(|| false);
    let typed = use_state_eq(|| None::<Typed>);
    let area = use_node_ref();
    use_read_again(&answer);
    let newest = page.versions.last().map_or(0, |version| version.n);
    let shown = (*typed).clone().unwrap_or_else(|| Typed {
        text: in_use(&page.versions, kind).to_owned(),
        seen: newest,
    });
    let type_in = {
        let (typed, saved, seen) = (typed.setter(), saved.setter(), shown.seen);
        Callback::from(move |text: String| {
            saved.set(false);
            typed.set(Some(Typed { text, seen }));
        })
    };
    let read = Wording::read(&shown.text, kind);
    let wrong = read.as_ref().err().cloned().unwrap_or_default();
    let onsubmit = save(&answer, &shown, kind, wrong.is_empty(), (&typed, &saved));
    let preview = match &read {
        Ok(wording) => preview::preview(&t, &wording.filled(&page.values)),
        Err(_) => html! { <p class="empty">{ t.text("office.wording.no_preview") }</p> },
    };
    html! {
        <form class="wording" novalidate=true {onsubmit} data-testid="wording-form">
            <div class="stack">
                { area_field(&t, &area, &shown.text, !wrong.is_empty(), &type_in) }
                { problems::problems(&t, &area, &shown.text, &wrong) }
                { stale(&t, page, &shown, &typed) }
                { answer.banner(&t) }
                <p class="actions">
                    <button
                        type="submit" class="button button-primary" disabled={answer.is_busy()}
                        data-testid="wording-save"
                    >
                        { t.text("office.wording.save") }
                    </button>
                    <span role="status" data-testid="wording-said">
                        { said(&t, &answer, *saved) }
                    </span>
                </p>
                { versions::versions(&t, page, kind, &type_in) }
            </div>
            <div class="stack">
                { preview }
                { fields::fields(&t, &area, page, &type_in) }
            </div>
        </form>
    }
}

/// Whoever was refused because of a version they have not seen is shown it.
#[hook]
fn use_read_again(answer: &Answer) {
    let dispatcher = use_shell().dispatcher();
    let failure = answer.failure();
    let is_stale = failure.is_some_and(|failure| failure.problem_of("seen").is_some());
    use_effect_with(is_stale, move |is_stale| {
        if *is_stale {
            dispatcher.dispatch(ShellAction::Changed);
        }
    });
}

fn area_field(
    t: &Translator,
    area: &NodeRef,
    text: &str,
    is_wrong: bool,
    type_in: &Callback<String>,
) -> Html {
    let oninput = {
        let area = area.clone();
        type_in.reform(move |_: InputEvent| {
            let area = area.cast::<HtmlTextAreaElement>();
            area.map(|area| area.value()).unwrap_or_default()
        })
    };
    let how = t.fill(
        "office.wording.how",
        &[
            ("field", "{so_ho_duoc_tham}"),
            ("only", "{neu_co:so_ho_duoc_tham}"),
            ("unless", "{neu_khong_co:so_ho_duoc_tham}"),
        ],
    );
    html! {
        <div class="field">
            <label class="label" for={TEXT}>{ t.text("office.wording.text") }</label>
            <p class="hint" id="wording-how">{ how }</p>
            <textarea
                id={TEXT} name={TEXT} ref={area} rows="24" spellcheck="false" class="wording-text"
                value={text.to_owned()} aria-invalid={is_wrong.then_some("true")}
                aria-describedby="wording-problems wording-how" {oninput}
            />
        </div>
    }
}

/// Sends what was typed, unless something is wrong with it; then it leads to what is wrong.
fn save(
    answer: &Answer,
    shown: &Typed,
    kind: WordingKind,
    is_right: bool,
    (typed, saved): (&UseStateHandle<Option<Typed>>, &UseStateHandle<bool>),
) -> Callback<SubmitEvent> {
    let draft = WordingDraft {
        kind,
        seen: shown.seen,
        text: Some(shown.text.clone()),
    };
    let (answer, typed, saved) = (answer.clone(), typed.setter(), saved.setter());
    Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        saved.set(false);
        if !is_right {
            return problems::focus();
        }
        let (typed, saved) = (typed.clone(), saved.clone());
        // What was saved stays in sight until it is read again.
        let now = Typed {
            text: draft.text.clone().unwrap_or_default(),
            seen: draft.seen + 1,
        };
        answer.send(path::WORDING, draft.clone(), move || {
            typed.set(Some(now));
            saved.set(true);
        });
    })
}

/// What became of the last saving, beside the button.
fn said(t: &Translator, answer: &Answer, is_saved: bool) -> &'static str {
    let refused = answer
        .failure()
        .and_then(|failure| failure.fields().first());
    match refused {
        Some(refused) if refused.field == "text" => t.text("office.wording.unchanged"),
        Some(refused) if refused.field == "seen" => t.text("office.wording.not_saved"),
        Some(refused) => t.problem(refused.problem),
        None if is_saved => t.text("office.wording.saved"),
        None => "",
    }
}

/// Somebody saved another version meanwhile: nothing is written over it unseen.
fn stale(
    t: &Translator,
    page: &WordingPage,
    shown: &Typed,
    typed: &UseStateHandle<Option<Typed>>,
) -> Html {
    let newest = page.versions.last().filter(|newest| newest.n > shown.seen);
    let Some(newest) = newest else {
        return Html::default();
    };
    let (who, at) = (newest.by.as_str(), words::moment(t, newest.at));
    let go_on = {
        let mine = Typed {
            seen: newest.n,
            ..shown.clone()
        };
        let typed = typed.setter();
        Callback::from(move |_: MouseEvent| typed.set(Some(mine.clone())))
    };
    html! {
        <Banner tone={Tone::Problem} testid="wording-stale">
            <p>{ t.fill("office.wording.stale", &[("who", who), ("at", &at)]) }</p>
            <p class="actions">
                <button type="button" class="button" onclick={go_on}>
                    { t.text("office.wording.go_on") }
                </button>
            </p>
        </Banner>
    }
}
