//! What the front end promises, each promise on a few lines of script.

use rhai::packages::{Package, StandardPackage};
use rhai::{
    Array, Dynamic, Engine, EvalAltResult, EvalContext, FnPtr, NativeCallContext,
    OptimizationLevel, Position, Scope,
};

use super::{CompileError, Hooks, Kw, Program, compile, register_syntax};

/// Keeps a record of what is entered and left in the tag of the run.
fn hooks() -> Hooks {
    fn note(context: &mut EvalContext<'_, '_, '_, '_, '_, '_>, text: &str) {
        let trail = context.tag().clone().into_string().unwrap_or_default();
        *context.tag_mut() = format!("{trail}{text}").into();
    }
    Hooks {
        enter: |context, container, position| {
            if container.is_unit() {
                return Err(EvalAltResult::ErrorRuntime("no container".into(), position).into());
            }
            note(context, &format!("+{container}"));
            Ok(())
        },
        exit: |context, container, failed| {
            note(
                context,
                &format!("{}{container}", if failed { "!" } else { "-" }),
            );
        },
    }
}

/// An engine like those of the runtime, with a few natives that show what reaches them.
pub(super) fn engine() -> Engine {
    let mut engine = Engine::new_raw();
    engine.register_global_module(StandardPackage::new().as_shared_module());
    engine.set_optimization_level(OptimizationLevel::None);
    engine.set_max_call_levels(128);
    engine.set_max_expr_depths(128, 128);
    engine.register_fn("trail", |context: NativeCallContext<'_>| {
        context.tag().cloned().unwrap_or_default()
    });
    engine.register_fn("native", |kw: Kw| format!("{:?}", kw.0));
    engine.register_fn("native", |a: i64, kw: Kw| format!("{a} {:?}", kw.0));
    engine.register_fn("slider", |a: i64, b: &str, kw: Kw| {
        format!("{a} {b} {:?}", kw.0)
    });
    engine.register_fn("run", |context: NativeCallContext<'_>, kw: Kw| {
        let callback: FnPtr = kw.0["on_click"].clone().cast();
        callback.call_within_context::<Dynamic>(&context, ())
    });
    engine.register_fn(
        "__decorated",
        |context: NativeCallContext<'_>, kind: &str, name: &str, mut args: Array| {
            let mut args: Vec<&mut Dynamic> = args.iter_mut().collect();
            let raw = format!("__raw_{name}");
            let value = context.call_fn_raw(raw, false, false, &mut args)?;
            Ok::<_, Box<EvalAltResult>>(format!("{kind} {value}"))
        },
    );
    register_syntax(&mut engine, hooks());
    engine
}

fn program(text: &str) -> Program {
    compile(&mut engine(), "app.rhai", text).unwrap_or_else(|error| panic!("{error:?}\n{text}"))
}

fn wrong(text: &str) -> CompileError {
    match compile(&mut engine(), "app.rhai", text) {
        Ok(program) => panic!("compiles: {text}\n{:?}", program.ast),
        Err(error) => error,
    }
}

fn run(text: &str) -> Result<Dynamic, Box<EvalAltResult>> {
    engine().eval_ast_with_scope(&mut Scope::new(), &program(text).ast)
}

/// The value of a script as text, or its error.
fn shows(text: &str, expect: &str) {
    let found = match run(text) {
        Ok(value) => value.to_string(),
        Err(error) => error.to_string(),
    };
    assert_eq!(found, expect, "{text}");
}

/// The compile error of a script: `line:column message`, then the hint.
fn fails(text: &str, expect: &str) {
    let error = wrong(text);
    let hint = error
        .hint
        .map(|hint| format!(" ({hint})"))
        .unwrap_or_default();
    let place = |position: Position| {
        let line = position.line().unwrap_or(0);
        format!("{line}:{}", position.position().unwrap_or(0))
    };
    assert_eq!(
        format!("{} {}{hint}", place(error.position), error.message),
        expect,
        "{text}"
    );
}

