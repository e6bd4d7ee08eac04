//! The rules by name.

/// Name, line of the SPEC, and what it says.
pub const ALL: [(&str, &str, &str); 27] = [
    (
        "S1",
        "I1",
        "what a phone shows as receipted is stored, by its hash",
    ),
    (
        "S2",
        "I2",
        "every record said to be saved reaches the office, once",
    ),
    (
        "S3",
        "I3",
        "when all have come back, every phone holds what the server has",
    ),
    ("S4", "I4", "nothing honest is set aside"),
    (
        "S5",
        "I5",
        "a device's numbers and a commune's log have no gap",
    ),
    (
        "S6",
        "I6",
        "the office's figure of what a phone owes is right",
    ),
    ("S7", "I7", "the projected rows are those of the documents"),
    ("S8", "I8", "a document is its log and nothing else"),
    (
        "S9",
        "I9",
        "nothing panics and nothing is logged as an error",
    ),
    (
        "S10",
        "I10",
        "a record stays on its phone, whatever the server says",
    ),
    (
        "S11",
        "I11",
        "a corrected fact counts no more, the others all do",
    ),
    ("S12", "I12", "in good weather everything comes to rest"),
    (
        "S13",
        "I13",
        "what a service worker would post is what the phone would",
    ),
    (
        "S14",
        "I14",
        "a phone whose volunteer has left holds nothing of the commune, and forgets no record",
    ),
    (
        "S15",
        "I15",
        "an app of another protocol is told so by name, and nothing of it is stored",
    ),
    (
        "S16",
        "I16",
        "a right is used once by whoever holds it; what is used more often was moved meanwhile, and is shown until somebody has looked at it",
    ),
    (
        "S17",
        "I17",
        "what the office decided last of a household holds, in documents, rows and counts",
    ),
    (
        "S18",
        "I18",
        "what is left of a Fund is what came in less what went out, on every day, and so is what is left of a pledge; no phone holds it",
    ),
    (
        "S19",
        "I19",
        "what a volunteer holds of a round's gifts is what they counted less what went; nobody gives what they do not hold, and what does not add up is found",
    ),
    (
        "S20",
        "I20",
        "a case stands at the same step on phones, in documents and rows, and so does what was paid of it",
    ),
    (
        "S21",
        "I21",
        "what Funds of one server send each other is counted once; what the city says of its campaign stands in every commune's document, beside what that added",
    ),
    (
        "S22",
        "I22",
        "what was decided of a category stands with its number and its standard until it is taken back; the newest that has begun is in force",
    ),
    (
        "S23",
        "I23",
        "a record is of the hamlet it was last moved into; who was written down under an old name since is shown, and phones know the names",
    ),
    (
        "S24",
        "I24",
        "a household that was erased is on no phone after it has synced and nowhere on the server, and never comes back; what it was given still counts",
    ),
    (
        "S25",
        "I25",
        "a lost phone removes everything once all of it is stored or set aside, and not before",
    ),
    (
        "S26",
        "I26",
        "no word of a household is lost, and the last word on each purpose is the same everywhere: a no counts unless a yes knew of it",
    ),
    (
        "S27",
        "I27",
        "an audit of what nobody has altered by hand finds nothing",
    ),
];
