//! The public items of a source text, so that two can be compared. Reads tokens, not files.

use std::collections::BTreeSet;
use std::iter::Peekable;

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The public items of `source`, each as one line: signatures without bodies, attributes and comments; derives and
/// implemented traits; of a struct the public fields.
///
/// # Errors
///
/// When the text is not even made of Rust's tokens.
pub fn public_items(source: &str) -> Result<BTreeSet<String>, String> {
    let tokens: TokenStream = source.parse().map_err(|error| format!("{error}"))?;
    let mut items = BTreeSet::new();
    scan(tokens, "", &mut items);
    Ok(items)
}

fn scan(tokens: TokenStream, within: &str, items: &mut BTreeSet<String>) {
    let mut tokens = tokens.into_iter().peekable();
    while tokens.peek().is_some() {
        let derives = attributes(&mut tokens);
        let is_public = visibility(&mut tokens);
        let item: Vec<TokenTree> = take_item(&mut tokens);
        record(&item, is_public, &derives, within, items);
    }
}

/// Passes over attributes; returns the traits that they derive.
fn attributes(tokens: &mut Peekable<IntoIter>) -> Vec<String> {
    let mut derives = Vec::new();
    while tokens.next_if(|token| is_punct(token, '#')).is_some() {
        tokens.next_if(|token| is_punct(token, '!'));
        let Some(TokenTree::Group(group)) = tokens.next() else {
            continue;
        };
        let mut inner = group.stream().into_iter();
        if inner.next().is_some_and(|token| is_word(&token, "derive"))
            && let Some(TokenTree::Group(list)) = inner.next()
        {
            let list = list.stream().to_string();
            derives.extend(
                list.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()),
            );
        }
    }
    derives
}

/// Takes `pub`; what is `pub(crate)` or the like is not public.
fn visibility(tokens: &mut Peekable<IntoIter>) -> bool {
    if tokens.next_if(|token| is_word(token, "pub")).is_none() {
        return false;
    }
    let restricted =
        |token: &TokenTree| matches!(token, TokenTree::Group(group) if is_restriction(group));
    tokens.next_if(restricted).is_none()
}

/// `(crate)`, `(super)`, `(in path)`; not the fields of a tuple struct.
fn is_restriction(group: &Group) -> bool {
    let first = group.stream().into_iter().next();
    group.delimiter() == Delimiter::Parenthesis
        && first.is_some_and(|token| {
            ["crate", "super", "self", "in"].iter().any(|word| is_word(&token, word))
        })
}

/// Up to the `;` or the body that ends the item, that included.
fn take_item(tokens: &mut Peekable<IntoIter>) -> Vec<TokenTree> {
    let mut item = Vec::new();
    for token in tokens.by_ref() {
        let to_semicolon = item.first().is_some_and(|first| {
            ["use", "const", "static", "type"].iter().any(|word| is_word(first, word))
        }) && !item.get(1).is_some_and(|second| is_word(second, "fn"));
        let ends = match &token {
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace && !to_semicolon,
            TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        };
        item.push(token);
        if ends {
            break;
        }
    }
    item
}

fn record(
    item: &[TokenTree],
    is_public: bool,
    derives: &[String],
    within: &str,
    items: &mut BTreeSet<String>,
) {
    let Some((last, head)) = item.split_last() else {
        return;
    };
    let head: TokenStream = head.iter().cloned().collect();
    // Whether a parameter may be changed inside is nobody's business outside.
    let head = text(head).replace("(mut ", "(").replace(", mut ", ", ");
    let has = |word: &str| item.iter().any(|token| is_word(token, word));
    let body = match last {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
        _ => None,
    };
    let first = item.first().map(ToString::to_string).unwrap_or_default();
    match (first.as_str(), body) {
        ("impl", Some(_)) if has("for") => {
            items.insert(head);
        }
        ("impl", Some(body)) => scan(body, &head, items),
        ("mod", Some(body)) if is_public => scan(body, &head, items),
        _ if !is_public => {}
        ("struct", body) => {
            let shape = item.iter().find_map(|token| match token {
                TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                    Some(group.stream())
                }
                _ => None,
            });
            let head = head.split(['(', '{']).next().unwrap_or(&head).trim().to_owned();
            for field in public_fields(body.or(shape).unwrap_or_default()) {
                items.insert(format!("{head} . {field}"));
            }
            items.extend(derives.iter().map(|name| format!("derive {name} for {head}")));
            items.insert(head);
        }
        ("enum" | "trait" | "union", Some(body)) => {
            items.extend(derives.iter().map(|name| format!("derive {name} for {head}")));
            items.insert(format!("{head} {{ {} }}", text(body)));
        }
        _ => {
            let prefix = if within.is_empty() { String::new() } else { format!("{within} :: ") };
            items.insert(format!("{prefix}{head}"));
        }
    }
}

