//! Rounds and the moves of their rights in a campaign's document: maps at its root, under
//! `round:<id>` and `move:<id>`; what a person found of a doubtful handover, under
//! `settled:<id of the handover>`. The rights of a round are issued at once and never edited, so they
//! are one value: for each holder the actor, the number of households in two bytes (big end first),
//! and the households' ids.

use std::collections::BTreeMap;

use automerge::transaction::Transactable as _;
use automerge::{ObjType, ROOT};

use super::campaign::{put_item, read_item};
use super::custody;
use super::fields::MapReader;
use super::write::{put_text, put_time};
use super::{Author, Document, DocumentError, Written};
use crate::campaign::Eligibility;
use crate::id::{Actor, DocId, FactId};
use crate::round::{Basis, CampaignRights, Move, Round, Settled};

const ROUND: &str = "round:";
const MOVE: &str = "move:";
const SETTLED: &str = "settled:";

impl Document {
    /// A campaign with everything that bears on its rights.
    pub fn rights(&self) -> Result<CampaignRights, DocumentError> {
        let root = MapReader::root(self.automerge());
        Ok(CampaignRights {
            campaign: self.campaign()?,
            rounds: read(&root)?,
            settled: read_settled(&root)?,
        })
    }

    /// Issues a round upon a basis; what it has of moves and movements is not written.
    pub fn issue_round(
        &mut self,
        author: Author,
        round: &Round,
        basis: &Basis,
    ) -> Result<Written, DocumentError> {
        self.change(author, |tx| {
            let map = tx.put_object(ROOT, format!("{ROUND}{}", round.id), ObjType::Map)?;
            tx.put(&map, "name", round.name.as_str())?;
            let item = tx.put_object(&map, "item", ObjType::Map)?;
            tx.put(&item, "id", round.item.id.to_string())?;
            put_item(tx, &item, &round.item)?;
            tx.put(&map, "rights", rights_to_bytes(&round.rights))?;
            if round.in_custody {
                tx.put(&map, "in_custody", true)?;
            }
            let meant_for = basis.meant_for.as_ref();
            put_text(
                tx,
                &map,
                "meant_for",
                &meant_for.map_or_else(String::new, Eligibility::to_text),
            )?;
            if let Some(decision) = basis.decision {
                tx.put(&map, "decision", decision.to_string())?;
            }
            put_time(tx, &map, "recorded_at", round.issued_at)
        })
    }

    /// What each round was issued upon.
    pub fn bases(&self) -> Result<BTreeMap<FactId, Basis>, DocumentError> {
        let root = MapReader::root(self.automerge());
        let rounds = root.facts_under(ROUND)?.into_iter();
        rounds
            .map(|(id, _, map)| {
                let meant_for = Eligibility::from_text(&map.text("meant_for")?);
                let basis = Basis {
                    // What a newer program has said is not shown in part.
                    meant_for: meant_for.filter(|meant_for| !meant_for.is_empty()),
                    decision: map.parsed_if_any("decision")?,
                };
                Ok((id, basis))
            })
            .collect()
    }

    /// Gives rights of a round anew, in one change.
    pub fn move_rights(
        &mut self,
        author: Author,
        round: FactId,
        moves: &[Move],
    ) -> Result<Written, DocumentError> {
        self.change(author, |tx| {
            for moved in moves {
                let map = tx.put_object(ROOT, format!("{MOVE}{}", moved.id), ObjType::Map)?;
                tx.put(&map, "round", round.to_string())?;
                tx.put(&map, "household", moved.household.to_string())?;
                if let Some(holder) = moved.holder {
                    tx.put(&map, "holder", holder.to_string())?;
                }
                put_text(tx, &map, "reason", &moved.reason)?;
                put_text(tx, &map, "approved_by", &moved.approved_by)?;
                put_time(tx, &map, "recorded_at", moved.recorded_at)?;
                if let Some(because) = moved.because {
                    tx.put(&map, "because", because.to_string())?;
                }
            }
            Ok(())
        })
    }

