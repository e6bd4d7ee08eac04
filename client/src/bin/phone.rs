//! The phone screens.

#![expect(
    clippy::unnecessary_wraps,
    reason = "the cut wants a function that may fail: what fails is the fetching, around it"
)]

use chungtay_client::phone::{self, SeldomPages};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

fn main() {
    phone::run(|| Box::pin(async { seldom_pages().await.ok() }));
}

/// Here the module is cut in two: what is reachable only from this function is fetched when the
/// function is called first. It stands in this program, so that the office carries none of it.
#[wasm_split(seldom, fallible)]
fn seldom_pages() -> Result<SeldomPages, SplitLoaderError> {
    Ok(SeldomPages::here())
}
