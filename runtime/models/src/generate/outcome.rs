//! How one turn of a generation ended, by a panic too.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::error::ModelError;
use crate::generate::generation::Model;
use crate::stream::Finish;

/// How a turn ended: `None` if the generation goes on.
pub(crate) type Outcome = Option<Result<Finish, ModelError>>;

/// What came of a turn; a panic in it is an error of this request only.
pub(crate) fn guarded(
    model: &Model,
    turn: impl FnOnce() -> Result<Option<Finish>, ModelError>,
) -> Outcome {
    match catch_unwind(AssertUnwindSafe(turn)) {
        Ok(result) => result.transpose(),
        Err(panic) => Some(Err(ModelError::Panicked {
            model: model.name.clone(),
            reason: reason(&*panic),
        })),
    }
}

/// What a panic said.
fn reason(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| text.to_string());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "it panicked".into())
}
