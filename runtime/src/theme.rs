//! The look of an app: the `[theme]` of `mirror.toml`, as rules for the browser.
//!
//! A theme is a few tokens over another theme. Every page color comes in two, for light and dark
//! pages; what follows from the accent (its hover, its text, its soft ground) is computed so that
//! it can be read. The names of the tokens are those of `web-client/src/styles/tokens.css`.

mod color;
mod css;
mod settings;

use std::path::PathBuf;

use serde_json::{Value, json};

pub use self::{
    color::Color,
    settings::{Density, Mode, Palette, Radius, ThemeSettings},
};

/// The themes that are built in, each a `[theme]` block of its own.
const BUILT_IN: [(&str, &str); 6] = [
    ("silver", include_str!("../themes/silver.toml")),
    ("paper", include_str!("../themes/paper.toml")),
    ("ink", include_str!("../themes/ink.toml")),
    ("moss", include_str!("../themes/moss.toml")),
    ("ocean", include_str!("../themes/ocean.toml")),
    ("ember", include_str!("../themes/ember.toml")),
];

/// The look of an app, ready for the browser.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Theme {
    /// Rules that set the tokens; empty for the usual look.
    pub css: String,
    /// The only mode it has, where it has one.
    pub mode: Option<Mode>,
    /// The font files that the rules name as `theme/font/N`, beneath the app's folder.
    pub fonts: Vec<PathBuf>,
    /// What is hard to read in it, for the log.
    pub warnings: Vec<String>,
}

impl Theme {
    /// What the page is told of it; `None` for the usual look.
    pub fn props(&self) -> Option<Value> {
        let usual = self.css.is_empty() && self.mode.is_none();
        (!usual).then(|| json!({ "css": self.css, "mode": self.mode }))
    }

    /// The names of the built-in themes, the usual one first.
    pub fn names() -> [&'static str; 6] {
        BUILT_IN.map(|(name, _)| name)
    }

    /// Makes a theme of what an app asks for.
    ///
    /// # Errors
    /// When a base, a color or a font is none; the text says what would work.
    ///
    /// ```
    /// use mirror_runtime::theme::{Theme, ThemeSettings};
    /// let wanted = ThemeSettings { base: Some("moss".into()), ..ThemeSettings::default() };
    /// let theme = Theme::of(&wanted).unwrap();
    /// assert!(theme.css.contains("--accent"));
    /// ```
    pub fn of(wanted: &ThemeSettings) -> Result<Self, String> {
        let name = wanted.base.as_deref().unwrap_or("silver");
        let base = built_in(name)?;
        let whole = wanted.clone().over(base);
        css::theme(&whole)
    }
}

fn built_in(name: &str) -> Result<ThemeSettings, String> {
    let known = BUILT_IN.iter().find(|(known, _)| *known == name);
    match known {
        Some((_, text)) => {
            Ok(toml::from_str(text).expect("a built-in theme is tested; this is a bug"))
        }
        None => Err(match mirror_widgets::call::nearest(name, Theme::names()) {
            Some(near) => format!("no theme named `{name}`; did you mean `{near}`?"),
            None => format!(
                "no theme named `{name}`; there are `{}`",
                Theme::names().join("`, `")
            ),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<Theme, String> {
        Theme::of(&toml::from_str(text).expect("the settings can be read"))
    }

    #[test]
    fn the_usual_look_needs_no_rules() {
        assert_eq!(
            Theme::of(&ThemeSettings::default()).unwrap(),
            Theme::default()
        );
    }

    #[test]
    fn every_built_in_theme_can_be_read_by_everybody() {
        for name in Theme::names() {
            let theme = of(&format!("base = \"{name}\"")).unwrap();
            assert_eq!(theme.warnings, Vec::<String>::new(), "{name}");
            assert_eq!(theme.css.is_empty(), name == "silver", "{name}");
        }
    }

    #[test]
    fn an_accent_is_made_readable_in_both_modes() {
        let theme = of("accent = \"#ffd400\"").unwrap();
        let accent = theme.css.split("--accent:light-dark(").nth(1).unwrap();
        let (light, dark) = accent.split_once(',').unwrap();
        let light = Color::parse(light).unwrap();
        let dark = Color::parse(dark.split(')').next().unwrap()).unwrap();
        assert!(light.contrast(Color::WHITE) >= 4.5, "{light}");
        assert_eq!(dark.to_string(), "#ffd400");
        assert!(theme.warnings.is_empty());
    }

    #[test]
    fn what_is_hard_to_read_is_told() {
        let theme = of("[light]\ntext = \"#999999\"").unwrap();
        assert!(
            theme.warnings[0].contains("`text` on `background`")
                && theme.warnings[0].contains("light"),
            "{:?}",
            theme.warnings
        );
    }

    #[test]
    fn mistakes_name_what_would_work() {
        for (text, expected) in [
            ("base = \"mos\"", "did you mean `moss`?"),
            (
                "accent = \"reddish\"",
                "`accent` must be a color such as `#5f40c9`",
            ),
            ("charts = [\"#fff\", \"x\"]", "`charts` must be a color"),
            ("font = \"a;b{}\"", "`font` must be"),
            ("font_size = 90", "`font_size` must be 12 to 22 pixels"),
        ] {
            let error = of(text).unwrap_err();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn shapes_and_letters_become_tokens() {
        let theme = of("mode = \"dark\"\nradius = \"none\"\ndensity = \"compact\"\nfont = \"serif\"\nfont_size = 18\nmeasure = 900").unwrap();
        for rule in [
            "--r-2:0px",
            "--control:30px",
            "--font:",
            "font-size:120%",
            "--measure:900px",
        ] {
            assert!(theme.css.contains(rule), "{rule} in {}", theme.css);
        }
        assert_eq!(theme.mode, Some(Mode::Dark));
    }

    #[test]
    fn a_font_of_the_app_gets_an_address() {
        let theme = of("heading_font = \"fonts/brand.woff2\"").unwrap();
        assert_eq!(theme.fonts, [PathBuf::from("fonts/brand.woff2")]);
        assert!(theme.css.contains("url(\"theme/font/0\")"), "{}", theme.css);
    }

    #[test]
    fn the_defaults_are_those_of_the_web_client() {
        let tokens = include_str!("../../web-client/src/styles/tokens.css");
        for (token, light, dark) in css::DEFAULTS {
            let rule = format!("--{token}: light-dark({light}, {dark});");
            assert!(tokens.contains(&rule), "tokens.css says otherwise: {rule}");
        }
    }
}
