// Generated from the props in `widgets/src`; do not edit. To write it anew after a change:
// UPDATE_GENERATED=1 cargo test -p mirror-widgets

/** What every element may carry. */
export type CommonProps = {
/** Its name: a CSS class `st-key-NAME`. */
key?: string,
/** How wide it is; absent: the widget's own default. */
width?: "stretch" | "content" | number, };

/** What every input carries whose value lasts one run only. */
export type TriggerProps = CommonProps & {
/** A tooltip, in Markdown. */
help?: string,
/** Takes no input. */
disabled?: boolean,
/** `ignore`: a click is not sent. */
on_click?: "ignore",
/** `false`: a long text is cut off. */
wrap?: false, };

/** What every input carries: the server's value, and how it is shown. */
export type InputProps<V> = TriggerProps & {
/** The server's value. */
value: V,
/** Whether the label is seen. */
label_visibility?: "hidden" | "collapsed",
/** A form is not sent while it is empty. */
required?: boolean,
/** `ignore`: a new value waits for the next run. */
on_change?: "ignore", };

export type TitleProps = {
/** The text, in Markdown. */
body: string,
/** A tooltip, in Markdown. */
help?: string,
/** The name in links to it; made of the text when absent, none when false. */
anchor?: string | false,
/** An emoji or a symbol before the text. */
icon?: string,
/** To which side its lines go; the start of the line when absent. */
text_alignment?: "center" | "right" | "justify",
/** False: it stays on one line and ends with an ellipsis. */
wrap?: false, };

export type HeaderProps = {
/** A line below: true for the next color in turn, or a color. */
divider?: true | string,
/** The text, in Markdown. */
body: string,
/** A tooltip, in Markdown. */
help?: string,
/** The name in links to it; made of the text when absent, none when false. */
anchor?: string | false,
/** An emoji or a symbol before the text. */
icon?: string,
/** To which side its lines go; the start of the line when absent. */
text_alignment?: "center" | "right" | "justify",
/** False: it stays on one line and ends with an ellipsis. */
wrap?: false, };

export type TextProps = {
/** The text. */
body: string,
/** A tooltip, in Markdown. */
help?: string,
/** To which side its lines go; the start of the line when absent. */
text_alignment?: "center" | "right" | "justify",
/** False: it stays on one line and ends with an ellipsis. */
wrap?: false, };

export type MarkdownProps = {
/** False: its headings cannot be linked to. */
anchors?: false,
/** More is being written: a caret shows at the end. */
streaming?: boolean,
/** The text. */
body: string,
/** A tooltip, in Markdown. */
help?: string,
/** To which side its lines go; the start of the line when absent. */
text_alignment?: "center" | "right" | "justify",
/** False: it stays on one line and ends with an ellipsis. */
wrap?: false, };

export type BadgeProps = {
/** The words, in inline Markdown. */
label: string,
/** The color of the ground. */
color: string,
/** An emoji before the words. */
icon?: string,
/** A tooltip, in Markdown. */
help?: string, };

export type CodeProps = {
/** The source. */
body: string,
/** The language to highlight; plain when absent. */
language?: string,
/** Whether lines are numbered. */
line_numbers: boolean,
/** Whether long lines break. */
wrap_lines: boolean,
/** The height in pixels beyond which it scrolls. */
height?: number, };

export type LatexProps = {
/** The formula, in LaTeX. */
body: string,
/** A tooltip, in Markdown. */
help?: string, };

export type HighlightedTextProps = {
/** What the text is, in Markdown. */
label?: string,
/** The whole text, in parts. */
spans: Array<{
/** The words. */
text: string,
/** The class they belong to. */
class?: string,
/** How sure that is, or how much they count: from -1 to 1. */
score?: number, }>,
/** Each class and its color in CSS, in the order of appearance. */
classes: Array<[string, string]>,
/** Whether the classes stand above the text. */
show_legend: boolean,
/** Whether the class stands beside each mark. */
show_inline_category: boolean, };

export type LabelProps = {
/** What was classified, in Markdown. */
label?: string,
/** The best class, large. */
heading?: string,
/** The classes with their confidence from 0 to 1, best first. */
classes: Array<[string, number]>,
/** How many more classes there are. */
more: number,
/** The color of the bars, in CSS. */
color?: string, };

export type TokenViewProps = {
/** What the text is, in Markdown. */
label?: string,
/** The tokens, in order. */
tokens: Array<{
/** Its text. */
text: string,
/** With what probability it was chosen, after all filters. */
probability: number,
/** Its probability by the model's own scores. */
raw_probability?: number,
/** Its place among all tokens by the model's own scores; 1 is the likeliest. */
rank?: number,
/** How undecided the model was, in bits. */
entropy?: number,
/** What else could have stood here, the likeliest first. */
alternatives: Array<{
/** The number by which the model knows it. */
id: number,
/** Its text. */
text: string,
/** Its probability by the model's own scores, before any filter. */
probability: number,
/** Its probability after all filters; 0 where they cut it. */
filtered?: number, }>, }>,
/** What the shade of a token says. */
shade: "probability" | "rank" | "entropy",
/** Whether another token can be picked. */
selectable: boolean, };

