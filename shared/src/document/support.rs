//! Aid that takes time, in a household's document: maps at its root, under `case:<id>` and `step:<id>`,
//! which anybody writes as far as the gate lets them; why a case or a step was said wrongly, under
//! `unstep:<id of the case or step>`, which the office writes.

use automerge::transaction::{Transactable as _, Transaction};
use automerge::{AutomergeError, ObjId, ObjType, ROOT};

use super::campaign::{put_item, read_item};
use super::fields::MapReader;
use super::write::{put_text, put_time};
use super::{Author, Document, DocumentError, Written};
use crate::fund::{Amount, Source};
use crate::id::FactId;
use crate::support::{Building, Case, CaseFile, Decision, Part, Said, Step, TakenBack};

const CASE: &str = "case:";
const STEP: &str = "step:";
const UNSTEP: &str = "unstep:";

impl Document {
    /// Opens a case.
    pub fn open_case(&mut self, author: Author, case: &Case) -> Result<Written, DocumentError> {
        self.change(author, |tx| {
            let map = tx.put_object(ROOT, format!("{CASE}{}", case.id), ObjType::Map)?;
            tx.put(&map, "campaign", case.campaign.to_string())?;
            put_text(tx, &map, "campaign_name", &case.campaign_name)?;
            let item = tx.put_object(&map, "item", ObjType::Map)?;
            tx.put(&item, "id", case.item.id.to_string())?;
            put_item(tx, &item, &case.item)?;
            tx.put(&map, "on", case.on.to_string())?;
            put_text(tx, &map, "need", &case.need)?;
            put_vnd(tx, &map, "estimate_vnd", case.estimate_vnd)?;
            put_time(tx, &map, "recorded_at", case.recorded_at)
        })
    }

    /// Notes a step of a case.
    pub fn note_step(&mut self, author: Author, step: &Step) -> Result<Written, DocumentError> {
        self.change(author, |tx| {
            let map = tx.put_object(ROOT, format!("{STEP}{}", step.id), ObjType::Map)?;
            tx.put(&map, "case", step.case.to_string())?;
            tx.put(&map, "code", step.code.as_str())?;
            tx.put(&map, "on", step.on.to_string())?;
            put_text(tx, &map, "note", &step.note)?;
            if let Some(decision) = &step.decision {
                tx.put(&map, "number", decision.number.as_str())?;
                tx.put(&map, "decided_on", decision.on.to_string())?;
                put_text(tx, &map, "signed_by", &decision.signed_by)?;
            }
            if !step.parts.is_empty() {
                let parts = tx.put_object(&map, "parts", ObjType::Map)?;
                for (place, part) in step.parts.iter().enumerate() {
                    put_part(tx, &parts, place, part)?;
                }
            }
            put_vnd(tx, &map, "own_money_vnd", step.own_share.money_vnd)?;
            let own_goods = step.own_share.goods_value_vnd;
            put_vnd(tx, &map, "own_goods_value_vnd", own_goods)?;
            if let Some(building) = step.building {
                put_building(tx, &map, building)?;
            }
            put_time(tx, &map, "recorded_at", step.recorded_at)
        })
    }

    /// Says that a case or a step was said wrongly.
    pub fn take_back_step(
        &mut self,
        author: Author,
        fact: FactId,
        taken_back: &TakenBack,
    ) -> Result<Written, DocumentError> {
        self.change(author, |tx| {
            let map = tx.put_object(ROOT, format!("{UNSTEP}{fact}"), ObjType::Map)?;
            tx.put(&map, "reason", taken_back.reason.as_str())?;
            put_time(tx, &map, "recorded_at", taken_back.recorded_at)
        })
    }
}

fn put_vnd(
    tx: &mut Transaction<'_>,
    map: &ObjId,
    key: &str,
    value_vnd: i64,
) -> Result<(), AutomergeError> {
    if value_vnd == 0 {
        Ok(())
    } else {
        tx.put(map, key, value_vnd)
    }
}

fn put_part(
    tx: &mut Transaction<'_>,
    parts: &ObjId,
    place: usize,
    part: &Part,
) -> Result<(), AutomergeError> {
    let map = tx.put_object(parts, place.to_string(), ObjType::Map)?;
    tx.put(&map, "source", part.source.code())?;
    put_text(tx, &map, "source_name", &part.name)?;
    put_vnd(tx, &map, "money_vnd", part.amount.money_vnd)?;
    put_vnd(tx, &map, "goods_value_vnd", part.amount.goods_value_vnd)
}

