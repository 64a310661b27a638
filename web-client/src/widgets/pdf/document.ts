import { GlobalWorkerOptions, TextLayer, getDocument, type PDFPageProxy } from 'pdfjs-dist';
import worker from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = worker;

/** More pixels than this no browser draws reliably. */
const MOST_PIXELS = 16_000_000;

/** A document that is open. */
export interface Pdf {
  /** How many pages it has. */
  count: number;
  /** A page by its number, from 1. */
  page(number: number): Promise<Page>;
  close(): void;
}

/** One page; sizes are in points. */
export interface Page {
  width: number;
  height: number;
  /** Draws it at a scale, until the signal ends that. */
  draw(canvas: HTMLCanvasElement, scale: number, signal: AbortSignal): Promise<void>;
  /** Lays its words over it, invisible, to be selected, searched and read aloud. */
  write(layer: HTMLElement): Promise<void>;
}

/** Opens a document. */
export async function openPdf(src: string): Promise<Pdf> {
  const loading = getDocument({ url: new URL(src, document.baseURI).href, isEvalSupported: false, enableXfa: false });
  const proxy = await loading.promise;
  const pages = new Map<number, Promise<Page>>();
  return {
    count: proxy.numPages,
    page(number) {
      const known = pages.get(number) ?? proxy.getPage(number).then(asPage);
      pages.set(number, known);
      return known;
    },
    close: () => void loading.destroy(),
  };
}

function asPage(proxy: PDFPageProxy): Page {
  const { width, height } = proxy.getViewport({ scale: 1 });
  return {
    width,
    height,
    async draw(canvas, scale, signal) {
      const sharp = Math.min(devicePixelRatio || 1, Math.sqrt(MOST_PIXELS / (width * height)) / scale);
      const viewport = proxy.getViewport({ scale: scale * sharp });
      // What was drawn stays until the new drawing is done, so that zooming does not blink.
      const fresh = document.createElement('canvas');
      [fresh.width, fresh.height] = [Math.floor(viewport.width), Math.floor(viewport.height)];
      const task = proxy.render({ canvas: fresh, viewport });
      signal.addEventListener('abort', () => task.cancel());
      await task.promise.catch((error: Error) => {
        if (error.name !== 'RenderingCancelledException') throw error;
      });
      if (signal.aborted) return;
      [canvas.width, canvas.height] = [fresh.width, fresh.height];
      canvas.getContext('2d')?.drawImage(fresh, 0, 0);
    },
    async write(layer) {
      const text = new TextLayer({ textContentSource: proxy.streamTextContent(), container: layer, viewport: proxy.getViewport({ scale: 1 }) });
      await text.render();
    },
  };
}