#[test]
fn natives_take_keyword_arguments() {
    shows("native(a = 1)", r#"{"a": 1}"#);
    shows("native(1, a = 1, b = \"x\",)", r#"1 {"a": 1, "b": "x"}"#);
    shows(
        "1.slider(\"T\", value=0.7, help=`h${1}`)",
        r#"1 T {"help": "h1", "value": 0.7}"#,
    );
    shows(
        "native(default=-1, type=2, if=3, this=4, match=[5, 6])",
        r#"{"default": -1, "if": 3, "match": [5, 6], "this": 4, "type": 2}"#,
    );
    shows(
        "native(a = native(b = 1), c = 2)",
        r#"{"a": "{\"b\": 1}", "c": 2}"#,
    );
    shows(
        "`${native(a = `${native(b = 1)}`)}`",
        r#"{"a": "{\"b\": 1}"}"#,
    );
    shows("native(a=\n1,\nb=2\n)", r#"{"a": 1, "b": 2}"#);
    shows("native(a=1).len()", "8");
    shows("let x = 5; native(a=x == 5, b=x)", r#"{"a": true, "b": 5}"#);
}

#[test]
fn a_closure_can_be_the_value_of_a_keyword() {
    shows("let x = 1; run(on_click=|| x = 2, other=3); x", "2");
    shows("let x = 1; run(on_click=|| { x += 1; x += 1; }); x", "3");
    shows(
        "let x = 1\nrun(on_click=|| {\n x = native(a=1)\n})\nx",
        r#"{"a": 1}"#,
    );
}

#[test]
fn script_functions_bind_keywords_by_name() {
    let f = "fn f(a, b, c) { `${a} ${b} ${c}` } fn f(a) { a }\n";
    for (call, expect) in [
        ("f(1, 2, c=3)", "1 2 3"),
        ("f(1, c=3, b=2)", "1 2 3"),
        ("f(c=3, b=2, a=1)", "1 2 3"),
        ("f(a=1)", "1"),
        ("f(a=f(a=\"x\"), c=(|x| x).call(2), b=[f(a=1)])", "x [1] 2"),
        ("f(c=3, b=2, a=1,) + f(a=1)", "1 2 31"),
    ] {
        shows(&format!("{f}{call}"), expect);
    }
}

#[test]
fn arguments_run_in_the_order_of_the_call() {
    shows(
        "fn f(a, b) { `${a}${b}` }\nlet log = []; let r = f(b={ log.push(1); 1 }, a={ log.push(2); 2 }); `${r} ${log}`",
        "21 [1, 2]",
    );
}

#[test]
fn keywords_that_do_not_fit_are_named() {
    let f = "fn load(name, size) { name }\n";
    fails(
        &format!("{f}load(1, sise=2)"),
        "2:9 `load` has no parameter `sise` (did you mean `size`?)",
    );
    fails(
        &format!("{f}load(1, name=2)"),
        "2:9 `load` is given `name` twice (argument 1 is `name` already)",
    );
    fails(&format!("{f}load(name=2)"), "2:1 `load` is missing `size`");
    fails(
        &format!("{f}load(1, 2, 3, size=2)"),
        "2:15 `load` is given `size` twice (argument 2 is `size` already)",
    );
    fails(
        "native(a=1, a=2)",
        "1:13 keyword argument `a` is given twice",
    );
    fails(
        "native(a=1, 2)",
        "1:13 a positional argument follows a keyword argument (put the arguments without a name first)",
    );
    fails(
        "fn f(a, b=1) { a }",
        "1:9 a parameter cannot have a default value (define the function twice, as in `fn f(a) { f(a, 1) }` and `fn f(a, b) { ... }`)",
    );
}

#[test]
fn with_leaks_its_variables_and_always_leaves() {
    shows("with 1 { let a = 2; } a", "2");
    shows(
        "with 1 { with 2 { let a = 3 } }\nlet b = a\n`${b} ${trail()}`",
        "3 +1+2-2-1",
    );
    shows(
        "fn f() { with 1 { return 5; } 6 } let a = f(); `${a} ${trail()}`",
        "5 +1-1",
    );
    shows(
        "for i in 0..3 { with i { if i == 0 { continue; } break; } } trail()",
        "+0-0+1-1",
    );
    shows("try { with 1 { throw 2; } } catch { } trail()", "+1!1");
    shows("try { with 1 { nosuch(); } } catch { } trail()", "+1!1");
    shows(
        "let m = 0; try { with () { let x = 1; } } catch (e) { m = e } m",
        "no container",
    );
    shows("let w = 7; with w { w += 1; } w", "8");
    shows(
        "fn f(x) { with x { let a = x * 2; let b = a; } let c = 1; a + b + c } f(3)",
        "13",
    );
}

#[test]
fn unpack_declares_variables() {
    shows("unpack a, b = [1, 2]\na + b", "3");
    shows(
        "fn f(x) { let y = 1; unpack a, b = [x, y]; let c = 5; `${a} ${b} ${c} ${y}` } f(9)",
        "9 1 5 1",
    );
    shows("let a = 1; { unpack a, _ = [2, 3]; } a", "1");
    shows(
        "let a = 1; let b = 2; unpack a, b = [b, a]; `${a} ${b}`",
        "2 1",
    );
    shows("let unpack = 1; unpack + 1", "2");
    shows("for i in 0..2 { unpack a, b = [i, i]; } 5", "5");
    shows(
        "unpack a, b = [1, 2, 3]",
        "Runtime error: cannot unpack 3 values into 2 names (line 1, position 15)",
    );
    shows(
        "unpack a, b = 5",
        "Runtime error: cannot unpack a value of type `i64`: it must be an array (line 1, position 15)",
    );
    shows(
        "let a = 1; unpack a, b = [2, 3]; let c = 9; `${a} ${b} ${c}`",
        "2 3 9",
    );
    fails(
        "unpack a = [1]",
        "1:1 `unpack` needs at least two names, `=` and an array (write `unpack left, right = st.columns(2)`)",
    );
}

#[test]
fn closures_see_what_with_and_unpack_declared() {
    shows("unpack a, b = [1, 2]\nlet f = || a + b\nf.call()", "3");
    shows("with 1 { let a = 4 }\nlet f = || a\nf.call()", "4");
    shows("with 1 { let a = 4\nlet f = || a\n}\nf.call()", "4");
    shows("let f = || { unpack a, b = [1, 2]; a + b }; f.call()", "3");
    shows(
        "let f = || {\n with 1 { let a = 5 }\n with 2 { unpack b, c = [6, 7] }\n a + b }\nf.call()",
        "11",
    );
    shows(
        "let f = || { unpack a, b = [1, 2]\n let g = |x| a + x\n g.call(b) }\nf.call()",
        "3",
    );
}

#[test]
fn decorators_put_a_stand_in_before_the_function() {
    let text = "/// Loads.\n@st.cache_data(ttl=60, name=\"x\")\n/// Well.\nfn load(n) { n + 1 }\n@st.cache_resource\nprivate fn other() { 1 }\nload(1) + other()";
    shows(text, "st.cache_data 2st.cache_resource 1");
    let program = program(text);
    let load = program.decorated("load").unwrap();
    assert_eq!((load.kind, load.arity), ("st.cache_data", 1));
    assert_eq!(format!("{:?}", load.options), r#"{"name": "x", "ttl": 60}"#);
    assert_eq!(load.position, Position::new(2, 1));
    assert_eq!(
        program.decorated("other").unwrap().kind,
        "st.cache_resource"
    );
    let comments: Vec<_> = program
        .ast
        .iter_functions()
        .filter(|f| f.name == "load")
        .map(|f| f.comments.join("\n"))
        .collect();
    assert_eq!(comments, ["/// Loads.\n/// Well."]);
}

#[test]
fn a_decorated_function_takes_keywords_and_can_be_passed_on() {
    shows(
        "@st.cache_data\nfn f(a, b) { a - b }\nf(b=1, a=3)",
        "st.cache_data 2",
    );
    shows(
        "@st.cache_data\nfn f(a) { a }\nlet g = f; g.call(1)",
        "st.cache_data 1",
    );
    shows(
        "@st.cache_data\nfn f(a) { a }\nlet g = || f(1); g.call()",
        "st.cache_data 1",
    );
}

#[test]
fn decorators_that_mean_nothing_are_errors() {
    fails(
        "let a = 1\n@st.cache_dta\nfn f() {}",
        "2:1 there is no decorator `@st.cache_dta` (did you mean `@st.cache_data`?)",
    );
    fails(
        "@cache_data\nfn f() {}",
        "1:1 there is no decorator `@cache_data` (did you mean `@st.cache_data`?)",
    );
    fails(
        "@wraps\nfn f() {}",
        "1:1 there is no decorator `@wraps` (decorators are `@st.cache_data` and `@st.cache_resource`)",
    );
    fails(
        "@st.cache_data\nlet a = 1",
        "1:1 `@st.cache_data` stands before no function (put it on the line before `fn name(...) { ... }`)",
    );
    fails(
        "@st.cache_data(ttl=x)\nfn f() {}",
        "1:20 an option of a decorator must be a literal (write options as in `@st.cache_data(ttl=60, show_spinner=\"Loading...\")`)",
    );
}

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
