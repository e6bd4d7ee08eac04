//! What was done for publicity, in a campaign's document: maps at its root, under `activity:<id>`, which
//! anybody writes; why one does not count, under `struck:<id of the activity>`, which the office writes.

use automerge::transaction::Transactable as _;
use automerge::{ObjType, ROOT};

use super::fields::MapReader;
use super::write::{put_text, put_time};
use super::{Author, Document, DocumentError, Written};
use crate::id::FactId;
use crate::publicity::{Activity, Channel, Noted, Strike};

const ACTIVITY: &str = "activity:";
const STRUCK: &str = "struck:";

impl Document {
    /// Notes an activity.
    pub fn note_activity(
        &mut self,
        author: Author,
        activity: &Activity,
    ) -> Result<Written, DocumentError> {
        self.change(author, |tx| {
            let map = tx.put_object(ROOT, format!("{ACTIVITY}{}", activity.id), ObjType::Map)?;
            tx.put(&map, "on", activity.on.to_string())?;
            tx.put(&map, "channel", activity.channel.code())?;
            for (key, text) in [
                ("topic", &activity.topic),
                ("place", &activity.place),
                ("organisation", &activity.organisation),
                ("note", &activity.note),
            ] {
                put_text(tx, &map, key, text)?;
            }
            if activity.reach != 0 {
                tx.put(&map, "reach", i64::from(activity.reach))?;
            }
            put_time(tx, &map, "recorded_at", activity.recorded_at)
        })
    }

    /// Says that a note does not count.
    pub fn strike_activity(
        &mut self,
        author: Author,
        activity: FactId,
        strike: &Strike,
    ) -> Result<Written, DocumentError> {
        self.change(author, |tx| {
            let map = tx.put_object(ROOT, format!("{STRUCK}{activity}"), ObjType::Map)?;
            tx.put(&map, "reason", strike.reason.as_str())?;
            put_time(tx, &map, "recorded_at", strike.recorded_at)
        })
    }

    /// Every activity of a campaign, by its day, then as noted.
    pub fn publicity(&self) -> Result<Vec<Noted>, DocumentError> {
        let root = MapReader::root(self.automerge());
        let mut noted = root
            .facts_under(ACTIVITY)?
            .into_iter()
            .map(|(id, actor, map)| {
                Ok(Noted {
                    activity: activity(id, &map)?,
                    actor,
                    struck: None,
                })
            })
            .collect::<Result<Vec<_>, DocumentError>>()?;
        for (id, _, map) in root.facts_under(STRUCK)? {
            let struck = noted.iter_mut().find(|noted| noted.activity.id == id);
            struck.ok_or(DocumentError::Schema("struck"))?.struck = Some(Strike {
                reason: map.text("reason")?,
                recorded_at: map.timestamp("recorded_at")?,
            });
        }
        noted.sort_by_key(|n| (n.activity.on, n.activity.recorded_at, n.activity.id));
        Ok(noted)
    }
}

fn activity(id: FactId, map: &MapReader<'_>) -> Result<Activity, DocumentError> {
    Ok(Activity {
        id,
        on: map.parsed("on")?,
        channel: map.code("channel", Channel::from_code)?,
        topic: map.text("topic")?,
        place: map.text("place")?,
        organisation: map.text("organisation")?,
        reach: u32::try_from(map.int("reach")?).map_err(|_| DocumentError::Schema("reach"))?,
        note: map.text("note")?,
        recorded_at: map.timestamp("recorded_at")?,
    })
}
