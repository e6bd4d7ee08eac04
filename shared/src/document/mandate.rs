//! A campaign's mandate in its document: maps at its root, under `governing:<id>`, whole numbers under
//! `target:<code>`, and texts under `meant:<id of the item>`. The office alone writes them, and writes them as they now are.

use automerge::transaction::{Transactable as _, Transaction};
use automerge::{AutomergeError, ObjType, ROOT, ReadDoc as _};

use super::fields::MapReader;
use super::write::put_text;
use super::{Author, Document, DocumentError, Written};
use crate::campaign::{Eligibility, Governing, Indicator, Mandate};

const GOVERNING: &str = "governing:";
const MEANT: &str = "meant:";

const fn key_of(target: Indicator) -> &'static str {
    match target {
        Indicator::Visited => "target:visited",
        Indicator::Aided => "target:aided",
        Indicator::Given => "target:given_vnd",
        Indicator::Raised => "target:raised_vnd",
    }
}

impl Document {
    /// Writes a campaign's mandate as it now is.
    pub fn set_mandate(
        &mut self,
        author: Author,
        mandate: &Mandate,
    ) -> Result<Written, DocumentError> {
        let before = self.mandate()?;
        self.change(author, |tx| {
            put_documents(tx, &before, mandate)?;
            put_meant(tx, &before, mandate)?;
            for indicator in Indicator::ALL {
                let key = key_of(*indicator);
                let target = mandate.targets.get(indicator);
                match (before.targets.get(indicator), target) {
                    (old, Some(target)) if old != Some(target) => tx.put(ROOT, key, *target)?,
                    (Some(_), None) => tx.delete(ROOT, key)?,
                    _ => {}
                }
            }
            Ok(())
        })
    }

    /// What a campaign rests on and aims at.
    pub fn mandate(&self) -> Result<Mandate, DocumentError> {
        let root = MapReader::root(self.automerge());
        let mut documents = root
            .facts_under(GOVERNING)?
            .into_iter()
            .map(|(id, _, map)| {
                let document = Governing {
                    id,
                    number: map.text("number")?,
                    on: map.parsed("on")?,
                    issuer: map.text("issuer")?,
                    title: map.text("title")?,
                };
                Ok((map.int("order")?, document))
            })
            .collect::<Result<Vec<_>, DocumentError>>()?;
        documents.sort_by_key(|(order, document)| (*order, document.id));
        let mut mandate = Mandate {
            documents: documents.into_iter().map(|(_, d)| d).collect(),
            ..Mandate::default()
        };
        for (item, text) in root.texts_under(MEANT)? {
            let meant = Eligibility::from_text(&text).ok_or(DocumentError::Schema("meant"))?;
            mandate.meant_for.insert(item, meant);
        }
        for indicator in Indicator::ALL {
            let target = root.int_if_any(key_of(*indicator))?;
            mandate.targets.extend(target.map(|t| (*indicator, t)));
        }
        Ok(mandate)
    }
}

/// Each document is written anew; those that are gone are deleted.
fn put_documents(
    tx: &mut Transaction<'_>,
    before: &Mandate,
    mandate: &Mandate,
) -> Result<(), AutomergeError> {
    for old in &before.documents {
        if mandate.documents.iter().all(|new| new.id != old.id) {
            tx.delete(ROOT, format!("{GOVERNING}{}", old.id))?;
        }
    }
    for (order, document) in (0_i64..).zip(&mandate.documents) {
        let key = format!("{GOVERNING}{}", document.id);
        if before
            .documents
            .get(usize::try_from(order).unwrap_or(usize::MAX))
            == Some(document)
            && tx.get(ROOT, key.as_str())?.is_some()
        {
            continue;
        }
        let map = tx.put_object(ROOT, key, ObjType::Map)?;
        tx.put(&map, "order", order)?;
        tx.put(&map, "on", document.on.to_string())?;
        for (key, text) in [
            ("number", &document.number),
            ("issuer", &document.issuer),
            ("title", &document.title),
        ] {
            put_text(tx, &map, key, text)?;
        }
    }
    Ok(())
}

fn put_meant(
    tx: &mut Transaction<'_>,
    before: &Mandate,
    mandate: &Mandate,
) -> Result<(), AutomergeError> {
    for item in before.meant_for.keys() {
        if !mandate.meant_for.contains_key(item) {
            tx.delete(ROOT, format!("{MEANT}{item}"))?;
        }
    }
    for (item, meant) in &mandate.meant_for {
        if before.meant_for.get(item) != Some(meant) {
            tx.put(ROOT, format!("{MEANT}{item}"), meant.to_text())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::Campaign;
    use crate::household::Category;
    use crate::id::{Actor, DocId, FactId};
    use crate::time::Timestamp;

    fn document(n: u8, number: &str) -> Governing {
        Governing {
            id: FactId::from_bytes([n; 16]),
            number: number.into(),
            on: "2022-10-11".parse().unwrap(),
            issuer: "Thành ủy".into(),
            title: String::new(),
        }
    }

    fn poor(on: &str) -> Eligibility {
        Eligibility {
            categories: [Category::Poor].into(),
            on: on.parse().ok(),
            ..Eligibility::default()
        }
    }

    #[test]
    fn what_was_set_last_stands_in_the_order_it_was_given_in() {
        let author = Author {
            actor: Actor::from_bytes([9; 16]),
            at: Timestamp::from_ms(1_792_200_600_000),
        };
        let campaign = Campaign {
            id: DocId::from_bytes([7; 16]),
            commune: "99001".into(),
            name: "Tháng cao điểm".into(),
            from: "2026-10-17".parse().unwrap(),
            to: "2026-11-18".parse().unwrap(),
            items: Vec::new(),
            has_rounds: false,
        };
        let (mut stored, _) = Document::new_campaign(author, &campaign).unwrap();
        assert_eq!(stored.mandate(), Ok(Mandate::default()));
        let (letter, plan) = (document(2, "605-CV/TU"), document(1, "01/KH-MTTQ"));
        for mandate in [
            Mandate {
                documents: vec![letter.clone(), plan.clone()],
                targets: [(Indicator::Visited, 500), (Indicator::Raised, 90_000_000)].into(),
                meant_for: [(document(1, "").id, poor("2026-10-31"))].into(),
            },
            Mandate {
                documents: vec![plan, document(3, "12-TB/ĐU")],
                targets: [(Indicator::Visited, 450)].into(),
                meant_for: [
                    (document(1, "").id, poor("2026-10-31")),
                    (document(2, "").id, poor("2026-11-15")),
                ]
                .into(),
            },
            Mandate {
                documents: vec![letter],
                targets: [(Indicator::Aided, 60)].into(),
                meant_for: [(document(2, "").id, poor("2026-11-18"))].into(),
            },
            Mandate::default(),
        ] {
            stored.set_mandate(author, &mandate).unwrap();
            let read = Document::load(&stored.save()).unwrap().mandate();
            assert_eq!(read, Ok(mandate));
        }
        assert_eq!(stored.campaign(), Ok(campaign));
    }
}
