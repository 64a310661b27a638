"""Makes tiny transformers models with random weights, one for each task, and what transformers says with them.

    python3 -m pip install torch transformers onnx onnxscript onnxruntime pillow
    python3 scripts/export/transformers_models.py

Writes `runtime/models/tests/data/tasks/`: for each task a folder as the Hub has it, and `golden.json` with the
answers of transformers' own pipelines, whose model is replaced by Python's onnxruntime on the same file.
Real models come the same way: `export(model, folder, inputs, outputs)` is all there is to it.
"""

import json
import pathlib
import random


import numpy as np
import onnx
import onnxruntime
import torch
from PIL import Image
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    BertConfig, BertForMaskedLM, BertForQuestionAnswering, BertForSequenceClassification,
    BertForTokenClassification, BertModel, PreTrainedTokenizerFast, ViTConfig, ViTForImageClassification,
    YolosConfig, YolosForObjectDetection,
)

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT / "runtime/models/tests/data/tasks"
STORIES = [
    "the king said to his daughter that she should go into the forest and find the golden apple",
    "once upon a time there lived a poor man who had three sons and the eldest went to Berlin",
    "Ada Lovelace and Charles Babbage met in London at the house of Mary Somerville",
    "mirror mirror on the wall who is the fairest of them all asked the queen",
    "this text is about politics sports or science, and not about anything else. isn't it?",
    "I love this film, it was wonderful! the worst food I ever had was in that hotel",
]
TEXTS = [
    "The king met Ada Lovelace in London.",
    "I love this film!",
    "",
    "Who is the fairest of them all? Das weiß niemand — 世界 😀",
    "the forest " * 60,
]


def tokenizer():
    """A lower-case WordPiece tokenizer, as BERT's."""
    base = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    base.normalizer = normalizers.BertNormalizer(lowercase=True)
    base.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    base.decoder = decoders.WordPiece()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    base.train_from_iterator(STORIES, trainers.WordPieceTrainer(vocab_size=200, special_tokens=special))
    base.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    return PreTrainedTokenizerFast(
        tokenizer_object=base, unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]", sep_token="[SEP]",
        mask_token="[MASK]", model_max_length=64)


def config(words, **more):
    torch.manual_seed(11)
    return BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=24,
        max_position_embeddings=64, initializer_range=0.6, attn_implementation="eager", **more)


def shortened(file):
    """The same model with short names inside: what helps to debug an export is half of so small a file."""
    graph = file.graph
    outside = {each.name for each in [*graph.input, *graph.output]} | {""}
    short = {}

    def name(long):
        return long if long in outside else short.setdefault(long, f"t{len(short)}")

    for node in graph.node:
        node.name = node.doc_string = ""
        del node.metadata_props[:]
        for names in (node.input, node.output):
            names[:] = [name(each) for each in names]
    for each in graph.initializer:
        each.name = name(each.name)
    del graph.value_info[:]
    return file


def export(model, folder, inputs, outputs, sizes=("batch", "sequence")):
    """Writes a model as optimum does: the first dimensions of each input are free."""
    folder.mkdir(parents=True, exist_ok=True)
    model.eval()
    axes = {name: {place: size for place, size in enumerate(sizes)} for name in inputs}
    axes |= {name: {0: "batch"} for name in outputs}
    path = folder / "model.onnx"
    torch.onnx.export(
        model, (), str(path), kwargs=inputs, input_names=list(inputs), output_names=outputs,
        dynamic_axes=axes, opset_version=17, dynamo=False)
    onnx.save(shortened(onnx.load(path)), path)
    model.config.save_pretrained(folder)
    return path


def sample(words, names=("input_ids", "attention_mask", "token_type_ids")):
    batch = words(["the king said", "ada"], padding=True, return_tensors="pt")
    return {name: batch[name] for name in names}


