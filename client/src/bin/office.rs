//! The office screens.

fn main() {
    chungtay_client::office::run();
}
