//! Builds, serves and checks the book of *Kept Promises*, over mdbook's own libraries.
//!
//! ```text
//! pages + catalogue + briefs → directives → mdbook → HTML        (build, serve, preprocess)
//! pages + briefs → facts → problems                              (test)
//! ```
//!
//! Text goes in and text comes out everywhere but in [`workbook`], [`render`], [`serve`] and the doors in [`check`].

pub mod problem;
pub mod tags;

pub mod markdown;

pub mod brief;
pub mod cards;
pub mod diagrams;
pub mod directives;
pub mod includes;

pub mod workbook;

pub mod preprocess;
pub mod render;

pub mod check;
pub mod serve;
