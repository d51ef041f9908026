/** What a picture of ranges is made of. @module */

/** A range as it was for a while. */
export interface RangeSpan {
  /** Its name; all spans of a name have one colour. */
  readonly name: string;
  /** What is said of it beside the name: "version 3". */
  readonly note?: string;
  /** From when, in ms. */
  readonly from: number;
  /** Until when, in ms. */
  readonly to: number;
  /** Where on the axis of keys it begins. */
  readonly low: number;
  /** Where on the axis of keys it ends. */
  readonly high: number;
  /** Whether it has stopped and serves nobody; default false. */
  readonly stopped?: boolean;
}

/** A key on the axis. */
export interface RangeKey {
  /** Its name. */
  readonly text: string;
  /** Its place. */
  readonly at: number;
}

/** Something that happened. */
export interface RangeMark {
  /** When, in ms. */
  readonly at: number;
  /** What. */
  readonly words: string;
}

/** How ranges are drawn. */
export interface RangesOptions {
  /** What the picture shows, as a finding. */
  readonly title: string;
  /** Keys that are named on the axis. */
  readonly keys: readonly RangeKey[];
  /** What happened, by numbers in the picture and words below it. */
  readonly marks?: readonly RangeMark[];
  /** Width in px; default 640. */
  readonly width?: number;
  /** Height in px of the keys; default 220. */
  readonly height?: number;
}
