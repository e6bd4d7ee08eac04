//! wasm-bindgen names what crosses the border between a module and its bindings at length, each with
//! sixteen digits of a hash, which no compressor can make smaller (4.9 KB of a phone's first screen); a
//! number tells them apart as well.

use std::collections::BTreeMap;

use walrus::Module;

/// How the name ends under which a module imports its bindings, with each of them anew.
const BINDINGS: &str = "_bg.js";

/// How the names of the exports begin by which closures are called; they too carry a hash.
const CLOSURE: &str = "wasm_bindgen__convert__";

/// Numbers the imports that the bindings provide, and the closures they call. Returns the bindings
/// with the same numbers.
pub(super) fn number(js: &str, module: &mut Module) -> String {
    let mut counts = BTreeMap::<&str, usize>::new();
    for name in words(js).filter(|word| is_name(word)) {
        *counts.entry(name).or_default() += 1;
    }
    let mut numbered = BTreeMap::new();
    let mut number = |name: &mut String| {
        let new = format!("${}", numbered.len());
        let old = std::mem::replace(name, new.clone());
        numbered.insert(old, new);
    };
    let mut bindings = None;
    for import in module.imports.iter_mut() {
        if !import.module.ends_with(BINDINGS) {
            continue;
        }
        let named = std::mem::replace(&mut import.module, "$".to_owned());
        bindings = Some(format!("{named:?}"));
        // One that stands there once is named only to be provided.
        if counts.get(&*import.name) == Some(&1) {
            number(&mut import.name);
        }
    }
    for export in module.exports.iter_mut() {
        if export.name.starts_with(CLOSURE) {
            number(&mut export.name);
        }
    }
    let js: String = words(js)
        .map(|word| numbered.get(word).map_or(word, String::as_str))
        .collect();
    match bindings {
        Some(named) => js.replace(&named, "\"$\""),
        None => js,
    }
}

/// All of a text, in names and what stands between them.
fn words(js: &str) -> impl Iterator<Item = &str> {
    js.as_bytes()
        .chunk_by(|a, b| is_of_name(*a) == is_of_name(*b))
        .scan(0, |at, word| {
            let start = *at;
            *at += word.len();
            Some(&js[start..*at])
        })
}

fn is_name(word: &str) -> bool {
    word.bytes().next().is_some_and(is_of_name)
}

const fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || !byte.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_crosses_the_border_is_numbered_on_both_sides_and_all_else_stays() {
        let mut module = Module::default();
        let ty = module.types.add(&[], &[]);
        let mut import = |from: &str, name: &str| module.add_import_func(from, name, ty).0;
        let now = import("./phone_bg.js", "__wbg_now_0123456789abcdef");
        import("./phone_bg.js", "__wbg_twice_0123456789abcdef");
        import("./link.js", "load");
        let closure = "wasm_bindgen__convert__closures_____invoke__h0123456789abcdef";
        module.exports.add(closure, now);
        module.exports.add("start", now);
        let js = format!(
            "const i = {{ __wbg_now_0123456789abcdef: () => now(\"ở\"), load, \
             __wbg_twice_0123456789abcdef: __wbg_twice_0123456789abcdef }};\n\
             const all = {{ \"./phone_bg.js\": i }};\n\
             function {closure}() {{ wasm.{closure}(); }} wasm.start();"
        );

        let js = number(&js, &mut module);

        assert_eq!(
            js,
            "const i = { $0: () => now(\"ở\"), load, \
             __wbg_twice_0123456789abcdef: __wbg_twice_0123456789abcdef };\n\
             const all = { \"$\": i };\n\
             function $1() { wasm.$1(); } wasm.start();"
        );
        let imports: Vec<(&str, &str)> = module
            .imports
            .iter()
            .map(|import| (&*import.module, &*import.name))
            .collect();
        assert_eq!(
            imports,
            [
                ("$", "$0"),
                ("$", "__wbg_twice_0123456789abcdef"),
                ("./link.js", "load")
            ]
        );
        let exports: Vec<&str> = module.exports.iter().map(|export| &*export.name).collect();
        assert_eq!(exports, ["$1", "start"]);
    }
}