export type DiffViewProps = {
/** The lines, in order. */
lines: Array<{ "kind": "same",
/** Its number in the old text. */
old: number,
/** Its number in the new text. */
new: number,
/** The line. */
text: string, } | { "kind": "removed",
/** Its number in the old text. */
old: number,
/** The line, parted into what stayed and what went. */
pieces: Array<[boolean, string]>, } | { "kind": "added",
/** Its number in the new text. */
new: number,
/** The line, parted into what stayed and what came. */
pieces: Array<[boolean, string]>, } | { "kind": "skipped",
/** How many. */
lines: number, }>,
/** How many lines came. */
added: number,
/** How many lines went. */
removed: number,
/** What the old text is called. */
label_old: string,
/** What the new text is called. */
label_new: string,
/** Whether the texts stand side by side where there is room. */
split: boolean,
/** The height in pixels beyond which it scrolls. */
height?: number, };

export type LogViewProps = {
/** What it is the log of, in Markdown. */
label?: string,
/** The lines; a growing text is sent by its end alone. */
body: string,
/** How many lines were left out before them. */
dropped?: number,
/** The height in pixels. */
height: number,
/** Whether it stays at its end while lines come. */
follow: boolean,
/** Whether lines are numbered. */
line_numbers: boolean,
/** Whether long lines break. */
wrap_lines: boolean, };

export type MermaidChartProps = {
/** The diagram, in Mermaid's language. */
body: string,
/** What it shows, for who cannot see it. */
alt?: string, };

export type HelpProps = {
/** How it is called: `st.slider(label, ...)`. */
call: string,
/** What it does, in Markdown. */
doc: string,
/** Its parameters. */
params: Array<{
/** Its name. */
name: string,
/** What it takes. */
takes: string,
/** The default; empty when it must be given. */
default: string,
/** What it does. */
doc: string, }>, };

export type EchoProps = {
/** The source of the block; the runtime puts it in when the block begins. */
source: string,
/** Where the source stands. */
code_location: "above" | "below", };

export type DividerProps = {
/** A color of the palette; hardly seen when absent. */
color?: string, };

export type JsonProps = {
/** The data. */
body: unknown,
/** Whether it is unfolded, or to which depth. */
expanded: boolean | number, };

export type MetricProps = {
/** What the number is, in Markdown. */
label: string,
/** The number, as text. */
value: string,
/** The change, as text. */
delta?: string,
/** Where the change's arrow points. */
direction: "up" | "down" | "none",
/** Whether up is good, bad, or neither. */
delta_color: "normal" | "inverse" | "off",
/** A tooltip, in Markdown. */
help?: string,
/** What the change is compared with, beside it. */
delta_description?: string,
/** An emoji or a symbol before the label. */
icon?: string,
/** Whether it has a border. */
border: boolean,
/** Whether the label is seen. */
label_visibility?: "hidden" | "collapsed",
/** The numbers of the small chart below. */
chart_data?: Array<number>,
/** The kind of the small chart. */
chart_type?: "line" | "bar" | "area", };

export type TableProps = {
/** The names of the columns, in Markdown. */
columns: Array<string>,
/** The rows, each with a cell per column; null where there is none. */
rows: unknown[][],
/** Whether it has lines. */
border: boolean,
/** Of each column, whether it holds numbers only. */
numeric: Array<boolean>, };

export type ButtonProps = {
/** The text on it, in Markdown. */
label: string,
/** How much it calls for attention. */
type: "primary" | "secondary" | "tertiary",
/** What stands beside the label. */
icon?: string,
/** Present where the icon stands after the label. */
icon_position?: "right",
/** The keys that press it, such as `Ctrl+Enter`. */
shortcut?: string, };

export type LinkButtonProps = {
/** Where it leads. */
url: string,
/** Whether the script hears of a click. */
heard?: boolean,
/** The text on it, in Markdown. */
label: string,
/** How much it calls for attention. */
type: "primary" | "secondary" | "tertiary",
/** What stands beside the label. */
icon?: string,
/** Present where the icon stands after the label. */
icon_position?: "right",
/** The keys that press it, such as `Ctrl+Enter`. */
shortcut?: string, };

export type PageLinkProps = {
/** The words, in inline Markdown. */
label: string,
/** An emoji or the name of an icon beside the words. */
icon?: string,
/** On which side of the words the icon stands. */
icon_position?: string,
/** A tooltip, in Markdown. */
help?: string,
/** It leads nowhere now. */
disabled?: boolean,
/** The last part of the page's address. */
path?: string,
/** The query of that address, without `?`. */
query?: string,
/** The address elsewhere. */
url?: string, };

export type MenuButtonProps = {
/** The texts of the actions, in Markdown. */
options: string[],
/** The text on it, in Markdown. */
label: string,
/** How much it calls for attention. */
type: "primary" | "secondary" | "tertiary",
/** What stands beside the label. */
icon?: string,
/** Present where the icon stands after the label. */
icon_position?: "right",
/** The keys that press it, such as `Ctrl+Enter`. */
shortcut?: string, };

export type CheckboxProps = {
/** The text beside it, in Markdown. */
label: string, };

export type CheckboxGroupProps = {
/** What is asked, in Markdown. */
label: string,
/** The texts of the options, in Markdown. */
options: string[],
/** Small print below each option. */
captions?: Array<string>,
/** Whether the options stand side by side. */
horizontal: boolean,
/** Whether a box over them ticks all. */
select_all?: boolean,
/** How many may be ticked. */
max_selections?: number, };

export type RadioProps = {
/** What is asked, in Markdown. */
label: string,
/** The texts of the options, in Markdown. */
options: string[],
/** Small print below each option. */
captions?: Array<string>,
/** Whether the options stand side by side. */
horizontal: boolean, };

export type PillsProps = {
/** What is asked, in Markdown. */
label: string,
/** The texts of the options, in Markdown. */
options: string[],
/** Whether several may be chosen. */
multi?: boolean, };

