//! `mirror doctor`: is what models need there?

use std::{io, path::Path, process::ExitCode};

use super::{Paint, say};

pub(super) fn doctor(onnxruntime: Option<&Path>) -> anyhow::Result<ExitCode> {
    let paint = Paint::of(&io::stdout());
    say(format!(
        "{} Mirror {}",
        paint.green("✓"),
        env!("CARGO_PKG_VERSION")
    ));
    match mirror_models::find_library(onnxruntime) {
        Ok(library) => {
            say(format!(
                "{} ONNX Runtime: {}",
                paint.green("✓"),
                library.display()
            ));
            Ok(ExitCode::SUCCESS)
        }
        Err(missing) => {
            say(format!("{} ONNX Runtime: {missing}", paint.red("✗")));
            say("  Pages without models work without it.");
            Ok(ExitCode::FAILURE)
        }
    }
}
