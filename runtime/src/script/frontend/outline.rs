//! What a script is made of, as far as brackets tell: functions, closures, calls and their keywords.
//!
//! A text with missing brackets gives the outline that can be seen; Rhai's parser says what is wrong.

use rhai::Token;

use super::tokens::word;

/// A function definition.
#[derive(Debug, Clone)]
pub(super) struct Function {
    pub(super) name: String,
    pub(super) params: Vec<String>,
    /// Token of the name.
    pub(super) name_at: usize,
    /// Token `fn`.
    pub(super) fn_at: usize,
    /// Defined for one type of `this`, as in `fn int.double()`.
    pub(super) method: bool,
    /// Tokens of the body, braces included.
    pub(super) body: std::ops::Range<usize>,
}

/// A closure: the tokens of its body, and of the whole.
#[derive(Debug, Clone)]
pub(super) struct Closure {
    pub(super) start: usize,
    pub(super) body: std::ops::Range<usize>,
}

/// How a call names what it calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// `name(...)`
    Free,
    /// `value.name(...)`
    Method,
    /// `module::name(...)`
    Qualified,
    /// `name!(...)`
    Capturing,
}

/// A call with parentheses.
#[derive(Debug, Clone)]
pub(super) struct Call {
    pub(super) style: Style,
    /// First token of the name, the module path included.
    pub(super) path_at: usize,
    pub(super) name_at: usize,
    /// Token `(` or `()`.
    pub(super) open: usize,
    pub(super) positional: usize,
    /// Tokens of the keyword names.
    pub(super) keywords: Vec<usize>,
    /// First token of a positional argument that follows a keyword.
    pub(super) late: Option<usize>,
}

/// Everything found in one text, each list in the order of the text.
#[derive(Debug, Clone, Default)]
pub(super) struct Outline {
    pub(super) functions: Vec<Function>,
    pub(super) closures: Vec<Closure>,
    pub(super) calls: Vec<Call>,
    /// Tokens of the parameters of functions and closures.
    pub(super) params: Vec<usize>,
    /// Tokens of parameters with a default value, which Rhai does not have.
    pub(super) defaults: Vec<usize>,
}

/// Whether an expression can end with this token.
pub(super) fn ends_value(token: &Token) -> bool {
    matches!(
        token,
        Token::IntegerConstant(_)
            | Token::FloatConstant(_)
            | Token::CharConstant(_)
            | Token::StringConstant(_)
            | Token::Identifier(_)
            | Token::RightParen
            | Token::RightBracket
            | Token::RightBrace
            | Token::Unit
            | Token::True
            | Token::False
    ) || matches!(token, Token::Reserved(_)) && word(token).is_some()
}
