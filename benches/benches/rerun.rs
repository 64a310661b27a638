//! A script from top to bottom, with its page, without a server.

use std::{hint::black_box, time::Duration};

use criterion::{BatchSize, Criterion};
use mirror_benches::runner::{Runner, on_script_thread};
use mirror_runtime::run::Cause;

fn main() {
    on_script_thread(|| {
        let mut criterion = Criterion::default()
            .measurement_time(Duration::from_secs(3))
            .warm_up_time(Duration::from_secs(1))
            .configure_from_args();
        rerun(&mut criterion, "hello", |runner, turn| {
            runner.change("N", turn % 2 + 10)
        });
        rerun(&mut criterion, "elements", |runner, turn| {
            runner.change("N", turn % 2 + 10)
        });
        rerun(&mut criterion, "inputs", |runner, turn| {
            runner.change("Input 500", format!("text {turn}"))
        });
        criterion.final_summary();
    });
}

fn rerun(criterion: &mut Criterion, script: &str, event: fn(&Runner, u64) -> Cause) {
    let mut runner = Runner::open(script);
    let mut turn = 0;
    criterion.bench_function(&format!("rerun/{script}"), |bencher| {
        let runner = std::cell::RefCell::new(&mut runner);
        let next = || {
            turn += 1;
            event(&runner.borrow(), turn)
        };
        let run = |cause| {
            black_box(runner.borrow_mut().rerun(cause));
        };
        bencher.iter_batched(next, run, BatchSize::PerIteration);
    });
}
