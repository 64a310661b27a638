import { dayNumber, formatDate, isoDate } from '../../lib/dates';
import type { InputProps } from '../../lib/inputs';
import { decimalsOf, formatNumber, tidy } from '../../lib/numbers';

/** A number, or an ISO date. */
export type Mark = number | string;

/** What the server says of a slider. */
export interface SliderProps extends InputProps {
  value: Mark | [Mark, Mark];
  min: Mark;
  max: Mark;
  /** In days where the slider is one of dates. */
  step: number;
  kind: 'int' | 'float' | 'date';
  range?: boolean;
  format?: string;
}

/** The line a slider moves on, in plain numbers: days since 1970 for dates. */
export class Scale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly decimals: number;
  readonly date: boolean;
  readonly #format: string | undefined;
  readonly whole: boolean;

  constructor(props: SliderProps) {
    this.date = props.kind === 'date';
    this.whole = props.kind !== 'float';
    this.#format = props.format;
    this.min = this.number(props.min);
    this.max = this.number(props.max);
    this.step = props.step > 0 ? props.step : 1;
    this.decimals = this.whole ? 0 : Math.max(2, decimalsOf(this.step), decimalsOf(tidy(this.min, 10)));
  }

  /** A mark of the wire as a number. */
  number(mark: Mark): number {
    return typeof mark === 'string' ? dayNumber(mark) : mark;
  }

  /** A number as a mark of the wire. */
  mark(number: number): Mark {
    return this.date ? isoDate(Math.round(number)) : this.whole ? Math.round(number) : tidy(number, 10);
  }

  /** The number as people read it. */
  text(number: number): string {
    return this.date ? formatDate(number, this.#format) : formatNumber(number, this.#format, this.decimals);
  }

  /** The number as it is typed: without units, dates in ISO form. */
  typed(number: number): string {
    return this.date ? isoDate(number) : String(tidy(number, 10));
  }

  limit(number: number): number {
    return Math.min(this.max, Math.max(this.min, number));
  }

  /** The nearest step. */
  snap(number: number): number {
    const steps = Math.round((number - this.min) / this.step);
    const snapped = tidy(this.min + steps * this.step, 10);
    return snapped > this.max ? tidy(snapped - this.step, 10) : Math.max(this.min, snapped);
  }

  /** How far along the line, from 0 to 1. */
  share(number: number): number {
    return this.max > this.min ? (this.limit(number) - this.min) / (this.max - this.min) : 0;
  }
}
