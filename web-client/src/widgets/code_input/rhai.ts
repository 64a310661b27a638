import { StreamLanguage, type StringStream } from '@codemirror/language';

const KEYWORDS = new Set('as break catch const continue do else export fn for global if import in is let loop private return switch this throw try unpack until while with'.split(' '));
const ATOMS = new Set(['true', 'false']);

/** Where the reader stands, from the outside in: in a template's text, in a comment, or so many braces deep in script. */
type Place = { in: 'template' } | { in: 'comment'; depth: number } | { in: 'script'; braces: number };

interface State {
  places: Place[];
  indent: number;
}

/** Rhai for the editor, with the words that Mirror adds to it. */
export const rhai = StreamLanguage.define<State>({
  name: 'rhai',
  startState: () => ({ places: [{ in: 'script', braces: 0 }], indent: 0 }),
  copyState: ({ places, indent }) => ({ places: places.map((place) => ({ ...place })), indent }),
  token,
  indent: (state, after, context) => {
    const inner = state.places.at(-1);
    if (inner?.in !== 'script') return null;
    return (state.indent + (/^\s*[})\]]/.test(after) ? -1 : 0)) * context.unit;
  },
  languageData: {
    commentTokens: { line: '//', block: { open: '/*', close: '*/' } },
    closeBrackets: { brackets: ['(', '[', '{', '"', '`'] },
    indentOnInput: /^\s*[})\]]$/,
  },
});

function token(stream: StringStream, state: State): string | null {
  const place = state.places.at(-1) ?? { in: 'script', braces: 0 };
  if (place.in === 'comment') return comment(stream, state, place);
  if (place.in === 'template') return template(stream, state);
  return script(stream, state, place);
}

/** Block comments nest. */
function comment(stream: StringStream, state: State, place: { depth: number }): string {
  while (!stream.eol()) {
    if (stream.match('/*')) place.depth += 1;
    else if (stream.match('*/')) {
      place.depth -= 1;
      if (place.depth === 0) {
        state.places.pop();
        break;
      }
    } else stream.next();
  }
  return 'comment';
}

/** Text between backticks; what stands between `${` and `}` is script again. */
function template(stream: StringStream, state: State): string {
  if (stream.match('${')) {
    state.places.push({ in: 'script', braces: 0 });
    return 'brace';
  }
  while (!stream.eol() && !stream.match('${', false)) {
    if (stream.next() === '`') {
      state.places.pop();
      break;
    }
  }
  return 'string';
}

function script(stream: StringStream, state: State, place: { braces: number }): string | null {
  if (stream.eatSpace()) return null;
  if (stream.match('//')) {
    stream.skipToEnd();
    return 'comment';
  }
  if (stream.match('/*')) {
    state.places.push({ in: 'comment', depth: 1 });
    return 'comment';
  }
  if (stream.match('`')) {
    state.places.push({ in: 'template' });
    return 'string';
  }
  if (stream.match(/^"(?:\\.|[^"\\])*"?/) || stream.match(/^'(?:\\.[^']*|[^'\\])'/)) return 'string';
  if (stream.match(/^(?:0x[\da-f_]+|0b[01_]+|0o[0-7_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:e[+-]?\d+)?)/i)) return 'number';
  if (stream.sol() && stream.match(/^@[\w.]+/)) return 'meta';
  const word = stream.match(/^[\p{L}_][\p{L}\p{N}_]*/u) as RegExpMatchArray | null;
  if (word) return named(word[0], stream);
  return bracket(stream.next() ?? '', state, place);
}

function named(word: string, stream: StringStream): string {
  if (KEYWORDS.has(word)) return 'keyword';
  if (ATOMS.has(word)) return 'atom';
  if (stream.match(/^\s*!?\(/, false)) return 'variableName.function';
  // A keyword argument, or a field of a map.
  return stream.match(/^\s*(?:=(?!=)|:(?!:))/, false) ? 'propertyName' : 'variableName';
}

function bracket(letter: string, state: State, place: { braces: number }): string {
  if ('([{'.includes(letter)) {
    place.braces += 1;
    state.indent += 1;
    return letter === '{' ? 'brace' : 'bracket';
  }
  if (')]}'.includes(letter)) {
    if (letter === '}' && place.braces === 0 && state.places.length > 1) {
      state.places.pop();
      return 'brace';
    }
    place.braces = Math.max(0, place.braces - 1);
    state.indent = Math.max(0, state.indent - 1);
    return letter === '}' ? 'brace' : 'bracket';
  }
  return 'operator';
}
