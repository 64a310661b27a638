/** The properties that every input has on the wire. */
export interface InputProps {
  /** The name, in inline Markdown. */
  label: string;
  help?: string;
  disabled?: boolean;
  /** `hidden` keeps the label's place, `collapsed` does not; both keep its name for screen readers. */
  label_visibility?: 'visible' | 'hidden' | 'collapsed';
  width?: 'content' | 'stretch' | number;
  /** It must be filled in before a form is sent. */
  required?: boolean;
  /** `ignore`: a new value waits for the next run. */
  on_change?: 'ignore';
  /** `false`: a long text is cut off. */
  wrap?: false;
}

/** The text of a Markdown label without its marks, for names that only assistive technology reads. */
export function plain(markdown: string): string {
  return markdown
    .replace(/:material\/[a-z0-9_]+:/g, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/:[a-z-]+\[([^\]]*)\]/g, '$1')
    .replace(/(\*\*|__|~~|`|\$)(?=\S)(.*?\S)\1/g, '$2')
    .replace(/(^|[^\w*])[*_](?=\S)(.*?\S)[*_](?!\w)/g, '$1$2')
    .trim();
}

/** What a text that shows nothing but Material symbols is called; any other text names itself. */
export function nameOfSymbols(markdown: string): string | undefined {
  const names = markdown.match(/:material\/[a-z0-9_]+:/g);
  if (!names || plain(markdown)) return undefined;
  return names.map((name) => name.slice(10, -1).replaceAll('_', ' ')).join(', ');
}

/** How many characters people see in a text, which is not how many units JavaScript counts. */
export function length(text: string): number {
  return [...text].length;
}
