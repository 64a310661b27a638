import type { Look } from './protocol';

/** Names of the tokens that components may use: those of the page's own root rule. */
function tokenNames(): string[] {
  const names = new Set<string>();
  for (const sheet of document.styleSheets) {
    for (const rule of rules(sheet)) {
      if (!(rule instanceof CSSStyleRule) || !/^:root\b/.test(rule.selectorText)) continue;
      for (const name of rule.style) if (name.startsWith('--')) names.add(name);
    }
  }
  return [...names];
}

/** The rules of a style sheet; those of another site cannot be read. */
function rules(sheet: CSSStyleSheet): CSSRule[] {
  try {
    return [...sheet.cssRules];
  } catch {
    return [];
  }
}

/** The theme as it is now. */
export function currentLook(dark: boolean): Look {
  const root = document.documentElement;
  const style = getComputedStyle(root);
  const tokens: Record<string, string> = {};
  for (const name of tokenNames()) tokens[name] = style.getPropertyValue(name).trim();
  return { scheme: dark ? 'dark' : 'light', tokens, lang: root.lang, dir: root.dir };
}
