// SPDX-License-Identifier: Apache-2.0
//! The measures the UK names for an entry.

use crate::recorder::Recorder;
use interdict_model::{DefectKind, Measure, MeasureKind};

/// The kind of a measure in the UK's words; `None` outside the vocabulary.
pub(super) fn kind(printed: &str) -> Option<MeasureKind> {
    let words: String =
        printed.to_lowercase().chars().filter(|c| c.is_ascii_alphabetic() || *c == ' ').collect();
    let says = |part: &str| words.contains(part);
    Some(if says("asset freeze") {
        MeasureKind::AssetFreeze
    } else if says("travel ban") {
        MeasureKind::TravelBan
    } else if says("arms embargo") {
        MeasureKind::ArmsEmbargo
    } else if says("port entry") {
        MeasureKind::PortEntryBan
    } else if says("deflag") || says("uk ship register") || says("registration of ship") {
        MeasureKind::DeFlag
    } else if says("detention") || says("movement direction") || says("port barring") {
        MeasureKind::ShipDirection
    } else if says("correspondent banking") {
        MeasureKind::CorrespondentAccount
    } else if says("securities") || says("moneymarket") || says("loan") {
        MeasureKind::Sectoral
    } else if says("trust services")
        || says("chartering")
        || says("crew servicing")
        || says("technical assistance")
        || says("internet services")
        || says("business arrangements")
        || says("bunkering")
    {
        MeasureKind::ServicesBan
    } else if says("director disqualification")
        || says("shipping sanctions")
        || says("transport sanctions")
        || says("representative offices")
        || says("specified ship")
    {
        MeasureKind::Other
    } else {
        return None;
    })
}

/// The measures of a cell "Asset freeze|Travel Ban|…"; one outside the vocabulary is kept as
/// printed and counted.
pub(super) fn read(cell: &str, line: u64, recorder: &mut Recorder<'_>, out: &mut Vec<Measure>) {
    for printed in cell.split('|').map(str::trim).filter(|p| !p.is_empty()) {
        let kind = kind(printed).unwrap_or_else(|| {
            recorder.defect(
                DefectKind::UnknownCode,
                line,
                "Sanctions Imposed",
                printed,
                "a measure this version does not know; kept in the publisher's words",
            );
            MeasureKind::Other
        });
        push(out, Measure { kind, printed: printed.to_owned(), since: None });
    }
}

/// Adds a measure that is not named yet.
pub(super) fn push(out: &mut Vec<Measure>, measure: Measure) {
    if !out.iter().any(|m| m.kind == measure.kind && m.printed == measure.printed) {
        out.push(measure);
    }
}

/// The measures behind "shipping sanctions", which the UK spells out in its other information.
pub(super) fn of_specified_ship(text: &str, out: &mut Vec<Measure>) {
    let lower = text.to_lowercase().replace(['\u{202f}', '\u{a0}', '\n'], " ");
    if !lower.contains("specified ship") && !lower.contains("shipping sanctions") {
        return;
    }
    for (words, kind, printed) in [
        ("enter a port", MeasureKind::PortEntryBan, "Prohibition of port entry"),
        (
            "registration on the uk ship register terminated",
            MeasureKind::DeFlag,
            "Termination of UK ship registration",
        ),
        ("detention direction", MeasureKind::ShipDirection, "Detention direction"),
        ("movement direction", MeasureKind::ShipDirection, "Movement direction"),
        ("port barring direction", MeasureKind::ShipDirection, "Port barring direction"),
    ] {
        if lower.split_whitespace().collect::<Vec<_>>().join(" ").contains(words) {
            push(out, Measure { kind, printed: printed.to_owned(), since: None });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_list_has_a_kind() {
        for (printed, expected) in [
            ("Asset freeze", MeasureKind::AssetFreeze),
            ("Travel Ban", MeasureKind::TravelBan),
            ("Trust Services Sanctions", MeasureKind::ServicesBan),
            ("Director Disqualification Sanction", MeasureKind::Other),
            ("Targeted arms embargo", MeasureKind::ArmsEmbargo),
            ("De-flag", MeasureKind::DeFlag),
            ("Prohibition of port entry", MeasureKind::PortEntryBan),
            ("Crew servicing of ships and aircraft", MeasureKind::ServicesBan),
            ("Correspondent banking relationships etc", MeasureKind::CorrespondentAccount),
            (
                "Dealing with transferable securities or money-market instruments",
                MeasureKind::Sectoral,
            ),
        ] {
            assert_eq!(kind(printed), Some(expected), "{printed}");
        }
        assert_eq!(kind("A stern look"), None);
    }

    #[test]
    fn shipping_sanctions_are_spelt_out() {
        let mut out = Vec::new();
        of_specified_ship(
            "Shipping sanctions: a specified ship\u{202f}is prohibited from being provided with access to or having its master cause it to enter\na port in the UK, may have its registration on the UK Ship Register terminated, and may be given a detention direction.",
            &mut out,
        );
        let kinds: Vec<_> = out.iter().map(|m| m.kind).collect();
        assert_eq!(
            kinds,
            [MeasureKind::PortEntryBan, MeasureKind::DeFlag, MeasureKind::ShipDirection]
        );
    }
}
