//! The kinds of numbers, and how one becomes another.

use std::fmt;

use super::Data;

/// The kind of a tensor's numbers, from the narrowest to the widest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dtype {
    /// Truth values.
    Bool,
    /// Bytes.
    U8,
    /// 32-bit whole numbers.
    I32,
    /// 64-bit whole numbers.
    I64,
    /// 32-bit floats.
    F32,
    /// 64-bit floats.
    F64,
}

/// One number of a tensor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// A float.
    Float(f64),
    /// A whole number.
    Whole(i64),
    /// A truth value.
    Flag(bool),
}

impl Dtype {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::F32,
        Self::F64,
        Self::I64,
        Self::I32,
        Self::U8,
        Self::Bool,
    ];

    /// The name that numpy gives it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::U8 => "uint8",
            Self::I32 => "int32",
            Self::I64 => "int64",
            Self::F32 => "float32",
            Self::F64 => "float64",
        }
    }

    /// The kind with a name such as `float32`; `float` and `int` are the wide ones, as numpy has it.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "float" => Some(Self::F64),
            "int" => Some(Self::I64),
            name => Self::ALL.into_iter().find(|dtype| dtype.name() == name),
        }
    }

    /// Whether its numbers may have fractions.
    pub fn is_float(self) -> bool {
        self >= Self::F32
    }
}

impl fmt::Display for Dtype {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl Number {
    /// It as a float.
    pub fn float(self) -> f64 {
        match self {
            Self::Float(float) => float,
            Self::Whole(whole) => whole as f64,
            Self::Flag(flag) => f64::from(u8::from(flag)),
        }
    }

    /// Whether both are the same number, of whatever kind. Whole numbers are compared as such.
    pub(super) fn same_as(self, other: Self) -> bool {
        match (self, other) {
            (Self::Whole(a), Self::Whole(b)) => a == b,
            (a, b) => a.float() == b.float(),
        }
    }
}

macro_rules! number {
    ($($from:ty => $kind:ident;)*) => {$(
        impl From<$from> for Number {
            fn from(number: $from) -> Self {
                Self::$kind(number.into())
            }
        }
    )*};
}
number! { f32 => Float; f64 => Float; i64 => Whole; i32 => Whole; u8 => Whole; bool => Flag; }

/// A number that can become any kind.
pub(super) trait Element: Copy {
    fn float32(self) -> f32;
    fn float64(self) -> f64;
    fn whole(self) -> i64;
    fn truth(self) -> bool;
}

macro_rules! element {
    ($($kind:ty)*) => {$(
        impl Element for $kind {
            fn float32(self) -> f32 {
                self as f32
            }
            fn float64(self) -> f64 {
                self as f64
            }
            fn whole(self) -> i64 {
                self as i64
            }
            fn truth(self) -> bool {
                self != (0 as $kind)
            }
        }
    )*};
}
element! { f32 f64 i64 i32 u8 }

impl Element for bool {
    fn float32(self) -> f32 {
        u8::from(self).into()
    }
    fn float64(self) -> f64 {
        u8::from(self).into()
    }
    fn whole(self) -> i64 {
        self.into()
    }
    fn truth(self) -> bool {
        self
    }
}

/// The numbers as another kind.
pub(super) fn cast<T: Element>(values: &[T], dtype: Dtype) -> Data {
    let values = values.iter().copied();
    match dtype {
        Dtype::F32 => Data::F32(values.map(Element::float32).collect::<Vec<_>>().into()),
        Dtype::F64 => Data::F64(values.map(Element::float64).collect::<Vec<_>>().into()),
        Dtype::I64 => Data::I64(values.map(Element::whole).collect::<Vec<_>>().into()),
        Dtype::Bool => Data::Bool(values.map(Element::truth).collect::<Vec<_>>().into()),
        Dtype::I32 => {
            let narrow = |value: T| {
                let ends = i64::from(i32::MIN)..=i64::from(i32::MAX);
                value.whole().clamp(*ends.start(), *ends.end()) as i32
            };
            Data::I32(values.map(narrow).collect::<Vec<_>>().into())
        }
        Dtype::U8 => {
            let narrow = |value: T| value.whole().clamp(0, 255) as u8;
            Data::U8(values.map(narrow).collect::<Vec<_>>().into())
        }
    }
}
