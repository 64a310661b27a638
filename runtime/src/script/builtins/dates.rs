//! Days and times, as the texts that date widgets give: `2026-01-31`, `2026-01-31T14:30`.

use mirror_widgets::{date::Date, moment::Moment, pattern::written};
use rhai::{FuncRegistration, Module};

use super::{Context, Outcome, Run, errors};

/// Registers them.
pub(super) fn register(module: &mut Module) {
    FuncRegistration::new("today")
        .set_into_module(module, |context: Context<'_>| -> Outcome<String> {
            Ok(Run::of(&context)?.now().date.iso())
        });
    FuncRegistration::new("local_now")
        .set_into_module(module, |context: Context<'_>| -> Outcome<String> {
            Ok(Run::of(&context)?.now().iso())
        });
    FuncRegistration::new("date_add").set_into_module(
        module,
        |context: Context<'_>, date: &str, days: i64| {
            located(&context, "date_add", added(date, days, "days"))
        },
    );
    FuncRegistration::new("date_add").set_into_module(
        module,
        |context: Context<'_>, date: &str, count: i64, unit: &str| {
            located(&context, "date_add", added(date, count, unit))
        },
    );
    FuncRegistration::new("days_between").set_into_module(
        module,
        |context: Context<'_>, from: &str, to: &str| {
            located(&context, "days_between", days_between(from, to))
        },
    );
    FuncRegistration::new("weekday").set_into_module(
        module,
        |context: Context<'_>, date: &str| -> Outcome<i64> {
            let weekday = moment(date).map(|moment| moment.date.weekday());
            located(&context, "weekday", weekday)
        },
    );
    FuncRegistration::new("format_date").set_into_module(
        module,
        |context: Context<'_>, date: &str, pattern: &str| -> Outcome<String> {
            let locale = Run::of(&context)?.0.locale;
            let text = moment(date).map(|moment| match pattern {
                "localized" => locale.moment(moment, date.len() > 10),
                _ => written(moment, pattern),
            });
            located(&context, "format_date", text)
        },
    );
}

fn located<T>(context: &Context<'_>, function: &str, result: Result<T, String>) -> Outcome<T> {
    result.map_err(|why| errors::at(context, format!("{function}: {why}")))
}

fn moment(text: &str) -> Result<Moment, String> {
    Moment::parse(text)
        .ok_or_else(|| format!("\"{text}\" is no date; a date is a text like \"2026-01-31\""))
}

/// A date so many units later; a time stays with it.
fn added(text: &str, count: i64, unit: &str) -> Result<String, String> {
    let from = moment(text)?;
    let date = match unit.trim_end_matches('s') {
        "day" => from.date.plus_days(count),
        "week" => count
            .checked_mul(7)
            .and_then(|days| from.date.plus_days(days)),
        "month" => from.date.plus_months(count),
        "year" => count
            .checked_mul(12)
            .and_then(|months| from.date.plus_months(months)),
        _ => {
            return Err(format!(
                "the unit must be \"days\", \"weeks\", \"months\" or \"years\", not \"{unit}\""
            ));
        }
    };
    let date = date.ok_or("the result is not within the years 1 to 9999")?;
    Ok(match text.len() {
        10 => date.iso(),
        _ => Moment { date, ..from }.iso(),
    })
}

fn days_between(from: &str, to: &str) -> Result<i64, String> {
    let day = |text| moment(text).map(|moment| Date::number(moment.date));
    Ok(day(to)? - day(from)?)
}

#[cfg(test)]
mod tests {
    use super::{added, days_between};

    #[test]
    fn a_time_stays_with_its_day() {
        for (from, count, unit, to) in [
            ("2026-01-31", 1, "days", "2026-02-01"),
            ("2026-01-31T14:30", -31, "day", "2025-12-31T14:30"),
            ("2026-01-31", 1, "month", "2026-02-28"),
            ("2024-02-29", 1, "year", "2025-02-28"),
            ("2026-01-31", 2, "weeks", "2026-02-14"),
        ] {
            assert_eq!(added(from, count, unit).as_deref(), Ok(to));
        }
        for (from, count, unit) in [
            ("soon", 1, "days"),
            ("9999-12-31", 1, "days"),
            ("2026-01-31", i64::MAX, "weeks"),
            ("2026-01-31", i64::MIN, "years"),
            ("2026-01-31", 1, "fortnight"),
        ] {
            assert!(added(from, count, unit).is_err(), "{from} {count} {unit}");
        }
    }

    #[test]
    fn days_are_counted_from_the_first_to_the_second() {
        assert_eq!(days_between("2026-01-31", "2026-03-01T08:00"), Ok(29));
        assert_eq!(days_between("2026-03-01", "2026-01-31"), Ok(-29));
    }
}
