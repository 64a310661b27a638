//! What would work instead, when a script fails while it runs.

use rhai::{EvalAltResult, Position, Token};

use super::Program;
use super::outline::ends_value;

/// Names of other languages, and what they are called here.
const ALIASES: [(&str, &str); 20] = [
    ("True", "true"),
    ("False", "false"),
    ("None", "()"),
    ("null", "()"),
    ("append", "push"),
    ("upper", "to_upper"),
    ("lower", "to_lower"),
    ("strip", "trim"),
    ("startswith", "starts_with"),
    ("endswith", "ends_with"),
    ("length", "len"),
    ("size", "len"),
    ("str", "to_string"),
    ("int", "to_int"),
    ("float", "to_float"),
    ("items", "keys"),
    ("find", "index_of"),
    ("index", "index_of"),
    ("console", "print"),
    ("println", "print"),
];

/// What would work instead of what failed. `known` are the names that the engine knows besides those
/// of the script: functions, methods of `st`, properties.
pub fn runtime_hint(error: &EvalAltResult, program: &Program, known: &[&str]) -> Option<String> {
    match error.unwrap_inner() {
        EvalAltResult::ErrorVariableNotFound(name, position) => {
            variable(name, *position, program, known)
        }
        EvalAltResult::ErrorFunctionNotFound(signature, _) => function(signature, program, known),
        EvalAltResult::ErrorDotExpr(message, _) => property(message, known),
        EvalAltResult::ErrorPropertyNotFound(name, _) => did_you_mean(name, known.iter().copied()),
        EvalAltResult::ErrorAssignmentToConstant(name, _) => Some(format!(
            "declare it with `let {name} = ...` if it is to change"
        )),
        EvalAltResult::ErrorStackOverflow(_) => {
            Some("a function calls itself without end".to_owned())
        }
        _ => None,
    }
}

fn did_you_mean<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let near = closest(name, known.filter(|candidate| *candidate != name))?;
    Some(format!("did you mean `{near}`?"))
}

fn alias(name: &str) -> Option<String> {
    let (_, here) = ALIASES.iter().find(|(there, _)| *there == name)?;
    Some(format!("it is called `{here}` here"))
}

fn variable(name: &str, position: Position, program: &Program, known: &[&str]) -> Option<String> {
    let assigned = program
        .lexeme_at(position)
        .and_then(|at| program.lexemes.get(at + 1))
        .is_some_and(|next| next.token == Token::Equals || next.token.is_op_assignment());
    let declared = program.variables();
    let in_function = program.lexeme_at(position).is_some_and(|at| {
        let mut functions = program.outline.functions.iter();
        functions.any(|function| function.body.contains(&at))
    });
    if in_function && declared.contains(&name) {
        return Some(format!(
            "functions see only their parameters and constants: pass `{name}` as an argument, or declare it with `const`"
        ));
    }
    if declared.contains(&name) && declared_before(name, position, program) {
        return Some(format!(
            "it is declared in a `with` block that does not run while its container is closed: declare `{name}` before the block"
        ));
    }
    if continues_line_before(program, position) {
        return Some("this line goes on with the one before: end that one with `;`".to_owned());
    }
    let functions = program.function_names().map(|(name, _, _)| name);
    let all = declared
        .iter()
        .copied()
        .chain(functions)
        .chain(known.iter().copied());
    alias(name)
        .or_else(|| did_you_mean(name, all))
        .or_else(|| assigned.then(|| format!("declare it with `let {name} = ...`")))
}

/// Whether a variable is declared further up. Where the script has come further, only a block that
/// was skipped can have left it out.
fn declared_before(name: &str, position: Position, program: &Program) -> bool {
    let above = program.lexeme_at(position).unwrap_or(0);
    program.lexemes[..above].windows(2).any(|pair| {
        matches!(pair[0].token, Token::Let | Token::Const) && pair[1].word() == Some(name)
    })
}

/// Whether `-name` stands at the start of a line, which Rhai takes for a subtraction.
fn continues_line_before(program: &Program, position: Position) -> bool {
    let Some(at) = program.lexeme_at(position).filter(|at| *at >= 2) else {
        return false;
    };
    let (before, sign) = (&program.lexemes[at - 2], &program.lexemes[at - 1]);
    matches!(sign.token, Token::Minus | Token::Plus)
        && sign.glued
        && ends_value(&before.token)
        && sign.position.line().unwrap_or(0) > before.end_line
}

