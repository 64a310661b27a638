//! `model_3d`: a body in space to look at from all sides.

use serde::Serialize;
use serde_json::{Value, json};
use ts_rs::TS;

use crate::{
    Arg, Args, Display, Host, Param, WidgetError,
    call::{named, place},
    marks::color,
    media::{Kind, is_web},
};

/// A body in space.
pub(crate) struct Model3d;

/// What the browser draws for a body.
#[derive(Debug, Serialize, TS)]
pub(crate) struct Model3dProps {
    /// Its address.
    src: String,
    /// How it is written.
    #[ts(type = "\"glb\" | \"gltf\" | \"obj\" | \"stl\" | \"ply\"")]
    format: &'static str,
    /// How high the view is, in pixels.
    height: u32,
    /// How it is drawn at first.
    #[ts(type = "\"solid\" | \"wireframe\" | \"point_cloud\"")]
    display_mode: &'static str,
    /// The color behind it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    background: Option<String>,
    /// What it is, for those who do not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    alt: Option<String>,
}

const FORMATS: &[&str] = &["glb", "gltf", "obj", "stl", "ply"];
const KIND: Kind = Kind {
    param: "data",
    takes: "a path, the text of a model or its bytes",
    group: "",
    usual: "model/mesh",
};

impl Display for Model3d {
    const NAME: &'static str = "model_3d";
    const DOC: &'static str = "A body in space to look at from all sides: glTF, OBJ, STL or PLY.";
    const PARAMS: &'static [Param] = &[
        place(
            "data",
            "path, text or bytes",
            "",
            "The model: a `.glb`, `.gltf` (with everything in it), `.obj`, `.stl` or `.ply` of the app's folder, its text, or its bytes.",
        ),
        place(
            "height",
            "number",
            "400",
            "How high the view is, in pixels.",
        ),
        place(
            "display_mode",
            "\"solid\", \"wireframe\" or \"point_cloud\"",
            "\"solid\"",
            "How it is drawn at first; people can change it.",
        ),
        named(
            "background",
            "a color",
            "()",
            "The color behind it; by default that of the page.",
        ),
        named(
            "format",
            "\"glb\", \"gltf\", \"obj\", \"stl\" or \"ply\"",
            "()",
            "How it is written, where neither name nor content tell it.",
        ),
        named(
            "alt",
            "text",
            "()",
            "What it is, for those who do not see it.",
        ),
    ];
    type Props = Model3dProps;

    fn draw(args: &Args, host: &mut dyn Host) -> Result<Model3dProps, WidgetError> {
        let given = args
            .has("format")
            .then(|| args.choice("format", FORMATS))
            .transpose()?;
        let (src, told) = match args.arg("data") {
            Some(Arg::Value(Value::String(text))) if is_web(text) => {
                return Err(args.error("`data`: the page loads models from this server only; put the file into the app's folder"));
            }
            Some(Arg::Value(Value::String(text))) if text.contains('\n') => {
                let src = host.media(text.as_bytes().into(), KIND.usual);
                (src, by_content(text.as_bytes()))
            }
            Some(Arg::Value(Value::String(path))) => {
                let name = path.to_ascii_lowercase();
                let told = FORMATS
                    .iter()
                    .find(|format| name.ends_with(&format!(".{format}")));
                (KIND.read(args, host)?, told.copied())
            }
            Some(Arg::Bytes(bytes)) => (KIND.read(args, host)?, by_content(bytes)),
            _ => (KIND.read(args, host)?, None),
        };
        let Some(format) = given.or(told) else {
            return Err(
                args.error("the format is not known; give `format`: glb, gltf, obj, stl or ply")
            );
        };
        let background = args.text("background")?.map(|text| color(&json!(text)));
        let background = background.transpose();
        Ok(Model3dProps {
            src,
            format,
            height: args.count("height")?.unwrap_or(400),
            display_mode: args.choice("display_mode", &["solid", "wireframe", "point_cloud"])?,
            background: background.map_err(|why| args.error(format!("`background`: {why}")))?,
            alt: args.text("alt")?,
        })
    }
}

/// The format by how the content begins.
fn by_content(bytes: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let start = text.trim_start();
    let row = |mark: &str| text.lines().any(|line| line.trim_start().starts_with(mark));
    // The first 80 bytes of a binary STL mean nothing; then it has 50 for each of its triangles.
    let count = bytes
        .get(80..84)
        .and_then(|four| <[u8; 4]>::try_from(four).ok());
    let triangles = count.map(|four| u64::from(u32::from_le_bytes(four)));
    match () {
        () if bytes.starts_with(b"glTF") => Some("glb"),
        () if start.starts_with("ply") => Some("ply"),
        () if triangles.is_some_and(|count| bytes.len() as u64 == 84 + count * 50) => Some("stl"),
        () if start.starts_with("solid") => Some("stl"),
        () if start.starts_with('{') => Some("gltf"),
        () if row("v ") => Some("obj"),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::by_content;
    use crate::testing::{Stage, args};
    use serde_json::json;

    const OBJ: &str = "# a triangle\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n";

    #[test]
    fn every_option_arrives() {
        let mut stage = Stage::default();
        stage.files.insert("a/Duck.GLB".into(), b"glTF".to_vec());
        let given = args![
            "a/Duck.GLB",
            300,
            "wireframe",
            background = "#223",
            alt = "A duck"
        ];
        assert_eq!(
            stage.props("model_3d", given).unwrap(),
            json!({
                "src": "media/1", "format": "glb", "height": 300,
                "display_mode": "wireframe", "background": "#223", "alt": "A duck"
            })
        );
        let props = stage.props("model_3d", args![OBJ]).unwrap();
        assert_eq!(props["format"], "obj");
    }

    #[test]
    fn the_format_is_known_by_the_content() {
        let mut binary = vec![0; 80];
        binary.extend(1_u32.to_le_bytes());
        binary.extend([0; 50]);
        for (bytes, expected) in [
            (OBJ.as_bytes(), Some("obj")),
            (b"glTF\x02", Some("glb")),
            (b"ply\nformat ascii 1.0", Some("ply")),
            (b"solid x\nfacet", Some("stl")),
            (&binary, Some("stl")),
            (b"{\"asset\":{}}", Some("gltf")),
            (b"hello", None),
        ] {
            assert_eq!(by_content(bytes), expected);
        }
    }

    #[test]
    fn mistakes_are_named() {
        let mut stage = Stage::default();
        stage.files.insert("a.bin".into(), b"x".to_vec());
        for (given, expected) in [
            (
                args![],
                "model_3d: `data` is missing: give a path, the text of a model or its bytes",
            ),
            (
                args!["a.bin"],
                "model_3d: the format is not known; give `format`: glb, gltf, obj, stl or ply",
            ),
            (
                args!["https://a/b.glb"],
                "model_3d: `data`: the page loads models from this server only; put the file into the app's folder",
            ),
            (
                args![OBJ, display_mode = "x"],
                "model_3d: `display_mode` must be \"solid\", \"wireframe\" or \"point_cloud\", not \"x\"",
            ),
        ] {
            assert_eq!(stage.draw("model_3d", given).unwrap_err(), expected);
        }
    }
}
