"""Makes storyteller.json: what transformers generates, for the test beside it to compare with.

    python3 -m pip install torch transformers
    python3 make.py path/to/the/storyteller/in/pytorch/format

Greedy decoding on the CPU in 32-bit floats. For each step the margin between the two highest raw scores is
kept: where it is below 1e-3, rounding may decide between the two, and a comparison ends there.
"""

import json
import pathlib
import sys

import torch
import transformers
from transformers import AutoModelForCausalLM, PreTrainedTokenizerFast

HERE = pathlib.Path(__file__).resolve().parent
TOKENIZER = HERE.parents[3] / "examples/magic_mirror/models/storyteller/tokenizer.json"
NEW_TOKENS = 64

PROMPTS = [
    "Once upon a time",
    "The king said to his daughter,",
    "\"Mirror, mirror on the wall,\"",
    "In the middle of the forest there lived an old woman who",
    "",
    "No, no, no, no, no,",
    "Der König — 世界 😀",
    "The fox and the wolf went to the well.\n\nThen",
    # Longer than one chunk of the prompt's reading.
    "There was once a poor man who had three sons, and the eldest of them went out into the world. " * 12,
]

SETTINGS = {
    "plain": {},
    "repetition_penalty": {"repetition_penalty": 1.2},
    "no_repeat_ngram": {"no_repeat_ngram_size": 3},
    "both": {"repetition_penalty": 1.2, "no_repeat_ngram_size": 3},
    "min_new_tokens": {"min_new_tokens": 30, "repetition_penalty": 1.1},
}


def main(weights: str) -> None:
    torch.set_num_threads(1)
    model = AutoModelForCausalLM.from_pretrained(weights, dtype=torch.float32).eval()
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(TOKENIZER))
    cases = []
    for prompt in PROMPTS:
        # An empty prompt begins with the token that begins a text.
        ids = tokenizer(prompt)["input_ids"] or [model.config.bos_token_id]
        for name, setting in SETTINGS.items():
            cases.append(case(model, tokenizer, prompt, ids, name, setting))
    text = ",\n".join(json.dumps(case, ensure_ascii=True) for case in cases)
    made_with = f"transformers {transformers.__version__}, torch {torch.__version__}"
    (HERE / "storyteller.json").write_text(f'{{"made_with": "{made_with}", "cases": [\n{text}\n]}}\n')


def case(model, tokenizer, prompt, ids, name, setting):
    out = model.generate(
        torch.tensor([ids]),
        attention_mask=torch.ones(1, len(ids), dtype=torch.long),
        pad_token_id=model.config.eos_token_id,
        do_sample=False,
        max_new_tokens=NEW_TOKENS,
        output_logits=True,
        return_dict_in_generate=True,
        **setting,
    )
    new = out.sequences[0, len(ids):].tolist()
    pairs = [step[0].topk(2).values.tolist() for step in out.logits]
    return {
        "prompt": prompt,
        "setting": name,
        "options": setting,
        "prompt_ids": ids,
        "ids": new,
        "margins": [round(first - second, 5) for first, second in pairs],
        "text": tokenizer.decode(new, skip_special_tokens=True),
    }


if __name__ == "__main__":
    main(sys.argv[1])