export type SelectboxProps = {
/** What is asked, in Markdown. */
label: string,
/** The texts of the options. */
options: string[],
/** What stands there while nothing is chosen. */
placeholder?: string,
/** Whether a typed text may become an option. */
accept_new_options?: boolean,
/** Whether the choice can be taken back. */
clearable?: boolean,
/** How typed text finds options. */
filter_mode: "fuzzy" | "contains" | "prefix" | "none",
/** What stands before the choice. */
icon?: string, };

export type MultiselectProps = {
/** What is asked, in Markdown. */
label: string,
/** The texts of the options. */
options: string[],
/** What stands there while nothing is chosen. */
placeholder?: string,
/** How many may be chosen. */
max_selections?: number,
/** Whether a typed text may become an option. */
accept_new_options?: boolean,
/** How typed text finds options. */
filter_mode: "fuzzy" | "contains" | "prefix" | "none",
/** Whether all can be chosen at once. */
select_all: boolean, };

export type SliderProps = {
/** What is asked, in Markdown. */
label: string,
/** The least value. */
min: number | string,
/** The greatest value. */
max: number | string,
/** The distance between values; days for dates. */
step: number,
/** What its numbers stand for. */
kind: "int" | "float" | "date",
/** Whether it has two thumbs. */
range: boolean,
/** How its value is shown. */
format?: string, };

export type SelectSliderProps = {
/** What is asked, in Markdown. */
label: string,
/** The texts of the options, in order. */
options: string[],
/** Whether it has two thumbs. */
range: boolean, };

export type FeedbackProps = {
/** What is asked, for those who cannot see it. */
label?: string,
/** What there is to click on. */
options: "thumbs" | "faces" | "stars", };

export type RatingProps = {
/** What is rated, in Markdown. */
label: string,
/** How many stars there are. */
max: number,
/** Whether a star may be half full. */
half?: boolean,
/** What stands in the place of stars. */
icon?: string, };

export type PaginationProps = {
/** What is paged through, for those who cannot see it. */
label?: string,
/** How many pages there are. */
pages: number,
/** How many of them have a button. */
max_visible_pages: number, };

export type NumberInputProps = {
/** What is asked, in Markdown. */
label: string,
/** The least value. */
min?: number,
/** The greatest value. */
max?: number,
/** How far the buttons and arrow keys go. */
step: number,
/** Whether decimals are taken. */
kind: "int" | "float",
/** How the number is shown. */
format?: string,
/** What stands there while it is empty. */
placeholder?: string,
/** What stands before the number. */
icon?: string, };

export type TextInputProps = {
/** What is asked, in Markdown. */
label: string,
/** How many characters it takes. */
max_chars?: number,
/** What kind of text it is: phones show keys that fit, and a password is hidden. */
type: "default" | "password" | "email" | "url" | "phone" | "search",
/** What stands there while it is empty. */
placeholder?: string,
/** What browsers may fill in, by the names of HTML. */
autocomplete?: string,
/** What stands before the text. */
icon?: string,
/** What the whole text must match, as a regular expression of JavaScript. */
validate?: string,
/** Whether the text is sent while it is typed. */
live?: boolean,
/** The keys that lead into it, such as `Ctrl+K`. */
shortcut?: string, };

export type TextAreaProps = {
/** What is asked, in Markdown. */
label: string,
/** Pixels, `content`: as high as its text, or `stretch`: as high as there is room. */
height?: number | "content" | "stretch",
/** How many characters it takes. */
max_chars?: number,
/** What stands there while it is empty. */
placeholder?: string, };

export type DateInputProps = {
/** What is asked, in Markdown. */
label: string,
/** Whether it asks for a first and a last day. */
range: boolean,
/** The first day that may be chosen. */
min?: string,
/** The last day that may be chosen. */
max?: string,
/** How a day is written: a pattern such as `DD.MM.YYYY`, or `localized`. */
format: string,
/** Whether nothing may be chosen. */
clears: boolean, };

export type TimeInputProps = {
/** What is asked, in Markdown. */
label: string,
/** Minutes between the times of the list; others can be typed. */
step: number,
/** How a time is written. */
format: "24h" | "12h" | "localized",
/** Whether no time may be chosen. */
clears: boolean, };

export type DatetimeInputProps = {
/** What is asked, in Markdown. */
label: string,
/** The first moment that may be chosen. */
min?: string,
/** The last moment that may be chosen. */
max?: string,
/** How the day is written: a pattern such as `DD.MM.YYYY`, or `localized`. */
format: string,
/** Minutes between the times of the list; others can be typed. */
step: number,
/** Whether nothing may be chosen. */
clears: boolean, };

export type ColorPickerProps = {
/** What is asked, in Markdown. */
label: string,
/** Whether the color may shine through. */
alpha: boolean, };

export type CodeInputProps = {
/** What is asked, in Markdown. */
label: string,
/** The language whose colors it has. */
language: string,
/** Pixels; absent: as high as its text, within limits. */
height?: number,
/** Whether its lines have numbers. */
line_numbers: boolean,
/** Whether long lines go on in the next. */
wrap_lines: boolean,
/** What stands there while it is empty. */
placeholder?: string, };

export type KeyValueEditorProps = {
/** What is asked, in Markdown. */
label: string,
/** How many entries it may have. */
max_items?: number, };

export type ListEditorProps = {
/** What is asked, in Markdown. */
label: string,
/** What its items are. */
item: "text" | "number",
/** How many items it may have. */
max_items?: number,
/** What stands in an empty item. */
placeholder?: string, };