def plain(value):
    """Answers of pipelines as JSON holds them."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items() if key != "id"}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value.item() if hasattr(value, "item") else value


class Through(torch.nn.Module):
    """A model whose numbers come from onnxruntime; all else stays transformers' own."""

    def __init__(self, model, path):
        super().__init__()
        self.model, self.session = model, onnxruntime.InferenceSession(str(path))

    def forward(self, **inputs):
        names = {each.name for each in self.session.get_inputs()}
        feed = {name: value.numpy() for name, value in inputs.items() if name in names}
        outputs = self.session.run(None, feed)
        keys = [each.name for each in self.session.get_outputs()]
        from transformers.modeling_outputs import ModelOutput
        return ModelOutput(**{key: torch.from_numpy(value) for key, value in zip(keys, outputs)})


def through(pipeline, path):
    replacement = Through(pipeline.model, path)
    pipeline.model.forward = lambda **inputs: replacement(**{k: v for k, v in inputs.items() if torch.is_tensor(v)})
    return pipeline


def text_models(words):
    """Every model that reads text: its folder, its class, and the names of its outputs."""
    scores = {0: "negative", 1: "neutral", 2: "positive"}
    entities = {0: "O", 1: "B-PER", 2: "I-PER", 3: "B-LOC", 4: "I-LOC"}
    entailment = {0: "contradiction", 1: "neutral", 2: "entailment"}

    def labels(names):
        return {"id2label": names, "label2id": {name: place for place, name in names.items()}}

    made = {
        "text_classifier": (BertForSequenceClassification(config(words, **labels(scores))), ["logits"]),
        "token_classifier": (BertForTokenClassification(config(words, **labels(entities))), ["logits"]),
        "fill_mask": (BertForMaskedLM(config(words)), ["logits"]),
        "zero_shot": (BertForSequenceClassification(config(words, **labels(entailment))), ["logits"]),
        "question_answering": (BertForQuestionAnswering(config(words)), ["start_logits", "end_logits"]),
        "embedder": (BertModel(config(words), add_pooling_layer=False), ["last_hidden_state"]),
    }
    for name, (model, outputs) in made.items():
        folder = DATA / name
        path = export(model, folder, sample(words), outputs)
        words.save_pretrained(folder)
        yield name, model, path


def text_answers(words, made):
    from transformers import pipeline

    def ready(task, name, **more):
        model, path = made[name]
        return through(pipeline(task, model=model, tokenizer=words, **more), path)

    classify, single = ready("text-classification", "text_classifier"), TEXTS[0]
    yield "text_classifier", {
        "texts": TEXTS,
        "top_1": classify(TEXTS, truncation=True),
        "all": classify(TEXTS, top_k=None, truncation=True),
        "sigmoid": classify(single, top_k=None, function_to_apply="sigmoid"),
        "none": classify(single, top_k=2, function_to_apply="none"),
    }
    text = "The king met Ada Lovelace in London, and Charles Babbage in Berlin."
    entities = {"text": text}
    for strategy in ["none", "simple", "first", "average", "max"]:
        find = ready("token-classification", "token_classifier", aggregation_strategy=strategy)
        entities[strategy] = find(text)
    yield "token_classifier", entities
    fill = ready("fill-mask", "fill_mask")
    yield "fill_mask", {
        "text": "the king said to his [MASK] that she",
        "top_3": fill("the king said to his [MASK] that she", top_k=3),
        "targets": fill("the king said to his [MASK] that she", targets=["son", "apple"]),
        "two": fill("the [MASK] of the [MASK]", top_k=2),
    }
    judge = ready("zero-shot-classification", "zero_shot")
    labels = ["politics", "sports", "science"]
    yield "zero_shot", {
        "text": TEXTS[0],
        "labels": labels,
        "single": judge(TEXTS[0], labels),
        "multi": judge(TEXTS[0], labels, multi_label=True),
        "template": judge(TEXTS[0], labels, hypothesis_template="it is about {}"),
        "many": judge(TEXTS[:2], labels),
    }
    answer = ready("question-answering", "question_answering")
    context = " ".join(f"{story}." for story in STORIES)
    ask = {"question": "who lived in London", "context": context}
    yield "question_answering", {
        **ask,
        "best": answer(**ask, max_seq_len=64, doc_stride=16),
        "top_3": answer(**ask, top_k=3, max_seq_len=64, doc_stride=16),
        "short": answer(**ask, max_answer_len=2, max_seq_len=64, doc_stride=16),
    }
    model, path = made["embedder"]
    batch = words(TEXTS, padding=True, truncation=True, return_tensors="pt")
    session = onnxruntime.InferenceSession(str(path))
    hidden = torch.from_numpy(session.run(None, {name: value.numpy() for name, value in batch.items()})[0])
    mask = batch["attention_mask"][..., None].float()
    mean = (hidden * mask).sum(1) / mask.sum(1)
    last = hidden[torch.arange(len(hidden)), batch["attention_mask"].sum(1) - 1]
    yield "embedder", {
        "texts": TEXTS,
        "mean": torch.nn.functional.normalize(mean).tolist(),
        "cls": hidden[:, 0].tolist(),
        "last": last.tolist(),
    }


