//! What can go wrong with a model, each said so that a person knows what would work.

use std::path::PathBuf;

/// Why a model could not be loaded or did not answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The folder does not exist.
    #[error(
        "no model folder at this path{hint}; a model is a folder with `config.json`, `tokenizer.json` and `model.onnx`: {}",
        folder.display()
    )]
    MissingFolder {
        /// The path that was given.
        folder: PathBuf,
        /// A suggestion such as "; did you mean `storyteller`?", or nothing.
        hint: String,
    },
    /// The folder lacks a file that every model has.
    #[error("model `{model}` has no {what}; looked for {looked_for} in {}", folder.display())]
    MissingFile {
        /// The model's name.
        model: String,
        /// What is missing, such as "`tokenizer.json`".
        what: String,
        /// The file names tried, in order.
        looked_for: String,
        /// The folder searched.
        folder: PathBuf,
    },
    /// The file is the stand-in that Git LFS leaves until the real file is fetched.
    #[error(
        "`{file}` is a Git LFS pointer, not the file itself; run `git lfs pull` in its repository: {}",
        path.display()
    )]
    GitLfsPointer {
        /// The file's name.
        file: String,
        /// The file's path.
        path: PathBuf,
    },
    /// There is no file at the path of a model.
    #[error("no model at this path{hint}: {}", path.display())]
    MissingModel {
        /// The path that was given.
        path: PathBuf,
        /// A suggestion such as "; did you mean `digits.onnx`?", or nothing.
        hint: String,
    },
    /// A model is given something under a name that none of its inputs has.
    #[error("`{model}` has no input `{input}`; {hint}")]
    UnknownInput {
        /// The model's name.
        model: String,
        /// The name that was given.
        input: String,
        /// The nearest name, or all of them.
        hint: String,
    },
    /// An input of a model is not given.
    #[error("`{model}` also needs its input `{input}`: {wanted}")]
    MissingInput {
        /// The model's name.
        model: String,
        /// The input's name.
        input: String,
        /// Its kind and shape.
        wanted: String,
    },
    /// An input is of another kind or shape than the model wants.
    #[error("`{model}` wants for its input `{input}` {wanted}, and got {found}")]
    Input {
        /// The model's name.
        model: String,
        /// The input's name.
        input: String,
        /// The kind and shape the model wants.
        wanted: String,
        /// What was given.
        found: String,
    },
    /// A configuration file cannot be read or holds something else than expected.
    #[error("`{file}` cannot be used: {reason}: {}", path.display())]
    Config {
        /// The file's name.
        file: String,
        /// What is wrong with it.
        reason: String,
        /// The file's path.
        path: PathBuf,
    },
    /// The file is no ONNX model at all.
    #[error("this file is not an ONNX model ({reason}); export the model again or fetch it again: {}", path.display())]
    NotOnnx {
        /// What was seen instead.
        reason: String,
        /// The file's path.
        path: PathBuf,
    },
    /// The file ends too early.
    #[error(
        "this ONNX file is truncated: it has {found} bytes of at least {expected}; fetch it again: {}",
        path.display()
    )]
    Truncated {
        /// The least number of bytes the file says it has.
        expected: u64,
        /// The number of bytes it has.
        found: u64,
        /// The file's path.
        path: PathBuf,
    },
    /// ONNX Runtime refused the file.
    #[error("ONNX Runtime cannot load this model: {reason}: {}", path.display())]
    Refused {
        /// ONNX Runtime's own words.
        reason: String,
        /// The file's path.
        path: PathBuf,
    },
    /// The model is something else than a causal language model.
    #[error(
        "this is not a causal language model: it has no {missing}; its inputs are {inputs} and its outputs {outputs}: {}",
        path.display()
    )]
    NotCausal {
        /// What is missing, such as "output `logits`".
        missing: String,
        /// The names of the model's inputs.
        inputs: String,
        /// The names of the model's outputs.
        outputs: String,
        /// The file's path.
        path: PathBuf,
    },
    /// The model is for something else than the task it was loaded for.
    #[error(
        "this model is no {task}: it has no {missing}; its inputs are {inputs} and its outputs {outputs}: {}",
        path.display()
    )]
    NotTask {
        /// The task, such as "text classifier".
        task: &'static str,
        /// What is missing, such as "output `logits`".
        missing: String,
        /// The names of the model's inputs.
        inputs: String,
        /// The names of the model's outputs.
        outputs: String,
        /// The file's path.
        path: PathBuf,
    },
    /// The model needs something that this runtime does not feed or read.
    #[error("this model cannot be run: {reason}: {}", path.display())]
    Unsupported {
        /// What it needs.
        reason: String,
        /// The file's path.
        path: PathBuf,
    },
    /// The tokenizer has tokens that the model does not know.
    #[error(
        "the tokenizer does not fit the model: its token ids reach {largest_id}, but the model scores only {vocabulary} tokens; \
         take `tokenizer.json` and the model from the same place: {}",
        path.display()
    )]
    TokenizerMismatch {
        /// The largest token id of the tokenizer.
        largest_id: u32,
        /// How many tokens the model scores.
        vocabulary: usize,
        /// The path of `tokenizer.json`.
        path: PathBuf,
    },
    /// ONNX Runtime's shared library is nowhere to be found.
    #[error(
        "ONNX Runtime's shared library was not found; run `{command}` once, or set `ORT_DYLIB_PATH` to the file (looked in {looked_in})"
    )]
    MissingLibrary {
        /// The command that brings it.
        command: String,
        /// The folders searched, in order.
        looked_in: String,
    },
    /// ONNX Runtime's shared library was named, or found, but cannot be used.
    #[error("ONNX Runtime's shared library cannot be used: {reason}; run `{command}` to bring one that works: {}", path.display())]
    BrokenLibrary {
        /// What is wrong with it.
        reason: String,
        /// The command that brings one that works.
        command: String,
        /// The library's path.
        path: PathBuf,
    },
    /// The device is not one that this runtime can use.
    #[error("device: `{device}` is not available; use `auto` or `cpu`")]
    Device {
        /// The name that was given.
        device: String,
    },
    /// An option has a value outside of what it can be.
    #[error("{option}: {value} is not possible; give {expected}")]
    Option {
        /// The option's name.
        option: &'static str,
        /// The value that was given.
        value: String,
        /// What would work.
        expected: &'static str,
    },
    /// The prompt alone is longer than what the model can read.
    #[error(
        "the prompt has {prompt} tokens, but `{model}` reads at most {context}; shorten it by at least {}",
        prompt - context
    )]
    PromptTooLong {
        /// The model's name.
        model: String,
        /// The prompt's length in tokens.
        prompt: usize,
        /// The model's context length in tokens.
        context: usize,
    },
    /// The prompt is empty and the model has no token to begin with.
    #[error(
        "the prompt is empty, and `{model}` has no token that begins a text; give at least one character"
    )]
    EmptyPrompt {
        /// The model's name.
        model: String,
    },
    /// The model was not made for conversations, or its folder lacks the template.
    #[error(
        "model `{model}` has no chat template; use `generate` or `stream` with a prompt, \
         or put the `chat_template.jinja` it was trained with into its folder"
    )]
    NoChatTemplate {
        /// The model's name.
        model: String,
    },
    /// The model's chat template cannot be rendered with these messages.
    #[error("the chat template of `{model}` refuses this conversation: {reason}")]
    ChatTemplate {
        /// The model's name.
        model: String,
        /// The template's own words, or what is wrong with it.
        reason: String,
    },
    /// The tokenizer refused the text.
    #[error("`{model}` cannot read this text: {reason}")]
    Tokenize {
        /// The model's name.
        model: String,
        /// The tokenizer's own words.
        reason: String,
    },
    /// Too many requests wait for the model.
    #[error("model `{model}` is busy: {waiting} requests waiting")]
    Busy {
        /// The model's name.
        model: String,
        /// How many requests wait.
        waiting: usize,
    },
    /// Every token was ruled out, so none can be chosen.
    #[error(
        "no token is left to choose from after the filters; loosen `no_repeat_ngram_size`, `min_new_tokens`, `bad_words` or `suppress_tokens`"
    )]
    NoTokenLeft,
    /// The model gave numbers that are no scores.
    #[error("model `{model}` gave scores that are not numbers; its file may be damaged")]
    NotNumbers {
        /// The model's name.
        model: String,
    },
    /// ONNX Runtime failed while it computed.
    #[error("model `{model}` failed while computing: {reason}")]
    Compute {
        /// The model's name.
        model: String,
        /// ONNX Runtime's own words.
        reason: String,
    },
    /// The request was stopped before there was anything to give back.
    #[error("loading the model was stopped")]
    Stopped,
    /// A bug: the request's own code panicked. Other requests go on.
    #[error("model `{model}` failed through a bug in mirror: {reason}")]
    Panicked {
        /// The model's name.
        model: String,
        /// The panic's message.
        reason: String,
    },
    /// The model's worker has ended, so nobody answers.
    #[error("model `{model}` is no longer loaded; load it again")]
    Gone {
        /// The model's name.
        model: String,
    },
}
