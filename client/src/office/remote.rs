//! What stands on the server, kept on the page while it is read again.

use std::rc::Rc;

use serde::de::DeserializeOwned;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::failure::Failure;
use super::http;
use super::shell::{Shell, ShellAction};

/// The shell, for whoever needs to read it or to tell it something.
pub(crate) type ShellContext = UseReducerHandle<Shell>;

/// The shell. Panics outside the office's root component, which provides it.
#[hook]
pub(crate) fn use_shell() -> ShellContext {
    use_context::<ShellContext>().expect("the office's pages stand inside its root component")
}

/// Data of the server: what was read last, and how the newest reading goes.
pub(crate) struct Remote<T> {
    /// What was read last; it stays while it is read again, also when that fails.
    pub(crate) data: Option<Rc<T>>,
    /// Why the newest reading failed, if it did.
    pub(crate) failure: Option<Failure>,
    /// Whether it is being read.
    pub(crate) busy: bool,
}

/// Reads a path, again whenever the shell says that things have changed or the path is another.
/// Only the newest reading counts.
#[hook]
pub(crate) fn use_remote<T: DeserializeOwned + 'static>(path: String) -> Remote<T> {
    let shell = use_shell();
    let data = use_state(|| None::<Rc<T>>);
    let failure = use_state_eq(|| None::<Failure>);
    let busy = use_state_eq(|| true);
    let read_before = use_mut_ref(|| None::<String>);
    {
        let (data, failure, busy) = (data.setter(), failure.setter(), busy.setter());
        let dispatcher = shell.dispatcher();
        use_effect_with((path, shell.tick), move |(path, _)| {
            let newest = Rc::new(());
            let still_wanted = Rc::downgrade(&newest);
            let path = path.clone();
            // What is read again because something has changed is nobody's doing here.
            let is_again = read_before.borrow().as_ref() == Some(&path);
            *read_before.borrow_mut() = Some(path.clone());
            busy.set(true);
            spawn_local(async move {
                let read = if is_again {
                    http::get_by_itself::<T>(&path).await
                } else {
                    http::get::<T>(&path).await
                };
                if still_wanted.upgrade().is_none() {
                    return;
                }
                busy.set(false);
                match read {
                    Ok(value) => {
                        data.set(Some(Rc::new(value)));
                        failure.set(None);
                        dispatcher.dispatch(ShellAction::Reached);
                    }
                    Err(error) => {
                        failure.set(Some(error.clone()));
                        dispatcher.dispatch(ShellAction::Failed(error));
                    }
                }
            });
            move || drop(newest)
        });
    }
    Remote {
        data: (*data).clone(),
        failure: (*failure).clone(),
        busy: *busy,
    }
}
