import { assertEquals } from "@std/assert";
import type { History } from "../../model/history.ts";
import {
  advertisesWhatItHas,
  deliveredOnce,
  lostForAReason,
  oneIdOneBody,
  removedStaysRemoved,
  validity,
} from "./invariants.ts";
import type { State } from "./state.ts";

/** A node that knows these rumours, of which the first few are hot, and has just delivered the last. */
function node(bodies: Record<string, string>, hot: number, more: Partial<State> = {}): State {
  const ids = Object.keys(bodies);
  return {
    known: new Map(
      ids.map((id) => [id, { body: bodies[id]!, at: 0, since: 0, told: 1, useless: 1 }]),
    ),
    hot: new Map(ids.slice(0, hot).map((id) => [id, { count: 0, needed: 0, useless: 0 }])),
    calls: { since: 0, taken: 0 },
    hunts: 0,
    sequence: 0,
    delivered: ids.length,
    latest: ids.slice(-1),
    broken: 0,
    forgotten: new Map(),
    ...more,
  };
}

const history = [{ input: "a" }] as unknown as History;

/** What a property says of these moments, one after the other. */
function judged(property: typeof deliveredOnce, ...moments: (State | undefined)[][]): string[] {
  const memory = property.memory?.();
  return moments.map((states, at) =>
    property.check({ at, states, history }, memory)?.words ?? "well"
  );
}

Deno.test("invariants of gossip: what is well is well", () => {
  const moments = [[node({}, 0), node({}, 0)], [node({ x: "a" }, 1), node({}, 0)], [
    node({ x: "a" }, 0),
    node({ x: "a" }, 1),
  ]];
  for (
    const property of [
      deliveredOnce,
      oneIdOneBody,
      validity,
      removedStaysRemoved,
      advertisesWhatItHas,
      lostForAReason({ feedback: true, least: 1 }),
    ]
  ) {
    assertEquals(judged(property, ...moments), ["well", "well", "well"], property.name);
  }
});

Deno.test("invariants of gossip: a second delivery is seen, also after a crash and after forgetting", () => {
  const has = node({ x: "a" }, 0), forgot = node({}, 0, { delivered: 1, latest: ["x"] });
  const again = node({ x: "a" }, 0, { delivered: 2 });
  const words = "node 0 delivers rumour x again";
  assertEquals(judged(deliveredOnce, [has], [again]), ["well", words]);
  assertEquals(judged(deliveredOnce, [has], [forgot], [again]), ["well", "well", words]);
  assertEquals(judged(deliveredOnce, [has], [undefined], [node({}, 0)], [has]).at(-1), words);
  // A node that comes back with what it saved has delivered nothing anew.
  const back = node({ x: "a" }, 0, { latest: [] });
  assertEquals(judged(deliveredOnce, [has], [undefined], [back]).at(-1), "well");
});

Deno.test("invariants of gossip: each is broken by what it forbids", () => {
  assertEquals(judged(oneIdOneBody, [node({ x: "a" }, 1), node({ x: "b" }, 1)]), [
    `node 1 delivers "b" as x, which was "a"`,
  ]);
  assertEquals(judged(validity, [node({ x: "b" }, 1)]), [
    `node 0 delivers "b", which nobody told`,
  ]);
  assertEquals(
    judged(removedStaysRemoved, [node({ x: "a" }, 0)], [node({ x: "a" }, 1)]).at(-1),
    [
      "node 0 spreads rumour x again",
    ][0],
  );
  assertEquals(judged(advertisesWhatItHas, [node({}, 0, { broken: 1 })]), [
    "node 0 no longer has what it advertised",
  ]);
  const reason = lostForAReason({ feedback: true, least: 2 });
  assertEquals(
    judged(reason, [node({ x: "a" }, 1)], [node({ x: "a" }, 0)]).at(-1),
    "node 0 loses interest in x after 1 useless contacts",
  );
});
