use std::io::Write as _;

use axum::body::to_bytes;
use axum::http::Request;
use axum::middleware::map_response;
use flate2::Compression;
use flate2::write::GzEncoder;
use tower::ServiceExt as _;

use super::*;

const PAGE: &str = "<!doctype html><title>Chung Tay</title>";
const OFFICE: &str = "<!doctype html><title>Văn phòng</title>";
const WASM: &[u8] = b"\0asm as gzip stores it";

/// A small client as a build leaves it; the brotli forms need not be real, nobody unpacks them.
static SMALL: LazyLock<Client> = LazyLock::new(|| {
    let asset = |path, content: &[u8]| Asset {
        path,
        brotli: Some(Vec::leak([b"br:", content].concat())),
        gzip: Some(Vec::leak(gzip(content))),
        identity: None,
    };
    let picture = Asset {
        path: "/assets/icon-192-0123456789ab.png",
        brotli: None,
        gzip: None,
        identity: Some(b"png"),
    };
    Client::new(Vec::leak(vec![
        asset("/index.html", PAGE.as_bytes()),
        asset("/office.html", OFFICE.as_bytes()),
        asset("/sw.js", b"self"),
        asset("/manifest.webmanifest", b"{}"),
        asset("/assets/phone-0123456789ab.wasm", WASM),
        asset("/assets/boot-0123456789ab.js", b"import"),
        asset("/assets/app-0123456789ab.css", b"main {}"),
        picture,
    ]))
});

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

/// What a browser gets, header names in lower case.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

async fn ask(client: &'static Client, request: Request<axum::body::Body>) -> Answer {
    let router: Router = router_of(client).layer(map_response(security_headers));
    let response = router.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap().to_vec();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body,
    }
}

