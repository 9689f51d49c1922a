//! The learner's words → katas, or what is near. Knows no terminal.

use std::fmt;

use crate::catalogue::{Catalogue, Kata};

/// A word that names no kata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unknown {
    /// Nothing has this name; these come near.
    Nothing {
        /// What was asked for.
        word: String,
        /// Names that come near, nearest first.
        near: Vec<String>,
    },
    /// Several slugs begin like this.
    Several {
        /// What was asked for.
        word: String,
        /// The slugs.
        slugs: Vec<String>,
    },
    /// It names a part where one kata is wanted.
    Part {
        /// What was asked for.
        word: String,
        /// The first of its katas.
        first: String,
    },
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing { word, near } if near.is_empty() => {
                write!(f, "no kata or part is called {word:?}; `cargo xtask list` shows them all")
            }
            Self::Nothing { word, near } => {
                write!(f, "no kata or part is called {word:?}; did you mean {}?", near.join(" or "))
            }
            Self::Several { word, slugs } => {
                write!(f, "{word:?} could be {}; add a letter or two", slugs.join(" or "))
            }
            Self::Part { word, first } => {
                write!(f, "{word:?} is a part; name one of its katas, such as {first}")
            }
        }
    }
}

/// The katas that `words` name, in the order of the workbook and each once; all where there are no words.
///
/// # Errors
///
/// The first word that names none, or more than one.
pub fn select<'a>(catalogue: &'a Catalogue, words: &[String]) -> Result<Vec<&'a Kata>, Unknown> {
    if words.is_empty() {
        return Ok(catalogue.katas.iter().collect());
    }
    let mut slugs = Vec::new();
    for word in words {
        slugs.extend(named(catalogue, word)?.into_iter().map(|kata| kata.slug.as_str()));
    }
    Ok(catalogue.katas.iter().filter(|kata| slugs.contains(&kata.slug.as_str())).collect())
}

/// The kata that `word` names.
///
/// # Errors
///
/// When it names none, or more than one.
pub fn select_one<'a>(catalogue: &'a Catalogue, word: &str) -> Result<&'a Kata, Unknown> {
    match named(catalogue, word)?.as_slice() {
        [kata] => Ok(kata),
        [first, ..] => Err(Unknown::Part { word: word.to_owned(), first: first.slug.clone() }),
        [] => Err(Unknown::Nothing { word: word.to_owned(), near: Vec::new() }),
    }
}

fn named<'a>(catalogue: &'a Catalogue, word: &str) -> Result<Vec<&'a Kata>, Unknown> {
    let all = |test: &dyn Fn(&Kata) -> bool| -> Vec<&'a Kata> {
        catalogue.katas.iter().filter(|kata| test(kata)).collect()
    };
    let lower = word.to_lowercase();
    let exact = match lower.parse::<u32>() {
        Ok(number) => all(&|kata| kata.number == number),
        Err(_) => all(&|kata| kata.slug == lower),
    };
    if !exact.is_empty() {
        return Ok(exact);
    }
    let part = all(&|kata| kata.part == lower || kata.part_name() == lower);
    if !part.is_empty() {
        return Ok(part);
    }
    // `16-retire-rule`, as the folder is called, is a slug too.
    let slug = lower.split_once('-').filter(|(number, _)| number.parse::<u32>().is_ok());
    let slug = slug.map_or(lower.as_str(), |(_, slug)| slug);
    let prefixed = all(&|kata| !slug.is_empty() && kata.slug.starts_with(slug));
    match prefixed.as_slice() {
        [_] => Ok(prefixed),
        [] => Err(Unknown::Nothing { word: word.to_owned(), near: near(catalogue, &lower) }),
        several => match several.iter().find(|kata| kata.slug == slug) {
            Some(kata) => Ok(vec![kata]),
            None => Err(Unknown::Several {
                word: word.to_owned(),
                slugs: several.iter().map(|kata| kata.slug.clone()).collect(),
            }),
        },
    }
}

/// At most three names that `word` may have been meant for.
fn near(catalogue: &Catalogue, word: &str) -> Vec<String> {
    let number: Option<u32> = word.parse().ok();
    if let Some(number) = number {
        let closest = catalogue.katas.iter().min_by_key(|kata| kata.number.abs_diff(number));
        return closest
            .map(|kata| format!("{} ({})", kata.number, kata.slug))
            .into_iter()
            .collect();
    }
    let parts = catalogue.katas.iter().map(|kata| kata.part_name());
    let names = catalogue.katas.iter().map(|kata| kata.slug.as_str()).chain(parts);
    let mut scored: Vec<(f64, &str)> = names
        .map(|name| {
            let by_word = name.split('-').map(|part| strsim::jaro_winkler(part, word));
            (by_word.fold(strsim::jaro_winkler(name, word), f64::max), name)
        })
        .filter(|&(score, _)| score > 0.8)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.dedup_by_key(|&mut (_, name)| name);
    scored.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue() -> Catalogue {
        let folders = [
            "exercises/1-invariants/14-before-after",
            "exercises/2-failures/15-question-mark-midway",
            "exercises/2-failures/16-retire-rule",
            "exercises/2-failures/17-retire-all",
        ];
        Catalogue::read(&folders.map(|folder| (folder.to_owned(), String::new())), None)
    }

    fn numbers(words: &[&str]) -> Result<Vec<u32>, String> {
        let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        select(&catalogue(), &words)
            .map(|katas| katas.into_iter().map(|kata| kata.number).collect())
            .map_err(|unknown| unknown.to_string())
    }

    #[test]
    fn a_kata_has_many_names() {
        for word in ["16", "016", "retire-rule", "16-retire-rule", "Retire-R"] {
            assert_eq!(numbers(&[word]), Ok(vec![16]), "{word}");
        }
        assert_eq!(numbers(&["failures"]), Ok(vec![15, 16, 17]));
        assert_eq!(numbers(&["1-invariants"]), Ok(vec![14]));
    }

    #[test]
    fn the_order_is_that_of_the_workbook_and_each_comes_once() {
        assert_eq!(numbers(&["16", "14", "failures", "16"]), Ok(vec![14, 15, 16, 17]));
        assert_eq!(numbers(&[]), Ok(vec![14, 15, 16, 17]));
    }

    #[test]
    fn a_wrong_name_says_what_is_near() {
        let said = |word: &str| numbers(&[word]).expect_err(word);
        assert_eq!(
            said("retire-role"),
            "no kata or part is called \"retire-role\"; did you mean retire-rule or retire-all?"
        );
        assert_eq!(
            said("midwya"),
            "no kata or part is called \"midwya\"; did you mean question-mark-midway?"
        );
        assert_eq!(
            said("failure"),
            "no kata or part is called \"failure\"; did you mean failures?"
        );
        assert_eq!(said("99"), "no kata or part is called \"99\"; did you mean 17 (retire-all)?");
        assert_eq!(
            said("zzz"),
            "no kata or part is called \"zzz\"; `cargo xtask list` shows them all"
        );
        assert_eq!(
            said("retire"),
            "\"retire\" could be retire-rule or retire-all; add a letter or two"
        );
    }
}
