use std::sync::atomic::AtomicUsize;

use super::*;

type Texts = Cache<String, String>;

fn key(group: u128, arguments: u128) -> Key {
    Key { group, arguments }
}

fn get(cache: &Texts, key: Key, policy: Policy, text: &str) -> String {
    let made = || Ok((text.to_owned(), text.len()));
    cache
        .get(key, policy, &AtomicBool::new(false), || true, made)
        .unwrap()
}

#[test]
fn twenty_that_want_it_at_once_make_it_once() {
    let (cache, makings) = (Texts::new(1000), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..20 {
            scope.spawn(|| {
                let value = cache.get(
                    key(1, 1),
                    Policy::default(),
                    &AtomicBool::new(false),
                    || true,
                    || {
                        makings.fetch_add(1, Ordering::SeqCst);
                        thread::sleep(Duration::from_millis(30));
                        Ok(("model".to_owned(), 5))
                    },
                );
                assert_eq!(value, Ok("model".to_owned()));
            });
        }
    });
    assert_eq!(makings.load(Ordering::SeqCst), 1);
}

#[test]
fn a_failure_is_told_and_not_kept() {
    let cache = Texts::new(1000);
    let failed = cache.get(
        key(1, 1),
        Policy::default(),
        &AtomicBool::new(false),
        || true,
        || Err(Miss::Failed("no such file".to_owned())),
    );
    assert_eq!(failed, Err(Miss::Failed("no such file".to_owned())));
    assert_eq!(
        get(&cache, key(1, 1), Policy::default(), "there now"),
        "there now"
    );
}

#[test]
fn a_waiting_run_can_be_stopped_and_a_stopped_maker_is_replaced() {
    let cache = Texts::new(1000);
    let begun = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            cache.get(
                key(1, 1),
                Policy::default(),
                &AtomicBool::new(false),
                || true,
                || {
                    begun.store(true, Ordering::SeqCst);
                    thread::sleep(Duration::from_millis(60));
                    Err(Miss::Stopped)
                },
            )
        });
        while !begun.load(Ordering::SeqCst) {
            thread::yield_now();
        }
        let stopped = cache.get(
            key(1, 1),
            Policy::default(),
            &AtomicBool::new(true),
            || true,
            || unreachable!(),
        );
        assert_eq!(stopped, Err(Miss::Stopped));
        assert_eq!(
            get(&cache, key(1, 1), Policy::default(), "second"),
            "second"
        );
    });
}

#[test]
fn a_panic_while_making_leaves_the_cache_usable() {
    let cache = Texts::new(1000);
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        cache.get(
            key(1, 1),
            Policy::default(),
            &AtomicBool::new(false),
            || true,
            || panic!("in a native function"),
        )
    }));
    assert!(panicked.is_err());
    assert_eq!(get(&cache, key(1, 1), Policy::default(), "again"), "again");
}

#[test]
fn the_least_recently_used_goes_first() {
    let cache = Texts::new(1000);
    let two = Policy {
        max_entries: Some(2),
        ttl: None,
    };
    for argument in [1, 2, 1, 3] {
        get(&cache, key(1, argument), two, "old");
    }
    assert_eq!(get(&cache, key(1, 1), two, "new"), "old");
    assert_eq!(get(&cache, key(1, 2), two, "new"), "new");
}

#[test]
fn the_budget_holds_and_what_is_too_large_is_not_kept() {
    let cache = Texts::new(10);
    get(&cache, key(1, 1), Policy::default(), "12345678");
    get(&cache, key(1, 2), Policy::default(), "12345678");
    assert_eq!(cache.lock().bytes, 8);
    get(&cache, key(1, 3), Policy::default(), "far too large");
    assert_eq!(get(&cache, key(1, 3), Policy::default(), "x"), "x");
}

#[test]
fn a_value_past_its_time_is_made_anew_and_clear_forgets_by_function() {
    let cache = Texts::new(1000);
    let short = Policy {
        ttl: Some(Duration::from_millis(1)),
        max_entries: None,
    };
    get(&cache, key(1, 1), short, "old");
    thread::sleep(Duration::from_millis(5));
    assert_eq!(get(&cache, key(1, 1), short, "new"), "new");
    get(&cache, key(2, 1), Policy::default(), "kept");
    cache.clear(Some(1));
    assert_eq!(get(&cache, key(1, 1), Policy::default(), "made"), "made");
    assert_eq!(get(&cache, key(2, 1), Policy::default(), "made"), "kept");
}

#[test]
fn a_value_that_asks_for_itself_is_an_error_and_no_deadlock() {
    let cache = Texts::new(1000);
    let stop = AtomicBool::new(false);
    let inner = cache.get(
        key(1, 1),
        Policy::default(),
        &stop,
        || true,
        || {
            let again = cache.get(
                key(1, 1),
                Policy::default(),
                &stop,
                || true,
                || unreachable!(),
            );
            assert_eq!(again, Err(Miss::Cycle));
            Ok(("made".to_owned(), 4))
        },
    );
    assert_eq!(inner, Ok("made".to_owned()));
}