export type TagsProps = {
/** What is asked, in Markdown. */
label: string,
/** What is offered while one types. */
suggestions: Array<string>,
/** How many there may be. */
max_tags?: number,
/** What stands there while there is none. */
placeholder?: string, };

export type FileUploaderProps = {
/** What it is called, in Markdown. */
label: string,
/** Which files it takes. */
upload: {
/** Endings (`.csv`), types (`image/png`) and kinds (`image/*`); empty for all. */
types: Array<string>,
/** How many bytes a file may have. */
max_bytes: number,
/** Whether names keep the folders they came from. */
folder?: boolean, },
/** It takes several files. */
multiple?: boolean, };

export type CameraInputProps = {
/** What it is called, in Markdown. */
label: string,
/** Which files it takes: photos. */
upload: {
/** Endings (`.csv`), types (`image/png`) and kinds (`image/*`); empty for all. */
types: Array<string>,
/** How many bytes a file may have. */
max_bytes: number,
/** Whether names keep the folders they came from. */
folder?: boolean, },
/** How many lines a photo should have, where the camera can do so. */
lines?: number, };

export type AudioInputProps = {
/** What it is called, in Markdown. */
label: string,
/** Which files it takes: recordings. */
upload: {
/** Endings (`.csv`), types (`image/png`) and kinds (`image/*`); empty for all. */
types: Array<string>,
/** How many bytes a file may have. */
max_bytes: number,
/** Whether names keep the folders they came from. */
folder?: boolean, },
/** Samples a second; as many as the microphone gives where it is not there. */
sample_rate?: number, };

export type SketchpadProps = {
/** What it is called, in Markdown. */
label: string,
/** Which files it takes: drawings. */
upload: {
/** Endings (`.csv`), types (`image/png`) and kinds (`image/*`); empty for all. */
types: Array<string>,
/** How many bytes a file may have. */
max_bytes: number,
/** Whether names keep the folders they came from. */
folder?: boolean, },
/** How many pixels the drawing is wide. */
across: number,
/** How many pixels the drawing is high. */
down: number,
/** The color of the paper. */
paper?: string,
/** The address of the picture that is drawn on. */
picture?: string,
/** The color of the pen. */
stroke_color: string,
/** How wide the pen is, in pixels. */
stroke_width: number,
/** The tools there are. */
tools: ("pen" | "eraser")[], };

export type DownloadButtonProps = {
/** The address of what is saved; none where that is made when it is clicked. */
src?: string,
/** The name it is saved under. */
file_name: string,
/** Its type, where the script says so. */
mime?: string,
/** What was made for the last click: its address, and the run that made it. */
made?: { src: string; run: number },
/** The text on it, in Markdown. */
label: string,
/** How much it calls for attention. */
type: "primary" | "secondary" | "tertiary",
/** What stands beside the label. */
icon?: string,
/** Present where the icon stands after the label. */
icon_position?: "right",
/** The keys that press it, such as `Ctrl+Enter`. */
shortcut?: string, };

export type ProgressProps = {
/** From 0 to 1. */
value: number,
/** What is being done, in Markdown. */
text?: string,
/** Whether the time that is left is estimated. */
eta?: boolean,
/** How many items of a loop are done; the runtime says it, like all below. */
count?: number,
/** How many items there are; absent where nobody knows. */
total?: number,
/** How many items are done in a second. */
rate?: number,
/** How many seconds are left. */
left?: number, };

export type TaskViewProps = {
/** What it is called, in Markdown. */
label: string,
/** Where it stands. */
state: "idle" | "queued" | "running" | "done" | "failed" | "cancelled",
/** From 0 to 1; unknown until the task has said it. */
progress: number | null,
/** What it does just now, in Markdown. */
text: string,
/** For how many seconds it has been at work when this was sent, or was at its end. */
elapsed: number,
/** How many tasks come before it, itself included, while it waits in line. */
place: number | null,
/** Why it failed. */
error: string | null,
/** Whether there is a button that ends it. */
cancel: boolean,
/** Whether there is a button that begins it anew when it was ended or has failed. */
restart: boolean, };

export type SpinnerProps = {
/** What is going on, in Markdown. */
text: string,
/** Whether the seconds are counted. */
show_time: boolean, };

export type StatusProps = {
/** What is going on, in Markdown. */
label: string,
/** Whether what is inside is seen. */
expanded: boolean,
/** How it goes. */
state: "running" | "complete" | "error",
/** A box, or a line without a border. */
type: "default" | "compact", };

export type SkeletonProps = {
/** In pixels. */
height: number, };

export type InfoProps = {
/** The message, in Markdown. */
body: string,
/** An emoji in place of the usual sign. */
icon?: string,
/** A line in bold above the message. */
title?: string, };

export type ExceptionProps = {
/** What kind of error it is. */
title: string,
/** What happened. */
message: string,
/** The script file; empty when it is the app's own script. */
file: string,
/** Line, from 1; 0 when there is no place. */
line: number,
/** Column, from 1; 0 when only the line is known. */
column: number,
/** The source line, where the runtime knows it. */
source: string,
/** What would work. */
hint?: string, };

export type ToastProps = {
/** The message, in Markdown. */
body: string,
/** An emoji before it. */
icon?: string,
/** How long it stays; 0 until it is closed. */
seconds: number,
/** The run it belongs to: another one shows it again. */
run: number, };

export type NotifyProps = {
/** The first line. */
title: string,
/** What else there is to say; plain text. */
body?: string,
/** An emoji before the title. */
icon?: string,
/** The run it belongs to: another one shows it again. */
run: number, };

