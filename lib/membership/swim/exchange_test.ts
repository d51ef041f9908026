import { assertEquals } from "@std/assert";
import { step } from "../../model/step.ts";
import type { Message, Saved } from "./messages.ts";
import { standingOf } from "./state.ts";
import { swim } from "./swim.ts";

const at = { self: 0, nodes: 4 };

Deno.test("exchange: which of the dead is tried is drawn, so that one who is gone for good hides nobody", () => {
  const protocol = swim();
  const { state } = step(protocol, undefined, { kind: "start", journal: [] }, at);
  for (const node of [1, 2, 3]) state.known.set(node, { status: "dead", incarnation: 0, by: 0 });
  state.members = 1;
  const tried = [0, 1, 2].map((which) => {
    // Nobody is left to compare with; whether one of the dead is tried is drawn first, and then which one.
    const due = { kind: "timer", timer: { type: "sync" } } as const;
    const { effects } = step(protocol, state, due, { ...at, choices: [0, which] });
    return effects.flatMap((effect) => effect.kind === "send" ? [effect.to] : []);
  });
  assertEquals(tried, [[1], [2], [3]]);
});

Deno.test("exchange: whoever becomes a member compares all from time to time: at the start, told to, or back again", () => {
  const join = { kind: "message", from: -1, message: { type: "join", contacts: [1] } } as const;
  const saved: Saved = { incarnation: 0, member: true, contacts: [1] };
  const outside = step(swim({ members: 0 }), undefined, { kind: "start", journal: [] }, at);
  const begun = [
    step(swim(), undefined, { kind: "start", journal: [] }, at),
    step(swim({ members: 0 }), outside.state, join, at),
    step(swim(), undefined, { kind: "start", journal: [saved] }, at),
  ];
  const syncs = begun.map(({ effects }) =>
    effects.filter((effect) => effect.kind === "wait" && effect.timer.type === "sync").length
  );
  assertEquals(syncs, [1, 1, 1]);
});

Deno.test("exchange: whom the other takes for dead is given time to object, whichever of the two has asked", () => {
  const protocol = swim();
  const { state } = step(protocol, undefined, { kind: "start", journal: [] }, at);
  const news = [{ member: 2, status: "dead", incarnation: 0, by: 3 }] as const;
  for (const type of ["sync", "state"] as const) {
    const message: Message = { type, incarnation: 0, news };
    const taken = step(protocol, state, { kind: "message", from: 1, message }, at);
    assertEquals(standingOf(taken.state, 2), { status: "suspect", incarnation: 0, by: 1 }, type);
  }
});
