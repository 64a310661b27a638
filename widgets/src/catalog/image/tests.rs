use crate::testing::{Stage, args};
use crate::{Arg, Drawn};
use serde_json::{Value, json};

const SVG: &str = "<svg viewBox=\"0 0 1 1\"><circle r=\"1\"/></svg>";
const WIDE: &str = "<svg width=\"200\" height=\"100\"/>";

#[test]
fn a_picture_comes_from_a_file_bytes_a_text_or_an_address() {
    let mut stage = Stage::default();
    stage
        .files
        .insert("a.png".into(), b"\x89PNG\r\n\x1a\n".to_vec());
    let src =
        |stage: &mut Stage, given| stage.props("image", given).unwrap()["images"][0]["src"].clone();
    assert_eq!(src(&mut stage, args!["a.png"]), "media/1");
    assert_eq!(src(&mut stage, args![SVG]), "media/2");
    for address in [
        "https://example.org/a.png",
        "http://example.org/a.png",
        "data:image/png;base64,AA==",
    ] {
        assert_eq!(src(&mut stage, args![address]), address);
    }
    let bytes = Arg::Bytes(b"GIF87a"[..].into());
    assert_eq!(src(&mut stage, (vec![bytes.clone()], vec![])), "media/3");
    let list = Arg::List(vec![bytes, json!(SVG).into()]);
    assert_eq!(src(&mut stage, (vec![list], vec![])), "media/4");
    let types: Vec<&str> = stage.media.iter().map(|(_, mime)| mime.as_str()).collect();
    assert_eq!(
        types,
        [
            "image/png",
            "image/svg+xml",
            "image/gif",
            "image/gif",
            "image/svg+xml"
        ]
    );
}

#[test]
fn every_option_arrives() {
    let mut stage = Stage::default();
    assert_eq!(
        stage
            .props(
                "image",
                args![
                    SVG,
                    "A dot",
                    200,
                    alt = "a black dot",
                    link = "https://example.org"
                ]
            )
            .unwrap(),
        json!({
            "images": [{
                "src": "media/1", "caption": "A dot", "alt": "a black dot",
                "width": 1, "height": 1, "link": "https://example.org"
            }],
            "width": 200
        })
    );
    let given = args![[SVG, SVG], ["one", "two"]];
    assert_eq!(
        stage.props("image", given).unwrap()["images"][1],
        json!({ "src": "media/3", "caption": "two", "alt": "two", "width": 1, "height": 1 })
    );
    assert_eq!(
        stage.props("image", args![SVG]).unwrap()["images"][0]["alt"],
        ""
    );
}

#[test]
fn pixels_become_pictures() {
    let mut stage = Stage::default();
    let gradient = json!([[0, 128, 255], [255, 128, 0]]);
    let props = stage.props("image", args![gradient]).unwrap();
    assert_eq!(
        props["images"][0],
        json!({ "src": "media/1", "alt": "", "width": 3, "height": 2 })
    );
    assert_eq!(stage.media[0].1, "image/png");
    let red = json!([[[255, 0, 0]]]);
    stage.draw("image", args![red, channels = "BGR"]).unwrap();
    let blue = crate::pixels_to_png(1, 1, 3, &[0, 0, 255]).unwrap();
    assert_eq!(&*stage.media[1].0, blue);
    stage
        .draw("image", args![red, output_format = "JPEG"])
        .unwrap();
    assert_eq!(stage.media[2].1, "image/jpeg");
    let two = stage
        .props("image", args![[red, gradient], ["one", "two"]])
        .unwrap();
    assert_eq!(two["images"].as_array().unwrap().len(), 2);
    let over = args![[[0.5, 1.5]], clamp = true];
    assert!(stage.draw("image", over).is_ok());
}

#[test]
fn a_picture_has_no_value_unless_its_clicks_are_wanted() {
    let mut stage = Stage::default();
    assert!(matches!(
        stage.draw("image", args![WIDE]),
        Ok(Drawn::Slot(_))
    ));
    assert!(stage.last().spec.is_none());
    assert!(matches!(
        stage.draw("image", args![WIDE, on_click = "ignore"]),
        Ok(Drawn::Slot(_))
    ));
    let wanted = args![WIDE, on_click = "rerun", key = "k"];
    assert_eq!(stage.value("image", wanted), Ok(Value::Null));
    assert_eq!(stage.last().props["clickable"], json!(true));
}

