//! The screens of Chung Tay: the volunteer's phone and the office. Each is one entry function; a
//! binary of its own carries nothing of the other.

mod components;
mod i18n;

// The phone, in the order one reads it: its pages, what they are put together from, what they
// hold, and what lies below.
mod forms;
mod hooks;
mod navigator;
mod pages;
mod platform;
mod route;
mod state;
mod store;
mod widgets;

pub mod office;
pub mod phone;
