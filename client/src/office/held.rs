//! A form that is held as it stands: each change is made to the newest state, however many come before
//! the page is drawn again.

use std::rc::Rc;

use yew::prelude::*;

/// What a form holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Held<T>(pub(crate) T);

/// A change of it.
pub(crate) type Change<T> = Box<dyn FnOnce(&mut T)>;

impl<T: Clone + 'static> Reducible for Held<T> {
    type Action = Change<T>;

    fn reduce(self: Rc<Self>, change: Change<T>) -> Rc<Self> {
        let mut next = self.0.clone();
        change(&mut next);
        Rc::new(Self(next))
    }
}

/// Does with the form what came from a field.
pub(crate) fn on<T: Clone + 'static, V: 'static>(
    form: &UseReducerHandle<Held<T>>,
    change: impl Fn(&mut T, V) + 'static,
) -> Callback<V> {
    let (dispatcher, change) = (form.dispatcher(), Rc::new(change));
    Callback::from(move |value| {
        let change = Rc::clone(&change);
        dispatcher.dispatch(Box::new(move |form: &mut T| change(form, value)));
    })
}
