import DOMPurify, { type Config } from 'dompurify';

/** Beside what DOMPurify takes out by itself: what sends, and what would lift something over the page without any script. */
const RULES: Config & { RETURN_DOM_FRAGMENT: true } = {
  RETURN_DOM_FRAGMENT: true,
  // A style sheet that comes first would be lost with the head otherwise.
  FORCE_BODY: true,
  ADD_ATTR: ['target'],
  FORBID_TAGS: ['form', 'iframe', 'frame', 'object', 'embed', 'base', 'link', 'meta', 'dialog'],
  FORBID_ATTR: ['popover', 'popovertarget', 'popovertargetaction', 'command', 'commandfor', 'action', 'formaction', 'autofocus', 'ping'],
  ALLOW_DATA_ATTR: true,
};

const purifier = DOMPurify(window);

// A link leads out of the app, and the page behind it learns nothing of this one.
purifier.addHook('afterSanitizeAttributes', (element) => {
  if (!/^(a|area)$/i.test(element.localName) || !(element.hasAttribute('href') || element.hasAttribute('xlink:href'))) return;
  element.setAttribute('target', '_blank');
  element.setAttribute('rel', 'noopener noreferrer');
});

/** HTML as nodes that run nothing, load no script and send nothing. */
export function clean(html: string): DocumentFragment {
  return purifier.sanitize(html, RULES);
}
