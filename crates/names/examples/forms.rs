// SPDX-License-Identifier: Apache-2.0
//! Shows how names are taken apart: `cargo run -p interdict-names --example forms -- person NAME…`.
#![allow(clippy::print_stdout, reason = "an example shows its result on the standard output")]

use interdict_names::{Class, analyse, fold};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let class = match arguments.next().as_deref() {
        Some("person") => Class::Person,
        Some("organisation") => Class::Organisation,
        Some("object") => Class::Object,
        _ => Class::Unknown,
    };
    for name in arguments {
        println!("{name}  [{}]", fold(&name));
        for slot in analyse(&name, class).slots {
            println!("  {} ({})", slot.printed, slot.role.label());
            for form in slot.forms {
                println!("    {}  {}", form.text, form.scheme.label());
            }
        }
    }
}