    /// Notes that a person has looked at doubtful handovers.
    pub fn settle(
        &mut self,
        author: Author,
        facts: &[FactId],
        settled: &Settled,
    ) -> Result<Written, DocumentError> {
        self.change(author, |tx| {
            for fact in facts {
                let map = tx.put_object(ROOT, format!("{SETTLED}{fact}"), ObjType::Map)?;
                tx.put(&map, "reason", settled.reason.as_str())?;
                put_time(tx, &map, "recorded_at", settled.recorded_at)?;
            }
            Ok(())
        })
    }
}

/// Whether a round was issued.
pub(super) fn is_there(root: &MapReader<'_>) -> bool {
    root.has_under(ROUND)
}

/// The doubtful handovers that a person has looked at.
fn read_settled(root: &MapReader<'_>) -> Result<BTreeMap<FactId, Settled>, DocumentError> {
    root.facts_under(SETTLED)?
        .into_iter()
        .map(|(fact, _, map)| {
            let settled = Settled {
                reason: map.text("reason")?,
                recorded_at: map.timestamp("recorded_at")?,
            };
            Ok((fact, settled))
        })
        .collect()
}

/// All rounds, oldest first, each with its moves.
fn read(root: &MapReader<'_>) -> Result<Vec<Round>, DocumentError> {
    let mut rounds = root
        .facts_under(ROUND)?
        .into_iter()
        .map(|(id, _, map)| round(id, &map))
        .collect::<Result<Vec<_>, _>>()?;
    for (id, _, map) in root.facts_under(MOVE)? {
        let of: FactId = map.parsed("round")?;
        let round = rounds.iter_mut().find(|round| round.id == of);
        let round = round.ok_or(DocumentError::Schema("move"))?;
        round.moves.push(Move {
            id,
            household: map.parsed("household")?,
            holder: map.parsed_if_any("holder")?,
            reason: map.text("reason")?,
            approved_by: map.text("approved_by")?,
            recorded_at: map.timestamp("recorded_at")?,
            because: map.parsed_if_any("because")?,
        });
    }
    for (of, movement) in custody::read(root)? {
        let round = rounds.iter_mut().find(|round| round.id == of);
        let round = round.ok_or(DocumentError::Schema("movement"))?;
        round.movements.push(movement);
    }
    for round in &mut rounds {
        round.moves.sort_by_key(|m| (m.recorded_at, m.id));
    }
    rounds.sort_by_key(|round| (round.issued_at, round.id));
    Ok(rounds)
}

fn round(id: FactId, map: &MapReader<'_>) -> Result<Round, DocumentError> {
    let item = map.child("item")?;
    let rights = map
        .bytes_if_any("rights")?
        .as_deref()
        .and_then(rights_from_bytes)
        .ok_or(DocumentError::Schema("rights"))?;
    Ok(Round {
        id,
        name: map.text("name")?,
        item: read_item(item.parsed("id")?, &item)?,
        issued_at: map.timestamp("recorded_at")?,
        rights,
        moves: Vec::new(),
        in_custody: map.flag("in_custody")?,
        movements: Vec::new(),
    })
}

fn rights_to_bytes(rights: &BTreeMap<DocId, Actor>) -> Vec<u8> {
    let mut by_holder: BTreeMap<Actor, Vec<DocId>> = BTreeMap::new();
    for (household, holder) in rights {
        by_holder.entry(*holder).or_default().push(*household);
    }
    let mut bytes = Vec::with_capacity(rights.len() * 16 + by_holder.len() * 18);
    for (holder, households) in &by_holder {
        for part in households.chunks(usize::from(u16::MAX)) {
            bytes.extend(holder.as_bytes());
            let count = u16::try_from(part.len()).unwrap_or(u16::MAX);
            bytes.extend(count.to_be_bytes());
            bytes.extend(part.iter().flat_map(DocId::as_bytes));
        }
    }
    bytes
}

