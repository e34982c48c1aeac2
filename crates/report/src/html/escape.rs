// SPDX-License-Identifier: Apache-2.0
//! The one way by which text of strangers enters the page.

use crate::text::shown;
use std::fmt::{self, Write};

/// Text that prints with everything escaped that could mean something to a browser, in an element
/// as in a quoted attribute. Controls, direction embeddings and zero-width characters are made
/// visible; line breaks stay.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '`' => f.write_str("&#96;")?,
                '\n' => f.write_char('\n')?,
                '\t' => f.write_char(' ')?,
                c => match shown(c) {
                    Some(instead) => f.write_str(&instead)?,
                    None => f.write_char(c)?,
                },
            }
        }
        Ok(())
    }
}

/// A name or value in its own direction, which cannot turn that of the text around it.
pub(super) struct Isolated<'a>(pub(super) &'a str);

impl fmt::Display for Isolated<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<bdi>{}</bdi>", Escaped(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_opens_closes_or_hides_gets_through() {
        let text = "<script>alert('1')</script> \"&amp;\" `x` \0\u{202e}abc\nשלום";
        let expected = "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &quot;&amp;amp;&quot; &#96;x&#96; \
                        ␀[U+202E]abc\nשלום";
        assert_eq!(Escaped(text).to_string(), expected);
    }
}
