import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { hashing, truncated } from "../hash/hashing.ts";
import { rendezvous } from "./rendezvous.ts";
import { score, weigh } from "./score.ts";
import { skeleton } from "./skeleton.ts";

const named = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `node ${i}` }));
const keys = Array.from({ length: 5000 }, (_, i) => `${i}`);

Deno.test("copies come in the order of scores, ties by name", () => {
  const few = truncated(hashing(), 4),
    { members, replicas } = rendezvous(named(9), { hashing: few });
  for (const key of keys.slice(0, 100)) {
    const scores = new Map(members.map(({ id }) => {
      const { high, low } = few.point(id, 0);
      return [id, score(few.key(key), high, low)];
    }));
    const sorted = [...scores].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    assertEquals(replicas(key, 9), sorted.map(([id]) => id));
  }
});

Deno.test("shares are those of dice, by chi-square", () => {
  const { pick } = rendezvous(named(500)),
    { key } = hashing(),
    shares = new Array<number>(500).fill(0);
  const count = 20_000, due = count / 500;
  for (let i = 0; i < count; i++) shares[pick(key(`${i}`))]!++;
  const chiSquare = shares.reduce((sum, share) => sum + (share - due) ** 2 / due, 0);
  // Its mean is the degrees of freedom, its variance twice that.
  assert(Math.abs(chiSquare - 499) < 4 * Math.sqrt(2 * 499), `${chiSquare}`);
});

Deno.test("a worth rises with the score and with the weight", () => {
  const scores = fc.integer({ min: 0, max: 2 ** 32 - 1 });
  fc.assert(fc.property(scores, scores, fc.integer({ min: 1, max: 1000 }), (a, b, weight) => {
    assertEquals(Math.sign(weigh(a, weight) - weigh(b, weight)), Math.sign(a - b));
    assert(weigh(a, weight) < weigh(a, weight + 1) && weigh(a, weight) > 0);
  }));
});

Deno.test("with one weight for all, it does not matter which", () => {
  const light = rendezvous(named(7)),
    heavy = rendezvous(named(7).map((m) => ({ ...m, weight: 7 })));
  for (const key of keys.slice(0, 500)) assertEquals(light.place(key), heavy.place(key));
});

Deno.test("a lookup in a skeleton takes far fewer scores than there are nodes", () => {
  const { scores } = skeleton(named(512)), { key } = hashing();
  const mean = keys.reduce((sum, text) => sum + scores(key(text)), 0) / keys.length;
  assert(mean < 30, `${mean}`);
});

Deno.test("a node that comes to a skeleton moves at most levels + 1 times what is due", () => {
  const before = skeleton(named(99)), after = before.add({ id: "another" });
  const moved = keys.filter((key) => before.place(key) !== after.place(key));
  const due = keys.length / 100;
  assert(moved.length > due / 2 && moved.length < 4 * due, `${moved.length}`);
});

Deno.test("a skeleton is the same, however it was made", () => {
  const some = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 12 });
  fc.assert(fc.property(some, fc.nat(3), (ids, levels) => {
    const whole = skeleton(ids.map((id) => ({ id, weight: 1 / (1 + id.length) })), { levels });
    const byOne = ids.toReversed().reduce(
      (made, id) => made.add({ id, weight: 1 / (1 + id.length) }),
      skeleton([], { levels }).add({ id: "gone" }),
    ).remove("gone");
    if (ids.length === 0) return;
    for (const key of keys.slice(0, 50)) assertEquals(byOne.place(key), whole.place(key));
  }));
});

Deno.test("a skeleton without levels is rendezvous, by weight", () => {
  const members = named(8).map((member, i) => ({ ...member, weight: i + 1 }));
  const tree = skeleton(members, { levels: 0 }), all = rendezvous(members);
  for (const key of keys.slice(0, 500)) assertEquals(tree.place(key), all.place(key));
  assertThrows(() => skeleton([], { levels: 11 }), RangeError, "0 to 10 levels: given 11");
});
