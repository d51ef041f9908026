/**
 * Reports of texts that several edit which are about the names of elements, how they are counted, and how they travel; the
 * others are in `sequence_reports_test.ts`.
 */

import { assertEquals, assertThrows } from "@std/assert";
import { MalformedBytes } from "hb/codec/malformed.ts";
import { decodeOperations, encodeOperations } from "hb/replication/crdt/sequence/bytes.ts";
import { rga as rgaOrder } from "hb/replication/crdt/sequence/order.ts";
import { fugue, rga, sequence } from "hb/replication/crdt/sequence/sequence.ts";
import { Replica, type Text } from "./replica.ts";

Deno.test("MattiaPispisa crdt 117: what is inserted again and again at one index stands before what was there", () => {
  for (const text of [fugue, rga]) {
    const [a, b] = [new Replica(1, text), new Replica(2, text)];
    a.insert(0, "XYZ");
    a.insert(2, "A");
    b.take(...a.made);
    b.insert(2, "B");
    assertEquals(`${b}`, "XYBAZ");
  }
});

Deno.test("MattiaPispisa crdt 113: a replacement within what another deletes survives", () => {
  const [a, b] = [new Replica(1), new Replica(2)];
  b.take(a.insert(0, "hello world"));
  const gone = a.remove(6, 5);
  const replacement = [b.remove(7, 1), b.insert(7, "0")];
  a.take(...replacement);
  b.take(gone);
  assertEquals([`${a}`, `${b}`], ["hello 0", "hello 0"]);
});

Deno.test("MattiaPispisa crdt 65: who loads a document again goes on counting where it was", () => {
  const before = new Replica(1);
  before.insert(0, "A");
  before.insert(0, "B");
  const saved = encodeOperations(before.made);
  const after = new Replica(1);
  after.take(...decodeOperations(saved));
  after.insert(1, "C");
  after.insert(3, "D");
  assertEquals(`${after}`, "BCAD");
});

Deno.test("automerge-classic 34: who inserts at the front stands at the front, whatever the names are", () => {
  const front = (text: Text, first: number, second: number) => {
    const [a, b] = [new Replica(first, text), new Replica(second, text)];
    b.take(a.insert(0, "a"), a.insert(1, "b"));
    b.insert(0, "X");
    return `${b}`;
  };
  for (const text of [fugue, rga]) {
    assertEquals([front(text, 1, 2), front(text, 2, 1)], ["Xab", "Xab"]);
  }
  // RGA without a logical clock: each replica counts its own elements only.
  const text = sequence(rgaOrder);
  const ownCounts: Text = {
    ...text,
    prepare(s, replica, edit) {
      const operation = text.prepare(s, replica, edit);
      if (operation.type === "delete") return operation;
      return { ...operation, id: { ...operation.id, counter: operation.dot.count } };
    },
  };
  const [a, b] = [new Replica(1, ownCounts), new Replica(2, ownCounts)];
  b.take(a.insert(0, "a"), a.insert(0, "b"));
  b.insert(0, "X");
  assertEquals(`${b}`, "bXa");
});

Deno.test("automerge-classic 151: two who insert at one place, again and again, never give one name twice", () => {
  const [a, b] = [new Replica(1), new Replica(2)];
  for (let i = 0; i < 20; i++) {
    const [mine, theirs] = [a.insert(0, "a"), b.insert(0, "b")];
    a.take(theirs);
    b.take(mine);
    assertEquals(`${a}`, `${b}`);
  }
  const names = [...a.made, ...b.made].map((each) => each.type === "insert" ? each.id : null);
  assertEquals(new Set(names.map((id) => `${id!.replica}.${id!.counter}`)).size, 40);
});

Deno.test("automerge 543: when counters run out, an insertion is refused and not cut short", () => {
  const replica = new Replica(1);
  replica.take({
    type: "insert",
    dot: { replica: 2, count: 1 },
    id: { replica: 2, counter: 2 ** 32 - 3 },
    parent: null,
    side: "right",
    text: "x",
  });
  replica.insert(1, "y");
  assertThrows(() => replica.insert(2, "zz"), RangeError, "must be below 2³²");
  assertEquals(`${replica}`, "xy");
});

Deno.test("ygo 154, y-crdt 192: what is hung on a deleted element finds it, as long as anything may come", () => {
  const [a, b] = [new Replica(1), new Replica(2)];
  b.take(a.insert(0, "parent"));
  const gone = a.remove(0, 6), child = b.insert(3, "child");
  // Node 2 has not said that it has the deletion: it is not stable.
  fugue.stable!(a.state, new Map([[1, 1], [2, 0]]));
  a.take(child);
  b.take(gone);
  assertEquals([`${a}`, `${b}`], ["child", "child"]);
  // The mistake: it is dropped when it is seen.
  const [c, d] = [new Replica(1), new Replica(2)];
  d.take(c.insert(0, "parent"));
  c.remove(0, 6);
  fugue.stable!(c.state, c.state.counts);
  const late = d.insert(3, "child");
  assertThrows(() => c.take(late), RangeError, "must have taken effect before");
});

Deno.test("MattiaPispisa crdt 107: a text that is typed backwards is as deep as it is long, and no stack is", () => {
  const a = new Replica(1), b = new Replica(2), length = 20_000;
  for (let i = 0; i < length; i++) a.insert(0, "x");
  b.take(...a.made);
  b.insert(length, "!");
  assertEquals(`${b}`, `${"x".repeat(length)}!`);
});

Deno.test("ygo 231: bytes that end too early are refused, and not taken as far as they go", () => {
  const a = new Replica(1);
  a.insert(0, "abc");
  a.remove(1, 1);
  const bytes = encodeOperations(a.made);
  for (let length = 0; length < bytes.length; length++) {
    assertThrows(() => decodeOperations(bytes.subarray(0, length)), MalformedBytes);
  }
});
