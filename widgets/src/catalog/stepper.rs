//! `stepper` and `walkthrough`: one step after the other, of which one is seen.

use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::{
    Args, Container, Host, Param, Props, WidgetError,
    call::{describe, named, place},
    opening::{BIND, ON_CHANGE, ON_CHANGE_ARGS},
    widget::object,
};

/// One step after the other. `GUIDED`: with buttons that lead back and forth.
pub(crate) struct Steps<const GUIDED: bool>;

/// What the browser draws for steps; each part has its `label`.
#[derive(Debug, Serialize, TS)]
pub(crate) struct StepperProps {
    /// The step somebody has come to: those up to it can be chosen.
    reached: u64,
    /// Whether buttons lead back and forth.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    buttons: Option<bool>,
    /// Takes no input.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    disabled: Option<bool>,
    /// Every step can be chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    free: Option<bool>,
    #[serde(skip)]
    #[ts(skip)]
    labels: Vec<String>,
    #[serde(skip)]
    #[ts(skip)]
    errors: Vec<u64>,
}

/// What the browser draws for one step.
#[derive(Debug, Serialize, TS)]
pub(crate) struct StepProps {
    /// What it is called, in Markdown.
    label: String,
    /// What stands inside is there only while it is open.
    lazy: bool,
    /// Whether something is wrong with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    error: Option<bool>,
    /// Whether it is seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    open: Option<bool>,
}

impl StepperProps {
    /// One past the last step: all of them are done.
    fn end(&self) -> u64 {
        self.labels.len() as u64
    }
}

