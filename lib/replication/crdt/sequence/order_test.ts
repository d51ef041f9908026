import { assertEquals } from "@std/assert";
import { Random } from "../../../sim/random.ts";
import type { OperationCrdt } from "../crdt.ts";
import {
  type Edit,
  type IdKey,
  idOf,
  keyOf,
  type Operation,
  ROOT,
  type Side,
} from "./operation.ts";
import { fugue as order } from "./order.ts";
import { type PlainSequence, plainSequence } from "./plain.ts";

type Text = OperationCrdt<PlainSequence, Edit, Operation, string>;
const ours = plainSequence(order);

/** Fugue as in the paper: deleted elements are neighbours, too. */
const paper: Text = {
  ...ours,
  prepare(s, replica, edit) {
    const operation = ours.prepare(s, replica, edit);
    if (operation.type === "delete") return operation;
    const all = inOrder(s, ROOT), seen = all.filter((key) => s.elements.get(key)!.gone === null);
    const left = seen[edit.at - 1] ?? ROOT, right = all[all.indexOf(left) + 1];
    const isFree = ![...s.elements.values()].some((each) =>
      each.parent === left && each.side === "right"
    );
    return isFree || right === undefined
      ? { ...operation, parent: idOf(left), side: "right" }
      : { ...operation, parent: idOf(right), side: "left" };
  },
};

function inOrder(s: PlainSequence, key: IdKey): IdKey[] {
  const below = (side: Side) =>
    [...s.elements.values()].filter((each) => each.parent === key && each.side === side)
      .sort((a, b) => order.compare(a.id, b.id)).flatMap(({ id }) => inOrder(s, keyOf(id)));
  return [...below("left"), ...(key === ROOT ? [] : [key]), ...below("right")];
}

/** Two who edit apart after one has written something, and then hear of each other. */
function merged(text: Text, first: readonly Edit[], second: readonly Edit[]): readonly string[] {
  const states = [text.init(), text.init()];
  const common = text.prepare(states[0]!, 0, { type: "insert", at: 0, text: "12" });
  for (const s of states) text.effect(s, common);
  const made = [first, second].map((edits, replica) =>
    edits.map((edit) => {
      const operation = text.prepare(states[replica]!, replica, edit);
      text.effect(states[replica]!, operation);
      return operation;
    })
  );
  const apart = states.map((s) => text.value(s));
  made.forEach((all, replica) => all.forEach((each) => text.effect(states[1 - replica]!, each)));
  const [one, other] = states.map((s) => text.value(s));
  assertEquals(one, other);
  return [...apart, one!];
}

function drawn(random: Random, letters: string): Edit[] {
  let length = 2;
  return Array.from({ length: 1 + random.below(4) }, (_, i): Edit => {
    if (length > 0 && random.chance(0.4)) {
      length--;
      return { type: "delete", at: random.below(length + 1), count: 1 };
    }
    length++;
    return { type: "insert", at: random.below(length), text: letters[i]! };
  });
}

Deno.test("where deletions are not known to all, the paper's choice of parents may give another text", () => {
  const first: Edit[] = [{ type: "insert", at: 1, text: "a" }];
  const second: Edit[] = [{ type: "delete", at: 0, count: 1 }, {
    type: "insert",
    at: 0,
    text: "x",
  }];
  assertEquals(merged(ours, first, second), ["1a2", "x2", "ax2"]);
  assertEquals(merged(paper, first, second), ["1a2", "x2", "xa2"]);
});

Deno.test("where nothing is deleted, parents are those of the paper", () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = new Random(seed, "paper");
    const [first, second] = [drawn(random, "abcd"), drawn(random, "wxyz")];
    const inserts = (edits: readonly Edit[]) => edits.every(({ type }) => type === "insert");
    if (!inserts(first) || !inserts(second)) continue;
    assertEquals(merged(ours, first, second), merged(paper, first, second));
  }
});

Deno.test("where all that hung right of a letter is deleted, a new one hangs there, and not below what was deleted", () => {
  for (const [text, side] of [[ours, "right"], [paper, "left"]] as const) {
    const s = text.init();
    const edits: Edit[] = [
      { type: "insert", at: 0, text: "x" },
      { type: "insert", at: 1, text: "y" },
      { type: "delete", at: 1, count: 1 },
      { type: "insert", at: 1, text: "z" },
    ];
    const [x, y, , z] = edits.map((edit) => {
      const operation = text.prepare(s, 0, edit);
      text.effect(s, operation);
      return operation;
    }) as Extract<Operation, { type: "insert" }>[];
    assertEquals([z!.side, z!.parent], [side, side === "right" ? x!.id : y!.id]);
  }
});
