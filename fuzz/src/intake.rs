// SPDX-License-Identifier: Apache-2.0
//! Bytes as a customer file.

use interdict_intake::{Input, Options, Order, open};
use std::io::Cursor;

/// Opens the bytes as a stream and reads every row. An input that ends in 0xFF takes its options
/// from the byte before it.
pub(crate) fn rows(data: &[u8]) {
    let (data, bits) = match data {
        [rest @ .., bits, 0xff] => (rest, *bits),
        _ => (data, 0),
    };
    let told = |bit: u8| bits >> bit & 1 == 1;
    let options = Options {
        map: if told(0) { vec![("1".to_owned(), "name".to_owned())] } else { Vec::new() },
        date_order: told(1).then_some(Order::MonthFirst),
        encoding: told(2).then(|| "shift_jis".to_owned()),
        delimiter: told(3).then_some(b';'),
        sheet: told(4).then(|| "2".to_owned()),
        no_header: told(5),
    };
    let reader = Box::new(Cursor::new(data.to_vec()));
    let mut reader = match open(Input::Stream { name: "customers".to_owned(), reader }, &options) {
        Ok(reader) => reader,
        Err(error) => {
            assert!(!error.to_string().trim().is_empty(), "a refusal gives its reason");
            return;
        }
    };
    let (mut number, mut line) = (0, 0);
    for row in reader.by_ref() {
        number += 1;
        assert_eq!(row.number, number, "rows are numbered without a gap");
        match &row.outcome {
            Ok(party) => {
                assert!(row.line >= line, "rows come in the order of the file");
                line = row.line;
                for (field, _, expected) in &party.unread {
                    assert!(!field.is_empty() && !expected.is_empty(), "{:?}", party.unread);
                }
                let pairs = row.raw.to_pairs();
                for (heading, _) in &pairs {
                    let _ = row.raw.get(heading);
                }
            }
            Err(error) => assert!(!error.expected.is_empty() && !error.advice.is_empty()),
        }
    }
    assert!(reader.failure().is_none(), "a stream in memory does not break off");
    assert!(reader.next().is_none(), "the end stays the end");
}
