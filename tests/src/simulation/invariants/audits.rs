//! Whoever looks whether all that is stored is still what was written finds that it is: a false alarm would
//! teach the people who run the server to heed none.

use chungtay_server::audit;
use chungtay_server::store::read;

use super::super::Violation;
use super::super::world::World;
use super::hold;

/// Nobody has altered anything behind the server's back.
pub(super) fn find_nothing(world: &World) -> Result<(), Violation> {
    for unit in world.units() {
        let store = &*world.server.state().store;
        let audited = read(store, |tx| audit::commune(tx, &unit.code, &[]));
        let findings = audited.expect("a store").findings;
        hold("S27", findings.is_empty(), || {
            let said: Vec<String> = findings.iter().map(ToString::to_string).collect();
            said.join("; ")
        })?;
    }
    Ok(())
}
