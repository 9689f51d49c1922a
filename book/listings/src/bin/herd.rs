//! Many clerks, one day, one save a tick: what the pause after a conflict
//! changes. Simulated, so that it comes out the same every time.

const CLERKS: u64 = 32;

// ANCHOR: pause
/// How long to wait after the `attempt`-th conflict, in ticks.
type Pause = fn(attempt: u32, random: u64) -> u64;

fn none(_attempt: u32, _random: u64) -> u64 {
    0
}

fn doubling(attempt: u32, _random: u64) -> u64 {
    1 << (attempt - 1).min(6)
}

fn full_jitter(attempt: u32, random: u64) -> u64 {
    random % (doubling(attempt, 0) + 1)
}
// ANCHOR_END: pause

struct Clerk {
    /// The tick of the next load; the save comes one tick later.
    loads_at: u64,
    attempts: u32,
    random: u64,
}

fn main() {
    println!("{CLERKS} clerks, each books once");
    for (name, pause) in [
        ("again at once", none as Pause),
        ("doubling", doubling),
        ("doubling with full jitter", full_jitter),
    ] {
        let (saves, worst, ticks) = simulate(pause);
        println!(
            "{name:26}{saves:4} saves, {worst:2} by the unluckiest, {ticks:4} ticks"
        );
    }
}

/// Everybody loads at tick 0. Of those who save in the same tick the first
/// wins and all others are in conflict.
fn simulate(pause: Pause) -> (u32, u32, u64) {
    let mut clerks: Vec<Clerk> = (1..=CLERKS)
        .map(|seed| Clerk { loads_at: 0, attempts: 0, random: seed })
        .collect();
    let (mut saves, mut worst, mut tick) = (0, 0, 0);
    while !clerks.is_empty() {
        tick += 1;
        let mut won = None;
        for (at, clerk) in clerks.iter_mut().enumerate() {
            if clerk.loads_at + 1 != tick {
                continue;
            }
            saves += 1;
            clerk.attempts += 1;
            if won.is_none() {
                won = Some(at);
                continue;
            }
            clerk.random = next(clerk.random);
            clerk.loads_at = tick + pause(clerk.attempts, clerk.random);
        }
        if let Some(at) = won {
            worst = worst.max(clerks.remove(at).attempts);
        }
    }
    (saves, worst, tick)
}

/// SplitMix64 (G. Steele, D. Lea, C. Flood, 2014): small, and the same
/// everywhere.
fn next(seed: u64) -> u64 {
    let z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
