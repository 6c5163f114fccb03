//! Changes to the bytes of a document.

use fastrand::Rng;

/// What means something to a reader of YAML or JSON, or to none.
const TOKENS: &[&[u8]] = &[
    b"&a ",
    b"*a",
    b"<<: *a\n",
    b"<<: ",
    b"\t",
    b"\r\n",
    b"\r",
    b"- ",
    b"? ",
    b": ",
    b"!!binary ",
    b"!!str ",
    b"!x ",
    b"|\n",
    b">-\n",
    b"%YAML 1.2\n",
    b"%TAG ! x\n",
    b"---\n",
    b"...\n",
    b"#",
    b" #",
    b"\"",
    b"'",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b"@",
    b"`",
    b"\0",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xff",
    b"\xc3",
    b"\xe2\x80\xa8",
    b"\xc2\x85",
    b"\xed\xa0\x80",
    b"\\u0000",
    b"\\ud800",
    b"\\",
    b"1e999",
    b"0x",
    b"0o8",
    b".inf",
    b".nan",
    b"~",
    b"null",
    b"yes",
    b"$ref",
    b"\n",
    b"\n  ",
    b"\n\n\n",
    b" ",
];

/// The text after some changes; `other` is where pieces come from.
pub fn changed(text: &str, other: &str, random: &mut Rng) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=random.usize(..4) {
        change(&mut bytes, other.as_bytes(), random);
    }
    bytes
}

fn change(bytes: &mut Vec<u8>, other: &[u8], random: &mut Rng) {
    if bytes.is_empty() {
        bytes.push(random.u8(..));
        return;
    }
    let at = random.usize(..bytes.len());
    let token = TOKENS[random.usize(..TOKENS.len())];
    match random.u8(..13) {
        0 => bytes.truncate(at),
        1 => bytes[at] = random.u8(..),
        2 => bytes[at] ^= 1 << random.u8(..8),
        3..6 => insert(bytes, at, token),
        6 => insert(bytes, 0, token),
        7 => {
            let end = (at + random.usize(..200)).min(bytes.len());
            bytes.drain(at..end);
        }
        8 => {
            let end = (at + random.usize(..400)).min(bytes.len());
            let piece = bytes[at..end].to_vec();
            let to = random.usize(..bytes.len());
            insert(bytes, to, &piece);
        }
        9 if !other.is_empty() => {
            let from = random.usize(..other.len());
            let end = (from + random.usize(..400)).min(other.len());
            insert(bytes, at, &other[from..end]);
        }
        10 => everywhere(bytes, b'\n', b"\r\n"),
        11 => {
            let times = [10, 1_000, 20_000][random.usize(..3)];
            insert(bytes, at, &token.repeat(times));
        }
        _ => lines(bytes, random),
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    bytes.splice(at..at, piece.iter().copied());
}

fn everywhere(bytes: &mut Vec<u8>, byte: u8, instead: &[u8]) {
    let before = std::mem::take(bytes);
    for found in before {
        if found == byte {
            bytes.extend(instead);
        } else {
            bytes.push(found);
        }
    }
}

/// An anchor at the end of a line, its alias at another's, or lines that
/// change places or their indentation.
fn lines(bytes: &mut Vec<u8>, random: &mut Rng) {
    let mut lines: Vec<Vec<u8>> = bytes
        .split(|byte| *byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    let (one, two) = (random.usize(..lines.len()), random.usize(..lines.len()));
    match random.u8(..4) {
        0 => lines.swap(one, two),
        1 => insert(&mut lines[one], 0, &b" ".repeat(random.usize(..5))),
        2 => {
            lines[one.min(two)].extend(b" &a");
            lines[one.max(two)].extend(b" *a");
        }
        _ => {
            let depth = lines[two].iter().take_while(|byte| **byte == b' ').count();
            lines[one.min(two)].extend(b" &a");
            let merge = [&b" ".repeat(depth)[..], b"<<: *a"].concat();
            lines.insert(one.max(two), merge);
        }
    }
    *bytes = lines.join(&b'\n');
}
