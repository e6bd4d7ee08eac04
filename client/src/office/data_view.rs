//! The reading side of data from the server: nothing yet, something, something old.

use yew::prelude::*;

use super::remote::Remote;
use super::words;
use crate::components::{Banner, Tone};
use crate::i18n::Translator;

/// Draws what was read. What was read before stays while it is read again; that the server is
/// not reached is said once, above all pages, not here.
pub(crate) fn data_view<T>(
    t: &Translator,
    remote: &Remote<T>,
    draw: impl FnOnce(&T) -> Html,
) -> Html {
    let failure = remote
        .failure
        .as_ref()
        .filter(|failure| !failure.is_unreachable());
    html! {
        <>
            if let Some(failure) = failure {
                <Banner tone={Tone::Problem} testid="load-failure">
                    <p>{ words::failure(t, failure) }</p>
                </Banner>
            }
            if let Some(data) = &remote.data {
                { draw(data) }
            } else if failure.is_none() {
                <p class="reading" role="status" data-testid="reading">
                    { t.text("office.reading") }
                </p>
            }
        </>
    }
}
