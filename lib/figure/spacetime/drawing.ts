/**
 * A drawing: shapes and words, each with its place. It is what the layout makes and what the SVG is
 * written from.
 *
 * @module
 */

import type { Frame } from "./frame.ts";
import type { Box } from "./place.ts";
import type { Mark, OperationBar, Outage } from "./picture.ts";

/** A place for a label, and which end of the text stands still when fonts are narrower than measured. */
export interface LabelPlace extends Box {
  /** The end of the text that stands still. */
  readonly anchor: "start" | "middle" | "end";
}

/** Words with their place. */
export interface Label {
  /** The room that it takes. */
  readonly place: LabelPlace;
  /** The words. */
  readonly text: string;
  /** What they belong to. */
  readonly kind: "message" | "loss" | "mark" | "operation" | "fault";
}

/** A number in the picture in place of words that found no room. */
export interface DrawnNumber {
  /** The room that it takes. */
  readonly box: Box;
  /** The number, from 1; what is said by the same words has the same. */
  readonly number: number;
}

/** Words under the picture, for the numbers in it. */
export interface Note {
  /** The number, from 1. */
  readonly number: number;
  /** The words, in as many rows as they take. */
  readonly lines: readonly string[];
  /** From the left edge of the notes, in px. */
  readonly x: number;
  /** Which row of the notes it begins in, from 0. */
  readonly row: number;
  /** How wide the frame of the number is, in px. */
  readonly frame: number;
}

/** A message. */
export interface DrawnArrow {
  /** From its sender; the last point is its end. A message of a node to itself has a bend. */
  readonly points: readonly (readonly [number, number])[];
  /** An arrowhead where it arrived, a cross where it was lost, nothing while under way. */
  readonly end: "head" | "cross" | "none";
  /** Whether its head is open, as that of a reply. */
  readonly open: boolean;
  /** The colour of its type. */
  readonly colour: string;
  /** Whether it fades so that others stand out. */
  readonly faint: boolean;
  /** All that is known of it, for the text under the pointer. */
  readonly detail: string;
}

/** A rectangle of a line: an operation, a span down or paused, the reach of a fault. */
export interface DrawnBox<T> {
  /** Its place. */
  readonly box: Box;
  /** Which of its family it is. */
  readonly kind: T;
  /** All that is known of it, for the text under the pointer. */
  readonly detail: string;
  /** Whether it fades so that others stand out. */
  readonly faint: boolean;
}

/** Something at one point. */
export interface DrawnMark {
  /** From the left edge of the page, in px. */
  readonly x: number;
  /** From the top of the page, in px. */
  readonly y: number;
  /** What happened there; a halo marks a violation. */
  readonly kind: Mark["kind"] | "halo";
  /** All that is known of it, for the text under the pointer. */
  readonly detail: string;
  /** Whether it fades so that others stand out. */
  readonly faint: boolean;
}

/** A vertical line at one moment. */
export interface DrawnMoment {
  /** From the left edge of the page, in px. */
  readonly x: number;
  /** The upper end, in px from the top. */
  readonly from: number;
  /** The lower end, in px from the top. */
  readonly to: number;
  /** What it marks. */
  readonly kind: "fault" | "violation";
  /** All that is known of it, for the text under the pointer. */
  readonly detail: string;
}

/** Everything on the page. */
export interface Drawing {
  /** Sizes, lines and the axis. */
  readonly frame: Frame;
  /** The lines of clients and nodes. */
  readonly lanes: readonly { readonly y: number; readonly name: string; readonly faint: boolean }[];
  /** How far and how long faults reach. */
  readonly reaches: readonly DrawnBox<"reach" | "side">[];
  /** Where nodes do not run. */
  readonly outages: readonly DrawnBox<Outage["kind"]>[];
  /** The operations of clients. */
  readonly operations: readonly DrawnBox<OperationBar["outcome"]>[];
  /** The messages. */
  readonly arrows: readonly DrawnArrow[];
  /** What happened at single points. */
  readonly marks: readonly DrawnMark[];
  /** Moments that concern several lines. */
  readonly moments: readonly DrawnMoment[];
  /** All words that found room. */
  readonly labels: readonly Label[];
  /** Where the words are that found none. */
  readonly numbers: readonly DrawnNumber[];
  /** The words that found none. */
  readonly notes: readonly Note[];
}

/** Words that found no room. */
export interface Unsaid {
  /** When it happened that they tell, in ms. */
  readonly at: number;
  /** All of the words. */
  readonly text: string;
  /** Where a number may stand in their place, the best first, by its width in px. */
  places(width: number): readonly Box[];
}
