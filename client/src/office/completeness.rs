//! Which phone owes how many records, and which was not heard for long: pure, for the page of
//! phones.

use std::cmp::Reverse;

use chungtay_shared::api::{DeviceLine, Role};
use chungtay_shared::time::Timestamp;

/// Days after which a phone that was not heard is worth asking after.
pub(crate) const SILENT_DAYS: i64 = 3;
const DAY_MS: i64 = 86_400_000;

/// Where the phones stand as a whole. Browsers of the office and locked phones are left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Phones that owe a record.
    pub(crate) owing: u64,
    /// Records they owe.
    pub(crate) owed: u64,
    /// Phones that were not heard for long.
    pub(crate) silent: u64,
    /// Phones whose clock is wrong.
    pub(crate) clocks: u64,
}

/// Where the phones stand as a whole.
pub(crate) fn standing(devices: &[DeviceLine], now: Timestamp) -> Standing {
    let mut standing = Standing::default();
    for device in devices.iter().filter(|d| is_in_use(d)) {
        standing.owing += u64::from(device.owed() > 0);
        standing.owed += device.owed();
        standing.silent += u64::from(silent_days(device, now).is_some());
        standing.clocks += u64::from(device.clock_off_s != 0);
    }
    standing
}

/// Who owes most first, then who was not heard for longest, the office's browsers behind the
/// phones, and locked ones last.
pub(crate) fn in_order(devices: &[DeviceLine]) -> Vec<&DeviceLine> {
    let mut sorted: Vec<&DeviceLine> = devices.iter().collect();
    sorted.sort_by_key(|device| {
        let is_browser = device.role.is_office();
        let heard_at = device.heard_at.unwrap_or(device.enrolled_at);
        (device.revoked, is_browser, Reverse(device.owed()), heard_at)
    });
    sorted
}

/// For how many days a phone was not heard, when that is long.
pub(crate) fn silent_days(device: &DeviceLine, now: Timestamp) -> Option<u64> {
    let heard_at = device.heard_at.unwrap_or(device.enrolled_at);
    let days = (now.ms() - heard_at.ms()) / DAY_MS;
    (is_in_use(device) && days >= SILENT_DAYS)
        .then(|| u64::try_from(days).ok())
        .flatten()
}

/// A phone whose volunteer has moved on is waited for only while it owes something.
fn is_in_use(device: &DeviceLine) -> bool {
    let is_done = device.revoked || (device.left && device.owed() == 0);
    device.role == Role::Volunteer && !is_done
}

#[cfg(test)]
mod tests {
    use chungtay_shared::api::Wipe;
    use chungtay_shared::id::DeviceId;

    use super::*;

    const NOW: Timestamp = Timestamp::from_ms(1_792_454_400_000);

    fn phone(person_name: &str, owed: u64, heard_days_ago: i64) -> DeviceLine {
        DeviceLine {
            id: DeviceId::from_bytes([1; 16]),
            role: Role::Volunteer,
            person_name: person_name.to_owned(),
            device_name: "Chrome, Android".to_owned(),
            enrolled_at: NOW.plus_ms(-30 * DAY_MS),
            heard_at: Some(NOW.plus_ms(-heard_days_ago * DAY_MS)),
            made: 40 + owed,
            receipted: 39,
            quarantined: 1,
            clock_off_s: 0,
            revoked: false,
            left: false,
            wipe: Wipe::NotAsked,
            proves: true,
        }
    }

    #[test]
    fn whoever_owes_most_is_asked_first_and_the_locked_last() {
        let browser = DeviceLine {
            role: Role::Office,
            ..phone("Cô Lan", 0, 0)
        };
        let locked = DeviceLine {
            revoked: true,
            clock_off_s: 900,
            ..phone("Bảy", 9, 20)
        };
        let slow = DeviceLine {
            clock_off_s: -7_200,
            ..phone("Út", 3, 5)
        };
        let lines = [
            locked,
            browser,
            phone("Mai", 0, 0),
            phone("Thơm", 0, 4),
            slow,
        ];
        let names: Vec<&str> = in_order(&lines)
            .into_iter()
            .map(|d| d.person_name.as_str())
            .collect();
        assert_eq!(names, ["Út", "Thơm", "Mai", "Cô Lan", "Bảy"]);
        let expected = Standing {
            owing: 1,
            owed: 3,
            silent: 2,
            clocks: 1,
        };
        assert_eq!(standing(&lines, NOW), expected);
    }

    #[test]
    fn a_phone_that_was_never_heard_is_silent_since_it_was_enrolled() {
        let never = DeviceLine {
            heard_at: None,
            ..phone("Mai", 0, 0)
        };
        assert_eq!(silent_days(&never, NOW), Some(30));
        assert_eq!(silent_days(&phone("Mai", 0, 2), NOW), None);
    }
}
