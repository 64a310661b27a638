//! What runs of all sessions share: found, made, and waited for.

use std::{
    hint::black_box,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use criterion::Criterion;
use mirror_runtime::cache::{Cache, Key, Policy};

type Texts = Cache<Arc<str>, String>;

/// How many want the same value at once.
const WAITING: usize = 20;

fn main() {
    let mut criterion = Criterion::default()
        .measurement_time(Duration::from_secs(2))
        .warm_up_time(Duration::from_millis(500))
        .configure_from_args();
    hit(&mut criterion);
    miss(&mut criterion);
    wait(&mut criterion);
    criterion.final_summary();
}

fn ask(cache: &Texts, arguments: u128, make: impl FnOnce()) -> Arc<str> {
    let key = Key {
        group: 1,
        arguments,
    };
    let value = cache.get(
        key,
        Policy::default(),
        &AtomicBool::new(false),
        || true,
        || {
            make();
            Ok((Arc::from("a value"), 7))
        },
    );
    value.expect("the making does not fail")
}

fn hit(criterion: &mut Criterion) {
    let cache = Texts::new(1 << 20);
    (0..1000).for_each(|arguments| drop(ask(&cache, arguments, || {})));
    criterion.bench_function("cache/hit", |bencher| {
        bencher.iter(|| black_box(ask(&cache, 500, || {})))
    });
}

fn miss(criterion: &mut Criterion) {
    // Room for a thousand: each new value drives out the oldest.
    let cache = Texts::new(7 * 1000);
    let mut arguments = 0;
    criterion.bench_function("cache/miss_in_a_full_cache_of_1000", |bencher| {
        bencher.iter(|| {
            arguments += 1;
            black_box(ask(&cache, arguments, || {}))
        });
    });
}

/// Twenty threads want a value that takes a millisecond to make; one makes it.
fn wait(criterion: &mut Criterion) {
    let cache = Texts::new(1 << 20);
    let mut arguments = 0;
    criterion.bench_function("cache/20_wait_for_one_millisecond", |bencher| {
        bencher.iter(|| {
            arguments += 1;
            let made = AtomicBool::new(false);
            thread::scope(|scope| {
                for _ in 0..WAITING {
                    scope.spawn(|| {
                        ask(&cache, arguments, || {
                            assert!(!made.swap(true, Ordering::Relaxed), "it is made once");
                            thread::sleep(Duration::from_millis(1));
                        })
                    });
                }
            });
        });
    });
}
