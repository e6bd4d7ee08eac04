//! What households say they agree to, at the door and at the office.

use std::collections::BTreeSet;

use chungtay_server::lives::consent;
use chungtay_shared::consent::ConsentProof;
use chungtay_shared::household::Household;
use chungtay_shared::id::DocId;
use chungtay_shared::phone::message::Ask;

use super::Run;
use crate::simulation::coverage::Event;
use crate::simulation::model::Effect;
use crate::simulation::words::Word;

impl Run {
    /// A volunteer asks, who reads on the phone what was said before.
    pub(super) fn ask_consent(
        &self,
        phone: usize,
        nth: usize,
        answers: usize,
        note: String,
    ) -> Option<(Ask, Effect)> {
        let household = self.household(phone, nth)?;
        let here = self.world.holders[phone].phone.household(household)?;
        let word = Word::of(answers, note, notes(&here).collect());
        let draft = word.draft(ConsentProof::Spoken);
        let ask = Ask::NoteConsent { household, draft };
        Some((ask, Effect::Consent(word)))
    }

    /// Somebody comes to the office, which reads what was said at any record of theirs; a second record is
    /// told nothing more.
    pub(super) fn tell_consent(&mut self, commune: usize, nth: usize, answers: usize) {
        let Some(household) = self.listed(commune, nth) else {
            return;
        };
        let note = format!("lần {}", self.world.next_number());
        let second = self.model.merged.iter();
        let second = second.filter(|(_, kept)| **kept == household);
        let records: Vec<DocId> = second.map(|(second, _)| *second).collect();
        let records = std::iter::once(household).chain(records);
        let knew: BTreeSet<String> = records
            .flat_map(|record| notes(&self.said_by_server(record)).collect::<Vec<_>>())
            .collect();
        let word = Word::of(answers, note, knew);
        let may = !self.model.merged.contains_key(&household);
        let office = &self.world.offices[commune % self.world.offices.len()];
        let state = self.world.server.state();
        let draft = word.draft(ConsentProof::Paper);
        let noted = consent::note(state, &office.device, household, &draft);
        assert_eq!(noted.is_ok(), may, "{draft:?}: {noted:?}");
        if may {
            self.model.told.push((household, word));
            self.decided(Event::ConsentTold);
        }
    }
}

fn notes(household: &Household) -> impl Iterator<Item = String> {
    let said = household.consents.iter();
    said.map(|said| said.fact.note.clone())
}
