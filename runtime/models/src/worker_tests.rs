//! The worker with a network that counts, so that the order of turns can be seen.

use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use super::*;
use crate::config::ModelConfig;
use crate::generate::options::GenerateOptions;
use crate::stop::Cancel;
use crate::stream::{Finish, TokenStream};
use crate::vocabulary::Vocabulary;

/// Always continues with the same token as the prompt, and notes whose turn it was. Panics on token 13.
struct Chant {
    turns: Arc<Mutex<Vec<u32>>>,
    batches: bool,
}

impl Chant {
    fn chant(&self, last: u32, logits: &mut Vec<f32>) {
        assert_ne!(last, 13, "thirteen is unlucky");
        self.turns.lock().unwrap().push(last);
        logits.extend((0..100).map(|id| if id == last { 1.0 } else { 0.0 }));
    }
}

impl Network for Chant {
    type Cache = ();
    type Batch = usize;

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
        // Long enough that the test's requests are all there after the first turns.
        thread::sleep(Duration::from_millis(2));
        logits.clear();
        self.chant(*ids.last().unwrap(), logits);
        Ok(())
    }

    fn batches(&self) -> bool {
        self.batches
    }

    fn copies(&self) -> bool {
        false
    }

    fn first(&self, (): &(), _length: usize) -> Option<()> {
        None
    }

    fn row(&self, _batch: &usize, _row: usize) -> Option<()> {
        None
    }

    fn bytes(&self, (): &()) -> usize {
        0
    }

    fn join(&self, batch: &mut usize, (): ()) {
        *batch += 1;
    }

    fn leave(&self, batch: &mut usize, _row: usize) {
        *batch -= 1;
    }

    fn read_each(
        &mut self,
        ids: &[u32],
        batch: &mut usize,
        _cancels: &[Cancel],
        logits: &mut Vec<f32>,
    ) -> Result<(), ModelError> {
        assert_eq!(ids.len(), *batch);
        thread::sleep(Duration::from_millis(2));
        logits.clear();
        ids.iter().for_each(|id| self.chant(*id, logits));
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
    let (cancel, place) = (Cancel::default(), Arc::default());
    worker
        .ask(Request {
            prompt: String::new(),
            ids: vec![id],
            plan,
            asked: Instant::now(),
            cancel: cancel.clone(),
            messages,
            place: Arc::clone(&place),
        })
        .unwrap();
    TokenStream::new("chant".into(), received, cancel, place)
}

fn start(batches: bool) -> (Worker, Arc<Mutex<Vec<u32>>>) {
    let turns = Arc::new(Mutex::new(Vec::new()));
    (
        Worker::start(
            Chant {
                turns: Arc::clone(&turns),
                batches,
            },
            model(),
            Limits {
                running: MAX_RUNNING,
                waiting: MAX_WAITING,
            },
        )
        .unwrap(),
        turns,
    )
}

#[test]
fn running_generations_take_turns() {
    for batches in [false, true] {
        let (worker, turns) = start(batches);
        let streams: Vec<_> = (1..=3).map(|id| ask(&worker, id, 40)).collect();
        for stream in streams {
            assert_eq!(stream.collect_all().unwrap().tokens.len(), 40);
        }
        let turns = turns.lock().unwrap();
        assert_eq!(turns.len(), 120);
        // From where all three run until the first is done, each has its turn in every round.
        let begin = turns.iter().position(|id| *id == 3).unwrap() + 1;
        for round in turns[begin..begin + 90].chunks(3) {
            assert_eq!(round, [1, 2, 3], "with batches: {batches}");
        }
    }
}

#[test]
fn those_who_wait_know_their_place() {
    let (worker, _) = start(true);
    let mut running: Vec<_> = (0..MAX_RUNNING).map(|_| ask(&worker, 1, 1000)).collect();
    running.iter_mut().for_each(|stream| drop(stream.next()));
    assert!(running.iter().all(|stream| stream.place().is_none()));
    let waiting: Vec<_> = (0..3).map(|_| ask(&worker, 2, 5)).collect();
    let places = || waiting.iter().map(TokenStream::place).collect::<Vec<_>>();
    assert_eq!(places(), [Some(1), Some(2), Some(3)]);
    running.pop();
    let began = Instant::now();
    while places()[0].is_some() {
        assert!(began.elapsed() < Duration::from_secs(5), "{:?}", places());
        thread::sleep(Duration::from_millis(1));
    }
    assert_ne!(places()[2], Some(3));
}

#[test]
fn a_panic_is_an_error_of_its_own_request_only() {
    let (worker, _) = start(true);
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
    let (worker, turns) = start(true);
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
    let (worker, turns) = start(true);
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
