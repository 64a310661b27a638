/** A place that remembers texts; where the browser forbids storage, it remembers nothing. */
export interface Memory {
  read(key: string): string | null;
  write(key: string, value: string | null): void;
}

function memory(storage: () => Storage): Memory {
  return {
    read(key) {
      try {
        return storage().getItem(key);
      } catch {
        return null;
      }
    },
    write(key, value) {
      try {
        if (value === null) storage().removeItem(key);
        else storage().setItem(key, value);
      } catch {
        // Then the choice lasts as long as the page.
      }
    },
  };
}

/** What lasts in this browser. */
export const browserMemory = memory(() => localStorage);

/** What lasts in this tab. */
export const tabMemory = memory(() => sessionStorage);
