/** The pictures by name; fetched when a page first asks for one. */
let known: ReadonlyMap<string, string> | undefined = $state.raw();
let loading: Promise<void> | undefined;

/** The picture for a shortcode such as `rocket`, if we know it; a component that asks is drawn again once we do. */
export function emoji(code: string): string | undefined {
  if (!known && code) void loadEmoji();
  return known?.get(code);
}

/** Fetches the pictures. Without the line to the server the shortcodes stay as they were written. */
export function loadEmoji(): Promise<void> {
  loading ??= import('./emoji-codes').then(
    ({ EMOJI }) => {
      known = EMOJI;
    },
    () => {
      loading = undefined;
    },
  );
  return loading;
}

/** A shortcode as a text node, which becomes its picture if it has one. */
export function emojiNode(raw: string): Text {
  const code = raw.slice(1, -1);
  const node = document.createTextNode(emoji(code) ?? raw);
  if (!known) void loadEmoji().then(() => (node.data = emoji(code) ?? raw));
  return node;
}
