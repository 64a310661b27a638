//! The part of a file that a browser asks for: it seeks in sound and video, and pages through PDFs.

use std::ops::Range;

use axum::http::{HeaderMap, header};

/// What of so many bytes is to be sent.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All of them.
    Whole,
    /// A part of them.
    Part(Range<u64>),
    /// A part that there is not.
    Beyond,
}

/// What a request wants of `len` bytes whose version is `tag`. Several ranges at once, and what
/// cannot be understood, count as the whole: that is always a right answer.
pub(super) fn wanted(headers: &HeaderMap, tag: &str, len: u64) -> Wanted {
    let Some(range) = headers.get(header::RANGE) else {
        return Wanted::Whole;
    };
    // The rest of another version would not go with what the browser has.
    if headers
        .get(header::IF_RANGE)
        .is_some_and(|held| held != tag)
    {
        return Wanted::Whole;
    }
    let range = range.to_str().ok().and_then(|text| parse(text, len));
    match range {
        None => Wanted::Whole,
        Some(range) if range.is_empty() => Wanted::Beyond,
        Some(range) => Wanted::Part(range),
    }
}

/// One range of bytes; an empty one lies beyond the end.
fn parse(text: &str, len: u64) -> Option<Range<u64>> {
    let (first, last) = text.trim().strip_prefix("bytes=")?.trim().split_once('-')?;
    let number = |text: &str| -> Option<u64> {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        // A number too large for the counter lies beyond any end.
        digits.then(|| text.parse().unwrap_or(u64::MAX))
    };
    match (first, last) {
        ("", last) => Some(len.saturating_sub(number(last)?)..len),
        (first, "") => Some(number(first)?..len),
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            (first <= last).then(|| first..last.saturating_add(1).min(len))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(range: &str, if_range: Option<&'static str>) -> Wanted {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, range.parse().unwrap());
        if let Some(tag) = if_range {
            headers.insert(header::IF_RANGE, tag.parse().unwrap());
        }
        wanted(&headers, "\"v1\"", 1000)
    }

    #[test]
    fn a_part_is_cut_to_what_there_is() {
        for (range, part) in [
            ("bytes=0-0", 0..1),
            ("bytes=0-499", 0..500),
            ("bytes=500-", 500..1000),
            ("bytes=999-5000", 999..1000),
            ("bytes=-1", 999..1000),
            ("bytes=-5000", 0..1000),
            ("bytes=5-99999999999999999999999", 5..1000),
        ] {
            assert_eq!(ask(range, None), Wanted::Part(part), "{range}");
        }
    }

    #[test]
    fn beyond_the_end_there_is_nothing() {
        for range in [
            "bytes=1000-",
            "bytes=1000-2000",
            "bytes=-0",
            "bytes=99999999999999999999999-",
        ] {
            assert_eq!(ask(range, None), Wanted::Beyond, "{range}");
        }
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, "bytes=0-".parse().unwrap());
        assert_eq!(wanted(&headers, "\"v1\"", 0), Wanted::Beyond);
    }

    #[test]
    fn what_is_no_single_range_means_the_whole() {
        for range in [
            "bytes=0-1,5-6",
            "bytes=5-2",
            "bytes=-",
            "bytes=+1-2",
            "lines=1-2",
            "bytes=a-b",
            "",
        ] {
            assert_eq!(ask(range, None), Wanted::Whole, "{range}");
        }
        assert_eq!(wanted(&HeaderMap::new(), "\"v1\"", 9), Wanted::Whole);
    }

    #[test]
    fn a_part_of_another_version_is_not_sent() {
        assert_eq!(ask("bytes=5-9", Some("\"v1\"")), Wanted::Part(5..10));
        assert_eq!(ask("bytes=5-9", Some("\"v0\"")), Wanted::Whole);
        assert_eq!(ask("bytes=5-9", Some("W/\"v1\"")), Wanted::Whole);
    }
}
