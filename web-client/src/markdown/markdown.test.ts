import { loadEmoji } from './emoji.svelte';
import { loadGrowth, MarkdownView, drawInline } from './view';

function shown(text: string, streaming = false): HTMLElement {
  const into = document.createElement('div');
  new MarkdownView(into).update(text, streaming);
  return into;
}

beforeAll(loadEmoji);

describe('a Markdown text', () => {
  test('has the elements of GFM', () => {
    const into = shown('# T\n\na **b** _c_ ~~d~~ `e` <https://x.org>\n\n- [x] done\n- open\n\n| a | b |\n|--|-:|\n| 1 | 2 |\n\n> q\n\n```rust\nfn a() {}\n```\n');
    expect(into.querySelector('h1')?.textContent).toBe('T');
    for (const name of ['strong', 'em', 'del', 'p code', 'a[href="https://x.org"]', 'li.task input', 'td', 'blockquote', 'pre code']) {
      expect(into.querySelector(name), name).not.toBeNull();
    }
    expect(into.querySelectorAll('td')[1]?.style.textAlign).toBe('right');
  });

  test('resolves character references and emoji, and leaves prices alone', () => {
    expect(shown('&lt;b&gt; &amp; :rocket: $5 and $6').textContent).toBe('<b> & 🚀 $5 and $6');
  });

  test('knows colored and small text', () => {
    const into = shown('a :red[b **c**] :blue-background[d] :small[e] :unknown[f]');
    expect(into.querySelector('.tint.red')?.textContent).toBe('b c');
    expect(into.querySelector('.tint.blue.background')?.textContent).toBe('d');
    expect(into.querySelector('small')?.textContent).toBe('e');
    expect(into.textContent).toContain(':unknown[f]');
  });

  test('marks formulas', () => {
    const into = shown('so $a_1 + b_1$ and\n\n$$\nx^2\n\n*y*\n$$\n');
    expect(into.querySelector('span.math')).not.toBeNull();
    expect(into.querySelector('div.math.display')).not.toBeNull();
  });

  test('opens other sites in a tab of their own', () => {
    const link = shown('[a](https://x.org)').querySelector('a');
    expect(link?.rel).toContain('noopener');
    expect(link?.target).toBe('_blank');
    expect(shown('[a](#b)').querySelector('a')?.target).toBe('');
  });
});

describe('what a hostile text contains', () => {
  const payloads = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)>',
    '<iframe src="javascript:alert(1)"></iframe>',
    '<a href="javascript:alert(1)">x</a>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java\tscript:alert(1))',
    '[x](<java\nscript:alert(1)>)',
    '[x](javascript&colon;alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](&#x6A;&#x61;vascript:alert(1))',
    '[x](vbscript:msgbox(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](\u0001javascript:alert(1))',
    '<javascript:alert(1)>',
    '![x](javascript:alert(1))',
    '![x](data:text/html;base64,PHNjcmlwdD4=)',
    '![x](" onerror="alert(1))',
    '[x]: javascript:alert(1)\n\n[x]',
    '<style>*{display:none}</style>',
    '<form action="https://x"><button>go</button></form>',
    '```html"><img src=x onerror=alert(1)>\n<b>\n```',
    '`<img src=x onerror=alert(1)>`',
    '| <img src=x onerror=alert(1)> |\n|--|\n| <script>1</script> |',
    ':red[<img src=x onerror=alert(1)>]',
    '$<img src=x onerror=alert(1)>$',
    '<details open ontoggle=alert(1)>',
    '<math><mtext></math><img src=x onerror=alert(1)>',
    '<!--><img src=x onerror=alert(1)>-->',
    '<a\nhref="javascript:alert(1)">x',
  ];
  test.each(payloads)('stays text: %j', (payload) => {
    for (const into of [shown(payload), shown(payload, true), label(payload)]) {
      expect(into.querySelectorAll('script,iframe,style,form,svg:not(.icon),details,object,embed')).toHaveLength(0);
      for (const element of into.querySelectorAll('*')) {
        for (const { name, value } of [...element.attributes]) {
          expect(name).not.toMatch(/^on/i);
          if (name === 'href') expect(value).toMatch(/^(https?:|mailto:|tel:|#|[^:]*$)/);
          if (name === 'src') expect(new URL(value, 'http://localhost/').protocol).toMatch(/^(https?|data|blob):$/);
        }
      }
    }
  });
  function label(text: string): HTMLElement {
    const into = document.createElement('span');
    drawInline(into, text);
    return into;
  }
});

