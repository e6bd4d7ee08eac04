//! Language, storage, the home screen, a new version, the PIN and the finger, who shares the phone, signing out.

mod finger_card;
mod language;
mod pin_card;
mod room;
mod seats_card;
mod sign_out;
mod version;

use yew::prelude::*;

use crate::i18n::Translator;
use crate::route::Route;
use crate::state::AppState;
use crate::widgets::Page;
use finger_card::FingerCard;
use language::language_choice;
use pin_card::PinCard;
use room::RoomCard;
use seats_card::SeatsCard;
use sign_out::SignOut;
use version::{InstallCard, update_card};

/// Settings.
pub(crate) fn settings(t: &Translator, app: &AppState) -> Html {
    html! {
        <Page route={Route::Settings} testid="page-settings">
            if let Some(identity) = &app.identity {
                <p data-testid="whose">
                    { t.fill(if app.seats.len() > 1 { "seats.here" } else { "enrol.whose" }, &[
                        ("name", &identity.person_name),
                        ("commune", &identity.commune_name),
                    ]) }
                </p>
            }
            { language_choice(t) }
            if app.update_waiting {
                { update_card(t) }
            }
            <InstallCard />
            <RoomCard />
            if app.identity.is_some() {
                <PinCard />
                <FingerCard />
                <SeatsCard />
                <SignOut />
            }
        </Page>
    }
}
