//! Language, storage, the home screen, a new version, signing out.

mod language;
mod room;
mod sign_out;
mod version;

use yew::prelude::*;

use crate::hooks::use_app;
use crate::i18n::use_translator;
use crate::route::Route;
use crate::widgets::Page;
use language::language_choice;
use room::RoomCard;
use sign_out::SignOut;
use version::{InstallCard, update_card};

/// Settings.
#[component]
pub(crate) fn Settings() -> Html {
    let t = use_translator();
    let app = use_app();
    html! {
        <Page route={Route::Settings} testid="page-settings">
            if let Some(identity) = &app.identity {
                <p data-testid="whose">
                    { t.fill("enrol.whose", &[
                        ("name", &identity.person_name),
                        ("commune", &identity.commune_name),
                    ]) }
                </p>
            }
            { language_choice(&t) }
            if app.update_waiting {
                { update_card(&t) }
            }
            <InstallCard />
            <RoomCard />
            if app.identity.is_some() {
                <SignOut />
            }
        </Page>
    }
}
