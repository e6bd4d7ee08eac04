//! Who stands on the posted list by name, and who said no to that.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use chungtay_shared::api::lives::TellSame;
use chungtay_shared::api::{HouseholdDetail, HouseholdLine, path};
use chungtay_shared::consent::{ConsentDraft, ConsentProof, DataUse};

use super::{Office, Sheet, UNNAMED, sheets};

impl Office {
    /// Notes whether a household agrees to stand on the list by name.
    async fn note_posting(&self, line: &HouseholdLine, answer: bool) {
        let draft = ConsentDraft {
            answers: [(DataUse::Posting, answer)].into(),
            said_by: line.head_name.clone(),
            proof: Some(ConsentProof::Paper),
            paper: "đơn ngày 20/11, tủ 2".into(),
            ..ConsentDraft::default()
        };
        let address = path::CONSENT.replace("{id}", &line.id.to_string());
        let reply = self.server.post_json(&address, &draft, &self.cookie).await;
        assert_eq!(reply.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn whoever_said_no_is_posted_without_a_name_and_the_sum_is_the_same() {
    let office = Office::open().await;
    let households: Vec<HouseholdLine> = office
        .server
        .get(path::HOUSEHOLDS, &office.cookie)
        .await
        .json();
    let before = sheets(&office.file("").await);
    let posted = before.values().flat_map(|sheet| &sheet.lines);
    let posted: BTreeSet<&str> = posted.map(|(head, _, _)| head.as_str()).collect();
    let is_alone = |line: &&HouseholdLine| {
        posted.contains(line.head_name.as_str())
            && households
                .iter()
                .filter(|l| l.head_name == line.head_name)
                .count()
                == 1
    };
    let asked = households.iter().find(is_alone).unwrap();
    let say = async |line: &HouseholdLine, answer: bool| {
        office.note_posting(line, answer).await;
        sheets(&office.file("").await)
    };

    let names = |sheets: &BTreeMap<String, Sheet>, name: &str| {
        let lines = sheets.values().flat_map(|sheet| &sheet.lines);
        lines.filter(|(head, _, _)| head == name).count()
    };
    let unnamed = names(&before, UNNAMED);
    let after = say(asked, false).await;
    assert_eq!(names(&after, &asked.head_name), 0);
    assert_eq!(
        names(&after, UNNAMED),
        unnamed + names(&before, &asked.head_name)
    );
    for (item, sheet) in &before {
        assert_eq!(after[item].total_vnd, sheet.total_vnd, "{item}");
    }
    let again = say(asked, true).await;
    assert_eq!(
        (names(&again, UNNAMED), again.len()),
        (unnamed, before.len())
    );
    assert!(names(&again, &asked.head_name) > 0, "the last word counts");

    let address = path::HOUSEHOLD.replace("{id}", &asked.id.to_string());
    let detail: HouseholdDetail = office.server.get(&address, &office.cookie).await.json();
    assert_eq!(detail.household.consents.len(), 2, "and both are kept");
    let nothing = ConsentDraft::default();
    let address = path::CONSENT.replace("{id}", &asked.id.to_string());
    let refused = office
        .server
        .post_json(&address, &nothing, &office.cookie)
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);

    // A second record of theirs, at which somebody said no: that counts until they are asked as one household.
    let is_second = |line: &&HouseholdLine| !posted.contains(line.head_name.as_str());
    let second = households.iter().find(is_second).unwrap();
    say(second, false).await;
    let same = TellSame {
        kept: asked.id,
        merged: second.id,
        reason: "Một hộ, hai người ghi.".into(),
    };
    let told = office.server.post_json(path::SAME, &same, &office.cookie);
    assert_eq!(told.await.status, StatusCode::OK);
    let joined = sheets(&office.file("").await);
    assert_eq!(names(&joined, &asked.head_name), 0);
    let asked_as_one = say(asked, true).await;
    assert_eq!(names(&asked_as_one, UNNAMED), unnamed);
}
