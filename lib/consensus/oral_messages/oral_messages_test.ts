import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { nested } from "../../model/nested.ts";
import type { Io } from "../../model/protocol.ts";
import type { RoundEnds } from "../rounds/lockstep.ts";
import { scripts } from "../../security/adversary/arbitrary.ts";
import { amongLoyal, isLoyal } from "../../security/adversary/loyal.ts";
import { puppet } from "../../security/adversary/puppet.ts";
import { withTraitors } from "../../security/adversary/traitors.ts";
import { uniform } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { allObey, consistency, type Order, RETREAT } from "../generals/general.ts";
import { type Message, oralMessages, type State } from "./oral_messages.ts";
import { majority, rules } from "./rules.ts";

Deno.test("a majority is more than half; without one generals retreat", () => {
  assertEquals(majority(["a", "b", "a"]), "a");
  assertEquals(majority(["a", "b", "a", "b"]), undefined);
  assertEquals(majority([]), undefined);
  assertEquals(rules.combine(["a", "b", "c"]), RETREAT);
});

/** OM(m) as the paper tells it: what each lieutenant obeys, where `says` is what a general passes on to another. */
function recursively(
  m: number,
  commander: number,
  order: Order,
  lieutenants: readonly number[],
  says: (path: readonly number[], to: number, order: Order) => Order,
  path: readonly number[] = [],
): Map<number, Order> {
  const along = [...path, commander];
  const told = new Map(lieutenants.map((to) => [to, says(along, to, order)]));
  if (m === 0) return told;
  const passedOn = new Map(lieutenants.map((node) => [
    node,
    recursively(
      m - 1,
      node,
      told.get(node)!,
      lieutenants.filter((other) => other !== node),
      says,
      along,
    ),
  ]));
  return new Map(lieutenants.map((node) => {
    const others = lieutenants.filter((other) => other !== node);
    const votes = [told.get(node)!, ...others.map((other) => passedOn.get(other)!.get(node)!)];
    return [node, majority(votes) ?? RETREAT];
  }));
}

/** A lie by a fixed rule, so that two ways to run it can be compared: retreat in some cases, attack in others. */
function lie(bits: number, path: readonly number[], to: number): Order {
  const place = path.reduce((sum, node) => 5 * sum + node + 1, to);
  return (bits >> (place % 29)) % 2 === 1 ? "attack" : RETREAT;
}

Deno.test("round by round each lieutenant obeys what the paper's recursion makes him obey, whoever lies", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: 6 }),
      fc.integer({ min: 0, max: 3 }),
      fc.nat(2 ** 29),
      fc.uniqueArray(fc.nat(5), { maxLength: 3 }),
      (n, m, bits, liars) => {
        const { commander, lieutenants } = {
          commander: 0,
          lieutenants: Array.from({ length: n - 1 }, (_, i) => i + 1),
        };
        const twin = recursively(
          m,
          commander,
          "attack",
          lieutenants,
          (path, to, order) => liars.includes(path.at(-1)!) ? lie(bits, path, to) : order,
        );
        const honest = oralMessages({ m, orders: ["attack"] });
        const world = new World({
          protocol: {
            ...honest,
            start: (io, journal) => honest.start(lying(io), journal),
            after: {
              "round ends": (s, timer, io) => honest.after!["round ends"](s, timer, lying(io)),
            },
          },
          nodes: n,
          seed: 1,
          trace: "none",
        });
        world.run(1000);
        const obeyed = world.states.slice(1).map((s, i) => [i + 1, s!.inner.obeys] as const);
        assertEquals(new Map(obeyed), new Map(twin));

        function lying(io: Io<Message, RoundEnds>): Io<Message, RoundEnds> {
          if (!liars.includes(io.self)) return io;
          return nested<Message, RoundEnds, never>(io, {
            send(to, { type, round, parts }) {
              const lies = parts.map(({ path }) => ({ path, order: lie(bits, path, to) }));
              io.send(to, { type, round, parts: lies });
            },
          });
        }
      },
    ),
    { seed: 1, numRuns: 200 },
  );
});

Deno.test("whatever a script makes of one of four, the loyal obey one order, and a loyal commander's", () => {
  const protocol = oralMessages();
  const options = { listeners: [0, 1, 2, 3], types: ["say"] };
  fc.assert(
    fc.property(scripts(options), fc.nat(3), fc.nat(1000), (script, traitor, seed) => {
      const world = new World({
        protocol: withTraitors(protocol, { [traitor]: puppet(protocol, script) }),
        nodes: 4,
        seed,
        trace: "none",
        network: { latency: uniform(1, 40) },
        invariants: amongLoyal<State>(consistency),
      });
      world.run(1000);
      assertEquals(world.violation, undefined);
      assertEquals(allObey(world.states.map((s) => isLoyal<State>(s) ? s : undefined)), true);
    }),
    { seed: 1, numRuns: 200 },
  );
});

Deno.test("settings of which no army can be made are refused", () => {
  for (const m of [-1, 1.5, NaN]) assertThrows(() => oralMessages({ m }), RangeError, "m must be");
  assertThrows(() => oralMessages({ orders: [] }), RangeError, "orders must be one or more");
  assertThrows(() => oralMessages({ commander: -1 }), RangeError, "commander must be");
  const world = () => new World({ protocol: oralMessages({ commander: 4 }), nodes: 4, seed: 1 });
  assertThrows(
    () => {
      const built = world();
      built.run(1);
      if (built.violation?.error !== undefined) throw built.violation.error;
    },
    RangeError,
    "Cannot send orders because commander must be one of 4 nodes: given 4",
  );
});
