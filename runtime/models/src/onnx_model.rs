//! Any ONNX model: named values in, named values out.
//!
//! A model has one session, and those who ask take turns in the order in which they came. A raised stop flag ends
//! the wait, and the call too, wherever ONNX Runtime is in it.

mod exchange;
mod port;
mod turn;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ort::session::{RunOptions, Session};

use self::exchange::{feed, read};
pub use self::port::{Port, PortKind, Side};
use self::turn::Turns;
use crate::error::ModelError;
use crate::files::{list, missing, name, onnx_in, refuse_pointer};
use crate::generate::open::{open, reason};
use crate::generate::watch::Watch;
use crate::library;
use crate::load_options::LoadOptions;
use crate::onnx;
use crate::stop::{Cancel, StopFlag};
use crate::suggest::nearest;
use crate::tensor::Tensor;

/// What goes into a model and what comes out of it.
#[derive(Clone, Debug, PartialEq)]
pub enum OnnxValue {
    /// Numbers.
    Tensor(Tensor),
    /// Texts in a grid.
    Texts {
        /// How many there are in each dimension.
        shape: Vec<usize>,
        /// The texts, row by row.
        texts: Vec<String>,
    },
    /// For each row the score of each class, as scikit-learn's classifiers give them with `zipmap`.
    Classes(Vec<Vec<(Class, f64)>>),
}

/// A class of a classifier: a number or a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A number, such as the digit 7.
    Number(i64),
    /// A name, such as `setosa`.
    Name(String),
}

/// A loaded ONNX model. Clones are handles to the same model; when the last one is dropped, it is freed.
///
/// ```no_run
/// use mirror_models::{LoadOptions, OnnxModel, StopFlag, Tensor};
///
/// let stop = StopFlag::default();
/// let model = OnnxModel::load("iris.onnx".as_ref(), &LoadOptions::default(), &stop)?;
/// let flower = Tensor::from_f64(&[1, 4], vec![5.1, 3.5, 1.4, 0.2]).expect("four numbers");
/// let outputs = model.run(vec![("X".into(), flower.into())], &stop)?;
/// # Ok::<(), mirror_models::ModelError>(())
/// ```
#[derive(Clone)]
pub struct OnnxModel {
    shared: Arc<Shared>,
}

struct Shared {
    name: String,
    path: PathBuf,
    inputs: Vec<Port>,
    outputs: Vec<Port>,
    engine: Turns<Engine>,
}

/// What one call at a time uses.
struct Engine {
    session: Session,
    watch: Watch,
}

impl From<Tensor> for OnnxValue {
    fn from(tensor: Tensor) -> Self {
        Self::Tensor(tensor)
    }
}

impl OnnxModel {
    /// Loads a model from its file, or from a folder that holds `model.onnx` or `onnx/model.onnx`.
    ///
    /// Raising the flag ends the loading with [`ModelError::Stopped`].
    ///
    /// # Errors
    /// When there is no such file, or it is no model that can be run.
    pub fn load(path: &Path, options: &LoadOptions, stop: &StopFlag) -> Result<Self, ModelError> {
        options.check()?;
        let path = match path.is_dir() {
            true => onnx_in(path)?,
            false => path.to_owned(),
        };
        if !path.is_file() {
            return Err(missing(&path));
        }
        refuse_pointer(&path)?;
        onnx::check_outline(&path)?;
        let environment = library::environment(options.library.as_deref())?;
        if stop.stopped() {
            return Err(ModelError::Stopped);
        }
        let refused = |reason: String| ModelError::Refused {
            reason,
            path: path.clone(),
        };
        let threads = options.threads();
        let session =
            open(&path, &environment, threads, stop).map_err(|error| match stop.stopped() {
                true => ModelError::Stopped,
                false => refused(reason(&error.to_string())),
            })?;
        let run_options = RunOptions::new().map_err(|error| refused(error.to_string()))?;
        let watch = Watch::start(run_options).map_err(|error| refused(error.to_string()))?;
        let shared = Shared {
            name: name(&path),
            inputs: session.inputs().iter().map(Port::of).collect(),
            outputs: session.outputs().iter().map(Port::of).collect(),
            engine: Turns::new(Engine { session, watch }, options.limits().waiting),
            path,
        };
        tracing::info!(model = %shared.name, threads, "loaded model");
        Ok(Self {
            shared: Arc::new(shared),
        })
    }