export type CelebrationProps = {
/** The run it belongs to: another one shows it again. */
run: number, };

export type EmptyStateProps = {
/** What is missing. */
title: string,
/** What to do about it, in Markdown. */
body?: string,
/** An emoji or a glyph above the title. */
icon?: string,
/** The text on its button; without it there is none. */
action?: string, };

export type CopyButtonProps = {
/** What is copied. */
text: string,
/** The text on it, in Markdown; the browser's word for it when absent. */
label?: string,
/** How much it calls for attention. */
type: "primary" | "secondary" | "tertiary",
/** A sign in place of the usual one. */
icon?: string,
/** A tooltip beside it, in Markdown. */
help?: string,
/** It is shown but does nothing. */
disabled?: boolean, };

export type ColumnsProps = {
/** The space between them; small when absent. */
gap?: "none" | "xxsmall" | "xsmall" | "small" | "medium" | "large" | "xlarge" | "xxlarge",
/** Where shorter columns stand. */
vertical_alignment: "top" | "center" | "bottom",
/** Whether each column has a border. */
border: boolean,
/** False: they stay side by side where there is no room, and scroll. */
wrap?: boolean, };

export type GridProps = {
/** The shares of the columns; absent: as many equal ones as have room. */
columns?: Array<number>,
/** Pixels below which there are fewer columns. */
min_column_width?: number,
/** False: as many columns as said where there is no room, and the grid scrolls. */
wrap?: boolean,
/** The space between cells; small when absent. */
gap?: "none" | "xxsmall" | "xsmall" | "small" | "medium" | "large" | "xlarge" | "xxlarge",
/** Where lower cells stand in their row. */
vertical_alignment: "top" | "center" | "bottom",
/** Whether each cell has a border. */
border: boolean,
/** How high each row is; as its content when absent. */
row_height?: "stretch" | number,
/** How high all of it is; as its content when absent. */
height?: "stretch" | number,
/** Whether later cells fill the holes that wide ones leave. */
dense?: boolean, };

export type CellProps = {
/** How many columns it is wide; one when absent. */
column_span?: number,
/** How many rows it is high; one when absent. */
row_span?: number, };

export type TabsProps = {
/** The tab that is open at the start. */
default?: number,
/** How high its pages are; as their content when absent. */
height?: "stretch" | number, };

export type ExpanderProps = {
/** What stands on it, in Markdown. */
label: string,
/** Whether it starts open. */
expanded: boolean,
/** An emoji or `:material/name:` before the label. */
icon?: string,
/** How it looks; a box when absent. */
type?: "compact" | "step",
/** What stands inside is there only while it is open. */
lazy?: boolean, };

export type PopoverProps = {
/** What stands on its button, in Markdown. */
label: string,
/** How its button looks. */
type: "primary" | "secondary" | "tertiary",
/** A tooltip, in Markdown. */
help?: string,
/** An emoji or `:material/name:` before the label. */
icon?: string,
/** Does not open. */
disabled?: boolean,
/** What stands inside is there only while it is open. */
lazy?: boolean, };

export type StepperProps = {
/** The step somebody has come to: those up to it can be chosen. */
reached: number,
/** Whether buttons lead back and forth. */
buttons?: boolean,
/** Takes no input. */
disabled?: boolean,
/** Every step can be chosen. */
free?: boolean, };

export type ContainerProps = {
/** Whether it has a border. */
border: boolean,
/** How high it is; as its content when absent. */
height?: "stretch" | number,
/** Whether its elements stand side by side. */
horizontal?: boolean,
/** False: elements side by side stay in one line, which scrolls. */
wrap?: boolean,
/** Where its elements stand from side to side; left when absent. */
horizontal_alignment?: "center" | "right" | "distribute",
/** Where its elements stand from top to bottom; at the top when absent. */
vertical_alignment?: "top" | "center" | "bottom" | "distribute",
/** The space between its elements; small when absent. */
gap?: "none" | "xxsmall" | "xsmall" | "small" | "medium" | "large" | "xlarge" | "xxlarge",
/** Whether it follows its end; where absent, it does if it holds a chat. */
autoscroll?: boolean, };

export type EmptyProps = Record<symbol, never>;

export type SpaceProps = {
/** A word, or pixels. */
size: "xxsmall" | "xsmall" | "small" | "medium" | "large" | "xlarge" | "xxlarge" | "stretch" | number, };

export type CssProps = {
/** The rules. */
body: string,
/** The key of the element that they are for; for the page when absent. */
scope?: string, };

export type DialogProps = {
/** What stands at its top, in Markdown. */
title: string,
/** How wide it is. */
size: "small" | "medium" | "large" | number,
/** Where it stands. */
position: "center" | "left" | "right",
/** Whether a person may close it by themselves. */
dismissible: boolean,
/** An emoji or icon before the title. */
icon?: string,
/** Whether the app runs again when it is closed. */
reruns: boolean,
/** The run that opened it: another one opens it anew. */
opened: number, };

export type FragmentProps = Record<symbol, never>;

export type FormProps = {
/** Whether its inputs go back to their start when it was sent. */
clear_on_submit: boolean,
/** Whether Enter in one of its inputs sends it. */
enter_to_submit: boolean,
/** Whether it has a border. */
border: boolean,
/** How high it is; as its content when absent. */
height?: "stretch" | number, };

