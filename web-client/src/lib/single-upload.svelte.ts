import type { Element } from '../page.svelte';
import { forget, Uploads, type FileInfo, type UploadProps } from './uploads.svelte';
import type { Input } from './value';

/** The one file of a widget that makes it itself: a photo, a recording, a drawing. */
export class SingleUpload {
  readonly uploads: Uploads;
  #node: () => Element<UploadProps & { value: FileInfo[] }>;
  #input: Input<FileInfo[]>;

  constructor(node: () => Element<UploadProps & { value: FileInfo[] }>, input: Input<FileInfo[]>) {
    this.#node = node;
    this.#input = input;
    this.uploads = new Uploads(node, (info) => this.#take([info]));
  }

  /** The file, when it is there. */
  get info(): FileInfo | undefined {
    return this.#input.value[0];
  }

  /** Why the last one did not get there, for people. */
  get complaint(): string {
    return this.uploads.list.find(({ state }) => state === 'failed')?.complaint ?? '';
  }

  /** Sends a file in place of the one before. */
  put(file: Blob, name: string): void {
    this.uploads.clear();
    this.uploads.add([{ file, name }]);
  }

  /** Takes the file back. */
  clear(): void {
    this.uploads.clear();
    if (this.info) this.#take([]);
  }

  #take(next: FileInfo[]): void {
    const known = this.#node().props.value;
    // What the script has not seen, the server would keep for nobody.
    for (const old of this.#input.value) if (!known.some(({ id }) => id === old.id)) void forget(this.#node().page, old);
    this.#input.set(next);
  }
}
