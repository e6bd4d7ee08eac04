//! A household out of its document.

use std::collections::BTreeMap;

use super::fields::MapReader;
use super::{Document, DocumentError, Kind, conflict, consent, life, proposal, support};
use crate::fund::Source;
use crate::handover::{AidForm, Handover, Receiver};
use crate::household::{Category, Correction, Household, Profile, ProfileField, Recorded, Status};
use crate::id::{DocId, FactId};
use crate::life::ChangeSeen;
use crate::signature::Signature;
use crate::time::Timestamp;
use crate::visit::{Met, Need, Place, Purpose, Visit};

impl Document {
    /// What kind of document this is.
    pub fn kind(&self) -> Result<Kind, DocumentError> {
        kind(&MapReader::root(self.automerge()))
    }

    /// Everything a household's document says.
    pub fn household(&self) -> Result<Household, DocumentError> {
        let root = MapReader::root(self.automerge());
        if kind(&root)? != Kind::Household {
            return Err(DocumentError::Schema("kind"));
        }
        let described = root.child("profile")?;
        let corrections = facts(&root, "corrections", correction)?;
        let corrected_by = standing(&corrections);
        let mut household = Household {
            id: document_id(&root)?,
            commune: root.text("commune")?,
            import_key: root.text("import_key")?,
            profile: profile(&described)?,
            conflicts: conflict::read(self.automerge(), &described)?,
            statuses: facts(&root, "statuses", status)?,
            visits: facts(&root, "visits", visit)?,
            handovers: facts(&root, "handovers", handover)?,
            proposals: proposal::read(&root, &corrected_by)?,
            corrections,
            life: life::read(&root)?,
            cases: support::read(&root)?,
            consents: consent::read(&root)?,
        };
        mark(&mut household.statuses, |f| f.id, &corrected_by);
        mark(&mut household.visits, |f| f.id, &corrected_by);
        mark(&mut household.handovers, |f| f.id, &corrected_by);
        household
            .statuses
            .sort_by_key(|s| (s.fact.from, s.fact.recorded_at, s.fact.id));
        household
            .visits
            .sort_by_key(|v| std::cmp::Reverse((v.fact.at, v.fact.id)));
        household
            .handovers
            .sort_by_key(|h| std::cmp::Reverse((h.fact.at, h.fact.id)));
        household
            .corrections
            .sort_by_key(|c| (c.fact.recorded_at, c.fact.id));
        Ok(household)
    }
}

fn kind(root: &MapReader<'_>) -> Result<Kind, DocumentError> {
    root.code("kind", |code| match code {
        "household" => Some(Kind::Household),
        "campaign" => Some(Kind::Campaign),
        "fund" => Some(Kind::Fund),
        _ => None,
    })
}

pub(super) fn document_id(root: &MapReader<'_>) -> Result<DocId, DocumentError> {
    let bytes = root
        .bytes_if_any("id")?
        .ok_or(DocumentError::Schema("id"))?;
    DocId::try_from(bytes.as_slice()).map_err(|_| DocumentError::Schema("id"))
}

/// Which facts no longer stand, and by which correction.
///
/// Two people may correct one fact at once. The later correction (by its clock, then its id)
/// counts; what the other put in its place does not stand either, so nothing is counted twice.
fn standing(corrections: &[Recorded<Correction>]) -> BTreeMap<FactId, FactId> {
    let mut winner: BTreeMap<FactId, &Correction> = BTreeMap::new();
    for correction in corrections.iter().map(|c| &c.fact) {
        let held = winner.entry(correction.corrects).or_insert(correction);
        if (correction.recorded_at, correction.id) > (held.recorded_at, held.id) {
            *held = correction;
        }
    }
    let mut corrected_by: BTreeMap<FactId, FactId> = winner
        .iter()
        .map(|(fact, correction)| (*fact, correction.id))
        .collect();
    for correction in corrections.iter().map(|c| &c.fact) {
        let won = winner
            .get(&correction.corrects)
            .is_some_and(|w| w.id == correction.id);
        if let (false, Some(replacement)) = (won, correction.replacement) {
            let by = corrected_by[&correction.corrects];
            corrected_by.entry(replacement).or_insert(by);
        }
    }
    corrected_by
}

