import { afterEach, describe, expect, it, vi } from 'vitest';
import { dateText } from './typed-dates';
import { formatNumber, percentage } from './numbers';
import { parseNumber } from './parse-number';
import { dayNumber, formatDate } from './dates';
import { chooseLanguage } from './language';
import { size } from './uploads.svelte';
import { locale, plural, speak, spoken, t, told } from './words.svelte';

const root = document.documentElement;
const browser = (...languages: string[]) => vi.spyOn(navigator, 'languages', 'get').mockReturnValue(languages);

afterEach(() => {
  vi.restoreAllMocks();
  speak('en', {});
});

describe('the language of the interface', () => {
  it('is the first one of the browser that is known', async () => {
    await chooseLanguage(['it-IT', 'de-AT', 'ru']);
    expect([spoken(), root.lang, root.dir, t('Copy'), locale()]).toEqual(['de', 'de', 'ltr', 'Kopieren', undefined]);
    await chooseLanguage(['it-IT', 'en-GB', 'ru']);
    expect([spoken(), t('Copy')]).toEqual(['en', 'Copy']);
  });

  it('is the app’s where it says one, with the numbers of a region that the person has', async () => {
    browser('en-US', 'de-CH');
    await chooseLanguage(['de'], true);
    expect([spoken(), locale()]).toEqual(['de', 'de-CH']);
    expect(formatNumber(1234567.5, 'localized', 0)).toMatch(/^1['’]234['’]567\.5$/);
    await chooseLanguage(['ru'], true);
    expect(locale()).toBe('ru');
  });

  it('says where lines begin also where its words are not known', async () => {
    await chooseLanguage(['he'], true);
    expect([spoken(), root.lang, root.dir]).toEqual(['en', 'he', 'rtl']);
    await chooseLanguage(['he']);
    expect([root.lang, root.dir]).toEqual(['en', 'ltr']);
  });
});

describe('a text', () => {
  it('of something counted has the form of its number', async () => {
    await chooseLanguage(['ru'], true);
    const rows = (n: number) => plural(n, '{n} line', '{n} lines');
    expect([1, 2, 5, 21, 1000].map(rows)).toEqual(['1 строка', '2 строки', '5 строк', '21 строка', '1000 строк'.replace('1000', '1\u00a0000')]);
  });

  it('of the server is said, whatever number is in it', async () => {
    await chooseLanguage(['es'], true);
    expect(told('Submit')).toBe('Enviar');
    expect(told('A message may have at most 1024 KiB')).toBe('Un mensaje puede ocupar como máximo 1024 KiB');
    expect(told('The person’s own words')).toBe('The person’s own words');
  });
});

describe('numbers and dates', () => {
  it('are written as the language does, and read again', async () => {
    browser('en-US');
    await chooseLanguage(['de'], true);
    expect(formatNumber(1234.5, 'localized', 0)).toBe('1.234,5');
    expect(parseNumber('1.234,5')).toBe(1234.5);
    expect(percentage(0.981, 1)).toBe('98,1\u00a0%');
    expect(size(3_500_000)).toBe('3,3 MB');
    expect(formatDate(dayNumber('2026-05-09'))).toBe('09.05.2026');
    expect(dateText(dayNumber('2026-05-09'), 'localized')).toBe('09.05.2026');
  });

  it('are days of the calendar that scripts have', async () => {
    browser('th-TH');
    await chooseLanguage(['th'], true);
    expect(formatDate(dayNumber('2026-05-09'), 'localized')).toContain('2026');
  });
});
