//! The service worker is written in another language than the app and has no key. Goal: it knows every seat
//! that a person may have on a shared phone, so that what waits of nobody stays behind. Method: read it.

use chungtay_shared::phone::seats::Seat;

use crate::security_pages::page;

#[test]
fn the_service_worker_posts_for_everybody_who_shares_a_phone() {
    let worker = page("client/pwa/sw.js");
    let names = Seat::ALL.map(|seat| format!("\"{}\"", seat.database()));
    let seats = format!("const SEATS = [{}];", names.join(", "));
    assert!(worker.contains(&seats), "{seats}");
}
