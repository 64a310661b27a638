//! A conversation with a model that has a chat template.

// A failed expectation is the point of a test, so `unwrap` is as good as any other.
#![allow(clippy::unwrap_used)]

mod common;

use common::{folder, greedy, load, storyteller};
use mirror_models::{ChatMessage, ModelError, StopFlag};

fn messages() -> Vec<ChatMessage> {
    vec![ChatMessage {
        role: "user".into(),
        content: "Tell me a story.".into(),
    }]
}

#[test]
fn a_conversation_is_answered_like_its_prompt() {
    let own = tempfile::tempdir().unwrap();
    for file in ["config.json", "tokenizer.json", "model.onnx"] {
        std::fs::copy(folder().join(file), own.path().join(file)).unwrap();
    }
    let template = "{% for message in messages %}{{ message.role }}: {{ message.content }}\n{% endfor %}assistant:";
    std::fs::write(own.path().join("chat_template.jinja"), template).unwrap();
    let model = load(own.path()).unwrap();
    let prompt = model.chat_prompt(&messages()).unwrap();
    assert_eq!(prompt, "user: Tell me a story.\nassistant:");
    let chat: Vec<_> = model
        .chat(&messages(), &greedy(20), StopFlag::default())
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let plain: Vec<_> = storyteller()
        .stream(&prompt, &greedy(20), StopFlag::default())
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let text = |pieces: &[mirror_models::Piece]| {
        pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .collect::<String>()
    };
    assert_eq!(text(&chat), text(&plain));
}

#[test]
fn a_model_without_a_template_says_so() {
    let answer = storyteller().chat(&messages(), &greedy(5), StopFlag::default());
    let name = "storyteller".to_owned();
    assert_eq!(
        answer.err(),
        Some(ModelError::NoChatTemplate { model: name })
    );
}
