/**
 * The words of the interface, in the language of the browser.
 *
 * The English text is the key, as with gettext: a component says `t('Copy')`, and a language that lacks the text
 * shows the English one. English costs nothing; the other languages are chunks of their own.
 */

/** A text in another language: one, or one for each plural category of that language. */
export type Words = Record<string, string | Partial<Record<Intl.LDMLPluralRule, string>>>;

let language = $state('en');
let words = $state.raw<Words>({});

/** Shows the interface in a language from now on. */
export function speak(code: string, known: Words): void {
  language = code;
  words = known;
}

/** The language of the interface, such as `en` or `pt`. */
export function spoken(): string {
  return language;
}

/** The text in the language of the interface; `{name}` stands for a value. */
export function t(text: string, values?: Record<string, string | number>): string {
  const said = words[text];
  return fill(typeof said === 'string' ? said : text, values);
}

/** The form that goes with a number: `plural(rows, '{n} row', '{n} rows')`. `other` is the key. */
export function plural(n: number, one: string, other: string, values?: Record<string, string | number>): string {
  const forms = words[other];
  const rule = new Intl.PluralRules(language).select(n);
  const said = typeof forms === 'object' ? (forms[rule] ?? forms.other ?? other) : n === 1 ? one : other;
  return fill(said, { n: n.toLocaleString(language), ...values });
}

function fill(text: string, values?: Record<string, string | number>): string {
  return values ? text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)) : text;
}
