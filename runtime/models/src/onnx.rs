//! A look at an ONNX file's outline, so that a broken download is called by its name.
//!
//! An ONNX file is one protobuf message. Reading its outermost fields takes a few reads and no parsing of the
//! weights, and tells a file that was cut off from one that never was a model.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use crate::error::ModelError;

/// The field of the outermost message that holds the graph.
const GRAPH: u64 = 7;

/// Says whether the file looks like a whole ONNX model.
pub(crate) fn check_outline(path: &Path) -> Result<(), ModelError> {
    let not_onnx = |reason: &str| ModelError::NotOnnx {
        reason: reason.into(),
        path: path.into(),
    };
    let unreadable = |error: std::io::Error| ModelError::NotOnnx {
        reason: error.to_string(),
        path: path.into(),
    };
    let file = File::open(path).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    if size == 0 {
        return Err(not_onnx("it is empty"));
    }
    let truncated = |expected| ModelError::Truncated {
        expected,
        found: size,
        path: path.into(),
    };
    let mut reader = BufReader::with_capacity(512, file);
    let (mut position, mut graph) = (0, false);
    while position < size {
        let tag = varint(&mut reader, &mut position).ok_or_else(|| truncated(size + 1))?;
        match (tag >> 3, tag & 7) {
            (1..=64, 0) => {
                varint(&mut reader, &mut position).ok_or_else(|| truncated(size + 1))?;
            }
            (field @ 1..=64, 2) => {
                let length =
                    varint(&mut reader, &mut position).ok_or_else(|| truncated(size + 1))?;
                graph |= field == GRAPH;
                position = position.saturating_add(length);
                if position > size {
                    return Err(if graph {
                        truncated(position)
                    } else {
                        not_onnx("it begins with something else")
                    });
                }
                reader.seek(SeekFrom::Start(position)).map_err(unreadable)?;
            }
            _ => return Err(not_onnx("it begins with something else")),
        }
    }
    if graph {
        Ok(())
    } else {
        Err(not_onnx("it holds no graph"))
    }
}

/// Reads protobuf's variable-length number; `None` at the end of the file or where there is no such number.
fn varint(reader: &mut impl Read, position: &mut u64) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let mut byte = [0];
        reader.read_exact(&mut byte).ok()?;
        *position += 1;
        value |= u64::from(byte[0] & 0x7f) << shift;
        if byte[0] & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}
