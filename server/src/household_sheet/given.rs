//! What was given to the household, what it has a right to, what was proposed for it, and its cases.

use chungtay_shared::consent::{Consent, ConsentProof};
use chungtay_shared::fund::Amount;
use chungtay_shared::handover::{Handover, Receiver};
use chungtay_shared::household::{Household, Recorded};
use chungtay_shared::money::{format_quantity, format_vnd};
use chungtay_shared::proposal::Proposed;
use chungtay_shared::support::{CaseFile, RESUME, STOP, Said, TakenBack};

use super::docx::table;
use super::{By, HouseholdSheet, lines, moment};
use crate::docx::markup::{Body, mm};
use crate::docx::text;
use crate::words;

/// Handovers, rights, proposals and cases.
pub(super) fn write(body: &mut Body, sheet: &HouseholdSheet) {
    handovers(body, sheet);
    let columns = [
        ("Đợt trao", mm(62)),
        ("Người được giao trao", mm(47)),
        ("Tình trạng", mm(40)),
    ];
    table(body, "6. Suất được nhận", &columns, rights(sheet));
    let columns = [
        ("Đề xuất", mm(70)),
        ("Người đề xuất", mm(40)),
        ("Trả lời", mm(39)),
    ];
    let proposals = sheet.kept.records().flat_map(|record| {
        let proposals = record.proposals.iter();
        proposals.map(|proposed| proposal(sheet, record, proposed))
    });
    table(body, "7. Đề xuất hỗ trợ", &columns, proposals.collect());
    let columns = [
        ("Mục đích", mm(62)),
        ("Ý kiến, bằng chứng", mm(47)),
        ("Người ghi", mm(40)),
    ];
    table(
        body,
        "8. Ý kiến về việc dùng thông tin",
        &columns,
        consents(sheet),
    );
    text::heading(body, "9. Hồ sơ hỗ trợ");
    let mut cases = 0;
    for record in sheet.kept.records() {
        for file in &record.cases {
            cases += 1;
            case(body, sheet, record, file);
        }
    }
    if cases == 0 {
        text::say(body, "Không có.");
    }
}

fn handovers(body: &mut Body, sheet: &HouseholdSheet) {
    let mut given: Vec<(&Household, &Recorded<Handover>)> = Vec::new();
    for record in sheet.kept.records() {
        given.extend(record.handovers.iter().map(|handover| (record, handover)));
    }
    given.sort_by_key(|(_, handover)| (handover.fact.at, handover.fact.id));
    let columns = [
        ("Ngày, giờ", mm(27)),
        ("Nội dung, số lượng, giá trị", mm(72)),
        ("Người trao, lúc ghi", mm(50)),
    ];
    let rows = given.iter();
    let rows = rows.map(|(record, recorded)| handover(sheet, record, recorded));
    table(body, "5. Các lần nhận hỗ trợ", &columns, rows.collect());
    let standing = sheet.kept.handovers().map(|recorded| &recorded.fact);
    let total: Amount = standing.map(amount_of).sum();
    let said = format!(
        "Tổng các lần còn hiệu lực: tiền {} đồng; hiện vật trị giá {} đồng.",
        format_vnd(total.money_vnd),
        format_vnd(total.goods_value_vnd)
    );
    text::say(body, &said);
}

const fn amount_of(handover: &Handover) -> Amount {
    Amount {
        money_vnd: handover.money_vnd,
        goods_value_vnd: handover.goods_value_vnd,
    }
}

fn worth(handover: &Handover) -> String {
    match amount(amount_of(handover)) {
        none if none.is_empty() => none,
        worth => format!("Giá trị: {worth}"),
    }
}

