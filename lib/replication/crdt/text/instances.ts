/** Small systems for the explorer. @module */

import type { Instance } from "../../../kit/kit.ts";
import type { Message, Saved, Timer } from "../../causal_broadcast/messages.ts";
import type { Edit, Operation } from "../sequence/operation.ts";
import type { Sequence } from "../sequence/state.ts";
import { type Change, sharedText, type TextState } from "./text.ts";

/** A small system. */
export type TextInstance = Instance<
  TextState,
  Message<Operation>,
  Timer,
  Saved<Sequence, Operation>,
  Change
>;

/** Puts a text there. */
const put = (at: number, text: string): Edit => ({ type: "insert", at, text });
/** Takes elements away. */
const cut = (at: number, count: number): Edit => ({ type: "delete", at, count });

/** Clients that edit, each at its own node; where there is a `crash`, a node may crash and come back. */
function instanceOf(
  words: string,
  states: number,
  nodes: number,
  edits: readonly (readonly Edit[])[],
  more: { readonly crashes?: number; readonly nightly?: boolean } = {},
): TextInstance {
  const { nightly = false, ...how } = more;
  return {
    words,
    states,
    nightly,
    system: (change) => ({
      name: "shared text",
      protocol: sharedText({ beatMs: 0 }, change),
      nodes,
      clients: {
        workload: edits.map((own) => own.map((update) => ({ input: { type: "update", update } }))),
        ask: (input) => ({ type: "ask", input }),
        link: "local",
      },
      history: false,
      ...how,
      ...(how.crashes === undefined && {
        leadsTo: {
          "everybody has everything": {
            to: ({ states }) =>
              states.every((s) =>
                s!.delivered.every((count, of) => count === (edits[of]?.length ?? 0))
              ),
          },
        },
      }),
    }),
  };
}

/** The instances. */
export const instances: Readonly<Record<string, TextInstance>> = {
  "two at one place": instanceOf(
    "two nodes insert two things each at the start",
    1_430,
    2,
    [[put(0, "ab"), put(0, "c")], [put(0, "xy"), put(0, "z")]],
  ),
  "one deletes": instanceOf(
    "one node inserts and deletes, and the other inserts within what is deleted, perhaps",
    1_432,
    2,
    [[put(0, "ab"), cut(0, 2)], [put(1, "x"), put(1, "y")]],
  ),
  "an answer": instanceOf(
    "of three nodes, one inserts, another inserts at its end, and the third only listens",
    6_472,
    3,
    [[put(0, "a")], [put(1, "b")]],
  ),
  "a node comes back": instanceOf(
    "two nodes insert and delete, and one may crash and come back",
    1_358,
    2,
    [[put(0, "ab"), cut(0, 1)], [put(1, "x")]],
    { crashes: 1 },
  ),
};