    /// The file's name, by which messages call the model.
    pub fn name(&self) -> &str {
        &self.shared.name
    }

    /// Where its file is.
    pub fn path(&self) -> &Path {
        &self.shared.path
    }

    /// What it wants to be given.
    pub fn inputs(&self) -> &[Port] {
        &self.shared.inputs
    }

    /// What it gives.
    pub fn outputs(&self) -> &[Port] {
        &self.shared.outputs
    }

    /// Runs the model once, and gives all of its outputs in their order.
    ///
    /// Numbers become the kind that the model wants where nothing is lost by it but the last digits of floats.
    ///
    /// # Errors
    /// When an input is missing, unknown, or of another kind or shape than the model wants; when too many wait for
    /// the model; when ONNX Runtime fails.
    pub fn run(
        &self,
        given: Vec<(String, OnnxValue)>,
        stop: &StopFlag,
    ) -> Result<Vec<(String, OnnxValue)>, ModelError> {
        let given = self.checked(given)?;
        let cancel = Cancel {
            stop: stop.clone(),
            ..Cancel::default()
        };
        let mut engine = self
            .shared
            .engine
            .take(stop)
            .map_err(|waiting| match waiting {
                None => ModelError::Stopped,
                Some(waiting) => ModelError::Busy {
                    model: self.name().into(),
                    waiting,
                },
            })?;
        let failed = |error: &ort::Error| match stop.stopped() {
            true => ModelError::Stopped,
            false => ModelError::Compute {
                model: self.name().into(),
                reason: reason(&error.to_string()),
            },
        };
        if stop.stopped() {
            return Err(ModelError::Stopped);
        }
        let Engine { session, watch } = &mut *engine;
        let values = feed(&given).map_err(|error| failed(&error))?;
        let run = |options: &RunOptions| {
            let outputs = session.run_with_options(values, options)?;
            let names = self.outputs().iter().map(|port| port.name.clone());
            names
                .map(|name| {
                    let value = read(&outputs[name.as_str()])?;
                    Ok((name, value))
                })
                .collect::<ort::Result<Vec<_>>>()
        };
        watch.during(&[cancel], run).map_err(|error| failed(&error))
    }

    /// The values under the names of the inputs, each as the model wants it.
    fn checked(
        &self,
        given: Vec<(String, OnnxValue)>,
    ) -> Result<Vec<(String, OnnxValue)>, ModelError> {
        let names = || self.inputs().iter().map(|port| port.name.as_str());
        if let Some((stranger, _)) = given
            .iter()
            .find(|(name, _)| !names().any(|known| known == name))
        {
            let hint = match nearest(stranger, names()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it has {}", list(names())),
            };
            return Err(ModelError::UnknownInput {
                model: self.name().into(),
                input: stranger.clone(),
                hint,
            });
        }
        let mut given = given;
        let inputs = self.inputs().iter().map(|port| {
            let place = given.iter().position(|(name, _)| *name == port.name);
            let place = place.ok_or_else(|| ModelError::MissingInput {
                model: self.name().into(),
                input: port.name.clone(),
                wanted: port.to_string(),
            })?;
            let (name, value) = given.swap_remove(place);
            Ok((name, port.fit(self.name(), value)?))
        });
        inputs.collect()
    }
}

impl fmt::Debug for OnnxModel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("OnnxModel")
            .field("name", &self.name())
            .finish_non_exhaustive()
    }
}
