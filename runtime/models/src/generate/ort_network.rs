//! A causal language model in ONNX Runtime, as optimum exports it: past keys and values in, present ones out.

use std::borrow::Cow;
use std::path::Path;
use std::time::{Duration, Instant};

use ort::environment::Environment;
use ort::memory::Allocator;
use ort::session::{RunOptions, Session, SessionInputValue};
use ort::value::{DynTensor, DynValue};

use crate::error::ModelError;
use crate::generate::batch::Batch;
use crate::generate::cache::Cache;
use crate::generate::layout::{Feed, Input, Past, layout};
use crate::generate::network::Network;
use crate::generate::open::{open, reason};
use crate::generate::watch::Watch;
use crate::stop::{Cancel, StopFlag};

/// A call that takes longer than this is worth a watch that can end it.
const LONG_CALL: Duration = Duration::from_millis(4);

/// One loaded model.
pub(crate) struct OrtNetwork {
    pub(super) model: String,
    session: Session,
    pub(super) inputs: Vec<Input>,
    pub(super) past: Vec<Past>,
    watch: Watch,
    last_call: Duration,
    pub(super) batches: bool,
    pub(super) copies: bool,
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
            batches: false,
            copies: false,
        })
    }

    /// How many tokens the model scores: the last dimension of the scores of one token.
    pub(crate) fn vocabulary_size(&mut self) -> Result<usize, ModelError> {
        let (mut cache, mut logits) = (self.cache()?, Vec::new());
        self.read(&[0], &mut cache, &Cancel::default(), &mut logits)?;
        Ok(logits.len())
    }

    /// One call, watched where that is worth it.
    fn call(
        &mut self,
        feed: &Feed<'_>,
        values: &mut Vec<DynValue>,
        cancels: &[Cancel],
        logits: &mut Vec<f32>,
    ) -> Result<(), ModelError> {
        let one_each = feed.ids.len() == feed.lengths.len();
        // Looking after a call costs a wake-up of the watch, too much for a step of a small model.
        let watched = !one_each || self.last_call > LONG_CALL;
        let began = Instant::now();
        let Self {
            session,
            inputs,
            past,
            watch,
            ..
        } = self;
        let mut call =
            |options: &RunOptions| step(session, inputs, past, options, feed, values, logits);
        let result = if watched {
            watch.during(cancels, call)
        } else {
            call(watch.options())
        };
        if one_each {
            self.last_call = began.elapsed();
        }
        result.map_err(|error| self.failed(&error))
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
    type Batch = Batch;

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

    fn batches(&self) -> bool {
        self.batches
    }

    fn read(
        &mut self,
        ids: &[u32],
        cache: &mut Cache,
        cancel: &Cancel,
        logits: &mut Vec<f32>,
    ) -> Result<(), ModelError> {
        let feed = Feed {
            ids,
            lengths: &[cache.length],
            width: cache.length,
        };
        let cancels = std::slice::from_ref(cancel);
        self.call(&feed, &mut cache.values, cancels, logits)?;
        cache.length += ids.len();
        Ok(())
    }

    fn copies(&self) -> bool {
        self.copies
    }

    fn first(&self, cache: &Cache, length: usize) -> Option<Cache> {
        cache.first(length).ok()
    }

    fn row(&self, batch: &Batch, row: usize) -> Option<Cache> {
        batch.row(row).ok()
    }

    fn bytes(&self, cache: &Cache) -> usize {
        let one = |past: &Past| {
            let numbers = past.shape.iter().filter(|size| **size > 0);
            let size = past.kind.byte_size(1).unwrap_or(0);
            numbers.map(|size| *size as usize).product::<usize>() * cache.length * size
        };
        self.past.iter().map(one).sum()
    }

    fn join(&self, batch: &mut Batch, cache: Cache) {
        batch.join(cache);
    }

    fn leave(&self, batch: &mut Batch, row: usize) {
        batch.leave(row);
    }

    fn read_each(
        &mut self,
        ids: &[u32],
        batch: &mut Batch,
        cancels: &[Cancel],
        logits: &mut Vec<f32>,
    ) -> Result<(), ModelError> {
        batch.settle().map_err(|error| self.failed(&error))?;
        let lengths = batch.lengths();
        let feed = Feed {
            ids,
            lengths: &lengths,
            width: batch.width,
        };
        self.call(&feed, &mut batch.values, cancels, logits)?;
        batch.grow();
        Ok(())
    }
}

/// One call: reads the feed, replaces the past by the present and copies out the last position's scores of each row.
fn step(
    session: &mut Session,
    inputs: &[Input],
    past: &[Past],
    options: &RunOptions,
    feed: &Feed<'_>,
    values: &mut Vec<DynValue>,
    logits: &mut Vec<f32>,
) -> ort::Result<()> {
    let mut fed: Vec<(Cow<'_, str>, SessionInputValue<'_>)> =
        Vec::with_capacity(inputs.len() + past.len());
    for input in inputs {
        fed.push((input.name().into(), input.value(feed)?));
    }
    // The past moves in and the present moves out: no copy is made on this side.
    for (past, value) in past.iter().zip(values.drain(..)) {
        fed.push((past.input.as_str().into(), value.into()));
    }
    let mut outputs = session.run_with_options(fed, options)?;
    for past in past {
        let present = outputs.remove(&past.output);
        values
            .push(present.ok_or_else(|| ort::Error::new(format!("no output `{}`", past.output)))?);
    }
    let (shape, scores) = outputs["logits"].try_extract_tensor::<f32>()?;
    let vocabulary = shape.last().map_or(0, |size| *size as usize);
    logits.clear();
    for row in scores.chunks_exact((scores.len() / feed.lengths.len()).max(1)) {
        logits.extend_from_slice(&row[row.len().saturating_sub(vocabulary)..]);
    }
    Ok(())
}

#[cfg(test)]
#[path = "ort_network_tests.rs"]
mod tests;
