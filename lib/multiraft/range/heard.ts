/**
 * What a range has answered to gateways, so that what is asked again is not done again (Ongaro 2014, section 6.3). A
 * gateway numbers what it asks, over all ranges, and each range remembers what it has answered to it. The table
 * belongs to the state of the range: a split copies it, and a merge adds the two up, since what was asked of one
 * range may be asked again of another.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";

/** Which request of which gateway a command belongs to. */
export interface Stamp {
  /** The node that asks. */
  readonly gateway: NodeId;
  /** How often it had started; what it asked before is nobody's any more. */
  readonly boot: number;
  /** Counts what it has asked since. */
  readonly sequence: number;
  /** The lowest number that it may still ask again. */
  readonly lowest: number;
}

/** What is remembered of one gateway. */
export interface Heard {
  /** Its latest start that was heard of. */
  boot: number;
  /** The lowest number that it may still ask again. */
  lowest: number;
  /** What it was answered, by number. Invariant: none is below `lowest`. */
  answers: Map<number, unknown>;
}

/** What a range remembers. */
export type Gateways = Map<NodeId, Heard>;

/** What the table says of a command before it is executed. */
export type Admission =
  | { readonly type: "new" }
  | { readonly type: "repeated"; readonly answer: unknown }
  | { readonly type: "old" };

/** Whether a command is new. */
export function admit(gateways: Readonly<Gateways>, stamp: Stamp): Admission {
  const heard = gateways.get(stamp.gateway);
  if (heard === undefined || stamp.boot > heard.boot) return { type: "new" };
  if (stamp.boot < heard.boot) return { type: "old" };
  if (heard.answers.has(stamp.sequence)) {
    return { type: "repeated", answer: heard.answers.get(stamp.sequence) };
  }
  return { type: stamp.sequence < heard.lowest ? "old" : "new" };
}

/** Remembers the answer to a command that was new. */
export function remember(gateways: Gateways, stamp: Stamp, answer: unknown): void {
  let heard = gateways.get(stamp.gateway);
  if (heard === undefined || heard.boot < stamp.boot) {
    heard = { boot: stamp.boot, lowest: 0, answers: new Map() };
    gateways.set(stamp.gateway, heard);
  }
  heard.answers.set(stamp.sequence, answer);
  forgetBelow(heard, stamp.lowest);
}

/** Copies what another range remembers. */
export function copyOf(gateways: Readonly<Gateways>): Gateways {
  return new Map(
    [...gateways].map(([node, { boot, lowest, answers }]) => {
      return [node, { boot, lowest, answers: new Map(answers) }];
    }),
  );
}

/** Adds what another range remembers. */
export function addHeard(gateways: Gateways, others: Readonly<Gateways>): void {
  for (const [node, other] of copyOf(others)) {
    const heard = gateways.get(node);
    if (heard === undefined || heard.boot < other.boot) gateways.set(node, other);
    else if (heard.boot === other.boot) {
      for (const [sequence, answer] of other.answers) heard.answers.set(sequence, answer);
      forgetBelow(heard, other.lowest);
      forgetBelow(heard, heard.lowest);
    }
  }
}

function forgetBelow(heard: Heard, lowest: number): void {
  heard.lowest = Math.max(heard.lowest, lowest);
  for (const sequence of heard.answers.keys()) {
    if (sequence < heard.lowest) heard.answers.delete(sequence);
  }
}