export type ChatMessageProps = {
/** Who said it; `user` and `assistant` have signs of their own. */
name: string,
/** An emoji, or the address of a picture. */
avatar?: string,
/** It is still to come. */
pending?: boolean,
/** It was stopped before its end. */
stopped?: boolean,
/** The files that came with it: names, types and sizes. */
files?: { name: string; type: string; size: number }[], };

export type ChatInputProps = {
/** What stands there while it is empty; also its name for screen readers. */
placeholder: string,
/** How many characters it takes. */
max_chars?: number,
/** How high it is, in pixels; by default as its text. */
height?: number,
/** What the send button does while the script runs; by default it stops the script. */
submit_mode?: "submit" | "disable",
/** Which files it takes. */
upload?: {
/** Endings (`.csv`), types (`image/png`) and kinds (`image/*`); empty for all. */
types: Array<string>,
/** How many bytes a file may have. */
max_bytes: number,
/** Whether names keep the folders they came from. */
folder?: boolean, },
/** How many files it takes. */
files?: "one" | "many",
/** A text that goes into it, once for each number. */
draft?: { text: string; number: number },
/** It takes recordings; so many samples a second, or 0 for the microphone's own. */
audio?: number, };

export type ThoughtProps = {
/** What it is about, in Markdown; the browser's word for thinking when absent. */
title?: string,
/** How it goes. */
status: "pending" | "done" | "error",
/** Whether what is inside is seen from the beginning. */
expanded?: boolean,
/** How many seconds it took; the browser counts while it is pending. */
duration?: number,
/** An emoji or `:material/name:` in place of the usual sign. */
icon?: string, };

export type SuggestionsProps = {
/** What can be said. */
options: Array<{
/** What is sent. */
text: string,
/** What stands on it, where that is not the text. */
title?: string,
/** A few words below. */
description?: string,
/** An emoji or `:material/name:`. */
icon?: string, }>,
/** As cards with room for a few words, or as chips in a row. */
type: "cards" | "chips", };

export type MessageActionsProps = {
/** What is copied: a text, or that of the message around it. */
copy: string | boolean,
/** Whether there are thumbs, and which is pressed. */
feedback?: "none" | "like" | "dislike",
/** Whether the answer can be asked for again. */
retry?: boolean,
/** Whether it can be changed; a text is changed in place. */
edit?: string | true,
/** Whether it can be taken back. */
undo?: boolean, };

export type ConversationsProps = {
/** The conversations, newest first. */
options: Array<{
/** Names it. */
id: string,
/** What it is called. */
title: string, }>,
/** The one that is open. */
current?: string,
/** Whether they can be renamed and deleted. */
editable: boolean, };

export type ChatAppProps = {
/** What it is called; also its name for screen readers. */
title?: string,
/** What is said while nothing was said, in Markdown. */
greeting?: string,
/** A few words below, in Markdown. */
description?: string,
/** How high it is, in pixels; by default as high as the window. */
height?: number,
/** Nothing was said yet. */
empty?: boolean, };

export type ImageProps = {
/** The pictures, in order. */
images: Array<{
/** Its address: relative to the page, or elsewhere where the script says so. */
src: string,
/** The text below it, in Markdown. */
caption?: string,
/** What it shows, for those who do not see it; empty for an ornament. */
alt: string,
/** Its own width in pixels, where the server knows it: the page keeps the room. */
width?: number,
/** Its own height in pixels. */
height?: number,
/** Where a click on it leads. */
link?: string, }>,
/** What is drawn on top of the picture. */
marks?: Array<{
/** What it is. */
label?: string,
/** How sure the model is, from 0 to 1. */
score?: number,
/** Its color; by default one per label. */
color?: string,
/** Left, top, width and height, in pixels of the picture. */
box?: [number, number, number, number],
/** The address of a picture that is opaque where the mask is. */
mask?: string,
/** Outlines: points in pixels of the picture. */
polygons?: Array<Array<[number, number]>>, }>,
/** A click tells the script where it was. */
clickable?: boolean, };

export type GalleryProps = {
/** The pictures, in order. */
images: Array<{
/** Its address: relative to the page, or elsewhere where the script says so. */
src: string,
/** The text below it, in Markdown. */
caption?: string,
/** What it shows, for those who do not see it; empty for an ornament. */
alt: string,
/** Its own width in pixels, where the server knows it: the page keeps the room. */
width?: number,
/** Its own height in pixels. */
height?: number,
/** Where a click on it leads. */
link?: string, }>,
/** How many stand side by side; by default as many as fit. */
columns?: number,
/** How many rows are seen before it scrolls. */
rows?: number,
/** How high it is in pixels before it scrolls. */
height?: number,
/** How a picture fills its tile. */
object_fit: "cover" | "contain" | "fill" | "none" | "scale-down",
/** A picture can be chosen. */
selectable?: boolean, };

export type ImageCompareProps = {
/** The picture on the left. */
before: {
/** Its address: relative to the page, or elsewhere where the script says so. */
src: string,
/** The text below it, in Markdown. */
caption?: string,
/** What it shows, for those who do not see it; empty for an ornament. */
alt: string,
/** Its own width in pixels, where the server knows it: the page keeps the room. */
width?: number,
/** Its own height in pixels. */
height?: number,
/** Where a click on it leads. */
link?: string, },
/** The picture on the right. */
after: {
/** Its address: relative to the page, or elsewhere where the script says so. */
src: string,
/** The text below it, in Markdown. */
caption?: string,
/** What it shows, for those who do not see it; empty for an ornament. */
alt: string,
/** Its own width in pixels, where the server knows it: the page keeps the room. */
width?: number,
/** Its own height in pixels. */
height?: number,
/** Where a click on it leads. */
link?: string, },
/** What the left one is called. */
label_before: string,
/** What the right one is called. */
label_after: string,
/** Where the line stands at first, in percent. */
position: number, };

