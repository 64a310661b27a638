import './styles/tokens.css';
import './styles/base.css';
import './styles/markdown.css';
import { mount } from 'svelte';
import { Client } from './client.svelte';
import App from './shell/App.svelte';

const client = new Client();
client.start();
mount(App, { target: document.getElementById('app') as HTMLElement, props: { client } });
