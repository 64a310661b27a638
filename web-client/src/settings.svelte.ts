import { browserMemory } from './lib/memory';

/** Which theme the person wants. */
export type ThemeChoice = 'system' | 'light' | 'dark';

/** The look of the app. */
export interface Look {
  css: string;
  mode: 'light' | 'dark' | null;
}

const THEME = 'mirror.theme';
const WIDE = 'mirror.wide';

/** What the person chose for pages in this browser. */
export class Settings {
  theme: ThemeChoice = $state(themeFrom(browserMemory.read(THEME)));
  /** The only mode that the app's own look has, where it has one. */
  only: 'light' | 'dark' | null = $state(null);
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

  /** Takes the app's own look: rules that set the tokens. */
  setLook(look: Look | undefined): void {
    this.only = look?.mode ?? null;
    let style = document.getElementById('theme');
    if (!style && look?.css) {
      style = document.createElement('style');
      style.id = 'theme';
      document.head.append(style);
    }
    if (style && style.textContent !== (look?.css ?? '')) style.textContent = look?.css ?? '';
    this.show();
  }

  /** Puts the theme on the page. */
  show(): void {
    const theme = this.only ?? this.theme;
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }

  /** What the person sees. */
  get appearance(): 'light' | 'dark' {
    if (this.only) return this.only;
    if (this.theme !== 'system') return this.theme;
    return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  }
}

/** The choices of this browser. */
export const settings = new Settings();

function themeFrom(text: string | null): ThemeChoice {
  return text === 'light' || text === 'dark' ? text : 'system';
}
