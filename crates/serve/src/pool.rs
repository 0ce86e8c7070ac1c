//! Connections to the store, lent to one request each.

use crate::error::{Error, Failure};
use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};
use store::Store;
use tokio::sync::Semaphore;

/// Open connections, and how many may be in use.
pub struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<Store>>,
    turns: Semaphore,
    waiting: Duration,
}

impl Pool {
    /// Opens the store, so that one that cannot be read is told at once.
    ///
    /// # Errors
    /// Those of the file.
    pub fn open(path: &Path, at_once: usize, waiting: Duration) -> Result<Pool, Error> {
        let first = Store::open_to_read(path)?;
        Ok(Pool {
            path: path.to_owned(),
            idle: Mutex::new(vec![first]),
            turns: Semaphore::new(at_once),
            waiting,
        })
    }

    /// The store's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Waits for a turn and asks, on a thread of its own.
    ///
    /// # Errors
    /// No turn in time; what the question comes to; it is broken off at `time`.
    pub async fn ask<T: Send + 'static>(
        self: &std::sync::Arc<Self>,
        time: Duration,
        question: impl FnOnce(&Store) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let turn = tokio::time::timeout(self.waiting, self.turns.acquire()).await;
        let Ok(Ok(_turn)) = turn else { return Err(Failure::Busy) };
        let pool = std::sync::Arc::clone(self);
        let asked = tokio::task::spawn_blocking(move || pool.with(time, question)).await;
        asked.unwrap_or_else(|error| Err(Failure::Ours(error.to_string())))
    }

    fn with<T>(
        &self,
        time: Duration,
        question: impl FnOnce(&Store) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let idle = self.idle().pop();
        let mut store = match idle {
            Some(store) => store,
            None => Store::open_to_read(&self.path)?,
        };
        store.until(Some(Instant::now() + time))?;
        // A page asks many questions, and is of one moment.
        let answer = store.as_it_is(question);
        store.until(None)?;
        self.idle().push(store);
        answer
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Store>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
