//! The storyteller's tokens per second, greedy, for one stream and for several at once.

use std::{
    io::{self, Write},
    path::PathBuf,
    thread,
    time::Duration,
};

use criterion::{BenchmarkId, Criterion, Throughput};
use mirror_models::{GenerateOptions, LoadOptions, StopFlag, TextGenerator, find_library};

/// How long each answer is.
const TOKENS: usize = 64;

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .measurement_time(Duration::from_secs(5))
        .warm_up_time(Duration::from_secs(1))
        .configure_from_args();
    if let Err(missing) = find_library(None) {
        // Nobody reads the output of a bench that cannot be written to.
        let _ = writeln!(io::stdout(), "models: skipped, {missing}");
        return;
    }
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../examples/magic_mirror/models/storyteller");
    let model = TextGenerator::load(&folder, &LoadOptions::default(), &StopFlag::default())
        .unwrap_or_else(|error| panic!("the storyteller cannot be loaded: {error}"));
    let mut group = criterion.benchmark_group("models/greedy_tokens");
    for streams in [1, 2, 4, 8] {
        group.throughput(Throughput::Elements((TOKENS * streams) as u64));
        group.bench_function(BenchmarkId::new("streams", streams), |bencher| {
            bencher.iter(|| {
                thread::scope(|scope| {
                    (0..streams).for_each(|_| drop(scope.spawn(|| answer(&model))))
                });
            });
        });
    }
    group.finish();
    criterion.final_summary();
}

fn answer(model: &TextGenerator) {
    let options = GenerateOptions {
        temperature: Some(0.0),
        max_new_tokens: Some(TOKENS),
        min_new_tokens: Some(TOKENS),
        ..GenerateOptions::default()
    };
    let stream = model.stream("Once upon a time", &options, StopFlag::default());
    let pieces = stream.unwrap_or_else(|error| panic!("the storyteller refuses: {error}"));
    pieces.for_each(|piece| {
        drop(piece.unwrap_or_else(|error| panic!("the storyteller stops: {error}")))
    });
}
