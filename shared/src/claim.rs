//! What a volunteer takes a household for when they put it on the list, until the office has said: the
//! categories of the poverty standard are decided by the State, so it counts for nothing before.

use serde::{Deserialize, Serialize};

use crate::household::{Category, Household};
use crate::id::{Actor, FactId};
use crate::time::Timestamp;

/// A category that somebody proposed and nobody has answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The status that says so.
    pub status: FactId,
    /// What it was taken for.
    pub category: Category,
    /// Whose device said so.
    pub actor: Actor,
    /// When.
    pub recorded_at: Timestamp,
}

impl Household {
    /// What somebody proposed about its category that waits for the office: neither said to be wrong nor
    /// followed by a decision. Of a household that is gone nothing is decided.
    pub fn claims(&self) -> Vec<Claim> {
        if self.gone().is_some() {
            return Vec::new();
        }
        let standing = || self.statuses.iter().filter(|s| s.corrected_by.is_none());
        let is_answered =
            |at: Timestamp| standing().any(|s| !s.fact.is_proposed() && s.fact.recorded_at >= at);
        let open = standing().filter(|s| s.fact.is_proposed() && !is_answered(s.fact.recorded_at));
        let claim = open.map(|recorded| Claim {
            status: recorded.fact.id,
            category: recorded.fact.category,
            actor: recorded.actor,
            recorded_at: recorded.fact.recorded_at,
        });
        claim.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::household::{Profile, Recorded, Status};
    use crate::id::DocId;
    use crate::time::LocalDate;

    fn status(n: u8, decision: &str, at: i64) -> Recorded<Status> {
        Recorded {
            fact: Status {
                id: FactId::from_bytes([n; 16]),
                category: Category::Poor,
                standard: String::new(),
                decision: decision.to_owned(),
                from: LocalDate::from_days(20_000),
                to: None,
                recorded_at: Timestamp::from_ms(at),
            },
            actor: Actor::from_bytes([1; 16]),
            corrected_by: None,
        }
    }

    fn claimed(statuses: Vec<Recorded<Status>>) -> Vec<FactId> {
        let household = Household {
            id: DocId::from_bytes([5; 16]),
            commune: "99001".into(),
            import_key: String::new(),
            profile: Profile::default(),
            conflicts: Vec::new(),
            statuses,
            visits: Vec::new(),
            handovers: Vec::new(),
            proposals: Vec::new(),
            corrections: Vec::new(),
            life: Vec::new(),
            cases: Vec::new(),
            consents: Vec::new(),
        };
        let claims = household.claims().into_iter();
        claims.map(|claim| claim.status).collect()
    }

    #[test]
    fn what_mai_takes_a_household_for_waits_until_the_office_has_said() {
        let mai = status(1, "", 10);
        assert_eq!(claimed(vec![mai.clone()]), [mai.fact.id]);
        // What was decided before she said it is no answer to it; what is decided since is.
        let before = status(2, "187/QĐ-UBND", 9);
        assert_eq!(claimed(vec![before, mai.clone()]), [mai.fact.id]);
        let since = status(3, "188/QĐ-UBND", 10);
        assert_eq!(claimed(vec![mai.clone(), since.clone()]), []);
        let retracted = Recorded {
            corrected_by: Some(FactId::from_bytes([9; 16])),
            ..since
        };
        assert_eq!(claimed(vec![mai.clone(), retracted]), [mai.fact.id]);
        let declined = Recorded {
            corrected_by: Some(FactId::from_bytes([9; 16])),
            ..mai
        };
        assert_eq!(claimed(vec![declined]), []);
    }

    #[test]
    fn what_the_commune_lists_by_itself_is_no_claim() {
        let mut difficult = status(1, "", 10);
        difficult.fact.category = Category::Difficult;
        assert_eq!(claimed(vec![difficult]), []);
    }
}
