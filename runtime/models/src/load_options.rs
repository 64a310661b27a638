//! How to load a model.

use std::path::PathBuf;
use std::thread;

use crate::error::ModelError;
use crate::worker::{Limits, MAX_RUNNING, MAX_WAITING};

/// How to load a model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoadOptions {
    /// Where to compute: `auto` or `cpu`; `auto` if unset.
    pub device: Option<String>,
    /// How many threads compute one step; all cores if unset.
    pub threads: Option<usize>,
    /// ONNX Runtime's shared library, if it should not be searched for. The first model decides for the process.
    pub library: Option<PathBuf>,
    /// How many generations run at the same time; [`MAX_RUNNING`](crate::MAX_RUNNING) if unset. At least 1.
    pub concurrency: Option<usize>,
    /// How many requests may wait for their beginning; [`MAX_WAITING`](crate::MAX_WAITING) if unset. Nothing
    /// is begun without having waited, so at least 1.
    pub max_queue: Option<usize>,
}

impl LoadOptions {
    /// How much the worker takes on.
    pub(crate) fn limits(&self) -> Limits {
        Limits {
            running: self.concurrency.unwrap_or(MAX_RUNNING),
            waiting: self.max_queue.unwrap_or(MAX_WAITING),
        }
    }

    /// How many threads compute one step.
    pub(crate) fn threads(&self) -> usize {
        let cores = || thread::available_parallelism().map_or(1, usize::from);
        self.threads.unwrap_or_else(cores).max(1)
    }

    /// Refuses a device that is not there and limits that let nothing through.
    pub(crate) fn check(&self) -> Result<(), ModelError> {
        let limits = [
            ("concurrency", self.concurrency),
            ("max_queue", self.max_queue),
        ];
        for (option, limit) in limits {
            if limit == Some(0) {
                return Err(ModelError::Option {
                    option,
                    value: "0".into(),
                    expected: "a number of 1 or more",
                });
            }
        }
        match self.device.as_deref() {
            None | Some("auto" | "cpu") => Ok(()),
            Some(device) => Err(ModelError::Device {
                device: device.into(),
            }),
        }
    }
}
