//! What programs of the city read. Goal: a token reads where its unit and those below it stand, to the đồng
//! and without a name, and nothing else; the document that describes it is true. Method: the invented city
//! over the real router; every answer held against the document by a validator of JSON Schema, sums against
//! the database's own rows.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use chungtay_shared::api::tools::{MadeTool, NewTool, ToolLine};
use chungtay_shared::api::{HouseholdLine, path};
use chungtay_shared::limits::{EXCHANGES_AT_ONCE_MAX, TOOL_ROWS_MAX};
use chungtay_shared::synthetic::{CITY, OTHER_COMMUNE};
use chungtay_tests::http::{HttpServer, Reply};
use serde_json::{Value, json};

const LISTS: [&str; 4] = ["households", "visits", "handovers", "fund"];

/// A program with its token.
struct Program<'a> {
    server: &'a HttpServer,
    token: String,
}

impl<'a> Program<'a> {
    async fn of(server: &'a HttpServer, cookie: &str) -> Self {
        let new = NewTool {
            name: "Bảng theo dõi".into(),
        };
        let made = server.post_json(path::TOOLS, &new, cookie).await;
        let MadeTool { token, .. } = made.json();
        Self { server, token }
    }

    async fn ask(&self, path: &str) -> Reply {
        ask(self.server, path, &self.token).await
    }

