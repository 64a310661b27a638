//! Which parts of a text are thoughts: those between two tags, which may come in pieces.

use rhai::{Array, Dynamic};

/// What stands around a thought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::script) struct Tags {
    open: String,
    close: String,
}

impl Default for Tags {
    fn default() -> Self {
        Self {
            open: "<think>".into(),
            close: "</think>".into(),
        }
    }
}

impl Tags {
    /// What a script says: `true`, `false`, or the two texts.
    pub(in crate::script) fn read(given: &Dynamic) -> Result<Option<Self>, String> {
        if let Ok(on) = given.as_bool() {
            return Ok(on.then(Self::default));
        }
        let list = given.read_lock::<Array>();
        let pair = list.as_ref().and_then(|list| match list.as_slice() {
            [open, close] if open.is_string() && close.is_string() => {
                Some((open.to_string(), close.to_string()))
            }
            _ => None,
        });
        match pair {
            Some((open, close)) if !open.is_empty() && !close.is_empty() => {
                Ok(Some(Self { open, close }))
            }
            _ => Err(
                "must be true, false or two texts, such as `[\"<think>\", \"</think>\"]`".into(),
            ),
        }
    }
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Of the text itself.
    Text(String),
    /// A thought begins.
    Open,
    /// Of a thought.
    Thought(String),
    /// The thought is over.
    Close,
}

/// Takes a text apart while it comes.
#[derive(Debug)]
pub(super) struct Splitter {
    tags: Tags,
    thinking: bool,
    /// What may be the beginning of a tag.
    held: String,
}

impl Splitter {
    pub(super) fn new(tags: Tags) -> Self {
        Self {
            tags,
            thinking: false,
            held: String::new(),
        }
    }

    /// The parts that are certain once this piece has come.
    pub(super) fn feed(&mut self, piece: &str) -> Vec<Part> {
        self.held.push_str(piece);
        let mut parts = Vec::new();
        loop {
            let tag = match self.thinking {
                true => &self.tags.close,
                false => &self.tags.open,
            };
            let Some(at) = self.held.find(tag.as_str()) else {
                let certain = self.held.len() - beginning_of(&self.held, tag);
                let rest = self.held.split_off(certain);
                let text = std::mem::replace(&mut self.held, rest);
                self.say(text, &mut parts);
                return parts;
            };
            let rest = self.held.split_off(at + tag.len());
            let mut text = std::mem::replace(&mut self.held, rest);
            text.truncate(at);
            self.say(text, &mut parts);
            parts.push(if self.thinking {
                Part::Close
            } else {
                Part::Open
            });
            self.thinking = !self.thinking;
        }
    }

    /// What was held back: the text is over.
    pub(super) fn end(&mut self) -> Vec<Part> {
        let mut parts = Vec::new();
        let text = std::mem::take(&mut self.held);
        self.say(text, &mut parts);
        parts
    }

    fn say(&self, text: String, parts: &mut Vec<Part>) {
        if !text.is_empty() {
            parts.push(match self.thinking {
                true => Part::Thought(text),
                false => Part::Text(text),
            });
        }
    }
}

/// How many bytes at the end of a text could be the beginning of a tag.
fn beginning_of(text: &str, tag: &str) -> usize {
    let longest = (tag.len() - 1).min(text.len());
    let mut lengths = (1..=longest).rev();
    lengths
        .find(|length| tag.is_char_boundary(*length) && text.ends_with(&tag[..*length]))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All that comes out, whatever the pieces.
    fn parts(pieces: &[&str]) -> Vec<Part> {
        let mut splitter = Splitter::new(Tags::default());
        let mut parts: Vec<Part> = pieces
            .iter()
            .flat_map(|piece| splitter.feed(piece))
            .collect();
        parts.extend(splitter.end());
        let mut joined: Vec<Part> = Vec::new();
        for part in parts {
            match (joined.last_mut(), part) {
                (Some(Part::Text(before)), Part::Text(more)) => before.push_str(&more),
                (Some(Part::Thought(before)), Part::Thought(more)) => before.push_str(&more),
                (_, part) => joined.push(part),
            }
        }
        joined
    }

    #[test]
    fn a_thought_is_found_wherever_the_pieces_break() {
        let text = "a<think>b < c</think>d<br>";
        let expected = [
            Part::Text("a".into()),
            Part::Open,
            Part::Thought("b < c".into()),
            Part::Close,
            Part::Text("d<br>".into()),
        ];
        assert_eq!(parts(&[text]), expected);
        let letters: Vec<String> = text.chars().map(String::from).collect();
        let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
        assert_eq!(parts(&letters), expected);
        assert_eq!(parts(&["a<thi", "nk>b < c</", "think>d<b", "r>"]), expected);
    }

    #[test]
    fn what_only_begins_like_a_tag_is_text() {
        assert_eq!(parts(&["1 <thin"]), [Part::Text("1 <thin".into())]);
        assert_eq!(
            parts(&["<think>never closed"]),
            [Part::Open, Part::Thought("never closed".into())]
        );
    }

    #[test]
    fn text_is_not_held_back_without_reason() {
        let mut splitter = Splitter::new(Tags::default());
        assert_eq!(splitter.feed("Hi <b"), [Part::Text("Hi <b".into())]);
        assert_eq!(splitter.feed("<t"), []);
    }

    #[test]
    fn tags_are_read() {
        assert_eq!(Tags::read(&false.into()), Ok(None));
        assert_eq!(Tags::read(&true.into()), Ok(Some(Tags::default())));
        let pair: Array = vec!["[".into(), "]".into()];
        assert_eq!(
            Tags::read(&pair.into()).unwrap().map(|tags| tags.close),
            Some("]".into())
        );
        assert!(Tags::read(&"<think>".into()).is_err());
    }
}
