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
disabled?: boolean, };

/** What every input carries: the server's value, and how it is shown. */
export type InputProps<V> = TriggerProps & {
/** The server's value. */
value: V,
/** Whether the label is seen. */
label_visibility?: "hidden" | "collapsed", };

export type TitleProps = {
/** The text, in Markdown. */
body: string,
/** A tooltip, in Markdown. */
help?: string,
/** The name in links to it; made of the text when absent, none when false. */
anchor?: string | false, };

export type HeaderProps = {
/** A line below: true for the next color in turn, or a color. */
divider?: true | string,
/** The text, in Markdown. */
body: string,
/** A tooltip, in Markdown. */
help?: string,
/** The name in links to it; made of the text when absent, none when false. */
anchor?: string | false, };

export type TextProps = {
/** The text. */
body: string,
/** A tooltip, in Markdown. */
help?: string, };

export type MarkdownProps = {
/** More is being written: a caret shows at the end. */
streaming?: boolean,
/** The text. */
body: string,
/** A tooltip, in Markdown. */
help?: string, };

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
wrap_lines: boolean, };

export type DividerProps = Record<symbol, never>;

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
/** An emoji before the label. */
icon?: string, };

export type CheckboxProps = {
/** The text beside it, in Markdown. */
label: string, };

export type RadioProps = {
/** What is asked, in Markdown. */
label: string,
/** The texts of the options, in Markdown. */
options: string[],
/** Small print below each option. */
captions?: Array<string>,
/** Whether the options stand side by side. */
horizontal: boolean, };

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
filter_mode: "fuzzy" | "contains" | "prefix", };

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
accept_new_options?: boolean, };

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
placeholder?: string, };

export type TextInputProps = {
/** What is asked, in Markdown. */
label: string,
/** How many characters it takes. */
max_chars?: number,
/** Whether the text is hidden. */
type: "default" | "password",
/** What stands there while it is empty. */
placeholder?: string,
/** What browsers may fill in, by the names of HTML. */
autocomplete?: string,
/** An emoji before the text. */
icon?: string, };

export type TextAreaProps = {
/** What is asked, in Markdown. */
label: string,
/** Pixels, or `auto`: as high as its text. */
height?: number | "auto",
/** How many characters it takes. */
max_chars?: number,
/** What stands there while it is empty. */
placeholder?: string, };

export type ProgressProps = {
/** From 0 to 1. */
value: number,
/** What is being done, in Markdown. */
text?: string, };

export type SpinnerProps = {
/** What is going on, in Markdown. */
text: string,
/** Whether the seconds are counted. */
show_time: boolean, };

export type InfoProps = {
/** The message, in Markdown. */
body: string,
/** An emoji in place of the usual sign. */
icon?: string,
/** A line in bold above the message. */
title?: string, };

export type ToastProps = {
/** The message, in Markdown. */
body: string,
/** An emoji before it. */
icon?: string,
/** How long it stays; 0 until it is closed. */
seconds: number,
/** The run it belongs to: another one shows it again. */
run: number, };

export type ColumnsProps = {
/** The space between them. */
gap: "small" | "medium" | "large" | "none",
/** Where shorter columns stand. */
vertical_alignment: "top" | "center" | "bottom",
/** Whether each column has a border. */
border: boolean, };

export type TabsProps = {
/** The tab that is open at the start. */
default?: number, };

export type ExpanderProps = {
/** What stands on it, in Markdown. */
label: string,
/** Whether it starts open. */
expanded: boolean,
/** An emoji before the label. */
icon?: string, };

export type ContainerProps = {
/** Whether it has a border. */
border: boolean,
/** Pixels; what is more scrolls. */
height?: number,
/** Whether its elements stand side by side. */
horizontal?: boolean,
/** The space between its elements; small when absent. */
gap?: "small" | "medium" | "large" | "none", };

export type EmptyProps = Record<symbol, never>;

export type FormProps = {
/** Whether its inputs go back to their start when it was sent. */
clear_on_submit: boolean,
/** Whether Enter in one of its inputs sends it. */
enter_to_submit: boolean,
/** Whether it has a border. */
border: boolean, };

export type ChatMessageProps = {
/** Who said it; `user` and `assistant` have signs of their own. */
name: string,
/** An emoji, or the address of a picture. */
avatar?: string, };

export type ChatInputProps = {
/** What stands there while it is empty; also its name for screen readers. */
placeholder: string,
/** How many characters it takes. */
max_chars?: number, };

export type ImageProps = {
/** The pictures, in order. */
images: Array<{
/** Its address: relative to the page, or elsewhere where the script says so. */
src: string,
/** The text below it, in Markdown. */
caption?: string,
/** What it shows, for those who do not see it; empty for an ornament. */
alt: string, }>, };

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
label: string, };

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
  divider: DividerProps & CommonProps,
  json: JsonProps & CommonProps,
  metric: MetricProps & CommonProps,
  table: TableProps & CommonProps,
  button: ButtonProps & TriggerProps,
  checkbox: CheckboxProps & InputProps<boolean>,
  toggle: CheckboxProps & InputProps<boolean>,
  radio: RadioProps & InputProps<number | null>,
  selectbox: SelectboxProps & InputProps<number | string | null>,
  multiselect: MultiselectProps & InputProps<(number | string)[]>,
  slider: SliderProps & InputProps<number | string | [number, number] | [string, string]>,
  number_input: NumberInputProps & InputProps<number | null>,
  text_input: TextInputProps & InputProps<string | null>,
  text_area: TextAreaProps & InputProps<string | null>,
  progress: ProgressProps & CommonProps,
  spinner: SpinnerProps & CommonProps,
  info: InfoProps & CommonProps,
  success: InfoProps & CommonProps,
  warning: InfoProps & CommonProps,
  error: InfoProps & CommonProps,
  toast: ToastProps & CommonProps,
  columns: ColumnsProps & CommonProps,
  tabs: TabsProps & CommonProps,
  expander: ExpanderProps & CommonProps,
  container: ContainerProps & CommonProps,
  empty: EmptyProps & CommonProps,
  form: FormProps & CommonProps,
  form_submit_button: ButtonProps & TriggerProps,
  chat_message: ChatMessageProps & CommonProps,
  chat_input: ChatInputProps & TriggerProps,
  image: ImageProps & CommonProps,
  line_chart: ChartProps & CommonProps,
  area_chart: ChartProps & CommonProps,
  bar_chart: ChartProps & CommonProps,
  scatter_chart: ChartProps & CommonProps,
  column: ColumnProps,
  tab: TabProps,
};
