//! What a reply brings.

use super::*;

#[test]
fn the_list_arrives_page_by_page_and_the_screen_is_told_of_each() {
    let mut mai = Handset::of_mai();
    let request = mai.post();
    assert_eq!(mai.phone.status().phase, Phase::Syncing);
    mai.hear(&Frame::Receipt(Receipt {
        docs_to_come: 2,
        people: Some(People {
            version: 4,
            people: vec![Person {
                actor: OFFICE.actor,
                name: "Lê Văn Sáu".to_owned(),
            }],
            names: None,
        }),
        ..receipt(&request)
    }));
    assert_eq!(mai.phone.status().progress, Some((0, 2)));
    let tells = mai.hear(&page(1, vec![snapshot(1, &listed(1, "Nguyễn Văn Đẹt"))]));
    assert!(matches!(&tells[..], [Tell::Rows(rows), Tell::Status(_)] if rows.len() == 1));
    assert_eq!(mai.phone.status().progress, Some((1, 2)));
    // The reply breaks off: what has come is kept.
    mai.restart();
    assert_eq!(mai.rows().len(), 1);
    assert_eq!(mai.post().cursors[0].since, 1);
    mai.hear(&page(2, vec![snapshot(2, &listed(2, "Đặng Thị Út"))]));
    mai.hear(&Frame::End);
    assert_eq!(mai.rows().len(), 2);
    let status = mai.phone.status();
    assert_eq!((status.phase, status.heard_at), (Phase::Idle, Some(NOW)));
    let opened = mai.phone.opened(mai.drawer.all(Table::Row));
    assert_eq!(opened.people[&OFFICE.actor], "Lê Văn Sáu");
}

#[test]
fn a_newer_app_asks_for_the_directory_that_the_older_one_has_not_understood_whole() {
    let mut mai = Handset::of_mai();
    let request = mai.post();
    mai.hear(&Frame::Receipt(Receipt {
        people: Some(People {
            version: 4,
            people: Vec::new(),
            names: None,
        }),
        ..receipt(&request)
    }));
    mai.hear(&Frame::End);
    let memory = mai.drawer.stored().memory;
    mai.drawer
        .write(Phone::plan_new_form(memory.as_deref()))
        .unwrap();
    mai.restart();
    mai.phone.sync().unwrap().handle_wake(NOW);
    assert_eq!(mai.post().people_version, 0);
}

#[test]
fn a_change_that_stands_on_nothing_held_is_asked_for_whole_and_its_neighbours_are_stored() {
    let mut mai = Handset::of_mai();
    let mut torn = listed(1, "Nguyễn Văn Đẹt");
    let edits = BTreeMap::from([(ProfileField::Nickname, "Tư Đẹt".to_owned())]);
    let edit = torn.edit_profile(OFFICE, &edits).unwrap();
    mai.post();
    mai.hear(&page(
        3,
        vec![
            changes(1, &[edit.bytes]),
            snapshot(2, &listed(2, "Đặng Thị Út")),
        ],
    ));
    mai.hear(&Frame::End);
    assert_eq!(mai.rows().len(), 1);
    assert_eq!(mai.household(doc(1)), Err(Failure::NotFound));
    mai.restart();
    assert_eq!(mai.post().wanted, [doc(1)]);
    mai.hear(&page(3, vec![snapshot(1, &torn)]));
    mai.hear(&Frame::End);
    let household = mai.household(doc(1)).unwrap();
    assert_eq!(household.profile.get(ProfileField::Nickname), "Tư Đẹt");
    mai.restart();
    assert!(mai.post().wanted.is_empty());
}

#[test]
fn a_visit_made_while_the_office_edits_keeps_both() {
    let mut mai = mai_with_one_household();
    let mut office = listed(1, "Nguyễn Văn Đẹt");
    let edits = BTreeMap::from([(ProfileField::Nickname, "Tư Đẹt".to_owned())]);
    let edit = office.edit_profile(OFFICE, &edits).unwrap();
    mai.visit(doc(1), "gặp ở ngoài ruộng").unwrap();
    let request = mai.post();
    mai.hear(&Frame::Receipt(receipt(&request)));
    mai.hear(&page(5, vec![changes(1, &[edit.bytes])]));
    let household = mai.household(doc(1)).unwrap();
    assert_eq!(household.profile.get(ProfileField::Nickname), "Tư Đẹt");
    assert_eq!(household.visits.len(), 1);
}

