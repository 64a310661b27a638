//! The handle to a loaded language model.

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::mpsc::channel;
use std::time::Instant;

use crate::chat::{ChatMessage, ChatTemplate};
use crate::config::ModelConfig;
use crate::error::ModelError;
use crate::files::ModelFiles;
use crate::generate::generation::{Model, Request};
use crate::generate::options::GenerateOptions;
use crate::generate::ort_network::OrtNetwork;
use crate::library;
use crate::load_options::LoadOptions;
use crate::onnx;
use crate::stop::{Cancel, StopFlag};
use crate::stream::{Generation, TokenStream};
use crate::vocabulary::{Token, Vocabulary};
use crate::worker::{Worker, Workload};

/// A loaded language model.
///
/// Clones are handles to the same model. Many may ask at the same time: their answers grow together. When the last
/// handle is dropped, the running generations end as asked for and the model is freed.
#[derive(Clone)]
pub struct TextGenerator {
    shared: Arc<Shared>,
}

struct Shared {
    model: Model,
    config: ModelConfig,
    chat: ChatTemplate,
    worker: Worker,
}

impl TextGenerator {
    /// Loads a model from a folder with the Hub's layout: `config.json`, `tokenizer.json`, an ONNX file such as
    /// `model.onnx` or `onnx/model.onnx`, and, if there is one, `generation_config.json`.
    ///
    /// Raising the flag ends the loading with [`ModelError::Stopped`].
    pub fn load(folder: &Path, options: &LoadOptions, stop: &StopFlag) -> Result<Self, ModelError> {
        options.check()?;
        let files = ModelFiles::find(folder)?;
        let config = ModelConfig::read(&files)?;
        onnx::check_outline(&files.onnx)?;
        let vocabulary = Vocabulary::read(&files.tokenizer)?;
        let environment = library::environment(options.library.as_deref())?;
        let threads = options.threads();
        if stop.stopped() {
            return Err(ModelError::Stopped);
        }
        let mut network = OrtNetwork::load(&files.name, &files.onnx, &environment, threads, stop)?;
        let vocabulary_size = network.vocabulary_size()?;
        network.try_sharing(vocabulary_size);
        if vocabulary.largest_id() as usize >= vocabulary_size {
            return Err(ModelError::TokenizerMismatch {
                largest_id: vocabulary.largest_id(),
                vocabulary: vocabulary_size,
                path: files.tokenizer,
            });
        }
        let model = Model {
            name: files.name,
            context_length: config.context_length,
            vocabulary_size,
            vocabulary: Arc::new(vocabulary),
        };
        let worker = Worker::start(network, model.clone(), options.limits()).map_err(|error| {
            ModelError::Compute {
                model: model.name.clone(),
                reason: error.to_string(),
            }
        })?;
        tracing::info!(model = %model.name, context = model.context_length, threads, "loaded model");
        Ok(Self {
            shared: Arc::new(Shared {
                model,
                config,
                chat: ChatTemplate::find(folder),
                worker,
            }),
        })
    }

    /// Begins an answer to the prompt and gives it piece by piece.
    ///
    /// Raising `stop`, or dropping the stream, ends the generation within one step.
    pub fn stream(
        &self,
        prompt: &str,
        options: &GenerateOptions,
        stop: StopFlag,
    ) -> Result<TokenStream, ModelError> {
        self.ask(prompt, true, options, stop)
    }

    /// Begins an answer to a conversation, whose prompt the model's own chat template makes.
    pub fn chat(
        &self,
        messages: &[ChatMessage],
        options: &GenerateOptions,
        stop: StopFlag,
    ) -> Result<TokenStream, ModelError> {
        // The template has put the special tokens where the model wants them.
        self.ask(&self.chat_prompt(messages)?, false, options, stop)
    }

    /// The prompt that the model's chat template makes of a conversation.
    pub fn chat_prompt(&self, messages: &[ChatMessage]) -> Result<String, ModelError> {
        self.shared.chat.render(self.name(), messages)
    }

    fn ask(
        &self,
        prompt: &str,
        special: bool,
        options: &GenerateOptions,
        stop: StopFlag,
    ) -> Result<TokenStream, ModelError> {
        let Shared {
            model,
            config,
            worker,
            ..
        } = &*self.shared;
        let ids = self.prompt_ids(prompt, special)?;
        let mut plan = options.plan(config, ids.len())?;
        plan.bad_words.extend(self.bad_words(&options.bad_words)?);
        let cancel = Cancel {
            stop,
            ..Default::default()
        };
        let (messages, received) = channel();
        let place = Arc::new(AtomicUsize::new(0));
        let name = model.name.clone();
        let stream = TokenStream::new(name, received, cancel.clone(), Arc::clone(&place));
        worker.ask(Request {
            prompt: prompt.into(),
            ids,
            plan,
            asked: Instant::now(),
            cancel,
            messages,
            place,
        })?;
        Ok(stream)
    }

    /// Gives the whole answer to the prompt. If `stop` is raised meanwhile, gives what there is.
    pub fn generate(
        &self,
        prompt: &str,
        options: &GenerateOptions,
        stop: StopFlag,
    ) -> Result<Generation, ModelError> {
        self.stream(prompt, options, stop)?.collect_all()
    }

    /// The tokens of a text, as the model would read them.
    pub fn tokens(&self, text: &str) -> Result<Vec<Token>, ModelError> {
        let vocabulary = &self.shared.model.vocabulary;
        let token = |id| Token {
            id,
            text: vocabulary.text(id),
        };
        Ok(self.ids(text, true)?.into_iter().map(token).collect())
    }

    /// The model's name: that of its folder.
    pub fn name(&self) -> &str {
        &self.shared.model.name
    }

    /// How many tokens the model reads at most, prompt and answer together.
    pub fn context_length(&self) -> usize {
        self.shared.model.context_length
    }

    /// How many tokens the model chooses from.
    pub fn vocabulary_size(&self) -> usize {
        self.shared.model.vocabulary_size
    }

    /// What the model has to do at the moment.
    pub fn workload(&self) -> Workload {
        self.shared.worker.workload()
    }

    /// The tokens of each word, as it stands at the beginning of a text and after a space.
    fn bad_words(&self, words: &[String]) -> Result<Vec<Vec<u32>>, ModelError> {
        let forms = |word: &String| [word.clone(), format!(" {word}")];
        let ids = |word: String| self.ids(&word, false);
        words.iter().flat_map(forms).map(ids).collect()
    }

    fn ids(&self, text: &str, special: bool) -> Result<Vec<u32>, ModelError> {
        let model = &self.shared.model;
        let refused = |reason| ModelError::Tokenize {
            model: model.name.clone(),
            reason,
        };
        model.vocabulary.encode(text, special).map_err(refused)
    }

    /// The prompt's tokens, if the model can read them and add at least one.
    fn prompt_ids(&self, prompt: &str, special: bool) -> Result<Vec<u32>, ModelError> {
        let Shared { model, config, .. } = &*self.shared;
        let mut ids = self.ids(prompt, special)?;
        if ids.is_empty() {
            ids.push(config.bos.ok_or_else(|| ModelError::EmptyPrompt {
                model: model.name.clone(),
            })?);
        }
        if ids.len() > model.context_length {
            return Err(ModelError::PromptTooLong {
                model: model.name.clone(),
                prompt: ids.len(),
                context: model.context_length,
            });
        }
        Ok(ids)
    }
}

impl fmt::Debug for TextGenerator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TextGenerator")
            .field("name", &self.name())
            .finish_non_exhaustive()
    }
}
