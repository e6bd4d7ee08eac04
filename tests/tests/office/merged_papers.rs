//! Papers about a household that was written down twice. Goal: whichever record is asked for, the papers are
//! the household's, and what was given by one record counts for the right of the other. Method: the invented
//! commune over the real router, the documents read as Word would.

use axum::http::StatusCode;
use chungtay_server::begin;
use chungtay_server::office::Pen;
use chungtay_server::state::Clock as _;
use chungtay_server::store::write;
use chungtay_shared::api::lives::TellSame;
use chungtay_shared::api::rounds::{IssueRound, RoundsPage};
use chungtay_shared::api::{CampaignState, HouseholdLine, Role, path};
use chungtay_shared::handover::{AidForm, Handover, HandoverDraft, Receiver};
use chungtay_shared::id::{DocId, FactId};
use chungtay_tests::http::HttpServer;
use chungtay_tests::texts::Texts;

const ROUND: &str = "Đợt của hai bản ghi";

/// Hands a round's gift to a household, as its volunteer would.
fn give(server: &HttpServer, commune: &str, household: DocId, draft: &HandoverDraft) {
    let now = server.clock.now();
    let written = write(&*server.state.store, |tx| {
        let (device, _) = begin::device(
            &server.state,
            tx,
            commune,
            "Cô Hoa",
            Role::Office,
            "máy",
            now,
        )?;
        let pen = Pen::take(tx, &device, now)?;
        let (mut document, _) = pen.load(household)?.unwrap();
        let id = server.state.with_rng(|mut rng| FactId::new(now, &mut rng));
        let handover = Handover::from_draft(draft, id, now).unwrap();
        let added = document.add_handover(pen.author(), &handover, None)?;
        pen.store(household, &document, added)
    });
    written.unwrap();
}

async fn sheet(server: &HttpServer, cookie: &str, household: DocId) -> Texts {
    let address = path::HOUSEHOLD_SHEET.replace("{id}", &household.to_string());
    let reply = server.get(&address, cookie).await;
    assert_eq!(reply.status, StatusCode::OK);
    Texts::read(reply.body())
}

#[tokio::test]
async fn a_gift_by_one_record_is_the_right_of_the_other_and_both_have_the_same_papers() {
    let (server, demo) = HttpServer::demo(60);
    let cookie = server.office_cookie(&demo.commune);
    let rounds: RoundsPage = server.get(path::ROUNDS, &cookie).await.json();
    let campaigns: Vec<CampaignState> = server.get(path::CAMPAIGNS, &cookie).await.json();
    let lines: Vec<HouseholdLine> = server.get(path::HOUSEHOLDS, &cookie).await.json();
    let mut untouched = lines
        .iter()
        .filter(|line| line.gone.is_none() && line.handover_count == 0);
    let (kept, merged) = (untouched.next().unwrap(), untouched.next().unwrap());
    let campaign = &campaigns[0].campaign;
    let at_once = |item: &&chungtay_shared::campaign::AidItem| item.steps.is_empty();
    let item = campaign.items.iter().find(at_once).unwrap();
    let issue = IssueRound {
        campaign: campaign.id,
        name: ROUND.into(),
        item: item.id,
        rights: [(rounds.phones[0].actor, vec![kept.id])].into(),
        in_custody: false,
        again: false,
        basis: chungtay_shared::round::Basis::default(),
    };
    let issued = server.post_json(path::ROUNDS, &issue, &cookie).await;
    assert_eq!(issued.status, StatusCode::OK);
    let rounds: RoundsPage = server.get(path::ROUNDS, &cookie).await.json();
    let round = rounds.rounds.iter().find(|round| round.name == ROUND);
    let draft = HandoverDraft {
        at: server.clock.now(),
        campaign: Some(campaign.id),
        campaign_name: campaign.name.clone(),
        round: Some(round.unwrap().id),
        item: item.name.clone(),
        form: Some(AidForm::Cash),
        money_text: "500.000".into(),
        receiver: Some(Receiver::Head),
        ..HandoverDraft::default()
    };
    give(&server, &demo.commune, merged.id, &draft);
    let same = TellSame {
        kept: kept.id,
        merged: merged.id,
        reason: "Một hộ, hai người ghi.".into(),
    };
    let told = server.post_json(path::SAME, &same, &cookie).await;
    assert_eq!(told.status, StatusCode::OK);

    let of_kept = sheet(&server, &cookie, kept.id).await;
    let rights: Vec<&Vec<String>> = of_kept
        .rows
        .iter()
        .filter(|row| row.iter().any(|cell| cell.contains(ROUND)))
        .collect();
    let day = server.clock.now().local_date().display();
    let given = format!("Đã trao ngày {day}");
    let all = of_kept.all();
    let is_given = |row: &&Vec<String>| row.iter().any(|cell| cell.starts_with(&given));
    assert!(
        !rights.is_empty() && rights.iter().all(is_given),
        "{rights:?}"
    );
    assert_eq!(sheet(&server, &cookie, merged.id).await.all(), all);
    let survey = |household: DocId| path::SURVEY_FORM.replace("{id}", &household.to_string());
    let [first, second] = [kept.id, merged.id].map(survey);
    let first = Texts::read(server.get(&first, &cookie).await.body());
    let second = Texts::read(server.get(&second, &cookie).await.body());
    assert_eq!(first.all(), second.all());
}