#[test]
fn a_phone_that_left_the_commune_forgets_its_households_but_no_record() {
    let mut mai = mai_with_one_household();
    mai.visit(doc(1), "").unwrap();
    let request = mai.post();
    let frame = Frame::Receipt(Receipt {
        scope: Vec::new(),
        answers: Vec::new(),
        ..receipt(&request)
    });
    let plan = mai.phone.plan_frame(&frame, &BTreeMap::new(), NOW);
    assert!(plan.purges());
    let tells = mai.hear(&frame);
    assert!(
        tells
            .iter()
            .any(|t| matches!(t, Tell::Directory { campaigns, .. } if campaigns.is_empty()))
    );
    assert!(mai.rows().is_empty() && mai.drawer.all(Table::Household).is_empty());
    mai.restart();
    let status = mai.phone.status();
    assert_eq!(status.waiting(), 1);
    assert_eq!(status.phase, Phase::Refused(Refused::Left));
    let register = Ask::Register {
        profile: profile("Đặng Thị Sáu"),
        category: None,
    };
    assert_eq!(mai.save(&register), Err(Failure::NotEnrolled));
}

#[test]
fn a_phone_that_left_the_commune_forgets_names_and_damaged_documents_too() {
    let mut mai = mai_with_one_household();
    let loading = Loading {
        doc: doc(1),
        kind: Kind::Household,
    };
    let plan = mai.phone.plan_set_aside(&loading, b"rubbish").unwrap();
    mai.drawer.write(plan.batch.clone()).unwrap();
    mai.restart();
    let request = mai.post();
    assert_eq!(request.wanted, [doc(1)]);
    let known = Receipt {
        people: Some(People {
            version: 3,
            people: vec![Person {
                actor: OFFICE.actor,
                name: "Lan".to_owned(),
            }],
            names: None,
        }),
        ..receipt(&request)
    };
    mai.hear(&Frame::Receipt(known.clone()));
    mai.hear(&Frame::Receipt(Receipt {
        scope: Vec::new(),
        people: None,
        ..known
    }));
    let keys = [key::PEOPLE, key::ASIDE, &key::damaged(doc(1))].map(str::to_owned);
    assert!(
        keys.iter()
            .all(|key| mai.drawer.get(Table::Meta, key).is_none())
    );
    mai.restart();
    let request = mai.post();
    assert!(request.wanted.is_empty() && request.people_version == 0);
}

#[test]
fn a_document_this_app_cannot_understand_is_kept_for_the_next_version() {
    let mut mai = Handset::of_mai();
    let campaign = crate::campaign::Campaign {
        has_rounds: false,
        id: doc(1),
        commune: COMMUNE.to_owned(),
        name: "Tháng cao điểm".to_owned(),
        from: NOW.local_date(),
        to: NOW.local_date(),
        items: Vec::new(),
    };
    // To an app that knows no campaigns, this is a household of a shape it has never seen.
    let (stranger, _) = Document::new_campaign(OFFICE, &campaign).unwrap();
    mai.post();
    mai.hear(&page(1, vec![snapshot(1, &stranger)]));
    assert!(mai.rows().is_empty());
    assert_eq!(
        mai.drawer.get(Table::Household, &doc(1).to_string()),
        Some(stranger.save())
    );
    assert_eq!(mai.household(doc(1)), Err(Failure::Damaged));
    let held = stranger.save();
    let loading = Loading {
        doc: doc(1),
        kind: Kind::Household,
    };
    assert!(
        mai.phone.plan_set_aside(&loading, &held).is_none(),
        "its bytes are sound"
    );
}

#[test]
fn a_clock_that_was_set_back_a_year_does_not_end_the_sync() {
    let mut mai = mai_with_one_household();
    let year_ms = 365 * 24 * 3_600_000;
    assert!(mai.phone.poll_transmit(NOW).is_none(), "nothing is due yet");
    assert!(mai.phone.poll_transmit(NOW.plus_ms(-year_ms)).is_some());
}

#[test]
fn a_whole_document_in_its_short_form_is_taken_in_and_a_damaged_one_is_asked_for_plain() {
    let mut mai = Handset::of_mai();
    mai.post();
    let in_short = |id: u8, head: &str| {
        let mut news = snapshot(id, &listed(id, head));
        if let News::Snapshot(bytes) = &mut news.news {
            *bytes = short::snapshot::shorten(bytes);
        }
        news
    };
    let mut damaged = in_short(2, "Đặng Thị Út");
    if let News::Snapshot(bytes) = &mut damaged.news {
        // Its checksum.
        bytes[1] ^= 1;
    }
    mai.hear(&page(2, vec![in_short(1, "Nguyễn Văn Đẹt"), damaged]));
    mai.hear(&Frame::End);
    assert_eq!(mai.rows().len(), 1);
    let stored = mai.drawer.get(Table::Household, &doc(1).to_string());
    assert_eq!(stored, Some(listed(1, "Nguyễn Văn Đẹt").save()));

    mai.phone.sync().unwrap().handle_wake(NOW);
    assert_eq!(mai.post().wanted, [doc(2)]);
    mai.hear(&page(2, vec![snapshot(2, &listed(2, "Đặng Thị Út"))]));
    mai.hear(&Frame::End);
    assert_eq!(mai.rows().len(), 2);
}
