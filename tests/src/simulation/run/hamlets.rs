//! What the office says of hamlets while phones write down more households under their old names.

use chungtay_server::register;
use chungtay_server::state::Clock as _;
use chungtay_shared::register::{HamletChange, SaidDraft};

use super::Run;
use crate::simulation::coverage::Event;
use crate::simulation::model::{HAMLET, HamletMove};

impl Run {
    /// A hamlet gets another name, or is united with the first one; or the last statement is struck.
    pub(super) fn hamlet(&mut self, commune: usize, deed: usize) {
        if deed % 8 == 7 {
            self.strike_hamlet(commune);
        } else {
            self.move_hamlet(commune, deed % 8);
        }
    }

    fn move_hamlet(&mut self, commune: usize, deed: usize) {
        let number = self.world.next_number();
        let today = self.world.clock.now().local_date();
        let office = &self.world.offices[commune % self.world.offices.len()];
        let records = self.records(commune);
        let mut names: Vec<String> = records
            .iter()
            .map(|record| self.model.hamlet(*record).to_owned())
            .collect();
        names.sort_unstable();
        names.dedup();
        let Some(place) = deed.checked_rem(names.len()) else {
            return;
        };
        let hamlet = names[place].clone();
        let into = match names.iter().find(|name| **name != hamlet) {
            Some(other) if deed >= 5 => other.clone(),
            _ => format!("Ấp Thới {number}"),
        };
        let begins = !names.contains(&into);
        let begun = |name: &str| {
            let mut moves = self.model.moves_in(&office.code);
            moves
                .find(|said| said.begins && said.into == name)
                .map(|said| said.on)
        };
        // A hamlet that ends was there for a day; one that is no more takes nobody in.
        let may = begun(&hamlet).is_none_or(|on| on < today)
            && !self.model.has_ended(&office.code, &into);
        let wanted = HamletChange {
            hamlet: hamlet.clone(),
            into: into.clone(),
            from: today,
            document: format!("{number}/NQ-HĐND"),
            ends: true,
            households: None,
        };
        let state = self.world.server.state();
        let said = register::say(state, &office.device, &SaidDraft::HamletMoved(wanted));
        assert_eq!(said.is_ok(), may, "{hamlet} into {into}: {said:?}");
        if !may {
            return;
        }
        let mut households = records;
        households.retain(|record| self.model.hamlet(*record) == hamlet);
        for record in &households {
            self.model.hamlets.insert(*record, into.clone());
        }
        let commune = office.code.clone();
        let of_commune = self.model.hamlet_moves.iter();
        let of_commune = of_commune.filter(|said| said.commune == commune);
        // Each that was struck was so by a statement.
        let n = of_commune
            .map(|said| 1 + u64::from(said.is_struck))
            .sum::<u64>()
            + 1;
        self.model.hamlet_moves.push(HamletMove {
            commune,
            n,
            hamlet,
            into,
            on: today,
            begins,
            households,
            is_struck: false,
        });
        self.decided(Event::HamletMoved);
    }

    /// Whoever is still where the statement put them is back where they were.
    fn strike_hamlet(&mut self, commune: usize) {
        let office = &self.world.offices[commune % self.world.offices.len()];
        let mut moves = self.model.hamlet_moves.iter_mut();
        let last = moves.rfind(|said| said.commune == office.code && !said.is_struck);
        let Some(last) = last else {
            return;
        };
        let wanted = SaidDraft::Struck {
            n: last.n,
            reason: "nghị quyết bị hoãn".into(),
        };
        let state = self.world.server.state();
        register::say(state, &office.device, &wanted).expect("a statement that stands");
        last.is_struck = true;
        let (households, hamlet, into) = (
            last.households.clone(),
            last.hamlet.clone(),
            last.into.clone(),
        );
        for record in households {
            let now = self
                .model
                .hamlets
                .get(&record)
                .map_or(HAMLET, String::as_str);
            if now == into {
                self.model.hamlets.insert(record, hamlet.clone());
            }
        }
        self.decided(Event::HamletStruck);
    }
}
