/** A small map of which every order of events is explored. @module */

import type { Instance } from "../../../kit/kit.ts";
import { type Change, protocolWith } from "./bugs.ts";
import type { State } from "./certificates.ts";
import type { Message, Saved, Timer } from "./messages.ts";

/** The instances. */
export const instances: Readonly<
  Record<string, Instance<State, Message, Timer, Saved, Change>>
> = {
  "put and removed": {
    words: "two nodes, one of which may crash; a key is put at one and removed at the other",
    states: 6_912,
    system: (change) => ({
      name: "death-certificates",
      protocol: protocolWith(change, { phaseMs: 1, sites: 0 }),
      nodes: 2,
      // Comparisons without end are as many messages, of which each is as good as any other like it.
      network: "duplicating",
      crashes: 1,
      clients: {
        workload: [[{ input: { type: "put", key: "x", value: "1" } }], [{
          input: { type: "remove", key: "x" },
        }]],
        ask: (input) => input as Message,
        link: "local",
      },
      sometimes: {
        "both know it removed": ({ states }) =>
          states.every((s) => s?.items.get("x")?.value === null),
        "both have it": ({ states }) => states.every((s) => s?.items.get("x")?.value === "1"),
      },
    }),
  },
};
