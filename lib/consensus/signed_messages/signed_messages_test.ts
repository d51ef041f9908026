import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { scripts } from "../../security/adversary/arbitrary.ts";
import { amongLoyal, isLoyal } from "../../security/adversary/loyal.ts";
import { puppet } from "../../security/adversary/puppet.ts";
import { withTraitors } from "../../security/adversary/traitors.ts";
import { sign } from "../../security/identity/signed.ts";
import { uniform } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { allObey, consistency, RETREAT } from "../generals/general.ts";
import { type Chain, readChain } from "./chain.ts";
import { rules } from "./rules.ts";
import { inRounds, signedMessages, type State } from "./signed_messages.ts";

const attack = sign({ self: 0 }, { battle: 1, order: "attack" });

/** What lieutenant 1 of four has heard after this in a round. */
function heard(round: number, ...chains: readonly Chain[]) {
  const protocol = inRounds({ m: 2 });
  const at = { self: 1, peers: [0, 1, 2, 3], choose: () => 0 };
  const s = protocol.start(at);
  protocol.hear(s, round, new Map([[round === 1 ? 0 : 2, chains]]), at);
  return s.orders;
}

Deno.test("a chain says who has signed, the commander first", () => {
  assertEquals(readChain(sign({ self: 2 }, attack)), {
    battle: 1,
    order: "attack",
    signers: [0, 2],
  });
});

Deno.test("what is no chain is none", () => {
  for (
    const none of [
      null,
      7,
      "attack",
      {},
      { battle: 1, order: "attack" },
      sign({ self: 0 }, "attack"),
    ]
  ) {
    assertEquals(readChain(none as unknown as Chain), undefined);
  }
});

Deno.test("a lieutenant takes what was signed by enough, by different ones, first by the commander, for this battle", () => {
  const byTwo = sign({ self: 2 }, attack);
  assertEquals(heard(1, attack), ["attack"]);
  assertEquals(heard(2, byTwo), ["attack"]);
  assertEquals(heard(2, attack), []);
  assertEquals(heard(2, sign({ self: 0 }, attack)), []);
  assertEquals(heard(2, sign({ self: 7 }, attack)), []);
  assertEquals(heard(1, sign({ self: 2 }, { battle: 1, order: "attack" })), []);
  assertEquals(heard(1, sign({ self: 0 }, { battle: 0, order: "attack" })), []);
  assertEquals(heard(3, byTwo), []);
  assertEquals(heard(1, null as unknown as Chain), []);
});

Deno.test("one order is obeyed; without any, or with more, all retreat", () => {
  assertEquals([[], ["attack"], ["attack", "hold"]].map(rules.choice), [
    RETREAT,
    "attack",
    RETREAT,
  ]);
});

Deno.test("whatever scripts make of two of four who sign for each other, the loyal obey one order", () => {
  const protocol = signedMessages({ m: 2 });
  const options = { listeners: [0, 1, 2, 3], types: ["say"] };
  fc.assert(
    fc.property(
      fc.tuple(scripts(options), scripts(options)),
      fc.uniqueArray(fc.nat(3), { minLength: 2, maxLength: 2 }),
      fc.nat(1000),
      (played, names, seed) => {
        const traitors = names.map((name, i) => [name, puppet(protocol, played[i]!, names)]);
        const world = new World({
          protocol: withTraitors(protocol, Object.fromEntries(traitors)),
          nodes: 4,
          seed,
          trace: "none",
          network: { latency: uniform(1, 40) },
          invariants: amongLoyal<State>(consistency),
        });
        world.run(1000);
        assertEquals(world.violation, undefined);
        assertEquals(allObey(world.states.map((s) => isLoyal<State>(s) ? s : undefined)), true);
      },
    ),
    { seed: 1, numRuns: 200 },
  );
});
