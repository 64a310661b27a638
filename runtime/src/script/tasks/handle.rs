//! A task as a script holds it, and the job as the task's function holds it.

use std::sync::Arc;

use rhai::{Dynamic, EvalAltResult, FuncRegistration, Module};

use super::task::{Stage, Task};
use crate::script::convert;

/// A task, as a script holds it.
#[derive(Clone)]
pub(in crate::script) struct TaskHandle(pub(in crate::script) Arc<Task>);

/// One beginning of a task, as its function holds it.
#[derive(Clone)]
pub(in crate::script) struct Job {
    task: Arc<Task>,
    attempt: u64,
}

impl Job {
    pub(super) fn new(task: &Arc<Task>, attempt: u64) -> Self {
        Self {
            task: Arc::clone(task),
            attempt,
        }
    }

    /// Says how far it is.
    pub(in crate::script) fn report(&self, progress: Option<f64>, text: Option<String>) {
        self.task.report(self.attempt, progress, text);
    }
}

/// Registers what both can do.
pub(super) fn register(module: &mut Module) {
    module.set_custom_type::<TaskHandle>("task");
    module.set_custom_type::<Job>("job");
    values(module);
    for (name, act) in [
        ("cancel", cancel as fn(&Arc<Task>)),
        ("start", Task::start),
        ("restart", Task::restart),
    ] {
        FuncRegistration::new(name)
            .set_into_module(module, move |task: &mut TaskHandle| act(&task.0));
    }
    job(module);
}

fn cancel(task: &Arc<Task>) {
    task.cancel();
}

fn values(module: &mut Module) {
    type Read = fn(&Task) -> Dynamic;
    let getters: [(&str, Read); 10] = [
        ("key", |task| task.key.as_str().into()),
        ("state", |task| task.now().stage.name().into()),
        ("progress", |task| {
            task.now().progress.unwrap_or_default().into()
        }),
        ("text", |task| task.now().text.as_str().into()),
        ("result", |task| task.now().result.clone()),
        ("error", |task| match &task.now().error {
            Some(error) => error.as_str().into(),
            None => Dynamic::UNIT,
        }),
        ("elapsed", |task| task.now().elapsed().as_secs_f64().into()),
        ("running", |task| task.now().stage.goes_on().into()),
        ("done", |task| (task.now().stage == Stage::Done).into()),
        ("place", |task| match task.place() {
            Some(place) => i64::try_from(place).unwrap_or(i64::MAX).into(),
            None => Dynamic::UNIT,
        }),
    ];
    for (name, read) in getters {
        FuncRegistration::new_getter(name)
            .set_into_module(module, move |task: &mut TaskHandle| read(&task.0));
    }
}

fn job(module: &mut Module) {
    type Outcome = Result<(), Box<EvalAltResult>>;
    FuncRegistration::new("progress").set_into_module(
        module,
        |job: &mut Job, value: Dynamic| -> Outcome {
            job.report(Some(share(&value)?), None);
            Ok(())
        },
    );
    FuncRegistration::new("progress").set_into_module(
        module,
        |job: &mut Job, value: Dynamic, text: &str| -> Outcome {
            job.report(Some(share(&value)?), Some(text.to_owned()));
            Ok(())
        },
    );
    FuncRegistration::new("say").set_into_module(module, |job: &mut Job, text: &str| {
        job.report(None, Some(text.to_owned()));
    });
    FuncRegistration::new_getter("key")
        .set_into_module(module, |job: &mut Job| job.task.key.clone());
    FuncRegistration::new_getter("cancelled")
        .set_into_module(module, |job: &mut Job| job.task.now().is_over(job.attempt));
}

/// How much is done, as `st.progress` takes it: whole numbers are percent, decimals are shares.
fn share(value: &Dynamic) -> Result<f64, Box<EvalAltResult>> {
    if let Ok(percent) = value.as_int() {
        return Ok(percent as f64 / 100.0);
    }
    match value.as_float() {
        Ok(share) if !share.is_nan() => Ok(share),
        _ => Err(format!(
            "progress: the value must be a number from 0 to 100, or from 0.0 to 1.0, not a {}",
            convert::name_of(value)
        )
        .into()),
    }
}
