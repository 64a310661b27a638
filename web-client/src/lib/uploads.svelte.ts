import type { Element, Page } from '../page.svelte';
import { locale, spoken, t } from './words.svelte';

/** A file that the server has. */
export interface FileInfo {
  id: string;
  name: string;
  size: number;
  type: string;
}

/** Which files a widget takes, as the server says it. */
export interface UploadRules {
  /** Endings (`.csv`), types (`image/png`) and kinds (`image/*`); empty for all. */
  types: string[];
  max_bytes: number;
  /** Names keep the folders they came from. */
  folder?: boolean;
}

/** What widgets that take files have in common. */
export interface UploadProps {
  upload?: UploadRules;
  disabled?: boolean;
}

/** A file with the name it is to have. */
export interface Named {
  file: Blob;
  name: string;
}

/** How many files are sent at the same time. */
const AT_ONCE = 3;

/** One file on its way, or one that did not get there. */
export class Sending {
  readonly file: Blob;
  readonly name: string;
  /** From 0 to 1. */
  progress = $state(0);
  state: 'waiting' | 'sending' | 'failed' = $state('waiting');
  /** Why it did not get there. */
  complaint = $state('');
  /** Trying again could help. */
  again = $state(false);
  cancel: () => void = () => {};

  constructor({ file, name }: Named) {
    this.file = file;
    this.name = name;
  }
}

/** The files that go from one widget to the server. */
export class Uploads {
  /** What is on its way or has failed, in order. */
  list: Sending[] = $state([]);
  #node: () => Element<UploadProps>;
  #done: (info: FileInfo) => void;

  constructor(node: () => Element<UploadProps>, done: (info: FileInfo) => void) {
    this.#node = node;
    this.#done = done;
  }

  /** Something is still on its way. */
  get busy(): boolean {
    return this.list.some(({ state }) => state !== 'failed');
  }

  /** Sends files; those that the widget does not take are shown with the reason. */
  add(files: Named[]): void {
    const rules = this.#node().props.upload;
    for (const named of files) {
      const sending = new Sending(named);
      const why = rules && refusal(named, rules);
      if (why) fail(sending, why, false);
      this.list.push(sending);
    }
    this.#next();
  }

  /** Stops a file on its way, or forgets one that failed. */
  drop(sending: Sending): void {
    this.list = this.list.filter((other) => other !== sending);
    sending.cancel();
    this.#next();
  }

  /** Tries a file again. */
  retry(sending: Sending): void {
    sending.state = 'waiting';
    sending.complaint = '';
    this.#next();
  }

  /** Stops everything and forgets it. */
  clear(): void {
    for (const sending of [...this.list]) this.drop(sending);
  }

  #next(): void {
    const going = this.list.filter(({ state }) => state === 'sending').length;
    const waiting = this.list.filter(({ state }) => state === 'waiting');
    for (const sending of waiting.slice(0, Math.max(0, AT_ONCE - going))) void this.#send(sending);
  }

  async #send(sending: Sending): Promise<void> {
    sending.state = 'sending';
    sending.progress = 0;
    const node = this.#node();
    const { answer, cancel } = send(node, sending, (part) => (sending.progress = part));
    sending.cancel = cancel;
    try {
      const info = await answer;
      // It was dropped when it was there already.
      if (!this.list.includes(sending)) return void forget(node.page, info);
      this.list = this.list.filter((other) => other !== sending);
      this.#done(info);
    } catch (error) {
      const { text, again } = error as Refusal;
      fail(sending, text, again);
    }
    this.#next();
  }
}

interface Refusal {
  text: string;
  again: boolean;
}

function fail(sending: Sending, complaint: string, again: boolean): void {
  sending.state = 'failed';
  sending.complaint = complaint;
  sending.again = again;
}

