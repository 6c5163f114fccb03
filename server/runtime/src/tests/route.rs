//! Paths and the templates that they may match.

use std::cmp::Ordering;

use super::{parts, told};
use crate::Shape;
use crate::route::{by_precedence, matches};

#[test]
fn a_path_matches_the_templates_of_its_segments() {
    for (template, path, does) in [
        ("/", "/", true),
        ("/a/b", "/a/b", true),
        ("/a/b", "/a/b/", true),
        ("/a/b", "/a", false),
        ("/a/b", "/a/b/c", false),
        ("/a/b", "/A/b", false),
        ("/ü", "/%C3%BC", true),
        ("/a/{x}", "/a/b", true),
        ("/a/{x}", "/a", false),
        ("/a/{x}", "/b/b", false),
        ("/{x}.json", "/a.json", true),
        ("/{x}.json", "/.json", false),
        ("/{x}.json", "/a.xml", false),
        ("/v{x}-{y}", "/v1-2", true),
        ("/v{x}-{y}", "/v1", false),
        ("/{x}-{y}", "/-1", false),
        ("/{x}-{y}", "/1-", false),
        ("/{x}-{y}", "/--ü", true),
        ("/{x}.json{y}.json", "/a.json.json", false),
        ("/{x", "/ab", false),
        ("/a", "/%FF", false),
    ] {
        assert_eq!(matches(template, path), does, "{template} {path}");
    }
}

#[test]
fn a_variable_takes_what_the_template_leaves_it() {
    for (template, path, x) in [
        ("/a/{x}/b", "/a/1/b", "1"),
        ("/{x}.{y}", "/a.b.c", "a.b"),
        ("/{x}.{y}", "/a..", "a"),
        ("/{y}-{x}-{z}", "/1-2-3-4", "3"),
        ("/{x}ab{y}", "/ababab", "ab"),
        ("/{y}.{x}", "/a.b.c", "c"),
        ("/{x}:run", "/a:b:run", "a:b"),
        ("/pre{x}", "/prefix", "fix"),
        ("/{x}", "/a%2Fb", "a/b"),
        ("//a//{x}", "/a/1", "1"),
    ] {
        let read = parts(template, path, &[]).path("x", Shape::String);
        assert_eq!(told(read), Ok(x.to_owned()), "{template} {path}");
    }
}

/// OpenAPI 3.1.1, section 4.8.8.2.
#[test]
fn concrete_templates_come_before_templated_ones() {
    let mut templates = [
        "/{a}/{b}",
        "/{a}/b",
        "/a/{b}.json",
        "/a/{b}",
        "/a/b",
        "/{a}.x/b",
    ];
    templates.sort_by(|a, b| by_precedence(a, b));
    let sorted = [
        "/a/b",
        "/a/{b}.json",
        "/a/{b}",
        "/{a}.x/b",
        "/{a}/b",
        "/{a}/{b}",
    ];
    assert_eq!(templates, sorted);
    assert_eq!(by_precedence("/a/{b}", "/a/{c}"), Ordering::Equal);
}