impl<const GUIDED: bool> Container for Steps<GUIDED> {
    const NAME: &'static str = if GUIDED { "walkthrough" } else { "stepper" };
    const DOC: &'static str = if GUIDED {
        "One step after the other, with buttons that lead back and forth."
    } else {
        "One step after the other, of which one is seen; the script or a click leads to another."
    };
    const PARAMS: &'static [Param] = &[
        place(
            "steps",
            "list",
            "",
            "What the steps are called, in Markdown.",
        ),
        place(
            "value",
            "number",
            "0",
            "The step at the start, from 0. The script changes it through its key: `st.session_state.KEY += 1`; the number of steps means that all are done.",
        ),
        named(
            "error",
            "list",
            "[]",
            "The steps in which something is wrong, from 0.",
        ),
        named(
            "free",
            "true or false",
            "false",
            "Lets the person choose every step, not only those that were reached.",
        ),
        named(
            "disabled",
            "true or false",
            "false",
            "Lets only the script lead to another step.",
        ),
        ON_CHANGE,
        ON_CHANGE_ARGS,
        BIND,
    ];
    const VALUE: &'static str = "number";
    type Props = StepperProps;

    fn draw(args: &Args, _host: &mut dyn Host) -> Result<StepperProps, WidgetError> {
        crate::opening::Following::read(args)?;
        let labels = args
            .texts("steps")?
            .filter(|labels| !labels.is_empty())
            .ok_or_else(|| args.missing("steps", "a list with at least one name"))?;
        let start = args.integer("value")?.unwrap_or(0);
        let mut props = StepperProps {
            reached: 0,
            buttons: GUIDED.then_some(true),
            disabled: args.flag("disabled", false)?.then_some(true),
            labels,
            errors: Vec::new(),
            free: args.flag("free", false)?.then_some(true),
        };
        let place = |value: &Value, name: &str| match Self::fit(&props, value.clone()) {
            Ok(step) => Ok(step.as_u64().unwrap_or(0)),
            Err(why) => Err(args.error(format!("`{name}`: {why}"))),
        };
        let reached = place(&start.into(), "value")?;
        let errors = args.list("error")?.unwrap_or_default().iter();
        let errors = errors.map(|step| place(step, "error"));
        let errors = errors.collect::<Result<_, _>>()?;
        (props.reached, props.errors) = (reached, errors);
        Ok(props)
    }

    fn state(props: &StepperProps) -> Option<Value> {
        Some(props.reached.into())
    }

    fn accept(props: &StepperProps, sent: &Value) -> Result<Value, String> {
        let further = u64::from(props.buttons.is_some());
        let most = match props.free {
            Some(_) => props.end(),
            None => props.reached + further,
        };
        match Self::fit(props, sent.clone())?.as_u64() {
            Some(step) if step <= most => Ok(step.into()),
            _ => Err("that step was not reached yet".into()),
        }
    }

    fn fit(props: &StepperProps, state: Value) -> Result<Value, String> {
        match state.as_u64().filter(|step| *step <= props.end()) {
            Some(step) => Ok(step.into()),
            None => Err(format!(
                "a step is 0 to {}, not {}",
                props.end(),
                describe(&state)
            )),
        }
    }

    fn remember(props: &mut StepperProps, state: &Value, before: Option<Value>) -> Option<Value> {
        let before = before.and_then(|before| before.as_u64()).unwrap_or(0);
        let now = state.as_u64().unwrap_or(0);
        props.reached = now.max(before.min(props.end()));
        Some(props.reached.into())
    }

    fn parts(props: &StepperProps) -> Option<Vec<(&'static str, Props)>> {
        let part = |(at, label): (usize, &String)| {
            let step = StepProps {
                label: label.clone(),
                lazy: true,
                error: props.errors.contains(&(at as u64)).then_some(true),
                open: None,
            };
            ("step", object(&step))
        };
        Some(props.labels.iter().enumerate().map(part).collect())
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Stage, args};
    use serde_json::{Value, json};

    fn given() -> crate::testing::Given {
        args![["Data", "Model", "Train"], key = "wizard", error = [1]]
    }

    #[test]
    fn it_starts_at_the_first_step() {
        let mut stage = Stage::default();
        assert_eq!(
            stage.props("stepper", given()).unwrap(),
            json!({ "reached": 0, "key": "wizard", "value": 0 })
        );
        let parts = &stage.last().children;
        assert_eq!(
            json!(*parts[1].props),
            json!({ "label": "Model", "lazy": true, "error": true, "open": false })
        );
        assert_eq!(parts[0].props["open"], json!(true));
    }

    #[test]
    fn only_steps_that_were_reached_can_be_chosen() {
        let mut stage = Stage::default();
        stage.draw("stepper", given()).unwrap();
        assert_eq!(
            stage.send(json!(1)),
            Err("that step was not reached yet".into())
        );
        stage.write(json!(2));
        assert_eq!(
            stage.props("stepper", given()).unwrap()["reached"],
            json!(2)
        );
        assert_eq!(stage.send(json!(0)), Ok(json!(0)));
        let back = stage.props("stepper", given()).unwrap();
        assert_eq!((&back["value"], &back["reached"]), (&json!(0), &json!(2)));
        assert_eq!(stage.send(json!(2)), Ok(json!(2)));
    }

    #[test]
    fn a_walkthrough_goes_one_step_further_and_a_free_one_anywhere() {
        let mut stage = Stage::default();
        let walk = stage.props("walkthrough", args![["A", "B", "C"]]).unwrap();
        assert_eq!(walk["buttons"], Value::Bool(true));
        assert_eq!(stage.send(json!(1)), Ok(json!(1)));
        stage
            .draw("stepper", args![["A", "B"], free = true])
            .unwrap();
        assert_eq!(stage.send(json!(2)), Ok(json!(2)));
        assert_eq!(stage.send(json!(3)), Err("a step is 0 to 2, not 3".into()));
    }

    #[test]
    fn mistakes_are_named() {
        let mut stage = Stage::default();
        for (given, expected) in [
            (
                args![],
                "stepper: `steps` is missing: give a list with at least one name",
            ),
            (args![["A"], 2], "stepper: `value`: a step is 0 to 1, not 2"),
            (
                args![["A"], error = ["x"]],
                "stepper: `error`: a step is 0 to 1, not the text \"x\"",
            ),
        ] {
            assert_eq!(stage.draw("stepper", given).unwrap_err(), expected);
        }
    }
}
