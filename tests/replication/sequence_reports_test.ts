/**
 * Reports of texts and lists that went wrong when several edited them, each played here in the order in which it happened.
 * Where a rule of ours can be made wrong in the way of the report, the same order of events shows the harm. Those of names,
 * numbers and bytes are in `sequence_names_reports_test.ts`.
 *
 * What these report cannot happen here:
 * - automerge 263: the comparison of actors was reversed in two places, which hid each other. Siblings have one comparison,
 *   in one place, and the plain sequence beside it does not share how it is used.
 * - loro 133: right parents were compared the wrong way round. That is FugueMax; plain Fugue compares names alone.
 * - yorkie-js-sdk 1302, 1358 and 1373, y-crdt 402, 405 and 603: trees of elements that are split, merged and nested. A text
 *   has no such thing; what they have in common with ours, a parent that is gone, is played below.
 * - loro 1038: states of old versions are computed backwards. There are none here.
 */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { constant } from "hb/model/latency.ts";
import type { Edit } from "hb/replication/crdt/sequence/operation.ts";
import { fugue, rga } from "hb/replication/crdt/sequence/sequence.ts";
import { bugs } from "hb/replication/crdt/text/bugs.ts";
import { rules } from "hb/replication/crdt/text/rules.ts";
import { sharedText, textOf } from "hb/replication/crdt/text/text.ts";
import { World } from "hb/sim/world.ts";
import { smallestInterleaving } from "hb/laboratory/replication/sequences/interleaving.ts";
import { Replica, type Text } from "./replica.ts";

Deno.test("automerge 675 and 536, quarto q2 689: two copies under one name do not pass for one", () => {
  const original = new Replica(1), third = new Replica(3);
  third.take(original.insert(0, "common "));
  const clone = new Replica(1);
  clone.take(...original.made);
  const [one, other] = [original.insert(7, "mine"), clone.insert(7, "yours")];
  third.take(one);
  assertThrows(() => third.take(other), RangeError, "must be the next of its replica, number 3");
  // Under a name of its own, the copy loses nothing.
  const renamed = new Replica(2);
  renamed.take(original.made[0]!);
  third.take(renamed.insert(7, "yours"));
  assertEquals(`${third}`, "common mineyours");
});

Deno.test("automerge 675: where the later of two with one number is dropped, peers differ for ever", () => {
  const text = textOf({ ...rules, ...bugs["one writer for all"]!.change.text });
  const [a, b] = [new Replica(1, text), new Replica(2, text)];
  const [one, other] = [a.insert(0, "mine"), b.insert(0, "yours")];
  a.take(other);
  b.take(one);
  assertEquals([`${a}`, `${b}`], ["mine", "yours"]);
});

Deno.test("automerge-classic 395: what is typed backwards is not mixed with a concurrent run", () => {
  const merged = (text: Text) => {
    const [a, b] = [new Replica(1, text), new Replica(2, text)];
    for (const letter of "olleH") a.insert(0, letter);
    for (const letter of "dlroW") b.insert(0, letter);
    const mine = [...a.made];
    a.take(...b.made);
    b.take(...mine);
    assertEquals(`${a}`, `${b}`);
    return `${a}`;
  };
  assertEquals([merged(fugue), merged(rga)], ["HelloWorld", "WHoerllldo"]);
});

Deno.test("calimero core 3851: what RGA mixes is found without knowing what to look for", () => {
  assert(smallestInterleaving(rga, { direction: "backwards" }) !== undefined);
  assertEquals(smallestInterleaving(fugue), undefined);
});

/** Three nodes: a client, a server, and another client that hears only the server; the first is away at first. */
function relayed(bug?: string) {
  const world = new World({
    protocol: sharedText({}, bug === undefined ? {} : bugs[bug]!.change),
    nodes: 3,
    seed: 1,
    network: { latency: constant(5) },
    faults: [
      { kind: "partition", at: 0, forMs: 300, sides: [[0], [1, 2]] },
      { kind: "partition", at: 0, forMs: 5000, sides: [[0], [2]] },
    ],
  });
  const ask = (update: Edit) => world.tell(0, { type: "ask", input: { type: "update", update } });
  ask({ type: "insert", at: 0, text: "ghost" });
  world.run(50);
  ask({ type: "delete", at: 0, count: 5 });
  world.run(2000);
  return world.states.map((s) => [fugue.value(s!.app), s!.delivered[0]!]);
}

Deno.test("yjs 140: what is inserted and deleted while away is no ghost to who hears it from the server", () => {
  assertEquals(relayed(), [["", 2], ["", 2], ["", 2]]);
});

Deno.test("yjs 140: a relay that passes on insertions only is noticed with the next operation", () => {
  const [away, other] = [new Replica(1), new Replica(2)];
  const insertion = away.insert(0, "ghost");
  away.remove(0, 5);
  other.take(insertion);
  const next = away.insert(0, "real");
  assertThrows(() => other.take(next), RangeError, "must be the next of its replica, number 2");
});

Deno.test("y-octo 53: an insertion beside a deleted element stands at one place for all", () => {
  const [c0, c1, c2] = [new Replica(0), new Replica(1), new Replica(2)];
  c1.take(c0.insert(0, "a"));
  c1.insert(1, "b");
  c0.insert(1, "c");
  c0.remove(0, 1);
  c2.take(...c0.made);
  c2.insert(0, "d");
  c2.take(...c1.made);
  c1.take(...c0.made.slice(1), ...c2.made);
  assertEquals(`${c1}`, `${c2}`);
});

Deno.test("ygo 160: two who insert beside the same deleted elements order their runs alike", () => {
  const [a, b, c] = [new Replica(1), new Replica(2), new Replica(3)];
  const common = [a.insert(0, "keep"), a.remove(1, 2)];
  for (const each of [b, c]) each.take(...common);
  const [left, right] = [b.insert(1, "LLL"), c.insert(1, "RR")];
  b.take(right);
  c.take(left);
  a.take(right, left);
  assertEquals([`${a}`, `${b}`, `${c}`], new Array(3).fill("kLLLRRp"));
});

Deno.test("nextcloud text 5724, jupyter-server-documents 254: a document that is unloaded comes back as itself", () => {
  const protocol = sharedText();
  const world = new World({ protocol, nodes: 2, seed: 1, network: { latency: constant(5) } });
  const ask = (node: number, text: string) =>
    world.tell(node, {
      type: "ask",
      input: { type: "update", update: { type: "insert", at: 0, text } },
    });
  ask(1, "once");
  world.run(500);
  world.inject({ kind: "crash", at: 0, node: 0 });
  ask(1, "at most ");
  world.run(100);
  world.restart(0);
  world.run(1000);
  assertEquals(world.states.map((s) => fugue.value(s!.app)), ["at most once", "at most once"]);
  // The mistake: who rebuilds it from its text gives new names to what others know by the old ones.
  const [client, rebuilt] = [new Replica(1), new Replica(0)];
  client.insert(0, "once");
  rebuilt.insert(0, `${client}`);
  rebuilt.take(...client.made);
  assertEquals(`${rebuilt}`, "onceonce");
});
