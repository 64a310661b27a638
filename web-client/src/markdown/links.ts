import { decoded } from './entities';

/** The address of a link, or null if it could run something or leads to an unknown scheme. */
export function linkAddress(href: string): string | null {
  return allowed(href, ['http:', 'https:', 'mailto:', 'tel:']);
}

/** The address of a picture, or null. */
export function imageAddress(href: string): string | null {
  if (/^data:image\/(png|jpeg|gif|webp|avif|svg\+xml)[;,]/i.test(href)) return href;
  return allowed(href, ['http:', 'https:', 'blob:']);
}

function allowed(href: string, schemes: string[]): string | null {
  // The browser drops these signs before it looks at the scheme, so we do too.
  const address = decoded(href).replace(/[\u0000-\u0020\u007f]+/g, (blank) => (blank === ' ' ? '%20' : '')).trim();
  try {
    const base = /^https?:/.test(document.baseURI) ? document.baseURI : 'http://localhost/';
    return schemes.includes(new URL(address, base).protocol) ? address : null;
  } catch {
    return null;
  }
}

/** Whether a link leads to another site and so opens a tab of its own: the session in this one stays alive. */
export function leaves(address: string): boolean {
  return /^(https?:)?\/\//i.test(address);
}
