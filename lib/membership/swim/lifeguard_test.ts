import { assertEquals } from "@std/assert";
import { step } from "../../model/step.ts";
import { blame, doubt, patient } from "./lifeguard.ts";
import { lifeguard, settings } from "./settings.ts";
import { born } from "./state.ts";
import { swim } from "./swim.ts";

Deno.test("lifeguard: doubts grow to 8, which makes a member nine times as patient, and no further", () => {
  const s = born(0, 3), guarded = { ...settings, ...lifeguard };
  const seen = [1, 3, 3, 3].map((more) => {
    doubt(s, guarded, more);
    return [s.awareness, patient(s, 500)];
  });
  assertEquals(seen, [[1, 1000], [4, 2500], [7, 4000], [8, 4500]]);
});

Deno.test("lifeguard: without it no member doubts itself", () => {
  const s = born(0, 3);
  doubt(s, settings, 3);
  assertEquals([s.awareness, patient(s, 500)], [0, 500]);
});

Deno.test("lifeguard: of a failed probe, helpers that were silent count against the prober, and those that said nothing is there do not", () => {
  assertEquals([blame(3, 3), blame(3, 1), blame(3, 0), blame(1, 2)], [0, 2, 3, 0]);
  assertEquals(blame(0, 0), 1);
});

Deno.test("lifeguard: who doubts itself waits longer for its target, and longer for its helpers", () => {
  const protocol = swim(lifeguard), at = { self: 0, nodes: 4 };
  let { state } = step(protocol, undefined, { kind: "start", journal: [] }, at);
  const waits = (type: "period" | "timeout") => {
    const taken = step(protocol, state, { kind: "timer", timer: { type } }, at);
    state = taken.state;
    return taken.effects.flatMap((effect) => effect.kind === "wait" ? [effect.delayMs] : []);
  };
  assertEquals([waits("period"), waits("timeout")], [[500], [500]]);
  state.probe!.answered = true;
  state.awareness = 3;
  assertEquals([waits("period"), waits("timeout")], [[2000], [2000]]);
});
