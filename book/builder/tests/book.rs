//! The real book, built into a temporary folder, by the library and by the command that mdbook's own program calls.

use std::fs;
use std::path::{Path, PathBuf};

use book::tags::attributes;
use book::workbook::Workbook;
use book::{preprocess, render};

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).expect("the crate is two folders below the root").to_owned()
}

#[test]
fn the_book_can_be_built_and_every_page_is_whole() {
    let dest = tempfile::tempdir().expect("a temporary folder");
    render::build(&root(), dest.path())
        .unwrap_or_else(|why| panic!("the book can't be built: {why}"));

    let workbook = Workbook::read(&root()).expect("the workbook is readable");
    let mut cards = 0;
    for path in workbook.pages.keys() {
        let built = dest.path().join(path).with_extension("html");
        let html = fs::read_to_string(&built)
            .unwrap_or_else(|error| panic!("{}: {error}", built.display()));
        let main = html
            .split("<main>")
            .nth(1)
            .and_then(|rest| rest.split("</main>").next())
            .unwrap_or_default();
        assert!(!main.contains("language-mermaid"), "{path} shows a diagram as text");
        // The one figure with a script has its figures as tables without it.
        let (before, figure) = main.split_once("id=\"lab-explorer\"").unwrap_or((main, ""));
        let (figure, after) = figure.rsplit_once("</script>").unwrap_or(("", figure));
        assert!(!before.contains("<script"), "{path} needs a script for its text");
        assert!(!after.contains("<script"), "{path} needs a script for its text");
        let tables = figure.split("<script").next().unwrap_or_default();
        assert!(figure.is_empty() || tables.contains("<table"), "{path} needs a script to be read");
        for served in ["/.serve/", "vscode:", "kata-copy", "kata-state"] {
            assert!(!html.contains(served), "{path} has {served}, which is for `book serve` alone");
        }
        let mut ids: Vec<&str> = attributes(main)
            .iter()
            .filter(|found| found.name == "id")
            .map(|found| found.value)
            .collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{path} has an id twice");
        cards += main.matches("class=\"kata-card\"").count();
    }
    let placed = workbook.catalogue.katas.iter().filter_map(|kata| kata.facts.as_ref().ok());
    let placed = placed.filter(|facts| {
        let page = workbook.stems.get(&facts.chapter).and_then(|path| workbook.pages.get(path));
        page.is_some_and(|text| book::directives::asks_for_katas(text))
    });
    assert_eq!(cards, placed.count(), "each kata whose page asks for it has one card");
}

#[test]
fn a_folder_with_other_things_in_it_is_left_alone() {
    let dest = tempfile::tempdir().expect("a temporary folder");
    let precious = dest.path().join("thesis.txt");
    xtask::files::write(&precious, b"precious").expect("a temporary folder can be written to");
    let why = render::build(&root(), dest.path()).expect_err("it must refuse");
    assert!(why.ends_with("holds something that is no built book, and building would remove it; name an empty or a new folder"));
    assert_eq!(fs::read(&precious).ok().as_deref(), Some(&b"precious"[..]));
}

#[test]
fn mdbooks_own_program_gets_the_same_pages() {
    let root = root();
    let input = format!(
        r##"[{{"root": {:?}, "config": {{"book": {{"title": "x"}}}}, "renderer": "html", "mdbook_version": "0.5.4"}},
            {{"items": [{{"Chapter": {{"name": "A", "content": "See {{{{#repo Cargo.toml}}}}.", "number": null, "sub_items": [],
              "path": "a.md", "source_path": "a.md", "parent_names": []}}}}]}}]"##,
        root.join("book")
    );
    let mut output = Vec::new();
    preprocess::external(input.as_bytes(), &mut output).expect("the input is mdbook's");
    let output = String::from_utf8(output).expect("JSON is UTF-8");
    assert!(output.contains("\"content\":\"See `Cargo.toml`.\""), "{output}");

    let why = preprocess::external("{}".as_bytes(), &mut Vec::new()).expect_err("this is no book");
    assert!(why.starts_with("what came in is not a book of mdbook 0.5"), "{why}");
}
