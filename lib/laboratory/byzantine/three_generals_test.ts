import { assert, assertEquals, assertThrows } from "@std/assert";
import type { General, Order } from "../../consensus/generals/general.ts";
import { inRounds as oral } from "../../consensus/oral_messages/oral_messages.ts";
import type { InRounds } from "../../consensus/rounds/rounds.ts";
import { inRounds as signed } from "../../consensus/signed_messages/signed_messages.ts";
import type { Trace } from "../../model/trace.ts";
import { type Attempt, beside, PLACES } from "./hexagon.ts";
import { threeGenerals } from "./three_generals.ts";

interface Talker extends General {
  obeys: Order | null;
  readonly heard: Order[];
}

/** All lieutenants tell each other all that they have heard, for so many rounds, and then decide by it. */
function talk(rounds: number, decide: (heard: readonly Order[]) => Order | null) {
  return (order: Order): InRounds<Talker, Order> => ({
    rounds,
    speakers: (round) => round === 1 ? [0] : [1, 2],
    listeners: () => [1, 2],
    start: ({ self }) => ({ order: self === 0 ? order : null, obeys: null, heard: [] }),
    say: (s, round) => round === 1 ? [s.order!] : s.heard,
    hear(s, round, told) {
      if (s.order !== null) return;
      s.heard.push(...[...told.values()].flat());
      if (round === rounds) s.obeys = decide(s.heard);
    },
  });
}

// deno-lint-ignore no-explicit-any
const attempts: Record<string, Attempt<any, any>> = {
  "OM(0)": (order) => oral({ m: 0, orders: [order] }),
  "OM(1)": (order) => oral({ m: 1, orders: [order] }),
  "OM(2)": (order) => oral({ m: 2, orders: [order] }),
  "always attack": talk(1, () => "attack"),
  "trust the commander": talk(2, ([own]) => own ?? "retreat"),
  "trust the comrade": talk(2, (heard) => heard.at(-1) ?? "retreat"),
  "attack in doubt": talk(2, (heard) => heard.includes("attack") ? "attack" : "retreat"),
  "unanimous": talk(3, (heard) => heard.every((each) => each === "attack") ? "attack" : "retreat"),
  "many rounds": talk(
    7,
    (heard) => heard.filter((each) => each === "attack").length % 3 === 0 ? "retreat" : "attack",
  ),
  "never decides": talk(2, () => null),
};

for (const [name, attempt] of Object.entries(attempts)) {
  Deno.test(`three generals: "${name}" is broken, and each traitor plays his part to the end`, () => {
    const { battles, broken } = threeGenerals(attempt);
    assert(broken !== undefined);
    assert(battles.every(({ isPlayed }) => isPlayed));
  });

  Deno.test(`three generals: in battle and in the ring "${name}" decides alike`, () => {
    const { ring, battles } = threeGenerals(attempt);
    const obeyed = new Map(ring.map(({ place, obeys }) => [place, obeys]));
    for (const { loyal, trace } of battles) {
      for (const place of loyal.filter((each) => !each.startsWith("A"))) {
        const last = obeysIn(trace, "ABC".indexOf(place[0]!));
        // A run ends where a property breaks, maybe before the second of the two has decided.
        if (last !== undefined) assertEquals(last, obeyed.get(place), place);
      }
    }
  });
}

/** What a node obeys in the end of a run. */
function obeysIn(trace: Trace, node: number): Order | undefined {
  const states = trace.flatMap((event) =>
    event.kind === "state" && event.node === node ? [event.state] : []
  );
  return (states.at(-1) as { inner: General }).inner.obeys ?? undefined;
}

Deno.test("three generals: which battle breaks an attempt depends on what it trusts", () => {
  const told = (name: string) => {
    const { broken } = threeGenerals(attempts[name]!);
    return [broken?.loyal.join(" and "), broken?.breaks, broken?.traitor];
  };
  assertEquals(told("trust the commander"), ["B0 and C0", "IC1", 0]);
  assertEquals(told("trust the comrade"), ["A0 and B0", "IC2", 2]);
  assertEquals(told("always attack"), ["C0 and A1", "IC2", 1]);
  assertEquals(told("never decides"), ["A0 and B0", "termination", 2]);
});

Deno.test("three generals: where orders are signed the traitor cannot play the others, and nothing breaks", () => {
  const { broken, battles } = threeGenerals((order) => signed({ m: 1, orders: [order] }));
  assertEquals(broken, undefined);
  assertEquals(battles.map(({ isPlayed }) => isPlayed), [false, true, false]);
});

Deno.test("three generals: in the ring each stands beside both others", () => {
  for (const place of PLACES.keys()) {
    const others = [0, 1, 2].filter((general) => general !== place % 3);
    const beside_ = others.map((general) => beside(place, general));
    assertEquals(new Set(beside_), new Set([(place + 1) % 6, (place + 5) % 6]));
    for (const other of beside_) assertEquals(beside(other, place % 3), place);
  }
});

Deno.test("three generals: what is left to chance, or has no rounds, is refused", () => {
  assertThrows(
    () => threeGenerals(() => oral({ m: 1, orders: ["attack", "retreat"] })),
    RangeError,
    "because they must leave nothing to chance",
  );
  assertThrows(
    () => threeGenerals(talk(0, () => null)),
    RangeError,
    "Cannot play generals in a ring because rounds must be a whole number from 1 to 100: given 0",
  );
});

Deno.test("three generals: each of the 256 ways to decide by what both say is broken", () => {
  /** One bit of a number for each thing that a lieutenant may have heard from the commander and from his comrade. */
  const byTable = (tables: readonly [number, number]): Attempt<Talker, Order> => (order) => {
    const asked = talk(2, () => null)(order);
    return {
      ...asked,
      hear(s, round, told, at) {
        asked.hear(s, round, told, at);
        if (s.order !== null || round < 2) return;
        const heard = s.heard.reduce((bits, each) => 2 * bits + (each === "attack" ? 1 : 0), 0);
        s.obeys = (tables[at.self - 1]! >> heard) % 2 === 1 ? "attack" : "retreat";
      },
    };
  };
  const broken = Array.from({ length: 256 }, (_, i) => threeGenerals(byTable([i >> 4, i & 15])))
    .filter(({ broken }) => broken !== undefined);
  assertEquals(broken.length, 256);
});
