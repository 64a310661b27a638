import { t } from './lib/words.svelte';

/** From when on a run is worth showing: before that, nothing moves. */
const GLEAM_AFTER = 200;
const WORDS_AFTER = 800;
const SPOKEN_AFTER = 2000;

/** What the page says about the run that goes on: silence first, then more and more. */
export class Status {
  busy = $state(false);
  /** The line of light under the header. */
  gleam = $state(false);
  /** The words and the stop button. */
  words = $state(false);
  /** The announcement for screen readers. */
  spoken = $state('');

  #timers: ReturnType<typeof setTimeout>[] = [];

  /** Tells whether the server has something to do for this page. */
  update(busy: boolean): void {
    if (busy === this.busy) return;
    this.busy = busy;
    this.#timers.forEach(clearTimeout);
    if (busy) {
      this.#timers = [
        setTimeout(() => (this.gleam = true), GLEAM_AFTER),
        setTimeout(() => (this.words = true), WORDS_AFTER),
        setTimeout(() => (this.spoken = t('The page is being updated.')), SPOKEN_AFTER),
      ];
    } else {
      if (this.spoken) this.spoken = t('The page is up to date.');
      this.gleam = this.words = false;
    }
  }
}
