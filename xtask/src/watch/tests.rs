//! The screen without a terminal: what stands on it, and what keys lead to.

use super::*;

fn session() -> Session {
    let mut session = Session::default();
    session
        .go("7 count-words  Count words".to_owned(), "1-counting · implement · 5 min".to_owned());
    session
}

fn plain(rows: &[String]) -> Vec<String> {
    rows.iter()
        .map(|row| anstream::adapter::strip_str(row).to_string().trim_end().to_owned())
        .collect()
}

/// The body of a screen of 40 × 12, eight rows.
fn body(session: &mut Session) -> Vec<String> {
    let rows = plain(&session.rows(40, 12));
    assert_eq!(rows.len(), 12, "every row of the screen is drawn");
    rows[3..11].to_vec()
}

fn entries() -> Vec<Entry> {
    let entry = |number: u32, slug: &str, passes| Entry {
        slug: slug.to_owned(),
        number,
        part: if number < 3 { "1-counting" } else { "2-noticing" }.to_owned(),
        state: style::good(if passes { "passed, 2 tries" } else { "untouched" }),
        passes,
    };
    vec![entry(1, "words", true), entry(2, "lines", false), entry(3, "loss", false)]
}

#[test]
fn every_row_fits_at_every_size() {
    let mut session = session();
    session.ended(" ✗ 3 of 9 tests fail".repeat(4), &"word ".repeat(200));
    for (width, height) in [(80, 24), (40, 12), (20, 6), (1, 1), (300, 100)] {
        for over in 0..4 {
            match over {
                0 => session.over = None,
                1 => session.show(&help()),
                2 => session.show_list(List::new(entries(), "loss")),
                _ => session.ask("Really? ".repeat(20).trim(), vec![('y', "yes", Action::Undo)]),
            }
            for row in plain(&session.rows(width, height)) {
                assert!(row.chars().count() <= width, "{row:?} is wider than {width}");
            }
        }
        if height >= 6 {
            assert_eq!(session.rows(width, height).len(), height, "no row is left as it was");
        }
    }
}

#[test]
fn the_last_row_names_as_many_keys_as_fit_and_always_how_to_leave() {
    let keys = |width| anstream::adapter::strip_str(&keys(width)).to_string();
    assert_eq!(
        keys(80),
        " h hint  n next  l list  d diff  s solution  r run  x reset  ? help  q quit "
    );
    assert_eq!(keys(40), " h hint  n next  l list  ? help  q quit ");
    assert_eq!(keys(5), " ? help  q quit ");
}

#[test]
fn a_long_report_is_scrolled_and_says_how_much_is_below() {
    let mut session = session();
    let text: Vec<String> = (1..=20).map(|n| format!("line {n}")).collect();
    session.ended("failed".to_owned(), &text.join("\n"));
    assert_eq!(body(&mut session)[0], "line 1");
    assert_eq!(body(&mut session)[7], "↓ 13 lines below");
    session.hear(Key::Down);
    assert_eq!(body(&mut session)[0], "line 2");
    assert_eq!(body(&mut session)[7], "↑ 1 above  ↓ 12 below");
    session.hear(Key::End);
    assert_eq!(body(&mut session)[6], "line 20");
    assert_eq!(body(&mut session)[7], "↑ 13 lines above");
    session.hear(Key::Up);
    assert_eq!(
        body(&mut session)[6..],
        ["line 19", "↑ 12 above  ↓ 1 below"],
        "it was not past the end"
    );
    session.hear(Key::Home);
    session.hear(Key::Up);
    assert_eq!(body(&mut session)[0], "line 1");
    session.ended("failed".to_owned(), "short");
    assert_eq!(body(&mut session)[0], "short", "a new report is shown from its start");
}

#[test]
fn a_report_that_just_fits_has_nothing_below() {
    let mut session = session();
    session.ended("failed".to_owned(), &"x\n".repeat(8));
    assert_eq!(body(&mut session), ["x"; 8]);
}

#[test]
fn keys_lead_to_actions() {
    let mut session = session();
    for (key, action) in [
        ('h', Action::Hint { further: false }),
        ('n', Action::Next),
        ('l', Action::List),
        ('d', Action::Difference),
        ('s', Action::Solution { spoil: false }),
        ('r', Action::Again),
        ('q', Action::Quit),
    ] {
        assert_eq!(session.hear(Key::Char(key)), Some(action), "{key}");
    }
    for key in [Key::Char('z'), Key::Enter, Key::Escape, Key::Down] {
        assert_eq!(session.hear(key), None, "{key:?}");
    }
}

#[test]
fn the_next_hint_is_shown_only_where_hints_are_read() {
    let mut session = session();
    session.show_hints(vec!["one".to_owned()], 0);
    assert_eq!(session.hear(Key::Char('h')), Some(Action::Hint { further: true }));
    session.hear(Key::Escape);
    assert_eq!(session.hear(Key::Char('h')), Some(Action::Hint { further: false }));
}

#[test]
fn a_page_is_closed_before_the_screen_is_left() {
    let mut session = session();
    session.show("a page");
    assert_eq!(session.hear(Key::Char('q')), None);
    assert_eq!(session.hear(Key::Char('q')), Some(Action::Quit));
}

#[test]
fn a_save_closes_a_page_and_leaves_a_list() {
    let mut session = session();
    session.ended("failed".to_owned(), "the report");
    session.show("a page");
    session.saved();
    assert_eq!(body(&mut session)[0], "the report");
    session.show_list(List::new(entries(), "words"));
    session.saved();
    assert!(body(&mut session)[0].contains("filter"), "{:?}", body(&mut session));
}

