//! Whom an item of a campaign is meant for (đối tượng hưởng): what a round's list is made by.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::household::Category;
use crate::time::LocalDate;
use crate::visit::Need;

/// By category on a day, by what was seen to be lacking, by hamlet. What is empty leaves nobody out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Eligibility {
    /// Which categories.
    pub categories: BTreeSet<Category>,
    /// The day whose categories count; the day the list is made when it is not said.
    pub on: Option<LocalDate>,
    /// What a household has to be seen to lack, one of these.
    pub needs: BTreeSet<Need>,
    /// Names of the unit's hamlets.
    pub hamlets: BTreeSet<String>,
}

impl Eligibility {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a household of this category, hamlet and needs is meant.
    pub fn is_for(&self, category: Category, hamlet: &str, needs: &[Need]) -> bool {
        let lacks = || needs.iter().any(|need| self.needs.contains(need));
        (self.categories.is_empty() || self.categories.contains(&category))
            && (self.hamlets.is_empty() || self.hamlets.contains(hamlet))
            && (self.needs.is_empty() || lacks())
    }

    /// One line a part, as a document keeps it.
    pub fn to_text(&self) -> String {
        let categories = self
            .categories
            .iter()
            .map(|c| ("category", c.code().to_owned()));
        let on = self.on.iter().map(|day| ("on", day.to_string()));
        let needs = self.needs.iter().map(|n| ("need", n.code().to_owned()));
        let hamlets = self.hamlets.iter().map(|name| ("hamlet", name.clone()));
        let parts = categories.chain(on).chain(needs).chain(hamlets);
        let lines = parts.map(|(part, value)| format!("{part} {value}"));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The inverse of [`Self::to_text`]; `None` for what this version does not understand, of which it
    /// would say less than was meant.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut meant = Self::default();
        for line in text.lines() {
            let (part, value) = line.split_once(' ')?;
            match part {
                "category" => drop(meant.categories.insert(Category::from_code(value)?)),
                "on" => meant.on = Some(value.parse().ok()?),
                "need" => drop(meant.needs.insert(Need::from_code(value)?)),
                "hamlet" => drop(meant.hamlets.insert(value.to_owned())),
                _ => return None,
            }
        }
        Some(meant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn poor_of_hamlet_3() -> Eligibility {
        Eligibility {
            categories: [Category::Poor, Category::NearPoor].into(),
            on: LocalDate::new(2026, 10, 31),
            needs: [Need::Nutrition].into(),
            hamlets: ["Ấp 3".to_owned(), "Khu vực Thới Hòa".to_owned()].into(),
        }
    }

    #[test]
    fn a_household_is_meant_when_every_part_says_so() {
        let meant = poor_of_hamlet_3();
        assert!(meant.is_for(Category::Poor, "Ấp 3", &[Need::Job, Need::Nutrition]));
        assert!(!meant.is_for(Category::Other, "Ấp 3", &[Need::Nutrition]));
        assert!(!meant.is_for(Category::Poor, "Ấp 4", &[Need::Nutrition]));
        assert!(!meant.is_for(Category::Poor, "Ấp 3", &[]));
        assert!(Eligibility::default().is_for(Category::Other, "", &[]));
    }

    #[test]
    fn what_is_written_is_read_again_and_what_is_not_understood_is_not_guessed() {
        for meant in [Eligibility::default(), poor_of_hamlet_3()] {
            assert_eq!(Eligibility::from_text(&meant.to_text()), Some(meant));
        }
        assert_eq!(Eligibility::from_text("category poor\nage 80"), None);
    }
}
