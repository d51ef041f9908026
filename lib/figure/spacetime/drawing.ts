/**
 * A drawing: shapes and words, each with its place. It is what the layout makes and what the SVG is
 * written from.
 *
 * @module
 */

import type { Frame } from "./frame.ts";
import type { Box } from "./place.ts";
import type { Deed, Gap, Mark } from "./story.ts";

/** A place for a label, and which end of the text stands still when fonts are narrower than measured. */
export interface LabelPlace extends Box {
  readonly anchor: "start" | "middle" | "end";
}

/** Words with their place. */
export interface Label {
  readonly place: LabelPlace;
  readonly text: string;
  readonly kind: "message" | "loss" | "mark" | "deed" | "mishap";
}

/** A message. */
export interface DrawnArrow {
  /** From its sender; the last point is its end. A message of a node to itself has a bend. */
  readonly points: readonly (readonly [number, number])[];
  /** An arrowhead where it arrived, a cross where it was lost, nothing while under way. */
  readonly end: "head" | "cross" | "none";
  readonly colour: string;
  readonly faint: boolean;
  readonly detail: string;
}

/** A rectangle of a line: an operation, a span down or paused, the reach of a mishap. */
export interface DrawnBox<T> {
  readonly box: Box;
  readonly kind: T;
  readonly detail: string;
  readonly faint: boolean;
}

/** Something at one point. */
export interface DrawnMark {
  readonly x: number;
  readonly y: number;
  readonly kind: Mark["kind"] | "halo";
  readonly detail: string;
  readonly faint: boolean;
}

/** A vertical line at one moment. */
export interface DrawnMoment {
  readonly x: number;
  readonly from: number;
  readonly to: number;
  readonly kind: "mishap" | "violation";
  readonly detail: string;
}

/** Everything on the page. */
export interface Drawing {
  readonly frame: Frame;
  readonly lanes: readonly { readonly y: number; readonly name: string; readonly faint: boolean }[];
  readonly reaches: readonly DrawnBox<"reach">[];
  readonly gaps: readonly DrawnBox<Gap["kind"]>[];
  readonly deeds: readonly DrawnBox<Deed["outcome"]>[];
  readonly arrows: readonly DrawnArrow[];
  readonly marks: readonly DrawnMark[];
  readonly moments: readonly DrawnMoment[];
  readonly labels: readonly Label[];
}
