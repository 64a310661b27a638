//! Well-known shapes of templates, and what Jinja2 with transformers' settings makes of them.

use serde_json::json;

use super::*;

/// Marks around each message, as in Qwen, SmolLM and many others.
const CHATML: &str = "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + \
    message['content'] + '<|im_end|>' + '\\n' }}{% endfor %}{% if add_generation_prompt %}\
    {{ '<|im_start|>assistant\\n' }}{% endif %}";

/// Pairs of question and answer, the system's message inside the first question, and turns that are checked.
const LLAMA2: &str = "{% if messages[0]['role'] == 'system' %}{% set rest = messages[1:] %}\
    {% set system = messages[0]['content'] %}{% else %}{% set rest = messages %}{% set system = none %}{% endif %}\
    {% for message in rest %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}\
    {{ raise_exception('user and assistant must take turns') }}{% endif %}\
    {% if loop.first and system is not none %}\
    {% set content = '<<SYS>>\\n' + system.strip() + '\\n<</SYS>>\\n\\n' + message.content %}\
    {% else %}{% set content = message.content %}{% endif %}\
    {% if message.role == 'user' %}{{ bos_token + '[INST] ' + content.strip() + ' [/INST]' }}\
    {% else %}{{ ' ' + content.strip() + ' ' + eos_token }}{% endif %}{% endfor %}";

/// Several lines, whose ends only disappear after blocks.
const ZEPHYR: &str = "{% for message in messages %}
  {% if message['role'] in ['user', 'system'] %}
{{ '<|' ~ message['role'] ~ '|>\\n' + message['content'] + eos_token }}
  {% elif message['role'] == 'assistant' %}
{{ '<|assistant|>\\n' + message['content'] + eos_token }}
  {% endif %}
  {% if loop.last and add_generation_prompt %}
{{ '<|assistant|>' }}
  {% endif %}
{% endfor %}
";

fn template(source: &str) -> ChatTemplate {
    let tokens = [("bos_token", "<s>"), ("eos_token", "</s>")];
    ChatTemplate {
        source: Some(source.into()),
        tokens: tokens
            .map(|(name, text)| (name.into(), text.into()))
            .to_vec(),
    }
}

fn messages(messages: &[(&str, &str)]) -> Vec<ChatMessage> {
    let message = |(role, content): &(&str, &str)| ChatMessage {
        role: (*role).into(),
        content: (*content).into(),
    };
    messages.iter().map(message).collect()
}

fn conversation() -> Vec<ChatMessage> {
    messages(&[
        ("system", "Be brief. "),
        ("user", "Hi <b>\"you\"</b>"),
        ("assistant", "Hello!"),
        ("user", "世界?"),
    ])
}

#[test]
fn the_well_known_shapes_are_rendered_as_by_jinja2() {
    let rendered = |source| template(source).render("m", &conversation()).unwrap();
    assert_eq!(
        rendered(CHATML),
        "<|im_start|>system\nBe brief. <|im_end|>\n<|im_start|>user\nHi <b>\"you\"</b><|im_end|>\n\
         <|im_start|>assistant\nHello!<|im_end|>\n<|im_start|>user\n世界?<|im_end|>\n<|im_start|>assistant\n"
    );
    assert_eq!(
        rendered(LLAMA2),
        "<s>[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\nHi <b>\"you\"</b> [/INST] Hello! </s><s>[INST] 世界? [/INST]"
    );
    assert_eq!(
        rendered(ZEPHYR),
        "<|system|>\nBe brief. </s>\n<|user|>\nHi <b>\"you\"</b></s>\n<|assistant|>\nHello!</s>\n\
         <|user|>\n世界?</s>\n<|assistant|>\n"
    );
}

#[test]
fn what_a_template_refuses_is_said_in_its_words() {
    let twice = messages(&[("user", "a"), ("user", "b")]);
    let error = template(LLAMA2).render("llama", &twice).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the chat template of `llama` refuses this conversation: \
         user and assistant must take turns (line 1 of the template)"
    );
    let broken = template("{% for %}").render("m", &twice).unwrap_err();
    assert!(broken.to_string().contains("line 1"), "{broken}");
    let endless = "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}";
    assert!(template(endless).render("m", &twice).is_err());
    let none = ChatTemplate::default().render("gpt2", &twice).unwrap_err();
    assert!(
        none.to_string()
            .starts_with("model `gpt2` has no chat template"),
        "{none}"
    );
}

#[test]
fn json_has_the_spaces_of_python() {
    let source = "{{ [1, 'é<', {'a': none}] | tojson }}";
    assert_eq!(
        template(source).render("m", &[]).unwrap(),
        "[1, \"é<\", {\"a\": null}]"
    );
}

#[test]
fn a_template_is_found_wherever_models_keep_it() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let rendered = || ChatTemplate::find(folder.path()).render("m", &[]);
    assert!(rendered().is_err());
    let several = json!([{"name": "tool_use", "template": "no"}, {"name": "default", "template": "{{ eos_token }}2"}]);
    let config = json!({"chat_template": several, "eos_token": {"content": "<e>"}});
    write("tokenizer_config.json", &config.to_string());
    assert_eq!(rendered().unwrap(), "<e>2");
    let config = json!({"chat_template": "{{ bos_token }}1", "bos_token": null});
    write("tokenizer_config.json", &config.to_string());
    write("special_tokens_map.json", "{\"bos_token\": \"<b>\"}");
    assert_eq!(rendered().unwrap(), "<b>1");
    write("chat_template.json", "{\"chat_template\": \"3\"}");
    assert_eq!(rendered().unwrap(), "3");
    write("chat_template.jinja", "4\n");
    assert_eq!(rendered().unwrap(), "4");
}
