//! A failure that several runs may get: errors of Rhai cannot be cloned, but told again.

use rhai::EvalAltResult;

/// The same error once more.
pub(super) fn copy(error: &EvalAltResult) -> Box<EvalAltResult> {
    match error {
        EvalAltResult::ErrorInFunctionCall(name, source, inner, position) => {
            EvalAltResult::ErrorInFunctionCall(name.clone(), source.clone(), copy(inner), *position)
                .into()
        }
        EvalAltResult::ErrorInModule(name, inner, position) => {
            EvalAltResult::ErrorInModule(name.clone(), copy(inner), *position).into()
        }
        EvalAltResult::ErrorRuntime(value, position) => {
            EvalAltResult::ErrorRuntime(value.clone(), *position).into()
        }
        EvalAltResult::ErrorStackOverflow(position) => {
            EvalAltResult::ErrorStackOverflow(*position).into()
        }
        EvalAltResult::ErrorTooManyOperations(position) => {
            EvalAltResult::ErrorTooManyOperations(*position).into()
        }
        EvalAltResult::ErrorDataTooLarge(what, position) => {
            EvalAltResult::ErrorDataTooLarge(what.clone(), *position).into()
        }
        EvalAltResult::ErrorFunctionNotFound(name, position) => {
            EvalAltResult::ErrorFunctionNotFound(name.clone(), *position).into()
        }
        EvalAltResult::ErrorVariableNotFound(name, position) => {
            EvalAltResult::ErrorVariableNotFound(name.clone(), *position).into()
        }
        other => {
            let mut message = other.to_string();
            if let Some(end) = message.rfind(" (line ") {
                message.truncate(end);
            }
            EvalAltResult::ErrorRuntime(message.into(), other.position()).into()
        }
    }
}
