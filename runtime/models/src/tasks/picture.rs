//! Pictures as models read them: decoded, brought to a size as Pillow does it, cut.

use image::{ImageFormat, ImageReader, Limits};

use crate::tensor::{Tensor, TensorError};

/// The longest side of a picture that is decoded, in pixels: what a small file unfolds into is bounded.
const LONGEST_SIDE: u32 = 16_384;

/// A picture in red, green and blue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Three numbers for each pixel, row by row.
    pub(super) pixels: Vec<u8>,
}

/// How the pixels of a picture are mixed when its size changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filter {
    Nearest,
    Lanczos,
    Bilinear,
    Bicubic,
    Box,
}

impl Picture {
    /// Decodes a PNG or JPEG file. What is transparent is seen on black, as Pillow's `convert("RGB")` has it.
    ///
    /// # Errors
    /// When it is neither, is damaged or too large; the text says which.
    pub fn decode(bytes: &[u8]) -> Result<Self, String> {
        let reader = ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format();
        let mut reader = reader.map_err(|error| error.to_string())?;
        if !matches!(reader.format(), Some(ImageFormat::Png | ImageFormat::Jpeg)) {
            return Err("this is no PNG or JPEG picture".into());
        }
        let mut limits = Limits::default();
        limits.max_image_width = Some(LONGEST_SIDE);
        limits.max_image_height = Some(LONGEST_SIDE);
        reader.limits(limits);
        let picture = reader
            .decode()
            .map_err(|error| format!("this picture cannot be read: {error}"))?;
        let picture = picture.into_rgb8();
        Ok(Self {
            width: picture.width() as usize,
            height: picture.height() as usize,
            pixels: picture.into_raw(),
        })
    }

    /// The picture in a tensor of shape [height, width, 3] or [height, width]: whole numbers from 0 to 255, or
    /// fractions from 0 to 1.
    ///
    /// # Errors
    /// When the shape is another one.
    pub fn of(tensor: &Tensor) -> Result<Self, String> {
        let (height, width, channels) = match *tensor.shape() {
            [height, width] => (height, width, 1),
            [height, width, channels @ (1 | 3)] => (height, width, channels),
            _ => {
                return Err(format!(
                    "a picture is a tensor of shape [height, width, 3] or [height, width], not {:?}",
                    tensor.shape()
                ));
            }
        };
        if tensor.is_empty() {
            return Err("a picture has at least one pixel".into());
        }
        let whole = if tensor.dtype().is_float() {
            255.0
        } else {
            1.0
        };
        let bytes = tensor
            .numbers()
            .map(|number| (number.float() * whole).round().clamp(0.0, 255.0) as u8);
        let copies = 3 / channels;
        let pixels = bytes
            .flat_map(|byte| std::iter::repeat_n(byte, copies))
            .collect();
        Ok(Self {
            width,
            height,
            pixels,
        })
    }

