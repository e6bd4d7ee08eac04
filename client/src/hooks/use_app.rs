//! The state, and what lives as long as the app.

use yew::prelude::*;

use crate::navigator::Navigator;
use crate::state::AppState;
use crate::store::Store;
use crate::widgets::ListMemory;

/// The state, and the way to change it.
pub(crate) type AppHandle = UseReducerHandle<AppState>;

/// What lives as long as the app, unlike any page.
#[derive(Clone, PartialEq)]
pub(crate) struct Lasting {
    /// The store.
    pub(crate) store: Store,
    /// How the list was left.
    pub(crate) list: ListMemory,
    /// How the plan of the day was left.
    pub(crate) day: ListMemory,
    /// Opens pages.
    pub(crate) navigator: Navigator,
}

/// The state. **Panics** in a component that is not below the app's providers.
#[hook]
pub(crate) fn use_app() -> AppHandle {
    use_context::<AppHandle>().expect("the app provides its state")
}

/// The store. **Panics** in a component that is not below the app's providers.
#[hook]
pub(crate) fn use_store() -> Store {
    use_lasting().store
}

/// How the list was left. **Panics** in a component that is not below the app's providers.
#[hook]
pub(crate) fn use_list_memory() -> ListMemory {
    use_lasting().list
}

/// How the plan of the day was left. **Panics** in a component that is not below the app's providers.
#[hook]
pub(crate) fn use_day_memory() -> ListMemory {
    use_lasting().day
}

/// Opens pages. **Panics** in a component that is not below the app's providers.
#[hook]
pub(crate) fn use_navigator() -> Navigator {
    use_lasting().navigator
}

#[hook]
fn use_lasting() -> Lasting {
    use_context::<Lasting>().expect("the app provides what lasts")
}
