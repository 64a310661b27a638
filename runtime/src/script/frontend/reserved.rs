//! Words that Rhai keeps for later and that people need as names: `new`, `match`, `module`, ...
//!
//! A plain script cannot contain them outside of texts, so giving them back changes none.

use rhai::Token;

use super::tokens::{Lexeme, Rewrite};

/// The words given back. Those that begin a habit of another language (`var`, `null`, `await`) stay
/// reserved, because the error can then say what to write instead.
const NAMES: &[&str] = &[
    "case", "default", "go", "goto", "is", "match", "module", "new", "package", "public", "shared",
    "super", "sync", "thread", "use",
];

/// Makes names of them.
pub(super) fn rewrite(lexemes: &[Lexeme], edits: &mut Rewrite) {
    for (index, lexeme) in lexemes.iter().enumerate() {
        if let Token::Reserved(word) = &lexeme.token
            && NAMES.contains(&word.as_str())
        {
            edits.put(index, Token::Identifier(word.clone()));
        }
    }
}
