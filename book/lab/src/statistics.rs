//! A mean, and how far it may be from the truth.

/// The mean of some runs, with its 95 % confidence interval.
///
/// Each run has its own seed, so the runs are independent of each other. The interval is the mean
/// ± t · s / √n: s is the standard deviation of the runs (with n − 1), and t is the 97.5 % point of
/// Student's t distribution with n − 1 degrees of freedom. If the whole measurement was repeated
/// with other seeds many times, about 95 of 100 such intervals would contain the true mean. Where
/// hardly any run has anything to count, it is a rough guide.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The mean; 0 of no runs.
    pub mean: f64,
    /// Half of the interval's width: the interval is `mean` ± this. One run tells nothing about
    /// it.
    pub half_width: Option<f64>,
    /// How many runs there were.
    pub n: usize,
}

impl Estimate {
    /// What these values, one a run, tell.
    pub fn of(values: &[f64]) -> Self {
        let n = values.len();
        if n == 0 {
            return Self { mean: 0.0, half_width: None, n };
        }
        let count = n as f64;
        let mean = values.iter().sum::<f64>() / count;
        let half_width = (n > 1).then(|| {
            let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
            let deviation = (squares / (count - 1.0)).sqrt();
            student_t(n - 1) * deviation / count.sqrt()
        });
        Self { mean, half_width, n }
    }

    /// No run had any of it. (What is counted is never negative.)
    pub fn is_never(&self) -> bool {
        self.n > 0 && self.mean == 0.0
    }

    /// The interval's lower end, but not below 0, as nothing here can be.
    pub fn low(&self) -> f64 {
        (self.mean - self.half_width.unwrap_or(0.0)).max(0.0)
    }

    /// The interval's upper end.
    pub fn high(&self) -> f64 {
        self.mean + self.half_width.unwrap_or(0.0)
    }
}

/// The 97.5 % points of the t distribution for 1, 2, 3 … degrees of freedom.
const T: [f64; 30] = [
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
    2.052, 2.048, 2.045, 2.042,
];

/// The 97.5 % point for this many degrees of freedom. Between the lines of the table it is the one
/// for fewer degrees, which makes the interval a little wider, never narrower. A table has the same
/// digits on every platform.
fn student_t(degrees: usize) -> f64 {
    match degrees {
        0 => f64::INFINITY,
        1..=30 => T[degrees - 1],
        31..=39 => T[29],
        40..=59 => 2.021,
        60..=119 => 2.000,
        120..=999 => 1.980,
        _ => 1.962,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_known_values() {
        // s = √2.5, t for 4 degrees = 2.776
        let found = Estimate::of(&[1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(found.mean, 3.0);
        let half_width = found.half_width.expect("five runs");
        assert!((half_width - 1.963).abs() < 0.0005, "{half_width}");
        assert_eq!(found.n, 5);
        // s = √2, t for 1 degree = 12.706
        let two = Estimate::of(&[4.0, 6.0]).half_width.expect("two runs");
        assert!((two - 12.706).abs() < 0.0005, "{two}");
    }

    #[test]
    fn one_run_has_no_interval_and_none_has_nothing() {
        assert_eq!(Estimate::of(&[7.0]), Estimate { mean: 7.0, half_width: None, n: 1 });
        assert_eq!(Estimate::of(&[]), Estimate { mean: 0.0, half_width: None, n: 0 });
        assert!(!Estimate::of(&[]).is_never(), "nobody has looked");
    }

    #[test]
    fn equal_runs_have_an_interval_without_width() {
        let found = Estimate::of(&[0.0, 0.0, 0.0]);
        assert_eq!(found.half_width, Some(0.0));
        assert!(found.is_never());
    }

    #[test]
    fn an_interval_does_not_reach_below_nothing() {
        let found = Estimate::of(&[0.0, 2.0]);
        assert_eq!(found.low(), 0.0);
        assert!(found.high() > 13.0, "{found:?}");
    }

    #[test]
    fn t_falls_towards_the_normal_distribution() {
        let all: Vec<f64> = (1..2_000).map(student_t).collect();
        assert!(all.windows(2).all(|pair| pair[0] >= pair[1]), "more runs, and a wider interval");
        assert_eq!(student_t(29), 2.045, "30 runs");
        assert_eq!(student_t(30), 2.042);
        assert!(all.iter().all(|t| *t > 1.95));
    }
}