fn mark<T>(
    facts: &mut [Recorded<T>],
    id: impl Fn(&T) -> FactId,
    corrected_by: &BTreeMap<FactId, FactId>,
) {
    for recorded in facts {
        recorded.corrected_by = corrected_by.get(&id(&recorded.fact)).copied();
    }
}

fn facts<T>(
    root: &MapReader<'_>,
    name: &'static str,
    read: impl Fn(FactId, &MapReader<'_>) -> Result<T, DocumentError>,
) -> Result<Vec<Recorded<T>>, DocumentError> {
    root.child(name)?
        .children(name)?
        .iter()
        .map(|(key, actor, map)| {
            let id = key.parse().map_err(|_| DocumentError::Schema(name))?;
            Ok(Recorded {
                fact: read(id, map)?,
                actor: *actor,
                corrected_by: None,
            })
        })
        .collect()
}

fn profile(map: &MapReader<'_>) -> Result<Profile, DocumentError> {
    let mut profile = Profile::default();
    for field in ProfileField::ALL.iter().copied() {
        profile.set(field, map.text(field.code())?);
    }
    Ok(profile)
}

fn status(id: FactId, map: &MapReader<'_>) -> Result<Status, DocumentError> {
    Ok(Status {
        id,
        category: map.code("category", Category::from_code)?,
        standard: map.text("standard")?,
        decision: map.text("decision")?,
        from: map.parsed("from")?,
        to: map.parsed_if_any("to")?,
        recorded_at: map.timestamp("recorded_at")?,
    })
}

fn visit(id: FactId, map: &MapReader<'_>) -> Result<Visit, DocumentError> {
    let place = match (map.int_if_any("lat")?, map.int_if_any("lon")?) {
        (Some(lat), Some(lon)) => Some(place(lat, lon)?),
        _ => None,
    };
    Ok(Visit {
        id,
        at: map.timestamp("at")?,
        purpose: map.code("purpose", Purpose::from_code)?,
        met: map.code("met", Met::from_code)?,
        met_name: map.text("met_name")?,
        needs: map
            .text("needs")?
            .split_whitespace()
            .map(|code| Need::from_code(code).ok_or(DocumentError::Schema("needs")))
            .collect::<Result<_, _>>()?,
        note: map.text("note")?,
        place,
        change_seen: map.code_if_any("change_seen", ChangeSeen::from_code)?,
        recorded_at: map.timestamp("recorded_at")?,
    })
}

fn place(lat: i64, lon: i64) -> Result<Place, DocumentError> {
    let milli = |value: i64, max: i32| {
        i32::try_from(value)
            .ok()
            .filter(|v| v.abs() <= max)
            .ok_or(DocumentError::Schema("place"))
    };
    Ok(Place {
        lat_milli_degrees: milli(lat, 90_000)?,
        lon_milli_degrees: milli(lon, 180_000)?,
    })
}

fn handover(id: FactId, map: &MapReader<'_>) -> Result<Handover, DocumentError> {
    let signature = map
        .bytes_if_any("signature")?
        .map(|bytes| Signature::from_bytes(&bytes))
        .transpose()
        .map_err(|_| DocumentError::Schema("signature"))?;
    Ok(Handover {
        id,
        at: map.timestamp("at")?,
        campaign: map.parsed_if_any("campaign")?,
        campaign_name: map.text("campaign_name")?,
        round: map.parsed_if_any("round")?,
        item: map.text("item")?,
        form: map.code("form", AidForm::from_code)?,
        money_vnd: map.int("money_vnd")?,
        quantity_milli: map.int("quantity_milli")?,
        unit: map.text("unit")?,
        goods_value_vnd: map.int("goods_value_vnd")?,
        receiver: map.code("receiver", Receiver::from_code)?,
        receiver_name: map.text("receiver_name")?,
        relation: map.text("relation")?,
        signature,
        note: map.text("note")?,
        case: map.parsed_if_any("case")?,
        source: map.code_if_any("source", Source::from_code)?,
        source_name: map.text("source_name")?,
        voucher: map.text("voucher")?,
        recorded_at: map.timestamp("recorded_at")?,
    })
}

fn correction(id: FactId, map: &MapReader<'_>) -> Result<Correction, DocumentError> {
    let recorded_at: Timestamp = map.timestamp("recorded_at")?;
    Ok(Correction {
        id,
        corrects: map.parsed("corrects")?,
        replacement: map.parsed_if_any("replacement")?,
        reason: map.text("reason")?,
        recorded_at,
    })
}
