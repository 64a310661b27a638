/** The properties that every input has on the wire. */
export interface InputProps {
  /** The name, in inline Markdown. */
  label: string;
  help?: string;
  disabled?: boolean;
  /** `hidden` keeps the label's place, `collapsed` does not; both keep its name for screen readers. */
  label_visibility?: 'visible' | 'hidden' | 'collapsed';
  width?: 'content' | 'stretch' | number;
}

/** The text of a Markdown label without its marks, for names that only assistive technology reads. */
export function plain(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/:[a-z-]+\[([^\]]*)\]/g, '$1')
    .replace(/(\*\*|__|~~|`|\$)(?=\S)(.*?\S)\1/g, '$2')
    .replace(/(^|[^\w*])[*_](?=\S)(.*?\S)[*_](?!\w)/g, '$1$2')
    .trim();
}

/** How many characters people see in a text, which is not how many units JavaScript counts. */
export function length(text: string): number {
  return [...text].length;
}
