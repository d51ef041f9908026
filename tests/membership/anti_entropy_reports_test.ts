/**
 * Reports of anti-entropy that went wrong, each played here in the order in which it happened, with our rules and with the
 * rule broken that the report is about.
 *
 * What these report cannot happen here:
 * - ipfs/go-ds-crdt 144, and the walk from heads of 279 and 355: there is no graph of updates and no head to register.
 *   What is left of them is that something is noted as done before what it stands for is there, and is played below.
 * - ferrosadb/ferrosa 339 does not say that the mistakes of 47 were what users saw; nor do we.
 */

import { assertEquals } from "@std/assert";
import { bugs } from "hb/membership/anti_entropy/bugs.ts";
import { protocolWith } from "hb/membership/anti_entropy/bugs/change.ts";
import { hashAt, ROOT } from "hb/membership/anti_entropy/merkle/tree.ts";
import type { Item, Saved } from "hb/membership/anti_entropy/messages.ts";
import type { Settings } from "hb/membership/anti_entropy/settings.ts";
import type { State } from "hb/membership/anti_entropy/state.ts";
import { of, type Stage, stageOf } from "../reads/stage.ts";

/** Pages and messages for one item; a client is number 10. */
const chosen: Partial<Settings> = {
  shape: { branching: 2, depth: 1 },
  messageBytes: 1,
  intervalMs: null,
  retries: 0,
};

/** What node 0 has written: these values, under the keys a, b, c. */
function savedOf(...values: readonly string[]): Saved[] {
  const items = values.map((value, i): Item => ({
    key: "abc"[i]!,
    value,
    time: i + 1,
    node: 0,
    sequence: i + 1,
  }));
  return [{ life: 1, items, seen: new Map([[0, items.length]]) }];
}

/** Nodes that have saved this; with a bug, if one is named. */
function nodes(
  saved: readonly (readonly Saved[])[],
  { bug, ...settings }: Partial<Settings> & { readonly bug?: string },
): Stage {
  const change = bug === undefined ? {} : bugs[bug]!.change;
  return stageOf(protocolWith(change, { ...chosen, ...settings }), saved.length, saved);
}

const stateOf = ({ states }: Stage, node: number) => states[node] as State;
const keysOf = (stage: Stage, node: number) =>
  [...stateOf(stage, node).items.keys()].sort().join("");
const rootOf = (stage: Stage, node: number) => hashAt(stateOf(stage, node).tree!, ROOT);
const repairFrom = (partner: number) => ({ type: "repair", partner });
const repair = (stage: Stage, node: number, partner: number) => {
  stage.ask(node, 10, repairFrom(partner));
  stage.deliver();
};

/** Two nodes of which each has another value of one key: whether their roots are equal, and what one has after a repair. */
function anotherValue(bug?: string): readonly unknown[] {
  const later = savedOf("2").map((record): Saved => ({
    ...record,
    items: record.items.map((item) => ({ ...item, time: 5, node: 1 })),
  }));
  const stage = nodes([savedOf("1"), later], bug === undefined ? {} : { bug });
  const equal = rootOf(stage, 0) === rootOf(stage, 1);
  repair(stage, 0, 1);
  return [equal, stateOf(stage, 0).items.get("a")!.value];
}

Deno.test("ferrosa 47: nodes with different values of a key do not agree", () => {
  assertEquals(anotherValue(), [false, "2"]);
  assertEquals(anotherValue("leaves hash keys only"), [true, "1"]);
});

/** A node with two rows of one value in a leaf, and a node with none. */
function twoAlike(bug?: string): readonly unknown[] {
  const one = { shape: { branching: 2, depth: 0 } };
  const stage = nodes([[], savedOf("1", "1")], bug === undefined ? one : { ...one, bug });
  const equal = rootOf(stage, 0) === rootOf(stage, 1);
  repair(stage, 0, 1);
  return [equal, keysOf(stage, 0)];
}

Deno.test("ferrosa 47: two rows with equal values do not look like no rows", () => {
  assertEquals(twoAlike(), [false, "ab"]);
  assertEquals(twoAlike("equal hashes cancel"), [true, ""]);
});

/** The items that a repair asks for do not come. */
function failedStream(bug?: string): readonly unknown[] {
  const stage = nodes([[], savedOf("1", "2")], bug === undefined ? {} : { bug });
  stage.ask(0, 10, repairFrom(1));
  stage.deliver((letter) => !of("newer")(letter));
  stage.fire(0, "patience");
  return [stage.answers.map(({ result }) => result), keysOf(stage, 0)];
}

Deno.test("scylladb 1452: a repair whose stream has failed is reported as failed", () => {
  assertEquals(failedStream(), [["failed"], ""]);
  assertEquals(failedStream("a failed session is reported as done"), [["repaired"], ""]);
});

Deno.test("scylladb 1452: what a failed repair has brought is kept, and the next one brings the rest", () => {
  const stage = nodes([[], savedOf("1", "2", "3")], { shape: { branching: 2, depth: 0 } });
  stage.ask(0, 10, repairFrom(1));
  stage.deliver(() => keysOf(stage, 0) === "");
  stage.hold(() => true);
  stage.fire(0, "patience");
  assertEquals([stage.answers.at(-1)!.result, keysOf(stage, 0)], ["failed", "a"]);
  repair(stage, 0, 1);
  assertEquals([stage.answers.at(-1)!.result, keysOf(stage, 0)], ["repaired", "abc"]);
});

/** The first of three updates has come when the node crashes; then it asks again, and a third node asks it. */
function crashWhileItComes(bug?: string): readonly unknown[] {
  const versions = { way: "versions" } as const;
  const stage = nodes(
    [[], savedOf("1", "2", "3"), []],
    bug === undefined ? versions : { ...versions, bug },
  );
  stage.ask(0, 10, repairFrom(1));
  stage.deliver(() => keysOf(stage, 0) === "");
  const first = keysOf(stage, 0);
  stage.hold(() => true);
  stage.crash(0);
  repair(stage, 0, 1);
  repair(stage, 2, 0);
  return [first, keysOf(stage, 0), keysOf(stage, 2)];
}

Deno.test("go-ds-crdt 279 and 355: what has not come is not noted as done, and comes after a crash", () => {
  assertEquals(crashWhileItComes(), ["a", "abc", "abc"]);
  assertEquals(crashWhileItComes("seen before it has come"), ["a", "a", "a"]);
});

/** All has come when the node crashes; then it asks again. */
function crashAfterItCame(bug?: string): string {
  const versions = { way: "versions" } as const;
  const stage = nodes(
    [[], savedOf("1", "2")],
    bug === undefined ? versions : { ...versions, bug },
  );
  repair(stage, 0, 1);
  stage.crash(0);
  repair(stage, 0, 1);
  return keysOf(stage, 0);
}

Deno.test("go-ds-crdt 279: what is noted as done is saved together with what it stands for", () => {
  assertEquals(crashAfterItCame(), "ab");
  assertEquals(crashAfterItCame("forgets what sessions bring"), "");
});