/// `None` when it is not what [`rights_to_bytes`] makes, or a household stands in it twice.
fn rights_from_bytes(mut bytes: &[u8]) -> Option<BTreeMap<DocId, Actor>> {
    let mut rights = BTreeMap::new();
    while !bytes.is_empty() {
        let (holder, rest) = bytes.split_first_chunk()?;
        let (count, mut rest) = rest.split_first_chunk()?;
        for _ in 0..u16::from_be_bytes(*count) {
            let (household, after) = rest.split_first_chunk()?;
            let household = DocId::from_bytes(*household);
            if rights
                .insert(household, Actor::from_bytes(*holder))
                .is_some()
            {
                return None;
            }
            rest = after;
        }
        bytes = rest;
    }
    Some(rights)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campaign::{AidItem, Campaign};
    use crate::handover::AidForm;
    use crate::time::Timestamp;

    const OFFICE: Actor = Actor::from_bytes([9; 16]);
    const MAI: Actor = Actor::from_bytes([1; 16]);
    const TU: Actor = Actor::from_bytes([2; 16]);

    fn id(n: u8) -> FactId {
        FactId::from_bytes([n; 16])
    }

    fn gift() -> AidItem {
        AidItem {
            id: id(4),
            name: "Quà".into(),
            form: AidForm::CashAndGoods,
            money_vnd: 500_000,
            quantity_milli: 10_000,
            unit: "kg".into(),
            goods_value_vnd: 180_000,
            source: None,
            source_name: String::new(),
            steps: Vec::new(),
        }
    }

    #[test]
    fn a_round_of_five_hundred_comes_back_with_its_moves_and_changes_nothing_else() {
        let at = Timestamp::from_ms(1_792_200_600_000);
        let author = Author { actor: OFFICE, at };
        let gift = gift();
        let campaign = Campaign {
            id: DocId::from_bytes([7; 16]),
            commune: "99001".into(),
            name: "Tháng cao điểm".into(),
            from: "2026-10-17".parse().unwrap(),
            to: "2026-11-18".parse().unwrap(),
            items: vec![gift.clone()],
            has_rounds: false,
        };
        let household = |n: u16| {
            let mut bytes = [0; 16];
            bytes[14..].copy_from_slice(&n.to_be_bytes());
            DocId::from_bytes(bytes)
        };
        let (mut document, _) = Document::new_campaign(author, &campaign).unwrap();
        let mut round = Round {
            id: id(3),
            name: "Đợt 1".into(),
            item: gift,
            issued_at: at,
            rights: (0..500)
                .map(|n| (household(n), if n % 2 == 0 { MAI } else { TU }))
                .collect(),
            moves: Vec::new(),
            in_custody: true,
            movements: Vec::new(),
        };
        let basis = Basis {
            meant_for: Some(Eligibility {
                hamlets: ["Ấp 3".to_owned()].into(),
                ..Eligibility::default()
            }),
            decision: Some(id(8)),
        };
        let written = document.issue_round(author, &round, &basis).unwrap();
        assert_eq!(document.bases(), Ok([(round.id, basis)].into()));
        // Sixteen bytes a household is what an id has; nothing is added to it.
        assert!(
            written.bytes.len() < 500 * 16 + 500,
            "{}",
            written.bytes.len()
        );
        round.moves.push(Move {
            id: id(5),
            household: household(7),
            holder: Some(MAI),
            reason: "mất điện thoại".into(),
            approved_by: "Bà Sáu".into(),
            recorded_at: at,
            because: Some(id(6)),
        });
        document.move_rights(author, id(3), &round.moves).unwrap();
        document
            .edit_campaign(
                author,
                &Campaign {
                    name: "Tháng 10".into(),
                    ..campaign
                },
            )
            .unwrap();

        let read = Document::load(&document.save()).unwrap().rights().unwrap();
        assert!(read.campaign.has_rounds);
        assert_eq!(
            (read.campaign.name.as_str(), read.rounds),
            ("Tháng 10", vec![round])
        );
    }

    #[test]
    fn rights_that_are_cut_off_or_name_a_household_twice_are_none() {
        let rights = BTreeMap::from([(DocId::from_bytes([1; 16]), MAI)]);
        let bytes = rights_to_bytes(&rights);
        assert_eq!(rights_from_bytes(&bytes), Some(rights));
        assert_eq!(rights_from_bytes(&bytes[..bytes.len() - 1]), None);
        assert_eq!(rights_from_bytes(&[bytes.clone(), bytes].concat()), None);
    }
}
