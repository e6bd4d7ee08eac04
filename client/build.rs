//! Has the linker tell what refers to what in the phone's module, so that the build tool can cut the
//! seldom opened pages off it.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm") {
        println!("cargo::rustc-link-arg-bin=phone=--emit-relocs");
    }
}
