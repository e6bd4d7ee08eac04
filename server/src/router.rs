//! Every route and the order of what wraps them, on one screen.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use chungtay_shared::api::path;
use chungtay_shared::limits::{
    ESCAPE_FILE_BYTES_MAX, JSON_BYTES_MAX, REQUEST_BYTES_MAX, SPREADSHEET_BYTES_MAX,
};
use tower_http::decompression::RequestDecompressionLayer;
use tower_http::trace::TraceLayer;

use crate::routes::{
    access as access_log, accounts, begin, enrol, erasure, escape, exports, fund, health, import,
    incidents, joining, lists, lives, lost, office, open, papers, periods, publicity, quarantine,
    register, report, requests, review, rounds, session, sign_in, supports, sync, units,
};
use crate::state::AppState;
use crate::{access, assets, guard, log, metrics};

/// The whole server.
pub fn router(state: AppState) -> Router {
    let counted = axum::middleware::from_fn_with_state(state.clone(), metrics::count);
    let guarded = axum::middleware::from_fn_with_state(state.clone(), guard::stand);
    let sync = Router::new()
        .route(path::SYNC, post(sync::exchange))
        .layer(DefaultBodyLimit::max(REQUEST_BYTES_MAX))
        .layer(RequestDecompressionLayer::new());
    let sealed = Router::new()
        .route(path::SYNC_SEALED, post(sync::exchange_sealed))
        .layer(DefaultBodyLimit::max(REQUEST_BYTES_MAX));
    let escape = Router::new()
        .route(path::ESCAPE, post(escape::pass_on))
        .route(path::ESCAPE_IMPORT, post(escape::import))
        .layer(DefaultBodyLimit::max(ESCAPE_FILE_BYTES_MAX))
        .layer(RequestDecompressionLayer::new());
    let import = Router::new()
        .route(path::IMPORT_PREVIEW, post(import::preview))
        .layer(DefaultBodyLimit::max(SPREADSHEET_BYTES_MAX));
    let api = Router::new()
        .route(path::SUMMARY, get(office::summary))
        .route(path::FACTS, get(office::facts))
        .route(path::PICTURES, get(office::pictures))
        .route(path::RECEIPT_LIST, get(lists::receipts))
        .route(path::VISIT_LIST, get(lists::visits))
        .route(path::POSTING_LIST, get(lists::posting))
        .route(path::EXPORT, get(exports::table))
        .route(path::IMPORT_CONFIRM, post(import::confirm))
        .route(path::IMPORT_LEFT, post(import::answer_left))
        .route(path::LIVE, get(office::live))
        .merge(doors())
        .merge(households())
        .merge(campaigns())
        .layer(DefaultBodyLimit::max(JSON_BYTES_MAX));
    let heeded = axum::middleware::from_fn_with_state(state.clone(), access::heed);
    Router::new()
        .merge(api)
        .merge(sync)
        .merge(sealed)
        .merge(escape)
        .merge(import)
        .merge(open::router())
        .merge(assets::router())
        .with_state(state)
        .layer(heeded)
        .layer(guarded)
        .layer(counted)
        .layer(axum::middleware::map_response(assets::security_headers))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(log::span)
                .on_response(log::Answered),
        )
}

/// Who comes in, by what, and what was done.
fn doors() -> Router<AppState> {
    Router::new()
        .route(path::HEALTH, get(health::health))
        .route(path::ENROL, post(enrol::redeem))
        .route(path::RECOVER, post(enrol::recover))
        .route(path::WIPED, post(lost::wiped))
        .route(path::KNOCK, post(lost::knock))
        .route(path::SETUP, get(begin::state))
        .route(path::SETUP_DEMO, post(begin::demo))
        .route(path::SETUP_COMMUNE, post(begin::commune))
        .route(path::SESSION, get(session::who).delete(session::sign_out))
        .route(path::SIGN_IN, post(sign_in::sign_in))
        .route(path::AUTHENTICATOR, get(sign_in::authenticator))
        .route(path::FACTOR, post(sign_in::set_up))
        .route(path::PROVE, post(sign_in::prove))
        .route(path::ACCOUNTS, get(accounts::list))
        .route(path::ACCOUNT_RESET, post(accounts::reset))
        .route(path::ACCOUNT_CLOSE, post(accounts::close))
        .route(path::DEVICES, get(office::devices))
        .route(path::DEVICE_REVOKE, post(office::revoke))
        .route(path::DEVICE_LOSE, post(lost::lose))
        .route(path::INVITES, get(enrol::list).post(enrol::invite))
        .route(path::JOINING, get(joining::page))
        .route(path::OPEN_LINK, post(joining::open).delete(joining::close))
        .route(path::JOINING_ADMIT, post(joining::admit))
        .route(path::JOINING_REFUSE, post(joining::refuse))
        .route(path::TOOLS, get(open::made).post(open::make))
        .route(path::TOOL_REVOKE, post(open::revoke))
        .route(path::ACCESS, get(access_log::page))
        .route(path::INCIDENTS, get(incidents::page).post(incidents::say))
        .route(path::INCIDENT_NOTICE, get(incidents::notice))
}

