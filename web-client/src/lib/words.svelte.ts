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
let notation = $state<string>();

/** Shows the interface in a language from now on; `own` is how numbers and dates are written, if not as the browser would. */
export function speak(code: string, known: Words, own?: string): void {
  language = code;
  words = known;
  notation = own;
}

/** The language of the interface, such as `en` or `pt`. */
export function spoken(): string {
  return language;
}

/** How numbers and dates are written, for `Intl`: undefined is the browser's own way. */
export function locale(): string | undefined {
  return notation;
}

/** A text that the server says of itself, in the language of the interface where it is one of those that are known. */
export function told(text: string): string {
  const n = /\d+/.exec(text)?.[0];
  return n ? t(text.replace(n, '{n}'), { n }) : t(text);
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
  return fill(said, { n: n.toLocaleString(notation), ...values });
}

function fill(text: string, values?: Record<string, string | number>): string {
  return values ? text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)) : text;
}
