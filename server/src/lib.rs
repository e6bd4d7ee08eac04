//! The commune's server: axum around the sync machine of `chungtay-shared`, one SQLite file.
//!
//! Reading order: [`router`] (every route on one screen), [`routes`], [`push`] and [`pull`] (the
//! sync), [`store`] (what is kept, in words), [`projection`] (document to rows), [`escape`]
//! and [`sealing`] (files from phones that reach no network), [`roles`] and [`guard`] (who may ask
//! what), [`access`] (who saw and did what), [`error`] (errors
//! to HTTP), [`command`] (the `chungtay` command).

pub mod access;
pub mod assets;
pub mod at_hand;
pub mod audit;
pub mod auth;
pub mod backup;
pub mod begin;
pub mod behind;
pub mod campaigns;
pub mod command;
pub mod compaction;
pub mod counted;
pub mod custody;
pub mod demo;
pub mod docx;
pub mod enrol;
pub mod erasure;
pub mod error;
pub mod escape;
pub mod exports;
pub mod flood;
pub mod fund;
pub mod guard;
pub mod household_sheet;
pub mod import;
pub mod incidents;
pub mod joining;
pub mod kept;
pub mod live;
pub mod lives;
pub mod log;
pub mod metrics;
pub mod minutes;
pub mod numbers;
pub mod office;
pub mod open;
pub mod paper;
pub mod periods;
pub mod pictures;
pub mod posting_list;
pub mod previews;
pub mod projection;
pub mod proof;
pub mod publicity;
pub mod pull;
pub mod push;
pub mod quarantine;
pub mod receipt_list;
pub mod register;
pub mod registration;
pub mod renewal;
pub mod report;
pub mod requests;
pub mod review;
pub mod roles;
pub mod rounds;
pub mod router;
pub mod routes;
pub mod said;
pub mod sealing;
pub mod serving;
pub mod sign_in;
pub mod spreadsheet;
pub mod state;
pub mod store;
pub mod supports;
pub mod survey_form;
pub mod tls;
pub mod turns;
pub mod units;
pub mod visit_list;
pub mod words;
