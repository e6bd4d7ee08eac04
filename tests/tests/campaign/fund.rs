//! The Fund, told by the ward's people. Goal: what is promised, comes in and goes out is kept to the
//! đồng on any day, what volunteers hand over counts once and by who paid for it, and no phone learns
//! of it. Method: real phones and the real store in one process; sums made by the database itself.

use chungtay_server::pull;
use chungtay_server::state::Clock as _;
use chungtay_server::store::read;
use chungtay_shared::api::fund::SourceLine;
use chungtay_shared::api::{AidItemDraft, SaveCampaign};
use chungtay_shared::campaign::MandateDraft;
use chungtay_shared::document::{Author, Document, Kind};
use chungtay_shared::field::Problem;
use chungtay_shared::fund::{EntryDraft, EntryKind, Source, Void};
use chungtay_shared::handover::AidForm;
use chungtay_shared::id::{DeviceId, FactId};
use chungtay_shared::phone::message::Ask;
use chungtay_shared::sync::gate::{Claim, Opened, Refusal, admit};
use chungtay_shared::sync::server::{Speaker, Standing};
use chungtay_shared::sync::wire::Cursor;
use chungtay_shared::time::LocalDate;
use chungtay_tests::ward::COMMUNE;
use chungtay_tests::ward::month::{Month, fields_of, month, save};
use chungtay_tests::ward::phone::{correct_amount, hand_over, hand_over_in};

const DAY_MS: i64 = 86_400_000;

fn today(month: &Month) -> LocalDate {
    month.ward.clock.now().local_date()
}

fn source_of(lines: &[SourceLine], source: Option<Source>) -> i64 {
    let of_source = lines.iter().filter(|line| line.source == source);
    of_source.map(|line| line.amount.money_vnd).sum()
}

/// Money handed over and standing, as the database itself adds it up.
fn handed_over(month: &Month) -> i64 {
    let rows = month.ward.server.database().query(
        "select cast(coalesce(sum(money_vnd), 0) as text) from fact
         where kind = 'handover' and standing and round is not null",
    );
    rows[0][0].parse().unwrap()
}

#[test]
fn a_union_promises_money_and_it_comes_by_parts_and_not_twice() {
    let month = month();
    let first_day = today(&month);
    let server = &month.ward.server;
    let union = "Hội Liên hiệp Phụ nữ";
    server
        .enter(&server.entry(EntryKind::Pledge, union, "3 triệu"))
        .unwrap();
    let pledge = server.fund_on(first_day).entries[0].entry.id;
    assert_eq!(server.fund_on(first_day).outstanding.money_vnd, 3_000_000);
    let came = |money: &str, voucher: &str| EntryDraft {
        pledge: Some(pledge),
        voucher: voucher.into(),
        ..server.entry(EntryKind::Receipt, union, money)
    };
    server.enter(&came("2 triệu", "PT 001")).unwrap();
    assert_eq!(
        fields_of(server.enter(&came("1 triệu", "PT 001"))),
        [("voucher".to_owned(), Problem::Taken)]
    );
    server.enter(&came("1 triệu", "PT 002")).unwrap();
    assert_eq!(
        fields_of(server.enter(&came("1 triệu", "PT 003"))),
        [("pledge".to_owned(), Problem::AlreadyReceived)]
    );
    assert_eq!(server.fund_on(first_day).outstanding.money_vnd, 0);
    assert_eq!(
        server.fund_on(first_day).account.left().money_vnd,
        3_000_000
    );
}

