//! Asks the server each minute whether the browser is locked, and tells it that somebody types.

use std::cell::Cell;
use std::rc::Rc;

use chungtay_shared::api::{Session, path};
use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::http;
use super::shell::{Phase, Shell, ShellAction};

const ASKED_MS: u32 = 60_000;
/// What somebody does who sits there.
const DONE: [&str; 2] = ["keydown", "pointerdown"];

/// Keeps asking while somebody is signed in who has something to prove themselves by. Whoever fills a long
/// form asks nothing for a while, and is there all the same.
#[hook]
pub(crate) fn use_pause(shell: &UseReducerHandle<Shell>) {
    let dispatcher = shell.dispatcher();
    let is_watched =
        matches!(&shell.phase, Phase::SignedIn(session) if session.has_factor) && !shell.locked;
    use_effect_with(is_watched, move |is_watched| {
        let kept = is_watched.then(|| {
            let is_here = Rc::new(Cell::new(false));
            let listeners = DONE.map(|event| {
                let is_here = Rc::clone(&is_here);
                EventListener::new(&gloo::utils::document(), event, move |_| is_here.set(true))
            });
            let asking = Interval::new(ASKED_MS, move || {
                let (is_here, dispatcher) = (is_here.take(), dispatcher.clone());
                spawn_local(async move {
                    let told = if is_here {
                        http::get::<Session>(path::SESSION).await
                    } else {
                        http::get_by_itself::<Session>(path::SESSION).await
                    };
                    dispatcher.dispatch(match told {
                        Ok(session) => ShellAction::SignedIn(session),
                        Err(failure) => ShellAction::Failed(failure),
                    });
                });
            });
            (listeners, asking)
        });
        move || drop(kept)
    });
}
