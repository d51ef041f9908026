import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  boundedCounter,
  type BoundedUpdate,
} from "../../../replication/crdt/state/bounded_counter.ts";
import { pnCounter } from "../../../replication/crdt/state/counters.ts";
import { orSet } from "../../../replication/crdt/state/or_set.ts";
import { NONE } from "../../../replication/crdt/session/tokens.ts";
import { questions, retractionOf } from "./calm.ts";
import { conflicts } from "./conflicts.ts";
import { shopping } from "./lost_update.ts";
import { overdraft } from "./overdraft.ts";
import { deltaCosts, growth } from "./sizes.ts";
import { firstBroken, sessionGuarantees } from "./wandering.ts";
import { values } from "./wrong/values.ts";

Deno.test("a cart in a register loses what one of two has put in, and a cart in a set nothing", () => {
  assertEquals(shopping("register").carts, [["flour", "milk"], ["flour", "milk"]]);
  const both = ["eggs", "flour", "milk"];
  assertEquals(shopping("set").carts, [both, both]);
});

Deno.test("a delta is as large as its update, and a state as all of them", () => {
  const [few, many] = deltaCosts([10, 1000]);
  assert(many!.stateBytes > 50 * few!.stateBytes);
  assert(many!.deltaBytes < few!.deltaBytes + 10);
});

Deno.test("tombstones grow with all that was ever removed; without them nothing does", () => {
  const [first, last] = growth([10, 500]);
  assert(last!.tombstonesBytes > 5 * first!.tombstonesBytes);
  assert(last!.optimisedBytes < first!.optimisedBytes + 10);
});

Deno.test("of an add and a concurrent remove, each set makes what it says", () => {
  const seen = new Map(conflicts().map(({ type, value }) => [type, value]));
  const x = new Set(["x"]), nothing = new Set();
  assertEquals(
    ["2P-set", "OR-set with tombstones", "OR-set", "RW-set"].map((type) => seen.get(type)),
    [nothing, x, x, nothing],
  );
  assertEquals([seen.get("G-counter"), seen.get("PN-counter")], [3, -2]);
  assertEquals([seen.get("LWW-register"), seen.get("MV-register")], ["b", ["a", "b"]]);
});

Deno.test("a yes to what only grows is never taken back; for any other question there is a witness", () => {
  const monotone = questions.filter((question) => retractionOf(question) === undefined);
  assertEquals(monotone.map(({ words }) => words), [
    "has been clicked 5 times or more",
    "a is among those that signed",
  ]);
});

Deno.test("what a replica may still spend only itself takes back, so that it may count on it", () => {
  const rights = questions.find(({ type }) => type === "bounded counter")!;
  assert(retractionOf(rights) !== undefined);
  assertEquals(retractionOf(rights, "others"), undefined);
  const balance = questions.find(({ type }) => type === "PN-counter")!;
  assert(retractionOf(balance, "others") !== undefined);
});

Deno.test("two replicas overdraw a balance that each of them sees suffice, unless they hold rights", () => {
  const signed = (update: BoundedUpdate) =>
    update.type === "give" ? undefined : update.type === "add" ? update.by : -update.by;
  assert((overdraft(pnCounter, signed).found!.together as number) < 0);
  const rights = overdraft(boundedCounter);
  assertEquals(rights.found, undefined);
  for (const times of [rights.bothTook, rights.gave, rights.refused]) {
    assert(times >= 40, "the search tries what could break it");
  }
});

Deno.test("a bounded counter that does not look at rights is overdrawn by the same search", () => {
  const { crdt } = values["rights are not checked"]!.subject;
  assert((overdraft(crdt).found!.together as number) < 0);
});

Deno.test("an experiment of which nothing would follow is refused", () => {
  for (const seeds of [0, -1, 1.5, NaN]) {
    assertThrows(() => sessionGuarantees(seeds), RangeError, "seeds must be a whole number from 1");
    assertThrows(() => firstBroken("read your writes", NONE, { seeds }), RangeError, "from 1 on");
  }
  for (const size of [-1, NaN, 1.5, Infinity]) {
    assertThrows(() => deltaCosts([size]), RangeError, "sizes must be a list");
    assertThrows(() => growth([size]), RangeError, "rounds must be a list");
    assertThrows(() => growth([1], size), RangeError, "live must be a whole number");
  }
  assertThrows(() => overdraft(orSet), RangeError, "shown must be a finite number");
});
