//! What is asked of households, and of what was deleted.

use chungtay_shared::api::path;
use serde_json::json;

use super::super::known::Known;
use super::{Ask, post, real};

pub(super) fn households(of: &Known) -> Vec<Ask> {
    let (household, other) = (&of.household, &of.other_household);
    let (reason, on) = ("vì tò mò", "2026-11-20");
    let life = json!({ "kind": "moved_away", "on": on, "reason": reason, "answers": null,
        "head_name": "", "joined": null });
    let status = json!({ "category": "poor", "decision": "1/QĐ", "from": on, "to": null });
    let consent = json!({ "answers": { "aid": true }, "said_by": "Chủ hộ", "proof": "spoken",
        "paper": "", "signature": null, "note": "" });
    let mut all = vec![
        post(path::NUMBERS, household, json!(null)),
        post(path::LIFE, household, life),
        post(path::STATUS, household, status),
        post(path::CONSENT, household, consent),
        post(
            path::STATUS_RETRACT,
            household,
            json!({ "status": of.handover, "reason": reason }),
        ),
        post(
            path::SAME,
            "",
            json!({ "kept": household, "merged": other, "reason": reason }),
        ),
        post(
            path::DISTINCT,
            "",
            json!({ "records": [household, other], "reason": reason }),
        ),
        post(
            path::CONFLICTS,
            "",
            json!({ "household": household, "field": "phone", "value": "0100000001", "reason": reason }),
        ),
        post(
            path::REVIEW_ANSWER,
            "",
            json!({ "household": household, "proposal": of.handover, "granted_in": of.round,
                "reason": reason }),
        ),
        post(
            path::REVIEW_SETTLE,
            "",
            json!({ "campaign": of.campaign, "facts": [of.handover], "reason": reason }),
        ),
        post(path::QUARANTINE_TRY, &of.record, json!({})),
        post(
            path::QUARANTINE_LOOK,
            &of.record,
            json!({ "reason": reason }),
        ),
        post(
            path::REGISTER,
            "",
            json!({ "what": "hamlet_moved", "hamlet": "Ấp 1", "into": "Ấp 2", "from": "2026-11-01",
                "document": "1/QĐ", "ends": false, "households": [household] }),
        ),
        post(
            path::SUPPORTS,
            "",
            json!({ "household": household, "campaign": of.campaign, "item": of.item,
                "draft": { "on": on, "need": "mái dột", "estimate_text": "" } }),
        ),
    ];
    let mut lookalikes = post(
        path::LOOKALIKES,
        "",
        json!({ "profile": { "head_name": "Đặng Thị Sáu", "hamlet": "Ấp 1" }, "except": household }),
    );
    lookalikes.is_read_as_ones_own = true;
    all.push(lookalikes);
    all
}

pub(super) fn erasures(of: &Known) -> Vec<Ask> {
    let reason = "người ở xã bên";
    let erase = json!({ "head_name": "", "request": "1", "reason": reason });
    let asked = json!({ "what": "received", "on": "2026-11-01", "wish": "see", "with_others": false,
        "name": "Tôi", "asker": "own", "proven": "known", "contact": "",
        "household": of.household, "details": "" });
    let added = json!({ "said": "added", "incident": 1, "text": reason });
    let notice = path::INCIDENT_NOTICE.replace("{id}", "1");
    let record = json!({ "counts": false, "reason": reason });
    vec![
        post(path::QUARANTINE_ERASE, &of.record, record),
        post(path::ERASE, &of.household, erase),
        real(path::INCIDENT_NOTICE, &notice),
        post(path::INCIDENTS, "", added),
        post(path::REQUESTS, "", asked),
    ]
}