export type AnnotatedImageProps = {
/** The picture. */
image: {
/** Its address: relative to the page, or elsewhere where the script says so. */
src: string,
/** The text below it, in Markdown. */
caption?: string,
/** What it shows, for those who do not see it; empty for an ornament. */
alt: string,
/** Its own width in pixels, where the server knows it: the page keeps the room. */
width?: number,
/** Its own height in pixels. */
height?: number,
/** Where a click on it leads. */
link?: string, },
/** The areas, in order. */
marks: Array<{
/** What it is. */
label?: string,
/** How sure the model is, from 0 to 1. */
score?: number,
/** Its color; by default one per label. */
color?: string,
/** Left, top, width and height, in pixels of the picture. */
box?: [number, number, number, number],
/** The address of a picture that is opaque where the mask is. */
mask?: string,
/** Outlines: points in pixels of the picture. */
polygons?: Array<Array<[number, number]>>, }>,
/** Whether the labels stand below the picture. */
legend: boolean,
/** An area can be chosen. */
selectable?: boolean, };

export type AudioProps = {
/** Its address. */
src: string,
/** The second it starts at. */
start?: number,
/** The second it ends at. */
end?: number,
/** Begins again at its end. */
loop: boolean,
/** Begins by itself, where the browser lets it. */
autoplay: boolean,
/** What is heard, for those who do not hear it. */
alt?: string, };

export type VideoProps = {
/** Its address. */
src: string,
/** It is the page of a video service, shown in a frame. */
embedded?: boolean,
/** The second it starts at. */
start?: number,
/** The second it ends at. */
end?: number,
/** The subtitles; the first are on. */
subtitles?: Array<{
/** Their address. */
src: string,
/** What they are called. */
label: string, }>,
/** Begins again at its end. */
loop: boolean,
/** Begins by itself, where the browser lets it. */
autoplay: boolean,
/** Without sound. */
muted: boolean,
/** What is seen, for those who do not see it. */
alt?: string, };

export type PdfProps = {
/** Its address. */
src: string,
/** What it is saved as. */
name: string,
/** It lies elsewhere, so the browser shows it by its own means. */
elsewhere?: boolean,
/** How high the reader is, in pixels. */
height: number,
/** What it is, for those who do not see it. */
alt?: string, };

export type Model3dProps = {
/** Its address. */
src: string,
/** How it is written. */
format: "glb" | "gltf" | "obj" | "stl" | "ply",
/** How high the view is, in pixels. */
height: number,
/** How it is drawn at first. */
display_mode: "solid" | "wireframe" | "point_cloud",
/** The color behind it. */
background?: string,
/** What it is, for those who do not see it. */
alt?: string, };

export type IframeProps = {
/** The address of the page in it. */
src: string,
/** The page lies elsewhere. */
elsewhere?: boolean,
/** How high it is: pixels, or as its content. */
height: number | "content" | "stretch",
/** Whether it scrolls. */
scrolling: boolean,
/** Where the Tab key finds it. */
tab_index?: number,
/** What it is, for those who do not see it. */
alt?: string, };

export type HtmlProps = {
/** The HTML as the script wrote it; the browser cleans it. */
body: string, };

export type ComponentProps = {
/** What screen readers call it. */
label: string,
/** Where its module is, relative to the page. */
module: string,
/** Where its style sheet is, if it has one. */
style?: string,
/** What the script gives it; it cannot change that. */
data: Record<string, unknown>,
/** The names of what it may fire. */
triggers: Array<string>,
/** How high it is: pixels, `content` or `stretch`. */
height: number | "content" | "stretch",
/** It is part of the page rather than in a frame of its own. */
trusted: boolean, };

export type ChartProps = {
/** The drawing, in pixels. Its colors are the page's, and its letters have no font of their own. */
svg: string,
/** What it shows, in one sentence, for those who do not see it. */
alt: string,
/** The names of the data's columns, for "view as table"; first what goes across. */
columns: Array<string>,
/** The first 1,000 rows of the data. */
rows: unknown[][],
/** How high it is, in pixels. */
height: number,
/** The legend, in the order drawn. */
series: Array<{
/** Its name. */
name: string,
/** Its color, in CSS. */
color: string, }>, };

export type ColumnProps = {
/** Its share of the width, in relation to the others'. */
weight: number, };

export type TabProps = {
/** What stands on it, in Markdown. */
label: string,
/** What stands inside is there only while it is open. */
lazy?: boolean,
/** Whether it is seen, where the script follows that. */
open?: boolean, };

export type StepProps = {
/** What it is called, in Markdown. */
label: string,
/** What stands inside is there only while it is open. */
lazy: boolean,
/** Whether something is wrong with it. */
error?: boolean,
/** Whether it is seen. */
open?: boolean, };

