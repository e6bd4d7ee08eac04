//! Where a unit that keeps other units stands with all of them: numbers first, then a line for each,
//! then the way to add one.

mod new_unit;
mod table;
mod tiles;

use chungtay_shared::api::behind::Figure;
use chungtay_shared::api::path;
use chungtay_shared::api::units::UnitsPage;
use chungtay_shared::campaign::Indicator;
use yew::prelude::*;

use super::overview::pictures::UnitPictures;
use super::overview::targets::targets;
use crate::i18n::use_translator;
use crate::office::browser;
use crate::office::data_view::data_view;
use crate::office::if_may::IfMay;
use crate::office::opens::Opens;
use crate::office::remote::use_remote;
use new_unit::NewUnitForm;

/// The units under one's own.
#[component]
pub(crate) fn Units() -> Html {
    let t = use_translator();
    let page = use_remote::<UnitsPage>(path::UNITS.to_owned());
    html! {
        <>
            <h1>{ t.text("office.units.heading") }</h1>
            { data_view(&t, &page, |page| html! {
                <>
                    { tiles::reached(&t, page) }
                    { tiles::fund(&t, page) }
                    { targets(&t, &page.campaign_name, &page.targets, |of| Some(behind(of))) }
                    { table::table(&t, page, browser::now()) }
                    <UnitPictures units={page.units.iter().map(|line| line.unit.clone()).collect::<Vec<_>>()} />
                </>
            }) }
            <IfMay post={path::UNITS}><NewUnitForm /></IfMay>
        </>
    }
}

/// Whose parts stand behind what was reached of a target.
fn behind(of: Indicator) -> Opens {
    let figure = match of {
        Indicator::Visited => Figure::Visited,
        Indicator::Aided => Figure::Aided,
        Indicator::Given => Figure::Given,
        Indicator::Raised => Figure::Raised,
    };
    Opens::Parts(figure.of_all_days())
}
