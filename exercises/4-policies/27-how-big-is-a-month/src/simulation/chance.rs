// Given: random numbers that are the same everywhere. Nothing here needs to change.

/// Random whole numbers from a seed (SplitMix64).
///
/// It is written out here so that no update of a library changes a figure that somebody has measured.
pub struct Chance {
    state: u64,
}

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Any number from 0 to `u32::MAX`: a fraction of 1, in parts of 2³².
    pub fn fraction(&mut self) -> u32 {
        (self.bits() >> 32) as u32
    }

    /// A fraction that is small more often than large: the smallest of three.
    pub fn small_fraction(&mut self) -> u32 {
        self.fraction().min(self.fraction()).min(self.fraction())
    }

    /// Any number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        part(self.fraction(), end)
    }

    /// True in `share` of 100 cases.
    pub fn in_100(&mut self, share: u32) -> bool {
        self.below(100) < u64::from(share)
    }

    /// The time until the next of many independent events, when it is `mean` on average.
    ///
    /// An exponential variate is a logarithm, and two platforms may round a logarithm differently.
    /// Von Neumann's way needs comparisons only. Draw fractions while each is smaller than the one
    /// before. If their number is odd, the first of them is the part behind the point. If it is
    /// even, the part before the point goes up by one, and all is drawn again.
    pub fn gap(&mut self, mean: u64) -> u64 {
        let mut before_the_point = 0;
        loop {
            let first = self.fraction();
            let (mut last, mut is_odd) = (first, true);
            loop {
                let next = self.fraction();
                if next >= last {
                    break;
                }
                (last, is_odd) = (next, !is_odd);
            }
            if is_odd {
                return before_the_point * mean + part(first, mean);
            }
            before_the_point += 1;
        }
    }
}

/// This fraction of `whole`, rounded down.
pub fn part(fraction: u32, whole: u64) -> u64 {
    ((u128::from(fraction) * u128::from(whole)) >> 32) as u64
}
