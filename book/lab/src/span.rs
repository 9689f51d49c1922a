//! A length of time in words: `200 ms`, `20 s`, `5 min`, `1 h`.

use std::fmt;
use std::time::Duration;

/// A duration, shown in the largest unit that leaves a whole number.
#[derive(Debug, Clone, Copy)]
pub struct Span(pub Duration);

/// Units with their length in milliseconds, the largest first.
const UNITS: [(&str, u128); 4] = [("h", 3_600_000), ("min", 60_000), ("s", 1_000), ("ms", 1)];

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let milliseconds = self.0.as_millis();
        let (unit, length) = UNITS
            .into_iter()
            .find(|(_, length)| milliseconds > 0 && milliseconds.is_multiple_of(*length))
            .unwrap_or(("s", 1_000));
        f.pad(&format!("{} {unit}", milliseconds / length))
    }
}

/// The longest that can be asked for.
const LONGEST: u128 = 24 * 3_600_000;

/// Reads `200ms`, `2s`, `5min`, `1h` or `0`.
///
/// # Errors
///
/// What to write instead.
pub fn parse(word: &str) -> Result<Duration, String> {
    let word = word.trim();
    let end = word.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(word.len());
    let (number, unit) = (&word[..end], word[end..].trim_start());
    let length = UNITS.into_iter().find(|(name, _)| *name == unit).map(|(_, length)| length);
    let length = if unit.is_empty() && number == "0" { Some(1) } else { length };
    match (number.parse::<u64>(), length) {
        (Ok(number), Some(length)) if u128::from(number) * length <= LONGEST => {
            Ok(Duration::from_millis(number * length as u64))
        }
        (Ok(_), Some(_)) => Err("that is too long; write 24h or less".to_owned()),
        _ => {
            Err("write a whole number and its unit, such as 200ms, 2s, 5min or 1h, or 0".to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_shown_with_a_space() {
        for (word, shown) in [
            ("200ms", "200 ms"),
            ("0", "0 s"),
            ("0min", "0 s"),
            ("1500ms", "1500 ms"),
            ("60s", "1 min"),
            ("90 s", "90 s"),
            ("5min", "5 min"),
            ("24h", "24 h"),
        ] {
            assert_eq!(parse(word).map(|found| Span(found).to_string()), Ok(shown.to_owned()));
        }
    }

    #[test]
    fn what_cannot_be_read_says_what_to_write() {
        for word in ["", "5", "5m", "s", "-1s", "1.5s", "five min", "99999999999999999999s"] {
            let why = parse(word).expect_err(word);
            assert!(why.contains("200ms"), "{word:?}: {why}");
        }
        for word in ["25h", "86400001ms", "18446744073709551615h"] {
            let why = parse(word).expect_err(word);
            assert!(why.contains("24h"), "{word:?}: {why}");
        }
    }
}
