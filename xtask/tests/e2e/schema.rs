//! Holds a JSON document against a JSON Schema: the few keywords that the report's schema uses, and no others.

use serde_json::Value;

/// What is wrong with `value` by `schema`; nothing where it is valid.
///
/// # Panics
///
/// When the schema uses a keyword that is not known here: then nothing would be checked.
pub fn violations(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    let keywords = schema.as_object().expect("a schema is an object");
    for (keyword, wanted) in keywords {
        match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" => {}
            "$ref" => {
                let name = wanted.as_str().and_then(|name| name.strip_prefix("#/$defs/"));
                let schema = &root["$defs"][name.expect("references stay in the document")];
                found.extend(violations(root, schema, value, at));
            }
            "type" => {
                let types = wanted.as_array().cloned().unwrap_or_else(|| vec![wanted.clone()]);
                if !types.iter().any(|name| is_a(value, name.as_str().unwrap_or_default())) {
                    found.push(format!("{at}: {value} is not {wanted}"));
                }
            }
            "const" if value != wanted => found.push(format!("{at}: {value} is not {wanted}")),
            "enum" if !wanted.as_array().is_some_and(|all| all.contains(value)) => {
                found.push(format!("{at}: {value} is not one of {wanted}"));
            }
            "const" | "enum" => {}
            "minimum" => {
                if value.as_f64() < wanted.as_f64() && value.is_number() {
                    found.push(format!("{at}: {value} is less than {wanted}"));
                }
            }
            "minLength" => {
                let length = value.as_str().map(|text| text.chars().count() as u64);
                if length < wanted.as_u64() && value.is_string() {
                    found.push(format!("{at}: {value} is too short"));
                }
            }
            "anyOf" => {
                let mut ways = wanted.as_array().into_iter().flatten();
                if !ways.any(|way| violations(root, way, value, at).is_empty()) {
                    found.push(format!("{at}: {value} is nothing of {wanted}"));
                }
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    found.extend(violations(root, wanted, item, &format!("{at}/{index}")));
                }
            }
            "required" => {
                let names = wanted.as_array().into_iter().flatten().filter_map(Value::as_str);
                let missing = names.filter(|name| value.is_object() && value.get(name).is_none());
                found.extend(missing.map(|name| format!("{at}: {name} is missing")));
            }
            "properties" => {
                for (name, schema) in wanted.as_object().into_iter().flatten() {
                    if let Some(inner) = value.get(name) {
                        found.extend(violations(root, schema, inner, &format!("{at}/{name}")));
                    }
                }
            }
            "additionalProperties" => {
                assert_eq!(wanted, false, "only `false` is known here");
                let known = |name: &&String| keywords["properties"].get(name.as_str()).is_none();
                let more = value.as_object().into_iter().flat_map(|object| object.keys());
                found.extend(more.filter(known).map(|name| format!("{at}: {name} is not known")));
            }
            other => panic!("the keyword {other:?} is not known here"),
        }
    }
    found
}

fn is_a(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("the type {other:?} is not known here"),
    }
}

#[test]
fn what_is_wrong_is_found() {
    let schema = serde_json::json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["a", "b"],
        "properties": {
            "a": { "type": ["string", "null"] },
            "b": { "type": "array", "items": { "enum": ["x", "y"] } },
            "c": { "anyOf": [{ "type": "null" }, { "$ref": "#/$defs/n" }] },
        },
        "$defs": { "n": { "type": "integer", "minimum": 1 } },
    });
    let of = |value: Value| violations(&schema, &schema, &value, "").len();
    assert_eq!(of(serde_json::json!({ "a": null, "b": ["x"], "c": 1 })), 0, "it is valid");
    assert_eq!(of(serde_json::json!({ "a": 1, "b": ["z"] })), 2, "a type and a word");
    assert_eq!(of(serde_json::json!({ "a": "", "c": 0 })), 2, "b is missing, c too small");
    assert_eq!(of(serde_json::json!({ "a": "", "b": [], "d": 0 })), 1, "d is not known");
}
