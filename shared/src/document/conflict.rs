//! Fields that several people gave different values at once: all values are kept and shown.

use automerge::{Automerge, ObjId, ReadDoc as _, Value};

use super::fields::MapReader;
use super::{DocumentError, actor_of};
use crate::household::{FieldConflict, ProfileField, RivalValue};
use crate::id::Actor;
use crate::time::Timestamp;

/// The profile's fields with more than one value; the value shown meanwhile stands first.
pub(super) fn read(
    doc: &Automerge,
    profile: &MapReader<'_>,
) -> Result<Vec<FieldConflict>, DocumentError> {
    let mut conflicts = Vec::new();
    let fields = ProfileField::ALL.iter().copied();
    for field in fields.filter(|field| profile.has_rivals(field.code())) {
        let values = doc
            .get_all(&profile.map, field.code())
            .map_err(|_| DocumentError::Schema("profile"))?;
        let mut rivals: Vec<RivalValue> = Vec::new();
        // Automerge gives the winner last.
        for (value, op) in values.into_iter().rev() {
            let Value::Scalar(value) = value else {
                return Err(DocumentError::Schema("profile"));
            };
            let value = value
                .as_str()
                .ok_or(DocumentError::Schema("profile"))?
                .to_owned();
            if rivals.iter().all(|r| r.value != value) {
                let (actor, written_at) = author(doc, &op)?;
                rivals.push(RivalValue {
                    value,
                    actor,
                    written_at,
                });
            }
        }
        if rivals.len() > 1 {
            conflicts.push(FieldConflict {
                field,
                values: rivals,
            });
        }
    }
    Ok(conflicts)
}

fn author(doc: &Automerge, op: &ObjId) -> Result<(Actor, Timestamp), DocumentError> {
    let unknown = DocumentError::Schema("profile");
    let ObjId::Id(_, actor, _) = op else {
        return Err(unknown);
    };
    let seconds = doc
        .hash_for_opid(op)
        .and_then(|hash| doc.get_change_meta_by_hash(&hash))
        .map_or(0, |meta| meta.timestamp);
    let actor = actor_of(actor).ok_or(unknown)?;
    Ok((actor, Timestamp::from_ms(seconds.saturating_mul(1_000))))
}
