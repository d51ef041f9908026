import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { prepare } from "../../kit/simulate.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { antiEntropy } from "./anti_entropy.ts";
import { alike, isTreeOfItems } from "./invariants.ts";
import { kit } from "./kit.ts";
import type { Item } from "./messages.ts";
import { directions, itemsOf, repair, savedOf, two, ways } from "./pair_test.ts";
import { rules } from "./rules.ts";
import { settings } from "./settings.ts";
import { born, checkpoint, compacted } from "./state.ts";

Deno.test("anti-entropy: in every way and direction, one session brings over what its direction says", () => {
  const items = itemsOf(50), early = items.slice(0, 30);
  const late = items.map((item) => ({
    ...item,
    value: "late",
    time: item.time + 100,
    sequence: item.sequence + 50,
  }));
  for (const way of ways) {
    for (const direction of directions) {
      const pair = two({ way, direction, messageBytes: 100 }, [savedOf(early, 30), savedOf(late)]);
      assert(repair(pair));
      const [here, there] = pair.world.states;
      assertEquals(alike(here!, there!), direction !== "push", `${way}, ${direction}`);
      const back = two({ way, direction, messageBytes: 100 }, [savedOf(late), savedOf(early, 30)]);
      assert(repair(back));
      const [giver, taker] = back.world.states;
      assertEquals(alike(giver!, taker!), direction !== "pull", `${way}, ${direction}`);
    }
  }
});

Deno.test("anti-entropy: an initiator whose partner does not answer asks so often, gives up, and can begin again", () => {
  const { world, sent } = two({ patienceMs: 100, retries: 2 }, [savedOf(itemsOf(1)), []]);
  world.inject({ kind: "crash", at: 0, node: 1 });
  world.tell(0, { type: "repair", partner: 1 });
  world.run(299);
  assertEquals([sent.length, world.states[0]!.session?.tries], [3, 2]);
  world.run(2);
  assertEquals([sent.length, world.states[0]!.session], [3, null]);
  world.tell(0, { type: "repair", partner: 1 });
  assertEquals(sent.length, 4);
});

Deno.test("anti-entropy: writes that come while a session runs are found by the next one", () => {
  const all = itemsOf(64),
    pair = two({ messageBytes: 60 }, [savedOf(all.slice(0, 8)), savedOf(all)]);
  const { world } = pair;
  world.tell(0, { type: "repair", partner: 1 });
  for (let i = 0; world.states[0]!.session !== null; i++) {
    world.tell(1, { type: "write", key: `key ${i % 70}`, value: `later ${i}` });
    world.tell(0, { type: "write", key: `key ${(3 * i) % 70}`, value: `here ${i}` });
    world.run(1);
  }
  assert(!alike(world.states[0]!, world.states[1]!));
  assert(repair(pair));
  assert(alike(world.states[0]!, world.states[1]!));
});

Deno.test("anti-entropy: a session that a crash of either side ends is made up for by the next", () => {
  for (const node of [0, 1]) {
    for (let at = 0; at < 12; at++) {
      const pair = two({ messageBytes: 60, shape: { branching: 2, depth: 2 }, retries: 0 }, [
        savedOf(itemsOf(2)),
        savedOf(itemsOf(9)),
      ]);
      const { world } = pair;
      world.tell(0, { type: "repair", partner: 1 });
      world.run(at);
      world.inject({ kind: "crash", at: 0, node, downMs: 5 });
      world.run(1000);
      assertEquals(world.states[0]!.session, null);
      world.tell(0, { type: "repair", partner: 1 });
      world.run(1000);
      assert(alike(world.states[0]!, world.states[1]!), `${node} at ${at}`);
    }
  }
});

Deno.test("anti-entropy: a repair from nobody, from oneself, or beside another is refused", () => {
  for (const partner of [0, 7, -1]) {
    const { world, sent } = two({}, []);
    world.tell(0, { type: "repair", partner });
    assertEquals([world.states[0]!.session, sent.length], [null, 0]);
  }
  const { world } = two({}, []);
  world.tell(0, { type: "repair", partner: 1 });
  const { ticket } = world.states[0]!.session!;
  world.tell(0, { type: "repair", partner: 1 });
  assertEquals(world.states[0]!.session!.ticket, ticket);
});

Deno.test("anti-entropy: a node has the same state from its journal, from its compaction, and from its state alone", () => {
  const item = fc.record({
    key: fc.constantFrom("a", "b", "c"),
    value: fc.constantFrom("1", "2", null),
    time: fc.integer({ min: 1, max: 6 }),
    node: fc.nat(2),
    sequence: fc.integer({ min: 1, max: 9 }),
    // Who wrote when says which number it has.
  }).map((each): Item => ({ ...each, sequence: 3 * each.time + each.key.charCodeAt(0) - 97 }));
  const record = fc.record({
    life: fc.constant(1),
    items: fc.array(item, { maxLength: 4 }),
    seen: fc.array(fc.tuple(fc.nat(2), fc.nat(9))).map((all) => new Map(all)),
  });
  fc.assert(fc.property(fc.array(record), fc.constantFrom(...ways), (journal, way) => {
    const setting = { ...settings, way, shape: { branching: 2, depth: 2 } };
    const s = born(journal, setting, rules);
    const compact = compacted(journal, rules);
    assertEquals(born(compact, setting, rules), s);
    assertEquals(checkpoint({ ...s, life: s.life - 1 }), compact);
  }));
});

Deno.test("anti-entropy: after every storm each tree is what building it anew makes of the items", () => {
  for (const storm of ["calm", "rain", "pull"]) {
    for (let seed = 1; seed <= 3; seed++) {
      const { scenario, drive } = prepare(kit, { storm }).run(seed);
      const world = new World({ ...scenario, seed, trace: "none" });
      drive(world);
      for (const s of world.states) assert(s!.items.size > 0 && isTreeOfItems(s!));
    }
  }
});

Deno.test("anti-entropy: among 500 nodes one write reaches all in a few rounds", () => {
  const world = new World({
    protocol: antiEntropy({ shape: { branching: 2, depth: 4 } }),
    nodes: 500,
    network: { latency: constant(1) },
    seed: 1,
    trace: "none",
    strict: false,
  });
  world.tell(0, { type: "write", key: "x", value: "1" });
  world.run(9000);
  assert(world.states.every((s) => s!.items.get("x")?.value === "1"));
});
