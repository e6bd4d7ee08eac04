//! The `chungtay` command.

fn main() -> std::process::ExitCode {
    chungtay_server::command::run()
}
