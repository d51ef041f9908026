/** What happens to a copy with clients, as it is drawn. @module */

import { drawnBy, type Grading } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Guarantees } from "../given.ts";
import { type Event, OWN } from "./right_sessions.ts";

export interface Case {
  readonly mayWait: number;
  readonly script: readonly Event[];
}

export function* cases(grading: Grading): Generator<Case> {
  yield* [0, 1, 2, 3].map(leaves);
  yield* drawnBy(grading, 600, "sessions", (random, at): Case => ({
    mayWait: [0, 1, 2, 3, 10][random.below(5)]!,
    script: Array.from({ length: 3 + at % 40 }, () => anEvent(random)),
  }));
}

/** A client waits, goes, and what it waited for comes. */
function leaves(client: number): Case {
  const guarantees = {
    readYourWrites: true,
    monotonicReads: true,
    monotonicWrites: true,
    writesFollowReads: true,
  };
  const step = (type: Event["type"]): Event => ({
    type,
    client,
    asks: "write",
    key: "x",
    value: 1,
    guarantees,
    covers: new Map([["A", 2]]),
  });
  const script = (["elsewhere", "ask", "gone", "news", "ask"] as const).map(step);
  return { mayWait: 2, script };
}

const NAMES = ["A", "B", "10", "9", OWN];

function anEvent(random: Random): Event {
  const which = random.below(20);
  const type: Event["type"] = which < 10
    ? "ask"
    : which < 14
    ? "elsewhere"
    : which < 19
    ? "news"
    : "gone";
  const all = random.chance(0.4);
  const guarantees: Guarantees = {
    readYourWrites: all || random.chance(0.5),
    monotonicReads: all || random.chance(0.5),
    monotonicWrites: all || random.chance(0.5),
    writesFollowReads: all || random.chance(0.5),
  };
  const names = NAMES.filter((name) => random.chance(0.4) && (type !== "news" || name !== OWN));
  return {
    type,
    client: random.below(4),
    asks: random.chance(0.5) ? "read" : "write",
    key: ["x", "y", ""][random.below(3)]!,
    value: [1, 0, "", false, "a"][random.below(5)]!,
    guarantees,
    covers: new Map(names.map((name) => [name, 1 + random.below(type === "news" ? 6 : 4)])),
  };
}
