//! What volunteers take households for, told by the ward's people. Goal: what is only proposed counts for
//! nothing, stands in one line until the office has said, and the answer reaches whoever proposed it.
//! Method: real phones and the real store in one process; forged changes at the gate.

use chungtay_server::store::{read, write};
use chungtay_server::{review, rounds};
use chungtay_shared::api::lives::TellStatus;
use chungtay_shared::api::review::ClaimLine;
use chungtay_shared::field::Problem;
use chungtay_shared::household::{Category, Profile, ProfileField};
use chungtay_shared::id::DocId;
use chungtay_shared::phone::message::Ask;
use chungtay_shared::time::LocalDate;
use chungtay_tests::ward::COMMUNE;
use chungtay_tests::ward::month::{Month, fields_of, month, save};

/// Mai puts a household on the list and takes it for poor.
fn mai_takes_one_for_poor(month: &mut Month) -> DocId {
    let profile = Profile::default()
        .with(ProfileField::HeadName, "Huỳnh Thị Lụa")
        .with(ProfileField::Hamlet, "Ấp 3");
    let ask = Ask::Register {
        profile,
        category: Some(Category::Poor),
    };
    let household = save(&mut month.ward, "Mai", &ask).unwrap();
    month.ward.settle();
    household
}

fn claims(month: &Month) -> Vec<ClaimLine> {
    month.ward.server.review().claims
}

/// How many the overview says there are.
fn counted(month: &Month) -> u64 {
    let server = &month.ward.server;
    let (today, summary) = (server.now().local_date(), server.summary());
    let counts = read(&*server.state().store, |tx| {
        let campaigns = rounds::rights_of(tx, COMMUNE)?;
        review::counts(tx, COMMUNE, &campaigns, today, summary.clone())
    });
    counts.expect("a store").claims
}

fn decided(month: &Month, claim: Option<&ClaimLine>, category: Category) -> TellStatus {
    TellStatus {
        category,
        decision: "240/QĐ-UBND".into(),
        from: month.ward.server.now().local_date(),
        to: None,
        answers: claim.map(|line| line.claim.status),
    }
}

#[test]
fn a_category_that_was_decided_stands_in_the_place_of_the_proposed_one() {
    let mut month = month();
    let household = mai_takes_one_for_poor(&mut month);
    let today: LocalDate = month.ward.server.now().local_date();
    let [claim] = &claims(&month)[..] else {
        panic!("one line")
    };
    assert_eq!(claim.claim.category, Category::Poor);
    assert_eq!(claim.person_name, "Mai");
    assert_eq!(claim.line.id, household);
    assert_eq!(claim.line.category, None, "it counts for nothing yet");
    assert_eq!(counted(&month), 1);

    // The office found it near-poor.
    let server = &month.ward.server;
    let told = decided(&month, Some(claim), Category::NearPoor);
    server.tell_status(household, &told).unwrap();
    assert!(claims(&month).is_empty());
    assert_eq!(
        fields_of(server.tell_status(household, &told))[0],
        ("answers".to_owned(), Problem::Unknown),
        "it is answered once"
    );
    month.ward.settle();
    let seen = month.ward.phone("Mai").household(household).unwrap();
    assert_eq!(seen.category_on(today), Some(Category::NearPoor));
    let proposed = seen.statuses.iter().find(|s| s.fact.is_proposed()).unwrap();
    let corrections = seen.corrections.iter().map(|c| &c.fact);
    let answer = corrections
        .filter(|c| Some(c.id) == proposed.corrected_by)
        .find_map(|c| c.replacement);
    let standing = seen.statuses.iter().find(|s| s.corrected_by.is_none());
    assert_eq!(answer, standing.map(|s| s.fact.id));
}

#[test]
fn the_very_category_that_was_proposed_can_be_decided_and_ends_the_proposal_however_it_is_told() {
    let mut month = month();
    let household = mai_takes_one_for_poor(&mut month);
    let told = decided(&month, None, Category::Poor);
    month.ward.server.tell_status(household, &told).unwrap();
    assert!(claims(&month).is_empty(), "told on the household's page");
    assert_eq!(counted(&month), 0);
}

#[test]
fn what_is_declined_says_why_and_the_phone_reads_it() {
    let mut month = month();
    let household = mai_takes_one_for_poor(&mut month);
    let status = claims(&month)[0].claim.status;
    month.ward.server.no_status(household, status).unwrap();
    assert!(claims(&month).is_empty());
    month.ward.settle();
    let seen = month.ward.phone("Mai").household(household).unwrap();
    let proposed = seen.statuses.iter().find(|s| s.fact.id == status).unwrap();
    let corrections = seen.corrections.iter().map(|c| &c.fact);
    let mut answers = corrections.filter(|c| Some(c.id) == proposed.corrected_by);
    let answer = answers.next().unwrap();
    assert_eq!(answer.replacement, None);
    assert!(!answer.reason.is_empty());
}

#[test]
fn rows_of_an_older_server_are_made_anew_with_what_was_proposed() {
    let mut month = month();
    mai_takes_one_for_poor(&mut month);
    let store = &*month.ward.server.state().store;
    // As an older version has left them: nothing is known of what was proposed.
    write(store, |tx| tx.set_row_form(&[1])).unwrap();
    let now = month.ward.server.now();
    chungtay_server::renewal::renew(store, now, || {}).unwrap();
    let lived = read(store, |tx| tx.lives(COMMUNE)).unwrap();
    let waiting: usize = lived.iter().map(|lived| lived.life.claims.len()).sum();
    assert_eq!(waiting, 1);
}
