// SPDX-License-Identifier: Apache-2.0
//! Bytes as names, codes and configurations.

use interdict_codes::Order;
use interdict_fetch::Config;
use interdict_names::{Class, analyse, compare, fold, joined, likeness, namesakes, nicknames};
use interdict_screen::compare_names;

const CLASSES: [Class; 4] = [Class::Person, Class::Organisation, Class::Object, Class::Unknown];

/// Two names, one a line.
pub(crate) fn names(data: &[u8]) {
    // A name is a cell or an element, and those are short; a page of text is tried now and then.
    let text = String::from_utf8_lossy(data.get(..data.len().min(4096)).unwrap_or_default());
    let (a, b) = text.split_once('\n').unwrap_or((&text, ""));
    for text in [a, b] {
        let folded = fold(text);
        assert_eq!(fold(&folded), folded, "folding {text:?} twice");
    }
    for class in CLASSES {
        let (one, other) = (analyse(a, class), analyse(b, class));
        for slot in one.slots.iter().chain(&other.slots) {
            assert!(!slot.forms.is_empty());
            for form in &slot.forms {
                assert!(!form.text.is_empty());
                let _ = (nicknames(&form.text), namesakes(&form.text));
            }
        }
        for pair in one.slots.windows(2) {
            let _ = joined(&pair[0], &pair[1]);
        }
        assert!(compare(&one, &other).alignment.score <= 1000);
        assert!(compare(&other, &one).alignment.score <= 1000);
        if let (Some(x), Some(y)) = (one.slots.first(), other.slots.first()) {
            assert_eq!(likeness(x.main(), y.main()), likeness(y.main(), x.main()));
        }
    }
    let _ = compare_names(a, b, None);
}

/// A printed country, date or number.
pub(crate) fn codes(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let text = text.as_ref();
    if let Some(country) = interdict_codes::country(text) {
        assert_eq!(interdict_codes::country(country.code()), Some(country), "{text:?}");
    }
    for (part, _) in interdict_codes::countries_in(text) {
        assert!(text.contains(part), "{part:?} of {text:?}");
    }
    if let Some(date) = interdict_codes::date(text) {
        let printed = date.to_string();
        assert_eq!(printed.parse(), Ok(date), "{text:?} as {printed}");
    }
    for order in [Order::DayFirst, Order::MonthFirst] {
        for date in interdict_codes::date_with(text, order).into_iter().flat_map(|r| r.all()) {
            assert!(date.earliest() <= date.latest(), "{text:?}");
        }
    }
    let _ = interdict_codes::order_of(text);
    let _ = interdict_codes::wallet(text);
    let _ = interdict_codes::canonical(text);
    let folded = interdict_codes::fold(text);
    assert_eq!(interdict_codes::fold(&folded), folded, "folding {text:?} twice");
    for check in [
        interdict_codes::bic,
        interdict_codes::iban,
        interdict_codes::imo,
        interdict_codes::imo_company,
        interdict_codes::inn,
        interdict_codes::isin,
        interdict_codes::lei,
        interdict_codes::mmsi,
        interdict_codes::ogrn,
        interdict_codes::uei,
    ] {
        let _ = check(text);
    }
}

/// A configuration of sources.
pub(crate) fn config(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Err(error) = Config::parse("sources.toml", &text) {
        assert!(!error.defects.is_empty(), "a refusal gives its reasons");
        assert!(error.defects.iter().all(|d| !d.message.is_empty()));
        assert!(error.to_string().lines().count() >= error.defects.len());
    }
}
