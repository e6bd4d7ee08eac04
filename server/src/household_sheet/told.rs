//! What was decided about the household, what became of it, and who came to see it.

use chungtay_shared::household::{Household, Recorded};
use chungtay_shared::life::LifeEvent;
use chungtay_shared::time::LocalDate;
use chungtay_shared::visit::Visit;

use super::docx::table;
use super::{By, HouseholdSheet, lines, moment};
use crate::docx::markup::{Body, mm};
use crate::words;

/// Statuses, life events and visits, the oldest first.
pub(super) fn write(body: &mut Body, sheet: &HouseholdSheet) {
    let columns = [
        ("Loại hộ, quyết định", mm(50)),
        ("Thời hạn", mm(40)),
        ("Người ghi", mm(59)),
    ];
    table(body, "2. Loại hộ", &columns, statuses(sheet));
    let columns = [
        ("Từ ngày", mm(24)),
        ("Biến động", mm(70)),
        ("Người quyết định", mm(55)),
    ];
    let life = sheet.kept.records().flat_map(|record| {
        let events = record.life.iter();
        events.map(|event| life(sheet, record, event))
    });
    table(body, "3. Biến động của hộ", &columns, life.collect());
    let columns = [
        ("Ngày, giờ", mm(27)),
        ("Nội dung", mm(72)),
        ("Người thăm, lúc ghi", mm(50)),
    ];
    let mut visits: Vec<(&Household, &Recorded<Visit>)> = Vec::new();
    for record in sheet.kept.records() {
        visits.extend(record.visits.iter().map(|visit| (record, visit)));
    }
    visits.sort_by_key(|(_, visit)| (visit.fact.at, visit.fact.id));
    let visits = visits.into_iter();
    let visits = visits.map(|(record, recorded)| visit(sheet, record, recorded));
    table(body, "4. Các lần thăm", &columns, visits.collect());
}

fn statuses(sheet: &HouseholdSheet) -> Vec<Vec<String>> {
    let of = |record: &Household| {
        let statuses = record.statuses.iter().map(|recorded| {
            let status = &recorded.fact;
            let by = By {
                actor: recorded.actor,
                at: status.recorded_at,
            };
            let decision = match status.decision.as_str() {
                "" if status.is_proposed() => "Mới là đề nghị, chưa có quyết định".to_owned(),
                "" => String::new(),
                number => format!("Quyết định {number}"),
            };
            let what = lines(&[
                words::category(Some(status.category)).to_owned(),
                decision,
                sheet.record(record),
            ]);
            let to = status.to.map(LocalDate::display);
            let to = to.map(|to| format!(" đến {to}")).unwrap_or_default();
            let corrected = sheet.corrected(record, recorded.corrected_by);
            vec![
                what,
                format!("Từ {}{to}", status.from.display()),
                lines(&[sheet.by(by), corrected]),
            ]
        });
        statuses.collect::<Vec<_>>()
    };
    sheet.kept.records().flat_map(of).collect()
}

fn life(sheet: &HouseholdSheet, record: &Household, recorded: &Recorded<LifeEvent>) -> Vec<String> {
    let event = &recorded.fact;
    let other = event.other.and_then(|id| sheet.heads.get(&id));
    let what = match other {
        Some(head) => format!("{}: {head}", words::life(event.kind)),
        None => words::life(event.kind).to_owned(),
    };
    let by = By {
        actor: recorded.actor,
        at: event.recorded_at,
    };
    vec![
        event.on.display(),
        lines(&[what, event.reason.clone(), sheet.record(record)]),
        sheet.by(by),
    ]
}

fn visit(sheet: &HouseholdSheet, record: &Household, recorded: &Recorded<Visit>) -> Vec<String> {
    let visit = &recorded.fact;
    let needs: Vec<&str> = visit.needs.iter().map(|need| words::need(*need)).collect();
    let needs = match needs[..] {
        [] => String::new(),
        _ => format!("Thiếu hụt: {}", needs.join(", ")),
    };
    let met = match visit.met_name.as_str() {
        "" => words::met(visit.met).to_owned(),
        name => format!("{}: {name}", words::met(visit.met)),
    };
    let degrees = |milli: i32| f64::from(milli) / 1_000.0;
    let place = visit.place.map(|place| {
        let (lat, lon) = (
            degrees(place.lat_milli_degrees),
            degrees(place.lon_milli_degrees),
        );
        format!("Vị trí {lat:.3}, {lon:.3}")
    });
    let seen = visit.change_seen.map_or("", words::change_seen);
    let what = lines(&[
        words::purpose(visit.purpose).to_owned(),
        met,
        needs,
        seen.to_owned(),
        visit.note.clone(),
        place.unwrap_or_default(),
        sheet.record(record),
        sheet.corrected(record, recorded.corrected_by),
    ]);
    let by = By {
        actor: recorded.actor,
        at: visit.recorded_at,
    };
    vec![moment(visit.at), what, sheet.by_and_received(by, visit.id)]
}
