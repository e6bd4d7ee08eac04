//! What a household agrees to, in its document: maps at the document's root, under `consent:<id>`.

use std::collections::BTreeMap;

use automerge::ROOT;
use automerge::transaction::Transactable as _;

use super::fields::MapReader;
use super::write::{put_text, put_time};
use super::{Author, Document, DocumentError, Written};
use crate::consent::{Consent, ConsentProof, DataUse};
use crate::household::Recorded;
use crate::id::FactId;
use crate::signature::Signature;

const CONSENT: &str = "consent:";

impl Document {
    /// Adds what somebody of the household said.
    pub fn add_consent(
        &mut self,
        author: Author,
        consent: &Consent,
    ) -> Result<Written, DocumentError> {
        let codes = |answer: bool| {
            let said = consent.answers.iter().filter(|(_, said)| **said == answer);
            let codes: Vec<&str> = said.map(|(data_use, _)| data_use.code()).collect();
            codes.join(" ")
        };
        self.change(author, |tx| {
            let key = format!("{CONSENT}{}", consent.id);
            let map = tx.put_object(ROOT, key, automerge::ObjType::Map)?;
            put_text(tx, &map, "agreed", &codes(true))?;
            put_text(tx, &map, "refused", &codes(false))?;
            put_text(tx, &map, "said_by", &consent.said_by)?;
            tx.put(&map, "proof", consent.proof.code())?;
            put_text(tx, &map, "paper", &consent.paper)?;
            if let Some(signature) = &consent.signature {
                tx.put(&map, "signature", signature.to_bytes())?;
            }
            put_text(tx, &map, "note", &consent.note)?;
            if !consent.after.is_empty() {
                let ids: Vec<&[u8]> = consent.after.iter().map(|id| &id.as_bytes()[..]).collect();
                tx.put(&map, "after", ids.concat())?;
            }
            put_time(tx, &map, "recorded_at", consent.recorded_at)
        })
    }
}

/// All that was said, newest first.
pub(super) fn read(root: &MapReader<'_>) -> Result<Vec<Recorded<Consent>>, DocumentError> {
    let mut consents = root
        .facts_under(CONSENT)?
        .into_iter()
        .map(|(id, actor, map)| {
            Ok(Recorded {
                fact: consent(id, &map)?,
                actor,
                corrected_by: None,
            })
        })
        .collect::<Result<Vec<_>, DocumentError>>()?;
    consents.sort_by_key(|c| std::cmp::Reverse((c.fact.recorded_at, c.fact.id)));
    Ok(consents)
}

fn consent(id: FactId, map: &MapReader<'_>) -> Result<Consent, DocumentError> {
    let mut answers = BTreeMap::new();
    for (key, answer) in [("agreed", true), ("refused", false)] {
        for code in map.text(key)?.split_whitespace() {
            let data_use = DataUse::from_code(code).ok_or(DocumentError::Schema(key))?;
            // One that is said twice in one breath is a no.
            answers.insert(data_use, answer);
        }
    }
    Ok(Consent {
        id,
        answers,
        said_by: map.text("said_by")?,
        proof: map.code("proof", ConsentProof::from_code)?,
        paper: map.text("paper")?,
        signature: map
            .bytes_if_any("signature")?
            .map(|bytes| Signature::from_bytes(&bytes))
            .transpose()
            .map_err(|_| DocumentError::Schema("signature"))?,
        note: map.text("note")?,
        recorded_at: map.timestamp("recorded_at")?,
        after: after(map)?,
    })
}

/// Identifiers one behind the other; none where nothing was known.
fn after(map: &MapReader<'_>) -> Result<Vec<FactId>, DocumentError> {
    let bytes = map.bytes_if_any("after")?.unwrap_or_default();
    let (ids, rest) = bytes.as_chunks();
    if !rest.is_empty() {
        return Err(DocumentError::Schema("after"));
    }
    Ok(ids.iter().copied().map(FactId::from_bytes).collect())
}