def pictures():
    """A photograph as far as random colors make one: soft blobs, taller than wide."""
    rng = np.random.default_rng(5)
    coarse = rng.integers(0, 256, (6, 4, 3), dtype=np.uint8)
    return Image.fromarray(coarse).resize((40, 60), Image.BICUBIC)


def image_models():
    from transformers import ViTImageProcessor, YolosImageProcessor, pipeline

    picture = pictures()
    picture.save(DATA / "picture.png")
    torch.manual_seed(12)
    names = {place: name for place, name in enumerate(["cat", "dog", "fox", "king"])}
    labels = {"id2label": names, "label2id": {name: place for place, name in names.items()}}
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 24,
             "patch_size": 8, "initializer_range": 0.6, "attn_implementation": "eager"}
    model = ViTForImageClassification(ViTConfig(image_size=32, **sizes, **labels))
    path = export(model, DATA / "image_classifier", {"pixel_values": torch.zeros(2, 3, 32, 32)}, ["logits"], ("batch",))
    processor = ViTImageProcessor(size={"height": 32, "width": 32}, resample=2)
    processor.save_pretrained(DATA / "image_classifier")
    classify = through(pipeline("image-classification", model=model, image_processor=processor), path)
    yield "image_classifier", {
        "top_2": classify(picture, top_k=2),
        "sigmoid": classify(picture, function_to_apply="sigmoid"),
        "pixels": processor(picture)["pixel_values"][0].reshape(-1)[::97].tolist(),
    }
    torch.manual_seed(13)
    model = YolosForObjectDetection(YolosConfig(
        image_size=[48, 32], num_detection_tokens=6, num_labels=4, **sizes, **labels))
    inputs = {"pixel_values": torch.zeros(1, 3, 48, 32)}
    path = export(model, DATA / "object_detector", inputs, ["logits", "pred_boxes"], ("batch",))
    processor = YolosImageProcessor(size={"height": 48, "width": 32}, do_pad=False)
    processor.save_pretrained(DATA / "object_detector")
    detect = through(pipeline("object-detection", model=model, image_processor=processor), path)
    yield "object_detector", {"half": detect(picture, threshold=0.5), "all": detect(picture, threshold=0.05)}


def main():
    random.seed(0)
    DATA.mkdir(parents=True, exist_ok=True)
    words = tokenizer()
    made = {name: (model, path) for name, model, path in text_models(words)}
    golden = {name: plain(answer) for name, answer in text_answers(words, made)}
    golden |= {name: plain(answer) for name, answer in image_models()}
    (DATA / "golden.json").write_text(json.dumps(golden, ensure_ascii=False))
    for extra in DATA.glob("*/special_tokens_map.json"):
        extra.unlink()


if __name__ == "__main__":
    main()
