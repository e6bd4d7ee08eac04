//! The invented commune's officers and volunteers.

use rand_core::RngCore;

use super::SyntheticPerson;
use super::chance::{between, pick};
use super::names::{family_name, full_name};
use crate::household::Gender;

/// Hamlets with many households have a third volunteer.
const HAMLETS_OF_THREE: usize = 6;

/// The three who work at the commune's office.
pub(super) fn officers(
    rng: &mut impl RngCore,
    year: i32,
    hamlets: &[String],
) -> Vec<SyntheticPerson> {
    [Gender::Female, Gender::Male, Gender::Female]
        .into_iter()
        .map(|gender| SyntheticPerson {
            name: worker_name(rng, gender, year, (30, 55)),
            organization: "Ban Thường trực Ủy ban MTTQ Việt Nam xã".to_owned(),
            hamlets: hamlets.to_vec(),
        })
        .collect()
}

/// The volunteers, hamlet after hamlet; no two of one name.
pub(super) fn volunteers(
    rng: &mut impl RngCore,
    year: i32,
    hamlets: &[String],
) -> Vec<SyntheticPerson> {
    let mut volunteers: Vec<SyntheticPerson> = Vec::new();
    for (index, hamlet) in hamlets.iter().enumerate() {
        for place in 0..if index < HAMLETS_OF_THREE { 3 } else { 2 } {
            let (organization, gender, ages) = organization(rng, place);
            let name = loop {
                let name = worker_name(rng, gender, year, ages);
                if volunteers.iter().all(|known| known.name != name) {
                    break name;
                }
            };
            volunteers.push(SyntheticPerson {
                name,
                organization: format!("{organization} {}", hamlet.replacen('Ấ', "ấ", 1)),
                hamlets: vec![hamlet.clone()],
            });
        }
    }
    volunteers
}

/// The first of a hamlet is of its Front committee, the second of the women's union.
fn organization(rng: &mut impl RngCore, place: usize) -> (&'static str, Gender, (i32, i32)) {
    match place {
        0 => (
            "Ban công tác Mặt trận",
            pick(rng, &[Gender::Male, Gender::Male, Gender::Female]),
            (42, 66),
        ),
        1 => ("Chi hội Phụ nữ", Gender::Female, (28, 58)),
        _ => pick(
            rng,
            &[
                ("Chi đoàn Thanh niên", Gender::Male, (19, 29)),
                ("Chi đoàn Thanh niên", Gender::Female, (19, 29)),
                ("Chi hội Nông dân", Gender::Male, (35, 62)),
                ("Chi hội Cựu chiến binh", Gender::Male, (52, 68)),
            ],
        ),
    }
}

fn worker_name(
    rng: &mut impl RngCore,
    gender: Gender,
    year: i32,
    (youngest, oldest): (i32, i32),
) -> String {
    let birth_year = year - between(rng, youngest, oldest);
    let family = family_name(rng);
    full_name(rng, family, gender, birth_year)
}
