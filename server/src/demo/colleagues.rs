//! Links for the roles of the invented commune's office beside its officer.

use chungtay_shared::api::{MadeInvite, Role};

use crate::enrol;
use crate::state::AppState;
use crate::store::{StoreError, Tx};

/// Nobody is called like these fruits.
const COLLEAGUES: [(Role, &str); 4] = [
    (Role::Accountant, "Trần Thị Bưởi"),
    (Role::Leader, "Lê Văn Xoài"),
    (Role::Oversight, "Phạm Thị Quýt"),
    (Role::Administrator, "Võ Văn Mận"),
];

/// A link for each of them.
pub fn invite_colleagues(
    state: &AppState,
    tx: &dyn Tx,
    commune: &str,
    origin: &str,
) -> Result<Vec<MadeInvite>, StoreError> {
    let invite = |(role, name)| enrol::invite(state, tx, commune, name, role, origin);
    COLLEAGUES.into_iter().map(invite).collect()
}
