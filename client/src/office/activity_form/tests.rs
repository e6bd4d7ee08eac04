use super::*;

fn id(n: u8) -> DocId {
    DocId::from_bytes([n; 16])
}

fn now() -> Timestamp {
    Timestamp::from_local("2026-10-17".parse().unwrap(), 8, 0)
}

fn campaign(n: u8, from: &str, to: &str) -> Campaign {
    Campaign {
        id: id(n),
        commune: "31120".to_owned(),
        name: format!("Đợt {n}"),
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
        items: Vec::new(),
        has_rounds: false,
    }
}

/// The next one, one that runs, and one that is over: as the server gives them.
fn campaigns() -> [Campaign; 3] {
    [
        campaign(3, "2027-01-01", "2027-01-31"),
        campaign(2, "2026-10-17", "2026-11-18"),
        campaign(1, "2025-10-17", "2025-11-18"),
    ]
}

fn after(actions: impl IntoIterator<Item = ActivityAction>) -> ActivityForm {
    let empty = ActivityForm::new(now().local_date());
    (*actions
        .into_iter()
        .fold(Rc::new(empty), ActivityForm::reduce))
    .clone()
}

fn text(field: ActivityField, text: &str) -> ActivityAction {
    ActivityAction::Text(field, text.to_owned())
}

fn broadcast() -> Vec<ActivityAction> {
    vec![
        ActivityAction::On("16/10/2026".into()),
        ActivityAction::Channel(Some(Channel::Loudspeaker)),
        text(ActivityField::Topic, "Vận động ủng hộ Quỹ"),
        text(ActivityField::Place, "Ấp Mỹ Phụng"),
        text(ActivityField::Organisation, "Đài truyền thanh"),
        text(ActivityField::Reach, "1.500"),
        text(ActivityField::Note, "phát hai lần"),
    ]
}

#[test]
fn what_was_typed_is_sent_as_it_was_typed() {
    let request = after(broadcast()).to_request(&campaigns(), now()).unwrap();
    let draft = ActivityDraft {
        on: "2026-10-16".parse().unwrap(),
        channel: Some(Channel::Loudspeaker),
        topic: "Vận động ủng hộ Quỹ".to_owned(),
        place: "Ấp Mỹ Phụng".to_owned(),
        organisation: "Đài truyền thanh".to_owned(),
        reach_text: "1.500".to_owned(),
        note: "phát hai lần".to_owned(),
    };
    let campaign = id(2);
    assert_eq!(request, NoteActivity { campaign, draft });
}

#[test]
fn the_running_campaign_is_meant_until_another_is_chosen() {
    let today = now().local_date();
    let all = campaigns();
    let meant = |form: ActivityForm, campaigns: &[Campaign]| form.campaign(campaigns, today);
    assert_eq!(meant(after([]), &all), Some(id(2)));
    let over = [all[0].clone(), all[2].clone()];
    assert_eq!(meant(after([]), &over), Some(id(3)));
    assert_eq!(meant(after([]), &[]), None);
    let chosen = || after([ActivityAction::Campaign(Some(id(1)))]);
    assert_eq!(meant(chosen(), &all), Some(id(1)));
    assert_eq!(meant(chosen(), &all[..2]), Some(id(2)));
}

#[test]
fn a_day_that_cannot_be_read_hides_no_other_problem() {
    let form = after([
        ActivityAction::On("hôm qua".into()),
        text(ActivityField::Reach, "đông lắm"),
    ]);
    let errors = form.to_request(&[], now()).unwrap_err();
    let named: Vec<_> = errors
        .iter()
        .map(|error| (error.field.as_str(), error.problem))
        .collect();
    assert_eq!(
        named,
        [
            ("channel", Problem::Missing),
            ("reach_text", Problem::Unreadable),
            ("topic", Problem::Missing),
            ("on", Problem::Unreadable),
            ("campaign", Problem::Missing),
        ]
    );
}

#[test]
fn what_is_refused_stays_as_it_was_typed() {
    let problem = FieldError {
        field: "topic".to_owned(),
        problem: Problem::TooLong,
    };
    let mut actions = broadcast();
    actions.push(ActivityAction::Refused(vec![problem.clone()]));
    let expected = ActivityForm {
        errors: vec![problem],
        ..after(broadcast())
    };
    assert_eq!(after(actions), expected);
}

#[test]
fn the_next_activity_begins_with_the_same_campaign_and_day_and_is_empty() {
    let mut actions = broadcast();
    actions.push(ActivityAction::Campaign(Some(id(1))));
    actions.push(ActivityAction::Noted);
    let expected = after([
        ActivityAction::On("16/10/2026".into()),
        ActivityAction::Campaign(Some(id(1))),
    ]);
    assert_eq!(after(actions), expected);
}
