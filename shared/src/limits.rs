//! Every limit, by name. The protocol's page repeats them; a test compares the two.

/// Phones that may wait in one commune until the office has admitted them: as many as somebody looks through.
pub const JOINING_MAX: u64 = 200;

/// Bytes of one sync request's body after decompression.
pub const REQUEST_BYTES_MAX: usize = 4 << 20;
/// Bytes of one change.
pub const CHANGE_BYTES_MAX: usize = 64 << 10;
/// Bytes of one change that is set aside for its length; a request with a longer one is refused.
pub const CHANGE_BYTES_KEPT_MAX: usize = 1 << 20;
/// Changes in one request, and so documents written to; a phone with more sends the rest in the next.
pub const CHANGES_PER_REQUEST_MAX: usize = 1_000;
/// Automerge operations in one change.
pub const CHANGE_OPERATIONS_MAX: usize = 2_000;
/// How deep a change may make objects stand in objects; the document itself is at depth 0, a visit
/// at 2.
pub const DOCUMENT_DEPTH_MAX: usize = 8;
/// Exchanges of one device in a minute, in the long run.
pub const EXCHANGES_PER_MINUTE_MAX: i64 = 60;
/// Exchanges of one device that may come at once, after it was quiet.
pub const EXCHANGES_AT_ONCE_MAX: i64 = 60;
/// Bytes of a body in a second, in the long run: half of what a phone gives a network up for.
pub const BODY_BYTES_PER_SECOND_MIN: u64 = 1_000;
/// Seconds that a body may take beyond that, at its beginning and whenever a network breaks off.
pub const BODY_PATIENCE_S: u64 = 60;
/// Seconds until the headers of a connection's next request must be there: longer than proxies keep a
/// connection that nobody uses.
pub const HEADERS_PATIENCE_S: u64 = 150;
/// Seconds after which an office's session has to be begun anew: a peak month and its reports.
pub const SESSION_S: i64 = 60 * 24 * 3_600;
/// Rows of one page that a program is given.
pub const TOOL_ROWS_MAX: u32 = 1_000;
/// Communes in one request.
pub const COMMUNES_PER_REQUEST_MAX: usize = 16;
/// Documents a phone may ask for whole in one request.
pub const DOCS_WANTED_MAX: usize = 1_000;
/// Characters of a commune's code.
pub const COMMUNE_CODE_CHARS_MAX: usize = 16;
/// Bytes of one request in JSON.
pub const JSON_BYTES_MAX: usize = 256 << 10;
/// Seconds a phone's clock may be wrong before people are shown it. It is never a reason to refuse.
pub const CLOCK_OFF_SHOWN_S: i64 = 300;
/// Bytes of documents in one page of a reply, before compression.
pub const PAGE_BYTES: usize = 128 << 10;
/// Bytes of one page frame of a reply: one document may be larger than a page.
pub const FRAME_BYTES_MAX: usize = 16 << 20;
/// Characters of a line of text (a name, an address).
pub const LINE_CHARS_MAX: usize = 200;
/// Characters of a free note.
pub const NOTE_CHARS_MAX: usize = 4_000;
/// Characters of a report's wording: twenty pages of it.
pub const WORDING_CHARS_MAX: usize = 20_000;
/// Points of a finger signature.
pub const SIGNATURE_POINTS_MAX: usize = 4_000;
/// Đồng in one amount: ten thousand billions.
pub const VALUE_VND_MAX: i64 = 10_000_000_000_000;
/// Gifts of a round that change hands at once.
pub const GIFTS_MAX: u64 = 100_000;
/// People that one activity reaches.
pub const REACH_MAX: u32 = 2_000_000;
/// Steps of one kind of aid.
pub const STEPS_MAX: usize = 12;
/// Sources of one case.
pub const PARTS_MAX: usize = 12;
/// Square metres of one house.
pub const HOUSE_AREA_MAX: i64 = 1_000;
/// People in one household.
pub const MEMBERS_MAX: u32 = 60;
/// Bytes of a spreadsheet offered for import.
pub const SPREADSHEET_BYTES_MAX: usize = 20 << 20;
/// Rows of a spreadsheet offered for import.
pub const SPREADSHEET_ROWS_MAX: usize = 20_000;
/// Bytes of an escape file, as text.
pub const ESCAPE_FILE_BYTES_MAX: usize = 8 << 20;
/// Bytes of what is sealed in it, after decompression.
pub const ESCAPE_CONTENTS_BYTES_MAX: usize = 16 << 20;
/// Requests in it.
pub const ESCAPE_REQUESTS_MAX: usize = 64;
/// Bytes of changes a phone puts into one; the rest goes into the next.
pub const ESCAPE_CHANGES_BYTES: usize = 4 << 20;
/// Files of colleagues that a phone carries at once.
pub const CARRIED_FILES_MAX: usize = 20;

const _: () = assert!(CHANGE_BYTES_MAX < CHANGE_BYTES_KEPT_MAX);
const _: () = assert!(CHANGE_BYTES_KEPT_MAX < REQUEST_BYTES_MAX);
// In base64, with room for what stands around the changes, even if no browser presses it.
const _: () = assert!(ESCAPE_CHANGES_BYTES * 3 / 2 < ESCAPE_FILE_BYTES_MAX);
const _: () = assert!(ESCAPE_CHANGES_BYTES < ESCAPE_CONTENTS_BYTES_MAX);
const _: () = assert!(PAGE_BYTES < FRAME_BYTES_MAX);
const _: () = assert!(LINE_CHARS_MAX < NOTE_CHARS_MAX);
const _: () = assert!(NOTE_CHARS_MAX * 4 < CHANGE_BYTES_MAX);
