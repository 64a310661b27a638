//! What holds for every text: plain Rhai keeps its meaning, semicolons at line ends can go, and nothing
//! makes the front end panic or hang.

use proptest::prelude::*;
use rhai::{Engine, OptimizationLevel, Token};

use super::tests::engine;
use super::{CompileError, Program, compile, tokens};

/// Rhai's own sample scripts; see the notice beside them.
fn samples() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rhai");
    let mut samples: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "rhai"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            (path.display().to_string(), text)
        })
        .collect();
    samples.sort();
    assert!(samples.len() > 20);
    samples
}

/// Scripts with everything that the front end adds.
const SCRIPTS: [&str; 3] = [
    "import \"helpers\" as h\nconst A = [1, 2]\n/// Doc.\n@st.cache_data(ttl=60)\nfn load(n, m) {\n  n + A.len()\n}\nlet x = load(1, m=2)\nwith st.sidebar {\n  let y = st.slider(\"T\", 0, 1.5, value=x, on_click=|| { x = 1 })\n  unpack a, b = st.columns(2)\n}\n",
    "let f = |x, y| x + y\nfor (i, j) in 0..3 {\n  if i == 1 { continue }\n  h::g(`a${f.call(i, j)}b`, k=#{a: 1})\n}\ndo { let q = 1 } while q < 2\nswitch f {\n  1 => 2,\n  _ => { st.a() }\n}\n",
    "fn g(a) { with a { return a } }\ntry { g(a=1) } catch (e) { throw e }\nlet s = #\"raw \"x\" \"#\nlet c = 'c'; let d = -1 - -x\nst.session_state.n += 1\n",
];

fn plain() -> Engine {
    let mut engine = Engine::new_raw();
    engine.set_optimization_level(OptimizationLevel::None);
    engine.set_max_expr_depths(128, 128);
    engine
}

fn ours(text: &str) -> Result<Program, CompileError> {
    compile(&mut engine(), "app.rhai", text)
}

/// Compiles a text, and compares with plain Rhai where that can read it.
fn check(text: &str) {
    let program = ours(text);
    let Ok(mut tree) = plain().compile(text) else {
        return;
    };
    tree.set_source("app.rhai");
    match program {
        Ok(program) => assert_eq!(format!("{:?}", program.ast), format!("{tree:?}"), "{text}"),
        Err(error) => assert!(
            error.message.contains("belong to mirror")
                || error.message.contains("`st` is the page"),
            "{error:?}\n{text}"
        ),
    }
}

/// Runs a test with the stack that scripts have.
fn on_script_stack(test: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(64 << 20);
    thread.spawn(test).unwrap().join().unwrap();
}

#[test]
fn plain_rhai_keeps_its_meaning() {
    for (name, text) in samples() {
        assert!(plain().compile(&text).is_ok(), "{name}");
        check(&text);
    }
}

#[test]
fn semicolons_at_line_ends_can_go() {
    for (name, text) in samples() {
        let lexemes = tokens::lex(&text);
        let mut bytes = text.clone().into_bytes();
        for pair in lexemes.windows(2) {
            if pair[0].token == Token::SemiColon
                && pair[1].position.line().unwrap() > pair[0].end_line
            {
                bytes[pair[0].end - 1] = b' ';
            }
        }
        let without = String::from_utf8(bytes).unwrap();
        assert_eq!(
            format!("{:?}", ours(&without).unwrap().ast),
            format!("{:?}", ours(&text).unwrap().ast),
            "{name}"
        );
    }
}

#[test]
fn nesting_is_an_error_before_it_is_a_danger() {
    on_script_stack(|| {
        let openers = [
            "(",
            "[",
            "{",
            "#{a:",
            "f(",
            "f(a=",
            "a[",
            "|x|",
            "-",
            "!",
            "if a {",
            "with a {",
            "`${",
            "switch a { 1 => ",
            "fn f(a) {",
            "while a {",
            "a.b(",
            "h::g(k=",
            "let a = ",
            "return ",
        ];
        for opener in openers {
            for count in [100, 2_000, 20_000] {
                let _ = ours(&opener.repeat(count));
            }
        }
    });
}

#[test]
fn a_long_text_takes_time_in_proportion() {
    on_script_stack(|| {
        let text = SCRIPTS[1].repeat(2_000).replace("import", "//");
        let started = std::time::Instant::now();
        assert!(ours(&text).is_ok());
        // Something quadratic would take minutes.
        assert!(started.elapsed().as_secs() < 60);
    });
}

const WORDS: [&str; 96] = [
    "a",
    "b",
    "st",
    "f",
    "unpack",
    "with",
    "let",
    "const",
    "fn",
    "if",
    "else",
    "for",
    "in",
    "while",
    "do",
    "until",
    "loop",
    "switch",
    "return",
    "break",
    "continue",
    "throw",
    "try",
    "catch",
    "import",
    "export",
    "as",
    "private",
    "this",
    "true",
    "1",
    "-1",
    "2.5",
    "\"x\"",
    "`y`",
    "`z${",
    "}`",
    "'c'",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "#{",
    "()",
    ",",
    ";",
    ":",
    "::",
    ".",
    "?.",
    "?[",
    "=",
    "==",
    "+=",
    "+",
    "-",
    "*",
    "**",
    "/",
    "%",
    "!",
    "!in",
    "&&",
    "||",
    "|",
    "&",
    "^",
    "<",
    "<<",
    "=>",
    "..",
    "..=",
    "??",
    "@st.cache_data",
    "@",
    "_",
    "//c\n",
    "/*",
    "*/",
    "/** d */",
    "/// e\n",
    "#",
    "$",
    "?",
    "++",
    "f(",
    "a=",
    "|x|",
    "\n",
    "\n",
    "\n",
    "__x",
    "default",
    "Fn",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn any_soup_of_tokens_is_read_or_refused(
        words in prop::collection::vec(prop::sample::select(&WORDS[..]), 0..40),
        glue in prop::sample::select(&[" ", "", "\n"][..]),
    ) {
        let text = words.join(glue);
        on_script_stack(move || check(&text));
    }

    #[test]
    fn any_damaged_script_is_read_or_refused(
        which in 0..SCRIPTS.len(),
        cuts in prop::collection::vec((0.0..1.0, 0..6_usize, prop::sample::select(&WORDS[..])), 1..5),
    ) {
        let mut letters: Vec<char> = SCRIPTS[which].chars().collect();
        for (place, length, word) in cuts {
            let at = (place * letters.len() as f64) as usize;
            let end = (at + length).min(letters.len());
            letters.splice(at..end, word.chars());
        }
        let text: String = letters.into_iter().collect();
        on_script_stack(move || check(&text));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,60}|[ -~\n\r\t]{0,80}|(\\PC|\n){0,40}") {
        on_script_stack(move || check(&text));
    }
}