#[test]
fn what_volunteers_hand_over_leaves_the_fund_once_on_its_day_and_as_it_was_put_right() {
    let mut month = month();
    let round = month.issue();
    let first_day = today(&month);
    let server = &month.ward.server;
    server
        .enter(&server.entry(EntryKind::Receipt, "Hội Nông dân", "3 triệu"))
        .unwrap();
    // A day in the field; one amount was written down wrongly and is put right.
    month.ward.clock.pass_ms(DAY_MS);
    month.give("Mai", 0, round).unwrap();
    month.give("Hùng", 2, round).unwrap();
    month.ward.settle();
    let second_day = today(&month);
    let page = month.ward.server.fund_on(second_day);
    assert_eq!(page.account.given.money_vnd, handed_over(&month));
    assert_eq!(
        page.account.left().money_vnd,
        3_000_000 - handed_over(&month)
    );
    assert_eq!(
        month
            .ward
            .server
            .fund_on(first_day)
            .account
            .left()
            .money_vnd,
        3_000_000,
        "yesterday is as it was"
    );
    let household = month.households[0];
    let given = month
        .ward
        .phone("Mai")
        .household(household)
        .unwrap()
        .handovers[0]
        .fact
        .clone();
    let mut put_right = correct_amount(household, given.at, given.id, "400.000");
    if let chungtay_shared::phone::message::Ask::SaveHandover { draft, .. } = &mut put_right {
        draft.campaign = given.campaign;
        draft.round = given.round;
    }
    save(&mut month.ward, "Mai", &put_right).unwrap();
    month.ward.settle();
    let page = month.ward.server.fund_on(second_day);
    assert_eq!(page.account.given.money_vnd, handed_over(&month));
    assert_eq!(handed_over(&month), 900_000);
    for name in ["Mai", "Hùng"] {
        let held = month.ward.phone(name).documents_held();
        assert_eq!(held, 4, "four households and no Fund");
        assert_eq!(month.ward.phone(name).campaigns().len(), 1);
    }
}

#[test]
fn a_phone_that_asks_for_the_fund_by_its_name_is_given_nothing_and_may_not_write_it() {
    let month = month();
    let server = &month.ward.server;
    let entry = server.entry(EntryKind::Receipt, "Chùa Phước Hậu", "5 tr");
    server.enter(&entry).unwrap();
    let stored = read(&*server.state().store, |tx| tx.fund(COMMUNE)).unwrap();
    let stored = stored.unwrap();
    let mut document = Document::load(&stored).unwrap();
    let fund = document.fund().unwrap();
    let speaker = Speaker {
        device: DeviceId::from_bytes([1; 16]),
        communes: [COMMUNE.to_owned()].into(),
        actors: [month.mai].into(),
        standing: Standing::Serves,
    };
    let cursor = Cursor {
        commune: COMMUNE.to_owned(),
        since: 0,
        upto: 0,
        erased: Some(0),
    };
    let store = &*month.ward.server.state().store;
    let page = pull::wanted(store, &[fund.id], &speaker, &cursor).unwrap();
    assert!(page.docs.is_empty());
    let author = Author {
        actor: month.mai,
        at: month.ward.clock.now(),
    };
    let void = Void {
        reason: "của tôi".into(),
        actor: month.mai,
        recorded_at: author.at,
    };
    let id = fund.entries[0].entry.id;
    let forged = document.void_entry(author, id, &void).unwrap();
    let claim = Claim {
        doc: fund.id,
        kind: Kind::Fund,
        commune: COMMUNE,
        actor: month.mai,
    };
    let base = Opened::read(stored).unwrap();
    let refused = admit(Some(&base), claim, &forged.bytes).map(|_| ());
    assert_eq!(refused, Err(Refusal::NotPermitted));
}

