// The grammar for VS Code, read as TextMate reads it: line by line, with a stack of what is open.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Rule {
  name?: string;
  match?: string;
  begin?: string;
  end?: string;
  include?: string;
  patterns?: Rule[];
  captures?: Record<string, { name: string }>;
}

const root = join(import.meta.dirname, '../..');
const grammar = JSON.parse(readFileSync(join(root, 'editors/vscode/syntaxes/rhai.tmLanguage.json'), 'utf8')) as Rule & { repository: Record<string, Rule> };
const expressions = new Map<string, RegExp>();

function expression(source: string): RegExp {
  const known = expressions.get(source) ?? new RegExp(source, 'dgm');
  expressions.set(source, known);
  return known;
}

/** Rules with their includes and groups spread out. */
function flat(rules: Rule[], seen = new Set<Rule>()): Rule[] {
  return rules.flatMap((rule) => {
    if (seen.has(rule)) return [];
    if (rule.include) {
      const named = grammar.repository[rule.include.slice(1)];
      if (!named) throw new Error(`no rule ${rule.include}`);
      return named.match || named.begin ? [named] : flat([named], seen);
    }
    return rule.match || rule.begin ? [rule] : flat(rule.patterns ?? [], new Set(seen).add(rule));
  });
}

type Open = { rule: Rule; end: string };

/** The parts of a text with the name of what they are, and what is still open at its end. */
function tokens(text: string): { found: [string, string][]; open: Open[] } {
  const open: Open[] = [];
  const found: [string, string][] = [];
  for (const line of text.split('\n')) {
    for (let at = 0; at <= line.length; ) {
      const top = open.at(-1);
      const rules = flat(top ? (top.rule.patterns ?? []) : (grammar.patterns ?? []));
      let best: { at: number; match: RegExpExecArray; rule: Rule | null } | null = null;
      const look = (source: string, rule: Rule | null): void => {
        const seeker = expression(source);
        seeker.lastIndex = at;
        const match = seeker.exec(line);
        if (match && (!best || match.index < best.at)) best = { at: match.index, match, rule };
      };
      if (top) look(top.end, null);
      for (const rule of rules) look((rule.match ?? rule.begin) as string, rule);
      if (!best) break;
      const { match, rule } = best as { at: number; match: RegExpExecArray; rule: Rule | null };
      if (!rule) open.pop();
      else if (rule.begin) open.push({ rule, end: (rule.end as string).replace(/\\1/g, match[1] ?? '') });
      else {
        if (rule.name) found.push([match[0], rule.name]);
        for (const [group, { name }] of Object.entries(rule.captures ?? {})) if (match[Number(group)]) found.push([match[Number(group)] as string, name]);
      }
      at = match.index + Math.max(1, match[0].length);
    }
  }
  return { found, open };
}

const scripts = ['scripts', 'scripts/widgets', 'scripts/tests', 'examples/chat', 'examples/dashboard', 'examples/component']
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name)))
  .filter((path) => path.endsWith('.rhai'));

test.each(scripts)('%s is closed at its end, word for word', (path) => {
  const { open } = tokens(readFileSync(path, 'utf8'));
  expect(open.map(({ rule }) => rule.name)).toEqual([]);
});

test('the words of our dialect are what they are', () => {
  const { found } = tokens(`@st.cache_data(ttl=60)
fn load(path) { path } /// says
unpack a, b = st.columns(2)
with st.sidebar { st.slider("N", 0, max_value=10, value = 3) }
let total = 3; total = 4; total == 5
st.text(\`n is \${#{ max: "}" }.max} and more\`)
//> see 5
/* a /* b */ c */ let x = #"a "b" c"#`);
  const scope = (word: string): string[] => found.filter(([text]) => text.trim() === word).map(([, name]) => name.replace(/\.rhai$/, ''));
  expect(scope('st.cache_data')).toEqual(['entity.name.function.decorator']);
  expect(scope('ttl')).toEqual(['variable.parameter.keyword']);
  expect(scope('max_value')).toEqual(['variable.parameter.keyword']);
  expect(scope('value')).toEqual(['variable.parameter.keyword']);
  expect(scope('total')).toEqual(['variable.other', 'variable.other', 'variable.other']);
  expect(scope('with')).toEqual(['keyword.control']);
  expect(scope('unpack')).toEqual(['storage.type']);
  expect(scope('load')).toEqual(['entity.name.function']);
  expect(scope('slider')).toEqual(['entity.name.function.call']);
  expect(scope('see 5')).toEqual(['markup.inserted.step']);
  expect(scope('/// says')).toEqual(['comment.line.documentation']);
  expect(scope('60')).toEqual(['constant.numeric']);
  expect(scope('x')).toEqual(['variable.other']);
});
