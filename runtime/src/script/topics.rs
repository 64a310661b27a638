//! All there is to look up: the widgets, what else `st` has, and the functions of every script.

use mirror_widgets::{CATALOG, Param, call::nearest};

use super::{categories, environment, look, page_config, pages, write};

/// One thing to look up.
#[derive(Debug, Clone)]
pub struct Topic {
    /// Its name in scripts, without `st.`.
    pub name: &'static str,
    /// The heading it stands under in the gallery.
    pub category: &'static str,
    /// What it does.
    pub doc: &'static str,
    /// Its parameters: the ones by place in order, then those by name.
    pub params: Vec<&'static Param>,
    place: usize,
}

/// A function that every script has: how it is called, and what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Function {
    /// Name, parameters with their types, and the type of what it gives.
    pub signature: &'static str,
    /// What it does.
    pub doc: &'static str,
}

impl Function {
    /// Its name.
    pub fn name(&self) -> &'static str {
        self.signature.split('(').next().unwrap_or_default()
    }
}

const fn function(signature: &'static str, doc: &'static str) -> Function {
    Function { signature, doc }
}

/// The functions that every script has beside Rhai's own.
pub const FUNCTIONS: &[Function] = &[
    function(
        "range(end: int) -> Range",
        "The whole numbers from 0 up to `end`, without it; `range(a, b)` and `range(a, b, step)` are Rhai's own.",
    ),
    function(
        "len(list: ?) -> int",
        "How many items or letters there are.",
    ),
    function("str(value: ?) -> String", "The value as text."),
    function(
        "int(value: ?) -> int",
        "The whole number in a text, or before the point of a number.",
    ),
    function(
        "float(value: ?) -> float",
        "The number in a text, or a whole number with a point.",
    ),
    function("sum(list: Array) -> ?", "All numbers of a list together."),
    function(
        "mean(list: Array) -> float",
        "The average of a list of numbers.",
    ),
    function("min(list: Array) -> ?", "The smallest number of a list."),
    function("max(list: Array) -> ?", "The largest number of a list."),
    function(
        "sorted(list: Array) -> Array",
        "The items in order: numbers by size, texts by letters.",
    ),
    function(
        "reversed(list: Array) -> Array",
        "The items from last to first.",
    ),
    function(
        "enumerate(list: Array) -> Array",
        "Each item with its index before it: `[[0, a], [1, b]]`.",
    ),
    function(
        "zip(a: Array, b: Array) -> Array",
        "The items of two lists in pairs, as far as the shorter one goes.",
    ),
    function(
        "any(list: Array) -> bool",
        "Whether one of the items is true; `list.any(|item| ...)` asks a function.",
    ),
    function(
        "all(list: Array) -> bool",
        "Whether all items are true; `list.all(|item| ...)` asks a function.",
    ),
    function(
        "join(list: Array, between: String) -> String",
        "The items as one text, with another text between them.",
    ),
    function(
        "fmt(value: ?, format: String) -> String",
        "A number as text: `\".2f\"`, `\"d\"`, `\",\"`, `\"%\"`, as in Python's format.",
    ),
    function(
        "round(value: float, digits: int) -> float",
        "The number with so many digits after the point.",
    ),
    function(
        "assert(holds: bool, message: String)",
        "Ends the run with an error unless it holds.",
    ),
    function(
        "sleep(seconds: float)",
        "Waits; the page stays responsive, and Stop ends it at once.",
    ),
    function("stop()", "Ends this run; what is on the page stays."),
    function("rerun()", "Runs the script again from the top, at once."),
    function(
        "rerun_after(seconds: float)",
        "Runs the script again by itself in so many seconds, while somebody looks.",
    ),
    function("print(value: ?)", "Writes to the terminal of the server."),
    function(
        "debug(value: ?)",
        "Writes to the terminal of the server, with the place.",
    ),
    function(
        "text_generator(path: String) -> ?",
        "A language model in a folder or file; loaded once and shared by all sessions.",
    ),
    function(
        "onnx(path: String) -> ?",
        "Any ONNX model in a file or folder: `.inputs`, `.outputs`, `.predict(x)`, `.run(#{name: x})`; loaded once and shared by all sessions.",
    ),
    function(
        "text_classifier(path: String) -> ?",
        "A model that says which class a text belongs to: `model.classify(text, top_k=3)`; texts in a list are read together.",
    ),
    function(
        "embedder(path: String) -> ?",
        "A model that makes vectors of texts: `model.embed(texts, pooling=\"mean\", normalize=true)` gives a tensor.",
    ),
    function(
        "image_classifier(path: String) -> ?",
        "A model that says what a picture shows: `model.classify(picture, top_k=3)` of a path, an uploaded file, bytes or a tensor.",
    ),
    function(
        "cosine(a: ?, b: ?) -> ?",
        "How alike two vectors are, from -1 to 1; or a vector and each row of a tensor.",
    ),
    function(
        "search(query: ?, matrix: ?, k: int) -> Array",
        "The rows that are most like a vector, best first: `#{index, score}`.",
    ),
    function(
        "image_tensor(image: ?, width: int, height: int) -> ?",
        "The pixels of a PNG or JPEG as a tensor of bytes with the shape [height, width, 3].",
    ),
    function(
        "token_classifier(path: String) -> ?",
        "A model that finds names of people, places and the like: `model.classify(text)` gives what `st.highlighted_text` shows.",
    ),
    function(
        "fill_mask(path: String) -> ?",
        "A model that fills a gap: `model.fill(\"Paris is the [MASK] of France.\", top_k=3)`; `model.mask` is how it writes a gap.",
    ),
    function(
        "zero_shot(path: String) -> ?",
        "A model that says which of any labels fits a text: `model.classify(text, [\"sports\", \"politics\"], multi_label=false)`.",
    ),
    function(
        "object_detector(path: String) -> ?",
        "A model that finds things in a picture: `st.image(picture, boxes=model.detect(picture, threshold=0.5))`.",
    ),
    function(
        "question_answering(path: String) -> ?",
        "A model that marks the answer to a question in a text: `model.answer(question, context, top_k=3)`.",
    ),
    function(
        "tensor(data: ?) -> ?",
        "Numbers in a grid, out of lists in lists or, with `columns=[...]`, of a table: `.shape`, `t[0, 1..3]` as `t[[0, 1..3]]`, arithmetic, `.sum(axis)`, `.softmax(axis)`, `.argmax(axis)`, `.reshape(...)`, `.T`, `.to_array()`.",
    ),
    function(
        "zeros(shape: Array) -> ?",
        "A tensor of zeros; `dtype=\"float32\"` says of which kind.",
    ),
    function("ones(shape: Array) -> ?", "A tensor of ones."),
    function(
        "full(shape: Array, value: ?) -> ?",
        "A tensor that has the same number everywhere.",
    ),
    function(
        "arange(start: ?, stop: ?, step: ?) -> ?",
        "A tensor of numbers in equal steps, without the last; `arange(stop)` begins at 0.",
    ),
    function(
        "concat(tensors: Array, axis: int) -> ?",
        "Tensors one after the other along an axis.",
    ),
    function(
        "stack(tensors: Array, axis: int) -> ?",
        "Tensors of one shape as one with a dimension more.",
    ),
    function(
        "read_text(path: String) -> String",
        "A file beneath the app's folder, as text.",
    ),
    function(
        "read_bytes(path: String) -> Blob",
        "A file beneath the app's folder, as bytes.",
    ),
    function(
        "read_csv(path: String) -> Array",
        "The rows of a CSV file beneath the app's folder, as maps.",
    ),
    function("now() -> float", "Seconds since the beginning of 1970."),
    function(
        "today() -> String",
        "The day where the person is: `2026-01-31`.",
    ),
    function(
        "local_now() -> String",
        "Day and time where the person is: `2026-01-31T14:37`.",
    ),
    function(
        "date_add(date: String, count: int, unit: String) -> String",
        "A day so many days (or `\"weeks\"`, `\"months\"`, `\"years\"`) later.",
    ),
    function(
        "days_between(from: String, to: String) -> int",
        "How many days lie between two days.",
    ),
    function(
        "weekday(date: String) -> int",
        "The day of the week, Monday is 0.",
    ),
    function(
        "format_date(date: String, pattern: String) -> String",
        "A day in another form, such as `\"DD.MM.YYYY\"`.",
    ),
];

