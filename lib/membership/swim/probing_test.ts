import { assertEquals } from "@std/assert";
import { step } from "../../model/step.ts";
import { lifeguard } from "./settings.ts";
import { swim } from "./swim.ts";

Deno.test("probing: a helper of two whose probes have the same number tells them apart", () => {
  const protocol = swim(lifeguard), at = { self: 0, nodes: 4 };
  let { state } = step(protocol, undefined, { kind: "start", journal: [] }, at);
  const keys = [1, 2].map((from) => {
    const message = { type: "ping-req", sequence: 7, target: 3, incarnation: 0, news: [] } as const;
    const asked = step(protocol, state, { kind: "message", from, message }, at);
    state = asked.state;
    return asked.effects.flatMap((effect) =>
      effect.kind === "wait" && effect.timer.type === "nothing" ? [effect.timer.key] : []
    );
  });
  // A timer of the same key would take the place of the first, and one of the two would hear nothing.
  assertEquals(new Set(keys.flat()).size, 2);
});
