/** What happens to coordinators, drawn and picked. @module */

import { drawnBy, type Grading } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { CopyRules, Key, NodeId } from "../given.ts";
import { type Act, actorOf } from "./elsewhere.ts";
import { CLUSTERS } from "./register_cases.ts";
import type { Event } from "./right_coordinator.ts";

export interface Case {
  readonly rules: CopyRules;
  readonly script: readonly Event[];
}

const KEYS: readonly Key[] = ["x", "x", "x", 1, "1", "", "constructor"];
const VALUES = ["hat", "", "0", "hat", null, "boots"];

const event = (type: Event["type"], more: Partial<Event> = {}): Event => ({
  type,
  key: "x",
  value: "hat",
  node: 0,
  nth: 0,
  act: { type: "writes", seen: "nothing", value: "cap" },
  seen: "nothing",
  ...more,
});

const OFTEN: Readonly<Record<Event["type"], number>> = {
  get: 4,
  put: 4,
  fetch: 2,
  keep: 3,
  own: 3,
  found: 10,
  unread: 1,
  kept: 5,
  overdue: 1,
  ended: 2,
};
const TYPES = Object.entries(OFTEN).flatMap(([type, often]) =>
  Array.from({ length: often }, () => type as Event["type"])
);

/** Scripts. */
export function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 800, "coordinators", (random, at) => {
    const homes = CLUSTERS[random.below(CLUSTERS.length)]!, { length } = homes;
    const self = homes[random.below(length)]!;
    return {
      rules: {
        self,
        actor: actorOf(self),
        homes,
        read: 1 + random.below(length),
        write: 1 + random.below(length),
        patienceMs: [50, 200][random.below(2)]!,
      },
      script: Array.from({ length: 2 + at % 45 }, () => anEvent(random, homes, self)),
    };
  });
  yield* manyAtOnce();
}

function anEvent(random: Random, homes: readonly NodeId[], self: NodeId): Event {
  const one = <T>(all: readonly T[]) => all[random.below(all.length)]!;
  const type = one(TYPES);
  const act: Act = {
    type: one(["writes", "writes", "deletes", "hears from here", "hears from another", "nothing"]),
    seen: one(["nothing", "there", "here"]),
    value: one(["cap", "", "hat"]),
  };
  return event(type, {
    key: one(KEYS),
    value: one(VALUES),
    node: random.chance(0.15) ? self : one(homes),
    nth: type === "fetch" || type === "keep" ? random.below(8) : one([0, 0, 0, 0, 1, 1, 2, 3]),
    act,
    seen: one(["nothing", "an answer", "an answer", "another node"]),
  });
}

/** Many homes, keys, siblings, and requests at once. */
function* manyAtOnce(): Generator<Case> {
  const homes = Array.from({ length: 24 }, (_, node) => 3 * node);
  const rules = { self: 0, actor: "n0", homes, read: 12, write: 13, patienceMs: 90 };
  const keys = Array.from({ length: 34 }, (_, i): Key => i % 2 === 0 ? i : `k${i}`);
  const asked = keys.flatMap((key) => [event("put", { key }), event("get", { key })]);
  const answers = homes.slice(1).flatMap((node) =>
    keys.flatMap((_, nth) => [event("found", { node, nth }), event("kept", { node, nth })])
  );
  const own = keys.map((_, nth) => event("own", { nth }));
  const last = keys.map((_, nth) => event("found", { node: 0, nth }));
  const more = [
    event("put"),
    ...Array.from({ length: 140 }, () => event("put", { seen: "an answer" })),
  ];
  yield {
    rules,
    script: [...asked, ...own, ...answers, ...last, ...more, event("fetch", { node: 3 })],
  };
}
