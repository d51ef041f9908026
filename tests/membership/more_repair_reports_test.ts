/**
 * More reports of anti-entropy that went wrong, each played here in the order in which it happened, with our rules and,
 * where there is one, with the rule broken that the report is about.
 *
 * What these report cannot happen here:
 * - riak 800, OpenRiak/riak_kv 9, as far as a tree on disk is not what the items make: trees are in memory only, and are
 *   made of the items when a node starts.
 * - riak_kv 1532 and 1656: nodes hash in different ways, by their version. There is one way.
 * - riak 981: what has expired stays in the tree. Nothing expires here.
 * - go-ds-crdt 19: nodes keep silent about new heads since others speak of old ones. Nobody keeps silent for another's sake.
 */

import { assert, assertEquals } from "@std/assert";
import { antiEntropy } from "hb/membership/anti_entropy/anti_entropy.ts";
import { bugs } from "hb/membership/anti_entropy/bugs.ts";
import type { Change } from "hb/membership/anti_entropy/bugs/change.ts";
import { hashOf } from "hb/membership/anti_entropy/merkle/hash.ts";
import { hashAt, ROOT } from "hb/membership/anti_entropy/merkle/tree.ts";
import type { Message, Saved } from "hb/membership/anti_entropy/messages.ts";
import type { Settings } from "hb/membership/anti_entropy/settings.ts";
import type { NodeId } from "hb/model/protocol.ts";
import { World } from "hb/sim/world.ts";
import type { Stage } from "../reads/stage.ts";
import {
  begin,
  keysOf,
  letters,
  nodes,
  ONE_LEAF,
  repair,
  savedOf,
  stateOf,
  WAYS,
  write,
} from "./repair_stage.ts";

const rootOf = (stage: Stage, node: NodeId) => hashAt(stateOf(stage, node).tree!, ROOT);

Deno.test("riak_kv 460: a node that is alone writes, and has nobody to compare with", () => {
  for (const way of WAYS) {
    const world = new World({ protocol: antiEntropy({ way }), nodes: 1, seed: 1 });
    world.tell(0, { type: "write", key: "a", value: "1" });
    world.run(10_000);
    assertEquals([world.violation, world.messages], [undefined, 0]);
  }
});

/** Two nodes that have the same after a repair: what a second one, and a third, say. */
function again(way: Settings["way"], change: Change = {}): string[][] {
  const here = savedOf(0, [["a", "1"], ["b", "2"], ["b", null]]);
  const stage = nodes([here, savedOf(1, [["c", "3"]])], { way, shape: ONE_LEAF }, change);
  repair(stage, 0, 1);
  assertEquals(keysOf(stage, 0), keysOf(stage, 1));
  return [repair(stage, 0, 1), repair(stage, 1, 0)];
}

Deno.test("riak_kv 473, vernemq 1807: nodes that agree ask one thing, and exchange nothing", () => {
  assertEquals(again("merkle"), [["look", "hashes"], ["look", "hashes"]]);
  assertEquals(again("versions"), [["summary", "delta"], ["summary", "delta"]]);
  // Trees that differ though the items do not: they are exchanged again and again.
  const [second] = again("merkle", bugs["the order of arrival is hashed"]!.change);
  assert(second!.includes("page"), second!.join());
});

/** Whether nodes to which the same writes come in another order have the same roots. */
function twoOrders(change: Change = {}): boolean {
  const [first, second, third] = ["a", "b", "c"].map((key, node) => savedOf(node, [[key, key]]));
  const stage = nodes(
    [first!, second!, third!, [], []],
    { shape: ONE_LEAF, direction: "pull" },
    change,
  );
  for (const partner of [0, 1, 2]) repair(stage, 3, partner);
  for (const partner of [2, 1, 0]) repair(stage, 4, partner);
  return rootOf(stage, 3) === rootOf(stage, 4);
}

Deno.test("riak_kv 1189: equal contents have equal roots, in whatever order they came", () => {
  assert(twoOrders());
  assert(!twoOrders(bugs["the order of arrival is hashed"]!.change));
});

