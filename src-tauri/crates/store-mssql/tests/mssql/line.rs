//! A line between a store and the server that is slow, or breaks, or falls silent.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use hindsight_store_mssql::MssqlConfig;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, sleep_until};

/// What a line does to what is sent over it.
#[derive(Debug, Clone, Copy)]
pub enum Nature {
    /// Everything arrives so much later.
    Slow(Duration),
    /// After so many bytes, somewhere between the two bounds, it breaks.
    Breaking(u64, u64),
    /// Nothing, until it is told to [fall silent](Line::fall_silent).
    Sound,
}

/// A way over the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// What is asked of the server.
    There,
    /// What it answers.
    Back,
}

/// A line between stores and the server.
pub struct Line {
    port: u16,
    breaks: Arc<AtomicU64>,
    sound: Arc<AtomicBool>,
    turns: Arc<Turns>,
}

/// How often somebody near asked and waited for the answer, and how many connections there are.
#[derive(Default)]
struct Turns {
    asking: AtomicBool,
    count: AtomicU64,
    open: AtomicU64,
    /// At which turn a connection falls silent, and which way; 0 for none.
    silent_at: AtomicU64,
    is_silent_there: AtomicBool,
}

/// What one connection still carries.
#[derive(Default)]
struct Ears {
    deaf_there: AtomicBool,
    deaf_back: AtomicBool,
}

impl Turns {
    /// Something is asked; says whether it is carried.
    fn asks(&self, ears: &Ears) -> bool {
        if !self.asking.swap(true, Ordering::SeqCst) {
            let turn = self.count.fetch_add(1, Ordering::SeqCst) + 1;
            let silent =
                self.silent_at
                    .compare_exchange(turn, 0, Ordering::SeqCst, Ordering::SeqCst);
            if silent.is_ok() {
                match self.is_silent_there.load(Ordering::SeqCst) {
                    true => ears.deaf_there.store(true, Ordering::SeqCst),
                    false => ears.deaf_back.store(true, Ordering::SeqCst),
                }
            }
        }
        let carried = !ears.deaf_there.load(Ordering::SeqCst);
        if !carried {
            self.hears();
        }
        carried
    }

    /// Something is answered; says whether it is carried.
    fn answers(&self, ears: &Ears) -> bool {
        self.hears();
        !ears.deaf_back.load(Ordering::SeqCst)
    }

    fn hears(&self) {
        self.asking.store(false, Ordering::SeqCst);
    }
}

impl Line {
    /// Lays a line to a server.
    pub async fn to(server: &MssqlConfig, nature: Nature) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port is free");
        let port = listener.local_addr().expect("it has a port").port();
        let (breaks, sound) = (
            Arc::new(AtomicU64::new(0)),
            Arc::new(AtomicBool::new(false)),
        );
        let address = (server.host.clone(), server.port);
        let turns = Arc::new(Turns::default());
        let (counted, calm, taken) = (Arc::clone(&breaks), Arc::clone(&sound), Arc::clone(&turns));
        tokio::spawn(async move {
            let mut dice = 0x2545_f491_4f6c_dd1d_u64;
            while let Ok((near, _)) = listener.accept().await {
                let Ok(far) = TcpStream::connect((address.0.as_str(), address.1)).await else {
                    continue;
                };
                let (mut delay, mut left) = (Duration::ZERO, u64::MAX);
                match nature {
                    Nature::Slow(by) => delay = by,
                    Nature::Breaking(low, high) if !calm.load(Ordering::SeqCst) => {
                        left = low + thrown(&mut dice) % (high - low)
                    }
                    Nature::Breaking(..) | Nature::Sound => {}
                }
                let (counted, taken) = (Arc::clone(&counted), Arc::clone(&taken));
                tokio::spawn(async move {
                    taken.open.fetch_add(1, Ordering::SeqCst);
                    if carry(near, far, delay, left, &taken).await {
                        counted.fetch_add(1, Ordering::SeqCst);
                    }
                    taken.open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Self {
            port,
            breaks,
            sound,
            turns,
        }
    }

    /// How to connect over it.
    pub fn over(&self, config: &MssqlConfig) -> MssqlConfig {
        MssqlConfig {
            port: self.port,
            ..config.clone()
        }
    }

    /// How often it broke.
    pub fn breaks(&self) -> u64 {
        self.breaks.load(Ordering::SeqCst)
    }

    /// How often somebody asked the server and waited for its answer.
    pub fn turns(&self) -> u64 {
        self.turns.count.load(Ordering::SeqCst)
    }

    /// How many connections there are.
    pub fn open(&self) -> u64 {
        self.turns.open.load(Ordering::SeqCst)
    }

    /// The next but so many times that something is asked, its connection falls silent: it stays, but from then on carries
    /// nothing one way. Connections that are made later are sound.
    pub fn fall_silent(&self, way: Way, turn: u64) {
        self.turns
            .is_silent_there
            .store(way == Way::There, Ordering::SeqCst);
        self.turns
            .silent_at
            .store(self.turns() + turn, Ordering::SeqCst);
    }

    /// Whether it fell silent, as it was told.
    pub fn fell_silent(&self) -> bool {
        self.turns.silent_at.load(Ordering::SeqCst) == 0
    }

    /// From now on new connections do not break.
    pub fn mend(&self) {
        self.sound.store(true, Ordering::SeqCst);
    }
}

/// The next number of a row that is the same every time.
fn thrown(dice: &mut u64) -> u64 {
    *dice ^= *dice << 13;
    *dice ^= *dice >> 7;
    *dice ^= *dice << 17;
    *dice
}

/// Carries both ways until one end hangs up or the bytes are used up; says whether they were.
async fn carry(near: TcpStream, far: TcpStream, delay: Duration, left: u64, turns: &Turns) -> bool {
    near.set_nodelay(true)
        .and_then(|()| far.set_nodelay(true))
        .expect("a line can be told to hurry");
    let left = Arc::new(AtomicU64::new(left));
    let ears = Ears::default();
    let ((near_in, near_out), (far_in, far_out)) = (near.into_split(), far.into_split());
    let there = one_way(near_in, far_out, delay, Arc::clone(&left), || {
        turns.asks(&ears)
    });
    let back = one_way(far_in, near_out, delay, Arc::clone(&left), || {
        turns.answers(&ears)
    });
    tokio::select! { broke = there => broke, broke = back => broke }
}

async fn one_way(
    mut from: tokio::net::tcp::OwnedReadHalf,
    mut to: tokio::net::tcp::OwnedWriteHalf,
    delay: Duration,
    left: Arc<AtomicU64>,
    is_carried: impl Fn() -> bool,
) -> bool {
    let (send, mut arrive) = tokio::sync::mpsc::unbounded_channel::<(Instant, Vec<u8>)>();
    let reading = async move {
        let mut bytes = vec![0; 16 * 1024];
        while let Ok(count) = from.read(&mut bytes).await {
            if count == 0
                || send
                    .send((Instant::now() + delay, bytes[..count].to_vec()))
                    .is_err()
            {
                return;
            }
        }
    };
    let writing = async move {
        while let Some((due, bytes)) = arrive.recv().await {
            sleep_until(due).await;
            let allowed = left.load(Ordering::SeqCst).min(bytes.len() as u64);
            left.fetch_sub(allowed, Ordering::SeqCst);
            let carried = &bytes[..usize::try_from(allowed).unwrap_or(bytes.len())];
            if is_carried() && to.write_all(carried).await.is_err() {
                return false;
            }
            if carried.len() < bytes.len() {
                return true;
            }
        }
        false
    };
    let (_, broke) = tokio::join!(reading, writing);
    broke
}
