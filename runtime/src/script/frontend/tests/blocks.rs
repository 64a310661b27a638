//! `with` and `unpack`.

use super::{fails, shows};

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
    shows(
        "let a = 1; with \"closed\" { a = 2 } with 1 { a += 1 } `${a} ${trail()}`",
        "2 +closed+1-1",
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
