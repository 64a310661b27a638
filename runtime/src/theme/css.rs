//! A theme as rules that set the tokens of the page.

use std::{fmt::Write as _, path::PathBuf};

use super::{Color, Density, Mode, Palette, Radius, Theme, ThemeSettings, settings::RadiusName};

/// The page colors of the usual look: token, light, dark. As in `tokens.css`, which a test holds it to.
pub(super) const DEFAULTS: [(&str, &str, &str); 12] = [
    ("bg", "oklch(98.6% 0.003 270)", "oklch(17.5% 0.012 275)"),
    ("surface", "oklch(100% 0 0)", "oklch(21% 0.014 275)"),
    ("sunken", "oklch(95.8% 0.005 270)", "oklch(25% 0.016 275)"),
    ("line", "oklch(90.5% 0.008 270)", "oklch(31% 0.016 275)"),
    ("edge", "oklch(62% 0.018 270)", "oklch(57% 0.02 275)"),
    ("ink", "oklch(23% 0.02 272)", "oklch(93.5% 0.006 275)"),
    ("ink-2", "oklch(45% 0.02 272)", "oklch(75% 0.012 275)"),
    ("accent", "oklch(49% 0.2 287)", "oklch(76% 0.12 290)"),
    ("ok", "oklch(47% 0.11 155)", "oklch(79% 0.13 155)"),
    ("warn", "oklch(50% 0.11 70)", "oklch(82% 0.12 80)"),
    ("bad", "oklch(50% 0.18 25)", "oklch(76% 0.13 22)"),
    ("info", "oklch(49% 0.12 240)", "oklch(79% 0.1 235)"),
];

/// Text must be this much brighter or darker than what it stands on.
const TEXT: f64 = 4.5;
/// The borders of controls and the colors of data.
const SHAPE: f64 = 3.0;

/// Makes the rules of a theme that is complete.
pub(super) fn theme(whole: &ThemeSettings) -> Result<Theme, String> {
    let mut rules = String::new();
    let mut made = Theme::default();
    let palettes = [&whole.light, &whole.dark].map(|palette| palette.clone().unwrap_or_default());
    let [light, dark] = &palettes;
    let modes = [
        Colors::read(light, whole.accent.as_deref(), Mode::Light)?,
        Colors::read(dark, whole.accent.as_deref(), Mode::Dark)?,
    ];
    let (light, dark) = (&modes[0], &modes[1]);
    for (at, (token, ..)) in DEFAULTS.iter().enumerate() {
        if light.given[at] || dark.given[at] {
            pair(&mut rules, token, light.all[at], dark.all[at]);
        }
    }
    if modes.iter().any(|mode| mode.grounds_given()) {
        pair(&mut rules, "hover", light.hover(), dark.hover());
        pair(&mut rules, "track", light.track(), dark.track());
    }
    if modes.iter().any(Colors::accent_given) {
        let (day, night) = (light.of_accent(), dark.of_accent());
        for (name, day, night) in [
            ("accent-hover", day.hover, night.hover),
            ("on-accent", day.on, night.on),
            ("accent-soft", day.soft, night.soft),
            ("accent-ink", day.ink, night.ink),
        ] {
            pair(&mut rules, name, day, night);
        }
    }
    charts(&mut rules, whole, &modes)?;
    shapes(&mut rules, whole);
    let root = letters(&mut rules, whole, &mut made)?;
    made.mode = whole.mode.filter(|mode| *mode != Mode::System);
    for (mode, name) in modes.iter().zip(["light", "dark"]) {
        if made.mode.is_none_or(|only| only == mode.mode) {
            mode.look_for_faults(name, &mut made.warnings);
        }
    }
    if !rules.is_empty() || !root.is_empty() {
        // Twice, so that it counts more than the style sheet, wherever it stands.
        made.css = format!(
            "{}:root:root{{{root}{rules}}}{}",
            faces(&made.fonts),
            spacing(whole.density)
        );
    } else {
        made.css = spacing(whole.density);
    }
    Ok(made)
}

fn pair(rules: &mut String, token: &str, light: Color, dark: Color) {
    let _ = write!(rules, "--{token}:light-dark({light},{dark});");
}

/// The page colors of one mode, in the order of [`DEFAULTS`].
struct Colors {
    mode: Mode,
    all: [Color; 12],
    given: [bool; 12],
}

/// What follows from the accent.
struct Accent {
    hover: Color,
    on: Color,
    soft: Color,
    ink: Color,
}

