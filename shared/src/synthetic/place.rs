//! The invented commune's hamlets, and addresses in them that lie nowhere.

use rand_core::RngCore;

use super::chance::{between, pick, quotas};

/// Hamlets with how many of 500 care households live there.
const HAMLETS: &[(&str, u32)] = &[
    ("Ấp Thới Phước A", 75),
    ("Ấp Thới Phước B", 62),
    ("Ấp Hòa Lợi 1", 56),
    ("Ấp Hòa Lợi 2", 52),
    ("Ấp Kinh Ngang", 68),
    ("Ấp Rạch Tràm", 46),
    ("Ấp 3", 38),
    ("Ấp 4", 42),
    ("Ấp 9", 28),
    ("Ấp 10", 33),
];

const LANDMARKS: &[&str] = &[
    "cặp kinh thủy lợi",
    "sau nhà văn hóa ấp",
    "gần cầu ván",
    "đầu vàm",
    "cuối hẻm bê tông",
    "gần trường tiểu học",
    "đối diện đình",
    "gần trạm y tế",
    "bên kia cầu khỉ cũ",
    "cạnh trạm bơm",
    "gần chợ ấp",
    "trong vườn dừa, đi bộ 200 m",
    "cặp lộ nông thôn",
    "sát bờ rạch",
];

/// The hamlets by name, as the commune lists them.
pub(super) fn hamlets() -> Vec<String> {
    HAMLETS.iter().map(|(name, _)| (*name).to_owned()).collect()
}

/// The hamlet (by its place in [`hamlets`]) of each of `households`, hamlet after hamlet.
pub(super) fn settle(households: usize) -> Vec<usize> {
    let weights: Vec<_> = HAMLETS
        .iter()
        .map(|(_, weight)| *weight)
        .enumerate()
        .collect();
    quotas(households, &weights)
}

/// House number, group, landmark: some of them, as people tell the way.
pub(super) fn address(rng: &mut impl RngCore) -> String {
    let group = between(rng, 1, 12);
    match between(rng, 0, 9) {
        0..=3 => format!("Số {}, tổ {group}", between(rng, 2, 480)),
        4..=6 => format!("Tổ {group}, {}", pick(rng, LANDMARKS)),
        7..=8 => format!(
            "Số {}{}, tổ {group}, {}",
            between(rng, 2, 480),
            pick(rng, &["A", "B", "/1", "/2"]),
            pick(rng, LANDMARKS)
        ),
        _ => String::new(),
    }
}
