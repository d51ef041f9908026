/**
 * An honest node never says two things: never two votes in one term, two proposals in one view, two
 * entries in one place. Agreement may survive it by luck, so it is looked for in what nodes send, not
 * in what they decide. A node that forgets in a crash what it has said is found here first.
 *
 * @module
 */

import { equal } from "../../model/compare.ts";
import { encode } from "../../model/encode.ts";
import { inWords } from "../../model/in_words.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Trace, TraceEvent } from "../../model/trace.ts";

/** What a message commits its sender to. */
export interface Statement {
  /** Where only one thing may be said, as plain data: a term, a view and a place in it. */
  readonly slot: unknown;
  /** What is said there, as plain data. */
  readonly says: unknown;
}

/** Two messages of one node that contradict each other. */
export interface Equivocation {
  /** Who said both. */
  readonly node: NodeId;
  /** Where. */
  readonly slot: unknown;
  /** What it said first. */
  readonly first: Sent;
  /** What it said then. */
  readonly second: Sent;
  /** Both, in words. */
  readonly words: string;
}

/** A message that was sent. */
export type Sent = Extract<TraceEvent, { kind: "send" }>;

/**
 * For each slot of each node in which it says two things, the first two of these; `statement` says what
 * a message commits to, and nothing for messages that commit to nothing. Twins count as nodes of their
 * own, as each of them is honest by itself.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { equivocations } from "hb/check/oracles/equivocation.ts";
 *
 * const vote = (message: number, to: number, candidate: number) =>
 *   ({
 *     kind: "send", at: message, message, from: 2, to, nth: 1, latencyMs: 1,
 *     body: { type: "vote", term: 7, candidate },
 *   }) as const;
 * const found = equivocations([vote(0, 0, 0), vote(1, 1, 1)], (body) => {
 *   const { term, candidate } = body as { term: number; candidate: number };
 *   return { slot: term, says: candidate };
 * });
 * assertEquals(found.map(({ words }) => words), ["node 2 says 0 about 7, and then 1"]);
 * ```
 */
export function equivocations(
  trace: Trace,
  statement: (body: unknown, sent: Sent) => Statement | undefined,
): Equivocation[] {
  const said = new Map<string, { readonly sent: Sent; readonly says: unknown; known: boolean }>();
  const found: Equivocation[] = [];
  for (const event of trace) {
    // A duplicate is the network's doing.
    if (event.kind !== "send" || event.copyOf !== undefined) continue;
    const stated = statement(event.body, event);
    if (stated === undefined) continue;
    const { slot, says } = stated;
    const place = encode([event.from, slot]);
    const before = said.get(place);
    if (before === undefined) {
      said.set(place, { sent: event, says, known: false });
    } else if (!equal(before.says, says) && !before.known) {
      before.known = true;
      const { from: node } = event;
      const words = `node ${node} says ${inWords(before.says)} about ${inWords(slot)}, and then ${
        inWords(says)
      }`;
      found.push({ node, slot, first: before.sent, second: event, words });
    }
  }
  return found;
}