/** Two nodes have deleted a key, one later than the other: when it was deleted, as each has it after a repair. */
function lateDeletion(change: Change = {}): readonly unknown[] {
  const later = savedOf(1, [["a", null]]).map((record): Saved => ({
    ...record,
    items: record.items.map((item) => ({ ...item, time: 7 })),
  }));
  const stage = nodes([savedOf(0, [["a", null]]), later], {}, change);
  repair(stage, 0, 1);
  return [0, 1].map((node) => stateOf(stage, node).items.get("a")!.time);
}

Deno.test("scylladb 4567: what comes after a value that is null is hashed, too", () => {
  assertEquals(lateDeletion(), [7, 7]);
  const ignores: Change = {
    rules: { hashOf: ({ key, value }) => value === null ? hashOf(key) : hashOf(key, value) },
  };
  assertEquals(lateDeletion(ignores), [1, 7]);
});

Deno.test("scylladb 6252: items with one hash are all exchanged", () => {
  const change: Change = { rules: { hashOf: ({ value }) => hashOf(value ?? "") } };
  const stage = nodes([[], savedOf(1, [["a", "1"], ["b", "1"], ["c", "1"]])], {}, change);
  repair(stage, 0, 1);
  assertEquals([keysOf(stage, 0), stage.answers[0]!.result], [["a", "b", "c"], "repaired"]);
});

Deno.test("ssb-ebt 59 and 33: who begins from nothing gets everything, whoever asks whom", () => {
  for (const way of WAYS) {
    for (const [from, to] of [[0, 1], [1, 0]] as const) {
      // Node 1 had all of it once; its disk is new, and so is its number.
      const stage = nodes([savedOf(0, letters(5)), savedOf(2, [["own", "v"]])], { way });
      repair(stage, from, to);
      assertEquals(keysOf(stage, 1).length, 6, way);
    }
  }
});

Deno.test("actuali 188: a root is that of what is there, whatever a partner has", () => {
  const stage = nodes([savedOf(0, letters(9)), []], { messageBytes: 1 });
  begin(stage, 1, 0);
  stage.deliver(() => keysOf(stage, 1).length < 3);
  stage.hold(() => true);
  stage.fire(1, "patience");
  assertEquals([keysOf(stage, 1).length, stage.answers[0]!.result], [3, "failed"]);
  assert(rootOf(stage, 1) !== rootOf(stage, 0));
  repair(stage, 1, 0);
  assertEquals([keysOf(stage, 1).length, rootOf(stage, 1)], [9, rootOf(stage, 0)]);
});

Deno.test("calimero 2407: a partner whose tree changes under the session is repaired from all the same", () => {
  const stage = nodes([savedOf(0, letters(9)), []]);
  begin(stage, 1, 0);
  while (stage.letters.length > 0) {
    // Each request finds another root than the one before.
    if (stage.letters[0]!.message.type === "look") {
      stage.ask(0, 10, write("new", `${stage.answers.length}`));
    }
    const [first] = stage.letters;
    stage.deliver((letter) => letter === first);
  }
  assertEquals(stage.answers.at(-1)!.result, "repaired");
  for (const key of letters(9).map(([key]) => key)) assert(keysOf(stage, 1).includes(key), key);
});

/** Two leaves differ. */
function twoLeaves(change: Change = {}): number {
  const stage = nodes([savedOf(0, letters(20)), savedOf(1, [])], {}, change);
  repair(stage, 1, 0);
  return keysOf(stage, 1).length;
}

Deno.test("merkletree 27: all leaves that differ are repaired, not the first of them", () => {
  assertEquals(twoLeaves(), 20);
  assert(twoLeaves(bugs["stops at the first difference"]!.change) < 20);
});

Deno.test("moby 49939: what had no room in a message is not taken to be sent", () => {
  for (const way of WAYS) {
    const stage = nodes([savedOf(0, letters(40)), []], { way, messageBytes: 120 });
    begin(stage, 1, 0);
    let most = 0;
    while (stage.letters.length > 0) {
      const [first] = stage.letters, message = first!.message as Message;
      if (message.type === "delta") most = Math.max(most, message.items.length);
      if (message.type === "newer") {
        most = Math.max(most, message.pages.reduce((sum, { items }) => sum + items.length, 0));
      }
      stage.deliver((letter) => letter === first);
    }
    assertEquals(keysOf(stage, 1).length, 40, way);
    assert(most > 1 && most < 20, `${most} items in a message of ${way}`);
  }
});
