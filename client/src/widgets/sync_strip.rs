//! How the sync stands, in one line that leads to the whole story.

use chungtay_shared::phone::message::Status;
use yew::prelude::*;

use super::route_link::RouteLink;
use crate::i18n::Translator;
use crate::route::Route;
use crate::state::strip_line;

/// How the sync stands. It is as high with progress as without: nothing below may move away from
/// under a finger when the list has come.
pub(super) fn sync_strip(t: &Translator, status: &Status) -> Html {
    let line = strip_line(status);
    let count = t.number(line.count);
    let text = t.fill(line.key, &[("count", &count), ("all", &t.number(line.all))]);
    html! {
        <div class={classes!("strip", line.tone.class())} role="status">
            <RouteLink to={Route::Records} testid="sync-strip">{ text }</RouteLink>
            if let Some((done, all)) = status.progress {
                <progress
                    aria-label={t.text("strip.first_sync")} value={done.to_string()}
                    max={all.max(1).to_string()}
                />
            }
        </div>
    }
}
