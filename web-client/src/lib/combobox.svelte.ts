import { fold, matching, type FilterMode } from './filter';

/** What a combobox is told by the widget around it. All are asked anew whenever they are needed. */
export interface Choices {
  options: () => readonly string[];
  mode: () => FilterMode;
  /** Whether text that is no option may be given. */
  accepts: () => boolean;
  /** The option that is marked when the list opens, or -1. */
  current: () => number;
  /** An option by its index, or a new text. */
  pick: (choice: number | string) => void;
  /** Whether the list stays open after a choice. */
  stays?: boolean;
}

const PAGE = 8;

/** A text field with a list under it: what is typed, which rows that leaves, which of them is marked. */
export class Combobox {
  open = $state(false);
  /** What was typed; null as long as nothing was since the list opened. */
  typed = $state<string | null>(null);
  /** The marked row, or -1. */
  active = $state(-1);
  /** The row was marked by a key, not by the pointer. */
  keyed = $state(false);
  /** Indices of the options that match. */
  readonly rows: number[] = $derived.by(() =>
    this.open ? matching(this.#choices.options(), this.typed ?? '', this.#choices.mode()) : [],
  );
  /** The text that may be added as a new option; null where it may not. */
  readonly extra: string | null = $derived.by(() => {
    const text = this.typed?.trim();
    if (!text || !this.#choices.accepts()) return null;
    return this.rows.some((index) => fold(this.#choices.options()[index] ?? '') === fold(text)) ? null : text;
  });
  readonly count: number = $derived(this.rows.length + (this.extra === null ? 0 : 1));
  readonly #choices: Choices;

  constructor(choices: Choices) {
    this.#choices = choices;
  }

  show(): void {
    if (this.open) return;
    this.open = true;
    this.active = this.rows.indexOf(this.#choices.current());
  }

  /** Closes the list and forgets what was typed. */
  hide(): void {
    this.open = false;
    this.#forget();
  }

  type(text: string): void {
    this.open = true;
    this.typed = text;
    // The best match is marked, so that Enter takes it.
    this.active = text.trim() && this.count > 0 ? 0 : -1;
  }

  /** Marks the row under the pointer. */
  point(row: number): void {
    this.active = row;
    this.keyed = false;
  }

  /** Takes a row of the list. */
  take(row: number): void {
    const choice = row < this.rows.length ? this.rows[row] : this.extra;
    if (choice === undefined || choice === null) return;
    this.#choices.pick(choice);
    if (!this.#choices.stays) return this.hide();
    this.#forget();
    this.active = typeof choice === 'number' ? this.rows.indexOf(choice) : -1;
  }

  #forget(): void {
    this.typed = null;
    this.active = -1;
    this.keyed = false;
  }

  /** Does what a key means for the list; true if it meant something. */
  key(event: KeyboardEvent): boolean {
    if (event.isComposing) return false;
    this.keyed = true;
    const done = this.open ? this.#keyOpen(event) : this.#keyClosed(event);
    if (done) event.preventDefault();
    return done;
  }

  #keyClosed({ key }: KeyboardEvent): boolean {
    if (!['ArrowDown', 'ArrowUp', 'Enter', ' '].includes(key)) return false;
    this.show();
    if (this.active < 0 && key.startsWith('Arrow')) this.#mark(key === 'ArrowDown' ? 0 : this.count - 1);
    return true;
  }

  #keyOpen(event: KeyboardEvent): boolean {
    switch (event.key) {
      case 'ArrowDown':
        return this.#mark(this.active + 1);
      case 'ArrowUp':
        if (event.altKey) this.hide();
        else this.#mark(this.active < 0 ? this.count - 1 : this.active - 1);
        return true;
      case 'PageDown':
        return this.#mark(this.active + PAGE);
      case 'PageUp':
        return this.#mark(this.active - PAGE);
      // While something is typed these two move in the text.
      case 'Home':
        return !this.typed && this.#mark(0);
      case 'End':
        return !this.typed && this.#mark(this.count - 1);
      case ' ':
        if (this.typed !== null || this.active < 0) return false;
        this.take(this.active);
        return true;
      case 'Enter':
        if (this.active >= 0) this.take(this.active);
        else if (!this.typed) this.hide();
        return true;
      case 'Escape':
        this.hide();
        // What is around (a dialog, say) is not meant.
        event.stopPropagation();
        return true;
      case 'Tab':
        // A list that stays open has buttons of its own to go to.
        if (!this.#choices.stays) this.hide();
        return false;
      default:
        return false;
    }
  }

  #mark(row: number): boolean {
    this.active = this.count === 0 ? -1 : Math.max(0, Math.min(row, this.count - 1));
    return true;
  }
}
