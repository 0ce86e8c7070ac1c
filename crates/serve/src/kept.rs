//! Answers that were given, kept in bounded memory while the store stays as it is: the front page is made once, not for each
//! who looks at it, and of many who ask the same at once one has it made and the others wait.

use axum::{body::Bytes, http::Response};
use quick_cache::{Weighter, sync::Cache};
use std::sync::Arc;

/// Bytes of answers that are kept.
const BYTES: u64 = 64 << 20;
/// About so many answers are that.
const ANSWERS: usize = 4096;

/// Answers by their marks, which change with the store.
pub struct Kept(Cache<String, Arc<Response<Bytes>>, Length>);

#[derive(Clone)]
struct Length;

impl Weighter<String, Arc<Response<Bytes>>> for Length {
    fn weight(&self, mark: &String, answer: &Arc<Response<Bytes>>) -> u64 {
        (mark.len() + answer.body().len() + 512) as u64
    }
}

impl Kept {
    /// None so far.
    pub fn new() -> Kept {
        Kept(Cache::with_weighter(ANSWERS, BYTES, Length))
    }

    /// The answer under a mark, else the one that is made now; only good ones are kept.
    pub async fn or_made(
        &self,
        mark: &str,
        made: impl Future<Output = Response<Bytes>>,
    ) -> Arc<Response<Bytes>> {
        match self.0.get_value_or_guard_async(mark).await {
            Ok(kept) => kept,
            Err(place) => {
                let answer = Arc::new(made.await);
                if answer.status().is_success() {
                    // The place is gone where the memory is full: then it is not kept.
                    let _ = place.insert(Arc::clone(&answer));
                }
                answer
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Kept;
    use axum::{
        body::Bytes,
        http::{Response, StatusCode},
    };

    #[test]
    fn good_answers_are_made_once() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let kept = Kept::new();
            let answer = |text: &'static str| Response::new(Bytes::from_static(text.as_bytes()));
            let failed = || {
                let mut failed = answer("busy");
                *failed.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
                failed
            };
            assert_eq!(kept.or_made("a", async { failed() }).await.body(), "busy");
            assert_eq!(kept.or_made("a", async { answer("one") }).await.body(), "one");
            assert_eq!(kept.or_made("a", async { answer("two") }).await.body(), "one");
            assert_eq!(kept.or_made("b", async { answer("two") }).await.body(), "two");
        });
    }
}
