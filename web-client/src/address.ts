/** What belongs to the frame around the page, and is none of the script's business. */
const EMBED = /(^|&)embed(_options)?=[^&]*/g;

/** Whether the page stands in another one: it shows no bar of its own. */
export const embedded = /[?&]embed=true(&|$)/.test(location.search);

/** The last part of the path: which page of the app this is. */
export function path(): string {
  return decodeURIComponent(location.pathname.slice(location.pathname.lastIndexOf('/') + 1));
}

/** The query as the script knows it. */
export function query(): string {
  return location.search.slice(1).replace(EMBED, '').replace(/^&/, '');
}

/** Where the pages are, if no server answers for them. */
export const places: { of?: (path: string, query: string) => string } = {};

/** The address of a page, relative to any page of the app: all stand side by side. */
export function address(path: string, query = ''): string {
  if (places.of) return places.of(path, query);
  const all = [embedded && 'embed=true', query].filter(Boolean).join('&');
  return `./${encodeURIComponent(path)}${all && `?${all}`}`;
}
