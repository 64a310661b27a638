//! How an outline is made: one pass over the token list with a stack of open brackets of its own, so
//! that no nesting can exhaust the machine's.

use rhai::Token;

use super::outline::{Call, Closure, Function, Outline, Style, ends_value};
use super::tokens::{Lexeme, word};

/// Outlines a script.
pub(super) fn outline(lexemes: &[Lexeme]) -> Outline {
    let mut reader = Reader {
        lexemes,
        outline: Outline::default(),
        open: Vec::new(),
        bare: Vec::new(),
        awaited: None,
    };
    let mut at = 0;
    while at < lexemes.len() {
        at = reader.step(at);
    }
    reader.end_bare(0, lexemes.len());
    reader.outline
}

/// What an open bracket encloses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Call(usize),
    Params,
    Body(usize),
    Other,
}

struct Reader<'a> {
    lexemes: &'a [Lexeme],
    outline: Outline,
    open: Vec<Inside>,
    /// Closures whose body has no braces, with the number of brackets open around them.
    bare: Vec<(usize, usize)>,
    /// A function whose body is still to come.
    awaited: Option<usize>,
}

impl Reader<'_> {
    fn token(&self, at: usize) -> Option<&Token> {
        self.lexemes.get(at).map(|lexeme| &lexeme.token)
    }

    fn before(&self, at: usize) -> Option<&Token> {
        at.checked_sub(1).and_then(|before| self.token(before))
    }

    /// Takes one token, or a whole function head or parameter list, and gives the next to take.
    fn step(&mut self, at: usize) -> usize {
        match &self.lexemes[at].token {
            Token::Fn => return self.function(at),
            Token::Pipe | Token::Or if !self.before(at).is_some_and(ends_value) => {
                return self.closure(at);
            }
            Token::LeftParen => self.paren(at),
            Token::Unit => self.unit(at),
            Token::LeftBracket | Token::QuestionBracket | Token::MapStart => {
                self.open.push(Inside::Other);
            }
            Token::LeftBrace => {
                let inside = self.awaited.take().map_or(Inside::Other, Inside::Body);
                self.open.push(inside);
            }
            Token::RightParen | Token::RightBracket | Token::RightBrace => self.close(at),
            Token::Comma => {
                self.end_bare(self.open.len(), at);
                if let Some(Inside::Call(call)) = self.open.last() {
                    self.argument(*call, at + 1);
                }
            }
            Token::SemiColon => self.end_bare(self.open.len(), at),
            _ => {}
        }
        at + 1
    }

    fn close(&mut self, at: usize) {
        self.end_bare(self.open.len(), at);
        if let Some(Inside::Body(function)) = self.open.pop() {
            self.outline.functions[function].body.end = at + 1;
        }
        self.end_braced(at);
    }

    /// Closures without braces end before token `at`, when they began with `depth` open brackets or more.
    fn end_bare(&mut self, depth: usize, at: usize) {
        while let Some((closure, _)) = self.bare.pop_if(|(_, around)| *around >= depth) {
            self.outline.closures[closure].body.end = at;
        }
    }

    /// A closure whose body is a block ends with its brace.
    fn end_braced(&mut self, at: usize) {
        let depth = self.open.len();
        let braced = |reader: &Self, closure: usize| {
            let start = reader.outline.closures[closure].body.start;
            matches!(reader.token(start), Some(Token::LeftBrace))
        };
        while let Some(&(closure, around)) = self.bare.last() {
            if around != depth || !braced(self, closure) {
                break;
            }
            self.outline.closures[closure].body.end = at + 1;
            self.bare.pop();
        }
    }

    /// `fn name(a, b)`, `fn Type.name()`: everything up to the body.
    fn function(&mut self, fn_at: usize) -> usize {
        let mut name_at = fn_at + 1;
        let method = matches!(self.token(name_at + 1), Some(Token::Period));
        if method {
            name_at += 2;
        }
        let Some(name) = self.lexemes.get(name_at).and_then(Lexeme::word) else {
            return fn_at + 1;
        };
        let mut function = Function {
            name: name.to_owned(),
            params: Vec::new(),
            name_at,
            fn_at,
            method,
            body: 0..0,
        };
        let mut at = name_at + 1;
        if matches!(self.token(at), Some(Token::LeftParen)) {
            at = self.params(at + 1, &Token::RightParen, &mut function.params);
        } else if matches!(self.token(at), Some(Token::Unit)) {
            at += 1;
        }
        function.body = at..at;
        self.awaited = Some(self.outline.functions.len());
        self.outline.functions.push(function);
        at
    }

    /// Names up to `close`, and the token after it; stops early at anything that is no parameter list.
    fn params(&mut self, mut at: usize, close: &Token, names: &mut Vec<String>) -> usize {
        while let Some(lexeme) = self.lexemes.get(at) {
            match &lexeme.token {
                token if token == close => return at + 1,
                Token::Comma => {}
                Token::Equals => {
                    self.outline.defaults.push(at - 1);
                    return self.skip_default(at, close);
                }
                token => match word(token) {
                    Some(name) => {
                        names.push(name.to_owned());
                        self.outline.params.push(at);
                    }
                    None => return at,
                },
            }
            at += 1;
        }
        at
    }

    /// After a default value nothing of the list is worth knowing, only where it ends.
    fn skip_default(&self, mut at: usize, close: &Token) -> usize {
        while let Some(token) = self.token(at) {
            at += 1;
            if token == close {
                break;
            }
        }
        at
    }

    fn closure(&mut self, start: usize) -> usize {
        let body = if self.lexemes[start].token == Token::Or {
            start + 1
        } else {
            self.params(start + 1, &Token::Pipe, &mut Vec::new())
        };
        self.bare
            .push((self.outline.closures.len(), self.open.len()));
        self.outline.closures.push(Closure {
            start,
            body: body..body,
        });
        body.max(start + 1)
    }

    fn paren(&mut self, at: usize) {
        let inside = match self.called(at) {
            Some(call) => {
                self.outline.calls.push(call);
                let call = self.outline.calls.len() - 1;
                self.argument(call, at + 1);
                Inside::Call(call)
            }
            None if matches!(self.before(at), Some(Token::For | Token::Catch)) => Inside::Params,
            None => Inside::Other,
        };
        self.open.push(inside);
    }

    fn unit(&mut self, at: usize) {
        if let Some(call) = self.called(at) {
            self.outline.calls.push(call);
        }
    }

    /// The call whose argument list opens at token `open`, if a name stands before it.
    fn called(&self, open: usize) -> Option<Call> {
        let capturing = matches!(self.before(open), Some(Token::Bang));
        let name_at = open.checked_sub(if capturing { 2 } else { 1 })?;
        match self.token(name_at)? {
            Token::Identifier(_) => {}
            token @ Token::Reserved(_) if word(token).is_some_and(|name| name != "with") => {}
            _ => return None,
        }
        let mut path_at = name_at;
        while matches!(self.before(path_at), Some(Token::DoubleColon)) && path_at >= 2 {
            path_at -= 2;
        }
        let style = match self.before(path_at) {
            Some(Token::Period | Token::Elvis) => Style::Method,
            _ if path_at < name_at => Style::Qualified,
            _ if capturing => Style::Capturing,
            _ => Style::Free,
        };
        Some(Call {
            style,
            path_at,
            name_at,
            open,
            positional: 0,
            keywords: Vec::new(),
            late: None,
        })
    }

    /// An argument of `call` begins at token `at`, unless the list ends there.
    fn argument(&mut self, call: usize, at: usize) {
        let keyword = self
            .lexemes
            .get(at)
            .is_some_and(|name| name.word().is_some())
            && matches!(self.token(at + 1), Some(Token::Equals));
        let empty = matches!(
            self.token(at),
            None | Some(Token::RightParen | Token::Comma)
        );
        let call = &mut self.outline.calls[call];
        if keyword {
            call.keywords.push(at);
        } else if !empty {
            call.positional += 1;
            if !call.keywords.is_empty() {
                call.late.get_or_insert(at);
            }
        }
    }
}
