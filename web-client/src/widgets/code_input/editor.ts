import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { Annotation, Compartment, EditorState, Transaction, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { languageOf } from './languages';

/** What is drawn, as far as it can change. */
export interface Look {
  language: string;
  lineNumbers: boolean;
  wrap: boolean;
  placeholder: string;
  disabled: boolean;
}

/** What the editor tells. */
export interface Told {
  /** The person changed the text. */
  typed: (text: string) => void;
  /** Ctrl+Enter. */
  apply: () => void;
  blur: () => void;
}

const fromOutside = Annotation.define<boolean>();

const COLORS = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier, tags.meta], color: 'var(--accent-ink)' },
  { tag: [tags.string, tags.regexp, tags.special(tags.string)], color: 'var(--ok)' },
  { tag: [tags.number, tags.bool, tags.atom, tags.null], color: 'var(--warn)' },
  { tag: [tags.comment, tags.quote], color: 'var(--ink-2)', fontStyle: 'italic' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.definition(tags.function(tags.variableName)), tags.heading, tags.tagName], color: 'var(--info)' },
  { tag: [tags.typeName, tags.className, tags.propertyName, tags.attributeName], color: 'light-dark(oklch(45% 0.1 195), oklch(80% 0.09 190))' },
  { tag: [tags.heading, tags.strong], fontWeight: '650' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: [tags.link, tags.url], textDecoration: 'underline' },
  { tag: tags.invalid, color: 'var(--bad)' },
]);

const THEME = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'transparent', fontSize: 'inherit' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: 'inherit', overflow: 'auto' },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 10px' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--ink-2)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 2px 0 10px', minWidth: '2.4em' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine, &.cm-focused .cm-activeLineGutter': { backgroundColor: 'var(--hover)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)', borderLeftWidth: '2px' },
  '& > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    background: 'color-mix(in oklab, var(--accent) 24%, transparent)',
  },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-soft)', outline: '1px solid var(--edge)' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'transparent', color: 'var(--bad)' },
  '.cm-placeholder': { color: 'var(--ink-2)' },
});

/** The editor in the place of the text field that stood in for it. */
export class Editor {
  readonly view: EditorView;
  #language = new Compartment();
  #look = new Compartment();
  #shown = '';

  constructor(parent: HTMLElement, text: string, attributes: Record<string, string>, told: Told) {
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        doc: text,
        extensions: [
          keymap.of(keys(told)),
          history(),
          drawSelection(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          EditorState.tabSize.of(4),
          keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap]),
          syntaxHighlighting(COLORS),
          THEME,
          EditorView.contentAttributes.of(attributes),
          EditorView.updateListener.of(({ docChanged, transactions, state, view }) => {
            if (!docChanged || transactions.some((one) => one.annotation(fromOutside))) return;
            // From now on Tab indents, until Escape.
            view.setTabFocusMode(false);
            told.typed(state.doc.toString());
          }),
          EditorView.domEventHandlers({
            // Who only passes through with Tab is not held.
            focus: (_, view) => view.setTabFocusMode(true),
            blur: told.blur,
          }),
          this.#language.of([]),
          this.#look.of([]),
        ],
      }),
    });
  }

  /** Changes what is drawn around the text. */
  show(look: Look): void {
    this.view.dispatch({ effects: this.#look.reconfigure(looks(look)) });
    if (look.language === this.#shown) return;
    this.#shown = look.language;
    void languageOf(look.language).then((language) => {
      if (this.#shown === look.language) this.view.dispatch({ effects: this.#language.reconfigure(language) });
    });
  }

  /** Shows a text that does not come from the person. */
  set(text: string): void {
    const { doc } = this.view.state;
    if (doc.toString() === text) return;
    this.view.dispatch({
      changes: { from: 0, to: doc.length, insert: text },
      annotations: [fromOutside.of(true), Transaction.addToHistory.of(false)],
    });
  }

  destroy(): void {
    this.view.destroy();
  }
}

function looks({ lineNumbers: numbers, wrap, placeholder: words, disabled }: Look): Extension {
  return [
    numbers ? lineNumbers() : [],
    wrap ? EditorView.lineWrapping : [],
    words ? placeholder(words) : [],
    EditorState.readOnly.of(disabled),
    EditorView.editable.of(!disabled),
    EditorView.contentAttributes.of({ tabindex: '0', 'aria-readonly': String(disabled) }),
  ];
}

function keys({ apply }: Told) {
  return [
    { key: 'Mod-Enter', run: () => (apply(), true) },
    { key: 'Ctrl-Enter', run: () => (apply(), true) },
    {
      key: 'Escape',
      run: (view: EditorView) => {
        view.setTabFocusMode(true);
        // What else Escape means (one cursor instead of many) still holds.
        return false;
      },
    },
    { key: 'Tab', run: indentMore, shift: indentLess },
  ];
}
