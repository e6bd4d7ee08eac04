//! What an account may be: a volunteer's, or one of the roles of an office.

use crate::codes;

codes!(
    /// What an account may do; which route answers which role stands in the server's table of routes.
    Role {
        /// Records in the field, in one commune.
        Volunteer = "volunteer",
        /// Cán bộ phụ trách: does all that the unit's office does.
        Office = "office",
        /// Kế toán: the Fund, payments, gifts, reports and what is signed for.
        Accountant = "accountant",
        /// Tổ trưởng: households, visits, and who goes where with what.
        Leader = "leader",
        /// Giám sát: sums, and nobody's name.
        Oversight = "oversight",
        /// Quản trị: accounts, phones, links, tokens and the access log, and no household.
        Administrator = "administrator",
    }
);

impl Role {
    /// Whether it works in an office's browser.
    pub const fn is_office(self) -> bool {
        !matches!(self, Self::Volunteer)
    }

    /// Whether it makes links for that role, gives its accounts another beginning and closes them. Nobody
    /// makes an officer but an officer.
    pub const fn may_make(self, role: Self) -> bool {
        match self {
            Self::Office => true,
            Self::Administrator => !matches!(role, Self::Office),
            Self::Volunteer | Self::Accountant | Self::Leader | Self::Oversight => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_officer_makes_an_officer_and_most_make_nobody() {
        let makers = |made: Role| -> Vec<Role> {
            let all = Role::ALL.iter().copied();
            all.filter(|maker| maker.may_make(made)).collect()
        };
        assert_eq!(makers(Role::Office), [Role::Office]);
        for role in [Role::Volunteer, Role::Leader, Role::Administrator] {
            assert_eq!(makers(role), [Role::Office, Role::Administrator]);
        }
        assert!(!Role::Volunteer.is_office() && Role::Oversight.is_office());
    }
}