#[test]
fn any_other_key_than_an_answer_is_a_no() {
    for (key, expected) in [
        (Key::Char('y'), Some(Action::Reset { tests: false })),
        (Key::Char('Y'), Some(Action::Reset { tests: false })),
        (Key::Char('t'), Some(Action::Reset { tests: true })),
        (Key::Char('n'), None),
        (Key::Char('q'), None),
        (Key::Enter, None),
        (Key::Escape, None),
    ] {
        let mut session = session();
        assert_eq!(session.hear(Key::Char('x')), None, "x asks first");
        assert_eq!(session.hear(key), expected, "{key:?}");
        assert_eq!(session.hear(Key::Char('n')), Some(Action::Next), "the question is gone");
    }
}

#[test]
fn the_list_is_filtered_by_letters_and_left_by_enter() {
    let mut session = session();
    let list = || List::new(entries(), "lines");
    session.show_list(list());
    assert_eq!(
        body(&mut session),
        [
            "  filter: █",
            "  1-counting  1 of 2 solved",
            "    1 words  passed, 2 tries",
            " ▸  2 lines  untouched",
            "  2-noticing  0 of 1 solved",
            "    3 loss   untouched",
            "",
            ""
        ]
    );
    assert_eq!(session.hear(Key::Down), None);
    assert_eq!(session.hear(Key::Enter), Some(Action::Go("loss".to_owned())));

    session.show_list(list());
    for letter in "Q untou".chars().skip(2) {
        assert_eq!(session.hear(Key::Char(letter)), None, "a letter filters");
    }
    assert_eq!(body(&mut session)[2], " ▸  2 lines  untouched", "the first that is left");
    session.hear(Key::Char('q'));
    assert!(body(&mut session)[1].contains("No kata has these letters"));
    assert_eq!(session.hear(Key::Enter), None, "there is nowhere to go");
    session.hear(Key::Backspace);
    assert!(body(&mut session)[2].contains("lines"), "and the list is still there");

    session.show_list(list());
    session.hear(Key::Up);
    session.hear(Key::Up);
    assert_eq!(session.hear(Key::Enter), Some(Action::Go("words".to_owned())));
    session.show_list(list());
    assert_eq!(session.hear(Key::Escape), None);
    assert_eq!(session.hear(Key::Char('n')), Some(Action::Next), "the list is gone");
}

#[test]
fn what_is_pointed_at_stays_in_sight() {
    let mut session = session();
    let many = |number: u32| Entry {
        slug: format!("kata-{number:02}"),
        number,
        part: "1-part".to_owned(),
        state: String::new(),
        passes: false,
    };
    session.show_list(List::new((1..=30).map(many).collect(), "kata-01"));
    for at in 1..=30 {
        let shown = body(&mut session).join("\n");
        assert!(shown.contains(&format!("▸ {at:>2} ")), "{shown}");
        session.hear(Key::Down);
    }
}

#[test]
fn a_check_tells_how_far_it_is() {
    let mut session = session();
    let mut status = |event| {
        session.progress(&event);
        plain(&session.rows(40, 12))[1].clone()
    };
    assert_eq!(status(Event::Building(1)), " … building");
    assert_eq!(status(Event::Compiled("words".to_owned())), " … building words");
    status(Event::Found(2));
    assert_eq!(status(Event::Built), " … testing");
    assert_eq!(status(Event::Tested), " … testing: 1 of 2 tests");
    assert_eq!(status(Event::Building(1)), " … building", "the next check counts anew");
    status(Event::Found(1));
    assert_eq!(status(Event::Tested), " … testing: 1 of 1 test");
}

#[test]
fn a_page_moves_by_what_is_seen_of_it() {
    let mut session = session();
    let text: Vec<String> = (1..=40).map(|n| format!("line {n}")).collect();
    session.ended("failed".to_owned(), &text.join("\n"));
    assert_eq!(body(&mut session)[6], "line 7");
    session.hear(Key::PageDown);
    assert_eq!(body(&mut session)[0], "line 7", "the last line of a page is the first of the next");
    session.hear(Key::PageUp);
    assert_eq!(body(&mut session)[0], "line 1");
    session.rows(40, 30);
    session.hear(Key::Char(' '));
    assert_eq!(plain(&session.rows(40, 30))[3], "line 16", "as far as there is anything below");
}

#[test]
fn a_later_hint_is_found_below_long_lines() {
    let mut session = session();
    let long = "word ".repeat(40);
    let lines = [&long, "second hint", "1", "2", "3", "4", "5", "6", "7"].map(str::to_owned);
    session.show_hints(lines.into(), 1);
    assert_eq!(body(&mut session)[0], "second hint");
    session.hear(Key::Up);
    assert!(body(&mut session)[0].starts_with("word"), "it moves from there");
}

#[test]
fn a_page_may_have_a_key_of_its_own() {
    let mut session = session();
    session.show_with("done", ('u', "bring it back", Action::Undo));
    assert_eq!(plain(&session.rows(40, 12))[11], " u bring it back  Esc back");
    assert_eq!(session.hear(Key::Char('u')), Some(Action::Undo));
    session.hear(Key::Escape);
    assert_eq!(session.hear(Key::Char('u')), None, "it has gone with the page");
}
