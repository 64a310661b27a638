import { firstOf, monthNames, monthOf, plusMonths, quickSpans, today, weekday, weekdayNames, weeks, weekStart } from './calendar';
import { dayNumber, isoDate } from './dates';
import { dateText, orderOf, readDate } from './typed-dates';
import { isoTime, readTime, timesOfDay, timeText } from './times';

const day = dayNumber;

test('a month is whole weeks, from the first day of the week there', () => {
  const february = weeks(monthOf(day('2026-02-10')), 0);
  expect(february.map((week) => isoDate(week[0]!))).toEqual(['2026-01-26', '2026-02-02', '2026-02-09', '2026-02-16', '2026-02-23']);
  expect(weeks(monthOf(day('2026-02-10')), 6).map((week) => isoDate(week[0]!))).toEqual(['2026-02-01', '2026-02-08', '2026-02-15', '2026-02-22']);
  expect(weekday(day('2026-02-02'))).toBe(0);
  expect(weekday(day('1969-12-28'))).toBe(6);
  expect([weekStart('de-DE'), weekStart('en-US'), weekStart('ar-EG')]).toEqual([0, 6, 5]);
});

test('months are moved to their end where they are shorter', () => {
  expect(isoDate(plusMonths(day('2026-01-31'), 1))).toBe('2026-02-28');
  expect(isoDate(plusMonths(day('2026-01-31'), -11))).toBe('2025-02-28');
  expect(isoDate(plusMonths(day('2024-02-29'), 12))).toBe('2025-02-28');
  expect(isoDate(firstOf(monthOf(day('0099-12-31'))))).toBe('0099-12-01');
});

test('names are those of the language', () => {
  expect(monthNames('long', 'de')[2]).toBe('März');
  expect(weekdayNames(6, 'long', 'en').at(0)).toBe('Sunday');
  expect(weekdayNames(0, 'long', 'fr').at(-1)).toBe('dimanche');
});

test('quick spans stay within the bounds', () => {
  const spans = (min?: number, max?: number) =>
    quickSpans(day('2026-03-15'), min, max).map(([name, [from, to]]) => `${name} ${isoDate(from)} ${isoDate(to)}`);
  expect(spans()).toEqual([
    'Today 2026-03-15 2026-03-15',
    'Last 7 days 2026-03-09 2026-03-15',
    'Last 30 days 2026-02-14 2026-03-15',
    'This month 2026-03-01 2026-03-31',
    'This year 2026-01-01 2026-12-31',
  ]);
  expect(spans(day('2026-03-20'), day('2026-04-30'))).toEqual(['This month 2026-03-20 2026-03-31', 'This year 2026-03-20 2026-04-30']);
});

test('today is where the browser is', () => {
  expect(isoDate(today(new Date(2026, 0, 31, 23, 59)))).toBe('2026-01-31');
});

test('a date is typed in many ways', () => {
  const read = (text: string, format = 'YYYY/MM/DD', language = 'en-US') => {
    const found = readDate(text, format, day('2026-11-20'), language);
    return found === null ? null : isoDate(found);
  };
  expect(read('2026/01/31')).toBe('2026-01-31');
  expect(read('2026-1-31')).toBe('2026-01-31');
  expect(read('20260131')).toBe('2026-01-31');
  expect(read('1/31/2026')).toBe('2026-01-31');
  expect(read('31.1.2026', 'YYYY/MM/DD', 'de-DE')).toBe('2026-01-31');
  expect(read('3/4/2026', 'DD/MM/YYYY')).toBe('2026-04-03');
  expect(read('3/4/2026', 'localized', 'en-GB')).toBe('2026-04-03');
  expect(read('3/4/2026', 'localized', 'en-US')).toBe('2026-03-04');
  expect(read('2026-04-03', 'DD/MM/YYYY')).toBe('2026-04-03');
  expect(read('31012026', 'DD.MM.YYYY')).toBe('2026-01-31');
  expect(read('310126', 'DD.MM.YYYY')).toBe('2026-01-31');
  expect(read('31.1.', 'DD.MM.YYYY')).toBe('2026-01-31');
  expect(read('31.1.85', 'DD.MM.YYYY')).toBe('1985-01-31');
  expect(read('31 Jan 2026')).toBe('2026-01-31');
  expect(read('Jan 31, 2026')).toBe('2026-01-31');
  expect(read('31. März 2026', 'DD.MM.YYYY', 'de-DE')).toBe('2026-03-31');
});

test('what is no date is none', () => {
  for (const text of ['', 'soon', '2026/02/30', '2026/13/01', '1', '123', '2026', '0/0/0', '1/2/3/4', '99999/01/01'])
    expect(readDate(text, 'YYYY/MM/DD', day('2026-11-20'), 'en-US'), text).toBeNull();
});

test('every day is read as it is written', () => {
  for (const format of ['YYYY/MM/DD', 'DD.MM.YYYY', 'MM-DD-YYYY', 'D/M/YYYY', 'localized'])
    for (const language of ['en-US', 'de-DE', 'ja-JP', 'en-GB', 'hu-HU'])
      for (let number = day('1999-12-20'); number < day('2027-01-10'); number += 17)
        expect(readDate(dateText(number, format, language), format, day('2026-11-20'), language)).toBe(number);
  expect([orderOf('localized', 'de-DE'), orderOf('localized', 'en-US'), orderOf('YYYY/MM/DD')]).toEqual(['dmy', 'mdy', 'ymd']);
});

test('a time is typed in many ways', () => {
  const read = (text: string) => {
    const found = readTime(text);
    return found === null ? null : isoTime(found);
  };
  const ways = { '14:30': '14:30', '1430': '14:30', '14.30': '14:30', '9': '09:00', '930': '09:30', '9am': '09:00', '12 AM': '00:00', '12:15 pm': '12:15', '2:30 p.m.': '14:30', '14h30': '14:30', '8 Uhr': '08:00', '14:30:59': '14:30' };
  for (const [text, iso] of Object.entries(ways)) expect(read(text), text).toBe(iso);
  for (const text of ['', 'noon', '24:00', '12:60', '13pm', '0am', '123456', '-1']) expect(read(text), text).toBeNull();
});

test('times are listed and read back', () => {
  expect(timesOfDay(480)).toEqual([0, 480, 960]);
  expect([timeText(0, '12h'), timeText(750, '12h'), timeText(870, '24h')]).toEqual(['12:00 AM', '12:30 PM', '14:30']);
  for (const format of ['24h', '12h', 'localized'] as const)
    for (const minute of timesOfDay(7)) expect(readTime(timeText(minute, format))).toBe(minute);
});
