/** Small stores, in which every order of events is looked at. @module */

import type { ProtocolSystem } from "hb/check/explore/protocol_system.ts";
import { explored } from "hb/grade/explored.ts";
import type { Grading } from "hb/grade/part.ts";
import type { Tagged } from "hb/model/protocol.ts";
import type { RunningStore, StoreRequest } from "../given.ts";
import { type Begin, elementsAt, onNodes, readAt, storeLabels } from "./store_world.ts";

type System = ProtocolSystem<unknown, Tagged, Tagged, unknown>;

interface Small {
  readonly words: string;
  /** What is asked at copy 0, at copy 1, … */
  readonly asks: readonly (readonly StoreRequest[])[];
  /** What all have in the end, in the set "s"; undefined: whatever, but the same. */
  readonly end?: string;
  readonly more?: Partial<System>;
}

const add = (element: string): StoreRequest => ({ type: "add", key: "s", element });
const remove = (element: string): StoreRequest => ({ type: "remove", key: "s", element });
const write = (value: number): StoreRequest => ({ type: "write", key: "x", value });

const smalls: readonly Small[] = [
  { words: "two copies, to one of which an element is added", asks: [[add("a")], []], end: '"a"' },
  {
    words: "two copies, one of which has an element added that the other removes",
    asks: [[add("a")], [remove("a")]],
  },
  {
    words: "two copies, to each of which the same is added",
    asks: [[add("a")], [add("a")]],
    end: '"a"',
  },
  { words: "two copies, each of which is written to", asks: [[write(1)], [write(2)]] },
  {
    words: "two copies, one of which has two elements added, and each of which may crash",
    asks: [[add("a"), add("b")], []],
    more: { crashes: 1 },
  },
];

/** Requires that all small stores go well. */
export function smallOnes(begin: Begin, grading: Grading): void {
  for (const small of smalls) {
    const system = systemOf(begin({ names: 1 }), small);
    const words = `in every order of events of ${small.words}`;
    explored(system, { states: 1200, words, labels: storeLabels }, grading);
  }
}

function systemOf(running: RunningStore, { asks, end, more }: Small): System {
  const nodes = asks.length,
    elements = asks.flat().flatMap((each) => each.type === "add" ? [each.element] : []);
  const seenAt = (state: unknown) =>
    `${elementsAt(running, state, nodes, "s")}, ${readAt(running, state, nodes, "x")}`;
  return {
    name: "store",
    protocol: onNodes(running),
    nodes,
    network: "duplicating",
    clients: {
      workload: asks.map((list) => list.map((input) => ({ input }))),
      ask: (request) => request as Tagged,
      link: "local",
    },
    invariants: [{
      name: "only what was added",
      words: "what is in a set was added to it",
      check({ states }) {
        for (const [node, state] of states.entries()) {
          if (state === undefined) continue;
          const all = elementsAt(running, state, nodes, "s");
          if (
            all === "nothing" || all.split(" ").every((each) => elements.includes(JSON.parse(each)))
          ) continue;
          return { words: `copy ${node} has ${all}`, nodes: [node] };
        }
        return undefined;
      },
    }],
    leadsTo: {
      "all copies come to show the same, and what they must": {
        to: ({ states }) => {
          const all = states.map((state) => state === undefined ? "down" : seenAt(state));
          return all.every((each) => each === all[0]) && !all.includes("down") &&
            (end === undefined || all[0] === `${end}, null`);
        },
      },
    },
    ...more,
  };
}