/// What `st` has, in the order of the gallery.
pub fn topics() -> Vec<Topic> {
    let topic = |name, doc, params| {
        let (place, category) = categories::place_of(name);
        Topic {
            name,
            category,
            doc,
            params,
            place,
        }
    };
    let own = write::DESCRIBED
        .iter()
        .chain(page_config::DESCRIBED)
        .chain(pages::DESCRIBED)
        .chain(environment::DESCRIBED)
        .chain(look::DESCRIBED)
        .chain(categories::DESCRIBED)
        .map(|&(name, doc, params)| topic(name, doc, params.iter().collect()));
    let catalog = CATALOG
        .iter()
        .map(|entry| topic(entry.name, entry.doc, entry.documented().collect()));
    let mut all: Vec<Topic> = own.chain(catalog).collect();
    all.sort_by_key(|topic| topic.place);
    all
}

/// The name that somebody may have meant.
pub fn nearest_topic(name: &str) -> Option<&'static str> {
    let topics = topics().into_iter().map(|topic| topic.name);
    let names: Vec<&str> = topics.chain(FUNCTIONS.iter().map(Function::name)).collect();
    nearest(name, names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_of_every_script_is_described_and_is_there() {
        let described: Vec<&str> = FUNCTIONS.iter().map(Function::name).collect();
        for name in super::super::builtins::NAMES {
            assert!(described.contains(name), "`{name}` has no description");
        }
        let known = super::super::engine::function_names();
        for name in described {
            assert!(
                known.iter().any(|known| known == name),
                "there is no `{name}`"
            );
        }
    }

    #[test]
    fn everything_stands_under_a_heading_once() {
        let topics = topics();
        assert!(topics.len() > CATALOG.len());
        for topic in &topics {
            let same = topics.iter().filter(|other| other.name == topic.name);
            assert_eq!(same.count(), 1, "`{}` is there twice", topic.name);
            assert!(
                !topic.doc.is_empty() && !topic.category.is_empty(),
                "{}",
                topic.name
            );
        }
    }

    #[test]
    fn a_slip_finds_its_name() {
        assert_eq!(nearest_topic("silder"), Some("slider"));
        assert_eq!(nearest_topic("read_tex"), Some("read_text"));
        assert_eq!(nearest_topic("qqqqqq"), None);
    }
}
