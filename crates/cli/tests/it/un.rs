// SPDX-License-Identifier: Apache-2.0
//! Releases of an invented UN list, of any size.

/// Syllables for names that are alike to nobody.
const SYLLABLES: [&str; 12] =
    ["bal", "dor", "mek", "tiv", "zun", "pra", "gol", "sev", "rik", "nuh", "fas", "wex"];

fn word(mut n: usize) -> String {
    let mut word = String::new();
    for _ in 0..3 {
        word.push_str(SYLLABLES[n % SYLLABLES.len()]);
        n /= SYLLABLES.len();
    }
    word
}

/// A list of a day with so many persons and organisations. Person 1 is called Arno Quisling Feld.
pub(crate) fn list(day: &str, persons: usize, organisations: usize) -> String {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <CONSOLIDATED_LIST xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         dateGenerated=\"{day}T07:08:09.100Z\">\n<INDIVIDUALS>\n"
    );
    for i in 1..=persons {
        let (first, second) = if i == 1 {
            ("ARNO QUISLING".to_owned(), "FELD".to_owned())
        } else {
            (word(i * 7), word(i * 131))
        };
        text.push_str(&format!(
            "<INDIVIDUAL><DATAID>{i}</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>{first}</FIRST_NAME>\
             <SECOND_NAME>{second}</SECOND_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>\
             <REFERENCE_NUMBER>KPi.{i:03}</REFERENCE_NUMBER><LISTED_ON>2020-01-02</LISTED_ON></INDIVIDUAL>\n"
        ));
    }
    text.push_str("</INDIVIDUALS>\n<ENTITIES>\n");
    for i in 1..=organisations {
        text.push_str(&format!(
            "<ENTITY><DATAID>{}</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>{} Works</FIRST_NAME>\
             <UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPe.{i:03}</REFERENCE_NUMBER>\
             <LISTED_ON>2020-01-02</LISTED_ON></ENTITY>\n",
            i + 100_000,
            word(i * 17)
        ));
    }
    text.push_str("</ENTITIES>\n</CONSOLIDATED_LIST>\n");
    text
}
