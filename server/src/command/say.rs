//! What commands say.

/// Says a line. Whoever has read enough (`chungtay audit | head`) stops nothing that is still to be done.
macro_rules! say {
    ($($said:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout(), $($said)*);
    }};
}
