//! The worker with a network that counts, so that the order of turns can be seen.

use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use super::*;
use crate::config::ModelConfig;
use crate::generate::options::GenerateOptions;
use crate::stop::Cancel;
use crate::stream::TokenStream;
use crate::vocabulary::Vocabulary;

/// Always continues with the same token as the prompt, and notes whose turn it was. Panics on token 13.
struct Chant {
    turns: Arc<Mutex<Vec<u32>>>,
}

impl Network for Chant {
    type Cache = ();

    fn cache(&self) -> Result<(), ModelError> {
        Ok(())
    }

    fn remembers(&self) -> bool {
        true
    }

    fn read(
        &mut self,
        ids: &[u32],
        _cache: &mut (),
        _cancel: &Cancel,
        logits: &mut Vec<f32>,
    ) -> Result<(), ModelError> {
        let last = *ids.last().unwrap();
        assert_ne!(last, 13, "thirteen is unlucky");
        self.turns.lock().unwrap().push(last);
        // Long enough that the test's requests are all there after the first turns.
        thread::sleep(Duration::from_millis(2));
        logits.clear();
        logits.extend((0..100).map(|id| if id == last { 1.0 } else { 0.0 }));
        Ok(())
    }
}

fn model() -> Model {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples/magic_mirror/models/storyteller");
    let vocabulary = Arc::new(Vocabulary::read(&folder.join("tokenizer.json")).unwrap());
    Model {
        name: "chant".into(),
        context_length: 10_000,
        vocabulary_size: 100,
        vocabulary,
    }
}

fn ask(worker: &Worker, id: u32, max_new_tokens: usize) -> TokenStream {
    let options = GenerateOptions {
        temperature: Some(0.0),
        max_new_tokens: Some(max_new_tokens),
        ..Default::default()
    };
    let plan = options.plan(&ModelConfig::default(), 1).unwrap();
    let (messages, received) = channel();
    let cancel = Cancel::default();
    worker
        .ask(Request {
            prompt: String::new(),
            ids: vec![id],
            plan,
            asked: Instant::now(),
            cancel: cancel.clone(),
            messages,
        })
        .unwrap();
    TokenStream::new("chant".into(), received, cancel)
}

fn start() -> (Worker, Arc<Mutex<Vec<u32>>>) {
    let turns = Arc::new(Mutex::new(Vec::new()));
    (
        Worker::start(
            Chant {
                turns: Arc::clone(&turns),
            },
            model(),
        )
        .unwrap(),
        turns,
    )
}

#[test]
fn running_generations_take_turns() {
    let (worker, turns) = start();
    let streams: Vec<_> = (1..=3).map(|id| ask(&worker, id, 40)).collect();
    for stream in streams {
        assert_eq!(stream.collect_all().unwrap().tokens.len(), 40);
    }
    let turns = turns.lock().unwrap();
    assert_eq!(turns.len(), 120);
    // From where all three run until the first is done, each has its turn in every round.
    let begin = turns.iter().position(|id| *id == 3).unwrap() + 1;
    for round in turns[begin..begin + 90].chunks(3) {
        assert_eq!(round, [1, 2, 3]);
    }
}

#[test]
fn a_panic_is_an_error_of_its_own_request_only() {
    let (worker, _) = start();
    let lucky = ask(&worker, 1, 30);
    let error = ask(&worker, 13, 30).collect_all().unwrap_err();
    assert!(
        matches!(&error, ModelError::Panicked { reason, .. } if reason.contains("thirteen is unlucky")),
        "{error}"
    );
    assert_eq!(lucky.collect_all().unwrap().tokens.len(), 30);
    assert_eq!(worker.workload().running, 0);
}

#[test]
fn a_stopped_request_leaves_the_queue_without_a_turn() {
    let (worker, turns) = start();
    let running: Vec<_> = (0..MAX_RUNNING).map(|_| ask(&worker, 1, 1000)).collect();
    let waiting = ask(&worker, 2, 5);
    waiting.stop_flag().stop();
    assert_eq!(waiting.collect_all().unwrap().finish, Finish::Stopped);
    drop(running);
    assert_eq!(ask(&worker, 3, 2).collect_all().unwrap().tokens.len(), 2);
    assert!(!turns.lock().unwrap().contains(&2));
}

#[test]
fn the_network_is_freed_after_the_last_requester_and_the_last_generation() {
    let (worker, turns) = start();
    let stream = ask(&worker, 1, 20);
    drop(worker);
    assert_eq!(stream.collect_all().unwrap().tokens.len(), 20);
    let began = Instant::now();
    while Arc::strong_count(&turns) > 1 {
        assert!(
            began.elapsed() < Duration::from_secs(5),
            "the worker did not end"
        );
        thread::sleep(Duration::from_millis(1));
    }
}
