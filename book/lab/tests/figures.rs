//! Every figure of chapter 11, and its data, is what the lab measures. `UPDATE=1 cargo test -p lab`
//! writes them anew, and so does `cargo xtask lab --figures DIR`.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use lab::{figures, files, run};

/// Names and contents.
static FILES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let all = figures::all().into_iter().flat_map(|figure| {
        let results = run::run(&figure.plan(), run::all_cores(), &|| {});
        figure.files(&results).expect("plotters draws it")
    });
    all.collect()
});

/// Where a file of this name is kept.
fn place(name: &str) -> PathBuf {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = if name.ends_with(".csv") { "data" } else { "../src/images" };
    crate_folder.join(folder).join(name)
}

fn contents(kind: &str) -> impl Iterator<Item = &'static (String, String)> {
    FILES.iter().filter(move |(name, _)| name.ends_with(kind))
}

#[test]
fn the_books_figures_are_what_the_lab_measures() {
    for (name, content) in FILES.iter() {
        let path = place(name);
        if std::env::var_os("UPDATE").is_some() {
            files::write(&path, content).expect("the book's folders can be written to");
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        let differs = kept.lines().zip(content.lines()).find(|(kept, measured)| kept != measured);
        assert!(
            kept == *content,
            "{} is not what the lab measures; the first line that differs: {differs:?}",
            path.display()
        );
    }
}

#[test]
fn a_figure_can_stand_in_a_page() {
    for (name, content) in contents(".svg").chain(contents(".html")) {
        assert!(content.ends_with(">\n"), "{name} ends with its element and a newline");
        assert!(
            content.lines().all(|line| !line.trim().is_empty()),
            "{name} has an empty line, which ends the HTML in a Markdown file"
        );
        let stem = name.split('.').next().expect("a name");
        let ids = content.split(" id=\"").skip(1);
        for id in ids {
            assert!(id.starts_with(stem), "{name} has an id without its name: {}", &id[..20]);
        }
        for outside in ["http://", "https://", "url(", "@import"] {
            let found = content.replace("http://www.w3.org/2000/svg", "").contains(outside);
            assert!(!found, "{name} asks for something from outside: {outside}");
        }
    }
}

#[test]
fn a_chart_has_the_pages_colours_and_words_for_who_cannot_see_it() {
    for (name, content) in contents(".svg") {
        let (head, body) = content.split_once("</style>").expect("a style");
        assert!(head.contains("role=\"img\"") && head.contains("<title"), "{name}");
        assert!(head.contains("<desc"), "{name}");
        let opening = head.split('>').next().expect("the element");
        assert!(!opening.contains(" width=") && opening.contains("viewBox="), "{name}");
        for fixed in ["=\"#", "font-family", "font-size"] {
            assert!(!body.contains(fixed), "{name} has {fixed:?}, which is not the page's");
        }
    }
}

#[test]
fn the_explorer_has_data_for_each_of_its_settings() {
    let (_, html) = contents(".html").next().expect("the explorer");
    let start = "<script type=\"application/json\">";
    let (_, rest) = html.split_once(start).expect("data");
    let (json, _) = rest.split_once("</script>").expect("an end");
    let data: serde_json::Value = serde_json::from_str(json).expect("JSON");
    let length = |value: &serde_json::Value| value.as_array().map_or(0, Vec::len);
    let settings = length(&data["windows"]) * length(&data["calls"]);
    let values = data["values"].as_array().expect("values");
    assert_eq!((values.len(), length(&data["tops"])), (5, 5), "metrics");
    for metric in values {
        assert_eq!(length(metric), settings * 5, "boundaries at each setting");
    }
    assert_eq!(html.matches("<tr>").count(), 25, "five rows for each metric, without a script");
}
