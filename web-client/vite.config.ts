import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { symbols } from './scripts/symbols.mjs';
import { widgets } from './scripts/widgets.mjs';

/** Where `mirror run` listens while the page is developed with `npm run dev`. */
const SERVER = process.env.MIRROR_SERVER ?? 'http://127.0.0.1:8501';

const firstLoad = together();

export default defineConfig(({ mode }) => ({
  // Relative addresses: the page also works under a sub-path, behind any proxy.
  base: './',
  plugins: [svelte({ configFile: false, compilerOptions: { runes: true } }), symbols(import.meta.dirname), widgets(import.meta.dirname), firstLoad.plugin, woff2Only(), headLinks()],
  // Tests run the browser's build of Svelte, not the server's.
  resolve: mode === 'test' ? { conditions: ['browser'] } : {},
  build: {
    target: 'es2022',
    // The content policy forbids fonts and scripts in data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { input: ['index.html', 'still.html', 'component/frame.html'], output: { codeSplitting: { groups: [{ name: 'page', test: firstLoad.includes }] } } },
  },
  server: {
    proxy: {
      '/ws': { target: SERVER, ws: true },
      '/media': { target: SERVER },
      '/upload': { target: SERVER },
      '^/component/(frame$|[0-9a-f]{32}/)': { target: SERVER },
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    globals: true,
    // A busy machine is no failure.
    testTimeout: 30_000,
  },
}));

/** Leaves only the woff2 fonts in KaTeX's style sheet: every browser we support reads them, the others weigh 800 KiB. */
function woff2Only(): Plugin {
  return {
    name: 'woff2-only',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('katex') || !id.split('?')[0]?.endsWith('.css')) return;
      return code.replace(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\(["'](?:woff|truetype)["']\)/g, '');
    },
  };
}

/** Preloads the text font, and lets nothing be painted before the script has set the theme (no flash). */
function headLinks(): Plugin {
  return {
    name: 'head-links',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, context) {
        // The frame of a component waits for nothing, and an exported page is there without its script.
        if (!context.path.endsWith('/index.html')) return html;
        const font = Object.keys(context.bundle ?? {}).find((name) => /inter-latin-wght.*\.woff2$/.test(name));
        const preload = font ? `<link rel="preload" href="./${font}" as="font" type="font/woff2" crossorigin>\n  ` : '';
        return html.replace('<script type="module"', `${preload}<script type="module" blocking="render"`);
      },
    },
  };
}

/** All that `main.ts` needs at once, as one file: what other files share with it does not fall into a dozen small ones. */
function together(): { plugin: Plugin; includes: (id: string) => boolean } {
  const first = new Set<string>();
  return {
    includes: (id) => first.has(id),
    plugin: {
      name: 'first-load',
      apply: 'build',
      buildEnd() {
        first.clear();
        const add = (id: string): void => {
          if (first.has(id)) return;
          first.add(id);
          this.getModuleInfo(id)?.importedIds.forEach(add);
        };
        for (const id of this.getModuleIds()) if (/\/src\/main\.ts$/.test(id)) this.getModuleInfo(id)?.importedIds.forEach(add);
      },
    },
  };
}
