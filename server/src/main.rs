//! The `chungtay` command.

/// A push makes and drops thousands of small things: a seventh less time than with the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    chungtay_server::command::run()
}
