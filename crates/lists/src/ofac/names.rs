// SPDX-License-Identifier: Apache-2.0
//! Names as OFAC orders them: family name, comma, the others.

use interdict_model::{Name, NameKind, NamePart, PartKind, Schema};

/// A name printed whole. A person's is split at the comma behind the family name.
pub(super) fn whole(kind: NameKind, text: &str, schema: &Schema) -> Name {
    let name = Name::new(kind, text.trim());
    if *schema != Schema::PERSON {
        return name;
    }
    match text.split_once(',') {
        Some((family, given)) if !family.trim().is_empty() && !given.trim().is_empty() => name
            .with_parts(vec![
                part(PartKind::Family, family.trim()),
                part(PartKind::Given, given.trim()),
            ]),
        _ => name,
    }
}

/// A name printed as last and first name; the text joins them as OFAC does.
pub(super) fn split(
    kind: NameKind,
    last: Option<&str>,
    first: Option<&str>,
    schema: &Schema,
) -> Option<Name> {
    match (last, first) {
        (Some(last), Some(first)) => Some(
            Name::new(kind, format!("{last}, {first}"))
                .with_parts(vec![part(PartKind::Family, last), part(PartKind::Given, first)]),
        ),
        (Some(one), None) | (None, Some(one)) => Some(whole(kind, one, schema)),
        (None, None) => None,
    }
}

/// A name of parts in the publisher's order, each with its role where it has one.
pub(super) fn of_parts(kind: NameKind, parts: &[(Option<PartKind>, &str)]) -> Option<Name> {
    let join = |family: bool| {
        let chosen: Vec<&str> = parts
            .iter()
            .filter(|(role, _)| (*role == Some(PartKind::Family)) == family)
            .map(|(_, text)| *text)
            .collect();
        chosen.join(" ")
    };
    let (family, others) = (join(true), join(false));
    let text = match (family.is_empty(), others.is_empty()) {
        (true, true) => return None,
        (false, false) => format!("{family}, {others}"),
        _ => family + &others,
    };
    let roles: Vec<NamePart> =
        parts.iter().filter_map(|(role, text)| role.map(|role| part(role, text))).collect();
    Some(Name::new(kind, text).with_parts(roles))
}

fn part(kind: PartKind, text: &str) -> NamePart {
    NamePart { kind, text: text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_persons_name_is_split() {
        let person = whole(NameKind::Primary, "DOE, Jane, Jr.", &Schema::PERSON);
        assert_eq!(person.text, "DOE, Jane, Jr.");
        assert_eq!(person.parts[0], part(PartKind::Family, "DOE"));
        assert_eq!(person.parts[1], part(PartKind::Given, "Jane, Jr."));
        assert!(whole(NameKind::Primary, "ACME, S.A.", &Schema::ORGANIZATION).parts.is_empty());
        assert!(whole(NameKind::Aka, "MADONNA", &Schema::PERSON).parts.is_empty());
    }

    #[test]
    fn parts_join_family_first_whatever_their_order() {
        let name = of_parts(
            NameKind::Aka,
            &[
                (Some(PartKind::Given), "Mohammad"),
                (Some(PartKind::Family), "SAYYARI"),
                (Some(PartKind::Middle), "Mehdi"),
            ],
        )
        .unwrap();
        assert_eq!(name.text, "SAYYARI, Mohammad Mehdi");
        assert_eq!(name.parts.len(), 3);
        let firm = of_parts(NameKind::Primary, &[(None, "ACME")]).unwrap();
        assert_eq!((firm.text.as_str(), firm.parts.len()), ("ACME", 0));
        assert!(of_parts(NameKind::Primary, &[]).is_none());
    }
}
