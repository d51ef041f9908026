import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { OperationCrdt } from "../crdt.ts";
import type { Edit, Operation } from "./operation.ts";
import { Random } from "../../../sim/random.ts";
import {
  fugue as fugueOrder,
  fugueMax as fugueMaxOrder,
  type Order,
  rga as rgaOrder,
} from "./order.ts";
import { plainSequence } from "./plain.ts";
import { fugue, sequence } from "./sequence.ts";
import { keptOf, type Sequence } from "./state.ts";

type Text<S> = OperationCrdt<S, Edit, Operation, string>;

/** What a replica does: it edits somewhere, takes what others have told it, or hears what all have. */
interface Move {
  readonly replica: number;
  readonly kind: "insert" | "delete" | "take" | "collect";
  readonly at: number;
  readonly size: number;
}

const REPLICAS = 3;
const kinds = "insert insert insert delete delete take take collect".split(" ") as Move["kind"][];
const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.record({
    replica: fc.nat(REPLICAS - 1),
    kind: fc.constantFrom(...kinds),
    at: fc.nat(15),
    size: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 10, maxLength: 70, size: "max" },
);

/** Replicas that take each other's operations in causal order: each has seen a prefix of one list of all. */
class Group<S> {
  readonly states: S[];
  readonly log: { readonly operation: Operation; readonly seen: readonly number[] }[] = [];
  /** How many operations of each replica each has. */
  readonly have = Array.from({ length: REPLICAS }, () => new Array<number>(REPLICAS).fill(0));

  constructor(readonly text: Text<S>) {
    this.states = Array.from({ length: REPLICAS }, () => text.init());
  }

  do({ replica, kind, at, size }: Move, collects = true): void {
    const { text, states } = this, s = states[replica]!, { length } = text.value(s);
    if (kind === "insert") {
      this.edit(replica, { type: "insert", at: at % (length + 1), text: "abcd".slice(0, size) });
    }
    if (kind === "delete" && length > 0) {
      const from = at % length;
      this.edit(replica, { type: "delete", at: from, count: Math.min(size, length - from) });
    }
    if (kind === "take") this.take(replica, size);
    if (kind === "collect" && collects) this.collect(replica);
  }

  edit(replica: number, edit: Edit): void {
    const operation = this.text.prepare(this.states[replica]!, replica, edit);
    this.text.effect(this.states[replica]!, operation);
    this.have[replica]![replica]!++;
    this.log.push({ operation, seen: [...this.have[replica]!] });
  }

  /** Takes operations that are next in causal order: such as from the last that it can, so that orders differ. */
  take(replica: number, count: number): void {
    const have = this.have[replica]!;
    for (let i = 0; i < count; i++) {
      const next = this.log.findLast(({ operation: { dot }, seen }) =>
        seen.every((n, of) => of === dot.replica ? n === have[of]! + 1 : n <= have[of]!)
      );
      if (next === undefined) return;
      this.text.effect(this.states[replica]!, next.operation);
      have[next.operation.dot.replica]!++;
    }
  }

  /** An operation is stable here if all have it and nothing that does not know it is to come. */
  collect(replica: number): void {
    const own = this.have[replica]!;
    const late = this.log.filter(({ operation: { dot } }) => dot.count > own[dot.replica]!);
    const rows = [...this.have, ...late.map(({ seen }) => seen)];
    const upTo = new Map(own.map((_, of) => [of, Math.min(...rows.map((row) => row[of]!))]));
    this.text.stable!(this.states[replica]!, upTo);
  }

  finish(): string[] {
    for (let replica = 0; replica < REPLICAS; replica++) this.take(replica, Infinity);
    return this.states.map((s) => this.text.value(s));
  }
}

for (const order of [fugueOrder, rgaOrder, fugueMaxOrder] satisfies Order[]) {
  Deno.test(`${order.name}: replicas that have the same operations have the same text`, () => {
    fc.assert(
      fc.property(moves, (all) => {
        const group = new Group(sequence(order));
        for (const move of all) group.do(move);
        const texts = group.finish();
        assertEquals(texts, texts.map(() => texts[0]!));
      }),
      { numRuns: 60 },
    );
  });

  Deno.test(`${order.name}: for long texts it is as the paper tells it, operation by operation`, () => {
    fc.assert(
      fc.property(moves, (all) => {
        const fast = new Group(sequence(order)), plain = new Group(plainSequence(order));
        for (const move of all) {
          fast.do(move);
          plain.do(move, false);
          assertEquals(fast.log.at(-1), plain.log.at(-1));
          const { replica } = move;
          assertEquals(
            fast.text.value(fast.states[replica]!),
            plain.text.value(plain.states[replica]!),
          );
          check(fast.states[replica]!);
        }
      }),
      { numRuns: 60 },
    );
  });

  Deno.test(`${order.name}: an edit does to one's own text what it says`, () => {
    fc.assert(fc.property(moves, (all) => {
      const text = sequence(order), s = text.init();
      let plain = "";
      for (const { kind, at, size } of all) {
        const inserts = kind !== "delete" || plain.length === 0;
        const from = at % (plain.length + (inserts ? 1 : 0));
        const edit: Edit = inserts
          ? { type: "insert", at: from, text: "abcd".slice(0, size) }
          : { type: "delete", at: from, count: Math.min(size, plain.length - from) };
        text.effect(s, text.prepare(s, 0, edit));
        plain = plain.slice(0, from) + (edit.type === "insert" ? edit.text : "") +
          plain.slice(from + (edit.type === "delete" ? edit.count : 0));
        assertEquals(text.value(s), plain);
      }
    }));
  });
}

