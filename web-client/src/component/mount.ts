import type { Model } from './model';

/** What went wrong in a module, and where as far as it is known. */
export interface Failure {
  message: string;
  file: string;
  line: number;
  column: number;
}

/** Takes a component off the page. */
export type Unmount = () => void;

type Cleanup = (() => unknown) | void;
interface Definition {
  initialize?: (given: object) => Cleanup | Promise<Cleanup>;
  render?: (given: object) => Cleanup | Promise<Cleanup>;
}

/** Draws a module of anywidget's shape: `export default { initialize, render }`, a function that makes one, or `export function render`. */
export async function mountModule(module: Record<string, unknown>, model: Model, el: HTMLElement, failed: (error: unknown) => void): Promise<Unmount> {
  const stop = new AbortController();
  const cleanups: Cleanup[] = [];
  const unmount = (): void => {
    stop.abort();
    model.off();
    for (const cleanup of cleanups.splice(0).reverse()) {
      try {
        if (typeof cleanup === 'function') cleanup();
      } catch (error) {
        failed(error);
      }
    }
  };
  try {
    const given = typeof module.default === 'function' ? await (module.default as () => unknown)() : (module.default ?? module);
    const { initialize, render } = (given ?? {}) as Definition;
    if (typeof render !== 'function') throw new Error('the module has no `render`; write `export default { render({ model, el }) { … } }`');
    const common = { model, signal: stop.signal, experimental: { invoke: () => Promise.reject(new Error('there is no kernel to ask')) } };
    if (typeof initialize === 'function') cleanups.push(await initialize(common));
    if (!stop.signal.aborted) cleanups.push(await render({ ...common, el }));
  } catch (error) {
    unmount();
    throw error;
  }
  return unmount;
}

/** What an error says, and which file of the component it comes from. */
export function failure(error: unknown, place?: { filename: string; lineno: number; colno: number }): Failure {
  const message = error instanceof Error ? `${error.name === 'Error' ? '' : `${error.name}: `}${error.message}` : String(error);
  if (place?.filename) return { message, file: fileOf(place.filename), line: place.lineno, column: place.colno };
  const [, file = '', line = 0, column = 0] = /(\S*component\/[^/\s]+\/[^/\s]+\/[^\s:()]+):(\d+):(\d+)/.exec((error instanceof Error && error.stack) || '') ?? [];
  return { message, file: fileOf(file), line: Number(line), column: Number(column) };
}

/** `…/component/ID/VERSION/lib/a.js` → `lib/a.js`. */
function fileOf(address: string): string {
  return /component\/[^/]+\/[^/]+\/([^?#]+)/.exec(address)?.[1] ?? '';
}

/** Loads a module; where its text is wrong, the error that says where. */
export async function loadModule(address: string): Promise<Record<string, unknown>> {
  try {
    return (await import(/* @vite-ignore */ address)) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof SyntaxError) throw (await where(address)) ?? error;
    throw error;
  }
}

/** An error of a module, with its place: browsers tell it only of modules that a document names. */
export class PlacedError extends Error {
  readonly place: Failure;

  constructor(place: Failure) {
    super(place.message);
    this.place = place;
  }
}

function where(address: string): Promise<PlacedError | null> {
  return new Promise((tell) => {
    const script = document.createElement('script');
    const done = (found: PlacedError | null): void => {
      removeEventListener('error', hear, true);
      script.remove();
      tell(found);
    };
    const hear = (event: ErrorEvent): void => {
      if (!event.error || !fileOf(event.filename ?? '')) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      done(new PlacedError(failure(event.error, event)));
    };
    addEventListener('error', hear, true);
    script.type = 'module';
    script.src = address;
    script.onload = script.onerror = () => done(null);
    document.head.append(script);
  });
}

/** Any error, with its place. */
export function placed(error: unknown): Failure {
  return error instanceof PlacedError ? error.place : failure(error);
}
