//! What a stretch of days comes to: as it stands now, and what came and went since it was closed.

use std::collections::BTreeSet;

use chungtay_shared::campaign::CampaignState;
use chungtay_shared::document::Document;
use chungtay_shared::fund::{Amount, Entered, Source, standing};
use chungtay_shared::id::FactId;
use chungtay_shared::period::{ChannelLine, Closing, Counted, Flow, GivenLine};
use chungtay_shared::publicity::{Activity, Noted};
use chungtay_shared::round::CampaignRights;
use chungtay_shared::time::LocalDate;

use crate::fund::{self, Given};
use crate::rounds::rights_of;
use crate::store::{Between, StoreError, Tx};

/// A campaign with all that is counted in it.
pub(super) struct Count<'a> {
    tx: &'a dyn Tx,
    state: &'a CampaignState,
    rights: Vec<CampaignRights>,
    pub(super) entries: Vec<Entered>,
    noted: Vec<Noted>,
    upto: u64,
}

impl<'a> Count<'a> {
    /// As it stands at log number `upto`, which is the last.
    pub(super) fn new(
        tx: &'a dyn Tx,
        state: &'a CampaignState,
        upto: u64,
    ) -> Result<Self, StoreError> {
        let unit = &state.campaign.commune;
        let stored = tx.document(state.campaign.id)?;
        let noted = stored.map(|stored| Document::load(&stored.bytes)?.publicity());
        Ok(Self {
            rights: rights_of(tx, unit)?,
            entries: fund::entries(tx, unit)?,
            noted: noted.transpose()?.unwrap_or_default(),
            tx,
            state,
            upto,
        })
    }

    /// Which facts of these days stand.
    pub(super) fn between(&self, from_day: i64, to: LocalDate) -> Between {
        Between {
            from_day,
            to_day: to.days(),
            stood_at: self.upto,
            not_at: 0,
        }
    }

    /// What the days come to as they stand; from the beginning of time when there is no first.
    pub(super) fn now(&self, from: Option<LocalDate>, to: LocalDate) -> Result<Flow, StoreError> {
        let from_day = from.map_or(i64::MIN, LocalDate::days);
        let is_in = |on: LocalDate| (from_day..=to.days()).contains(&on.days());
        let mut flow = self.facts(self.between(from_day, to))?;
        let unit = &self.state.campaign.commune;
        let given_by = |day| {
            let paid = Given::by(self.tx, day)?.paid_in(unit)?;
            Ok(fund::from_own_fund(&paid))
        };
        let before = from.map_or(Ok::<_, StoreError>(Amount::default()), |from| {
            given_by(LocalDate::from_days(from.days() - 1))
        })?;
        // Units below give from this Fund too, which no number of its own log tells.
        flow.fund.given = given_by(to)? - before;
        for entry in standing(&self.entries).filter(|entry| is_in(entry.on)) {
            flow.fund.add_entry(entry.kind, entry.amount);
        }
        let noted = self.noted.iter().filter(|noted| noted.struck.is_none());
        Ok(flow.plus(&heard(noted.map(|n| &n.activity).filter(|a| is_in(a.on)))))
    }

    /// What has come and gone of the days that `last` has closed, record by record.
    pub(super) fn since(&self, last: &Closing) -> Result<(Flow, Flow), StoreError> {
        let came = Between {
            not_at: last.figures.counted_to,
            ..self.between(i64::MIN, last.figures.to)
        };
        let mut late = self.facts(came)?;
        let mut gone = self.facts(came.turned())?;
        let is_in = |on: LocalDate| on <= last.figures.to;
        let counted: BTreeSet<FactId> = last.counted.entries.iter().copied().collect();
        for entered in self
            .entries
            .iter()
            .filter(|entered| is_in(entered.entry.on))
        {
            let entry = &entered.entry;
            match (counted.contains(&entry.id), entered.void.is_none()) {
                (false, true) => late.fund.add_entry(entry.kind, entry.amount),
                (true, false) => gone.fund.add_entry(entry.kind, entry.amount),
                (true, true) | (false, false) => {}
            }
        }
        let counted: BTreeSet<FactId> = last.counted.activities.iter().copied().collect();
        let noted = || self.noted.iter().filter(|noted| is_in(noted.activity.on));
        let is_late = |n: &&Noted| n.struck.is_none() && !counted.contains(&n.activity.id);
        let is_gone = |n: &&Noted| n.struck.is_some() && counted.contains(&n.activity.id);
        let late = late.plus(&heard(noted().filter(is_late).map(|n| &n.activity)));
        let gone = gone.plus(&heard(noted().filter(is_gone).map(|n| &n.activity)));
        Ok((late, Flow::default().minus(&gone)))
    }

    /// What was counted by the end of a day that has no log number of its own.
    pub(super) fn counted(&self, to: LocalDate) -> Counted {
        let entries = standing(&self.entries).filter(|entry| entry.on <= to);
        let noted = self.noted.iter().filter(|noted| noted.struck.is_none());
        let noted = noted.filter(|noted| noted.activity.on <= to);
        Counted {
            entries: entries.map(|entry| entry.id).collect(),
            activities: noted.map(|noted| noted.activity.id).collect(),
        }
    }

    /// Visits and handovers, with what of these the own Fund paid.
    fn facts(&self, between: Between) -> Result<Flow, StoreError> {
        let campaign = &self.state.campaign;
        let mut flow = Flow {
            visits: signed(self.tx.visits_between(campaign, between)?),
            ..Flow::default()
        };
        let mut lines = Vec::new();
        for sum in self.tx.given_between(&campaign.commune, between)? {
            let (source, source_name) = fund::paid_by(
                &self.rights,
                (sum.source, &sum.source_name),
                (sum.campaign, sum.round, &sum.item),
            );
            if source == Some(Source::OwnFund) {
                flow.fund.given += sum.amount;
            }
            if sum.campaign == Some(campaign.id) {
                lines.push(GivenLine {
                    item: sum.item,
                    source,
                    source_name,
                    times: signed(sum.times),
                    amount: sum.amount,
                });
            }
        }
        // What several rounds gave of one item is one line.
        let given = Flow {
            given: lines,
            ..Flow::default()
        };
        Ok(flow.plus(&given))
    }
}

fn heard<'a>(activities: impl Iterator<Item = &'a Activity>) -> Flow {
    let lines = activities.map(|activity| ChannelLine {
        channel: activity.channel,
        activities: 1,
        reach: i64::from(activity.reach),
    });
    let flow = Flow {
        publicity: lines.collect(),
        ..Flow::default()
    };
    Flow::default().plus(&flow)
}

pub(super) fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
