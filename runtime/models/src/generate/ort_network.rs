//! A causal language model in ONNX Runtime, as optimum exports it: past keys and values in, present ones out.

use std::borrow::Cow;
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use ort::environment::Environment;
use ort::memory::Allocator;
use ort::session::builder::GraphOptimizationLevel;
use ort::session::{RunOptions, Session, SessionInputValue};
use ort::value::{DynTensor, DynValue};

use crate::error::ModelError;
use crate::generate::layout::{Input, Past, layout};
use crate::generate::network::Network;
use crate::generate::watch::Watch;
use crate::stop::{Cancel, StopFlag};

/// A call that takes longer than this is worth a watch that can end it.
const LONG_CALL: Duration = Duration::from_millis(4);

/// How many letters of ONNX Runtime's own words are passed on.
const LONGEST_REASON: usize = 300;

/// One loaded model.
pub(crate) struct OrtNetwork {
    model: String,
    session: Session,
    inputs: Vec<Input>,
    past: Vec<Past>,
    watch: Watch,
    last_call: Duration,
}

/// The keys and values of one generation.
pub(crate) struct Cache {
    values: Vec<DynValue>,
    length: usize,
}

impl OrtNetwork {
    /// Loads the model; a raised flag ends the loading.
    pub(crate) fn load(
        model: &str,
        path: &Path,
        environment: &Environment,
        threads: usize,
        stop: &StopFlag,
    ) -> Result<Self, ModelError> {
        let refused = |reason: String| ModelError::Refused {
            reason,
            path: path.into(),
        };
        let session =
            open(path, environment, threads, stop).map_err(|error| match stop.stopped() {
                true => ModelError::Stopped,
                false => refused(reason(&error.to_string())),
            })?;
        let (inputs, past) = layout(path, session.inputs(), session.outputs())?;
        let options = RunOptions::new().map_err(|error| refused(error.to_string()))?;
        let watch = Watch::start(options).map_err(|error| refused(error.to_string()))?;
        Ok(Self {
            model: model.into(),
            session,
            inputs,
            past,
            watch,
            last_call: Duration::ZERO,
        })
    }

    /// How many tokens the model scores: the last dimension of the scores of one token.
    pub(crate) fn vocabulary_size(&mut self) -> Result<usize, ModelError> {
        let (mut cache, mut logits) = (self.cache()?, Vec::new());
        self.read(&[0], &mut cache, &Cancel::default(), &mut logits)?;
        Ok(logits.len())
    }

    fn failed(&self, error: &ort::Error) -> ModelError {
        ModelError::Compute {
            model: self.model.clone(),
            reason: reason(&error.to_string()),
        }
    }
}

impl Network for OrtNetwork {
    type Cache = Cache;

    fn cache(&self) -> Result<Cache, ModelError> {
        let empty =
            |past: &Past| DynTensor::new(&Allocator::default(), past.kind, past.shape.clone());
        let values: ort::Result<Vec<DynValue>> = self
            .past
            .iter()
            .map(|past| Ok(empty(past)?.into_dyn()))
            .collect();
        Ok(Cache {
            values: values.map_err(|error| self.failed(&error))?,
            length: 0,
        })
    }

    fn remembers(&self) -> bool {
        !self.past.is_empty()
    }

    fn read(
        &mut self,
        ids: &[u32],
        cache: &mut Cache,
        cancel: &Cancel,
        logits: &mut Vec<f32>,
    ) -> Result<(), ModelError> {
        // Looking after a call costs a wake-up of the watch, too much for a step of a small model.
        let watched = ids.len() > 1 || self.last_call > LONG_CALL;
        let began = Instant::now();
        let Self {
            session,
            inputs,
            past,
            watch,
            ..
        } = self;
        let mut call =
            |options: &RunOptions| step(session, inputs, past, options, ids, cache, logits);
        let result = if watched {
            watch.during(cancel, call)
        } else {
            call(watch.options())
        };
        if ids.len() == 1 {
            self.last_call = began.elapsed();
        }
        result.map_err(|error| self.failed(&error))
    }
}

/// Builds the session.
fn open(
    path: &Path,
    environment: &Environment,
    threads: usize,
    stop: &StopFlag,
) -> ort::Result<Session> {
    let mut builder = Session::builder(environment)?
        .with_optimization_level(GraphOptimizationLevel::All)?
        .with_intra_threads(threads)?
        // Waiting threads give their core to whatever else the machine does.
        .with_intra_op_spinning(false)?
        // Shapes differ at each step, so a remembered layout of memory never fits.
        .with_memory_pattern(false)?;
    let canceler = builder.canceler();
    thread::scope(|scope| {
        // Dropped at the end of the loading, however it ends; then the other thread ends too.
        let (_loading, loaded) = channel::<()>();
        scope.spawn(move || {
            while loaded.recv_timeout(Duration::from_millis(5)) == Err(RecvTimeoutError::Timeout) {
                if stop.stopped() {
                    // If it cannot be canceled, the loading runs to its end.
                    let _ = canceler.cancel();
                }
            }
        });
        builder.commit_from_file(path)
    })
}

/// One call: reads `ids`, replaces the cache and copies out the last position's scores.
fn step(
    session: &mut Session,
    inputs: &[Input],
    past: &[Past],
    options: &RunOptions,
    ids: &[u32],
    cache: &mut Cache,
    logits: &mut Vec<f32>,
) -> ort::Result<()> {
    let mut feed: Vec<(Cow<'_, str>, SessionInputValue<'_>)> =
        Vec::with_capacity(inputs.len() + past.len());
    for input in inputs {
        feed.push((input.name().into(), input.value(ids, cache.length)?));
    }
    // The past moves in and the present moves out: no copy is made on this side.
    for (past, value) in past.iter().zip(cache.values.drain(..)) {
        feed.push((past.input.as_str().into(), value.into()));
    }
    let mut outputs = session.run_with_options(feed, options)?;
    for past in past {
        let present = outputs.remove(&past.output);
        cache
            .values
            .push(present.ok_or_else(|| ort::Error::new(format!("no output `{}`", past.output)))?);
    }
    cache.length += ids.len();
    let (shape, scores) = outputs["logits"].try_extract_tensor::<f32>()?;
    let vocabulary = shape.last().map_or(0, |size| *size as usize);
    logits.clear();
    logits.extend_from_slice(&scores[scores.len().saturating_sub(vocabulary)..]);
    Ok(())
}

/// What happened, out of ONNX Runtime's message: its first line, without the path, which we show ourselves.
fn reason(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let told = line
        .strip_prefix("Load model from")
        .and_then(|rest| rest.split_once("failed:"));
    let told = told
        .map_or(line, |(_, told)| told)
        .trim()
        .trim_end_matches('.');
    // Some messages quote the whole graph around the mistake.
    told.chars().take(LONGEST_REASON).collect()
}

#[cfg(test)]
#[path = "ort_network_tests.rs"]
mod tests;