/// Every answer that was ever given, the newest first.
fn consents(sheet: &HouseholdSheet) -> Vec<Vec<String>> {
    let said = sheet.kept.consents();
    let line = |said: &Recorded<Consent>| {
        let consent = &said.fact;
        let by = sheet.by(By {
            actor: said.actor,
            at: consent.recorded_at,
        });
        let proof = match consent.proof {
            ConsentProof::Spoken => "nói trực tiếp".to_owned(),
            ConsentProof::Signed => "đã ký trên máy".to_owned(),
            ConsentProof::Paper => format!("giấy: {}", consent.paper),
        };
        let answers = consent.answers.iter();
        let rows = answers.map(move |(data_use, is_yes)| {
            let answer = if *is_yes {
                "Đồng ý"
            } else {
                "Không đồng ý"
            };
            vec![
                words::data_use(*data_use).to_owned(),
                format!("{answer}; {}, {proof}", consent.said_by),
                by.clone(),
            ]
        });
        rows.collect::<Vec<_>>()
    };
    said.flat_map(line).collect()
}

/// "500.000 đồng; hiện vật trị giá 170.000 đồng", as far as there is either.
fn amount(amount: Amount) -> String {
    let money = match amount.money_vnd {
        0 => String::new(),
        money => format!("{} đồng", format_vnd(money)),
    };
    let goods = match amount.goods_value_vnd {
        0 => String::new(),
        goods => format!("hiện vật trị giá {} đồng", format_vnd(goods)),
    };
    let both = [money, goods].into_iter().filter(|part| !part.is_empty());
    both.collect::<Vec<_>>().join("; ")
}

fn handover(
    sheet: &HouseholdSheet,
    record: &Household,
    recorded: &Recorded<Handover>,
) -> Vec<String> {
    let handover = &recorded.fact;
    let quantity = match handover.quantity_milli {
        0 => String::new(),
        milli => format!("{} {}", format_quantity(milli), handover.unit),
    };
    let receiver = match handover.receiver {
        Receiver::Head => "Chủ hộ nhận".to_owned(),
        Receiver::Representative | Receiver::Other => {
            let relation = match handover.relation.as_str() {
                "" => String::new(),
                relation => format!(" ({relation})"),
            };
            format!("Người nhận: {}{relation}", handover.receiver_name)
        }
    };
    let source = match handover.source {
        Some(source) => words::source(Some(source), &handover.source_name),
        None => String::new(),
    };
    let signed = if handover.signature.is_some() {
        "Đã ký trên máy"
    } else {
        ""
    };
    let voucher = match handover.voucher.as_str() {
        "" => String::new(),
        voucher => format!("Chứng từ {voucher}"),
    };
    let what = lines(&[
        format!(
            "{}, {}",
            handover.item,
            words::form(handover.form).to_lowercase()
        ),
        quantity,
        worth(handover),
        receiver,
        signed.to_owned(),
        source,
        voucher,
        handover.campaign_name.clone(),
        handover.note.clone(),
        sheet.record(record),
        sheet.corrected(record, recorded.corrected_by),
    ]);
    let by = By {
        actor: recorded.actor,
        at: handover.recorded_at,
    };
    vec![
        moment(handover.at),
        what,
        sheet.by_and_received(by, handover.id),
    ]
}

/// Every round in which it has or had a right.
fn rights(sheet: &HouseholdSheet) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for rights in &sheet.campaigns {
        for round in &rights.rounds {
            for record in sheet.kept.records() {
                let issued = round.rights.contains_key(&record.id);
                let moves = || round.moves.iter().filter(|m| m.household == record.id);
                if !issued && moves().next().is_none() {
                    continue;
                }
                // By whichever record: they are one household.
                let mut given = sheet.kept.handovers();
                let used = given.find(|handover| handover.fact.round == Some(round.id));
                let holder = round.holder(record.id);
                let state = match (used, holder) {
                    (Some(used), _) => {
                        format!("Đã trao ngày {}", used.fact.at.local_date().display())
                    }
                    (None, Some(_)) => "Chưa trao".to_owned(),
                    (None, None) => "Đã rút".to_owned(),
                };
                let why = moves().next_back().map(|moved| moved.reason.clone());
                let holder = holder.map(|holder| sheet.name(holder).to_owned());
                rows.push(vec![
                    format!(
                        "{}, {} ({})",
                        round.item.name, round.name, rights.campaign.name
                    ),
                    holder.unwrap_or_default(),
                    lines(&[state, why.unwrap_or_default(), sheet.record(record)]),
                ]);
            }
        }
    }
    rows
}

