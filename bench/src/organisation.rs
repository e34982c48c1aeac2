// SPDX-License-Identifier: Apache-2.0
//! Firms and other bodies: a telling name, what they do, a legal form.

use crate::random::Random;
use crate::tables::Tables;

/// An organisation, before it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Organisation {
    pub(crate) schema: &'static str,
    pub(crate) name: String,
    pub(crate) aliases: Vec<String>,
    pub(crate) country: &'static str,
    pub(crate) number: String,
    pub(crate) founded: Option<String>,
}

/// Countries with the legal forms usual in them.
const COUNTRIES: &[(&str, &[&str])] = &[
    ("ru", &["OOO", "AO", "PAO", "LLC", "JSC", "ZAO"]),
    ("cn", &["Co., Ltd.", "Company Limited", "Group Co., Ltd."]),
    ("ir", &["Co.", "PJS", "Company"]),
    ("ae", &["LLC", "FZE", "DMCC", "FZCO"]),
    ("us", &["Inc.", "LLC", "Corporation"]),
    ("gb", &["Limited", "PLC", "LLP"]),
    ("de", &["GmbH", "AG", "GmbH & Co. KG"]),
    ("tr", &["A.S.", "Ltd. Sti."]),
    ("cy", &["Ltd", "Limited"]),
    ("mx", &["S.A. de C.V.", "S. de R.L."]),
    ("co", &["S.A.S.", "Ltda."]),
    ("kp", &["Corporation", "Company", ""]),
    ("sy", &["LLC", "Company", ""]),
    ("hk", &["Limited", "Co., Limited"]),
];

const WORK: &[&str] = &[
    "Trading",
    "Shipping",
    "Bank",
    "Investment",
    "Holding",
    "Industries",
    "Technology",
    "Aviation",
    "Petroleum",
    "Petrochemical",
    "Electronics",
    "Logistics",
    "Construction",
    "Engineering",
    "Import Export",
    "General Trading",
    "Marine Services",
    "Energy",
    "Mining",
    "Steel",
    "Exchange",
    "Research Institute",
    "Design Bureau",
    "Charity Foundation",
    "Security Services",
    "Machinery",
    "Chemical Plant",
    "Insurance",
    "Telecom",
    "Agriculture",
];

const PLACE: &[&str] = &[
    "International",
    "Global",
    "National",
    "Northern",
    "Eastern",
    "Gulf",
    "Asia",
    "Pacific",
    "Far East",
    "Caspian",
    "Black Sea",
    "Oriental",
    "Central",
    "United",
    "New",
    "First",
    "Golden",
    "Blue",
];

/// Draws an organisation.
pub(crate) fn organisation(tables: &Tables, random: &mut Random) -> Organisation {
    let (country, forms) = random.pick(COUNTRIES).copied().unwrap_or(("us", &["Inc."]));
    let telling = telling(tables, random, country);
    let mut words: Vec<String> = Vec::new();
    if random.percent(25) {
        words.push(random.word(PLACE).to_owned());
    }
    words.extend(telling);
    words.push(random.word(WORK).to_owned());
    if random.percent(15) {
        words.push(random.between(1, 250).to_string());
    }
    let form = random.word(forms);
    let plain = words.join(" ");
    let mut aliases = Vec::new();
    if random.percent(40) {
        aliases.push(plain.clone());
    }
    if random.percent(25) {
        aliases.push(format!(
            "{} {form}",
            words.iter().skip(1).cloned().collect::<Vec<_>>().join(" ")
        ));
    }
    if random.percent(20) && words.len() > 2 {
        aliases.push(
            words.iter().filter_map(|w| w.chars().next()).flat_map(char::to_uppercase).collect(),
        );
    }
    let name = if form.is_empty() { plain } else { format!("{plain} {form}") };
    aliases.retain(|a| *a != name && !a.trim().is_empty());
    Organisation {
        schema: if random.percent(60) { "Company" } else { "Organization" },
        name,
        aliases,
        country,
        number: random.between(1_000_000, 999_999_999).to_string(),
        founded: random.percent(35).then(|| random.between(1950, 2024).to_string()),
    }
}

/// One or two words that tell it from others.
fn telling(tables: &Tables, random: &mut Random, country: &str) -> Vec<String> {
    let count = random.between(1, 2);
    (0..count)
        .filter_map(|_| match country {
            "ru" => tables.cyrillic.draw(random).map(|p| p.latin.clone()),
            "cn" | "hk" => tables.han.draw(random).map(|p| p.latin.clone()),
            "kp" => random.pick(&tables.korean_syllables).map(|p| p.latin.clone()),
            "ir" | "ae" | "sy" | "tr" => tables.arabic.draw(random).map(|p| p.latin.clone()),
            "us" | "gb" => tables.surnames.draw(random).cloned(),
            _ => random.pick(&tables.more_surnames).cloned(),
        })
        .collect()
}
