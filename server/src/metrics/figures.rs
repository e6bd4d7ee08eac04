//! How things stand, read from the database when somebody asks.

use chungtay_shared::api::DeviceLine;
use chungtay_shared::time::Timestamp;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::{Registry, Unit};

use crate::store::{StoreError, Tx};

/// A phone that was not heard for so long is counted as silent: two weekends of visits.
const SILENT_MS: i64 = 8 * 86_400_000;

/// How things stand.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Figures {
    communes: u64,
    log_entries: u64,
    set_aside: u64,
    phones: u64,
    phones_owing: u64,
    phones_silent: u64,
    records_owed: u64,
    size_bytes: u64,
    backed_up_at: Option<Timestamp>,
}

impl Figures {
    pub(super) fn of(tx: &dyn Tx, now: Timestamp) -> Result<Self, StoreError> {
        let mut figures = Self {
            size_bytes: tx.size_bytes()?,
            backed_up_at: tx.backed_up_at()?,
            ..Self::default()
        };
        for commune in tx.communes()? {
            figures.communes += 1;
            figures.log_entries += tx.log_end(&commune.code)?;
            for device in tx.devices(&commune.code)? {
                figures.count(&device, now);
            }
        }
        Ok(figures)
    }

    fn count(&mut self, device: &DeviceLine, now: Timestamp) {
        self.set_aside += device.quarantined;
        if device.role.is_office() || device.revoked {
            return;
        }
        let heard_at = device.heard_at.unwrap_or(device.enrolled_at);
        self.phones += 1;
        self.phones_owing += u64::from(device.owed() > 0);
        self.phones_silent += u64::from(heard_at.plus_ms(SILENT_MS) < now);
        self.records_owed += device.owed();
    }

    pub(super) fn register(&self, registry: &mut Registry, open_pages: usize) {
        for (name, help, value) in [
            ("communes", "Communes served", self.communes),
            ("log_entries", "Changes in the logs", self.log_entries),
            ("set_aside", "Records that are set aside", self.set_aside),
            ("phones", "Phones that are not revoked", self.phones),
            (
                "phones_owing",
                "Of those, that owe a record",
                self.phones_owing,
            ),
            (
                "phones_silent",
                "Of those, not heard for 8 days",
                self.phones_silent,
            ),
            (
                "records_owed",
                "Records phones have said they made and not handed in",
                self.records_owed,
            ),
            (
                "office_pages",
                "Open pages of the office",
                open_pages as u64,
            ),
        ] {
            registry.register(name, help, gauge(value));
        }
        registry.register_with_unit(
            "database_size",
            "What the database takes on its disk",
            Unit::Bytes,
            gauge(self.size_bytes),
        );
        if let Some(at) = self.backed_up_at {
            registry.register_with_unit(
                "backed_up_timestamp",
                "When `chungtay backup` last made a copy, since 1970",
                Unit::Seconds,
                gauge(u64::try_from(at.ms() / 1_000).unwrap_or(0)),
            );
        }
    }
}

fn gauge(value: u64) -> Gauge {
    let gauge = Gauge::<i64>::default();
    gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
    gauge
}