async fn get(path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    ask(&SMALL, request.body(axum::body::Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_phone_opens_the_app_on_any_of_its_routes() {
    for path in [
        "/",
        "/index.html",
        "/households/0193",
        "/officer",
        "/apiary",
    ] {
        let answer = get(path, &[]).await;

        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.body, PAGE.as_bytes(), "{path}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-cache");
    }
}

#[tokio::test]
async fn the_office_opens_its_own_page() {
    for path in ["/office", "/office/", "/office/import/7"] {
        assert_eq!(get(path, &[]).await.body, OFFICE.as_bytes(), "{path}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found_and_no_page_pretends_to_be_it() {
    for path in [
        "/assets/phone-old.wasm",
        "/assets/",
        "/favicon.ico",
        "/api",
        "/api/none",
        "/healthz",
    ] {
        let answer = get(path, &[]).await;

        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.header("cache-control"), "", "{path}");
    }
}

#[tokio::test]
async fn each_file_says_what_it_is() {
    for (path, content_type) in [
        ("/assets/phone-0123456789ab.wasm", "application/wasm"),
        (
            "/assets/boot-0123456789ab.js",
            "text/javascript; charset=utf-8",
        ),
        ("/assets/app-0123456789ab.css", "text/css; charset=utf-8"),
        ("/assets/icon-192-0123456789ab.png", "image/png"),
        ("/manifest.webmanifest", "application/manifest+json"),
    ] {
        assert_eq!(get(path, &[]).await.header("content-type"), content_type);
    }
}

#[tokio::test]
async fn a_hashed_name_is_kept_for_ever_and_the_service_worker_never() {
    let hashed = get("/assets/phone-0123456789ab.wasm", &[]).await;
    let worker = get("/sw.js", &[]).await;

    assert_eq!(
        hashed.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(worker.header("cache-control"), "no-cache");
}

#[tokio::test]
async fn the_smallest_form_that_the_browser_takes_is_sent() {
    let brotli = [b"br:", WASM].concat();
    for (accepted, encoding, body) in [
        ("gzip, deflate, br, zstd", "br", brotli.clone()),
        ("gzip, deflate", "gzip", gzip(WASM)),
        ("br;q=0, gzip;q=0.5", "gzip", gzip(WASM)),
        ("br;q=0.2, gzip;q=0.8", "gzip", gzip(WASM)),
        ("BR;q=1.0", "br", brotli.clone()),
        ("*", "br", brotli),
        ("*;q=0", "", WASM.to_vec()),
        ("br;q=soon", "", WASM.to_vec()),
        ("identity", "", WASM.to_vec()),
        ("", "", WASM.to_vec()),
    ] {
        let asked = [("accept-encoding", accepted)];
        let answer = get("/assets/phone-0123456789ab.wasm", &asked).await;

        assert_eq!(answer.header("content-encoding"), encoding, "{accepted}");
        assert_eq!(answer.body, body, "{accepted}");
        assert_eq!(answer.header("vary"), "accept-encoding");
    }
}

#[tokio::test]
async fn a_picture_is_sent_as_it_is() {
    let answer = get(
        "/assets/icon-192-0123456789ab.png",
        &[("accept-encoding", "br")],
    )
    .await;

    assert_eq!(
        (answer.header("content-encoding"), answer.body.as_slice()),
        ("", &b"png"[..])
    );
}

#[tokio::test]
async fn a_browser_that_has_the_page_downloads_it_no_more() {
    let brotli = ("accept-encoding", "br");
    let first = get("/", &[brotli]).await;
    let weak = format!("\"other\", W/{}", first.header("etag"));

    let again = get("/", &[brotli, ("if-none-match", &weak)]).await;
    let in_another_form = get("/", &[("if-none-match", &weak)]).await;

    assert_eq!(
        (again.status, again.body.len()),
        (StatusCode::NOT_MODIFIED, 0)
    );
    assert_eq!(again.header("etag"), first.header("etag"));
    assert_eq!(in_another_form.status, StatusCode::OK);
}

#[tokio::test]
async fn nothing_is_posted_to_a_page() {
    let post = |path: &str| Request::post(path).body(axum::body::Body::empty()).unwrap();

    assert_eq!(
        ask(&SMALL, post("/")).await.status,
        StatusCode::METHOD_NOT_ALLOWED
    );
    assert_eq!(
        ask(&SMALL, post("/api/none")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn no_page_may_run_a_strangers_script_or_stand_in_a_strangers_frame() {
    let answer = get("/assets/none", &[]).await;
    let policy = answer.header("content-security-policy");

    assert!(
        policy.contains("script-src 'self' 'wasm-unsafe-eval';"),
        "{policy}"
    );
    assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe-inline"));
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
}

#[tokio::test]
async fn a_server_without_a_client_says_how_to_get_one() {
    static NONE: LazyLock<Client> = LazyLock::new(|| Client::new(&[]));
    let request = Request::get("/").body(axum::body::Body::empty()).unwrap();

    let answer = ask(&NONE, request).await;

    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(
        String::from_utf8(answer.body)
            .unwrap()
            .contains("cargo xtask build")
    );
}

#[tokio::test]
async fn a_changed_client_is_served_out_of_its_folder_and_compressed_files_stand_for_the_plain_ones()
 {
    let dist = tempfile::tempdir().unwrap();
    let put = |name: &str, content: &[u8]| {
        let path = dist.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    };
    put("index.html", b"the plain one");
    put("index.html.gz", &gzip(PAGE.as_bytes()));
    put("assets/icon-192-0123456789ab.png", b"png");
    let client: &'static Client =
        Box::leak(Box::new(Client::new(client::read(dist.path()).unwrap())));

    let page = client.find("/").unwrap().respond(&HeaderMap::new());
    let body = to_bytes(page.into_body(), 1 << 20).await.unwrap();
    assert_eq!(body, PAGE, "unpacked from the form that is stored");
    let icon = client.find("/assets/icon-192-0123456789ab.png").unwrap();
    assert_eq!(icon.respond(&HeaderMap::new()).status(), StatusCode::OK);
    assert!(client.find("/assets/other.png").is_none());

    let nothing = client::read(&dist.path().join("never built")).unwrap();
    assert!(Client::new(nothing).is_empty());
}
