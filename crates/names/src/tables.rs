// SPDX-License-Identifier: Apache-2.0
//! The tables of telling and untelling words, parsed once from `data/words.tsv` and
//! `data/legal_forms.tsv`.

use crate::script::Script;
use crate::token::tokenise;
use foldhash::{HashMap, HashMapExt};
use std::sync::OnceLock;

/// What the tables know of the word a lookup began with.
#[derive(Debug, Default, Clone)]
pub(crate) struct Entry {
    /// Before or after a person's name.
    pub(crate) title: bool,
    /// Before a ship's name.
    pub(crate) ship_title: bool,
    /// Article, preposition or filiation word of a personal name.
    pub(crate) particle: bool,
    /// Article or preposition in the name of a body.
    pub(crate) org_particle: bool,
    /// Figure for a number in words.
    pub(crate) number: Option<&'static str>,
    /// Legal forms and common words that begin with this word, longest first.
    pub(crate) runs: Vec<Run>,
}

impl Entry {
    /// Whether the word alone is a legal form.
    pub(crate) fn is_legal(&self) -> bool {
        let alone = |run: &&Run| run.rest.is_empty();
        self.runs.iter().find(alone).is_some_and(|run| matches!(run.kind, RunKind::Legal(_)))
    }
}

/// A legal form or common word of one or more words.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    /// The words after the first.
    pub(crate) rest: Vec<String>,
    /// What it is.
    pub(crate) kind: RunKind,
    /// Every word is a single letter ("s p a"), so it counts only at the end of a name.
    pub(crate) letters: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RunKind {
    /// A legal form, by its id with the leading `=`.
    Legal(&'static str),
    /// A common word, by its English equivalent.
    Common(&'static str),
}

/// All tables.
pub(crate) struct Tables {
    words: HashMap<String, Entry>,
    /// Id of a legal form (with `=`) to its family.
    families: HashMap<&'static str, &'static str>,
    /// Words of two or more characters in scripts without spaces, by their first character.
    unspaced: HashMap<char, Vec<Vec<char>>>,
}

impl Tables {
    /// What is known of a folded word.
    pub(crate) fn get(&self, word: &str) -> Option<&Entry> {
        self.words.get(word)
    }

    /// Family of a legal form's id.
    pub(crate) fn family(&self, id: &str) -> Option<&'static str> {
        self.families.get(id).copied()
    }

    /// Length in characters of the longest known word that `text` begins with, if any.
    pub(crate) fn unspaced_prefix(&self, text: &[char]) -> Option<usize> {
        let words = self.unspaced.get(text.first()?)?;
        words.iter().find(|word| text.starts_with(word)).map(Vec::len)
    }

    fn parse() -> Self {
        let mut tables = Self {
            words: HashMap::with_capacity(4096),
            families: HashMap::new(),
            unspaced: HashMap::new(),
        };
        for (role, canonical, spellings) in rows(include_str!("../data/words.tsv")) {
            for spelling in spellings.split('|') {
                tables.word(role, canonical, spelling);
            }
        }
        for (id, family, spellings) in rows(include_str!("../data/legal_forms.tsv")) {
            tables.families.insert(id, family);
            for spelling in spellings.split('|') {
                tables.run(spelling, RunKind::Legal(id));
            }
        }
        for entry in tables.words.values_mut() {
            entry.runs.sort_by_key(|run| std::cmp::Reverse(run.rest.len()));
        }
        for words in tables.unspaced.values_mut() {
            words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
            words.dedup();
        }
        tables
    }

    fn word(&mut self, role: &str, canonical: &'static str, spelling: &str) {
        if role == "common" {
            self.run(spelling, RunKind::Common(canonical));
            return;
        }
        let tokens = tokenise(spelling);
        let [token] = tokens.as_slice() else { return };
        let entry = self.words.entry(token.plain.clone()).or_default();
        match role {
            "title" => entry.title = true,
            "shiptitle" => entry.ship_title = true,
            "particle" => entry.particle = true,
            "orgparticle" => entry.org_particle = true,
            "number" => entry.number = Some(canonical),
            _ => {}
        }
    }

    fn run(&mut self, spelling: &str, kind: RunKind) {
        let tokens = tokenise(spelling);
        let Some((first, rest)) = tokens.split_first() else { return };
        if rest.is_empty() && first.script.unspaced() {
            let chars: Vec<char> = first.plain.chars().collect();
            if let (Some(&head), true) = (chars.first(), chars.len() >= 2) {
                self.unspaced.entry(head).or_default().push(chars);
            }
        }
        if rest.is_empty()
            && let Some(bare) = first.plain.strip_prefix("ال")
        {
            // The article is cut off before words are looked up.
            self.insert(bare.to_owned(), Run { rest: Vec::new(), kind, letters: false });
            self.insert(format!("لل{bare}"), Run { rest: Vec::new(), kind, letters: false });
        } else if rest.is_empty() && first.script == Script::Arabic {
            self.insert(
                format!("لل{}", first.plain),
                Run { rest: Vec::new(), kind, letters: false },
            );
        }
        let run = Run {
            rest: rest.iter().map(|token| token.plain.clone()).collect(),
            kind,
            letters: !rest.is_empty() && tokens.iter().all(|t| t.plain.chars().nth(1).is_none()),
        };
        self.insert(first.plain.clone(), run);
    }

    fn insert(&mut self, first: String, run: Run) {
        let entry = self.words.entry(first).or_default();
        // The first row that claims a spelling keeps it.
        if !entry.runs.iter().any(|known| known.rest == run.rest) {
            entry.runs.push(run);
        }
    }
}

/// Rows of a three-column table; lines that begin with `#` are remarks.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut columns = line.split('\t');
        Some((columns.next()?, columns.next()?, columns.next()?))
    })
}

/// The tables, parsed on first use.
pub(crate) fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(Tables::parse)
}
