//! The parts of a form (RFC 7578; RFC 2046, section 5.1).

use super::super::media;

pub struct Part<'b> {
    pub name: String,
    pub media_type: Option<String>,
    pub content: &'b [u8],
}

pub fn parts<'b>(body: &'b [u8], boundary: &str) -> Result<Vec<Part<'b>>, String> {
    let opening = format!("--{boundary}");
    let mut rest = match find(body, opening.as_bytes()) {
        Some(start) => &body[start + opening.len()..],
        None => return Err("the boundary is nowhere in the body".to_owned()),
    };
    let closing = format!("\r\n--{boundary}");
    let mut found = Vec::new();
    while !rest.starts_with(b"--") {
        rest = rest
            .strip_prefix(b"\r\n")
            .ok_or("a boundary is no line of its own")?;
        let end = find(rest, closing.as_bytes()).ok_or("the last boundary is missing")?;
        let part = &rest[..end];
        rest = &rest[end + closing.len()..];
        let head = find(part, b"\r\n\r\n").ok_or("a part has no end of its headers")?;
        let headers = String::from_utf8_lossy(&part[..head]);
        let header = |name: &str| {
            headers.lines().find_map(|line| {
                let (key, value) = line.split_once(':')?;
                key.trim()
                    .eq_ignore_ascii_case(name)
                    .then(|| value.trim().to_owned())
            })
        };
        let disposition = header("content-disposition").unwrap_or_default();
        let name = media::parameter(&disposition, "name");
        found.push(Part {
            name: name.ok_or("a part has no name")?,
            media_type: header("content-type"),
            content: &part[head + 4..],
        });
    }
    Ok(found)
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len())
        .position(|window| window == wanted)
}
