//! Work spread over threads, its results in the order of the input.

use crossbeam_channel::{Receiver, Sender, bounded};
use std::{num::NonZeroUsize, thread};

/// How many threads to use: as many as asked for, else one a processor.
pub fn threads(asked: Option<NonZeroUsize>) -> usize {
    asked.or_else(|| thread::available_parallelism().ok()).map_or(1, usize::from)
}

/// Does `work` on every item, on `threads` threads, and hands the results to `consume` in the order of the items.
///
/// At most a few items a thread are under way at any time, results that wait for an earlier one included: however
/// long the input, memory stays bounded. When `consume` fails, no further item is taken.
///
/// # Errors
/// The first of `consume`.
pub fn in_order<T, R, E>(
    items: impl Iterator<Item = T> + Send,
    threads: usize,
    work: impl Fn(T) -> R + Sync,
    consume: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E>
where
    T: Send,
    R: Send,
{
    in_order_ahead(items, threads, 0, work, consume)
}

/// The same, where `consume` now and then takes long: so many results, if that is more than a few a thread, may wait for it while
/// the threads work on.
///
/// # Errors
/// The first of `consume`.
pub fn in_order_ahead<T, R, E>(
    items: impl Iterator<Item = T> + Send,
    threads: usize,
    ahead: usize,
    work: impl Fn(T) -> R + Sync,
    mut consume: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E>
where
    T: Send,
    R: Send,
{
    let threads = threads.max(1);
    let (to_work, jobs) = bounded::<(T, Sender<R>)>(threads);
    // Each result comes through a channel of its own; these channels stand in line in the order of the items.
    let (to_line, line) = bounded::<Receiver<R>>(ahead.max(threads * 3));
    let work = &work;
    thread::scope(|scope| {
        scope.spawn(move || {
            for item in items {
                let (result, promised) = bounded(1);
                if to_line.send(promised).is_err() || to_work.send((item, result)).is_err() {
                    break;
                }
            }
        });
        for _ in 0..threads {
            let jobs = jobs.clone();
            scope.spawn(move || {
                for (item, result) in jobs {
                    // Nobody waits for it any more when `consume` has failed.
                    let _ = result.send(work(item));
                }
            });
        }
        drop(jobs);
        line.into_iter().flatten().try_for_each(&mut consume)
    })
}

#[cfg(test)]
mod tests {
    use super::{in_order, in_order_ahead};
    use std::{
        convert::Infallible,
        sync::atomic::{AtomicUsize, Ordering},
        time::Duration,
    };

    #[test]
    fn work_goes_on_while_results_are_consumed() {
        let done = AtomicUsize::new(0);
        let work = |n: usize| {
            done.fetch_add(1, Ordering::SeqCst);
            n
        };
        let mut seen = 0;
        let consumed: Result<(), Infallible> = in_order_ahead(0..500, 2, 100, work, |n| {
            if n == 0 {
                // As long as it takes, for a while.
                for _ in 0..2000 {
                    if done.load(Ordering::SeqCst) >= 100 {
                        break;
                    }
                    std::thread::sleep(Duration::from_millis(1));
                }
                seen = done.load(Ordering::SeqCst);
            }
            Ok(())
        });
        assert!(consumed.is_ok());
        assert!((100..120).contains(&seen), "{seen}");
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for threads in [1, 2, 7] {
            let mut seen = Vec::new();
            let work = |n: u64| {
                std::thread::sleep(Duration::from_micros(n * 7919 % 400));
                n * 2
            };
            let done: Result<(), Infallible> = in_order(0..200, threads, work, |n| {
                seen.push(n);
                Ok(())
            });
            assert!(done.is_ok());
            assert_eq!(seen, (0..200).map(|n| n * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_slow_item_does_not_let_the_others_pile_up() {
        let (begun, slow_done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let work = |n: usize| {
            begun.fetch_add(1, Ordering::SeqCst);
            if n == 0 {
                std::thread::sleep(Duration::from_millis(200));
                slow_done.store(begun.load(Ordering::SeqCst), Ordering::SeqCst);
            }
        };
        let done: Result<(), Infallible> = in_order(0..10_000, 2, work, |()| Ok(()));
        assert!(done.is_ok());
        assert!(
            slow_done.load(Ordering::SeqCst) < 20,
            "{slow_done:?} were begun while the first was waited for"
        );
        assert_eq!(begun.load(Ordering::SeqCst), 10_000);
    }

    #[test]
    fn a_failing_consumer_ends_an_endless_input() {
        let mut left = 10;
        let done = in_order(
            0..,
            3,
            |n: u64| n,
            |n| {
                left -= 1;
                if left == 0 { Err(n) } else { Ok(()) }
            },
        );
        assert_eq!(done, Err(9));
    }
}
