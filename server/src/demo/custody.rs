//! How the gifts of the invented commune's first round went out: into the store, to each volunteer,
//! who counted them, and what one of them brought back.

use std::collections::{BTreeMap, BTreeSet};

use chungtay_shared::custody::{MovementDraft, MovementKind, check_confirmation};
use chungtay_shared::document::Document;
use chungtay_shared::id::{Actor, DocId};
use chungtay_shared::round::Round;
use chungtay_shared::time::Timestamp;

use super::{Writer, broken};
use crate::store::StoreError;

/// Gifts that stay in the store.
const SPARE: usize = 20;

/// Gifts that the volunteer with the most left has brought back, and how many were spoilt.
const RETURNED: (usize, usize) = (2, 1);

impl Writer<'_> {
    /// Hands the gifts out in the hours after the round was issued. One of two volunteers who have
    /// gifts left counts one less than the office did; the other has brought some back.
    pub(super) fn hand_out(
        &mut self,
        campaign: DocId,
        document: &mut Document,
        round: &Round,
        given: &BTreeSet<DocId>,
    ) -> Result<(), StoreError> {
        let mut rights: BTreeMap<Actor, Vec<DocId>> = BTreeMap::new();
        for (household, holder) in &round.rights {
            rights.entry(*holder).or_default().push(*household);
        }
        let left = |of: &[DocId]| of.iter().filter(|id| !given.contains(id)).count();
        // Of as many, whoever comes first in the ward: ids are drawn anew each time.
        let mut by_left = Vec::new();
        for volunteer in &self.volunteers {
            let actor = self.actor(volunteer)?;
            by_left.extend(rights.contains_key(&actor).then_some(actor));
        }
        by_left.sort_by_key(|actor| std::cmp::Reverse(left(&rights[actor])));
        let count = |count: usize| count.to_string();

        let at = round.issued_at.plus_ms(3_600_000);
        let received = MovementDraft {
            count_text: count(round.rights.len() + SPARE),
            party: "Ban vận động Quỹ thành phố".into(),
            note: "PNK 12".into(),
            ..draft(MovementKind::Received, None)
        };
        self.note_movement(campaign, document, round, &received, at)?;
        for by in 0..self.volunteers.len() {
            let actor = self.actor(&self.volunteers[by])?;
            let Some(of) = rights.get(&actor) else {
                continue;
            };
            let issued = MovementDraft {
                count_text: count(of.len()),
                ..draft(MovementKind::Issued, Some(actor))
            };
            self.note_movement(campaign, document, round, &issued, at.plus_ms(60_000))?;
            let is_short = by_left.get(1) == Some(&actor) && left(of) > 1;
            let counted = count(of.len() - usize::from(is_short));
            self.confirm(by, campaign, document, &counted, at.plus_ms(120_000))?;
        }
        let most = by_left.first().copied();
        if let Some(actor) = most.filter(|actor| left(&rights[actor]) > RETURNED.0 + RETURNED.1) {
            let returned = MovementDraft {
                count_text: count(RETURNED.0),
                missing_text: count(RETURNED.1),
                note: "Một phần bị ướt mưa".into(),
                ..draft(MovementKind::Returned, Some(actor))
            };
            let later = at.plus_ms(20 * 86_400_000);
            self.note_movement(campaign, document, round, &returned, later)?;
        }
        Ok(())
    }

    fn note_movement(
        &self,
        campaign: DocId,
        document: &mut Document,
        round: &Round,
        draft: &MovementDraft,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let known = document.rights()?;
        let known = known.rounds.iter().find(|known| known.id == round.id);
        let movements = known.map_or(&[][..], |known| &known.movements);
        let read = draft.read(movements, 0, self.fact_id(at), at);
        let movement = read.map_err(|_| broken())?;
        let author = self.office_author(at)?;
        let written = document.add_movement(author, round.id, &movement)?;
        self.append_as(&self.office, 0, campaign, document, written, author)
    }

    /// The volunteer says how many they took of what was issued to them last.
    fn confirm(
        &mut self,
        by: usize,
        campaign: DocId,
        document: &mut Document,
        count_text: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let author = self.author(by, at)?;
        let rights = document.rights()?;
        let mut movements = rights.rounds.iter().flat_map(|round| &round.movements);
        let theirs = movements.find(|m| m.holder == Some(author.actor) && m.waits());
        let confirmation = check_confirmation(theirs, author.actor, count_text, at);
        let confirmation = confirmation.map_err(|_| broken())?;
        let id = theirs.ok_or_else(broken)?.id;
        let written = document.confirm_movement(author, id, &confirmation)?;
        self.append(campaign, document, written, author, by)
    }
}

fn draft(kind: MovementKind, holder: Option<Actor>) -> MovementDraft {
    MovementDraft {
        holder,
        ..MovementDraft::empty(kind)
    }
}
