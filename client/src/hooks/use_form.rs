//! The content of a form. Edits are functions on the newest content, so that two in one moment
//! cannot undo each other.

use std::rc::Rc;

use yew::prelude::*;

/// A change of a form's content.
pub(crate) type Edit<T> = Box<dyn FnOnce(&mut T)>;

struct Content<T> {
    value: T,
    was_edited: bool,
}

impl<T: Clone> Reducible for Content<T> {
    type Action = Edit<T>;

    fn reduce(self: Rc<Self>, edit: Edit<T>) -> Rc<Self> {
        let mut value = self.value.clone();
        edit(&mut value);
        Rc::new(Self {
            value,
            was_edited: true,
        })
    }
}

/// A form that is being filled in. What it gives is always the newest, even to a callback that was
/// made long ago; to notice changes, compare values.
pub(crate) struct Form<T: Clone + 'static>(UseReducerHandle<Content<T>>);

impl<T: Clone + 'static> Clone for Form<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Clone + 'static> Form<T> {
    /// What stands in it.
    pub(crate) fn value(&self) -> &T {
        &self.0.value
    }

    /// Whether a person has changed anything since it was opened.
    pub(crate) fn was_edited(&self) -> bool {
        self.0.was_edited
    }

    /// Takes edits of the form.
    pub(crate) fn on_edit(&self) -> Callback<Edit<T>> {
        self.0.dispatcher().to_callback()
    }

    /// A callback that edits the form with what it is given.
    pub(crate) fn on<V: 'static>(&self, edit: impl Fn(&mut T, V) + 'static) -> Callback<V> {
        let dispatcher = self.0.dispatcher();
        let edit = Rc::new(edit);
        Callback::from(move |value: V| {
            let edit = Rc::clone(&edit);
            dispatcher.dispatch(Box::new(move |form| edit(form, value)));
        })
    }
}

/// A form that begins with `initial`.
#[hook]
pub(crate) fn use_form<T: Clone + 'static>(initial: impl FnOnce() -> T) -> Form<T> {
    Form(use_reducer(|| Content {
        value: initial(),
        was_edited: false,
    }))
}
