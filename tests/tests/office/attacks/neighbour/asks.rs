//! What the office next door asks: every question that can name a household, a phone, a campaign or an
//! entry, with this commune's.

use axum::http::Method;
use chungtay_shared::api::path;
use chungtay_tests::ward::COMMUNE;
use serde_json::{Value, json};

use super::known::Known;

mod people;

/// A question.
pub(super) struct Ask {
    pub(super) method: &'static Method,
    /// Its line of the table.
    pub(super) path: &'static str,
    pub(super) uri: String,
    pub(super) body: Value,
    /// Whether this commune's own office is answered to it.
    pub(super) is_answered: bool,
    /// Whether what it names is passed over, and what is answered is of whoever asks.
    pub(super) is_read_as_ones_own: bool,
}

/// Questions that can name nothing of another unit: they are about one's own, whoever asks.
pub(super) const WITHOUT_NAMES: &[(&Method, &str)] = &[
    (&Method::GET, path::SESSION),
    (&Method::DELETE, path::SESSION),
    // One's own password and app.
    (&Method::GET, path::AUTHENTICATOR),
    (&Method::POST, path::FACTOR),
    (&Method::POST, path::PROVE),
    (&Method::GET, path::ACCOUNTS),
    (&Method::GET, path::SUMMARY),
    (&Method::GET, path::PICTURES),
    (&Method::GET, path::HOUSEHOLDS),
    (&Method::POST, path::HOUSEHOLDS),
    (&Method::GET, path::CONFLICTS),
    (&Method::GET, path::QUARANTINE),
    (&Method::GET, path::QUARANTINE_EXPORT),
    (&Method::GET, path::REVIEW),
    (&Method::GET, path::DEVICES),
    (&Method::GET, path::INVITES),
    (&Method::POST, path::INVITES),
    (&Method::GET, path::JOINING),
    (&Method::POST, path::OPEN_LINK),
    (&Method::DELETE, path::OPEN_LINK),
    (&Method::GET, path::ACCESS),
    (&Method::GET, path::ERASURES),
    (&Method::GET, path::REQUESTS),
    (&Method::GET, path::INCIDENTS),
    (&Method::GET, path::TOOLS),
    (&Method::POST, path::TOOLS),
    (&Method::GET, path::LIVE),
    (&Method::GET, path::CAMPAIGNS),
    (&Method::GET, path::ROUNDS),
    (&Method::GET, path::TAKEOVER),
    (&Method::GET, path::PUBLICITY),
    (&Method::GET, path::SUPPORTS),
    (&Method::GET, path::REGISTER),
    (&Method::GET, path::FUND),
    (&Method::GET, path::FUND_LEDGER),
    (&Method::GET, path::RECEIPT_LIST),
    (&Method::GET, path::EXPORT),
    (&Method::POST, path::WORDING),
    (&Method::GET, path::URGING),
    (&Method::GET, path::UNITS),
    (&Method::GET, path::UNIT_PARTS),
    (&Method::GET, path::UNIT_PICTURES),
    // A table or a sealed file, in which an id is nobody's to choose.
    (&Method::POST, path::IMPORT_PREVIEW),
    (&Method::POST, path::ESCAPE_IMPORT),
];

fn get(path: &'static str, uri: &str) -> Ask {
    Ask {
        method: &Method::GET,
        path,
        uri: uri.to_owned(),
        body: Value::Null,
        is_answered: false,
        is_read_as_ones_own: false,
    }
}

/// Answered to the own office.
fn real(path: &'static str, uri: &str) -> Ask {
    Ask {
        is_answered: true,
        ..get(path, uri)
    }
}

fn own(path: &'static str, uri: &str) -> Ask {
    Ask {
        is_read_as_ones_own: true,
        ..real(path, uri)
    }
}

fn post(path: &'static str, id: &str, body: Value) -> Ask {
    Ask {
        method: &Method::POST,
        body,
        ..get(path, &path.replace("{id}", id))
    }
}

