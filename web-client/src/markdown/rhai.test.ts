import { highlighted } from './highlight';

/** The colored parts of a source text, as `class:text`. */
async function parts(source: string): Promise<string[]> {
  const host = document.createElement('div');
  host.append((await highlighted(source, 'rhai')) as DocumentFragment);
  return [...host.querySelectorAll('span')].map(({ className, textContent }) => `${className}:${textContent}`);
}

test('a text in backticks is a text, and what is put into it is script', async () => {
  expect(await parts('st.write(`From ${low} to ${fmt(high, ".2f")}`)')).toEqual([
    'h-title:write', 'h-string:`From ${low} to ${fmt(high, ".2f")}`', 'h-subst:${low}', 'h-subst:${fmt(high, ".2f")}', 'h-title:fmt', 'h-string:".2f"',
  ]);
});

test('blocks inside a text may hold braces', async () => {
  expect(await parts('`${if good { "well" } else { "badly" }}.` + 1')).toContain('h-number:1');
});

test('the words of Mirror are keywords, decorators stand out', async () => {
  expect(await parts('@st.cache_data\nfn f() { with st.sidebar { unpack a, b = g(1.5) } }')).toEqual([
    'h-meta:@st.cache_data', 'h-keyword:fn', 'h-title:f', 'h-keyword:with', 'h-keyword:unpack', 'h-title:g', 'h-number:1.5',
  ]);
});