impl Colors {
    fn read(palette: &Palette, accent: Option<&str>, mode: Mode) -> Result<Self, String> {
        let mut colors = Self {
            mode,
            all: [Color::WHITE; 12],
            given: [false; 12],
        };
        for (at, (token, light, dark)) in DEFAULTS.iter().enumerate() {
            let usual = if mode == Mode::Light { light } else { dark };
            let wanted = palette
                .token(token)
                .or(match (*token, &palette.accent, accent) {
                    ("accent", Some(own), _) => Some(("accent", own)),
                    ("accent", None, Some(both)) => Some(("accent", both)),
                    _ => None,
                });
            colors.given[at] = wanted.is_some();
            colors.all[at] = match wanted {
                Some((name, text)) => color(name, text)?,
                None => Color::parse(usual).expect("the usual colors are tested; this is a bug"),
            };
        }
        if colors.accent_given() {
            let grounds = [colors.of("bg"), colors.of("surface"), colors.of("sunken")];
            let at = place("accent");
            colors.all[at] = colors.all[at].readable(&grounds, TEXT);
        }
        Ok(colors)
    }

    fn of(&self, token: &str) -> Color {
        self.all[place(token)]
    }

    fn accent_given(&self) -> bool {
        self.given[place("accent")] || self.given[place("surface")]
    }

    fn grounds_given(&self) -> bool {
        self.given[place("surface")] || self.given[place("sunken")]
    }

    fn hover(&self) -> Color {
        self.of("surface").mixed(self.of("ink"), 0.05)
    }

    fn track(&self) -> Color {
        self.of("surface").mixed(self.of("ink"), 0.18)
    }

    fn of_accent(&self) -> Accent {
        let (accent, surface) = (self.of("accent"), self.of("surface"));
        let dark = self.mode == Mode::Dark;
        let soft = surface.mixed(accent, if dark { 0.2 } else { 0.1 });
        let away = if dark { Color::WHITE } else { self.of("ink") };
        Accent {
            hover: accent.mixed(away, 0.15),
            on: match accent.contrast(Color::WHITE) >= TEXT {
                true => Color::WHITE,
                false => Color::NIGHT,
            },
            ink: accent
                .mixed(away, 0.15)
                .readable(&[soft, surface, self.of("bg")], TEXT),
            soft,
        }
    }

    fn look_for_faults(&self, mode: &str, warnings: &mut Vec<String>) {
        let mut look = |token: &str, name: &str, ground: &str, on: &str, least: f64| {
            let contrast = self.of(token).contrast(self.of(ground));
            if contrast < least {
                warnings.push(format!(
                    "theme: `{name}` on `{on}` is hard to read on {mode} pages: the contrast is {contrast:.1}, and {least} is the least"
                ));
            }
        };
        for (ground, on) in [
            ("bg", "background"),
            ("surface", "surface"),
            ("sunken", "sunken"),
        ] {
            look("ink", "text", ground, on, TEXT);
            look("ink-2", "muted", ground, on, TEXT);
        }
        for (ground, on) in [("bg", "background"), ("surface", "surface")] {
            look("edge", "edge", ground, on, SHAPE);
            for token in ["accent", "ok", "warn", "bad", "info"] {
                look(token, token, ground, on, TEXT);
            }
        }
    }
}

fn place(token: &str) -> usize {
    let found = DEFAULTS.iter().position(|(name, ..)| *name == token);
    found.expect("only known tokens are asked for; this is a bug")
}

fn color(name: &str, text: &str) -> Result<Color, String> {
    Color::parse(text).ok_or_else(|| {
        format!("`{name}` must be a color such as `#5f40c9` or `oklch(49% 0.2 287)`, not `{text}`")
    })
}

/// The colors of series, each made visible on the surface of its mode.
fn charts(rules: &mut String, whole: &ThemeSettings, modes: &[Colors; 2]) -> Result<(), String> {
    let read = |palette: &Option<Palette>, mode: &Colors| -> Result<Vec<Color>, String> {
        let own = palette.as_ref().and_then(|palette| palette.charts.as_ref());
        let hues = own.or(whole.charts.as_ref()).into_iter().flatten().take(8);
        hues.map(|hue| Ok(color("charts", hue)?.readable(&[mode.of("surface")], SHAPE)))
            .collect()
    };
    let (light, dark) = (
        read(&whole.light, &modes[0])?,
        read(&whole.dark, &modes[1])?,
    );
    // Fewer than eight come round again.
    for at in 0..if light.is_empty() || dark.is_empty() {
        0
    } else {
        8
    } {
        let name = format!("d{}", at + 1);
        pair(rules, &name, light[at % light.len()], dark[at % dark.len()]);
    }
    Ok(())
}

