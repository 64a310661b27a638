// A page without a server: it is drawn from what stands in the document, and computes nothing. The gallery is exported so.
import './styles/tokens.css';
import './styles/base.css';
import './styles/markdown.css';
import { mount } from 'svelte';
import { places } from './address';
import { Client } from './client.svelte';
import { chooseLanguage } from './lib/language';
import { loadFor } from './lib/widgets';
import type { Patch, PlainElement } from './protocol';
import { settings } from './settings.svelte';
import App from './shell/App.svelte';
import { searcher } from './still/search';

/** Pages of an exported gallery are files side by side, named for the widgets. */
places.of = (_path, query) => {
  const widget = new URLSearchParams(query).get('widget');
  return widget ? `./${encodeURIComponent(widget)}.html` : './index.html';
};

async function show(): Promise<void> {
  const plain = JSON.parse(document.getElementById('page')?.textContent ?? '{}') as PlainElement;
  const client = new Client();
  const { page, connection } = client;
  connection.state = 'live';
  settings.show();
  const patches: Patch[] = [{ op: 'update', id: '0', props: plain.props }];
  plain.children?.forEach((node, index) => patches.push({ op: 'insert', parent: '0', index, node }));
  await Promise.all([chooseLanguage(navigator.languages), loadFor(patches)]);
  page.apply({ frame: 1, ack: 0, reset: true, patches });
  page.go = (path, query) => location.assign(places.of?.(path, query) ?? '');
  // What somebody does is shown where it was done, and goes nowhere.
  page.events.changed = () => {};
  const search = searcher(page);
  page.events.send = (message) => {
    if (message.type === 'event') search(message.id, message.value);
    return false;
  };
  const target = document.getElementById('app') as HTMLElement;
  target.replaceChildren();
  mount(App, { target, props: { client } });
}

void show();
