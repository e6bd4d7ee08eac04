//! How deep objects stand in objects. Automerge itself bears any depth; whoever reads the document
//! in another language, object by object, may not.

use automerge::legacy::Op;
use automerge::{Change, ReadDoc as _};

use super::Refusal;
use crate::document::Document;
use crate::limits::DOCUMENT_DEPTH_MAX;

/// No object that `change` has made stands too deep in the document `after` it.
pub(super) fn check(after: &Document, change: &Change, operations: &[Op]) -> Result<(), Refusal> {
    let (document, actor) = (after.automerge(), change.actor_id());
    let numbered = (change.start_op().get()..).zip(operations);
    for (number, _) in numbered.filter(|(_, operation)| operation.obj_type().is_some()) {
        let object = document
            .import_obj(&format!("{number}@{actor}"))
            .map_err(|_| Refusal::Poisonous)?;
        let parents = document.parents(&object).map_err(|_| Refusal::Poisonous)?;
        if parents.take(DOCUMENT_DEPTH_MAX + 1).count() > DOCUMENT_DEPTH_MAX {
            return Err(Refusal::TooLarge);
        }
    }
    Ok(())
}
