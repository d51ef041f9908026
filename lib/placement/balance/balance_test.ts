/** Whatever happens, in whatever order: every balancer beside a simple account of what is there. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { Random } from "../../sim/random.ts";
import type { Balancer } from "./balancer.ts";
import { balancers } from "./kit.ts";

type Happening =
  | { readonly type: "add" | "weigh"; readonly server: number; readonly weight: number }
  | { readonly type: "remove" | "idle"; readonly server: number }
  | { readonly type: "send"; readonly key: string; readonly tried: readonly number[] }
  | { readonly type: "end"; readonly nth: number; readonly ok: boolean; readonly latencyMs: number }
  | { readonly type: "report"; readonly server: number; readonly inFlight: number };

const server = fc.nat(4), weight = fc.nat(3);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ type: fc.constantFrom("add" as const, "weigh" as const), server, weight }),
  fc.record({ type: fc.constantFrom("remove" as const, "idle" as const), server }),
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant("send" as const),
      key: fc.constantFrom("a", "b"),
      tried: fc.uniqueArray(server, { maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("end" as const),
      nth: fc.nat(20),
      ok: fc.boolean(),
      latencyMs: fc.nat(1000),
    }),
  },
  fc.record({ type: fc.constant("report" as const), server, inFlight: fc.nat(9) }),
);

/** Tells a balancer what happens, and says what it picked; checks it all against the account. */
function run(balancer: Balancer, happenings: readonly Happening[]): number[] {
  const weights = new Map<number, number>(), sent: number[] = [], picks: number[] = [];
  happenings.forEach((each, now) => {
    switch (each.type) {
      case "add":
        if (weights.has(each.server)) break;
        weights.set(each.server, each.weight);
        return balancer.add(each.server, now, each.weight);
      case "weigh":
        if (!weights.has(each.server)) break;
        weights.set(each.server, each.weight);
        return balancer.weigh(each.server, each.weight, now);
      case "remove":
        if (weights.delete(each.server)) balancer.remove(each.server, now);
        break;
      case "idle":
        return balancer.idle(each.server, now);
      case "report":
        return balancer.reported(each.server, now, each.inFlight);
      case "send": {
        if (balancer.ready === 0) {
          assert(balancer.name.includes("subset") || ![...weights.values()].some((w) => w > 0));
          assertThrows(() => balancer.pick(now), RangeError, "Cannot pick a server because");
          break;
        }
        const picked = balancer.pick(now, each);
        assert(weights.get(picked)! > 0, `${picked} is picked`);
        balancer.started(picked, now);
        sent.push(picked);
        picks.push(picked);
        break;
      }
      case "end": {
        if (sent.length === 0) break;
        const [ended] = sent.splice(each.nth % sent.length, 1) as [number];
        balancer[each.ok ? "ended" : "failed"](ended, now, each.latencyMs);
      }
    }
    for (let at = 0; at < 5; at++) {
      assertEquals(balancer.inFlight(at), sent.filter((to) => to === at).length);
    }
    assertEquals(balancer.violations(), []);
  });
  return picks;
}

for (const [name, { make }] of Object.entries(balancers)) {
  Deno.test(`${name}: picks who is there, counts what is under way, and does the same again`, () => {
    fc.assert(fc.property(fc.array(happening, { maxLength: 80 }), fc.nat(9), (all, seed) => {
      const picks = run(make(new Random(seed)), all);
      assertEquals(run(make(new Random(seed)), all), picks);
    }));
  });
}
