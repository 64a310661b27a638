//! `pagination`: one page of many.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Host, Input, Param, WidgetError,
    call::{describe, named, place},
};

/// One page of many.
pub(crate) struct Pagination;

/// What the browser draws for the way through pages.
#[derive(Debug, Serialize, TS)]
pub(crate) struct PaginationProps {
    /// What is paged through, for those who cannot see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    label: Option<String>,
    /// How many pages there are.
    #[ts(type = "number")]
    pages: i64,
    /// How many of them have a button.
    max_visible_pages: u32,
}

impl Input for Pagination {
    const NAME: &'static str = "pagination";
    const DOC: &'static str = "One page of many: its number, counted from 1.";
    const PARAMS: &'static [Param] = &[
        place(
            "num_pages",
            "number",
            "",
            "How many pages there are; or give `items` and `per_page`.",
        ),
        named("default", "number", "1", "The page at the start."),
        named(
            "max_visible_pages",
            "number",
            "7",
            "How many pages have a button, the first and the last among them.",
        ),
        named("items", "number", "()", "How many items there are in all."),
        named("per_page", "number", "10", "How many items a page shows."),
        named(
            "label",
            "text",
            "()",
            "What is paged through; by default only screen readers hear that there are pages.",
        ),
    ];
    const VALUE: &'static str = "number";
    type Props = PaginationProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<(PaginationProps, Value), WidgetError> {
        let props = PaginationProps {
            label: args.text("label")?,
            pages: pages(args)?,
            max_visible_pages: args.count("max_visible_pages")?.unwrap_or(7).max(5),
        };
        let default = args.integer("default")?.unwrap_or(1);
        let default = Self::accept(&props, &default.into())
            .map_err(|why| args.error(format!("`default` {why}")))?;
        Ok((props, default))
    }

    fn accept(props: &PaginationProps, sent: &Value) -> Result<Value, String> {
        match sent.as_i64() {
            Some(page) if (1..=props.pages).contains(&page) => Ok(page.into()),
            _ => Err(format!(
                "must be a page between 1 and {}, not {}",
                props.pages,
                describe(sent)
            )),
        }
    }

    /// Where there are fewer pages than before, the last one is shown.
    fn fit(props: &PaginationProps, value: Value) -> Result<Value, String> {
        match value.as_i64() {
            Some(page) if page >= 1 => Ok(page.min(props.pages).into()),
            _ => Self::accept(props, &value),
        }
    }
}

/// How many pages there are; one is there even without items.
fn pages(args: &Args) -> Result<i64, WidgetError> {
    let at_least_one = |name: &str, number: i64| match number {
        1.. => Ok(number),
        _ => Err(args.error(format!("`{name}` must be 1 or more, not {number}"))),
    };
    match (args.integer("num_pages")?, args.integer("items")?) {
        (Some(pages), None) => at_least_one("num_pages", pages),
        (None, Some(items)) => {
            let size = at_least_one("per_page", args.integer("per_page")?.unwrap_or(10))?;
            if items < 0 {
                return Err(args.error(format!("`items` must be 0 or more, not {items}")));
            }
            Ok((items / size + i64::from(items % size > 0)).max(1))
        }
        (Some(_), Some(_)) => Err(args.error("give `num_pages` or `items`, not both")),
        (None, None) => Err(args.missing("num_pages", "a number, or `items` and `per_page`")),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::json;

    #[test]
    fn pages_are_counted_from_one() {
        let mut stage = Stage::default();
        assert_eq!(
            stage.props("pagination", args![12]).unwrap(),
            json!({ "pages": 12, "max_visible_pages": 7, "value": 1 })
        );
        assert_eq!(stage.send(json!(12)), Ok(json!(12)));
        for sent in [json!(0), json!(13), json!(1.5), json!(null)] {
            assert!(stage.send(sent).is_err());
        }
    }

    #[test]
    fn items_make_pages() {
        for (items, pages) in [(0, 1), (1, 1), (10, 1), (11, 2), (95, 10)] {
            let props = Stage::default()
                .props("pagination", args![items = items])
                .unwrap();
            assert_eq!(props["pages"], pages, "{items}");
        }
        let given = args![items = 95, per_page = 20, default = 5, label = "Runs"];
        assert_eq!(
            Stage::default().props("pagination", given).unwrap(),
            json!({ "label": "Runs", "pages": 5, "max_visible_pages": 7, "value": 5 })
        );
    }

    #[test]
    fn the_last_page_stands_in_for_one_that_is_gone() {
        let mut stage = Stage::default();
        stage.draw("pagination", args![9]).unwrap();
        stage.send(json!(9)).unwrap();
        assert_eq!(stage.value("pagination", args![4]), Ok(json!(4)));
    }

    #[test]
    fn mistakes_are_named() {
        let mut stage = Stage::default();
        for (given, expected) in [
            (
                args![],
                "pagination: `num_pages` is missing: give a number, or `items` and `per_page`",
            ),
            (args![0], "pagination: `num_pages` must be 1 or more, not 0"),
            (
                args![2, items = 3],
                "pagination: give `num_pages` or `items`, not both",
            ),
            (
                args![2, default = 3],
                "pagination: `default` must be a page between 1 and 2, not 3",
            ),
        ] {
            assert_eq!(stage.draw("pagination", given).unwrap_err(), expected);
        }
    }
}
