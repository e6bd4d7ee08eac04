//! The report of a unit and all below it: each unit's part, and what they come to together.

use chungtay_shared::api::{CampaignState, Reach};
use chungtay_shared::fund::{UnitBooks, roll_up};
use chungtay_shared::household::Category;
use chungtay_shared::publicity::Channel;
use chungtay_shared::time::LocalDate;

use super::part::{Part, add_given, sort_given};
use super::{ChannelTotal, Counts, FundStands, GivenLine, Group, Reached, Report, UnitPart};
use crate::campaigns::{self, Sums, handed_down};
use crate::fund::Given;
use crate::store::{StoreError, Tx};

/// The report of a campaign and of what it was in every unit below. What each of them adds is read one
/// unit after another; nothing of a household outlives its unit's turn.
pub(super) fn report(
    tx: &dyn Tx,
    state: CampaignState,
    today: LocalDate,
) -> Result<Report, StoreError> {
    let own = state.campaign.commune.as_str();
    let tree = tx.tree()?;
    let run = handed_down::everywhere(tx, &tree, &state, today)?;
    let communes = tx.communes()?;
    let on = handed_down::meant_day(&state.campaign, today);
    let below = tree.all_below(own, on).into_iter().map(|(code, _)| code);
    let mut parts = Vec::new();
    let mut given_in = Given::by(tx, today)?;
    for code in std::iter::once(own).chain(below) {
        let Some(commune) = communes.iter().find(|commune| commune.code == code) else {
            continue;
        };
        let there = run.iter().find(|run| run.campaign.commune == code);
        parts.push((commune, Part::of(&mut given_in, code, there)?, there));
    }
    let mut sums = Sums::default();
    for (_, part, there) in &parts {
        sums += part.sums(there.unwrap_or(&state));
    }
    let books = parts.iter().map(|(commune, part, _)| UnitBooks {
        unit: &commune.code,
        entries: &part.entries,
        given: part.from_own_fund,
    });
    let fund = roll_up(&books.collect::<Vec<_>>(), today);
    let named = communes.iter().find(|commune| commune.code == own);
    let all: Vec<&Part> = parts.iter().map(|(_, part, _)| part).collect();
    Ok(Report {
        commune: named.map_or_else(String::new, |commune| commune.name.clone()),
        synthetic: named.is_some_and(|commune| commune.synthetic),
        today,
        households: all.iter().map(|part| part.listed.households).sum(),
        members: all.iter().map(|part| part.listed.members).sum(),
        reached: reached(&all),
        given: given(&all, &state),
        pledged: all.iter().map(|part| part.pledged(today)).sum(),
        fund: FundStands::Whole(fund),
        targets: campaigns::reached(&state, sums),
        publicity: publicity(&all),
        units: parts
            .iter()
            .map(|(commune, part, _)| unit(&commune.name, part, today))
            .collect(),
        state,
    })
}

fn unit(name: &str, part: &Part, today: LocalDate) -> UnitPart {
    UnitPart {
        name: name.to_owned(),
        counts: Counts {
            households: part.listed.households,
            visited: part.listed.reached.visited,
            aided: part.listed.reached.aided,
        },
        by_category: part.listed.reached.by_category.clone(),
        given: part.amount_given(),
        times: part.given.iter().map(|line| line.times).sum(),
        pledged: part.pledged(today),
        account: part.account(today),
    }
}

/// Who was reached in all units. Hamlets stand in the units' own reports.
fn reached(parts: &[&Part]) -> Reached {
    let sum = |of: fn(&Reached) -> Reach| {
        let mut sum = Reach::default();
        for part in parts {
            let reach = of(&part.listed.reached);
            sum.households += reach.households;
            sum.times += reach.times;
        }
        sum
    };
    let categories = Category::ALL.iter().copied().map(Some).chain([None]);
    let by_category = categories.filter_map(|category| {
        let groups = parts
            .iter()
            .flat_map(|part| &part.listed.reached.by_category);
        let of_category = groups.filter(|group| group.of == category);
        let mut counts = None;
        for group in of_category {
            *counts.get_or_insert_with(Counts::default) += group.counts;
        }
        counts.map(|counts| Group {
            of: category,
            counts,
        })
    });
    Reached {
        visited: sum(|reached| reached.visited),
        aided: sum(|reached| reached.aided),
        not_visited: parts
            .iter()
            .map(|part| part.listed.reached.not_visited)
            .sum(),
        by_hamlet: Vec::new(),
        by_category: by_category.collect(),
    }
}

fn given(parts: &[&Part], state: &CampaignState) -> Vec<GivenLine> {
    let mut lines = Vec::new();
    for line in parts.iter().flat_map(|part| &part.given) {
        add_given(&mut lines, line.clone());
    }
    sort_given(&mut lines, state);
    lines
}

fn publicity(parts: &[&Part]) -> Vec<ChannelTotal> {
    let totals = Channel::ALL.iter().map(|&channel| {
        let all = parts.iter().flat_map(|part| &part.publicity);
        let of_channel = all.filter(|total| total.channel == channel);
        ChannelTotal {
            channel,
            activities: of_channel.clone().map(|total| total.activities).sum(),
            reach: of_channel.map(|total| total.reach).sum(),
        }
    });
    totals.filter(|total| total.activities > 0).collect()
}
