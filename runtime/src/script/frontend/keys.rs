//! Keys of functions and closures for caching: the same code, the same key.
//!
//! A key covers the tokens of the function and, transitively, of all script functions and top-level
//! constants that it names. Comments, white space, positions and semicolons at line ends do not count.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use rhai::Token;

use super::outline::Outline;
use super::tokens::Lexeme;

/// What code a function consists of. Equal keys mean equal code; keys are comparable within one build of mirror.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(u128);

impl Key {
    /// The key as a number.
    pub fn as_u128(self) -> u128 {
        self.0
    }
}

/// The keys of everything in one program.
#[derive(Debug, Clone, Default)]
pub(super) struct Keys {
    functions: HashMap<String, Vec<FunctionKey>>,
    /// In the order of the outline: key, and whether it reaches into imported scripts.
    closures: Vec<(Key, bool)>,
}

/// What is known of the code of one function.
#[derive(Debug, Clone)]
struct FunctionKey {
    arity: usize,
    key: Key,
    /// The constants it reaches whose value is computed.
    computed: Vec<String>,
    /// It calls into imported scripts, itself or through others.
    imports: bool,
}

/// A function or a constant: its own hash, and what it names.
struct Definition {
    own: u128,
    names: Vec<usize>,
    /// The name of a constant whose value is computed.
    computed: Option<String>,
    /// It names something with `::`.
    imports: bool,
}

/// What a definition comes to with all it reaches.
struct Deep {
    key: Key,
    computed: Vec<String>,
    imports: bool,
}

impl Keys {
    pub(super) fn of(lexemes: &[Lexeme], outline: &Outline) -> Self {
        let constants = constants(lexemes);
        let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
        let functions = outline
            .functions
            .iter()
            .map(|function| (function.name.as_str(), function.fn_at..function.body.end));
        let definitions: Vec<(&str, Range<usize>)> = functions.chain(constants).collect();
        for (index, (name, _)) in definitions.iter().enumerate() {
            by_name.entry(name).or_default().push(index);
        }
        let define = |range: &Range<usize>| Definition {
            own: own(lexemes, range),
            names: mentioned(lexemes, range, &by_name),
            computed: computed(lexemes, range),
            imports: lexemes[range.clone()]
                .iter()
                .any(|it| it.token == Token::DoubleColon),
        };
        let defined: Vec<Definition> = definitions.iter().map(|(_, range)| define(range)).collect();

        let mut keys = Self::default();
        for (index, function) in outline.functions.iter().enumerate() {
            let Deep {
                key,
                computed,
                imports,
            } = deep(&defined[index], &defined);
            let same_name = keys.functions.entry(function.name.clone()).or_default();
            same_name.push(FunctionKey {
                arity: function.params.len(),
                key,
                computed,
                imports,
            });
        }
        let closures = outline.closures.iter();
        keys.closures = closures
            .map(|closure| deep(&define(&(closure.start..closure.body.end)), &defined))
            .map(|deep| (deep.key, deep.imports))
            .collect();
        keys
    }

    fn find(&self, name: &str, arity: usize) -> Option<&FunctionKey> {
        let same_name = self.functions.get(name)?;
        same_name.iter().find(|function| function.arity == arity)
    }

    pub(super) fn function(&self, name: &str, arity: usize) -> Option<Key> {
        self.find(name, arity).map(|function| function.key)
    }

    pub(super) fn computed(&self, name: &str, arity: usize) -> &[String] {
        self.find(name, arity)
            .map_or(&[], |function| &function.computed)
    }

    pub(super) fn imports(&self, name: &str, arity: usize) -> bool {
        self.find(name, arity)
            .is_some_and(|function| function.imports)
    }

    /// The key of a closure, and whether it reaches into imported scripts.
    pub(super) fn closure(&self, index: usize) -> Option<(Key, bool)> {
        self.closures.get(index).copied()
    }
}

/// The innermost closure whose body has the token at `index`, by its index in the outline.
pub(super) fn closure_at(outline: &Outline, index: usize) -> Option<usize> {
    let around = |closure: &super::outline::Closure| closure.body.contains(&index);
    // Closures are in the order of the text, so that the last one around a token is the innermost.
    outline.closures.iter().rposition(around)
}

/// Name and tokens of each constant outside of all blocks.
fn constants(lexemes: &[Lexeme]) -> Vec<(&str, Range<usize>)> {
    let mut constants: Vec<(&str, Range<usize>)> = Vec::new();
    let mut depth = 0_usize;
    let mut open = false;
    for (at, lexeme) in lexemes.iter().enumerate() {
        match lexeme.token {
            Token::LeftBrace
            | Token::LeftParen
            | Token::LeftBracket
            | Token::QuestionBracket
            | Token::MapStart => depth += 1,
            Token::RightBrace | Token::RightParen | Token::RightBracket => {
                depth = depth.saturating_sub(1);
            }
            Token::SemiColon if depth == 0 => open = false,
            Token::Const if depth == 0 => {
                if let Some(name) = lexemes.get(at + 1).and_then(Lexeme::word) {
                    constants.push((name, at..at));
                    open = true;
                }
            }
            _ => {}
        }
        if let Some((_, range)) = constants.last_mut().filter(|_| open) {
            range.end = at + 1;
        }
    }
    constants
}

