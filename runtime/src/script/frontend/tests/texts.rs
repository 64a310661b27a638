//! Semicolons, positions, names and keys.

use rhai::Position;

use super::{fails, program, shows};

#[test]
fn errors_at_run_time_have_exact_positions() {
    shows(
        "let a = 1\n  nosuch(1)",
        "Function not found: nosuch (i64) (line 2, position 3)",
    );
    shows(
        "let a = 1\n\n  native(a=1, b=nosuch)",
        "Variable not found: nosuch (line 3, position 17)",
    );
    shows(
        "with 1 {\n let b = 2\n nosuch }",
        "Variable not found: nosuch (line 3, position 2)",
    );
}

#[test]
fn semicolons_are_optional() {
    shows(
        "let a = 1\nlet b = [\n  a,\n  2\n]\nlet c = b\n  .len()\nif c == 2 {\n a += 1\n}\na",
        "2",
    );
    shows(
        "let s = 0\nfor i in 0..3 {\n s += i\n if i == 1 { break }\n}\ns",
        "1",
    );
    shows("fn f(x) {\n let y = x\n let z = y\n -z\n}\nf(3)", "-3");
    shows("let f = |x| x + 1\nlet b = f.call(1)\n[1, b].len()", "2");
    shows(
        "let a = 1\nlet b = if a == 1 {\n 2\n} else {\n 3\n}\nswitch b {\n 2 => \"two\",\n _ => \"no\"\n}",
        "two",
    );
    shows("let a = 0\ndo {\n a += 1\n} while a < 3\na", "3");
}

#[test]
fn a_closure_has_a_key_by_name_and_by_position() {
    let keys = |text: &str| -> Vec<String> {
        let program = program(text);
        let closures = program
            .ast
            .iter_fn_def()
            .filter(|it| it.name.starts_with("anon$"));
        let mut keys: Vec<String> = closures
            .map(|it| format!("{:?}", program.function_key(&it.name, 0).unwrap()))
            .collect();
        keys.sort();
        keys
    };
    let two = keys("let f = |x| x + 1; let g = |x| { |y| x * y };");
    assert_eq!(two.len(), 3);
    assert!(two[0] != two[1] && two[1] != two[2]);
    assert_eq!(
        two,
        keys("// Moved.\n\n let f = |x| x /* c */ + 1\n let g = |x| {\n |y|\n x * y }\n")
    );
    let program = program("let a = 1; run(on_click=|| a = 2, b=|c| a.foo(c));");
    assert_ne!(program.closure_key(Position::new(1, 30)), None);
    assert_ne!(
        program.closure_key(Position::new(1, 30)),
        program.closure_key(Position::new(1, 43))
    );
    assert_eq!(program.closure_key(Position::new(1, 3)), None);
}

#[test]
fn names_of_the_runtime_are_refused() {
    let st = "`st` is the page and cannot be given to anything else (choose another name)";
    fails("let st = 1", &format!("1:5 {st}"));
    fails("fn st() {}", &format!("1:4 {st}"));
    fails("fn f(a, st) {}", &format!("1:9 {st}"));
    fails("let f = |st| 1", &format!("1:10 {st}"));
    fails("for (a, st) in b {}", &format!("1:9 {st}"));
    fails("try {} catch (st) {}", &format!("1:15 {st}"));
    fails("unpack a, st = b", &format!("1:11 {st}"));
    fails("st = 1", &format!("1:1 {st}"));
    fails(
        "let a = __b",
        "1:9 `__b`: names that begin with `__` belong to mirror (call it `b`)",
    );
    fails(
        "a.__raw_f()",
        "1:3 `__raw_f`: names that begin with `__` belong to mirror (call it `raw_f`)",
    );
    shows(
        "let a = #{st: 1, __b: 2}; native(st=a.st + a.__b)",
        "{\"st\": 3}",
    );
    let program = program(
        "let a = 1; const B = 2; with 1 { let c = 3; if a == 1 { let d = 4; } } unpack e, f = [1, 2]; fn g(h) { let i = 5; }",
    );
    assert_eq!(program.variables(), ["a", "B", "c", "e", "f"]);
    assert_eq!(
        program.function_names().collect::<Vec<_>>(),
        [("g", 1, Position::new(1, 97))]
    );
}