/** The props of each kind of element. */
export type PropsByKind = {
  title: TitleProps & CommonProps,
  header: HeaderProps & CommonProps,
  subheader: HeaderProps & CommonProps,
  text: TextProps & CommonProps,
  markdown: MarkdownProps & CommonProps,
  caption: TextProps & CommonProps,
  badge: BadgeProps & CommonProps,
  code: CodeProps & CommonProps,
  latex: LatexProps & CommonProps,
  highlighted_text: HighlightedTextProps & CommonProps,
  label: LabelProps & CommonProps,
  token_view: TokenViewProps & TriggerProps,
  diff_view: DiffViewProps & CommonProps,
  log_view: LogViewProps & CommonProps,
  mermaid_chart: MermaidChartProps & CommonProps,
  help: HelpProps & CommonProps,
  echo: EchoProps & CommonProps,
  divider: DividerProps & CommonProps,
  json: JsonProps & CommonProps,
  metric: MetricProps & CommonProps,
  table: TableProps & CommonProps,
  button: ButtonProps & TriggerProps,
  link_button: LinkButtonProps & TriggerProps,
  page_link: PageLinkProps & CommonProps,
  menu_button: MenuButtonProps & TriggerProps,
  checkbox: CheckboxProps & InputProps<boolean>,
  toggle: CheckboxProps & InputProps<boolean>,
  checkbox_group: CheckboxGroupProps & InputProps<number[]>,
  radio: RadioProps & InputProps<number | null>,
  pills: PillsProps & InputProps<number | null | number[]>,
  segmented_control: PillsProps & InputProps<number | null | number[]>,
  selectbox: SelectboxProps & InputProps<number | string | null>,
  multiselect: MultiselectProps & InputProps<(number | string)[]>,
  slider: SliderProps & InputProps<number | string | [number, number] | [string, string]>,
  select_slider: SelectSliderProps & InputProps<number | [number, number]>,
  feedback: FeedbackProps & InputProps<number | null>,
  rating: RatingProps & InputProps<number | null>,
  pagination: PaginationProps & InputProps<number>,
  number_input: NumberInputProps & InputProps<number | null>,
  text_input: TextInputProps & InputProps<string | null>,
  text_area: TextAreaProps & InputProps<string | null>,
  date_input: DateInputProps & InputProps<string | null | string[]>,
  time_input: TimeInputProps & InputProps<string | null>,
  datetime_input: DatetimeInputProps & InputProps<string | null>,
  color_picker: ColorPickerProps & InputProps<string>,
  code_input: CodeInputProps & InputProps<string | null>,
  key_value_editor: KeyValueEditorProps & InputProps<[string, "text" | "number" | "bool", string][]>,
  list_editor: ListEditorProps & InputProps<string[]>,
  tags: TagsProps & InputProps<string[]>,
  file_uploader: FileUploaderProps & InputProps<{ id: string; name: string; size: number; type: string }[]>,
  camera_input: CameraInputProps & InputProps<{ id: string; name: string; size: number; type: string }[]>,
  audio_input: AudioInputProps & InputProps<{ id: string; name: string; size: number; type: string }[]>,
  sketchpad: SketchpadProps & InputProps<{ id: string; name: string; size: number; type: string }[]>,
  download_button: DownloadButtonProps & TriggerProps,
  progress: ProgressProps & CommonProps,
  task_view: TaskViewProps & TriggerProps,
  spinner: SpinnerProps & CommonProps,
  status: StatusProps & CommonProps,
  skeleton: SkeletonProps & CommonProps,
  info: InfoProps & CommonProps,
  success: InfoProps & CommonProps,
  warning: InfoProps & CommonProps,
  error: InfoProps & CommonProps,
  exception: ExceptionProps & CommonProps,
  toast: ToastProps & CommonProps,
  notify: NotifyProps & CommonProps,
  balloons: CelebrationProps & CommonProps,
  snow: CelebrationProps & CommonProps,
  empty_state: EmptyStateProps & TriggerProps,
  copy_button: CopyButtonProps & CommonProps,
  columns: ColumnsProps & CommonProps,
  grid: GridProps & CommonProps,
  cell: CellProps & CommonProps,
  tabs: TabsProps & CommonProps & { value?: number },
  expander: ExpanderProps & CommonProps & { value?: boolean },
  popover: PopoverProps & CommonProps & { value?: boolean },
  stepper: StepperProps & CommonProps & { value?: number },
  walkthrough: StepperProps & CommonProps & { value?: number },
  container: ContainerProps & CommonProps,
  empty: EmptyProps & CommonProps,
  space: SpaceProps & CommonProps,
  css: CssProps & CommonProps,
  dialog: DialogProps & CommonProps,
  fragment: FragmentProps & CommonProps,
  form: FormProps & CommonProps,
  form_submit_button: ButtonProps & TriggerProps,
  chat_message: ChatMessageProps & CommonProps,
  chat_input: ChatInputProps & TriggerProps,
  thought: ThoughtProps & CommonProps,
  suggestions: SuggestionsProps & TriggerProps,
  message_actions: MessageActionsProps & TriggerProps,
  conversations: ConversationsProps & TriggerProps,
  chat_app: ChatAppProps & CommonProps,
  image: ImageProps & InputProps<{ index: number; x: number; y: number; nx: number; ny: number; width: number; height: number } | null>,
  gallery: GalleryProps & InputProps<number | null>,
  image_compare: ImageCompareProps & CommonProps,
  annotated_image: AnnotatedImageProps & InputProps<{ index: number; label: string } | null>,
  audio: AudioProps & CommonProps,
  video: VideoProps & CommonProps,
  pdf: PdfProps & CommonProps,
  model_3d: Model3dProps & CommonProps,
  iframe: IframeProps & CommonProps,
  html: HtmlProps & CommonProps,
  component: ComponentProps & InputProps<Record<string, unknown>>,
  line_chart: ChartProps & CommonProps,
  area_chart: ChartProps & CommonProps,
  bar_chart: ChartProps & CommonProps,
  scatter_chart: ChartProps & CommonProps,
  column: ColumnProps,
  tab: TabProps,
  step: StepProps,
};
