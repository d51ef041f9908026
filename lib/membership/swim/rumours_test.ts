import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { addRumour, dropRumour, hasRumour, type Rumours, takeRumours } from "./rumours.ts";

/** The same without buckets: a list that is sorted for each message. */
class Plain {
  #told = new Map<number, number>();
  #order = 0;
  #since = new Map<number, number>();
  add(member: number): void {
    this.#told.set(member, 0);
    this.#since.set(member, this.#order++);
  }
  drop(member: number): void {
    this.#told.delete(member);
  }
  take(most: number, limit: number): number[] {
    const taken = [...this.#told.keys()].sort((a, b) =>
      this.#told.get(a)! - this.#told.get(b)! || this.#since.get(a)! - this.#since.get(b)!
    ).slice(0, most);
    for (const member of taken) {
      const times = this.#told.get(member)! + 1;
      this.#since.set(member, this.#order++);
      if (times >= limit) this.#told.delete(member);
      else this.#told.set(member, times);
    }
    return taken;
  }
  get members(): number[] {
    return [...this.#told.keys()];
  }
}

const act = fc.oneof(
  fc.record({ add: fc.nat(9) }),
  fc.record({ drop: fc.nat(9) }),
  fc.record({ take: fc.nat(4) }),
);

Deno.test("rumours: buckets tell what a sorted list would", () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), (acts, limit) => {
      const rumours: Rumours = [], plain = new Plain();
      for (const each of acts) {
        if ("add" in each) {
          addRumour(rumours, each.add);
          plain.add(each.add);
        } else if ("drop" in each) {
          dropRumour(rumours, each.drop);
          plain.drop(each.drop);
        } else assertEquals(takeRumours(rumours, each.take, limit), plain.take(each.take, limit));
        const left = plain.members.toSorted((a, b) => a - b);
        assertEquals(rumours.flatMap((bucket) => [...bucket]).sort((a, b) => a - b), left);
        assert(rumours.length === 0 || rumours.at(-1)!.size > 0);
      }
    }),
  );
});

Deno.test("rumours: each is told so often as the limit says, and begins anew when there is news", () => {
  const rumours: Rumours = [];
  addRumour(rumours, 7);
  assertEquals([1, 2, 3].map(() => takeRumours(rumours, 5, 2)), [[7], [7], []]);
  addRumour(rumours, 7);
  takeRumours(rumours, 5, 2);
  addRumour(rumours, 7);
  assertEquals([1, 2, 3].map(() => takeRumours(rumours, 5, 2)), [[7], [7], []]);
  assert(!hasRumour(rumours, 7));
});

Deno.test("rumours: with room for few, the least told go first", () => {
  const rumours: Rumours = [];
  addRumour(rumours, 1);
  assertEquals(takeRumours(rumours, 1, 9), [1]);
  addRumour(rumours, 2);
  addRumour(rumours, 3);
  assertEquals(takeRumours(rumours, 2, 9), [2, 3]);
  assertEquals(takeRumours(rumours, 3, 9), [1, 2, 3]);
});