fn proposal(sheet: &HouseholdSheet, record: &Household, proposed: &Proposed) -> Vec<String> {
    let proposal = &proposed.fact;
    let worth = Amount {
        money_vnd: proposal.money_vnd,
        goods_value_vnd: proposal.goods_value_vnd,
    };
    let answer = proposed.answer.as_ref().map(|answer| {
        let said = if answer.granted {
            "Đồng ý"
        } else {
            "Không đồng ý"
        };
        let day = answer.recorded_at.local_date().display();
        lines(&[format!("{said}, {day}"), answer.reason.clone()])
    });
    let by = By {
        actor: proposed.actor,
        at: proposal.recorded_at,
    };
    vec![
        lines(&[
            proposal.item.clone(),
            amount(worth),
            proposal.reason.clone(),
            sheet.record(record),
        ]),
        sheet.by(by),
        answer.unwrap_or_else(|| match sheet.corrected(record, proposed.corrected_by) {
            taken_back if taken_back.is_empty() => "Chưa trả lời".to_owned(),
            taken_back => taken_back,
        }),
    ]
}

fn case(body: &mut Body, sheet: &HouseholdSheet, record: &Household, file: &CaseFile) {
    let case = &file.case;
    let estimate = match case.estimate_vnd {
        0 => String::new(),
        vnd => format!("Ước tính {} đồng", format_vnd(vnd)),
    };
    let by = By {
        actor: file.actor,
        at: case.recorded_at,
    };
    let opened = lines(&[
        format!("{}, khảo sát ngày {}", case.item.name, case.on.display()),
        case.need.clone(),
        estimate,
        format!("Người mở: {}", sheet.by(by)),
        sheet.record(record),
        taken_back(file.taken_back.as_ref()),
    ]);
    text::say(body, &format!("{opened}."));
    let columns = [
        ("Ngày, bước", mm(45)),
        ("Nội dung", mm(59)),
        ("Người ghi", mm(45)),
    ];
    let rows = file.steps.iter().map(|said| step(sheet, file, said));
    table(body, "Các bước:", &columns, rows.collect());
}

fn step(sheet: &HouseholdSheet, file: &CaseFile, said: &Said) -> Vec<String> {
    let step = &said.step;
    let rule = file.plan().iter().find(|rule| rule.code == step.code);
    let name = match step.code.as_str() {
        STOP => "Tạm dừng",
        RESUME => "Tiếp tục",
        code => rule.map_or(code, |rule| rule.name.as_str()),
    };
    let decision = step.decision.as_ref().map(|decision| {
        let (number, signer) = (&decision.number, &decision.signed_by);
        format!(
            "Quyết định {number} ngày {}, {signer}",
            decision.on.display()
        )
    });
    let parts = step.parts.iter().map(|part| {
        let source = words::source(Some(part.source), &part.name);
        format!("{source}: {}", amount(part.amount))
    });
    let own = match amount(step.own_share) {
        own if own.is_empty() => own,
        own => format!("Vốn của hộ: {own}"),
    };
    let building = step.building.map(|building| {
        let area = format_quantity(building.area_milli);
        format!("{area} m², {}", words::hard_parts(building).join(", "))
    });
    let what = lines(&[
        decision.unwrap_or_default(),
        parts.collect::<Vec<_>>().join("; "),
        own,
        building.unwrap_or_default(),
        step.note.clone(),
        taken_back(said.taken_back.as_ref()),
    ]);
    let by = By {
        actor: said.actor,
        at: step.recorded_at,
    };
    vec![format!("{}, {name}", step.on.display()), what, sheet.by(by)]
}

fn taken_back(taken_back: Option<&TakenBack>) -> String {
    let why = taken_back.map(|back| {
        format!(
            "Đã rút ngày {}: {}",
            back.recorded_at.local_date().display(),
            back.reason
        )
    });
    why.unwrap_or_default()
}
