use super::*;

fn named<'a>(list: &'a Value, name: &str) -> Option<&'a Value> {
    list["components"]
        .as_array()?
        .iter()
        .find(|component| component["name"] == name)
}

#[test]
fn what_is_delivered_is_listed_once_with_its_licence_and_checksum_and_nothing_else_is() {
    let list = made().expect("cargo's own list");
    assert_eq!(
        list,
        made().expect("cargo's own list"),
        "the same sources, the same list"
    );
    let into = |name: &str| -> Vec<&str> {
        let component = named(&list, name).unwrap_or_else(|| panic!("{name} is listed"));
        let properties = component["properties"].as_array().expect("properties");
        properties
            .iter()
            .filter_map(|property| property["value"].as_str())
            .collect()
    };
    assert_eq!(into("automerge"), ["client", "server"]);
    assert_eq!(into("yew"), ["client"]);
    assert_eq!(into("axum"), ["server"]);
    assert_eq!(into("rusqlite"), ["server"]);
    for only_made_or_tested_with in ["proptest", "walrus", "serde_derive", "ureq"] {
        assert!(
            named(&list, only_made_or_tested_with).is_none(),
            "{only_made_or_tested_with}"
        );
    }
    let components = list["components"].as_array().expect("components");
    let refs: BTreeSet<&str> = components
        .iter()
        .filter_map(|c| c["bom-ref"].as_str())
        .collect();
    assert_eq!(refs.len(), components.len(), "each once");
    for component in components {
        let licence = &component["licenses"][0]["expression"];
        assert!(
            licence.as_str().is_some_and(|licence| !licence.is_empty()),
            "{component}"
        );
        let ours = component["name"]
            .as_str()
            .is_some_and(|name| name.starts_with("chungtay-"));
        let hash = component["hashes"][0]["content"].as_str();
        assert_eq!(hash.map(str::len), (!ours).then_some(64), "{component}");
    }
    let needs = list["dependencies"].as_array().expect("dependencies");
    let mut named = needs
        .iter()
        .flat_map(|need| need["dependsOn"].as_array().into_iter().flatten());
    assert!(named.all(|need| need.as_str().is_some_and(|need| refs.contains(need))));
}

#[test]
fn tests_macros_and_build_scripts_are_not_linked() {
    let package = |id: &str, kind: &str| {
        json!({ "id": id, "name": id, "version": "1.0.0", "license": "MIT/Apache-2.0",
            "targets": [{ "kind": [kind] }] })
    };
    let dep = |id: &str, kind: Value| json!({ "pkg": id, "dep_kinds": [{ "kind": kind }] });
    let metadata = json!({
        "packages": [package("program", "bin"), package("linked", "lib"), package("tests", "lib"),
            package("made", "lib"), package("macro", "proc-macro")],
        "resolve": { "nodes": [
            { "id": "program", "deps": [dep("linked", Value::Null), dep("tests", json!("dev")),
                dep("made", json!("build")), dep("macro", Value::Null)] },
            { "id": "linked", "deps": [] },
        ] },
    });
    let mut linked = Linked::new();
    collect(&metadata, "server", &["program"], &mut linked).expect("a list");
    let names: Vec<&str> = linked.keys().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["linked", "program"]);
    let licence = &linked[&("linked".to_owned(), "1.0.0".to_owned())].licence;
    assert_eq!(licence, "MIT OR Apache-2.0");
}
