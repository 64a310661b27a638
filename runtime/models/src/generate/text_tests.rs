//! Streamed text equals what decoding all tokens at once gives, for both kinds of vocabulary.

use std::path::PathBuf;
use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::*;

/// GPT-2's kind: each token is some bytes.
static BYTES: LazyLock<Arc<Vocabulary>> = LazyLock::new(|| {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples/magic_mirror/models/storyteller");
    Arc::new(Vocabulary::read(&folder.join("tokenizer.json")).unwrap())
});

/// Llama's kind: words with a mark for the space, single bytes where no word fits, and the first space dropped.
static WORDS: LazyLock<Arc<Vocabulary>> = LazyLock::new(|| {
    let words = [
        "<s>", "▁This", "▁is", "▁", "st", "op", "\u{fffd}", "世", "\n",
    ];
    let bytes = (0..=255).map(|byte| format!("<0x{byte:02X}>"));
    let tokens = words
        .into_iter()
        .map(str::to_owned)
        .chain(bytes)
        .enumerate();
    let vocabulary: Map<String, Value> = tokens.map(|(id, token)| (token, json!(id))).collect();
    let special = json!({"id": 0, "content": "<s>", "special": true, "single_word": false,
        "lstrip": false, "rstrip": false, "normalized": false});
    let decoder = json!({"type": "Sequence", "decoders": [
        {"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
        {"type": "ByteFallback"}, {"type": "Fuse"},
        {"type": "Strip", "content": " ", "start": 1, "stop": 0}]});
    let model = json!({"type": "BPE", "vocab": vocabulary, "merges": [], "byte_fallback": true, "dropout": null,
        "unk_token": null, "continuing_subword_prefix": null, "end_of_word_suffix": null, "fuse_unk": false});
    let tokenizer = json!({"version": "1.0", "truncation": null, "padding": null, "added_tokens": [special],
        "normalizer": null, "pre_tokenizer": null, "post_processor": null, "decoder": decoder, "model": model});
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tokenizer.json");
    std::fs::write(&path, tokenizer.to_string()).unwrap();
    Arc::new(Vocabulary::read(&path).unwrap())
});

/// The pieces shown while these tokens come, and the rest at the end.
fn pieces(vocabulary: &Arc<Vocabulary>, ids: &[u32], stops: &[String]) -> Vec<String> {
    let mut text = Text::new(Arc::clone(vocabulary), stops, "");
    let mut pieces = Vec::new();
    for id in ids {
        let (piece, stopped) = text.push(*id);
        pieces.push(piece);
        if stopped {
            return pieces;
        }
    }
    pieces.push(text.finish());
    pieces
}

fn word(token: &str) -> u32 {
    (0..=WORDS.largest_id())
        .find(|id| WORDS.text(*id).trim() == token && !token.is_empty())
        .unwrap()
}

#[test]
fn words_are_shown_as_they_come_and_bytes_when_a_character_is_whole() {
    let ids = [&[1, 2, 0, 1][..], &bytes("😀".as_bytes()), &[word("op")]].concat();
    let expected = ["This", " is", "", " This", "", "", "", "😀", "op", ""];
    assert_eq!(pieces(&WORDS, &ids, &[]), expected);
}

#[test]
fn a_stop_text_is_cut_off_for_words_too() {
    let ids = [1, 3, word("st"), word("op"), 2];
    assert_eq!(pieces(&WORDS, &ids, &[" stop".into()]).concat(), "This");
    assert_eq!(
        pieces(&WORDS, &ids, &["stop it".into()]).concat(),
        "This stop is"
    );
}

/// The tokens of the bytes of a text.
fn bytes(text: &[u8]) -> Vec<u32> {
    text.iter().map(|byte| 9 + u32::from(*byte)).collect()
}

#[test]
fn a_broken_character_after_shown_bytes_loses_nothing() {
    let ids = [bytes(b"a\xe4"), vec![word("op"), 2]].concat();
    assert_eq!(pieces(&WORDS, &ids, &[]).concat(), "a\u{fffd}op is");
}

/// Tokens as a model makes them: words, whole characters in bytes, and broken ones between words.
fn written() -> impl Strategy<Value = Vec<u32>> {
    let words = (0_u32..9).prop_map(|id| vec![id]);
    let character = prop_oneof![
        Just("世"),
        Just("😀"),
        Just("ก"),
        Just("\u{fffd}"),
        Just("é")
    ];
    let characters = character.prop_map(|character| bytes(character.as_bytes()));
    let broken = Just([vec![4], bytes(b"\xe4\xb8"), vec![5]].concat());
    vec(prop_oneof![3 => words, 3 => characters, 1 => broken], 0..12)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn streamed_words_equal_the_decoded_whole(ids in written()) {
        prop_assert_eq!(pieces(&WORDS, &ids, &[]).concat(), WORDS.decode(&ids));
    }

    #[test]
    fn streamed_bytes_equal_the_decoded_whole(ids in vec(0_u32..4096, 0..24), low in vec(90_u32..256, 0..24)) {
        // The low ids are single bytes, so they make broken characters of all kinds.
        let ids = [ids, low].concat();
        prop_assert_eq!(pieces(&BYTES, &ids, &[]).concat(), BYTES.decode(&ids));
    }
}
