//! What this commune's own office is shown of it: ids for the office next door to try.

use chungtay_shared::api::path;
use serde_json::{Value, json};

use super::super::{Town, posted};

/// Ids of this commune, as its own office's pages have them.
pub(super) struct Known {
    pub(super) household: String,
    pub(super) other_household: String,
    pub(super) handover: String,
    pub(super) campaign: String,
    pub(super) item: String,
    pub(super) round: String,
    pub(super) holder: String,
    pub(super) movement: String,
    pub(super) entry: String,
    pub(super) case: String,
    pub(super) activity: String,
    pub(super) device: String,
    pub(super) newcomer: String,
    pub(super) account: String,
    pub(super) tool: String,
    pub(super) record: String,
    pub(super) preview: String,
    pub(super) left: String,
}

/// The first text of this name anywhere in an answer.
fn first(value: &Value, name: &str) -> Option<String> {
    match value {
        Value::Object(fields) => fields
            .get(name)
            .and_then(Value::as_str)
            .map(str::to_owned)
            .or_else(|| fields.values().find_map(|field| first(field, name))),
        Value::Array(all) => all.iter().find_map(|value| first(value, name)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// All that the commune's own office is shown.
pub(super) async fn known(town: &Town) -> Known {
    let read = async |path: &str| -> Value {
        let reply = town.server.get(path, &town.office).await;
        assert_eq!(reply.status, 200, "{path}");
        reply.json()
    };
    let one = |value: &Value, name: &str| first(value, name).unwrap_or_else(|| panic!("{name}"));
    let new = json!({ "name": "Bảng theo dõi" });
    town.server.post_json(path::TOOLS, &new, &town.office).await;
    let incident = json!({ "said": "drafted", "incident": null, "known": {
        "found": 0, "found_how": "", "happened": "", "place": "", "what": "Quên máy trên ghe",
        "parties": "", "data": [], "people": "", "records": "", "consequences": "", "measures": "",
        "told": "", "contact_name": "", "contact_post": "", "contact_at": "", "papers": "" } });
    let noted = town
        .server
        .post_json(path::INCIDENTS, &incident, &town.office)
        .await;
    assert_eq!(noted.status, 200);
    let open: Value = town
        .server
        .post_json(path::OPEN_LINK, &json!({}), &town.office)
        .await
        .json();
    let link = one(&open, "link");
    let comes = json!({ "code": link.rsplit('#').next(), "actor": "07".repeat(16),
        "device_name": "máy", "person_name": "Người mới" });
    let come: Value = town.server.post_json(path::ENROL, &comes, "").await.json();
    let list = posted(
        path::IMPORT_PREVIEW,
        &[("cookie", &town.office), ("x-file-name", "danh-sach.csv")],
        "Họ và tên chủ hộ,Ấp\nVõ Văn Út,Ấp 4\n",
    );
    let preview = town.server.send(list).await.json::<Value>();
    let households = read(path::HOUSEHOLDS).await;
    let rounds = read(path::ROUNDS).await;
    Known {
        newcomer: one(&come, "device"),
        household: one(&households[0], "id"),
        other_household: one(&households[1], "id"),
        handover: one(
            &read(&format!("{}?kind=handover&limit=1", path::FACTS)).await,
            "id",
        ),
        campaign: one(&rounds, "campaign"),
        item: one(&rounds["rounds"][0]["item"], "id"),
        round: one(&rounds["rounds"][0], "id"),
        holder: one(&rounds, "holder"),
        movement: first(&json!(all(&rounds, "movements")), "id").unwrap_or_default(),
        entry: one(&read(path::FUND).await["entries"], "id"),
        case: one(&read(path::SUPPORTS).await, "case"),
        activity: one(&read(path::PUBLICITY).await["lines"][0]["activity"], "id"),
        device: one(&read(path::DEVICES).await, "id"),
        account: one(&read(path::ACCOUNTS).await, "id"),
        tool: one(&read(path::TOOLS).await, "id"),
        record: one(&read(path::QUARANTINE).await, "hash"),
        preview: one(&preview, "id"),
        left: first(&read(path::REVIEW).await["left_rows"], "key").unwrap_or_default(),
    }
}

/// Every value of this name in an answer.
fn all<'a>(value: &'a Value, name: &str) -> Vec<&'a Value> {
    match value {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(key, field)| {
                let mut found = all(field, name);
                found.extend((key == name).then_some(field));
                found
            })
            .collect(),
        Value::Array(values) => values.iter().flat_map(|value| all(value, name)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}