    /// Its width and height in pixels.
    pub fn size(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    /// Its pixels as bytes of shape [height, width, 3].
    ///
    /// # Errors
    /// When a tensor cannot be so large.
    pub fn tensor(&self) -> Result<Tensor, TensorError> {
        Tensor::from_u8(&[self.height, self.width, 3], self.pixels.clone())
    }

    /// The picture in another size, smoothly.
    #[must_use]
    pub fn resized(&self, width: usize, height: usize) -> Self {
        self.resize(width, height, Filter::Bilinear)
    }

    /// The picture in another size, with the same rounding as Pillow's.
    pub(super) fn resize(&self, width: usize, height: usize, filter: Filter) -> Self {
        if (width, height) == (self.width, self.height) {
            return self.clone();
        }
        if filter == Filter::Nearest {
            return self.nearest(width, height);
        }
        // Pillow begins with the direction that makes the picture smaller, and rounds in between.
        if height * self.width < width * self.height {
            self.higher(height, filter).wider(width, filter)
        } else {
            self.wider(width, filter).higher(height, filter)
        }
    }

    fn wider(&self, width: usize, filter: Filter) -> Self {
        if width == self.width {
            return self.clone();
        }
        let across = taps(self.width, width, filter);
        let mut pixels = Vec::with_capacity(width * self.height * 3);
        for row in self.pixels.chunks_exact(self.width * 3) {
            for tap in &across {
                for channel in 0..3 {
                    pixels.push(tap.mix(|at| row[at * 3 + channel]));
                }
            }
        }
        Self {
            width,
            height: self.height,
            pixels,
        }
    }

    fn higher(&self, height: usize, filter: Filter) -> Self {
        if height == self.height {
            return self.clone();
        }
        let row = self.width * 3;
        let mut pixels = Vec::with_capacity(row * height);
        for tap in &taps(self.height, height, filter) {
            for column in 0..row {
                pixels.push(tap.mix(|at| self.pixels[at * row + column]));
            }
        }
        Self {
            width: self.width,
            height,
            pixels,
        }
    }

    fn nearest(&self, width: usize, height: usize) -> Self {
        let mut pixels = Vec::with_capacity(width * height * 3);
        for row in 0..height {
            let from = ((row * 2 + 1) * self.height / (height * 2)).min(self.height - 1);
            for column in 0..width {
                let at = ((column * 2 + 1) * self.width / (width * 2)).min(self.width - 1);
                let start = (from * self.width + at) * 3;
                pixels.extend_from_slice(&self.pixels[start..start + 3]);
            }
        }
        Self {
            width,
            height,
            pixels,
        }
    }

    /// The middle of the picture; what lies beyond its edges is black.
    pub(super) fn center(&self, width: usize, height: usize) -> Self {
        let mut pixels = vec![0; width * height * 3];
        // Rounded as transformers rounds: down where the picture is larger, up where it is smaller.
        let offset = |own: usize, wanted: usize| -> i64 {
            match own >= wanted {
                true => ((own - wanted) / 2) as i64,
                false => -(((wanted - own).div_ceil(2)) as i64),
            }
        };
        let (top, left) = (offset(self.height, height), offset(self.width, width));
        for row in 0..height {
            for column in 0..width {
                let (y, x) = (row as i64 + top, column as i64 + left);
                if (0..self.height as i64).contains(&y) && (0..self.width as i64).contains(&x) {
                    let from = (y as usize * self.width + x as usize) * 3;
                    let to = (row * width + column) * 3;
                    pixels[to..to + 3].copy_from_slice(&self.pixels[from..from + 3]);
                }
            }
        }
        Self {
            width,
            height,
            pixels,
        }
    }
}

/// Which pixels one new pixel is mixed of, and how much of each, in Pillow's fixed point.
struct Tap {
    first: usize,
    weights: Vec<i64>,
}

/// How many bits of a weight are behind the point.
const BITS: u32 = 22;

impl Tap {
    fn mix(&self, pixel: impl Fn(usize) -> u8) -> u8 {
        let start = 1_i64 << (BITS - 1);
        let parts = self.weights.iter().enumerate();
        let sum = parts.map(|(at, weight)| weight * i64::from(pixel(self.first + at)));
        ((start + sum.sum::<i64>()) >> BITS).clamp(0, 255) as u8
    }
}

fn taps(from: usize, to: usize, filter: Filter) -> Vec<Tap> {
    let scale = from as f64 / to as f64;
    // A smaller picture is mixed of wider surroundings.
    let stretch = scale.max(1.0);
    let support = filter.support() * stretch;
    (0..to)
        .map(|at| {
            let center = (at as f64 + 0.5) * scale;
            let first = ((center - support + 0.5) as i64).max(0) as usize;
            let last = ((center + support + 0.5) as usize).min(from);
            let weight = |pixel: usize| filter.weight((pixel as f64 - center + 0.5) / stretch);
            let weights: Vec<f64> = (first..last).map(weight).collect();
            let sum: f64 = weights.iter().sum();
            let fixed = |weight: &f64| (weight / sum * f64::from(1 << BITS)).round() as i64;
            Tap {
                first,
                weights: weights.iter().map(fixed).collect(),
            }
        })
        .collect()
}

impl Filter {
    fn support(self) -> f64 {
        match self {
            Self::Nearest | Self::Box => 0.5,
            Self::Bilinear => 1.0,
            Self::Bicubic => 2.0,
            Self::Lanczos => 3.0,
        }
    }

    fn weight(self, distance: f64) -> f64 {
        let x = distance.abs();
        match self {
            Self::Nearest | Self::Box => f64::from(u8::from(distance > -0.5 && distance <= 0.5)),
            Self::Bilinear => (1.0 - x).max(0.0),
            Self::Bicubic if x < 1.0 => (1.5 * x - 2.5) * x * x + 1.0,
            Self::Bicubic if x < 2.0 => -0.5 * (((x - 5.0) * x + 8.0) * x - 4.0),
            Self::Bicubic => 0.0,
            Self::Lanczos if x < 3.0 => sinc(x) * sinc(x / 3.0),
            Self::Lanczos => 0.0,
        }
    }
}

fn sinc(x: f64) -> f64 {
    let x = x * std::f64::consts::PI;
    if x == 0.0 { 1.0 } else { x.sin() / x }
}