/// All questions.
pub(super) fn asks(of: &Known) -> Vec<Ask> {
    [
        reads(of),
        people::households(of),
        people::erasures(of),
        campaigns(of),
        the_rest(of),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn reads(of: &Known) -> Vec<Ask> {
    let Known {
        household,
        handover,
        campaign,
        item,
        holder,
        record,
        ..
    } = of;
    let at = |path: &'static str| path.replace("{id}", household);
    let period = format!("unit={COMMUNE}&campaign={campaign}&n=1");
    let report = format!("campaign={campaign}&style=front");
    vec![
        real(path::HOUSEHOLD, &at(path::HOUSEHOLD)),
        real(path::SURVEY_FORM, &at(path::SURVEY_FORM)),
        real(path::ERASE, &at(path::ERASE)),
        real(path::HOUSEHOLD_SHEET, &at(path::HOUSEHOLD_SHEET)),
        get(
            path::MINUTES,
            &format!("{}?fact={handover}", at(path::MINUTES)),
        ),
        real(
            path::QUARANTINE_RECORD,
            &path::QUARANTINE_RECORD.replace("{id}", record),
        ),
        own(path::FACTS, &format!("{}?campaign={campaign}", path::FACTS)),
        own(
            path::VISIT_LIST,
            &format!("{}?holder={holder}", path::VISIT_LIST),
        ),
        real(
            path::POSTING_LIST,
            &format!("{}?campaign={campaign}", path::POSTING_LIST),
        ),
        get(
            path::POSTING_LIST,
            &format!("{}?campaign={campaign}&item={item}", path::POSTING_LIST),
        ),
        real(path::REPORT, &format!("{}?{report}", path::REPORT)),
        get(
            path::REPORT,
            &format!("{}?{report}&scope=whole", path::REPORT),
        ),
        real(path::WORDING, &format!("{}?{report}", path::WORDING)),
        own(
            path::PERIODS,
            &format!("{}?campaign={campaign}", path::PERIODS),
        ),
        real(
            path::UNIT_FACTS,
            &format!(
                "{}?figure=visited",
                path::UNIT_FACTS.replace("{unit}", COMMUNE)
            ),
        ),
        real(path::PERIOD, &format!("{}?{period}", path::PERIOD)),
        real(
            path::PERIOD_FIGURES,
            &format!("{}?{period}", path::PERIOD_FIGURES),
        ),
        real(
            path::PERIOD_DOCUMENT,
            &format!("{}?{period}", path::PERIOD_DOCUMENT),
        ),
        get(
            path::PERIOD_ARISEN,
            &format!("{}?{period}", path::PERIOD_ARISEN),
        ),
    ]
}

fn campaigns(of: &Known) -> Vec<Ask> {
    let (campaign, reason, on) = (&of.campaign, "vì tò mò", "2026-11-20");
    let moved = json!({ "households": [of.household], "holder": of.holder, "reason": reason,
        "approved_by": "Anh Ba" });
    let movement = json!({ "kind": "issued", "holder": of.holder, "count_text": "1",
        "missing_text": "", "party": "", "note": "" });
    let step = json!({ "case": of.case, "code": "survey", "on": on, "note": "",
        "decision": { "number": "", "on": null, "signed_by": "" }, "parts": [],
        "own_money_text": "", "own_goods_value_text": "",
        "building": { "area_text": "", "hard_floor": false, "hard_frame": false, "hard_roof": false } });
    let payment = json!({ "case": of.case, "on": on, "source": "own_fund", "source_name": "",
        "form": "cash", "money_text": "1.000", "quantity_text": "", "unit": "",
        "goods_value_text": "", "voucher": "", "receiver": "head", "receiver_name": "",
        "relation": "", "note": "" });
    let activity = json!({ "on": on, "channel": "meeting", "topic": "Vì người nghèo", "place": "",
        "organisation": "", "reach_text": "", "note": "" });
    let rights = json!({ of.holder.as_str(): [of.household] });
    vec![
        post(
            path::CAMPAIGNS,
            "",
            json!({ "id": campaign, "name": "Của tôi", "from": "2026-10-17", "to": "2026-11-18",
                "items": [] }),
        ),
        post(
            path::ROUNDS,
            "",
            json!({ "campaign": campaign, "name": "Đợt lạ", "item": of.item, "rights": rights,
                "in_custody": false, "again": false,
                "basis": { "meant_for": null, "decision": null } }),
        ),
        post(path::ROUND_MOVE, &of.round, moved),
        post(
            path::TAKEOVER,
            "",
            json!({ "device": of.device, "to": of.holder, "reason": reason,
                "approved_by": "Anh Ba" }),
        ),
        post(path::ROUND_MOVEMENTS, &of.round, movement),
        post(
            path::ROUND_VOID,
            &of.round,
            json!({ "movement": of.movement, "reason": reason }),
        ),
        post(
            path::PUBLICITY,
            "",
            json!({ "campaign": campaign, "draft": activity }),
        ),
        post(
            path::PUBLICITY_STRIKE,
            "",
            json!({ "campaign": campaign, "activity": of.activity, "reason": reason }),
        ),
        post(
            path::SUPPORT_STEP,
            "",
            json!({ "household": of.household, "draft": step }),
        ),
        post(
            path::SUPPORT_PAY,
            "",
            json!({ "household": of.household, "draft": payment }),
        ),
        post(
            path::SUPPORT_TAKE_BACK,
            "",
            json!({ "household": of.household, "fact": of.case, "reason": reason }),
        ),
    ]
}

fn the_rest(of: &Known) -> Vec<Ask> {
    let (campaign, reason, on) = (&of.campaign, "vì tò mò", "2026-11-20");
    let entry = json!({ "kind": "receipt", "on": on, "party": "Tôi", "money_text": "1.000",
        "goods_value_text": "", "goods": "", "purpose": "", "voucher": "", "pledge": of.entry,
        "decision": null, "unit": "", "transfer": null });
    let answer = json!({ "key": of.left, "answer": "skip", "hamlet": "", "add_status": false,
        "reason": reason });
    vec![
        post(path::FUND, "", entry),
        post(path::FUND_VOID, &of.entry, json!({ "reason": reason })),
        post(
            path::FUND_DECLINE,
            "",
            json!({ "campaign": campaign, "offer": of.entry, "reason": reason }),
        ),
        post(
            path::FUND_STORE,
            &of.entry,
            json!({ "round": of.round, "count_text": "1" }),
        ),
        post(path::DEVICE_REVOKE, &of.device, json!({})),
        post(path::DEVICE_LOSE, &of.device, json!({})),
        post(
            path::JOINING_ADMIT,
            &of.newcomer,
            json!({ "person_name": "Người của xã bên" }),
        ),
        post(path::JOINING_REFUSE, &of.newcomer, json!({})),
        post(path::ACCOUNT_RESET, &of.account, json!({})),
        post(path::ACCOUNT_CLOSE, &of.account, json!({})),
        post(path::TOOL_REVOKE, &of.tool, json!({})),
        post(
            path::IMPORT_CONFIRM,
            &of.preview,
            json!({ "answers": {}, "add_statuses": false }),
        ),
        post(path::IMPORT_LEFT, "", answer),
        post(
            path::PERIODS,
            "",
            json!({ "campaign": campaign, "n": 1, "to": on }),
        ),
        post(
            path::PERIOD_SEND,
            "",
            json!({ "campaign": campaign, "n": 1 }),
        ),
        post(
            path::URGING,
            "",
            json!({ "what": "due", "campaign": campaign, "to": on, "due": "2026-12-20", "note": "" }),
        ),
        post(
            path::URGING,
            "",
            json!({ "what": "reminded", "due": 1, "unit": COMMUNE, "on": on, "channel": "phone",
                "whom": "", "note": "" }),
        ),
        post(
            path::UNITS,
            "",
            json!({ "code": COMMUNE, "name": "xã của tôi", "person_name": "Kẻ gian" }),
        ),
    ]
}
