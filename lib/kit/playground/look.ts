/** How nodes and messages look in the playground. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Tone } from "./views.ts";

/** How much a node stands out: it is the one that counts, it wants something, or neither. */
export type Weight = "strong" | "open" | "plain";

/** How a running node looks. */
export interface NodeLook {
  /** How much it stands out. */
  readonly weight: Weight;
  /** Its colour; default: none but what its weight gives it. */
  readonly tone?: Tone;
  /** What it is: "follower". */
  readonly name: string;
  /** What stands beside it; often its name, and nothing for those that are as usual. */
  readonly caption: string;
  /** What stands in it, below its number: "term 2". */
  readonly badge: string;
  /** What else a reader is told who does not see it: "term 2, 1 entry, 1 committed". */
  readonly facts: string;
}

/** A column in the table of nodes. */
export interface Column<S> {
  /** What stands above it. */
  readonly title: string;
  /** What stands in it. */
  text(state: Readonly<S>, node: NodeId): string;
  /** Whether a narrow screen does without it; default false. */
  readonly wide?: boolean;
}

/** One thing of those that a node keeps in order. */
export interface Cell {
  /** What stands on top, in colour. */
  readonly head: string;
  /** Decides the colour of the top. */
  readonly hue: number;
  /** What stands below, in very few letters. */
  readonly text: string;
  /** Whether it is settled; what is not has a broken rim. */
  readonly isFirm: boolean;
  /** All of it, in words. */
  readonly title: string;
}

/** What a node keeps in order, one cell each, numbered from 1. */
export interface Cells<S> {
  /**
   * Whether each says itself what it is, and where it stands says nothing: then they are wider, all are shown, and
   * there are no numbers above them. Default: the last ones are shown, as many as there is room for.
   */
  readonly named?: boolean;
  /** What stands above all of them: "Log, by index". */
  readonly title: string;
  /** The number of the last one; 0 when there is none. */
  last(state: Readonly<S>): number;
  /** The one of a number; undefined when there is none, or it is no longer kept. */
  cell(state: Readonly<S>, index: number): Cell | undefined;
}

/** The sign of a message on its way. */
export interface MessageLook {
  /** A block says something new, a dot that all is as before; others answer yes or no. */
  readonly shape: "block" | "dot" | "yes" | "no";
  /** Its colour. */
  readonly tone: "warm" | "cool" | "quiet";
}

/** A sign and what it means. */
export interface Sign extends MessageLook {
  /** "vote". */
  readonly name: string;
}
