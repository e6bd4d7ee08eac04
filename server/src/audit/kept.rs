//! What is kept beside documents and rows: receipts, records set aside, closed periods.

use std::collections::BTreeMap;

use chungtay_shared::id::to_hex;
use chungtay_shared::period::Figures;
use chungtay_shared::sync::gate::{Refusal, name_of};

use super::erased::Erased;
use super::{Hand, Trouble, cells};
use crate::periods;
use crate::store::{RawTable, StoreError};

const DEVICES: RawTable = RawTable {
    name: "device",
    columns: &["id", "receipted"],
    order: "id",
};
const SENDERS: RawTable = RawTable {
    name: "log",
    columns: &["device"],
    order: "seq",
};
const SET_ASIDE: RawTable = RawTable {
    name: "quarantine",
    columns: &["hash", "doc", "change", "reason"],
    order: "hash",
};
const CLOSINGS: RawTable = RawTable {
    name: "closing",
    columns: &["campaign", "n", "body", "hash"],
    order: "campaign, n",
};

/// What each device is told of its records is what the log has of it.
pub(super) fn receipts(hand: &mut Hand<'_>) -> Result<(), StoreError> {
    let commune = hand.done.commune.clone();
    let mut counted: BTreeMap<Vec<u8>, i64> = BTreeMap::new();
    for row in hand.tx.raw(&SENDERS, &commune, None)? {
        let [device] = cells(row)?;
        *counted.entry(device.bytes().to_owned()).or_default() += 1;
    }
    for row in hand.tx.raw(&DEVICES, &commune, None)? {
        let [device, receipted] = cells(row)?;
        let count = counted.get(device.bytes()).copied().unwrap_or_default();
        if receipted.number() != Some(count) {
            let what = format!(
                "device.receipted of {} is not the log's",
                to_hex(device.bytes())
            );
            hand.find(Trouble::Receipts, None, &what);
        }
    }
    Ok(())
}

/// What is set aside is what came, but for what came of households that were erased.
pub(super) fn set_aside(hand: &mut Hand<'_>, erased: &Erased) -> Result<(), StoreError> {
    let commune = hand.done.commune.clone();
    for row in hand.tx.raw(&SET_ASIDE, &commune, None)? {
        let [hash, doc, change, reason] = cells(row)?;
        let is_emptied = change.bytes().is_empty() && reason.text() == Refusal::Erased.code();
        if is_emptied && erased.docs.contains(doc.bytes()) {
            continue;
        }
        if name_of(change.bytes()).0.as_slice() != hash.bytes() {
            let what = format!("quarantine {}", to_hex(hash.bytes()));
            hand.find(Trouble::SetAside, Some(doc.bytes()), &what);
        }
    }
    Ok(())
}

/// What was closed is what it was.
pub(super) fn periods(hand: &mut Hand<'_>) -> Result<(), StoreError> {
    let commune = hand.done.commune.clone();
    for row in hand.tx.raw(&CLOSINGS, &commune, None)? {
        let [campaign, n, body, hash] = cells(row)?;
        let number = n.number().unwrap_or_default();
        if periods::hash(body.text()).as_slice() != hash.bytes() {
            let what = format!("closing.body of period {number} is not what its hash says");
            hand.find(Trouble::Period, Some(campaign.bytes()), &what);
            continue;
        }
        let stands_there = |figures: &Figures| {
            let n = i64::try_from(figures.n).ok();
            figures.unit == commune
                && figures.campaign.as_bytes().as_slice() == campaign.bytes()
                && n == Some(number)
        };
        let figures = serde_json::from_str::<Figures>(body.text());
        if !figures.is_ok_and(|figures| stands_there(&figures)) {
            let what = format!("closing.body is another period's than {number}");
            hand.find(Trouble::Period, Some(campaign.bytes()), &what);
        }
    }
    Ok(())
}
