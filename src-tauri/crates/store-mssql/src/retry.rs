//! Trying again: a few times, after pauses that grow and that differ from one to the next.

use std::time::Duration;

use uuid::Uuid;

/// How often something is tried in all.
const TRIES_MAX: u32 = 7;

/// The first pause at most, and the last.
const PAUSE_FIRST: Duration = Duration::from_millis(20);
const PAUSE_MAX: Duration = Duration::from_millis(1_500);

/// What is tried again.
#[derive(Debug, Default)]
pub struct Tries(u32);

impl Tries {
    /// Says whether there is another try, after a pause where there is something to wait for.
    pub async fn again(&mut self, with_pause: bool) -> bool {
        self.0 += 1;
        if self.0 >= TRIES_MAX {
            return false;
        }
        if with_pause {
            tokio::time::sleep(pause(self.0)).await;
        }
        true
    }
}

/// Between half of the pause and all of it, so that those who met do not meet again.
fn pause(nth: u32) -> Duration {
    let whole = PAUSE_FIRST.saturating_mul(1 << nth.min(10)).min(PAUSE_MAX);
    let part = Uuid::new_v4().as_u128() as u32 % 512;
    whole / 2 + whole * part / 1_024
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_stay_within_bounds() {
        for nth in 1..20 {
            let pauses: Vec<Duration> = (0..50).map(|_| pause(nth)).collect();
            let whole = PAUSE_FIRST.saturating_mul(1 << nth.min(10)).min(PAUSE_MAX);
            assert!(
                pauses.iter().all(|one| *one >= whole / 2 && *one <= whole),
                "{pauses:?}"
            );
            assert!(pauses.iter().any(|one| *one != pauses[0]), "no two differ");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn there_is_an_end_to_trying() {
        let mut tries = Tries::default();
        let mut again = 0;
        while tries.again(true).await {
            again += 1;
        }
        assert_eq!(again + 1, TRIES_MAX);
    }
}