    async fn read(&self, path: &str) -> Value {
        let reply = self.ask(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        reply.json()
    }

    /// Every row of a list, so many at a time.
    async fn rows(&self, unit: &str, list: &str, at_once: usize) -> Vec<Value> {
        let (mut all, mut cursor) = (Vec::new(), None::<String>);
        loop {
            let after = cursor.map_or_else(String::new, |cursor| format!("&cursor={cursor}"));
            // A walk is a day's questions; no bucket is to empty on the way.
            self.server.clock.pass_ms(1_000);
            let page = format!("/api/v1/units/{unit}/{list}?limit={at_once}{after}");
            let page = self.read(&page).await;
            let rows = page["rows"].as_array().unwrap();
            assert!(rows.len() <= at_once);
            all.extend(rows.iter().cloned());
            match page["next"].as_str() {
                Some(next) => cursor = Some(next.to_owned()),
                None => return all,
            }
        }
    }
}

async fn ask(server: &HttpServer, path: &str, token: &str) -> Reply {
    let mut request = Request::get(path);
    if !token.is_empty() {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    server.send(request.body(Body::empty()).unwrap()).await
}

fn refused(reply: &Reply, status: StatusCode, code: &str) {
    let body: Value = reply.json();
    assert_eq!((reply.status, body["code"].as_str()), (status, Some(code)));
    assert!(!body["message"].as_str().unwrap().is_empty());
}

fn sum(rows: &[Value], of: impl Fn(&Value) -> Option<i64>) -> String {
    rows.iter().filter_map(of).sum::<i64>().to_string()
}

#[tokio::test]
async fn every_route_is_described_and_every_answer_is_what_the_document_says() {
    let (server, demo) = HttpServer::demo_after_days(60, 40);
    let program = Program::of(&server, &server.office_cookie(&demo.commune)).await;
    let document: Value = ask(&server, path::OPEN_API_DOCUMENT, "").await.json();
    assert_eq!(
        document["openapi"].as_str().unwrap().split('.').next(),
        Some("3")
    );
    let described = document["paths"].as_object().unwrap();
    assert_eq!(described.len(), 3 + LISTS.len());
    let page = include_str!("../../../docs/api.md");
    for (path, item) in described {
        assert!(page.contains(&format!("`{path}`")), "{path} is on the page");
        let schema = &item["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        let schema = json!({ "allOf": [schema], "components": document["components"] });
        let is_valid = |answer: &Value| {
            let validator = jsonschema::validator_for(&schema).unwrap();
            let wrong: Vec<String> = validator
                .iter_errors(answer)
                .map(|e| e.to_string())
                .collect();
            assert!(wrong.is_empty(), "{path}: {wrong:?}");
        };
        let answer = program.read(&path.replace("{unit}", &demo.commune)).await;
        is_valid(&answer);
        // What is not what it should be is noticed.
        let validator = jsonschema::validator_for(&schema).unwrap();
        assert!(!validator.is_valid(&json!({ "rows": 5 })), "{path}");
        let refusal = &item["get"]["responses"]["4XX"]["content"]["application/json"]["schema"];
        let schema = json!({ "allOf": [refusal], "components": document["components"] });
        let validator = jsonschema::validator_for(&schema).unwrap();
        let nobody: Value = ask(&server, &path.replace("{unit}", "x"), "").await.json();
        assert!(validator.is_valid(&nobody), "{nobody}");
    }
}

#[tokio::test]
async fn lists_and_sums_are_the_databases_and_name_nobody() {
    let (server, demo) = HttpServer::demo_after_days(120, 40);
    let cookie = server.office_cookie(&demo.commune);
    let program = Program::of(&server, &cookie).await;
    let commune = &demo.commune;
    let one = |sql: &str| server.query(sql)[0].clone();
    let mut told = String::new();
    for (list, kind) in [("visits", "visit"), ("handovers", "handover")] {
        let rows = program.rows(commune, list, 7).await;
        let mut ids: Vec<String> = rows
            .iter()
            .map(|row| row["id"].as_str().unwrap().into())
            .collect();
        ids.sort();
        let kept = server.query(&format!(
            "select lower(hex(fact)) from fact where commune = '{commune}' and kind = '{kind}'
              order by 1"
        ));
        assert!(ids.len() > 20, "{list}");
        assert_eq!(ids, kept.concat(), "{list}: each once, though in pages");
        let standing = |row: &&Value| row["standing"] == true;
        let standing: Vec<Value> = rows.iter().filter(standing).cloned().collect();
        let sums = ["money_vnd", "goods_value_vnd"]
            .map(|part| sum(&standing, |row| row["amount"][part].as_i64()));
        let kept = one(&format!(
            "select sum(money_vnd), sum(goods_value_vnd) from fact
              where commune = '{commune}' and kind = '{kind}' and standing"
        ));
        assert_eq!(sums.to_vec(), kept, "{list}");
        told.push_str(&json!(rows).to_string());
    }
    let households = program.rows(commune, "households", 11).await;
    let kept = one(&format!(
        "select count(*), sum(member_count), sum(visit_count), sum(handover_count), sum(value_vnd)
           from household where commune = '{commune}'"
    ));
    let of = |field: &str| sum(&households, |row| row[field].as_i64());
    let sums = ["member_count", "visit_count", "handover_count", "value_vnd"].map(of);
    assert_eq!(
        [vec![households.len().to_string()], sums.to_vec()].concat(),
        kept
    );
    told.push_str(&json!(households).to_string());
    let fund = program.rows(commune, "fund", 3).await;
    assert!(fund.len() > 3);
    told.push_str(&json!(fund).to_string());
    let overview = program
        .read(&format!("/api/v1/units/{commune}/overview"))
        .await;
    assert_eq!(
        overview["given"]["money_vnd"].to_string(),
        one(&format!(
            "select sum(money_vnd) from fact
          where commune = '{commune}' and kind = 'handover' and standing"
        ))[0]
    );
    told.push_str(&overview.to_string());
    for path in ["units".to_owned(), format!("units/{commune}/campaigns")] {
        told.push_str(&program.read(&format!("/api/v1/{path}")).await.to_string());
    }

    names_nobody(&server, &cookie, commune, &told).await;
}

/// Nothing that was told says who anybody is.
async fn names_nobody(server: &HttpServer, cookie: &str, commune: &str, told: &str) {
    let lines: Vec<HouseholdLine> = server.get(path::HOUSEHOLDS, cookie).await.json();
    for line in &lines {
        assert!(!told.contains(&line.head_name), "a head's name");
        assert!(
            line.nickname.is_empty() || !told.contains(&line.nickname),
            "a nickname"
        );
    }
    let numbers = format!(
        "select national_id from household where commune = '{commune}' and national_id <> ''"
    );
    for number in server.query(&numbers).concat() {
        assert!(!told.contains(&number), "a personal number");
    }
    let notes = format!("select note from fact where commune = '{commune}' and note <> ''");
    for note in server.query(&notes).concat() {
        assert!(!told.contains(&note), "a note");
    }
    for actor in server.query("select person_name from account").concat() {
        assert!(!told.contains(&actor), "a volunteer's name");
    }
}

#[tokio::test]
async fn a_token_reaches_its_unit_and_what_is_below_until_it_is_revoked() {
    let (server, demo) = HttpServer::demo(40);
    let (city, ward) = (
        server.office_cookie(CITY.0),
        server.office_cookie(&demo.commune),
    );
    let (of_city, of_ward) = (
        Program::of(&server, &city).await,
        Program::of(&server, &ward).await,
    );
    for unit in [CITY.0, &demo.commune] {
        let overview = of_city.ask(&format!("/api/v1/units/{unit}/overview")).await;
        assert_eq!(overview.status, StatusCode::OK, "{unit}");
    }
    let own = of_ward.read("/api/v1/units").await;
    assert_eq!(own["units"].as_array().unwrap().len(), 1);
    for unit in [CITY.0, OTHER_COMMUNE.0, "00000", "x%27y"] {
        for what in LISTS.into_iter().chain(["overview", "campaigns"]) {
            let reply = of_ward.ask(&format!("/api/v1/units/{unit}/{what}")).await;
            refused(&reply, StatusCode::FORBIDDEN, "out_of_scope");
        }
        server.clock.pass_ms(60_000);
    }
    // A session is no token, and a token no session.
    let tools: Vec<ToolLine> = server.get(path::TOOLS, &ward).await.json();
    assert_eq!(tools.len(), 1);
    assert!(tools[0].used_at.is_some() && tools[0].revoked_at.is_none());
    refused(
        &server.get("/api/v1/units", &ward).await,
        StatusCode::UNAUTHORIZED,
        "unknown_tool",
    );
    let cookie = format!("chungtay_session={}", of_ward.token);
    let reply = server.get(path::HOUSEHOLDS, &cookie).await;
    refused(&reply, StatusCode::UNAUTHORIZED, "not_signed_in");

    let revoke = path::TOOL_REVOKE.replace("{id}", &tools[0].id.to_string());
    // A token is revoked by its own unit's office alone.
    let stranger = server.post_json(&revoke, &json!({}), &city).await;
    refused(&stranger, StatusCode::NOT_FOUND, "not_found");
    assert_eq!(of_ward.ask("/api/v1/units").await.status, StatusCode::OK);
    let revoked = server.post_json(&revoke, &json!({}), &ward).await;
    assert_eq!(revoked.status, StatusCode::OK);
    refused(
        &of_ward.ask("/api/v1/units").await,
        StatusCode::FORBIDDEN,
        "tool_revoked",
    );
    let twice = server.post_json(&revoke, &json!({}), &ward).await;
    refused(&twice, StatusCode::NOT_FOUND, "not_found");
    let kept = server.query("select count(*) from tool where instr(hex(token_hash), 'x') > 0");
    assert_eq!(kept[0][0], "0");
}

#[tokio::test]
async fn what_is_asked_wrongly_is_answered_in_a_sentence_with_a_code() {
    let (server, demo) = HttpServer::demo(40);
    let cookie = server.office_cookie(&demo.commune);
    let program = Program::of(&server, &cookie).await;
    let of = |list: &str, query: &str| format!("/api/v1/units/{}/{list}{query}", demo.commune);
    let visits = program.read(&of("visits", "?limit=1")).await;
    let next = visits["next"].as_str().unwrap();
    for cursor in [
        "",
        "x",
        "v",
        "v00",
        "%C3%A1",
        &next[1..],
        &format!("{next}00"),
    ] {
        let reply = program
            .ask(&of("visits", &format!("?cursor={cursor}")))
            .await;
        refused(&reply, StatusCode::BAD_REQUEST, "unknown_cursor");
    }
    let reply = program
        .ask(&of("handovers", &format!("?cursor={next}")))
        .await;
    refused(&reply, StatusCode::BAD_REQUEST, "unknown_cursor");
    let over = TOOL_ROWS_MAX + 1;
    for query in [
        "?limit=0",
        &format!("?limit={over}"),
        "?limit=-1",
        "?limit=nhiều",
        "?page=2",
    ] {
        let reply = program.ask(&of("households", query)).await;
        refused(&reply, StatusCode::BAD_REQUEST, "malformed");
    }
    let most = program
        .ask(&of("households", &format!("?limit={TOOL_ROWS_MAX}")))
        .await;
    assert_eq!(most.status, StatusCode::OK);
    refused(
        &program.ask("/api/v1/households").await,
        StatusCode::NOT_FOUND,
        "not_found",
    );
    for token in ["", "ff", "không", &"a".repeat(1_000)] {
        let token = if token.is_ascii() { token } else { "00" };
        let reply = ask(&server, "/api/v1/units", token).await;
        refused(&reply, StatusCode::UNAUTHORIZED, "unknown_tool");
    }
    let nameless = server
        .post_json(path::TOOLS, &NewTool::default(), &cookie)
        .await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    let nobody = server
        .post_json(path::TOOLS, &json!({ "name": "x" }), "")
        .await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
    server.clock.pass_ms(600_000);
    for _ in 0..EXCHANGES_AT_ONCE_MAX {
        assert_eq!(program.ask("/api/v1/units").await.status, StatusCode::OK);
    }
    let flood = program.ask("/api/v1/units").await;
    refused(&flood, StatusCode::TOO_MANY_REQUESTS, "too_often");
    assert!(flood.headers.contains_key(header::RETRY_AFTER));
    let other = Program::of(&server, &cookie).await;
    assert_eq!(other.ask("/api/v1/units").await.status, StatusCode::OK);
}
