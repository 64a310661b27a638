//! What `preprocessor_config.json` does to a picture before a model sees it.

use std::path::Path;

use serde_json::Value;

use super::picture::{Filter, Picture};
use super::text_model::task_file;
use crate::config::object;
use crate::error::ModelError;
use crate::tensor::{Tensor, TensorError};

/// Makes numbers of pictures.
pub(super) struct Processor {
    resize: Option<(Size, Filter)>,
    crop: Option<(usize, usize)>,
    scale: f64,
    mean: [f64; 3],
    deviation: [f64; 3],
}

/// Which size a picture is brought to.
enum Size {
    /// This width and height.
    Exact(usize, usize),
    /// Its shorter side to this length, its longer one to at most that.
    Shorter(usize, Option<usize>),
}

impl Processor {
    /// Reads the file in a model's folder.
    pub(super) fn read(folder: &Path) -> Result<Self, ModelError> {
        let path = task_file(folder, "preprocessor_config.json")?;
        let config = object(&path)?;
        let refuse = |reason: &str| ModelError::Config {
            file: "preprocessor_config.json".into(),
            reason: reason.into(),
            path: path.clone(),
        };
        let on = |name: &str, default: bool| config[name].as_bool().unwrap_or(default);
        let three = |name: &str, default: f64| -> Result<[f64; 3], ModelError> {
            if config[name].is_null() {
                return Ok([default; 3]);
            }
            let list = config[name]
                .as_array()
                .map(|list| list.iter().filter_map(Value::as_f64).collect::<Vec<_>>());
            let list = list.and_then(|list| <[f64; 3]>::try_from(list).ok());
            list.ok_or_else(|| refuse(&format!("`{name}` is no list of three numbers")))
        };
        let normalize = on("do_normalize", true);
        let mut resize = None;
        if on("do_resize", true) {
            let size = size(&config["size"])
                .ok_or_else(|| refuse("`size` has no height and width, and no `shortest_edge`"))?;
            // ConvNeXt's smaller pictures are made larger first, and then cut.
            let size = match (size, config["crop_pct"].as_f64()) {
                (Size::Shorter(side, _), Some(share)) if side < 384 => {
                    Size::Shorter((side as f64 / share) as usize, None)
                }
                (Size::Shorter(side, _), Some(_)) => Size::Exact(side, side),
                (size, _) => size,
            };
            let filter = filter(&config["resample"])
                .ok_or_else(|| refuse("`resample` is no filter that is known"))?;
            resize = Some((size, filter));
        }
        let cut = on("do_center_crop", false) || config["crop_pct"].is_number();
        let wanted = if config["crop_size"].is_null() {
            &config["size"]
        } else {
            &config["crop_size"]
        };
        let crop = match (cut, size(wanted)) {
            (false, _) => None,
            (true, Some(Size::Exact(width, height))) => Some((width, height)),
            (true, Some(Size::Shorter(side, _))) => Some((side, side)),
            (true, None) => return Err(refuse("`crop_size` has no height and width")),
        };
        Ok(Self {
            resize,
            crop,
            scale: match on("do_rescale", true) {
                true => config["rescale_factor"].as_f64().unwrap_or(1.0 / 255.0),
                false => 1.0,
            },
            mean: if normalize {
                three("image_mean", 0.5)?
            } else {
                [0.0; 3]
            },
            deviation: if normalize {
                three("image_std", 0.5)?
            } else {
                [1.0; 3]
            },
        })
    }

    /// The numbers of a picture, of shape [3, height, width].
    pub(super) fn numbers(&self, picture: &Picture) -> Result<Tensor, TensorError> {
        let mut picture = std::borrow::Cow::Borrowed(picture);
        if let Some((size, filter)) = &self.resize {
            let (width, height) = size.of(picture.width, picture.height);
            picture = std::borrow::Cow::Owned(picture.resize(width, height, *filter));
        }
        if let Some((width, height)) = self.crop {
            picture = std::borrow::Cow::Owned(picture.center(width, height));
        }
        let mut numbers = Vec::with_capacity(picture.pixels.len());
        for channel in 0..3 {
            let pixels = picture.pixels.iter().skip(channel).step_by(3);
            let (mean, deviation) = (self.mean[channel], self.deviation[channel]);
            numbers.extend(
                pixels.map(|pixel| ((f64::from(*pixel) * self.scale - mean) / deviation) as f32),
            );
        }
        Tensor::from_f32(&[3, picture.height, picture.width], numbers)
    }
}

impl Size {
    fn of(&self, width: usize, height: usize) -> (usize, usize) {
        match *self {
            Self::Exact(width, height) => (width, height),
            Self::Shorter(side, longest) => {
                let (short, long) = (width.min(height) as f64, width.max(height) as f64);
                let mut exact = side as f64;
                if let Some(longest) =
                    longest.filter(|longest| long / short * exact > *longest as f64)
                {
                    exact = longest as f64 * short / long;
                }
                let side = exact.round().max(1.0);
                let other = |ratio: f64| ((exact * ratio) as usize).max(1);
                match width <= height {
                    true => (side as usize, other(height as f64 / width as f64)),
                    false => (other(width as f64 / height as f64), side as usize),
                }
            }
        }
    }
}

/// A size as transformers writes it: a number, `height` and `width`, or `shortest_edge`.
fn size(value: &Value) -> Option<Size> {
    let whole = |value: &Value| {
        value
            .as_u64()
            .and_then(|side| usize::try_from(side).ok())
            .filter(|side| (1..=8192).contains(side))
    };
    if let Some(side) = whole(value) {
        return Some(Size::Exact(side, side));
    }
    match (whole(&value["width"]), whole(&value["height"])) {
        (Some(width), Some(height)) => Some(Size::Exact(width, height)),
        _ => Some(Size::Shorter(
            whole(&value["shortest_edge"])?,
            whole(&value["longest_edge"]),
        )),
    }
}

/// Pillow's numbers of filters.
fn filter(value: &Value) -> Option<Filter> {
    match value.as_u64() {
        None => Some(Filter::Bilinear),
        Some(0) => Some(Filter::Nearest),
        Some(1) => Some(Filter::Lanczos),
        Some(2) => Some(Filter::Bilinear),
        Some(3) => Some(Filter::Bicubic),
        Some(4) => Some(Filter::Box),
        Some(_) => None,
    }
}
