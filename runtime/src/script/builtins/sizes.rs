//! Rhai's functions that make something as large as they are told, held to the limits first:
//! what does not fit into memory would end the process.

use rhai::{Array, Blob, Dynamic, EvalAltResult, FuncRegistration, ImmutableString, Module};

use super::{Context, Outcome, Run};

/// Registers them in place of Rhai's own.
pub(super) fn register(module: &mut Module) {
    FuncRegistration::new("blob").set_into_module(
        module,
        |context: Context<'_>, len: i64| -> Outcome<Blob> {
            Ok(vec![0; bytes(&context, "Blob", len)?])
        },
    );
    FuncRegistration::new("blob").set_into_module(
        module,
        |context: Context<'_>, len: i64, value: i64| -> Outcome<Blob> {
            Ok(vec![value as u8; bytes(&context, "Blob", len)?])
        },
    );
    FuncRegistration::new("pad").set_into_module(
        module,
        |context: Context<'_>, blob: &mut Blob, len: i64, value: i64| -> Outcome<()> {
            let len = bytes(&context, "Blob", len)?.max(blob.len());
            blob.resize(len, value as u8);
            Ok(())
        },
    );
    FuncRegistration::new("pad").set_into_module(
        module,
        |context: Context<'_>, list: &mut Array, len: i64, item: Dynamic| -> Outcome<()> {
            let most = Run::of(&context)?.0.limits.list_items;
            let len = within(&context, "List", len, most)?.max(list.len());
            list.resize(len, item);
            Ok(())
        },
    );
    FuncRegistration::new("pad").set_into_module(
        module,
        |context: Context<'_>, text: &mut ImmutableString, len: i64, with: char| {
            pad(&context, text, len, with.encode_utf8(&mut [0; 4]))
        },
    );
    FuncRegistration::new("pad").set_into_module(
        module,
        |context: Context<'_>, text: &mut ImmutableString, len: i64, with: &str| {
            pad(&context, text, len, with)
        },
    );
}

/// Fills a text up to so many letters; the last filling is cut where it would stand out.
fn pad(context: &Context<'_>, text: &mut ImmutableString, len: i64, with: &str) -> Outcome<()> {
    let missing = bytes(context, "Text", len)?.saturating_sub(text.chars().count());
    if missing > 0 {
        text.make_mut().extend(with.chars().cycle().take(missing));
    }
    Ok(())
}

fn bytes(context: &Context<'_>, what: &str, len: i64) -> Outcome<usize> {
    within(context, what, len, Run::of(context)?.0.limits.text_bytes)
}

fn within(context: &Context<'_>, what: &str, len: i64, most: usize) -> Outcome<usize> {
    let len = usize::try_from(len.max(0)).unwrap_or(usize::MAX);
    if len <= most {
        return Ok(len);
    }
    Err(EvalAltResult::ErrorDataTooLarge(what.into(), context.call_position()).into())
}
