//! The phone screens.

fn main() {
    chungtay_client::phone::run();
}