#[test]
fn what_a_donor_gives_by_their_own_hand_and_what_nobody_has_said_is_not_the_funds() {
    let mut month = month();
    let now = month.ward.clock.now();
    // The month's gift is the Fund's; what belongs to no campaign is nobody's yet.
    let of_fund = hand_over_in(month.households[0], now, &month.campaign, None);
    save(&mut month.ward, "Mai", &of_fund).unwrap();
    save(
        &mut month.ward,
        "Mai",
        &hand_over(month.households[1], now, "70.000"),
    )
    .unwrap();
    month.ward.settle();
    let page = month.ward.server.fund_on(today(&month));
    let of_gift = month.campaign.items[0].money_vnd;
    assert_eq!(source_of(&page.sources, Some(Source::OwnFund)), of_gift);
    assert_eq!(source_of(&page.sources, None), 70_000);
    assert_eq!(
        page.account.left().money_vnd,
        -of_gift,
        "and nothing came in"
    );

    // The office says that a company pays for it: what was given of it is the company's.
    let item = &month.campaign.items[0];
    let draft = SaveCampaign {
        id: Some(month.campaign.id),
        name: month.campaign.name.clone(),
        from: month.campaign.from,
        to: month.campaign.to,
        items: vec![AidItemDraft {
            id: Some(item.id),
            name: item.name.clone(),
            form: Some(AidForm::Cash),
            money_text: "500.000".into(),
            source: Some(Source::Direct),
            source_name: "Công ty Hậu Giang".into(),
            ..AidItemDraft::default()
        }],
        mandate: MandateDraft::default(),
    };
    month.ward.server.save_campaign(&draft);
    let page = month.ward.server.fund_on(today(&month));
    assert_eq!(page.account.left().money_vnd, 0);
    let direct = page
        .sources
        .iter()
        .find(|s| s.source == Some(Source::Direct));
    let direct = direct.unwrap();
    assert_eq!(
        (direct.name.as_str(), direct.times),
        ("Công ty Hậu Giang", 1)
    );
}

#[test]
fn a_gift_outside_every_campaign_names_its_donor_where_the_volunteer_knows_them() {
    let mut month = month();
    let now = month.ward.clock.now();
    let of_donor = |mut ask: Ask| {
        if let Ask::SaveHandover { draft, .. } = &mut ask {
            draft.source_name = "Chùa Phước Hậu".into();
        }
        ask
    };
    let gift = of_donor(hand_over(month.households[1], now, "70.000"));
    save(&mut month.ward, "Mai", &gift).unwrap();
    // Within a campaign its items say who pays, whatever was typed before it was chosen.
    let within = hand_over_in(month.households[0], now, &month.campaign, None);
    save(&mut month.ward, "Mai", &of_donor(within)).unwrap();
    month.ward.settle();
    assert!(month.ward.server.quarantine().is_empty());
    let page = month.ward.server.fund_on(today(&month));
    let lines: Vec<_> = page
        .sources
        .iter()
        .map(|line| (line.source, line.name.as_str(), line.amount.money_vnd))
        .collect();
    let of_gift = month.campaign.items[0].money_vnd;
    assert_eq!(
        lines,
        [
            (Some(Source::OwnFund), "", of_gift),
            (Some(Source::Direct), "Chùa Phước Hậu", 70_000),
        ]
    );

    // A correction keeps the donor, and the volunteer may make it: it is no payment of the office's.
    let kept = month.ward.server.household(month.households[1]).unwrap();
    let fact = kept.handovers[0].fact.id;
    let corrected = of_donor(correct_amount(month.households[1], now, fact, "80.000"));
    save(&mut month.ward, "Mai", &corrected).unwrap();
    month.ward.settle();
    let page = month.ward.server.fund_on(today(&month));
    assert_eq!(source_of(&page.sources, Some(Source::Direct)), 80_000);
}

#[test]
fn what_was_entered_wrongly_is_voided_with_a_reason_and_stays_to_be_read() {
    let month = month();
    let server = &month.ward.server;
    let day = today(&month);
    server
        .enter(&server.entry(EntryKind::Receipt, "Chùa Phước Hậu", "5 tr"))
        .unwrap();
    let id = server.fund_on(day).entries[0].entry.id;
    assert_eq!(
        fields_of(server.void(id, " ")),
        [("reason".to_owned(), Problem::Missing)]
    );
    server.void(id, "Nhập nhầm số tiền").unwrap();
    let page = server.fund_on(day);
    assert_eq!((page.entries.len(), page.account.left().money_vnd), (1, 0));
    assert_eq!(
        page.entries[0].void.as_ref().unwrap().reason,
        "Nhập nhầm số tiền"
    );
    assert_eq!(
        fields_of(server.void(id, "lần nữa")),
        [("entry".to_owned(), Problem::Unknown)]
    );
    let stranger = FactId::from_bytes([7; 16]);
    assert_eq!(
        fields_of(server.void(stranger, "không có")),
        [("entry".to_owned(), Problem::Unknown)]
    );
}
