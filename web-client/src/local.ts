/** What the browser keeps for the script (`st.local_state`): each name on its own, so that two pages do not undo each other's changes. */
const OURS = `mirror.local:${new URL('.', document.baseURI).pathname}:`;
/** More than this the server does not take. */
const MOST = 64 << 10;

type Values = Record<string, unknown>;

/** All that is kept. */
export function kept(): Values {
  const values: Values = {};
  let size = 0;
  try {
    for (const key of Object.keys(localStorage)) {
      const text = key.startsWith(OURS) && localStorage.getItem(key);
      if (!text || (size += key.length - OURS.length + new Blob([text]).size) > MOST) continue;
      values[key.slice(OURS.length)] = parsed(text);
    }
  } catch {
    // Where the browser forbids storage, nothing is kept.
  }
  return values;
}

/** Takes changes of the script; null takes a name out. */
export function keep(changes: Values): void {
  try {
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) localStorage.removeItem(OURS + name);
      else localStorage.setItem(OURS + name, JSON.stringify(value));
    }
  } catch (error) {
    console.warn('local_state', error);
  }
}

/** Tells of changes that another page of this browser made. */
export function heard(event: StorageEvent, tell: (changes: Values) => void): void {
  if (event.key?.startsWith(OURS)) tell({ [event.key.slice(OURS.length)]: event.newValue === null ? null : parsed(event.newValue) });
}

/** What somebody else has written there is no value of ours. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