fn put_building(
    tx: &mut Transaction<'_>,
    map: &ObjId,
    building: Building,
) -> Result<(), AutomergeError> {
    tx.put(map, "area_milli", building.area_milli)?;
    for (key, is_hard) in [
        ("hard_floor", building.hard_floor),
        ("hard_frame", building.hard_frame),
        ("hard_roof", building.hard_roof),
    ] {
        if is_hard {
            tx.put(map, key, true)?;
        }
    }
    Ok(())
}

/// Every case with all that was said of it, newest first.
pub(super) fn read(root: &MapReader<'_>) -> Result<Vec<CaseFile>, DocumentError> {
    let mut files = root
        .facts_under(CASE)?
        .into_iter()
        .map(|(id, actor, map)| {
            Ok(CaseFile {
                case: case(id, &map)?,
                actor,
                taken_back: None,
                steps: Vec::new(),
            })
        })
        .collect::<Result<Vec<_>, DocumentError>>()?;
    for (id, actor, map) in root.facts_under(STEP)? {
        let step = step(id, &map)?;
        let file = files.iter_mut().find(|file| file.case.id == step.case);
        let file = file.ok_or(DocumentError::Schema("step"))?;
        file.steps.push(Said {
            step,
            actor,
            taken_back: None,
        });
    }
    for (id, _, map) in root.facts_under(UNSTEP)? {
        let of = place_of(&mut files, id).ok_or(DocumentError::Schema("unstep"))?;
        *of = Some(TakenBack {
            reason: map.text("reason")?,
            recorded_at: map.timestamp("recorded_at")?,
        });
    }
    for file in &mut files {
        file.steps
            .sort_by_key(|said| (said.step.recorded_at, said.step.id));
    }
    files
        .sort_by_key(|file| std::cmp::Reverse((file.case.on, file.case.recorded_at, file.case.id)));
    Ok(files)
}

/// Where it stands whether a case or a step was taken back.
fn place_of(files: &mut [CaseFile], id: FactId) -> Option<&mut Option<TakenBack>> {
    for file in files {
        if file.case.id == id {
            return Some(&mut file.taken_back);
        }
        if let Some(said) = file.steps.iter_mut().find(|said| said.step.id == id) {
            return Some(&mut said.taken_back);
        }
    }
    None
}

fn case(id: FactId, map: &MapReader<'_>) -> Result<Case, DocumentError> {
    let item = map.child("item")?;
    Ok(Case {
        id,
        campaign: map.parsed("campaign")?,
        campaign_name: map.text("campaign_name")?,
        item: read_item(item.parsed("id")?, &item)?,
        on: map.parsed("on")?,
        need: map.text("need")?,
        estimate_vnd: map.int("estimate_vnd")?,
        recorded_at: map.timestamp("recorded_at")?,
    })
}

fn step(id: FactId, map: &MapReader<'_>) -> Result<Step, DocumentError> {
    let number = map.text("number")?;
    let decision = if number.is_empty() {
        None
    } else {
        Some(Decision {
            number,
            on: map.parsed("decided_on")?,
            signed_by: map.text("signed_by")?,
        })
    };
    let building = match map.int("area_milli")? {
        0 => None,
        area_milli => Some(Building {
            area_milli,
            hard_floor: map.flag("hard_floor")?,
            hard_frame: map.flag("hard_frame")?,
            hard_roof: map.flag("hard_roof")?,
        }),
    };
    Ok(Step {
        id,
        case: map.parsed("case")?,
        code: map.text("code")?,
        on: map.parsed("on")?,
        note: map.text("note")?,
        decision,
        parts: parts(map)?,
        own_share: Amount {
            money_vnd: map.int("own_money_vnd")?,
            goods_value_vnd: map.int("own_goods_value_vnd")?,
        },
        building,
        recorded_at: map.timestamp("recorded_at")?,
    })
}

/// The parts in their order, which their keys count.
fn parts(map: &MapReader<'_>) -> Result<Vec<Part>, DocumentError> {
    if !map.has_under("parts") {
        return Ok(Vec::new());
    }
    let mut parts = map
        .child("parts")?
        .children("parts")?
        .iter()
        .map(|(place, _, map)| {
            let place: u32 = place.parse().map_err(|_| DocumentError::Schema("parts"))?;
            let part = Part {
                source: map.code("source", Source::from_code)?,
                name: map.text("source_name")?,
                amount: Amount {
                    money_vnd: map.int("money_vnd")?,
                    goods_value_vnd: map.int("goods_value_vnd")?,
                },
            };
            Ok((place, part))
        })
        .collect::<Result<Vec<_>, DocumentError>>()?;
    parts.sort_by_key(|(place, _)| *place);
    Ok(parts.into_iter().map(|(_, part)| part).collect())
}
