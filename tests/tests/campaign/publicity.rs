//! What is done for publicity, told by the ward's people. Goal: what a volunteer notes without network
//! reaches the office once, with who noted it, and counts until the office says why it does not. Method:
//! real phones and the real store in one process; forged changes at the gate.

use chungtay_server::publicity;
use chungtay_server::state::Clock as _;
use chungtay_shared::api::publicity::{ActivityLine, NoteActivity, StrikeActivity};
use chungtay_shared::document::{Author, Document, Kind, Written};
use chungtay_shared::field::Problem;
use chungtay_shared::id::{Actor, FactId};
use chungtay_shared::limits::REACH_MAX;
use chungtay_shared::phone::message::{Ask, RecordKind};
use chungtay_shared::publicity::{Activity, ActivityDraft, Channel, Strike};
use chungtay_shared::sync::gate::{Claim, Opened, Refusal, admit};
use chungtay_tests::ward::COMMUNE;
use chungtay_tests::ward::month::{Month, fields_of, month, problem_of, save};

fn draft(month: &Month, topic: &str) -> ActivityDraft {
    ActivityDraft {
        channel: Some(Channel::Loudspeaker),
        topic: topic.into(),
        reach_text: "120".into(),
        ..ActivityDraft::empty(month.ward.clock.now().local_date())
    }
}

fn note(month: &Month, topic: &str) -> Ask {
    Ask::NoteActivity {
        campaign: month.campaign.id,
        draft: draft(month, topic),
    }
}

#[test]
fn what_mai_notes_without_network_reaches_the_office_once_and_hungs_phone_too() {
    let mut month = month();
    let ask = note(&month, "Phát động tháng cao điểm");
    save(&mut month.ward, "Mai", &ask).unwrap();
    let records = month.ward.phone("Mai").records();
    assert_eq!(records[0].kind, RecordKind::Activity);
    month.ward.clock.pass_ms(3 * 86_400_000);
    month.ward.settle();
    month.ward.settle();
    let lines = month.ward.server.publicity();
    let [
        ActivityLine {
            activity,
            person_name,
            struck: None,
            ..
        },
    ] = &lines[..]
    else {
        panic!("not one: {lines:?}")
    };
    assert_eq!((activity.reach, person_name.as_str()), (120, "Mai"));
    let campaign = month.campaign.id;
    let heard = month.ward.phone("Hùng").campaign(campaign).unwrap();
    assert_eq!(heard.publicity().unwrap().len(), 1);
    assert!(month.ward.server.quarantine().is_empty());
}

#[test]
fn what_a_note_lacks_is_said_on_the_phone_and_at_the_office() {
    let mut month = month();
    let empty = note(&month, " ");
    let refused = save(&mut month.ward, "Mai", &empty);
    assert_eq!(problem_of(refused), Problem::Missing);
    let wanted = NoteActivity {
        campaign: month.campaign.id,
        draft: draft(&month, " "),
    };
    let (state, office) = month.ward.server.office();
    let refused = fields_of(publicity::note(state, office, &wanted));
    assert_eq!(refused, [("topic".to_owned(), Problem::Missing)]);
}

#[test]
fn the_office_strikes_out_what_was_noted_twice_and_it_stays_to_be_read() {
    let mut month = month();
    let twice = note(&month, "Loa phát sáng chủ nhật");
    for name in ["Mai", "Hùng"] {
        save(&mut month.ward, name, &twice).unwrap();
    }
    month.ward.settle();
    let wanted = StrikeActivity {
        campaign: month.campaign.id,
        activity: month.ward.server.publicity()[0].activity.id,
        reason: "Hai người ghi một buổi".into(),
    };
    let (state, office) = month.ward.server.office();
    publicity::strike(state, office, &wanted).unwrap();
    let refused = fields_of(publicity::strike(state, office, &wanted));
    assert_eq!(refused, [("activity".to_owned(), Problem::Unknown)]);
    let lines = month.ward.server.publicity();
    let struck = lines.iter().filter(|line| line.struck.is_some());
    assert_eq!((lines.len(), struck.count()), (2, 1));
}

/// What becomes of a change that a phone sends to the month's campaign.
fn let_in(
    month: &mut Month,
    actor: Actor,
    change: impl FnOnce(&mut Document, Author) -> Written,
) -> Result<(), Refusal> {
    let campaign = month.campaign.id;
    let mut document = month.ward.phone("Mai").campaign(campaign).unwrap();
    let base = Opened::read(document.save()).unwrap();
    let at = month.ward.clock.now();
    let written = change(&mut document, Author { actor, at });
    let claim = Claim {
        doc: campaign,
        kind: Kind::Campaign,
        commune: COMMUNE,
        actor,
    };
    admit(Some(&base), claim, &written.bytes).map(|_| ())
}

#[test]
fn a_phone_adds_what_obeys_the_form_and_strikes_nothing_out() {
    let mut month = month();
    let noted = note(&month, "Họp ấp 3");
    save(&mut month.ward, "Mai", &noted).unwrap();
    month.ward.settle();
    let at = month.ward.clock.now();
    let id = FactId::from_bytes([55; 16]);
    let honest = draft(&month, "Họp ấp 4").read(id, at).unwrap();
    let (mai, known) = (month.mai, month.ward.server.publicity()[0].activity.clone());
    let adds = |activity: Activity| {
        move |document: &mut Document, author| document.note_activity(author, &activity).unwrap()
    };
    assert_eq!(let_in(&mut month, mai, adds(honest.clone())), Ok(()));
    let nameless = Activity {
        topic: String::new(),
        ..honest.clone()
    };
    let of_reach = |reach| Activity {
        reach,
        ..honest.clone()
    };
    let widest = let_in(&mut month, mai, adds(of_reach(REACH_MAX)));
    assert_eq!(widest, Ok(()));
    for activity in [nameless, of_reach(REACH_MAX + 1)] {
        let refused = let_in(&mut month, mai, adds(activity));
        assert_eq!(refused, Err(Refusal::InvalidValue));
    }
    // Another one of the same id would take the first one's place.
    let other = Activity {
        id: known.id,
        ..honest
    };
    let refused = let_in(&mut month, mai, adds(other));
    assert_eq!(refused, Err(Refusal::NotPermitted));
    let refused = let_in(&mut month, mai, |document, author| {
        let strike = Strike {
            reason: "không có".into(),
            recorded_at: author.at,
        };
        document.strike_activity(author, known.id, &strike).unwrap()
    });
    assert_eq!(refused, Err(Refusal::NotPermitted));
}
