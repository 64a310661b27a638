//! Functions whose arguments come by place or by name: what a script gave, under the names of the parameters.

use std::{any::TypeId, sync::Arc};

use rhai::{
    Array, Dynamic, EvalAltResult, FuncRegistration, Map, Module, NativeCallContext, RhaiFunc,
};

use super::{convert, errors, frontend::Kw};

type Context<'a> = NativeCallContext<'a>;
type Failure = Box<EvalAltResult>;

/// The arguments of one call.
pub(super) struct Given<'a, 'c> {
    pub(super) context: &'a Context<'c>,
    function: &'static str,
    values: Map,
}

/// Registers a function. With `own` it is a method of values of that type, and gets the value.
/// Its parameters can be given by place, by name, or as a map of options at the end.
pub(super) fn function(
    module: &mut Module,
    name: &'static str,
    own: Option<TypeId>,
    params: &'static [&'static str],
    body: impl Fn(&Given<'_, '_>, &Dynamic) -> Result<Dynamic, Failure> + Send + Sync + 'static,
) {
    let body = Arc::new(body);
    let first = usize::from(own.is_some());
    // One more than there are parameters: the names of those given by name.
    for count in 0..=params.len() + 1 {
        let body = Arc::clone(&body);
        let call = move |context: Option<Context<'_>>, args: &mut [&mut Dynamic]| {
            let context = context
                .as_ref()
                .ok_or("a function needs the context of its call; this is a bug")?;
            // What is shared stays as it is; only the reference to it is copied.
            let mut args: Vec<Dynamic> = args.iter().map(|arg| (**arg).clone().flatten()).collect();
            let rest = args.split_off(first);
            let own = args.pop().unwrap_or(Dynamic::UNIT);
            body(&Given::sorted(context, name, params, rest)?, &own)
        };
        let mut types: Vec<TypeId> = own.into_iter().collect();
        types.extend(std::iter::repeat_n(TypeId::of::<Dynamic>(), count));
        let function = RhaiFunc::Pure {
            func: Arc::new(call),
            has_context: true,
            is_pure: true,
            is_volatile: true,
        };
        FuncRegistration::new(name).set_into_module_raw(module, types, function);
    }
}

impl<'a, 'c> Given<'a, 'c> {
    fn sorted(
        context: &'a Context<'c>,
        function: &'static str,
        params: &[&str],
        mut places: Vec<Dynamic>,
    ) -> Result<Self, Failure> {
        let by_name = match places.pop() {
            Some(last) if last.is::<Kw>() => last.cast::<Kw>().0,
            // A map in the first place is what the function is about.
            Some(last) if last.is_map() && !places.is_empty() => last.cast::<Map>(),
            Some(last) => {
                places.push(last);
                Map::new()
            }
            None => Map::new(),
        };
        errors::unknown_option(
            context,
            function,
            by_name.keys().map(|name| name.as_str()),
            params,
        )?;
        let mut values = by_name;
        if places.len() > params.len() {
            let most = params.len();
            return Err(errors::at(
                context,
                format!("{function}: takes {most} arguments at most"),
            ));
        }
        for (name, value) in params.iter().zip(places) {
            if values.insert((*name).into(), value).is_some() {
                return Err(errors::at(
                    context,
                    format!("{function}: `{name}` is given twice"),
                ));
            }
        }
        Ok(Self {
            context,
            function,
            values,
        })
    }

    /// An error at the place of the call.
    pub(super) fn error(&self, why: impl std::fmt::Display) -> Failure {
        errors::at(self.context, format!("{}: {why}", self.function))
    }

    /// An argument, unless it is missing or `()`.
    pub(super) fn value(&self, name: &str) -> Option<&Dynamic> {
        self.values.get(name).filter(|value| !value.is_unit())
    }

    /// An argument that must be there.
    pub(super) fn required(&self, name: &str, takes: &str) -> Result<&Dynamic, Failure> {
        self.value(name)
            .ok_or_else(|| self.error(format!("give `{name}`: {takes}")))
    }

    fn wrong(&self, name: &str, takes: &str, found: &Dynamic) -> Failure {
        self.error(format!(
            "`{name}` must be {takes}, not a {}",
            convert::name_of(found)
        ))
    }

    /// A whole number.
    pub(super) fn whole(&self, name: &str) -> Result<Option<i64>, Failure> {
        let whole = |value: &Dynamic| {
            value
                .as_int()
                .map_err(|_kind| self.wrong(name, "a whole number", value))
        };
        self.value(name).map(whole).transpose()
    }

    /// A whole number that is not below 1.
    pub(super) fn count(&self, name: &str) -> Result<Option<usize>, Failure> {
        let count = |count: i64| {
            let count = usize::try_from(count).ok().filter(|count| *count > 0);
            count.ok_or_else(|| self.error(format!("`{name}` must be 1 or more")))
        };
        self.whole(name)?.map(count).transpose()
    }

    /// A number.
    pub(super) fn number(&self, name: &str) -> Result<Option<f64>, Failure> {
        let number = |value: &Dynamic| {
            let float = value
                .as_float()
                .or_else(|_| value.as_int().map(|int| int as f64));
            float.map_err(|_kind| self.wrong(name, "a number", value))
        };
        self.value(name).map(number).transpose()
    }

    /// True or false.
    pub(super) fn flag(&self, name: &str, default: bool) -> Result<bool, Failure> {
        let flag = |value: &Dynamic| {
            value
                .as_bool()
                .map_err(|_kind| self.wrong(name, "true or false", value))
        };
        self.value(name).map_or(Ok(default), flag)
    }

    /// A text.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, Failure> {
        let text = |value: &Dynamic| {
            let text = value.clone().into_string();
            text.map_err(|_kind| self.wrong(name, "a text", value))
        };
        self.value(name).map(text).transpose()
    }

    /// A text or a list of texts, and whether it is a list.
    pub(super) fn texts(&self, name: &str) -> Result<Option<(Vec<String>, bool)>, Failure> {
        let Some(value) = self.value(name) else {
            return Ok(None);
        };
        if value.is_string() {
            return Ok(Some((vec![value.to_string()], false)));
        }
        let takes = "a text or a list of texts";
        let list = value.read_lock::<Array>();
        let list = list.ok_or_else(|| self.wrong(name, takes, value))?;
        let text = |item: &Dynamic| {
            item.clone()
                .into_string()
                .map_err(|_kind| self.wrong(name, takes, item))
        };
        let texts = list.iter().map(text).collect::<Result<_, _>>()?;
        Ok(Some((texts, true)))
    }

    /// A whole number or a list of them.
    pub(super) fn wholes(&self, name: &str) -> Result<Option<Vec<i64>>, Failure> {
        let Some(value) = self.value(name) else {
            return Ok(None);
        };
        if let Ok(one) = value.as_int() {
            return Ok(Some(vec![one]));
        }
        let takes = "a whole number or a list of them";
        let list = value.read_lock::<Array>();
        let list = list.ok_or_else(|| self.wrong(name, takes, value))?;
        let whole = |item: &Dynamic| item.as_int().map_err(|_kind| self.wrong(name, takes, item));
        list.iter().map(whole).collect::<Result<_, _>>().map(Some)
    }
}
