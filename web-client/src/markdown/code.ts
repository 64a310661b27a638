import { copyText } from '../lib/copy';
import { iconNode } from '../lib/icons';
import { t } from '../lib/words.svelte';

/** Asked for once: a page may have many sources. */
let highlighter: Promise<typeof import('./highlight')> | undefined;

/** How a source text is shown. */
export interface CodeOptions {
  language?: string | undefined;
  lineNumbers?: boolean | undefined;
  wrap?: boolean | undefined;
  /** Still growing: colored when it is complete. */
  growing?: boolean | undefined;
}

/** A block of source text with a copy button. */
export class CodeBlock {
  readonly element = document.createElement('div');
  #code = document.createElement('code');
  #text: string | null = null;
  #options = '';
  #version = 0;

  constructor() {
    const pre = document.createElement('pre');
    // Focusable, so that a wide text can be scrolled by keyboard.
    pre.tabIndex = 0;
    pre.append(this.#code);
    this.element.className = 'code-block';
    this.element.append(pre, copyButton(() => this.#text ?? ''));
  }

  /** Shows a text; parts already shown stay. */
  update(text: string, options: CodeOptions = {}): void {
    const { language, lineNumbers, wrap, growing } = options;
    const key = JSON.stringify([language, lineNumbers, growing]);
    this.element.classList.toggle('wrap', Boolean(wrap));
    if (text === this.#text && key === this.#options) return;
    const before = this.#text;
    this.#options = key;
    this.#text = text;
    const version = ++this.#version;
    if (growing && before !== null && text.startsWith(before) && this.#code.lastChild?.nodeType === 3) {
      (this.#code.lastChild as Text).appendData(text.slice(before.length));
      return;
    }
    if (text !== before || growing) this.#code.textContent = text;
    if (lineNumbers) this.#number(this.#code);
    if (growing || !language) return;
    void (highlighter ??= import('./highlight'))
      .then(({ highlighted }) => highlighted(text, language))
      .then((fragment) => {
        // A newer text may have come while the grammar was on its way.
        if (!fragment || version !== this.#version) return;
        this.#code.replaceChildren(fragment);
        if (lineNumbers) this.#number(this.#code);
      })
      .catch(() => (highlighter = undefined));
  }

  /** Line numbers stand in a column of their own: they are not copied and not read aloud. */
  #number(code: HTMLElement): void {
    const pre = code.parentElement as HTMLElement;
    pre.querySelector('.numbers')?.remove();
    const lines = (code.textContent ?? '').replace(/\n$/, '').split('\n').length;
    const column = document.createElement('span');
    column.className = 'numbers';
    column.ariaHidden = 'true';
    column.textContent = Array.from({ length: lines }, (_, line) => line + 1).join('\n');
    pre.prepend(column);
  }
}

/** A button that copies a text and says so. */
export function copyButton(text: () => string, label = t('Copy')): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn icon copy';
  button.title = label;
  button.ariaLabel = label;
  button.append(iconNode('copy'));
  button.addEventListener('click', async () => {
    const done = await copyText(text());
    button.replaceChildren(iconNode(done ? 'check' : 'close'));
    button.ariaLabel = done ? t('Copied') : t('Copying failed');
    setTimeout(() => {
      button.replaceChildren(iconNode('copy'));
      button.ariaLabel = label;
    }, 1600);
  });
  return button;
}
