use super::*;

fn module(dist: &mut Dist, name: &str) -> Placed {
    Placed {
        js: dist.add_hashed(&format!("{name}-bindings.js"), name.as_bytes().to_vec()),
        wasm: dist.add_hashed(&format!("{name}.wasm"), name.as_bytes().to_vec()),
        snippets: Vec::new(),
        parts: vec![dist.add_hashed(&format!("{name}-part.wasm"), b"part".to_vec())],
    }
}

fn placed_shell() -> (Dist, Shell) {
    let mut dist = Dist::default();
    let modules = Modules {
        phone: module(&mut dist, "phone"),
        store: module(&mut dist, "store"),
        office: module(&mut dist, "office"),
    };
    let shell = place(&mut dist, &modules).unwrap();
    (dist, shell)
}

fn text(dist: &Dist, path: &str) -> String {
    String::from_utf8(dist.content(path).unwrap().to_vec()).unwrap()
}

fn precached(dist: &Dist) -> Vec<String> {
    let worker = text(dist, "/sw.js");
    let (_, list) = worker.split_once("const PRECACHE = ").unwrap();
    let (list, _) = list.split_once(';').unwrap();
    serde_json::from_str(list).unwrap()
}

#[test]
fn the_phone_keeps_its_whole_shell_and_nothing_of_the_office() {
    let (dist, shell) = placed_shell();
    let kept = precached(&dist);

    for path in shell
        .first_screen
        .iter()
        .chain(&shell.store)
        .chain(&shell.beside)
    {
        let url = if path == "/index.html" {
            "/"
        } else {
            path.as_str()
        };
        // A service worker that keeps itself could never be replaced.
        assert_eq!(
            kept.iter().any(|kept| kept == url),
            path != "/sw.js",
            "{path}"
        );
    }
    assert!(kept.iter().all(|path| !path.contains("office")), "{kept:?}");
}

#[test]
fn every_file_that_a_page_names_is_there() {
    let (dist, _) = placed_shell();

    for page in ["/index.html", "/office.html", "/manifest.webmanifest"] {
        let text = text(&dist, page);
        for path in text.split('"').filter(|word| word.starts_with("/assets/")) {
            assert!(dist.content(path).is_some(), "{page} names {path}");
        }
    }
}

#[test]
fn no_page_holds_a_script_that_the_content_security_policy_would_refuse() {
    let (dist, _) = placed_shell();

    for page in ["/index.html", "/office.html"] {
        let text = text(&dist, page);
        let scripts = text.matches("<script").count();
        assert_eq!(
            scripts,
            text.matches("<script type=\"module\" src=").count()
        );
        assert!(!text.contains("<style") && !text.contains(" style="));
        let handler = text
            .split_whitespace()
            .find(|word| word.starts_with("on") && word.contains('='));
        assert_eq!(handler, None);
    }
}

#[test]
fn a_change_of_the_office_alone_is_no_news_for_the_phones() {
    let (before, _) = placed_shell();
    let mut dist = Dist::default();
    let modules = Modules {
        phone: module(&mut dist, "phone"),
        store: module(&mut dist, "store"),
        office: module(&mut dist, "office-changed"),
    };
    place(&mut dist, &modules).unwrap();

    assert_eq!(text(&dist, "/sw.js"), text(&before, "/sw.js"));
}

#[test]
fn a_change_of_the_store_worker_is_news() {
    let (before, _) = placed_shell();
    let mut dist = Dist::default();
    let modules = Modules {
        phone: module(&mut dist, "phone"),
        store: module(&mut dist, "store-changed"),
        office: module(&mut dist, "office"),
    };
    place(&mut dist, &modules).unwrap();

    assert_ne!(text(&dist, "/sw.js"), text(&before, "/sw.js"));
    assert_ne!(text(&dist, "/index.html"), text(&before, "/index.html"));
}

#[test]
fn a_template_with_an_unknown_name_is_refused() {
    let names = BTreeMap::from([("icon", "/assets/icon.svg".to_owned())]);

    assert_eq!(
        fill("<img src=\"{{icon}}\">", &names).unwrap(),
        "<img src=\"/assets/icon.svg\">"
    );
    assert!(fill("{{ikon}}", &names).is_err());
    assert!(fill("{{icon", &names).is_err());
}
