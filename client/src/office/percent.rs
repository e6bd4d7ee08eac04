//! Percent-encoding: for a query, for a file's name in a header, and for an image in an address.

use std::fmt::Write as _;

use chungtay_shared::api::FactQuery;

/// Everything but letters, digits and `-._~` as `%XX` of its UTF-8 bytes.
pub(crate) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// An SVG image as an address an `<img>` can show; the picture stays inert there.
pub(crate) fn svg_address(svg: &str) -> String {
    format!("data:image/svg+xml;charset=utf-8,{}", encode(svg))
}

/// The query of a page of facts, with its question mark.
pub(crate) fn fact_query(query: &FactQuery) -> String {
    let mut text = format!("?offset={}&limit={}", query.offset, query.limit);
    if let Some(kind) = query.kind {
        let _ = write!(text, "&kind={}", kind.code());
    }
    for (name, day) in [("from", query.from), ("to", query.to)] {
        if let Some(day) = day {
            let _ = write!(text, "&{name}={day}");
        }
    }
    if let Some(campaign) = query.campaign {
        let _ = write!(text, "&campaign={campaign}");
    }
    if query.standing {
        text.push_str("&standing=true");
    }
    for (name, value) in [("hamlet", &query.hamlet), ("search", &query.search)] {
        if !value.is_empty() {
            let _ = write!(text, "&{name}={}", encode(value));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use chungtay_shared::api::FactKind;
    use chungtay_shared::id::DocId;

    #[test]
    fn vietnamese_names_and_signs_survive_an_address() {
        assert_eq!(encode("Ấp 3 & 4"), "%E1%BA%A4p%203%20%26%204");
        assert_eq!(
            svg_address("<svg/>"),
            "data:image/svg+xml;charset=utf-8,%3Csvg%2F%3E"
        );
    }

    #[test]
    fn a_query_names_only_what_was_asked() {
        let mut query = FactQuery {
            limit: 50,
            ..FactQuery::default()
        };
        assert_eq!(fact_query(&query), "?offset=0&limit=50");
        query.kind = Some(FactKind::Visit);
        query.hamlet = "ấp 3".to_owned();
        query.search = "dang".to_owned();
        assert_eq!(
            fact_query(&query),
            "?offset=0&limit=50&kind=visit&hamlet=%E1%BA%A5p%203&search=dang"
        );
        let counted = FactQuery {
            limit: 50,
            from: "2026-10-17".parse().ok(),
            to: "2026-11-18".parse().ok(),
            campaign: Some(DocId::from_bytes([2; 16])),
            standing: true,
            ..FactQuery::default()
        };
        let campaign = "02".repeat(16);
        assert_eq!(
            fact_query(&counted),
            format!(
                "?offset=0&limit=50&from=2026-10-17&to=2026-11-18&campaign={campaign}&standing=true"
            )
        );
    }
}
