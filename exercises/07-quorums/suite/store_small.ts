/** Small clusters, in which every order of events is looked at. @module */

import type { ProtocolSystem } from "hb/check/explore/protocol_system.ts";
import { explored } from "hb/grade/explored.ts";
import type { Grading } from "hb/grade/part.ts";
import { nested, wrapped } from "hb/model/nested.ts";
import type { NodeId, Tagged } from "hb/model/protocol.ts";
import type { AskMessage } from "../given.ts";
import {
  type AnyProtocol,
  type Begin,
  get,
  linearizable,
  set,
  storeLabels,
} from "./store_world.ts";

type System = ProtocolSystem<unknown, Tagged, Tagged, unknown>;

interface Small {
  readonly words: string;
  readonly nodes: number;
  readonly programs: readonly { readonly at: NodeId; readonly asks: readonly AskMessage[] }[];
  readonly states: number;
  readonly more?: Partial<System>;
}

const smalls: readonly Small[] = [
  {
    words: "one node, at which one client writes and reads, and another one writes",
    nodes: 1,
    programs: [{ at: 0, asks: [set("x", 1), get("x")] }, { at: 0, asks: [set("x", 2), get("x")] }],
    states: 3000,
  },
  {
    words: "two nodes, one of which writes twice, and may crash",
    nodes: 2,
    programs: [{ at: 0, asks: [set("x", 1), set("x", 2)] }, { at: 1, asks: [get("x")] }],
    states: 6000,
    more: { crashes: 1 },
  },
  {
    words: "two nodes, each of which writes and then reads",
    nodes: 2,
    programs: [{ at: 0, asks: [set("x", 1), get("x")] }, { at: 1, asks: [set("x", 2), get("x")] }],
    states: 5500,
  },
  {
    words: "three nodes, one of which writes, and another one reads",
    nodes: 3,
    programs: [{ at: 0, asks: [set("x", 1)] }, { at: 1, asks: [get("x")] }],
    states: 5000,
  },
  {
    words: "two nodes, one of which writes and the other reads; messages come again at any time",
    nodes: 2,
    programs: [{ at: 0, asks: [set("x", 1)] }, { at: 1, asks: [get("x")] }],
    states: 3000,
    more: { network: "duplicating" },
  },
];

/** Requires that no order of events goes wrong, as far as the budget goes; and that each comes to an end. */
export function smallOnes(begin: Begin, grading: Grading): void {
  for (const small of smalls) {
    const words = `in every order of events of ${small.words}`;
    grading.busyWith(() => words);
    const system = systemOf(quiet(begin()), small);
    explored(system, { states: small.states, words, labels: storeLabels }, grading);
  }
}

function systemOf(protocol: AnyProtocol, { nodes, programs, more = {} }: Small): System {
  const all = programs.flatMap(({ asks }) => asks).length;
  return {
    name: "registers",
    protocol,
    nodes,
    clients: {
      workload: programs.map(({ asks }) => asks.map((input) => ({ input }))),
      ask: (input) => input as Tagged,
      to: ({ client }) => programs[client]!.at,
      link: "local",
      // What is asked of a node that crashes is not answered, and who has asked goes on.
      ...(more.crashes === undefined ? {} : { timeoutMs: 1 }),
    },
    invariants: [linearizable],
    ...(more.crashes === undefined
      ? {
        final: ({ history }) =>
          history.length === all && history.every(({ outcome }) => outcome === "ok"),
      }
      : {}),
    ...more,
  };
}

/** The same without timers, as nothing is lost. */
const quiet = (protocol: AnyProtocol): AnyProtocol =>
  wrapped(protocol, (io) => nested(io, { wait: () => {} }));