/** Sends one file for a widget; `fetch` cannot tell how far it is. */
export function send(node: Element<UploadProps>, { file, name }: Named, tell: (part: number) => void = () => {}) {
  const request = new XMLHttpRequest();
  const answer = new Promise<FileInfo>((resolve, reject) => {
    request.open('POST', `upload/${node.id}`);
    request.setRequestHeader('x-mirror-session', node.page.session);
    request.setRequestHeader('x-mirror-name', encodeURIComponent(name));
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => tell(total ? loaded / total : 0);
    request.onload = () => {
      if (request.status === 201) resolve(JSON.parse(request.responseText) as FileInfo);
      else reject(explain(request.status, node.props.upload));
    };
    request.onerror = () => reject(explain(0));
    request.onabort = () => reject({ text: '', again: false });
    request.send(file);
  });
  return { answer, cancel: () => request.abort() };
}

/** Tells the server that a file is not wanted which no script has seen. */
export async function forget(page: Page, { id }: FileInfo): Promise<void> {
  try {
    await fetch(`upload/${id}`, { method: 'DELETE', headers: { 'x-mirror-session': page.session } });
  } catch {
    // The server removes it with the session.
  }
}

/** Where a file can be looked at. */
export function address({ id }: FileInfo): string {
  return `upload/${id}`;
}

function explain(status: number, rules?: UploadRules): Refusal {
  switch (status) {
    case 413:
      return { text: t('The file is larger than {limit}.', { limit: size(rules?.max_bytes ?? 0) }), again: false };
    case 415:
      return { text: t('This is no {types} file.', { types: kinds(rules?.types ?? []) }), again: false };
    case 404:
      return { text: t('The page does not take this file any more.'), again: false };
    case 507:
      return { text: t('There is no room for more files. Remove some first.'), again: true };
    case 0:
      return { text: t('The connection broke off.'), again: true };
    default:
      return { text: t('The file did not arrive.'), again: true };
  }
}

/** Why a file is not even sent, if there is a reason. */
export function refusal({ file, name }: Named, rules: UploadRules): string {
  if (file.size > rules.max_bytes) return explain(413, rules).text;
  return takes(rules.types, name, file.type) ? '' : explain(415, rules).text;
}

/** Whether a file may come where only these types may. */
export function takes(types: string[], name: string, mime: string): boolean {
  const lower = name.toLowerCase();
  const fits = (wanted: string) => {
    if (wanted.startsWith('.')) return lower.endsWith(wanted);
    // A file whose type the browser does not know is for the server to judge.
    return mime === '' || (wanted.endsWith('/*') ? mime.startsWith(wanted.slice(0, -1)) : mime === wanted);
  };
  return types.length === 0 || types.some(fits);
}

/** Types for people: `CSV, PNG or images`. */
export function kinds(types: string[]): string {
  const named: Record<string, string> = { image: t('image'), audio: t('audio'), video: t('video'), text: t('text') };
  const names = types.map((type) => {
    const [kind = '', rest = ''] = type.split('/');
    return rest === '*' ? (named[kind] ?? kind) : (rest || type.slice(1)).toUpperCase();
  });
  return new Intl.ListFormat(spoken(), { type: 'disjunction' }).format([...new Set(names)]);
}

/** A size for people: `12 kB`, `3.4 MB`. */
export function size(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  let at = 0;
  while (bytes >= 1024 && at < units.length - 1) {
    bytes /= 1024;
    at++;
  }
  const digits = bytes < 10 && at > 0 ? 1 : 0;
  const unit = units[at] ?? 'byte';
  return new Intl.NumberFormat(locale(), { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits }).format(bytes);
}

/** The files that were dropped, chosen or pasted; of folders, all that is in them. */
export async function named(source: DataTransfer | FileList): Promise<Named[]> {
  if (source instanceof FileList) return [...source].map(withPath);
  const entries = [...source.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  // The list of files is empty as soon as anything was waited for.
  const files = [...source.files].map(withPath);
  if (!entries.some((entry) => entry?.isDirectory)) return files;
  const inside = await Promise.all(entries.map((entry) => (entry ? all(entry) : [])));
  return inside.flat();
}

function withPath(file: File): Named {
  return { file, name: file.webkitRelativePath || file.name };
}

async function all(entry: FileSystemEntry): Promise<Named[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ file, name: entry.fullPath.replace(/^\//, '') }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    found.push(...some);
  }
  return (await Promise.all(found.map(all))).flat();
}
