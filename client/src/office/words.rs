//! Things of the office in words: failures, moments, amounts.

use chungtay_shared::api::{FactLine, Summary};
use chungtay_shared::campaign::AidItem;
use chungtay_shared::fund::{Amount, Source};
use chungtay_shared::household::ProfileField;
use chungtay_shared::id::Actor;
use chungtay_shared::life::Gone;
use chungtay_shared::money::{format_quantity, format_vnd, read_vnd};
use chungtay_shared::time::{PartialDate, Timestamp};

use yew::AttrValue;

use super::failure::Failure;
use crate::i18n::Translator;

/// Why a call failed, and what to do.
pub(crate) fn failure(t: &Translator, failure: &Failure) -> String {
    match failure {
        Failure::Unreachable => t.text("office.failure.unreachable").to_owned(),
        Failure::ServerFault => t.text("office.failure.server").to_owned(),
        Failure::Unreadable => t.text("office.failure.unreadable").to_owned(),
        Failure::Refused { body, .. } => t
            .choice("api", &body.code)
            .replace("{message}", &body.message),
    }
}

/// `17/10/2026 14:05`, on a Vietnamese clock: the date first, since tables are read by date.
pub(crate) fn moment(t: &Translator, at: Timestamp) -> String {
    format!("{}\u{a0}{}", t.date(at.local_date()), time_of_day(at))
}

/// `14:05`, on a Vietnamese clock.
pub(crate) fn time_of_day(at: Timestamp) -> String {
    let (hour, minute) = at.local_hour_minute();
    format!("{hour:02}:{minute:02}")
}

/// A count that may be below zero: `-3`, `1.500`.
pub(crate) fn signed(count: i64) -> String {
    format_vnd(count)
}

/// An amount, or a dash where there is none.
pub(crate) fn money_or_dash(t: &Translator, value_vnd: i64) -> String {
    if value_vnd == 0 {
        "–".to_owned()
    } else {
        t.money(value_vnd)
    }
}

/// Money and goods in one line: `500.000 đ`, `500.000 đ + hiện vật 200.000 đ`.
pub(crate) fn amount(t: &Translator, amount: Amount) -> String {
    let money = t.money(amount.money_vnd);
    if amount.goods_value_vnd == 0 {
        return money;
    }
    let value = t.money(amount.goods_value_vnd);
    let goods = t.fill("office.goods_worth", &[("value", &value)]);
    if amount.money_vnd == 0 {
        goods
    } else {
        format!("{money} + {goods}")
    }
}

/// The same, or a dash where there is neither.
pub(crate) fn amount_or_dash(t: &Translator, of: Amount) -> String {
    if of.is_zero() {
        "–".to_owned()
    } else {
        amount(t, of)
    }
}

/// What there is of these in one line.
pub(crate) fn joined(parts: &[&str]) -> String {
    let said = parts.iter().filter(|part| !part.trim().is_empty());
    said.copied().collect::<Vec<_>>().join(" · ")
}

/// Who pays: `Quỹ của đơn vị mình`, `Ủng hộ trực tiếp: Công ty Ba Đình`.
pub(crate) fn source(t: &Translator, source: Option<Source>, name: &str) -> String {
    let Some(source) = source else {
        return t.text("office.source_unsaid").to_owned();
    };
    let kind = t.choice("office.source", source.code());
    if name.is_empty() || source == Source::OwnFund {
        kind.to_owned()
    } else {
        format!("{kind}: {name}")
    }
}

/// Who pays for an item.
pub(crate) fn source_of(t: &Translator, item: &AidItem) -> String {
    source(t, item.source, &item.source_name)
}

/// What a fact was, in one line: a visit's purpose and who was met, a handover's item and form.
pub(crate) fn fact(t: &Translator, line: &FactLine) -> (String, String) {
    match line.kind {
        chungtay_shared::api::FactKind::Visit => (
            t.choice("purpose", &line.what).to_owned(),
            t.choice("met", &line.detail).to_owned(),
        ),
        chungtay_shared::api::FactKind::Handover | chungtay_shared::api::FactKind::Proposal => {
            (line.detail.clone(), t.choice("form", &line.what).to_owned())
        }
    }
}

/// `10 kg`, or nothing where there is no quantity.
pub(crate) fn quantity(quantity_milli: i64, unit: &str) -> String {
    if quantity_milli == 0 {
        return String::new();
    }
    format!("{}\u{a0}{unit}", format_quantity(quantity_milli))
}

