/** A short message over the page. */
export interface Toast {
  readonly number: number;
  readonly body: string;
  readonly icon?: string | undefined;
  /** How long it stays; 0: until it is closed. */
  readonly seconds: number;
}

const MOST = 5;

/** The messages over the page, newest last. */
export class Toasts {
  shown: Toast[] = $state.raw([]);
  #count = 0;

  /** Shows a message; the oldest goes if there are too many. */
  show(body: string, { icon, seconds = 4 }: { icon?: string | undefined; seconds?: number } = {}): void {
    this.shown = [...this.shown, { number: ++this.#count, body, icon, seconds }].slice(-MOST);
  }

  /** Takes one away. */
  close(toast: Toast): void {
    this.shown = this.shown.filter((other) => other !== toast);
  }
}

/** The one stack of the page. */
export const toasts = new Toasts();
