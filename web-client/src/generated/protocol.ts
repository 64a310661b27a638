// Generated from runtime/src/protocol.rs by `cargo test -p mirror-runtime --test protocol`. Do not edit.

export type Props = Record<string, unknown>;

export type Element = { id: string, kind: string, props: Props, children?: Array<Element>, };

export type ClientMessage = { "type": "hello", 
/**
 * The session to take up again, if any.
 */
token: string | null, 
/**
 * The last frame whose result the page still shows; 0 after a page load.
 */
have: number, 
/**
 * The query part of the page's address, without `?`.
 */
query: string, 
/**
 * The browser's language.
 */
locale: string, 
/**
 * The browser's time zone.
 */
timezone: string, 
/**
 * `light` or `dark`.
 */
theme: string, 
/**
 * How many minutes the browser's clock is behind UTC.
 */
timezone_offset: number, 
/**
 * The page's address, without the query.
 */
url: string, 
/**
 * The last part of the address's path: which page of the app it is.
 */
path: string, 
/**
 * When the browser last went elsewhere by itself; grows with each time.
 */
visit: number, 
/**
 * Whether the page stands in another one.
 */
embedded: boolean, 
/**
 * What the browser keeps for the script.
 */
local: Record<string, unknown>, } | { "type": "event", 
/**
 * The widget.
 */
id: string, 
/**
 * Its value, as the browser has it.
 */
value: unknown, 
/**
 * Counts this page's events; frames acknowledge it.
 */
seq: number, } | { "type": "submit", 
/**
 * The button that sent it.
 */
id: string, 
/**
 * The form's changed values.
 */
values: Record<string, unknown>, 
/**
 * Counts this page's events; frames acknowledge it.
 */
seq: number, } | { "type": "rerun", 
/**
 * Counts this page's events; frames acknowledge it.
 */
seq: number, } | { "type": "stop" } | { "type": "query", 
/**
 * The query part, without `?`.
 */
query: string, 
/**
 * The last part of its path: which page of the app it is.
 */
path: string, 
/**
 * When the browser went there; grows with each time.
 */
visit: number, } | { "type": "local", 
/**
 * The changed values; null where a name is gone.
 */
changes: Record<string, unknown>, } | { "type": "theme", 
/**
 * `light` or `dark`.
 */
theme: string, } | { "type": "ping" };

export type ServerMessage = { "type": "welcome", 
/**
 * Names the session; a later hello brings it back.
 */
token: string, 
/**
 * Whether an earlier session goes on.
 */
resumed: boolean, 
/**
 * Whether errors are shown in full.
 */
development: boolean, 
/**
 * Mirror's version.
 */
version: string, } | { "type": "frame" } & Frame | { "type": "problem", 
/**
 * What is wrong with it.
 */
problem: Problem | null, } | { "type": "refused", 
/**
 * `full`, `protocol` or `ended`.
 */
reason: string, 
/**
 * For people.
 */
message: string, } | { "type": "rejected", 
/**
 * The widget.
 */
id: string, 
/**
 * The event.
 */
seq: number, 
/**
 * For people.
 */
message: string, } | { "type": "local", 
/**
 * The changed values; null where a name is gone.
 */
changes: Record<string, unknown>, } | { "type": "pong" };

export type Frame = { 
/**
 * Counts the session's frames.
 */
frame: number, 
/**
 * Counts the session's runs.
 */
run: number, 
/**
 * The highest event whose effect is in.
 */
ack: number, 
/**
 * The run goes on.
 */
running: boolean, 
/**
 * Forget the page first.
 */
reset?: boolean, 
/**
 * The topmost elements that the running run has not reached yet.
 */
stale?: Array<string>, 
/**
 * What changes, in order.
 */
patches: Array<Patch>, };

export type Patch = { "op": "insert", 
/**
 * Where it goes into.
 */
parent: string, 
/**
 * Before which of the children it goes.
 */
index: number, 
/**
 * The element.
 */
node: Element, } | { "op": "update", 
/**
 * The element.
 */
id: string, 
/**
 * The new or changed props.
 */
props: Record<string, unknown>, 
/**
 * The props it no longer has.
 */
gone?: Array<string>, } | { "op": "append", 
/**
 * The element.
 */
id: string, 
/**
 * The prop that holds the text.
 */
prop: string, 
/**
 * What came on.
 */
text: string, } | { "op": "move", 
/**
 * The element.
 */
id: string, 
/**
 * Where, counted after it was taken out.
 */
index: number, } | { "op": "remove", 
/**
 * The element.
 */
id: string, };

export type Problem = { 
/**
 * What kind of error it is: `the script does not compile`, `the script stopped here`.
 */
title: string, 
/**
 * What happened.
 */
message: string, 
/**
 * The script file, relative to the app's folder.
 */
file: string, 
/**
 * Line, from 1; 0 when there is no place.
 */
line: number, 
/**
 * Column, from 1; 0 when only the line is known.
 */
column: number, 
/**
 * The source line.
 */
source: string, 
/**
 * What would work.
 */
hint?: string, 
/**
 * The calls that led there, outermost first.
 */
trace?: Array<Place>, 
/**
 * In production the page shows only this; the log has the rest under it.
 */
id?: string, };

export type Place = { 
/**
 * The file, relative to the app's folder.
 */
file: string, 
/**
 * Line, from 1.
 */
line: number, 
/**
 * Column, from 1.
 */
column: number, 
/**
 * The source line.
 */
source: string, 
/**
 * The function it stands in; empty at top level.
 */
function: string, };
