//! The token list of a script, made by Rhai's own tokenizer.
//!
//! Token `n` of this list is token `n` that the parser will read, which is what lets [`Rewrite`]
//! change single tokens without moving any position. Nothing here knows what a statement is.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rhai::{Engine, InputStream, LexError, Position, Token, TokenizeState, get_next_token};

/// One token and where it lies.
#[derive(Debug, Clone)]
pub(super) struct Lexeme {
    pub(super) token: Token,
    pub(super) position: Position,
    /// Byte offset just after the token.
    pub(super) end: usize,
    /// Line on which the token ends.
    pub(super) end_line: usize,
    /// Whether something other than white space follows immediately.
    pub(super) glued: bool,
}

impl Lexeme {
    /// The name that the token spells, keywords and reserved words included.
    pub(super) fn word(&self) -> Option<&str> {
        word(&self.token)
    }
}

/// The name that a token spells, keywords and reserved words included.
pub(super) fn word(token: &Token) -> Option<&str> {
    let text = match token {
        Token::Identifier(name) | Token::Reserved(name) => name.as_str(),
        token if token.is_standard_keyword() || matches!(token, Token::Switch) => {
            token.literal_syntax()
        }
        _ => return None,
    };
    let first = text.chars().next()?;
    (first == '_' || first.is_alphabetic()).then_some(text)
}

/// Reads the whole text. The list ends before the end of the text or after the first token that
/// cannot be read, because the parser stops there too.
pub(super) fn lex(text: &str) -> Vec<Lexeme> {
    let mut source = Source { text, at: 0 };
    let mut state = TokenizeState::default();
    let mut position = Position::new(1, 0);
    let mut lexemes = Vec::with_capacity(text.len() / 4);
    let mut depth = 0_usize;
    // Brace depths at which a back-tick string goes on.
    let mut strings = Vec::new();

    loop {
        let (mut token, start) = get_next_token(&mut source, &mut state, &mut position);
        match &token {
            Token::LeftBrace | Token::MapStart => depth += 1,
            Token::RightBrace => {
                depth = depth.saturating_sub(1);
                if strings.last() == Some(&depth) {
                    strings.pop();
                    state.is_within_text_terminated_by = Some("`".into());
                }
            }
            Token::InterpolatedString(_) => strings.push(depth),
            Token::StringConstant(_) if state.is_within_text_terminated_by.is_some() => {
                token = Token::LexError(LexError::UnterminatedString.into());
            }
            Token::EOF => break,
            _ => {}
        }
        let last = matches!(token, Token::LexError(_));
        lexemes.push(Lexeme {
            token,
            position: start,
            end: source.at,
            end_line: position.line().unwrap_or(0),
            glued: source.peek_next().is_some_and(|next| !next.is_whitespace()),
        });
        if last {
            break;
        }
    }
    lexemes
}

/// The text as Rhai's tokenizer wants it, which also tells how far it has read.
struct Source<'a> {
    text: &'a str,
    at: usize,
}

impl InputStream for Source<'_> {
    fn unget(&mut self, read: char) {
        self.at -= read.len_utf8();
    }

    fn get_next(&mut self) -> Option<char> {
        let next = self.peek_next()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn peek_next(&mut self) -> Option<char> {
        self.text[self.at..].chars().next()
    }
}

/// What the parser reads in place of the text, by index in the token list.
#[derive(Debug, Default)]
pub(super) struct Rewrite {
    tokens: Vec<(usize, Token)>,
    /// Variables to be declared before the one whose name is at that index.
    declared: Vec<(usize, Vec<String>)>,
}

impl Rewrite {
    /// The parser shall read `token` at `index`.
    pub(super) fn put(&mut self, index: usize, token: Token) {
        self.tokens.push((index, token));
    }

    /// The parser shall know `names` when it declares the variable at `index`.
    pub(super) fn declare(&mut self, index: usize, names: Vec<String>) {
        self.declared.push((index, names));
    }

    /// Makes the next parse of `engine` follow this.
    pub(super) fn install(self, engine: &mut Engine) {
        let Self {
            mut tokens,
            declared,
        } = self;
        // The first change of a token stands: what comes later is less particular.
        tokens.sort_by_key(|(index, _)| *index);
        tokens.dedup_by_key(|(index, _)| *index);
        let read = Arc::new(AtomicUsize::new(0));
        let used = AtomicUsize::new(0);
        let count = Arc::clone(&read);
        #[allow(deprecated)] // Rhai marks what may change so; the version is pinned.
        engine.on_parse_token(move |token, _, _| {
            let index = count.fetch_add(1, Ordering::Relaxed);
            match tokens.get(used.load(Ordering::Relaxed)) {
                Some((at, replacement)) if *at == index => {
                    used.fetch_add(1, Ordering::Relaxed);
                    replacement.clone()
                }
                _ => token,
            }
        });
        #[allow(deprecated)]
        engine.on_def_var(move |_, _, mut context| {
            // The parser has read exactly up to the name of the variable.
            let index = read.load(Ordering::Relaxed).wrapping_sub(1);
            if let Ok(found) = declared.binary_search_by_key(&index, |(at, _)| *at) {
                for name in &declared[found].1 {
                    context.scope_mut().push(name.clone(), ());
                }
            }
            Ok(true)
        });
    }
}
