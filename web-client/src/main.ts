import './styles/tokens.css';
import './styles/base.css';
import './styles/markdown.css';
import { mount } from 'svelte';
import { Client } from './client.svelte';
import { chooseLanguage } from './lib/language';
import App from './shell/App.svelte';

const client = new Client();
client.start();
// English is here at once; other words come while the socket opens.
const { language } = document.documentElement.dataset;
void chooseLanguage(language ? [language] : navigator.languages, Boolean(language)).then(() => {
  mount(App, { target: document.getElementById('app') as HTMLElement, props: { client } });
  void import('./styles/letters.css');
});
