//! Addresses lead back to their pages.

use super::*;

#[test]
fn a_households_address_leads_back_to_it_and_belongs_to_the_list() {
    let id = DocId::from_bytes([7; 16]);
    let route = Route::Household { id };
    assert_eq!(Route::recognize(&route.to_path()), Some(route.clone()));
    assert_eq!(route.section(), Route::Households);
}

#[test]
fn a_new_campaign_is_not_taken_for_one_that_exists() {
    assert_eq!(Route::recognize("/campaigns/new"), Some(Route::NewCampaign));
    assert_eq!(Route::recognize("/fund"), Some(Route::Fund));
    assert_eq!(Route::recognize("/publicity"), Some(Route::Publicity));
    assert_eq!(Route::recognize("/register"), Some(Route::Register));
    assert_eq!(Route::recognize("/report"), Some(Route::Report));
    assert_eq!(Route::recognize("/periods"), Some(Route::Periods));
    assert_eq!(Route::recognize("/papers"), Some(Route::Papers));
    assert_eq!(Route::recognize("/supports"), Some(Route::Supports));
    assert_eq!(Route::recognize("/access"), Some(Route::Access));
    assert_eq!(Route::recognize("/nowhere"), Some(Route::NotFound));
    assert_eq!(Route::recognize("/households/none"), Some(Route::NotFound));
}

#[test]
fn a_city_is_offered_nothing_that_is_done_with_households() {
    let names = |keeps_units| {
        let offered = Route::navigation(keeps_units).map(Route::name);
        offered.collect::<Vec<_>>()
    };
    assert_eq!(
        names(true),
        [
            "overview",
            "fund",
            "publicity",
            "periods",
            "report",
            "papers",
            "register",
            "requests",
            "incidents",
            "phones",
            "campaigns"
        ]
    );
    assert_eq!(names(false).len(), Route::NAVIGATION.len());
}

#[test]
fn each_kind_of_what_waits_has_an_address_and_stands_in_one_list() {
    for kind in ReviewKind::ALL {
        let route = Route::review(Some(kind));
        assert_eq!(Route::recognize(&route.to_path()), Some(route.clone()));
        assert_eq!(route.section(), Route::Review);
    }
    assert_eq!(Route::SetAside.to_path(), "/set-aside");
    assert_eq!(Route::recognize("/review/none"), Some(Route::NotFound));
}
