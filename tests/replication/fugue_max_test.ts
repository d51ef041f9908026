/** What FugueMax does that Fugue does not, and what it must keep for that; its laws are tested beside those of Fugue. */

import { assertEquals } from "@std/assert";
import {
  END,
  type Id,
  type IdKey,
  type Insert,
  keyOf,
  type Operation,
  ROOT,
} from "hb/replication/crdt/sequence/operation.ts";
import { fugue, fugueMax } from "hb/replication/crdt/sequence/sequence.ts";
import { keptOf, type Sequence } from "hb/replication/crdt/sequence/state.ts";
import { Random } from "hb/sim/random.ts";
import { Replica, type Text } from "./replica.ts";

const three = (text: Text = fugueMax) =>
  [0, 1, 2].map((number) => new Replica(number, text)) as [Replica, Replica, Replica];

Deno.test("who writes behind a letter gets between what two others wrote in Fugue, and not in FugueMax", () => {
  /** The story in `order.ts`. */
  const play = (text: Text) => {
    const [one, two, third] = three(text);
    const common = one.insert(0, "LR");
    for (const each of [two, third]) each.take(common);
    const p = one.insert(1, "P"), s = two.insert(1, "S");
    two.take(p);
    third.take(p);
    assertEquals([`${two}`, `${third}`], ["LPSR", "LPR"]);
    // The one writes backwards, in front of its own S; the other knows of P only.
    const a = two.insert(2, "a"), b = third.insert(2, "b");
    one.take(s, b, a);
    two.take(b);
    third.take(s, a);
    return [one, two, third].map(String);
  };
  assertEquals(play(fugue), ["LPabSR", "LPabSR", "LPabSR"]);
  assertEquals(play(fugueMax), ["LPbaSR", "LPbaSR", "LPbaSR"]);
});

Deno.test("what is deleted is kept for as long as it is the right origin of something", () => {
  const [one, two] = three();
  two.take(one.insert(0, "LR"));
  const p = one.insert(1, "P"), s = two.insert(1, "S");
  one.take(s);
  two.take(p);
  // "a" hangs right of P, in front of S, which then goes.
  two.take(one.insert(2, "a"), one.remove(3, 1));
  const collected = () => {
    one.text.stable!(one.state, one.state.counts);
    return [`${one}`, keptOf(one.state).deleted];
  };
  assertEquals(collected(), ["LPaR", 1]);
  one.remove(2, 1);
  collected();
  assertEquals(collected(), ["LPR", 0]);
});

Deno.test("what is deleted in one piece has the right origins that it had in two", () => {
  const [one, two, other] = three();
  const h = one.insert(0, "H"), z = two.insert(0, "Z");
  other.take(h);
  one.take(z);
  // The next of its replica, but in front of Z, as H was not.
  const t = one.insert(1, "T");
  two.take(h, t);
  const y = two.insert(2, "Y"), x = other.insert(1, "X"), gone = one.remove(0, 2);
  one.take(x, y);
  two.take(gone, x);
  other.take(z, t, y, gone);
  assertEquals([one, two, other].map(String), ["XYZ", "XYZ", "XYZ"]);
});

/** An element of a list without a tree: its neighbours when it was inserted. */
interface Listed {
  readonly id: Id;
  readonly left: IdKey;
  readonly right: IdKey;
}

/**
 * FugueMax in a list, as in Joseph Gentle's change to Yjs ("YjsMod"): a new element goes behind its left neighbour, and
 * behind whatever is to stand before it there.
 */
function integrate(list: Listed[], element: Listed): void {
  const placeOf = (key: IdKey) =>
    key === ROOT ? -1 : key === END ? list.length : list.findIndex(({ id }) => keyOf(id) === key);
  const left = placeOf(element.left), right = placeOf(element.right);
  let to = left + 1, waits = false;
  for (let at = left + 1; at < right; at++) {
    const other = list[at]!, otherLeft = placeOf(other.left), otherRight = placeOf(other.right);
    if (otherLeft < left) break;
    if (otherLeft === left) {
      if (otherRight === right && element.id.replica < other.id.replica) break;
      // What was written in front of something nearer stands behind, unless something behind it stands before.
      waits = otherRight < right;
    }
    if (!waits) to = at + 1;
  }
  list.splice(to, 0, element);
}

/** A replica with a list beside it. */
interface Twins {
  readonly replica: Replica;
  readonly list: Listed[];
  /** How many operations it has. */
  taken: number[];
}

/** An operation, and what it is to lists; whoever made it had so many operations of each replica, this one included. */
interface Told {
  readonly operation: Operation;
  readonly elements: readonly Listed[];
  readonly seen: readonly number[];
}

function insertAt({ replica, list, taken }: Twins, at: number, text: string): Told {
  const operation = replica.insert(at, text) as Insert;
  taken[replica.number]!++;
  const right = list[at] === undefined ? END : keyOf(list[at].id);
  let left = at === 0 ? ROOT : keyOf(list[at - 1]!.id);
  const elements = Array.from(text, (_, i): Listed => {
    const element = { id: { ...operation.id, counter: operation.id.counter + i }, left, right };
    left = keyOf(element.id);
    return element;
  });
  for (const element of elements) integrate(list, element);
  return { operation, elements, seen: [...taken] };
}

/** Takes the latest operation that it can, so that orders differ; false if there is none. */
function takeOne({ replica, list, taken }: Twins, told: readonly Told[]): boolean {
  const next = told.findLast(({ operation: { dot }, seen }) =>
    seen.every((n, of) => of === dot.replica ? n === taken[of]! + 1 : n <= taken[of]!)
  );
  if (next === undefined) return false;
  replica.take(next.operation);
  for (const element of next.elements) integrate(list, element);
  taken[next.operation.dot.replica]!++;
  return true;
}

/** The names of all elements, in order. */
function namesIn({ order, blocks, items }: Sequence): IdKey[] {
  return order.flatMap((number) => blocks[number]!.slots).flatMap((slot) => {
    const item = items[slot]!;
    return Array.from({ length: item.length }, (_, i) => keyOf(item) + i);
  });
}

Deno.test("a tree by right origins is the list by both neighbours, where nothing is deleted", () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = new Random(seed, "lists"), told: Told[] = [];
    const twins = three().map((replica): Twins => ({ replica, list: [], taken: [0, 0, 0] }));
    for (let step = 0; step < 40; step++) {
      const each = twins[random.below(3)]!;
      if (random.chance(0.5)) takeOne(each, told);
      else {
        const at = random.below(Math.min(each.list.length, 5) + 1);
        told.push(insertAt(each, at, "abc".slice(random.below(3))));
      }
    }
    for (const each of twins) while (takeOne(each, told));
    const names = twins.map(({ list }) => list.map(({ id }) => keyOf(id)));
    assertEquals(twins.map(({ replica }) => namesIn(replica.state)), names, `seed ${seed}`);
    assertEquals(names[0], names[1], `seed ${seed}`);
  }
});
