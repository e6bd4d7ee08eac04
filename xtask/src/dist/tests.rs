use std::path::PathBuf;

use super::*;

/// A folder that is gone when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("chungtay-dist-{test}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

fn written(dist: &Dist, folder: &Folder) -> BTreeMap<String, Weight> {
    let cache = CompressionCache::open(folder.0.join("cache")).unwrap();
    let out = folder.0.join("dist");
    fs::create_dir_all(&out).unwrap();
    let weights = dist.write(&out, &cache).unwrap();
    cache.prune().unwrap();
    weights
}

#[test]
fn a_name_follows_the_content() {
    let mut dist = Dist::default();

    let first = dist.add_hashed("phone.wasm", b"one".to_vec());
    let second = dist.add_hashed("phone.wasm", b"two".to_vec());

    assert_eq!(first, format!("/assets/phone-{}.wasm", &hash(b"one")[..12]));
    assert_ne!(first, second);
    assert_eq!(dist.add_hashed("phone.wasm", b"one".to_vec()), first);
}

#[test]
fn text_is_written_in_three_forms_and_a_picture_in_one() {
    let folder = Folder::new("forms");
    let mut dist = Dist::default();
    dist.add("/app.css", b"a { color: green }\n".repeat(40));
    dist.add("/icon.png", vec![7; 400]);

    let weights = written(&dist, &folder);

    let mut names: Vec<String> = fs::read_dir(folder.0.join("dist"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["app.css", "app.css.br", "app.css.gz", "icon.png"]);
    assert_eq!(
        weights["/icon.png"],
        Weight {
            identity: 400,
            on_the_wire: 400
        }
    );
    assert_eq!(weights["/app.css"].identity, 760);
    assert!(weights["/app.css"].on_the_wire < 100);
}

#[test]
fn a_second_build_removes_what_is_gone_and_leaves_the_rest_untouched() {
    let folder = Folder::new("second");
    let mut before = Dist::default();
    before.add("/assets/old.css", b"old ".repeat(100));
    before.add("/index.html", b"page ".repeat(100));
    written(&before, &folder);
    let page = folder.0.join("dist/index.html");
    let written_at = fs::metadata(&page).unwrap().modified().unwrap();
    let mut after = Dist::default();
    after.add("/index.html", b"page ".repeat(100));

    written(&after, &folder);

    assert!(!folder.0.join("dist/assets").exists());
    assert_eq!(fs::metadata(&page).unwrap().modified().unwrap(), written_at);
    assert_eq!(fs::read_dir(folder.0.join("cache")).unwrap().count(), 2);
}
