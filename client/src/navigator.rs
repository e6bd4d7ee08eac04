//! Opens pages, and goes back without walking in circles. yew-router's history is not used: it
//! weighs 20 KB to download and knows neither what lies behind nor `#`.

use std::cell::RefCell;
use std::rc::Rc;

use yew::Callback;

use crate::platform::history;
use crate::route::Route;

/// Opens pages. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Navigator(Rc<RefCell<Moves>>);

#[derive(Default)]
struct Moves {
    trail: Trail,
    on_open: Callback<Route>,
}

impl PartialEq for Navigator {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Navigator {
    /// Tells `on_open` from now on which page is to be open.
    pub(crate) fn tell(&self, on_open: Callback<Route>) {
        self.0.borrow_mut().on_open = on_open;
    }

    /// Opens a page; "back" returns to this one.
    pub(crate) fn open(&self, route: Route) {
        history::push(route);
        self.arrive(route);
    }

    /// Leaves this page for another one for good: "back" does not return here. Where the page
    /// before is the one to go to, the browser goes back.
    pub(crate) fn leave_for(&self, route: Route) {
        if self.0.borrow().trail.leads_back_to(route) {
            history::back();
        } else {
            history::replace(route);
            self.0.borrow_mut().trail.forget_last();
            self.arrive(route);
        }
    }

    /// Begins at a page, whoever was where before.
    pub(crate) fn begin_at(&self, route: Route) {
        history::replace(route);
        self.0.borrow_mut().trail = Trail::default();
        self.arrive(route);
    }

    /// Where "back" leads from a page that stands below `parent`. Who came to it from the plan of the
    /// day goes on with that.
    pub(crate) fn way_back(&self, parent: Route) -> Route {
        let is_by_plan = self.0.borrow().trail.leads_back_to(Route::Day);
        if is_by_plan && parent == Route::Households {
            Route::Day
        } else {
            parent
        }
    }

    /// Notes that a page is open, because of a link here or a person going back or forth.
    pub(crate) fn arrive(&self, route: Route) {
        let on_open = {
            let mut moves = self.0.borrow_mut();
            moves.trail.arrive(route);
            moves.on_open.clone()
        };
        on_open.emit(route);
    }
}

/// The pages that lie behind in this app, the open one last.
#[derive(Debug, Default)]
struct Trail(Vec<Route>);

impl Trail {
    /// Arriving at the page before is going back to it.
    fn arrive(&mut self, route: Route) {
        if self.0.last() == Some(&route) {
            return;
        }
        if self.leads_back_to(route) {
            self.0.pop();
        } else {
            self.0.push(route);
        }
    }

    fn forget_last(&mut self) {
        self.0.pop();
    }

    fn leads_back_to(&self, route: Route) -> bool {
        self.0.len() >= 2 && self.0[self.0.len() - 2] == route
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chungtay_shared::id::DocId;

    #[test]
    fn back_leads_along_the_trail_and_not_in_circles() {
        let mut trail = Trail::default();
        trail.arrive(Route::Households);
        trail.arrive(Route::Register);
        assert!(trail.leads_back_to(Route::Households));
        trail.arrive(Route::Households);
        assert!(!trail.leads_back_to(Route::Register));
        trail.arrive(Route::Records);
        trail.arrive(Route::Records);
        trail.forget_last();
        trail.arrive(Route::Settings);
        assert!(trail.leads_back_to(Route::Households));
    }
    #[test]
    fn who_came_by_the_plan_of_the_day_goes_on_with_it() {
        let id = DocId::from_bytes([7; 16]);
        let household = Route::Household { id };
        let navigator = Navigator::default();
        for route in [Route::Households, Route::Day] {
            navigator.arrive(route);
            assert_eq!(navigator.way_back(Route::Households), Route::Households);
        }
        navigator.arrive(household);
        assert_eq!(navigator.way_back(Route::Households), Route::Day);
        navigator.arrive(Route::RecordVisit { id });
        assert_eq!(navigator.way_back(household), household);
    }
}