#[test]
fn a_click_is_told_in_pixels_of_the_picture() {
    let mut stage = Stage::default();
    let wanted = || args![WIDE, on_click = "rerun", key = "k"];
    stage.draw("image", wanted()).unwrap();
    let click =
        json!({ "index": 0, "x": 50, "y": 99, "nx": 0.25, "ny": 1.0, "width": 200, "height": 100 });
    // The server knows the size itself: what the browser says of it does not count.
    let sent = json!({ "index": 0, "nx": 0.25, "ny": 1.0, "width": 7, "height": 7 });
    assert_eq!(stage.send(sent), Ok(click.clone()));
    assert_eq!(stage.value("image", wanted()), Ok(click));
    for wrong in [
        json!({ "index": 1, "nx": 0.5, "ny": 0.5 }),
        json!({ "index": 0, "nx": 1.5, "ny": 0.5 }),
        json!({ "nx": "a", "ny": 0.5 }),
        json!(3),
    ] {
        assert!(stage.send(wrong.clone()).is_err(), "{wrong}");
    }
    let elsewhere = args!["https://example.org/a.png", on_click = "rerun", key = "e"];
    stage.draw("image", elsewhere).unwrap();
    let sent = json!({ "index": 0, "nx": 0.5, "ny": 0.5, "width": 640, "height": 480 });
    assert_eq!(stage.send(sent).unwrap()["x"], 320);
}

#[test]
fn boxes_and_masks_lie_on_top() {
    let mut stage = Stage::default();
    let given = args![
        WIDE,
        boxes = json!([{ "x": 1, "y": 2, "width": 3, "height": 4, "label": "cat" }]),
        masks = [[[0, 1], [1, 0]]]
    ];
    assert_eq!(
        stage.props("image", given).unwrap()["marks"],
        json!([{ "box": [1.0, 2.0, 3.0, 4.0], "label": "cat" }, { "mask": "media/2" }])
    );
}

#[test]
fn mistakes_are_named() {
    let mut stage = Stage::default();
    stage.files.insert("a.txt".into(), b"hello".to_vec());
    for (given, expected) in [
        (
            args![],
            "image: `image` is missing: give a path, an address, bytes or SVG text",
        ),
        (
            args!["no.png"],
            "image: `image`: there is no file `no.png` in the app's folder",
        ),
        (
            args!["a.txt"],
            "image: `image`: `a.txt`: this is no PNG, JPEG, GIF, WebP or SVG",
        ),
        (
            args![3],
            "image: `image` must be a path, an address, bytes or SVG text, not 3",
        ),
        (
            args![[SVG, SVG], "one"],
            "image: `caption` has 1 texts for 2 pictures; give one each",
        ),
        (
            args![[[1, 300]]],
            "image: `image`: pixels go from 0 to 255, and one is 300; give `clamp=true` to cut them",
        ),
        (
            args![SVG, on_click = "now"],
            "image: `on_click` must be \"ignore\" or \"rerun\", not \"now\"",
        ),
        (
            args![SVG, boxes = json!([{ "x": 1 }])],
            "image: `boxes`, item 0: a box needs `x`, `y`, `width` and `height`, or `xyxy=[x1, y1, x2, y2]`",
        ),
    ] {
        assert_eq!(stage.draw("image", given).unwrap_err(), expected);
    }
}

#[test]
fn a_link_leads_to_a_page_and_runs_nothing() {
    let mut stage = Stage::default();
    for fine in [
        "https://a.b/c",
        "HTTP://a",
        "mailto:a@b.c",
        "/x",
        "x?y=a:b",
        "#part",
    ] {
        assert!(
            stage.draw("image", args![SVG, link = fine]).is_ok(),
            "{fine}"
        );
    }
    for wrong in [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "//evil.example",
        "\\\\evil.example",
        "blob:x",
        "file:///etc/passwd",
    ] {
        assert!(
            stage.draw("image", args![SVG, link = wrong]).is_err(),
            "{wrong}"
        );
    }
}
