//! What the `[theme]` of `mirror.toml` may say.

use serde::{Deserialize, Serialize};

/// The `[theme]` of `mirror.toml`; anything may be left out.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThemeSettings {
    /// The theme it stands on: `silver`, `paper`, `ink`, `moss`, `ocean` or `ember`.
    pub base: Option<String>,
    /// Whether pages are light, dark, or as the person's system is.
    pub mode: Option<Mode>,
    /// The color of what can be acted on; made readable in both modes.
    pub accent: Option<String>,
    /// The colors of series in charts, up to eight.
    pub charts: Option<Vec<String>>,
    /// `inter`, `system`, `serif`, `mono`, a family, or a font file beneath the app's folder.
    pub font: Option<String>,
    /// The same for headings.
    pub heading_font: Option<String>,
    /// The same for code.
    pub code_font: Option<String>,
    /// The size of text in pixels.
    pub font_size: Option<f64>,
    /// How round corners are.
    pub radius: Option<Radius>,
    /// How close things stand.
    pub density: Option<Density>,
    /// How wide the column of a centered page is, in pixels.
    pub measure: Option<u32>,
    /// The colors of light pages.
    pub light: Option<Palette>,
    /// The colors of dark pages.
    pub dark: Option<Palette>,
}

/// Whether pages are light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// As the person's system is.
    System,
    /// Light, always.
    Light,
    /// Dark, always.
    Dark,
}

/// How round corners are.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Radius {
    /// In pixels, of a control.
    Pixels(f64),
    /// By name.
    Named(RadiusName),
}

/// How round corners are, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RadiusName {
    /// Square.
    None,
    /// Hardly.
    Small,
    /// The usual.
    Medium,
    /// Clearly.
    Large,
    /// As round as a pill.
    Full,
}

/// How close things stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Density {
    /// Much on one screen.
    Compact,
    /// The usual.
    Normal,
    /// Much air.
    Comfortable,
}

/// The colors of pages in one mode.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Palette {
    /// The color of what can be acted on.
    pub accent: Option<String>,
    /// Behind everything.
    pub background: Option<String>,
    /// Cards, fields and menus.
    pub surface: Option<String>,
    /// Code and wells.
    pub sunken: Option<String>,
    /// Hairlines.
    pub line: Option<String>,
    /// The borders of controls.
    pub edge: Option<String>,
    /// Text.
    pub text: Option<String>,
    /// Text that matters less.
    pub muted: Option<String>,
    /// Success.
    pub ok: Option<String>,
    /// Warnings.
    pub warn: Option<String>,
    /// Errors.
    pub bad: Option<String>,
    /// Notes.
    pub info: Option<String>,
    /// The colors of series in charts, up to eight.
    pub charts: Option<Vec<String>>,
}

impl ThemeSettings {
    /// These settings, and those of `base` where these say nothing.
    #[must_use]
    pub fn over(self, base: Self) -> Self {
        // A color for both modes counts more than one that the base has for each.
        let keep = |palette: Option<Palette>| {
            let mut palette = palette.unwrap_or_default();
            if self.accent.is_some() {
                palette.accent = None;
            }
            if self.charts.is_some() {
                palette.charts = None;
            }
            palette
        };
        let (light, dark) = (keep(base.light), keep(base.dark));
        Self {
            base: self.base,
            mode: self.mode.or(base.mode),
            accent: self.accent.or(base.accent),
            charts: self.charts.or(base.charts),
            font: self.font.or(base.font),
            heading_font: self.heading_font.or(base.heading_font),
            code_font: self.code_font.or(base.code_font),
            font_size: self.font_size.or(base.font_size),
            radius: self.radius.or(base.radius),
            density: self.density.or(base.density),
            measure: self.measure.or(base.measure),
            light: Some(self.light.unwrap_or_default().over(light)),
            dark: Some(self.dark.unwrap_or_default().over(dark)),
        }
    }
}

impl Palette {
    fn over(self, base: Self) -> Self {
        Self {
            accent: self.accent.or(base.accent),
            background: self.background.or(base.background),
            surface: self.surface.or(base.surface),
            sunken: self.sunken.or(base.sunken),
            line: self.line.or(base.line),
            edge: self.edge.or(base.edge),
            text: self.text.or(base.text),
            muted: self.muted.or(base.muted),
            ok: self.ok.or(base.ok),
            warn: self.warn.or(base.warn),
            bad: self.bad.or(base.bad),
            info: self.info.or(base.info),
            charts: self.charts.or(base.charts),
        }
    }

    /// The color of a token of `tokens.css`, with the name it has in settings.
    pub(super) fn token(&self, token: &str) -> Option<(&'static str, &str)> {
        let (name, color) = match token {
            "bg" => ("background", &self.background),
            "surface" => ("surface", &self.surface),
            "sunken" => ("sunken", &self.sunken),
            "line" => ("line", &self.line),
            "edge" => ("edge", &self.edge),
            "ink" => ("text", &self.text),
            "ink-2" => ("muted", &self.muted),
            "ok" => ("ok", &self.ok),
            "warn" => ("warn", &self.warn),
            "bad" => ("bad", &self.bad),
            "info" => ("info", &self.info),
            _ => return None,
        };
        Some((name, color.as_deref()?))
    }
}
