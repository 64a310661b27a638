/** How much of a text is read out at once. */
const MOST = 400;

/** Says an answer piece by piece to those who hear it: whole sentences while it grows, the rest at its end. */
export class Announcer {
  #said = 0;

  /** The words that are new; nothing while the sentence goes on. */
  next(text: string, ended: boolean): string {
    if (text.length < this.#said) this.#said = 0;
    const fresh = text.slice(this.#said);
    const end = ended ? fresh.length : sentences(fresh);
    this.#said += end;
    const words = plain(fresh.slice(0, end));
    return words.length > MOST ? `${words.slice(0, MOST)}…` : words;
  }

  /** What stands there already is not read out. */
  skip(text: string): void {
    this.#said = text.length;
  }
}

/** Where the last whole sentence ends. */
function sentences(text: string): number {
  let end = 0;
  for (const match of text.matchAll(/[.!?…。！？](?=\s)|\n/g)) end = match.index + 1;
  return end;
}

/** A text without the signs of Markdown. */
function plain(text: string): string {
  return text
    .replace(/```[^\n]*\n?/g, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`#>|]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
