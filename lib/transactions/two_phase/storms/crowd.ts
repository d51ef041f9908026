/** Whether somebody who wants much ever gets it. @module */

import type { Storm } from "../../../kit/kit.ts";
import type { Ask } from "../../../model/clients.ts";
import { uniform } from "../../../sim/latency.ts";
import type { Random } from "../../../sim/random.ts";
import { KEYS } from "../../storms/work.ts";
import { type Change, protocolWith } from "../bugs/change.ts";
import { always } from "../invariants.ts";
import type { Message, Saved, Timer } from "../messages.ts";
import type { State } from "../state.ts";
import { applications, PARTICIPANTS } from "./work.ts";

/** How long that may take, in ms; all others go on for longer. */
const PATIENCE_MS = 1200;

const much: Ask = { input: KEYS.map((key) => ({ type: "append", key, value: 1 })), at: 50 };

/** Others do little, and all the time. */
function little(random: Random, client: number): Ask[] {
  return Array.from({ length: 150 }, (_, i) => {
    const key = KEYS[random.below(KEYS.length)]!;
    return { input: [{ type: "append", key, value: 1000 * client + i }] };
  });
}

/** One application appends to all lists, among many who never leave any of them alone. */
export const crowd: Storm<State, Message, Timer, Saved, Change> = {
  words: "somebody wants all of what many others never leave alone, where the younger give way",
  nodes: 5,
  leastNodes: 5,
  run: ({ nodes, random, change }) => ({
    scenario: {
      protocol: protocolWith(change, { policy: "wait-die" }),
      nodes,
      network: { latency: uniform(1, 10) },
      clients: applications(
        Array.from(
          { length: 6 * (nodes - PARTICIPANTS) },
          (_, client) => client === 0 ? [much] : little(random, client),
        ),
        nodes,
        { think: uniform(1, 2) },
      ),
      invariants: always,
    },
    drive: (world) =>
      void world.requireProgress(
        PATIENCE_MS,
        "who wants much gets it, whatever others do",
        ({ history }) => history.some(({ process, outcome }) => process === 0 && outcome === "ok"),
      ),
  }),
};