fn public_fields(fields: TokenStream) -> Vec<String> {
    let mut tokens = fields.into_iter().peekable();
    let mut public = Vec::new();
    while tokens.peek().is_some() {
        attributes(&mut tokens);
        let is_public = visibility(&mut tokens);
        let mut field = Vec::new();
        let mut depth = 0;
        while let Some(token) = tokens.next_if(|token| depth > 0 || !is_punct(token, ',')) {
            depth += i32::from(is_punct(&token, '<')) - i32::from(is_punct(&token, '>'));
            field.push(token);
        }
        tokens.next();
        if is_public {
            public.push(text(field.into_iter().collect()));
        }
    }
    public
}

/// The tokens as text, without attributes, which is where comments are.
fn text(tokens: TokenStream) -> String {
    without_attributes(tokens).to_string()
}

fn without_attributes(tokens: TokenStream) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut kept = Vec::new();
    while tokens.peek().is_some() {
        attributes(&mut tokens);
        match tokens.next() {
            Some(TokenTree::Group(group)) => {
                kept.push(Group::new(group.delimiter(), without_attributes(group.stream())).into());
            }
            Some(token) => kept.push(token),
            None => break,
        }
    }
    kept.into_iter().collect()
}

fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = r#"
        //! Inner.
        mod rule;
        pub use rule::{A, B};
        use std::fmt;
        /// Doc.
        #[derive(Debug, Clone)]
        pub struct Policy { /// Field.
            pub open: Vec<(u8, u8)>, closed: u8, pub(crate) half: u8 }
        pub struct Id(pub u8, u8);
        pub enum Kind { #[default] One, Two { a: u8 } }
        pub const LIMIT: usize = { 3 };
        pub trait Look { fn look(&self); }
        impl Policy {
            /// Doc.
            pub fn add(&mut self, rule: Rule) -> Result<(), Error> { body { nested } }
            pub const fn size(&self) -> usize { 1 }
            fn private(&self) {}
            pub(super) fn half(&self) {}
        }
        impl fmt::Display for Policy { fn fmt(&self) {} }
        fn helper() {}
    "#;

    fn items(source: &str) -> BTreeSet<String> {
        public_items(source).expect("these are tokens")
    }

    #[test]
    fn public_items_are_listed_and_nothing_else() {
        let all: Vec<String> = items(SOURCE).into_iter().collect();
        let has = |part: &str| all.iter().any(|item| item.contains(part));
        for part in [
            "use rule",
            "derive Clone for struct Policy",
            "open",
            "pub fn add",
            "size",
            "LIMIT",
            "trait Look",
            "impl fmt :: Display for Policy",
            "enum Kind",
            "struct Id . u8",
        ] {
            let part = part.strip_prefix("pub ").unwrap_or(part);
            assert!(has(part), "{part} is public: {all:#?}");
        }
        for part in ["closed", "half", "private", "helper", "nested", "Doc", "use std"] {
            assert!(!has(part), "{part} is not public: {all:#?}");
        }
    }

    #[test]
    fn bodies_comments_and_order_make_no_difference() {
        let one = "pub fn a(x: u8) -> u8 { todo!() } pub fn b() {}";
        let other = "/// Says it.\npub fn b() { 1 + 1; }\n#[inline]\npub fn a(x: u8) -> u8 { x }";
        assert_eq!(items(one), items(other));
        let changed_inside = items("impl P { pub fn a(mut self, mut x: &mut u8) {} }");
        assert_eq!(changed_inside, items("impl P { pub fn a(self, x: &mut u8) {} }"));
    }

    #[test]
    fn another_signature_or_one_more_function_does() {
        let before = items("impl P { pub fn a(&self) {} }");
        assert_ne!(before, items("impl P { pub fn a(&mut self) {} }"));
        assert_ne!(before, items("impl P { pub fn a(&self) {} pub fn b(&self) {} }"));
        assert_ne!(before, items("impl P { pub async fn a(&self) {} }"));
    }
}
