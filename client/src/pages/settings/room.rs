//! How much room the phone has, and the promise to keep what is stored.

use yew::prelude::*;

use crate::components::{Tone, badge};
use crate::i18n::{Translator, use_translator};
use crate::platform::storage::{self, Room};

/// Less room than this is worth a warning.
const LOW_BYTES: u64 = 50_000_000;

/// How much room the phone has.
#[component]
pub(super) fn RoomCard() -> Html {
    let t = use_translator();
    let room = use_state_eq(|| None::<Room>);
    let was_refused = use_state_eq(|| false);
    {
        let set_room = room.setter();
        use_effect_with((), move |()| {
            storage::ask_room(move |room| set_room.set(room));
        });
    }
    let onclick = {
        let (set_room, set_refused) = (room.setter(), was_refused.setter());
        Callback::from(move |_: MouseEvent| {
            let (set_room, set_refused) = (set_room.clone(), set_refused.clone());
            storage::ask_to_keep(move |is_kept| {
                set_refused.set(!is_kept);
                storage::ask_room(move |room| set_room.set(room));
            });
        })
    };
    html! {
        <section class="card" aria-labelledby="room-heading">
            <h2 id="room-heading">{ t.text("settings.room") }</h2>
            { room_line(&t, *room) }
            <p class="hint">{ t.text("settings.room_how_to_free") }</p>
            if room.is_some_and(|room| room.is_kept) {
                { badge(Tone::Good, t.text("settings.kept"), "kept") }
            } else if room.is_some() {
                <p>{ t.text("settings.keep_why") }</p>
                <button type="button" class="button" data-testid="keep" {onclick}>
                    { t.text("settings.keep") }
                </button>
            }
            <p role="status">
                if *was_refused { { t.text("settings.keep_refused") } }
            </p>
        </section>
    }
}

fn room_line(t: &Translator, room: Option<Room>) -> Html {
    let Some(room) = room else {
        return html! { <p>{ t.text("settings.room_unknown") }</p> };
    };
    let line = t.fill(
        "settings.room_numbers",
        &[
            ("used", &megabytes(t, room.used_bytes)),
            ("free", &megabytes(t, room.free_bytes)),
        ],
    );
    html! {
        <>
            <p data-testid="room">{ line }</p>
            if room.free_bytes < LOW_BYTES {
                <p class="error">{ t.text("settings.room_low") }</p>
            }
        </>
    }
}

/// `12,3 MB`
fn megabytes(t: &Translator, bytes: u64) -> String {
    let tenths = bytes / 100_000;
    format!("{},{} MB", t.number(tenths / 10), tenths % 10)
}