Deno.test("a text of thousands of edits is what a string becomes by them", () => {
  const random = new Random(1, "edits"), s = fugue.init();
  let plain = "";
  for (let i = 0; i < 4000; i++) {
    const inserts = random.chance(0.6) || plain.length < 10, at = random.below(plain.length + 1);
    const edit: Edit = inserts
      ? { type: "insert", at, text: "abcdef".slice(random.below(6)) }
      : { type: "delete", at: Math.min(at, plain.length - 5), count: 1 + random.below(5) };
    fugue.effect(s, fugue.prepare(s, i % 3, edit));
    plain = plain.slice(0, edit.at) + (edit.type === "insert" ? edit.text : "") +
      plain.slice(edit.at + (edit.type === "delete" ? edit.count : 0));
  }
  assertEquals(fugue.value(s), plain);
  assert(s.order.length > 20);
  check(s);
});

/** What blocks and items say of themselves is so. */
function check(s: Sequence): void {
  const standing = s.order.flatMap((number) => {
    const { slots, visible } = s.blocks[number]!;
    const items = slots.map((slot) => s.items[slot]!);
    assert(items.every(({ block }) => block === number));
    assertEquals(visible, items.reduce((n, { text }) => n + text.length, 0));
    return slots;
  });
  const there = s.items.flatMap((item, slot) => item === null ? [] : [slot]);
  assertEquals(standing.toSorted((a, b) => a - b), there);
  assertEquals([...s.runs.values()].flat().sort((a, b) => a - b), there);
  const hanging = [...s.children.values()].flatMap(({ left, right }) => [...left, ...right]);
  assertEquals(hanging.sort((a, b) => a - b), there);
  assertEquals(s.visible, standing.reduce((n, slot) => n + s.items[slot]!.text.length, 0));
}

for (const order of [fugueOrder, fugueMaxOrder]) {
  Deno.test(`what a replica inserts at one place without knowing of others stays together in ${order.name}`, () => {
    fc.assert(fc.property(
      fc.array(fc.record({ replica: fc.nat(2), at: fc.nat(100), deletes: fc.boolean() }), {
        maxLength: 40,
        size: "max",
      }),
      fc.nat(4),
      (edits, where) => {
        const group = new Group(sequence(order));
        group.edit(0, { type: "insert", at: 0, text: "----" });
        group.take(1, 1);
        group.take(2, 1);
        const own = [0, 0, 0];
        for (const { replica, at, deletes } of edits) {
          if (deletes && own[replica]! > 0) {
            group.edit(replica, { type: "delete", at: where + at % own[replica]!, count: 1 });
            own[replica]!--;
          } else {
            const place = where + at % (own[replica]! + 1);
            group.edit(replica, { type: "insert", at: place, text: `${replica}` });
            own[replica]!++;
          }
        }
        const [text] = group.finish();
        assert(/^-*(?!.*(\d)(?:(?!\1)\d)+\1)[012]*-*$/.test(text!), text);
      },
    ));
  });
}

Deno.test("what is deleted at the end of a run is dropped when all know, and within it when all behind is", () => {
  const s = fugue.init();
  const edit = (edit: Edit) => fugue.effect(s, fugue.prepare(s, 0, edit));
  edit({ type: "insert", at: 0, text: "abcdef" });
  edit({ type: "delete", at: 4, count: 2 });
  edit({ type: "delete", at: 1, count: 1 });
  assertEquals(keptOf(s), { elements: 6, deleted: 3, items: 4 });
  fugue.stable!(s, new Map([[0, 1]]));
  assertEquals(keptOf(s).deleted, 3);
  fugue.stable!(s, new Map([[0, 3]]));
  assertEquals([keptOf(s), fugue.value(s)], [{ elements: 4, deleted: 1, items: 3 }, "acd"]);
  edit({ type: "delete", at: 1, count: 2 });
  fugue.stable!(s, new Map([[0, 4]]));
  assertEquals([keptOf(s), fugue.value(s)], [{ elements: 1, deleted: 0, items: 1 }, "a"]);
});

Deno.test("an operation that comes twice, or before what it depends on, is refused", () => {
  const [a, b] = [fugue.init(), fugue.init()];
  const first = fugue.prepare(a, 0, { type: "insert", at: 0, text: "a" });
  fugue.effect(a, first);
  assertThrows(
    () => fugue.effect(a, first),
    RangeError,
    "must be the next of its replica, number 2",
  );
  const answer = fugue.prepare(a, 1, { type: "insert", at: 1, text: "b" });
  assertThrows(() => fugue.effect(b, answer), RangeError, "must have taken effect before");
  assertThrows(
    () => fugue.prepare(a, 0, { type: "delete", at: 1, count: 1 }),
    RangeError,
    "within the 1",
  );
});
