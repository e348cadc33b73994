//! Taking turns and taking the time.

use std::time::Instant;

use crate::Failure;
use crate::table::median;

/// One thing that was measured on both sides.
pub struct Measured {
    /// What was done.
    pub name: &'static str,
    /// The store's median, in milliseconds.
    pub store_ms: f64,
    /// The bare loop's median, in milliseconds.
    pub bare_ms: f64,
    /// What the store aims at, where it is not the ratio alone.
    pub aim: Option<&'static str>,
}

/// Does both sides' work in turns, now one first and now the other, and takes the medians. Each turn is given its
/// number, and what is to be done in it is made ready outside the time.
///
/// # Errors
/// The first side's that fails.
pub fn in_turns<Ready>(
    name: &'static str,
    turns: u32,
    ready: impl FnMut(u32) -> Ready,
    store: impl FnMut(&Ready) -> Result<(), Failure>,
    bare: impl FnMut(&Ready) -> Result<(), Failure>,
) -> Result<Measured, Failure> {
    in_settled_turns(name, turns, ready, store, bare, || Ok(()))
}

/// The same for sides that leave something to be done behind their answer: it is waited for in `settle`, outside the
/// time, so that it does not fall on the other side.
///
/// # Errors
/// The first side's that fails.
pub fn in_settled_turns<Ready>(
    name: &'static str,
    turns: u32,
    mut ready: impl FnMut(u32) -> Ready,
    mut store: impl FnMut(&Ready) -> Result<(), Failure>,
    mut bare: impl FnMut(&Ready) -> Result<(), Failure>,
    mut settle: impl FnMut() -> Result<(), Failure>,
) -> Result<Measured, Failure> {
    let (mut store_ms, mut bare_ms) = (Vec::new(), Vec::new());
    for turn in 0..turns {
        let ready = ready(turn);
        let mut time_store = || timed(&mut store_ms, || store(&ready));
        let mut time_bare = || timed(&mut bare_ms, || bare(&ready));
        if turn % 2 == 0 {
            time_store()?;
            settle()?;
            time_bare()?;
        } else {
            time_bare()?;
            settle()?;
            time_store()?;
        }
        settle()?;
    }
    Ok(Measured {
        name,
        store_ms: median(&mut store_ms),
        bare_ms: median(&mut bare_ms),
        aim: None,
    })
}

fn timed(into: &mut Vec<f64>, work: impl FnOnce() -> Result<(), Failure>) -> Result<(), Failure> {
    let begun = Instant::now();
    work()?;
    into.push(begun.elapsed().as_secs_f64() * 1_000.0);
    Ok(())
}
