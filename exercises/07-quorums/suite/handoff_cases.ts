/** What happens to stand-ins, drawn and picked. @module */

import { drawnBy, type Grading } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { HintRules, Key, NodeId } from "../given.ts";
import type { Act } from "./elsewhere.ts";
import type { Event } from "./right_handoff.ts";

export interface Case {
  readonly rules: HintRules;
  readonly script: readonly Event[];
}

const OFTEN: Readonly<Record<Event["type"], number>> = {
  keep: 8,
  handoff: 4,
  taken: 5,
  round: 3,
  sweep: 3,
  mayPurge: 3,
  purgeable: 9,
  purge: 3,
  look: 2,
  crash: 2,
};
const TYPES = Object.entries(OFTEN).flatMap(([type, often]) =>
  Array.from({ length: often }, () => type as Event["type"])
);

const event = (type: Event["type"], more: Partial<Event> = {}): Event => ({
  type,
  key: "x",
  node: 1,
  home: null,
  nth: 0,
  act: { type: "writes", seen: "there", value: "cap" },
  about: "now",
  ...more,
});

/** Scripts. */
export function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 900, "stand-ins", (random, at) => {
    const nodes = [[0, 1, 2], [0, 1], [3, 1, 2, 0, 7]][random.below(3)]!;
    const homes = nodes.slice(random.below(2), 1 + random.below(nodes.length));
    return {
      rules: {
        self: nodes[random.below(nodes.length)]!,
        nodes,
        homes: homes.length === 0 ? nodes.slice(0, 1) : homes,
        most: [1, 2, 3, 100][random.below(4)]!,
      },
      script: Array.from({ length: 2 + at % 40 }, () => anEvent(random, nodes, at % 3 === 0)),
    };
  });
  yield* sweeps();
  yield* crowds();
}

/** Where `deletes`, there is little but tombstones of one key. */
function anEvent(random: Random, nodes: readonly NodeId[], deletes: boolean): Event {
  const one = <T>(all: readonly T[]) => all[random.below(all.length)]!;
  const type = one(TYPES);
  const act: Act = {
    type: deletes
      ? one(["deletes", "nothing", "hears from here"])
      : one(["writes", "deletes", "hears from here", "hears from another", "nothing"]),
    seen: one(["nothing", "there", "here", "here"]),
    value: one(["cap", "", "hat"]),
  };
  return event(type, {
    key: deletes ? "x" : one<Key>(["x", "x", 1, "1", "", "constructor"]),
    node: one(nodes),
    home: random.chance(deletes ? 0.8 : 0.4) ? null : one(nodes),
    nth: random.below(8),
    act,
    about: one(["now", "now", "now", "then", "then", "more", "less"]),
  });
}

/** Tombstones that all agree to forget, or not; whatever comes meanwhile. */
function* sweeps(): Generator<Case> {
  const deletes: Act = { type: "deletes", seen: "there", value: "" };
  for (const nodes of [[0], [0, 1, 2], [0, 1, 2, 3, 4]]) {
    const rules = { self: 0, nodes, homes: nodes.slice(0, 3), most: 5 };
    const begun = [event("handoff", { node: 1, act: deletes }), event("sweep")];
    const agree = nodes.map((node) => event("purgeable", { node, about: "then" }));
    const look = [event("look"), event("crash"), event("look")];
    const end = [event("purge", { node: 0, about: "then" }), ...look];
    const ask = event("mayPurge", { node: 1 });
    yield { rules, script: [...begun, ask, ...agree, ...agree, ...end] };
    yield {
      rules,
      script: [...begun, ...agree.slice(1), ...agree.slice(1), event("sweep"), ...agree],
    };
    const more = event("handoff", {
      node: 1,
      act: { type: "writes", seen: "there", value: "hat" },
    });
    yield { rules, script: [...begun, ...agree, more, ...end, ask] };
    const kept = event("keep", { node: 1, home: 2, act: deletes });
    const other = [event("handoff", { key: 1, node: 1, act: deletes }), event("sweep", { key: 1 })];
    const agree1 = nodes.map((node) => event("purgeable", { key: 1, node, about: "then" }));
    yield { rules, script: [...begun, ...other, ...agree, ...agree1] };
    // Two keys that read alike have a sweep each, and what is kept of each takes room.
    const text = [
      event("handoff", { key: "1", node: 1, act: deletes }),
      event("sweep", { key: "1" }),
    ];
    yield { rules, script: [...text, ...other, ...agree1, event("sweep", { key: 1 }), ...agree1] };
    const keys = [1, "1", "x"].map((key) => event("keep", { key, node: 1, home: nodes.at(-1)! }));
    yield { rules: { ...rules, most: 2 }, script: [...keys, event("round")] };
    yield { rules, script: [...begun, kept, ask, event("taken", { node: 2 }), ask] };
  }
}

/** Much is kept for many. */
function* crowds(): Generator<Case> {
  const nodes = Array.from({ length: 20 }, (_, node) => node);
  const rules = { self: 19, nodes, homes: nodes.slice(0, 15), most: 150 };
  const keep = nodes.slice(1, 15).flatMap((home) =>
    nodes.map((i) => event("keep", { home, key: `k${i}`, node: 18 }))
  );
  const rounds = [event("round"), event("crash"), event("round"), event("round")];
  const taken = nodes.slice(1, 15).map((node) => event("taken", { node, key: "k3" }));
  yield { rules, script: [...keep, ...rounds, ...taken, event("round"), ...keep.slice(0, 40)] };
  const grown = Array.from({ length: 60 }, () => event("keep", { home: 2, node: 3 }));
  yield { rules, script: [...grown, event("round"), event("taken", { node: 2 }), event("round")] };
}
