//! Takes over a list: choose, look, answer, and only then write.

use chungtay_shared::api::import::{Preview, Progress};
use chungtay_shared::api::path;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::{Banner, Tone};
use crate::i18n::{Translator, use_translator};
use crate::office::file_drop::FileDrop;
use crate::office::import_preview::ImportPreview;
use crate::office::import_state::{ImportAction, ImportState, Step, Trouble};
use crate::office::remote::use_shell;
use crate::office::review_kind::ReviewKind;
use crate::office::route::Route;
use crate::office::route_link::RouteLink;
use crate::office::shell::ShellAction;
use crate::office::{http, words};

/// What the chooser of files offers.
const OFFERED: &str = ".xlsx,.csv,.tsv,.txt,.xls,.ods";

/// The import under way, if any.
pub(crate) type ImportContext = UseReducerHandle<ImportState>;

/// Takes over a list.
#[component]
pub(crate) fn Import() -> Html {
    let t = use_translator();
    let import = use_context::<ImportContext>().expect("pages stand inside the office");
    let on_file = use_reading(&import);
    let on_confirm = use_writing(&import);
    html! {
        <>
            <h1>{ t.text("office.import.heading") }</h1>
            { trouble(&t, &import) }
            { match &import.step {
                Step::Choosing => html! {
                    <>
                        <p class="lead">{ t.text("office.import.what") }</p>
                        <FileDrop
                            {on_file} offered={OFFERED} choose={t.text("office.import.file")}
                            hint={t.text("office.import.drop")} testid="import-file"
                        />
                        <p class="hint">{ t.text("office.import.columns") }</p>
                    </>
                },
                Step::Reading => html! {
                    <div class="card" role="status" data-testid="import-reading">
                        <p>{ t.fill("office.import.reading", &[("file", &import.file_name)]) }</p>
                        <progress aria-label={t.text("office.import.reading_label")} />
                    </div>
                },
                Step::Previewed => html! { <ImportPreview import={import.clone()} {on_confirm} /> },
                Step::Writing(progress) => writing(&t, progress.as_ref()),
                Step::Done(progress) => done(&t, &import, progress),
                Step::Interrupted => interrupted(&t, &import),
            } }
        </>
    }
}

/// Sends the file that was chosen and keeps what was understood of it.
#[hook]
fn use_reading(import: &ImportContext) -> Callback<web_sys::File> {
    let shell = use_shell();
    let (import, shell) = (import.dispatcher(), shell.dispatcher());
    Callback::from(move |file: web_sys::File| {
        import.dispatch(ImportAction::Chosen(file.name(), file.size()));
        if !ImportState::takes(file.size()) {
            return;
        }
        let (import, shell) = (import.clone(), shell.clone());
        spawn_local(async move {
            match http::upload::<Preview>(path::IMPORT_PREVIEW, &file).await {
                Ok(preview) => import.dispatch(ImportAction::Read(preview)),
                Err(failure) => {
                    shell.dispatch(ShellAction::Failed(failure.clone()));
                    import.dispatch(ImportAction::NotRead(failure));
                }
            }
        });
    })
}

/// Confirms the preview and follows the writing line by line.
#[hook]
fn use_writing(import: &ImportContext) -> Callback<()> {
    let shell = use_shell();
    let (import, shell) = (import.clone(), shell.dispatcher());
    Callback::from(move |()| {
        let Some(preview) = &import.preview else {
            return;
        };
        let path = path::IMPORT_CONFIRM.replace("{id}", &preview.id);
        let confirm = import.confirm();
        let (import, shell) = (import.dispatcher(), shell.clone());
        import.dispatch(ImportAction::Confirmed);
        spawn_local(async move {
            let on_line = |line: &str| {
                if let Ok(progress) = serde_json::from_str::<Progress>(line) {
                    import.dispatch(ImportAction::Progressed(progress));
                }
            };
            match http::post_lines(&path, &confirm, on_line).await {
                Ok(()) => import.dispatch(ImportAction::Ended),
                Err(failure) => {
                    shell.dispatch(ShellAction::Failed(failure.clone()));
                    import.dispatch(ImportAction::NotWritten(failure));
                }
            }
            shell.dispatch(ShellAction::Changed);
        });
    })
}

fn trouble(t: &Translator, import: &ImportState) -> Html {
    let words = match &import.problem {
        None => return Html::default(),
        Some(Trouble::TooLarge) => t.text("office.import.too_large").to_owned(),
        Some(Trouble::Failed(failure)) => words::failure(t, failure),
    };
    html! {
        <Banner tone={Tone::Problem} title={import.file_name.clone()} testid="import-problem">
            <p>{ words }</p>
        </Banner>
    }
}

fn writing(t: &Translator, progress: Option<&Progress>) -> Html {
    let (done, total) = progress.map_or((0, 0), |progress| (progress.done, progress.total));
    let words = t.fill(
        "office.import.progress",
        &[
            ("done", &t.number(u64::from(done))),
            ("total", &t.number(u64::from(total))),
        ],
    );
    html! {
        <div class="card" data-testid="import-writing">
            <p role="status">
                { if total == 0 { t.text("office.import.starting").to_owned() } else { words } }
            </p>
            <progress
                max={total.max(1).to_string()} value={(total > 0).then(|| done.to_string())}
                aria-label={t.text("office.import.progress_label")}
            />
            <p class="hint">{ t.text("office.import.may_leave") }</p>
        </div>
    }
}

fn done(t: &Translator, import: &ImportContext, progress: &Progress) -> Html {
    let line = |name: &'static str, key: &'static str, count: u32| {
        html! {
            <div data-testid={format!("import-{name}")}>
                <dt>{ t.text(key) }</dt>
                <dd class="figure">{ t.number(u64::from(count)) }</dd>
            </div>
        }
    };
    html! {
        <>
            <Banner tone={Tone::Good} testid="import-done">
                <p>{ t.fill("office.import.done", &[("file", &import.file_name)]) }</p>
            </Banner>
            <dl class="tiles tiles-small">
                { line("created", "office.import.created", progress.created) }
                { line("matched", "office.import.matched", progress.matched) }
                { line("statuses", "office.import.statuses", progress.statuses_added) }
                { line("skipped", "office.import.skipped", progress.skipped) }
                { line("left", "office.import.left", progress.left) }
            </dl>
            if progress.left > 0 {
                <p>
                    <RouteLink to={Route::review(Some(ReviewKind::LeftRows))} testid="to-left-rows">
                        { words::counted(t, "office.import.to_left", u64::from(progress.left)) }
                    </RouteLink>
                </p>
            }
            <p class="actions">
                <RouteLink to={Route::Households} class="button button-primary">
                    { t.text("office.import.to_list") }
                </RouteLink>
                { again(t, import) }
            </p>
        </>
    }
}

fn interrupted(t: &Translator, import: &ImportContext) -> Html {
    html! {
        <>
            <Banner tone={Tone::Waiting} testid="import-interrupted">
                <p>{ t.text("office.import.interrupted") }</p>
            </Banner>
            <p class="actions">{ again(t, import) }</p>
        </>
    }
}

fn again(t: &Translator, import: &ImportContext) -> Html {
    let dispatcher = import.dispatcher();
    let onclick = Callback::from(move |_: MouseEvent| dispatcher.dispatch(ImportAction::Again));
    html! {
        <button type="button" class="button" {onclick} data-testid="import-again">
            { t.text("office.import.another") }
        </button>
    }
}