fn shapes(rules: &mut String, whole: &ThemeSettings) {
    let radius = match whole.radius {
        None => None,
        Some(Radius::Pixels(pixels)) => Some([pixels / 2.0, pixels, pixels * 1.5]),
        Some(Radius::Named(name)) => Some(match name {
            RadiusName::None => [0.0, 0.0, 0.0],
            RadiusName::Small => [2.0, 4.0, 6.0],
            RadiusName::Medium => [4.0, 8.0, 12.0],
            RadiusName::Large => [8.0, 12.0, 18.0],
            RadiusName::Full => [10.0, 18.0, 24.0],
        }),
    };
    for (at, pixels) in radius.into_iter().flatten().enumerate() {
        let _ = write!(rules, "--r-{}:{}px;", at + 1, pixels.clamp(0.0, 40.0));
    }
    if let Some(pixels) = whole.measure {
        let _ = write!(rules, "--measure:{}px;", pixels.clamp(320, 3000));
    }
}

/// How close things stand. Fingers need the same room in every theme.
fn spacing(density: Option<Density>) -> String {
    let (scale, control) = match density {
        None | Some(Density::Normal) => return String::new(),
        Some(Density::Compact) => (0.75, 30),
        Some(Density::Comfortable) => (1.25, 42),
    };
    let mut rules = String::new();
    for (at, pixels) in [8.0, 12.0, 16.0, 24.0, 32.0, 48.0].iter().enumerate() {
        let _ = write!(rules, "--s-{}:{}px;", at + 2, pixels * scale);
    }
    format!(":root:root{{{rules}}}@media (pointer:fine){{:root:root{{--control:{control}px}}}}")
}

/// The fonts and the size of text; gives what the root itself is told.
fn letters(rules: &mut String, whole: &ThemeSettings, made: &mut Theme) -> Result<String, String> {
    for (token, name, font) in [
        ("font", "font", &whole.font),
        ("heading", "heading_font", &whole.heading_font),
        ("mono", "code_font", &whole.code_font),
    ] {
        if let Some(font) = font {
            let _ = write!(rules, "--{token}:{};", family(name, font, &mut made.fonts)?);
        }
    }
    match whole.font_size {
        None => Ok(String::new()),
        // Text is 15 of the 16 pixels that browsers start with.
        Some(size) if (12.0..=22.0).contains(&size) => Ok(format!(
            "font-size:{}%;",
            (size / 15.0 * 1000.0).round() / 10.0
        )),
        Some(size) => Err(format!("`font_size` must be 12 to 22 pixels, not {size}")),
    }
}

fn family(name: &str, font: &str, files: &mut Vec<PathBuf>) -> Result<String, String> {
    const SANS: &str = "system-ui, \"Segoe UI\", Roboto, \"Helvetica Neue\", sans-serif";
    let is_file = [".woff2", ".woff", ".ttf", ".otf"]
        .iter()
        .any(|ending| font.ends_with(ending));
    Ok(match font {
        "inter" => format!("\"Inter Variable\", Inter, {SANS}"),
        "system" => SANS.into(),
        "serif" => "\"Iowan Old Style\", \"Palatino Linotype\", Palatino, Georgia, serif".into(),
        "mono" => "\"JetBrains Mono\", ui-monospace, \"SF Mono\", Consolas, monospace".into(),
        file if is_file => {
            let at = files.iter().position(|known| known.as_os_str() == file);
            let at = at.unwrap_or_else(|| {
                files.push(file.into());
                files.len() - 1
            });
            format!("\"theme font {at}\", {SANS}")
        }
        family
            if family
                .chars()
                .all(|c| c.is_alphanumeric() || " -_".contains(c))
                && !family.is_empty() =>
        {
            format!("\"{family}\", {SANS}")
        }
        other => {
            return Err(format!(
                "`{name}` must be inter, system, serif, mono, a font family or a font file beneath the app's folder, not `{other}`"
            ));
        }
    })
}

fn faces(fonts: &[PathBuf]) -> String {
    let face = |at: usize| {
        format!(
            "@font-face{{font-family:\"theme font {at}\";src:url(\"theme/font/{at}\");font-weight:100 900;font-display:swap}}"
        )
    };
    (0..fonts.len()).map(face).collect()
}
