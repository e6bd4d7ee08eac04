use chungtay_shared::id::{DocId, FactId};
use chungtay_shared::publicity::{Activity, Strike};
use chungtay_shared::time::Timestamp;

use super::*;
use crate::i18n::{Language, OFFICE};

const NOW: Timestamp = Timestamp::from_ms(1_792_200_600_000);

fn line(channel: Channel, reach: u32) -> ActivityLine {
    ActivityLine {
        campaign: DocId::from_bytes([1; 16]),
        campaign_name: "Đợt 1".to_owned(),
        activity: Activity {
            id: FactId::from_bytes([2; 16]),
            on: NOW.local_date(),
            channel,
            topic: "Vận động ủng hộ Quỹ".to_owned(),
            place: String::new(),
            organisation: String::new(),
            reach,
            note: String::new(),
            recorded_at: NOW,
        },
        person_name: String::new(),
        struck: None,
    }
}

#[test]
fn what_was_struck_out_counts_nowhere() {
    let struck = ActivityLine {
        struck: Some(Strike {
            reason: "ghi hai lần".to_owned(),
            recorded_at: NOW,
        }),
        ..line(Channel::Meeting, 40)
    };
    let lines = [
        line(Channel::Meeting, 40),
        struck,
        line(Channel::Meeting, 0),
        line(Channel::Press, u32::MAX),
        line(Channel::Press, 1),
    ];
    let of = |channel| {
        let total = total(&lines, channel);
        (total.activities, total.reach)
    };
    assert_eq!(of(Some(Channel::Meeting)), (2, 40));
    assert_eq!(of(Some(Channel::Press)), (2, 1 << 32));
    assert_eq!(of(Some(Channel::Social)), (0, 0));
    assert_eq!(of(None), (4, (1 << 32) + 40));
}

#[test]
fn every_channel_has_words_of_its_own() {
    for language in Language::ALL {
        let t = Translator::new(language, &[&OFFICE], Callback::noop());
        let words = Channel::ALL
            .iter()
            .map(|channel| t.choice("office.channel", channel.code()));
        let words: std::collections::BTreeSet<_> = words.collect();
        assert_eq!(words.len(), Channel::ALL.len());
        assert!(!words.contains("…"));
    }
}