/// The definitions that the tokens of `range` name.
fn mentioned(
    lexemes: &[Lexeme],
    range: &Range<usize>,
    by_name: &HashMap<&str, Vec<usize>>,
) -> Vec<usize> {
    let words = lexemes[range.clone()].iter().filter_map(Lexeme::word);
    let found: BTreeSet<usize> = words
        .filter_map(|word| by_name.get(word))
        .flatten()
        .copied()
        .collect();
    found.into_iter().collect()
}

/// The hash of the tokens of `range` alone.
fn own(lexemes: &[Lexeme], range: &Range<usize>) -> u128 {
    let tokens: Vec<&Token> = lexemes[range.clone()]
        .iter()
        .map(|lexeme| &lexeme.token)
        .filter(|token| !matches!(token, Token::Comment(_)))
        .collect();
    let counts = |at: &usize| {
        tokens[*at] != &Token::SemiColon || {
            let before = at.checked_sub(1).map(|before| tokens[before]);
            let after = tokens.get(at + 1).copied();
            !matches!(
                before,
                Some(Token::SemiColon | Token::LeftBrace | Token::RightBrace)
            ) && !matches!(after, None | Some(Token::RightBrace))
        }
    };
    let counted = (0..tokens.len()).filter(counts).map(|at| tokens[at]);
    hash(&counted.collect::<Vec<_>>())
}

/// The name of the constant defined by the tokens of `range`, if its value is more than literals.
fn computed(lexemes: &[Lexeme], range: &Range<usize>) -> Option<String> {
    let tokens = &lexemes[range.clone()];
    let (Token::Const, Some(name)) = (&tokens.first()?.token, tokens.get(1)?.word()) else {
        return None;
    };
    let value = tokens.get(3..)?;
    let is_key = |at: usize| matches!(value.get(at + 1), Some(next) if next.token == Token::Colon);
    let names = value.iter().enumerate().filter(|(at, _)| !is_key(*at));
    let computes = |lexeme: &Lexeme| match lexeme.token {
        Token::True | Token::False => false,
        _ => lexeme.word().is_some(),
    };
    names
        .into_iter()
        .any(|(_, lexeme)| computes(lexeme))
        .then(|| name.to_owned())
}

/// A definition with all it reaches: the key is made of its own hash and theirs.
fn deep(definition: &Definition, all: &[Definition]) -> Deep {
    let mut reached = vec![false; all.len()];
    let mut waiting = definition.names.clone();
    let mut hashes = Vec::new();
    let mut computed = Vec::new();
    let mut imports = definition.imports;
    while let Some(index) = waiting.pop() {
        if !std::mem::replace(&mut reached[index], true) {
            hashes.push(all[index].own);
            waiting.extend(&all[index].names);
            computed.extend(all[index].computed.clone());
            imports |= all[index].imports;
        }
    }
    hashes.sort_unstable();
    computed.sort_unstable();
    Deep {
        key: Key(hash(&(definition.own, hashes))),
        computed,
        imports,
    }
}

fn hash(value: &impl Hash) -> u128 {
    let half = |seed: u64| {
        let mut hasher = DefaultHasher::new();
        seed.hash(&mut hasher);
        value.hash(&mut hasher);
        u128::from(hasher.finish())
    };
    half(0) << 64 | half(1)
}

#[cfg(test)]
mod tests {
    use super::super::reader::outline;
    use super::super::semicolons;
    use super::super::tokens::lex;
    use super::*;

    fn key(text: &str) -> Key {
        let text = semicolons::insert(text, &lex(text)).unwrap_or_else(|| text.to_owned());
        let lexemes = lex(&text);
        let keys = Keys::of(&lexemes, &outline(&lexemes));
        keys.function("f", 1).unwrap()
    }

    #[test]
    fn only_the_code_counts() {
        let f = key("fn f(a) { let b = a; b + 1 }");
        assert_eq!(
            f,
            key("let x = 1\n/// New\nfn f(a) {\n  // two\n  let b = a\n  b + 1\n}")
        );
        assert_eq!(f, key("fn f(a) { let b = a;; b + 1; }"));
        assert_ne!(f, key("fn f(a) { let b = a; b + 2 }"));
        assert_ne!(f, key("fn f(a) { let b = a; (b + 1) }"));
    }

    #[test]
    fn what_a_function_names_counts() {
        let text = "fn f(a) { g(a) }\nfn g(a) { h(a) + f(a) }\nfn h(a) { a + K }\nfn i() { 1 }\nconst K = #{a: 1};\nlet z = 1;";
        for (from, to, same) in [
            ("a + K", "a - K", false),
            ("#{a: 1}", "#{a: 2}", false),
            ("fn i() { 1 }", "fn i() { 2 }", true),
            ("let z = 1", "let z = 2", true),
        ] {
            assert_eq!(key(text) == key(&text.replace(from, to)), same, "{to}");
        }
    }

    #[test]
    fn constants_that_are_computed_are_known() {
        let text = "const A = [1, #{b: -2.5, c: true}]; const B = st.slider(\"B\"); const C = B + 1; const D = g();\nfn f(a) { g(A) }\nfn g(a) { C }";
        let lexemes = lex(text);
        let keys = Keys::of(&lexemes, &outline(&lexemes));
        assert_eq!(keys.computed("f", 1), ["B", "C"]);
    }
}
