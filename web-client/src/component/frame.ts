// The document that a component is shown in: without an origin, and with one line to the page, the port it gets at first.
import './frame.css';
import { Model, type Values } from './model';
import { failure, loadModule, mountModule, placed } from './mount';
import { READY, type FromFrame, type Look, type ToFrame } from './protocol';

const root = document.getElementById('root') as HTMLElement;

addEventListener('message', (event) => {
  const port = event.ports[0];
  // Only the page around this frame has a say, and only once.
  if (event.source === parent && port && !connected) connect(port);
});
let connected = false;
parent.postMessage(READY, '*');

function connect(port: MessagePort): void {
  connected = true;
  const say = (message: FromFrame): void => port.postMessage(message);
  const failed = (error: unknown): void => say({ type: 'failed', failure: placed(error) });
  let model: Model | undefined;

  addEventListener('error', (event) => say({ type: 'failed', failure: failure(event.error ?? event.message, event) }));
  addEventListener('unhandledrejection', (event) => failed(event.reason));

  port.onmessage = ({ data }: MessageEvent<ToFrame>) => {
    if (data.type === 'open') model = open(data, say, failed);
    else if (data.type === 'values') model?.take(data.values);
    else dress(data.look);
  };
}

function open(given: Extract<ToFrame, { type: 'open' }>, say: (message: FromFrame) => void, failed: (error: unknown) => void): Model {
  dress(given.look);
  const model = new Model(given.values, given.states, given.triggers, {
    save: (states: Values) => say({ type: 'save', states }),
    trigger: (name, value) => say({ type: 'trigger', name, value }),
  });
  new ResizeObserver(() => say({ type: 'height', height: Math.ceil(root.getBoundingClientRect().height) })).observe(root);
  void styled(given.style)
    .then(() => loadModule(given.module))
    .then((module) => mountModule(module, model, root, failed))
    .then(() => say({ type: 'shown' }), failed);
  return model;
}

/** Puts the component's own style sheet in; where it cannot be read, the component is drawn without. */
function styled(address: string | undefined): Promise<void> {
  if (!address) return Promise.resolve();
  return new Promise((done) => {
    const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address });
    link.onload = link.onerror = () => done();
    document.head.append(link);
  });
}

/** Wears the page's theme. */
function dress({ scheme, tokens, lang, dir }: Look): void {
  const html = document.documentElement;
  html.style.colorScheme = scheme;
  html.dataset.theme = scheme;
  html.lang = lang;
  html.dir = dir;
  for (const [name, value] of Object.entries(tokens)) html.style.setProperty(name, value);
}
