/** The colors of terminals, as the page has them. */
const TONES: Record<number, string> = {
  30: 'var(--ink-2)', 31: 'var(--bad)', 32: 'var(--ok)', 33: 'var(--warn)',
  34: 'var(--info)', 35: 'var(--d4)', 36: 'var(--d2)', 37: 'var(--ink)',
};
const STYLES: Record<number, string> = { 1: 'bold', 2: 'dim', 3: 'italic', 4: 'underline' };
// biome-ignore lint: the escape character is what this is about.
// eslint-disable-next-line no-control-regex
const ESCAPE = /\u001b\[([\d;]*)m|\u001b\[[\d;?]*[A-Za-z]|\u001b\][^\u0007]*\u0007/g;

/** The lines of a log in a list. A text that grows costs what is new in it. */
export class LogLines {
  #list: HTMLElement;
  #text = '';
  #wanted = '';
  #found = 0;

  constructor(list: HTMLElement) {
    this.#list = list;
  }

  /** Shows a text, of which only the lines with `wanted`; gives how many those are. */
  show(text: string, wanted: string): number {
    const grown = wanted === this.#wanted && text.startsWith(this.#text) && this.#text !== '';
    // The last line may have grown too.
    const from = grown ? this.#text.lastIndexOf('\n', this.#text.length - 1) + 1 : 0;
    if (!grown) {
      this.#list.replaceChildren();
      this.#found = 0;
    } else if (from < this.#text.length) {
      const last = this.#list.lastElementChild as HTMLElement | null;
      if (last && !last.hidden) this.#found -= 1;
      last?.remove();
    }
    const rest = text.slice(from);
    const lines = rest.split('\n');
    // A break at the end ends the last line; it does not begin another.
    if (lines.at(-1) === '') lines.pop();
    const added = document.createDocumentFragment();
    for (const line of lines) added.append(this.#line(line, wanted.toLowerCase()));
    this.#list.append(added);
    this.#text = text;
    this.#wanted = wanted;
    return this.#found;
  }

  #line(text: string, wanted: string): HTMLElement {
    const item = document.createElement('li');
    item.append(...pieces(text));
    const level = levelOf(text);
    if (level) item.classList.add(`level-${level}`);
    item.hidden = wanted !== '' && !(item.textContent ?? '').toLowerCase().includes(wanted);
    if (!item.hidden) this.#found += 1;
    return item;
  }
}

/** Which level a line says it has, if its own colors do not say more. */
function levelOf(text: string): string | null {
  if (text.includes('\u001b')) return null;
  const level = /\b(ERROR|FATAL|CRITICAL|WARN|WARNING|DEBUG|TRACE)\b/.exec(text)?.[1];
  if (!level) return null;
  return level.startsWith('WARN') ? 'warn' : level === 'DEBUG' || level === 'TRACE' ? 'debug' : 'error';
}

/** A line as nodes: text, and spans where a terminal would change color. */
export function pieces(text: string): Node[] {
  if (!text.includes('\u001b')) return [document.createTextNode(text)];
  const nodes: Node[] = [];
  let at = 0;
  let tone = '';
  let styles = new Set<string>();
  const push = (until: number): void => {
    if (until > at) nodes.push(piece(text.slice(at, until), tone, styles));
  };
  for (const match of text.matchAll(ESCAPE)) {
    push(match.index);
    at = match.index + match[0].length;
    if (match[1] === undefined) continue;
    for (const code of match[1].split(';').map(Number)) {
      if (code === 0) [tone, styles] = ['', new Set()];
      else if (code === 39) tone = '';
      else if (STYLES[code]) styles = new Set(styles).add(STYLES[code]);
      else tone = TONES[code >= 90 ? code - 60 : code] ?? tone;
    }
  }
  push(text.length);
  return nodes;
}

function piece(text: string, tone: string, styles: Set<string>): Node {
  if (!tone && styles.size === 0) return document.createTextNode(text);
  const span = document.createElement('span');
  span.textContent = text;
  if (tone) span.style.color = tone;
  span.className = [...styles].join(' ');
  return span;
}
