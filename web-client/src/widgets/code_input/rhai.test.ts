import { EditorState } from '@codemirror/state';
import { ensureSyntaxTree } from '@codemirror/language';
import { rhai } from './rhai';

/** What each part of a source is taken for. */
function parts(source: string): string[] {
  const tree = ensureSyntaxTree(EditorState.create({ doc: source, extensions: rhai }), source.length, 5000);
  const found: string[] = [];
  tree?.iterate({
    enter: ({ name, from, to, node }) => {
      if (!node.firstChild && name !== 'Document') found.push(`${name} ${source.slice(from, to)}`);
    },
  });
  return found;
}

const of = (kind: string, source: string) =>
  parts(source).filter((part) => part.startsWith(`${kind} `)).map((part) => part.slice(kind.length + 1));

test('words, numbers and texts have their colors', () => {
  const source = 'let rate = 0.5; if fine { st.write("a \\" b") } // end';
  expect(of('keyword', source)).toEqual(['let', 'if']);
  expect(of('number', source)).toEqual(['0.5']);
  expect(of('string', source)).toEqual(['"a \\" b"']);
  expect(of('comment', source)).toEqual(['// end']);
});

test('what stands in a template is script again, braces and templates and all', () => {
  const source = '`a ${if x { `b ${1}` } else { 2 }} c` 3';
  expect(of('number', source)).toEqual(['1', '2', '3']);
  expect(of('keyword', source)).toEqual(['if', 'else']);
});

test('block comments nest and go over lines', () => {
  expect(of('number', '/* 1 /* 2 */\n 3 */ 4')).toEqual(['4']);
});