describe('a text that grows', () => {
  const text =
    '# Title\n\nA paragraph with **bold** and a [link](https://x.org).\nSecond line\n\n- one\n- two\n  - inner\n\n  loose\n- three\n\n' +
    '1. a\n2. b\n\n```python\nprint("x")\n\nprint(2)\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> quote\nlazy\n\nHeading\n---\n\n' +
    'text\n``` x` y\n\n$$\na\n\nb\n$$\n\nlast :red[word] &amp; $x$ end\n\n* * *\n\n    indented\n\n- [ ] task\n- [x] done';

  test('ends as if it had been there at once', () => {
    for (const step of [1, 3, 7, 40]) {
      const into = document.createElement('div');
      const view = new MarkdownView(into);
      for (let end = step; end < text.length + step; end += step) {
        const part = text.slice(0, end);
        view.update(part, true);
        expect(into.textContent, `${step}: ${end}`).toBe(shown(part, true).textContent);
      }
      view.update(text, false);
      expect(into.innerHTML).toBe(shown(text).innerHTML);
    }
  });

  const items = (count: number, item: (n: number) => string) => Array.from({ length: count }, (_, n) => item(n + 1)).join('');
  test.each([
    ['a list', items(14, (n) => `- item ${n} **b**\n`) + '\nafter it\n\nmore'],
    ['a numbered list', `before\n\n${items(14, (n) => `${n + 3}. step \`${n}\`\n   goes on\n`)}\nafter`],
    ['a list with lists in it', items(12, (n) => `* a ${n}\n  * b\n  * c\n`) + '* last\n\n  loose\n* one more'],
    ['a loose list', items(12, (n) => `- item ${n}\n\n  more of it\n\n`) + '- tight'],
    ['a list of tasks', items(12, (n) => `- [${n % 2 ? 'x' : ' '}] task ${n}\n`)],
    ['a list that another follows', items(12, (n) => `- item ${n}\n`) + items(10, (n) => `1. item ${n}\n`)],
    ['a table', `| a | b |\n|:--|--:|\n${items(14, (n) => `| ${n} | *x* ${n} |\n`)}\nafter it`],
    ['a table in a row with others', `x\n\n${items(2, () => `a|b\n-|-\n${items(12, (n) => `${n}|y\n`)}\n`)}`],
    ['words', `${items(30, (n) => `word ${n} &amp; more `)}**bold** end of it`],
  ])('%s that goes on and on ends as if it had been there at once', async (_, text) => {
    await loadGrowth();
    for (const step of [1, 5, 23]) {
      const into = document.createElement('div');
      const view = new MarkdownView(into);
      for (let end = step; end < text.length + step; end += step) {
        view.update(text.slice(0, end), true);
        expect(into.innerHTML, `${step}: ${end}`).toBe(shown(text.slice(0, end), true).innerHTML);
      }
      view.update(text, false);
      expect(into.innerHTML).toBe(shown(text).innerHTML);
    }
  });

  test('the rows of a long table that are whole keep their nodes', async () => {
    await loadGrowth();
    const into = document.createElement('div');
    const view = new MarkdownView(into);
    const text = `| a |\n|---|\n${items(20, (n) => `| ${n} |\n`)}`;
    view.update(text, true);
    const rows = [...into.querySelectorAll('tbody tr')];
    view.update(`${text}| 21 |\n`, true);
    expect([...into.querySelectorAll('tbody tr')].slice(0, 17)).toEqual(rows.slice(0, 17));
    expect(into.querySelectorAll('tbody tr')).toHaveLength(21);
  });

  test('keeps the nodes of what does not change', () => {
    const into = document.createElement('div');
    const view = new MarkdownView(into);
    view.update('a\n\nb\n\nc', true);
    const [first, second] = into.children;
    view.update('a\n\nb\n\nc d\n\ne', true);
    expect(into.children[0]).toBe(first);
    expect(into.children[1]).toBe(second);
    view.update('a\n\nb\n\nc d\n\ne', false);
    expect(into.children[0]).toBe(first);
    expect(into.children).toHaveLength(4);
  });

  test('resolves links that are defined at its end', () => {
    const into = document.createElement('div');
    const view = new MarkdownView(into);
    view.update('see [x]\n\nmore\n\nand more\n\n', true);
    view.update('see [x]\n\nmore\n\nand more\n\n[x]: https://x.org', false);
    expect(into.querySelector('a')?.getAttribute('href')).toBe('https://x.org');
  });
});
