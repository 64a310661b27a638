import type { Attachment } from 'svelte/attachments';

/** Lets a textarea grow with its text in browsers that do not know `field-sizing: content`. */
export function grow(text: () => string): Attachment<HTMLTextAreaElement> {
  return (area) => {
    if (globalThis.CSS?.supports?.('field-sizing', 'content')) return;
    text();
    area.style.height = 'auto';
    // The edge is part of the height but not of scrollHeight.
    area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
  };
}
