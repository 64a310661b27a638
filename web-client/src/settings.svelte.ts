import { browserMemory } from './lib/memory';

/** Which theme the person wants. */
export type ThemeChoice = 'system' | 'light' | 'dark';

const THEME = 'mirror.theme';
const WIDE = 'mirror.wide';

/** What the person chose for pages in this browser. */
export class Settings {
  theme: ThemeChoice = $state(themeFrom(browserMemory.read(THEME)));
  wide = $state(browserMemory.read(WIDE) === 'yes');

  /** Takes a theme and remembers it. */
  setTheme(theme: ThemeChoice): void {
    this.theme = theme;
    browserMemory.write(THEME, theme === 'system' ? null : theme);
    this.show();
  }

  /** Uses the whole window, whatever the script says. */
  setWide(wide: boolean): void {
    this.wide = wide;
    browserMemory.write(WIDE, wide ? 'yes' : null);
  }

  /** Puts the theme on the page. */
  show(): void {
    if (this.theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.theme;
  }

  /** What the person sees. */
  get appearance(): 'light' | 'dark' {
    if (this.theme !== 'system') return this.theme;
    return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  }
}

/** The choices of this browser. */
export const settings = new Settings();

function themeFrom(text: string | null): ThemeChoice {
  return text === 'light' || text === 'dark' ? text : 'system';
}
