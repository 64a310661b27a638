/** How long something still takes, judged by how far it came since it was first seen. */
export class Estimate {
  #began: { at: number; value: number } | undefined;

  /** The seconds that are left when `value` (0 to 1) is reached at `now` (milliseconds); nothing while that is a guess. */
  left(value: number, now: number): number | undefined {
    // Something that went back has begun anew.
    if (!this.#began || value < this.#began.value) this.#began = { at: now, value };
    const { at, value: first } = this.#began;
    const spent = (now - at) / 1000;
    if (value >= 1 || value <= first || spent < 0.5) return undefined;
    return (spent * (1 - value)) / (value - first);
  }
}