/// A profile's value as people read it.
pub(crate) fn profile_value(t: &Translator, field: ProfileField, value: &str) -> String {
    match field {
        ProfileField::Birth => value
            .parse::<PartialDate>()
            .map_or_else(|_| value.to_owned(), PartialDate::display),
        ProfileField::Gender => t.choice("gender", value).to_owned(),
        ProfileField::HeadName
        | ProfileField::Nickname
        | ProfileField::NationalId
        | ProfileField::Phone
        | ProfileField::Hamlet
        | ProfileField::Address
        | ProfileField::MemberCount
        | ProfileField::Note => value.to_owned(),
    }
}

/// The name of whoever wrote with this actor.
pub(crate) fn person<'a>(
    t: &Translator,
    people: &'a std::collections::BTreeMap<Actor, String>,
    actor: Actor,
) -> &'a str {
    people
        .get(&actor)
        .map_or_else(|| t.text("office.unknown_person"), String::as_str)
}

/// A person's name, which may not be known here.
pub(crate) fn name<'a>(t: &Translator, name: &'a str) -> &'a str {
    if name.is_empty() {
        t.text("office.unknown_person")
    } else {
        name
    }
}

/// The text of a key whose only placeholder is `{count}`.
pub(crate) fn counted(t: &Translator, key: &str, count: u64) -> String {
    t.fill(key, &[("count", &t.number(count))])
}

/// Why a household is gone and since when.
pub(crate) fn gone(t: &Translator, gone: &Gone) -> String {
    let values = [
        ("why", t.choice("office.gone", gone.why.code())),
        ("day", &t.date(gone.on)),
    ];
    t.fill("office.gone_since", &values)
}

/// How an amount is read while it is typed, also one that will be refused; both readings where it has two.
pub(crate) fn money_echo(t: &Translator, text: &str) -> Option<AttrValue> {
    let echo = match read_vnd(text) {
        Ok(value_vnd) => Some(t.money(value_vnd)),
        Err(unsure) => t.unsure_amount(&unsure),
    };
    echo.map(AttrValue::from)
}

/// How much waits in the list of what a person has to look at.
pub(crate) const fn to_review(summary: &Summary) -> u64 {
    summary.proposals
        + summary.doubts
        + summary.noticed
        + summary.lookalikes
        + summary.stranded
        + summary.custody
        + summary.left_rows
        + summary.claims
        + summary.conflicts
        + summary.quarantined
}

#[cfg(test)]
mod tests {
    use yew::Callback;

    use chungtay_shared::limits::VALUE_VND_MAX;
    use chungtay_shared::money::parse_vnd;

    use super::*;
    use crate::i18n::{COMMON, Language, OFFICE};

    #[test]
    fn money_and_goods_are_never_added_up() {
        let t = Translator::new(Language::Vietnamese, &[&OFFICE], Callback::noop());
        let said = |money_vnd, goods_value_vnd| {
            let both = Amount {
                money_vnd,
                goods_value_vnd,
            };
            amount(&t, both).replace('\u{a0}', " ")
        };
        assert_eq!(said(500_000, 0), "500.000 đ");
        assert_eq!(said(0, 200_000), "hiện vật 200.000 đ");
        assert_eq!(said(500_000, 200_000), "500.000 đ + hiện vật 200.000 đ");
        assert_eq!(said(0, 0), "0 đ");
    }

    #[test]
    fn an_amount_that_is_refused_is_read_out_while_it_is_typed() {
        for language in Language::ALL {
            let t = Translator::new(language, &[&COMMON, &OFFICE], Callback::noop());
            let says = |typed, part: &str| {
                let echo = money_echo(&t, typed).map(|echo| echo.replace('\u{a0}', " "));
                assert!(
                    echo.as_ref().is_some_and(|echo| echo.contains(part)),
                    "{typed}: {echo:?}"
                );
            };
            says("500k", "500.000 đ");
            says("1.5", "1.500.000 đ");
            says("-5", "-5 đ");
            says("99999999999999999999", "99.999.999.999.999.999.999 đ");
            // The most that is taken, as the sentence names it.
            assert_eq!(parse_vnd("10.000 tỷ"), Ok(VALUE_VND_MAX));
            says("10.001 tỷ", "10.000 tỷ");
            assert_eq!(money_echo(&t, ""), None);
        }
    }

    #[test]
    fn who_pays_is_said_with_the_name_where_there_is_one() {
        let t = Translator::new(Language::Vietnamese, &[&OFFICE], Callback::noop());
        let said = |of, name| source(&t, of, name);
        assert_eq!(said(Some(Source::OwnFund), "gì đó"), "Quỹ của đơn vị mình");
        assert_eq!(
            said(Some(Source::Direct), "Công ty Ba Đình"),
            "Ủng hộ trực tiếp: Công ty Ba Đình"
        );
        assert_eq!(said(Some(Source::Budget), ""), "Ngân sách");
        assert_eq!(said(None, ""), "Chưa rõ nguồn chi");
    }
}
