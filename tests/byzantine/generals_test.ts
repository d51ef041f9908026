/** How many liars generals and broadcasts stand, from their kits: the shortest runs that go wrong, and what they tell. */

import { assertEquals } from "@std/assert";
import { kit as broadcast } from "hb/consensus/reliable_broadcast/kit.ts";
import { kit as consistent } from "hb/consensus/consistent_broadcast/kit.ts";
import type { Io } from "hb/model/protocol.ts";
import { nested } from "hb/model/nested.ts";
import type { RoundEnds } from "hb/consensus/rounds/lockstep.ts";
import {
  inRounds,
  type Message,
  oralMessages,
  type State,
} from "hb/consensus/oral_messages/oral_messages.ts";
import { kit as oral } from "hb/consensus/oral_messages/kit.ts";
import { kit as signed } from "hb/consensus/signed_messages/kit.ts";
import { consistency } from "hb/consensus/generals/general.ts";
import type { AnyKit } from "hb/kit/kit.ts";
import { anyKit } from "hb/kit/kit.ts";
import { exploredKit } from "hb/laboratory/explored.ts";
import { threeGenerals } from "hb/laboratory/byzantine/three_generals.ts";
import type { TraceEvent } from "hb/model/trace.ts";
import { amongLoyal } from "hb/security/adversary/loyal.ts";
import { withTraitors } from "hb/security/adversary/traitors.ts";
import { World } from "hb/sim/world.ts";

/** The shortest run that shows a bug of a kit: which property breaks, what is delivered, and what is seen in the end. */
function shortest(kit: AnyKit, instance: string, bug: string) {
  const { failure } = exploredKit(kit, instance, bug);
  const said = failure!.trace.flatMap((event: TraceEvent) =>
    event.kind === "deliver" ? [`${event.from} → ${event.to}`] : []
  );
  const words = failure!.trace.flatMap((event) => event.kind === "violation" ? [event.words] : []);
  return [failure!.property, said, ...words] as const;
}

Deno.test("three generals: two messages are enough to deceive a lieutenant", () => {
  assertEquals(shortest(anyKit(oral), "a lieutenant lies", "three generals"), [
    "IC2",
    ["0 → 2", "1 → 2"],
    'the commander is loyal and orders "attack", and lieutenant 2 obeys "retreat"',
  ]);
});

Deno.test("three generals: the machine and the explorer break the same protocol", () => {
  const { broken } = threeGenerals((order) => inRounds({ m: 1, orders: [order] }));
  assertEquals([broken?.loyal, broken?.breaks], [["A0", "B0"], "IC2"]);
  assertEquals(exploredKit(oral, "a lieutenant lies", "three generals").failure?.property, "IC2");
});

Deno.test("four generals who sign are divided by two traitors if they take a round too few", () => {
  assertEquals(shortest(anyKit(signed), "the commander and a lieutenant lie", "a round too few"), [
    "IC1",
    ["0 → 1", "0 → 2", "3 → 1", "3 → 2", "1 → 2", "2 → 1"],
    'lieutenant 1 obeys "retreat", and lieutenant 2 obeys "attack"',
  ]);
});

Deno.test("four generals who do not sign are divided by two traitors, in as many rounds as they like", () => {
  for (const m of [1, 2]) {
    const honest = oralMessages({ m });
    const liar: typeof honest = {
      ...honest,
      start: (io, journal) => honest.start(lying(io, m), journal),
      after: { "round ends": (s, t, io) => honest.after!["round ends"](s, t, lying(io, m)) },
    };
    const world = new World({
      protocol: withTraitors(honest, { 0: liar, 3: liar }),
      nodes: 4,
      seed: 1,
      invariants: amongLoyal<State>(consistency),
    });
    world.run(1000);
    assertEquals(world.violation?.invariant, "IC1", `OM(${m})`);
  }
});

/**
 * The world of two liars. Lieutenant 1 is told attack and lieutenant 2 retreat; with a round more, what is said in
 * the second round is attack for both, and what is said about that differs.
 */
function lying(io: Io<Message, RoundEnds>, m: number): Io<Message, RoundEnds> {
  return nested<Message, RoundEnds, never>(io, {
    send(to, { type, round, parts }) {
      const order = to === 1 || (m === 2 && round === 2) ? "attack" : "retreat";
      io.send(to, { type, round, parts: parts.map(({ path }) => ({ path, order })) });
    },
  });
}

Deno.test("what a broadcast with signatures leaves to some of the loyal, readies of others bring to all", () => {
  const { sometimes } = consistent.instances["the sender lies"]!.system();
  assertEquals(Object.keys(sometimes!), ["one delivers, and others do not"]);
  assertEquals(exploredKit(consistent, "the sender lies").complete, true);
  const [property] = shortest(anyKit(broadcast), "some are told", "nobody amplifies");
  assertEquals(property, "totality");
});
