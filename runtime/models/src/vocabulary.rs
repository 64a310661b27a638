//! Text to token ids and back.

use std::collections::BTreeSet;
use std::path::Path;

use tokenizers::{DecoderWrapper, Tokenizer};

use crate::error::ModelError;
use crate::files::name;

/// One piece of text as the model sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The number by which the model knows it.
    pub id: u32,
    /// Its text. A token may be a part of a character; then the text shows `U+FFFD`.
    pub text: String,
}

/// A model's tokenizer.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    tokenizer: Tokenizer,
    /// Whether each token stands for bytes by itself, as in GPT-2's byte-level vocabularies.
    byte_level: bool,
    special: BTreeSet<u32>,
    largest_id: u32,
}

impl Vocabulary {
    /// Reads `tokenizer.json`.
    pub(crate) fn read(path: &Path) -> Result<Self, ModelError> {
        let refuse = |reason| ModelError::Config {
            file: name(path),
            reason,
            path: path.into(),
        };
        let mut tokenizer = Tokenizer::from_file(path)
            .map_err(|error| refuse(format!("it is no tokenizer ({error})")))?;
        // Some files carry the padding and truncation of their training; a prompt must be read as it is.
        tokenizer.with_padding(None);
        tokenizer
            .with_truncation(None)
            .map_err(|error| refuse(error.to_string()))?;
        let largest_id = tokenizer.get_vocab(true).into_values().max();
        let added = tokenizer.get_added_tokens_decoder();
        Ok(Self {
            byte_level: matches!(tokenizer.get_decoder(), Some(DecoderWrapper::ByteLevel(_))),
            special: added
                .into_iter()
                .filter(|(_, token)| token.special)
                .map(|(id, _)| id)
                .collect(),
            largest_id: largest_id.ok_or_else(|| refuse("it has no tokens".into()))?,
            tokenizer,
        })
    }

    /// The largest id a text can be turned into.
    pub(crate) fn largest_id(&self) -> u32 {
        self.largest_id
    }

    /// Whether the token stands for no text, such as the one that ends a text.
    pub(crate) fn is_special(&self, id: u32) -> bool {
        self.special.contains(&id)
    }

    /// The ids of a text, with or without the special tokens that the tokenizer puts around one.
    pub(crate) fn encode(&self, text: &str, special: bool) -> Result<Vec<u32>, String> {
        let encoding = self
            .tokenizer
            .encode_fast(text, special)
            .map_err(|error| error.to_string())?;
        Ok(encoding.get_ids().to_vec())
    }

    /// The text of several tokens, without special ones.
    pub(crate) fn decode(&self, ids: &[u32]) -> String {
        self.tokenizer.decode(ids, true).unwrap_or_default()
    }

    /// The text of one token, special ones included.
    pub(crate) fn text(&self, id: u32) -> String {
        match self.bytes(id) {
            Some(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            None => self.tokenizer.decode(&[id], false).unwrap_or_default(),
        }
    }

    /// The bytes of one token, where the vocabulary is one of bytes.
    pub(crate) fn bytes(&self, id: u32) -> Option<Vec<u8>> {
        if !self.byte_level {
            return None;
        }
        let token = self.tokenizer.id_to_token(id).unwrap_or_default();
        // A token with a letter outside of the byte alphabet was added by hand and stands for itself.
        Some(
            token
                .chars()
                .map(byte)
                .collect::<Option<Vec<u8>>>()
                .unwrap_or_else(|| token.into_bytes()),
        )
    }
}

/// The byte for which a letter stands in a byte-level vocabulary.
///
/// Printable bytes of Latin-1 stand for themselves; the others are counted from U+0100 on, in order.
fn byte(letter: char) -> Option<u8> {
    let printable = |byte: u8| matches!(byte, b'!'..=b'~' | 0xa1..=0xac | 0xae..=0xff);
    match u32::from(letter) {
        code @ 0..=0xff => u8::try_from(code).ok().filter(|byte| printable(*byte)),
        code => (0..=u8::MAX)
            .filter(|byte| !printable(*byte))
            .nth(code as usize - 0x100),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_byte_alphabet_is_the_one_of_gpt2() {
        assert_eq!(byte('A'), Some(b'A'));
        assert_eq!(byte('Ġ'), Some(b' '));
        assert_eq!(byte('Ċ'), Some(b'\n'));
        assert_eq!(byte('ł'), Some(0xa0));
        assert_eq!(byte('Ń'), Some(0xad));
        assert_eq!(byte('ÿ'), Some(0xff));
        assert_eq!(byte(' '), None);
        assert_eq!(byte('世'), None);
    }
}
