/** Small systems of which every order of events is explored. @module */

import type { ProtocolSystem } from "../../check/explore/protocol_system.ts";
import type { Instance } from "../../kit/kit.ts";
import { type Change, protocolWith } from "./bugs.ts";
import { invariants, lostForAReason } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

type System = ProtocolSystem<State, Message, Timer, Saved>;

/** What is not the same in all of them. */
interface Small {
  readonly words: string;
  readonly states: number;
  readonly nodes: number;
  readonly settings: Partial<Settings>;
  /** How often a node may tell a rumour; default: as often as it likes. */
  readonly told?: number;
  /** How many messages may be on their way; default: any number. */
  readonly onTheWay?: number;
  /** How many contacts must speak against a rumour before it is given up. */
  readonly least: number;
  readonly more?: Pick<System, "crashes" | "leadsTo" | "lossy" | "network">;
}

function instanceOf(small: Small): Instance<State, Message, Timer, Saved, Change> {
  const { words, states, nodes, settings, told, onTheWay, least, more } = small;
  const { feedback = true } = settings;
  return {
    words,
    states,
    system: (change) => ({
      name: "gossip",
      protocol: protocolWith(change, { phaseMs: 1, backupMs: Infinity, ...settings }),
      nodes,
      clients: {
        workload: [[{ input: "a" }]],
        ask: (input) => ({ type: "tell", body: input as string }),
        link: "local",
      },
      invariants: [...invariants, lostForAReason({ feedback, least })],
      sometimes: {
        "all know it": ({ states }) => states.every((s) => s === undefined || s.known.size > 0),
      },
      ...(told === undefined && onTheWay === undefined ? {} : {
        boundary: ({ states, messages }) =>
          messages.length <= (onTheWay ?? Infinity) &&
          states.every((s) =>
            [...s?.known.values() ?? []].every((known) => known.told <= (told ?? Infinity))
          ),
      }),
      ...more,
    }),
  };
}

/** The instances. */
export const instances = {
  "two nodes": instanceOf({
    words: "two nodes, blind, each of which tells a rumour once; nothing is lost",
    states: 5,
    nodes: 2,
    settings: { feedback: false, interest: "coin", k: 1 },
    least: 1,
    more: {
      leadsTo: {
        "everybody hears": {
          from: ({ states }) => states.some((s) => s !== undefined && s.known.size > 0),
          to: ({ states }) => states.every((s) => s !== undefined && s.known.size > 0),
        },
      },
    },
  }),
  feedback: instanceOf({
    words: "three nodes that tell a rumour at most twice, with feedback; messages may be lost",
    states: 14_425,
    nodes: 3,
    settings: { k: 1 },
    told: 2,
    onTheWay: 2,
    least: 1,
    more: { lossy: true },
  }),
  "a crash": instanceOf({
    words: "two nodes that compare what they know, one of which may crash",
    states: 1_796,
    nodes: 2,
    settings: { feedback: false, k: 1, backupMs: 1 },
    least: 1,
    // Comparisons without end are as many messages, of which each is as good as any other like it.
    more: { crashes: 1, network: "duplicating" },
  }),
};