/// `signature` is as Rhai writes it: `name (i64, string)`.
fn function(signature: &str, program: &Program, known: &[&str]) -> Option<String> {
    let (path, types) = signature.split_once(" (").unwrap_or((signature, ""));
    let name = path.rsplit("::").next().unwrap_or(path).trim();
    let types = types.trim_end_matches(')');
    let given = if types.is_empty() {
        0
    } else {
        types.split(", ").count()
    };
    let keywords = types.ends_with("keyword arguments");

    let arities: Vec<usize> = program
        .function_names()
        .filter(|(known, _, _)| *known == name)
        .map(|(_, arity, _)| arity)
        .collect();
    if !arities.is_empty() && keywords {
        return Some(
            "a method of a script takes no keyword arguments; pass them by position".to_owned(),
        );
    }
    if !arities.is_empty() && !arities.contains(&given) {
        let takes: Vec<String> = arities.iter().map(usize::to_string).collect();
        let takes = takes.join(" or ");
        let (plural, are) = if takes == "1" { ("", "") } else { ("s", "") };
        let is = if given == 1 { "is" } else { "are" };
        return Some(format!(
            "`{name}` takes {takes} argument{plural}{are}, {given} {is} given"
        ));
    }
    if program.declares(name) {
        let arguments = if given == 0 { "" } else { "..." };
        return Some(format!(
            "if `{name}` holds a closure, call it as `{name}.call({arguments})`"
        ));
    }
    if keywords && known.contains(&name) {
        return Some(format!(
            "see which arguments `{name}` takes; it may take no keyword arguments"
        ));
    }
    let functions = program.function_names().map(|(name, _, _)| name);
    let near = did_you_mean(name, functions.chain(known.iter().copied()));
    if known.contains(&name) {
        return Some(format!(
            "`{name}` exists, but not for these types: ({types})"
        ));
    }
    alias(name).or(near)
}

/// Rhai names an unknown property in quotes.
fn property(message: &str, known: &[&str]) -> Option<String> {
    let name = message.split('\'').nth(1)?;
    if known.contains(&name) {
        return Some(format!("`{name}` is a method: write `{name}(...)`"));
    }
    alias(name).or_else(|| did_you_mean(name, known.iter().copied()))
}

/// The known name that is closest to `name`, if one is close enough to be meant.
pub(super) fn closest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = 1 + name.chars().count() / 4;
    known
        .map(|candidate| (distance(name, candidate, limit), candidate))
        .filter(|(distance, candidate)| *distance <= limit && *distance < candidate.len())
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters must be put, taken or changed to make one name of the other; anything above
/// `limit` counts as `limit + 1`.
fn distance(from: &str, to: &str, limit: usize) -> usize {
    let from: Vec<char> = from.chars().collect();
    let to: Vec<char> = to.chars().collect();
    if from.len().abs_diff(to.len()) > limit {
        return limit + 1;
    }
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (at, left) in from.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (index, right) in to.iter().enumerate() {
            let changed = diagonal + usize::from(left != right);
            diagonal = row[index + 1];
            row[index + 1] = changed.min(row[index] + 1).min(diagonal + 1);
        }
    }
    row[to.len()].min(limit + 1)
}

#[cfg(test)]
mod tests {
    use super::super::{compile, tests::engine};
    use super::*;

    fn check(text: &str, expect: &str) {
        let program = compile(&mut engine(), "app.rhai", text).unwrap();
        let error = engine()
            .eval_ast::<rhai::Dynamic>(&program.ast)
            .unwrap_err();
        let known = ["slider", "native", "len", "sidebar"];
        let hint = runtime_hint(&error, &program, &known).unwrap_or_default();
        assert_eq!(hint, expect, "{text}\n{error}");
    }

    #[test]
    fn a_failure_has_a_hint() {
        check("x = 3", "declare it with `let x = ...`");
        check("let value = 1\nprint(valeu)", "did you mean `value`?");
        check("let a = True", "it is called `true` here");
        check(
            "let total = 1\nfn f() { total + 1 }\nf()",
            "functions see only their parameters and constants: pass `total` as an argument, or declare it with `const`",
        );
        check(
            "let f = |x| x; f(2)",
            "if `f` holds a closure, call it as `f.call(...)`",
        );
        check(
            "fn add(a, b) { a + b }\nadd(1)",
            "`add` takes 2 arguments, 1 is given",
        );
        check(
            "fn add(a) { a }\nadd()",
            "`add` takes 1 argument, 0 are given",
        );
        check("fn add(a) { a }\nade(1)", "did you mean `add`?");
        check("1.slidr(\"T\")", "did you mean `slider`?");
        check("[1].append(2)", "it is called `push` here");
        check(
            "native(\"x\", a=1)",
            "see which arguments `native` takes; it may take no keyword arguments",
        );
        check("1.sidbar", "did you mean `sidebar`?");
        check(
            "fn f(x) {\n let y = x\n -y\n}\nf(3)",
            "this line goes on with the one before: end that one with `;`",
        );
    }

    #[test]
    fn only_near_names_are_suggested() {
        let known = ["slider", "select_slider", "a"];
        assert_eq!(closest("silder", known.into_iter()), Some("slider"));
        assert_eq!(closest("button", known.into_iter()), None);
        assert_eq!(closest("slidr", known.into_iter()), Some("slider"));
        assert_eq!(closest("b", known.into_iter()), None);
        assert_eq!(
            closest("selectslider", known.into_iter()),
            Some("select_slider")
        );
    }
}