/// Households, and what of them waits for a person.
fn households() -> Router<AppState> {
    Router::new()
        .route(
            path::HOUSEHOLDS,
            get(office::households).post(lives::register),
        )
        .route(path::LOOKALIKES, post(lives::lookalikes))
        .route(path::HOUSEHOLD, get(office::household))
        .route(path::NUMBERS, post(office::numbers))
        .route(path::MINUTES, get(papers::minutes))
        .route(path::SURVEY_FORM, get(papers::survey))
        .route(path::HOUSEHOLD_SHEET, get(papers::sheet))
        .route(path::ERASE, get(erasure::preview).post(erasure::erase))
        .route(path::ERASURES, get(erasure::page))
        .route(path::REQUESTS, get(requests::page).post(requests::say))
        .route(path::QUARANTINE_ERASE, post(erasure::erase_record))
        .route(path::CONFLICTS, get(office::conflicts).post(office::choose))
        .route(path::QUARANTINE, get(quarantine::list))
        .route(path::QUARANTINE_TRY, post(quarantine::try_again))
        .route(path::QUARANTINE_LOOK, post(quarantine::look))
        .route(path::QUARANTINE_RECORD, get(quarantine::export_one))
        .route(path::QUARANTINE_EXPORT, get(quarantine::export_all))
        .route(path::REVIEW, get(review::page))
        .route(path::REVIEW_ANSWER, post(review::answer))
        .route(path::REVIEW_SETTLE, post(review::settle))
        .route(path::LIFE, post(lives::life))
        .route(path::STATUS, post(lives::status))
        .route(path::CONSENT, post(lives::consent))
        .route(path::STATUS_RETRACT, post(lives::retract_status))
        .route(path::SAME, post(lives::same))
        .route(path::DISTINCT, post(lives::distinct))
}

/// Campaigns and what is done in them.
fn campaigns() -> Router<AppState> {
    Router::new()
        .route(
            path::CAMPAIGNS,
            get(office::campaigns).post(office::save_campaign),
        )
        .route(path::ROUNDS, get(rounds::list).post(rounds::issue))
        .route(path::ROUND_MOVE, post(rounds::move_rights))
        .route(
            path::TAKEOVER,
            get(rounds::old_phones).post(rounds::take_over),
        )
        .route(path::ROUND_MOVEMENTS, post(rounds::move_gifts))
        .route(path::ROUND_VOID, post(rounds::void_movement))
        .route(path::PUBLICITY, get(publicity::page).post(publicity::note))
        .route(path::REGISTER, get(register::page).post(register::say))
        .route(path::PUBLICITY_STRIKE, post(publicity::strike))
        .route(path::SUPPORTS, get(supports::page).post(supports::open))
        .route(path::SUPPORT_STEP, post(supports::note))
        .route(path::SUPPORT_PAY, post(supports::pay))
        .route(path::SUPPORT_TAKE_BACK, post(supports::take_back))
        .route(path::FUND, get(fund::page).post(fund::enter))
        .route(path::FUND_LEDGER, get(lists::ledger))
        .route(path::FUND_VOID, post(fund::void))
        .route(path::FUND_STORE, post(fund::take_in))
        .route(path::FUND_DECLINE, post(fund::decline))
        .route(path::REPORT, get(report::document))
        .route(
            path::WORDING,
            get(report::wording).post(report::save_wording),
        )
        .route(path::PERIODS, get(periods::page).post(periods::close))
        .route(path::PERIOD_SEND, post(periods::send))
        .route(path::URGING, get(periods::owed).post(periods::urge))
        .route(path::PERIOD, get(periods::one))
        .route(path::PERIOD_FIGURES, get(periods::figures))
        .route(path::PERIOD_DOCUMENT, get(periods::document))
        .route(path::PERIOD_ARISEN, get(periods::arisen))
        .route(path::UNIT_PICTURES, get(office::unit_pictures))
        .route(path::UNIT_PARTS, get(units::parts))
        .route(path::UNIT_FACTS, get(units::facts))
        .route(path::UNITS, get(units::page).post(units::set_up))
}
