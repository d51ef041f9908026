/** Values that a schema allows, at random; and one schema with everything in it. */

import fc from "fast-check";
import { plain } from "../../model/plain_arbitrary_test.ts";
import {
  anything,
  between,
  boolean,
  bytes,
  finite,
  headed,
  integer,
  list,
  map,
  message,
  oneOf,
  orNull,
  record,
  recursive,
  type Schema,
  set,
  text,
  union,
} from "../schema.ts";
import type { Node, RecordNode } from "./node.ts";

/** Contains itself. */
export interface Tree {
  readonly value: number;
  readonly left?: Tree;
  readonly right?: Tree;
}

/** So deep. */
export function treeOf(deepest: number): Schema<Tree> {
  const own: Schema<Tree> = recursive(
    () =>
      record({
        value: [1, between(-9, 9)],
        left: [2, own, "optional"],
        right: [3, own, "optional"],
      }),
    deepest,
  );
  return own;
}

const tree = treeOf(4);

const part = record({ index: [1, integer], short: [2, between(0, 2 ** 32 - 1)] });

type Said =
  | { readonly type: "none" }
  | { readonly type: "some"; readonly term: number; readonly data?: Uint8Array };

export const said: Schema<Said> = message({
  none: [1, {}],
  some: [300, { term: [1, integer], data: [2, bytes(), "optional"] }],
});

/** One field of each kind, and what they are in each other. */
export const everything = record({
  whole: [1, integer],
  signed: [2, between(-(2 ** 53) + 1)],
  float: [3, finite],
  flag: [4, boolean],
  word: [5, text(40)],
  data: [6, bytes(40)],
  choice: [7, oneOf("a", 1, true, null)],
  part: [8, part],
  parts: [9, list(part, { most: 5 })],
  numbers: [10, list(between(-5, 5))],
  flags: [11, list(boolean)],
  words: [12, list(text())],
  nested: [13, list(list(integer))],
  holes: [14, list(orNull(text()))],
  maybe: [15, orNull(integer)],
  maybePart: [16, orNull(part), "optional"],
  said: [17, said],
  all: [18, list(said)],
  either: [19, union(integer, text(), orNull(boolean))],
  counts: [20, map(text(), integer)],
  deep: [21, map(integer, orNull(list(boolean)))],
  members: [22, set(union(text(), integer))],
  tree: [23, tree],
  any: [24, anything],
  front: [25, headed(text(), map(text(), text()))],
  ends: [2000, oneOf(true), "optional"],
});

/** What `node` allows. */
export function arbitraryOf(node: Node): fc.Arbitrary<unknown> {
  switch (node.kind) {
    case "integer": {
      const { least, most } = node;
      const near = fc.integer({ min: Math.max(least, -300), max: Math.min(most, 300) });
      // Any bounds that are not so near have half of all integers between them.
      return most < 2 ** 32
        ? near
        : fc.oneof(near, fc.maxSafeInteger().filter((value) => value >= least && value <= most));
    }
    case "finite":
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case "boolean":
      return fc.boolean();
    case "text":
      return fc.string({ unit: "grapheme", maxLength: 60 })
        .filter((text) => text.length <= node.longest);
    case "bytes":
      return fc.uint8Array({ maxLength: Math.min(node.longest, 200) });
    case "oneOf":
      return fc.constantFrom(...node.values);
    case "nothing":
      throw new Error("There is none");
    case "anything":
      return plain;
    case "nullable":
      return fc.oneof(fc.constant(null), arbitraryOf(node.inner));
    case "list":
      return fc.array(arbitraryOf(node.item), {
        minLength: node.least,
        maxLength: Math.min(node.most, node.least + 5),
      });
    case "headed":
      return fc.tuple(arbitraryOf(node.first), fc.array(arbitraryOf(node.rest), { maxLength: 3 }))
        .map(([first, rest]) => [first, ...rest]);
    case "map":
      return fc.array(fc.tuple(arbitraryOf(node.key), arbitraryOf(node.value)), { maxLength: 4 })
        .map((entries) => new Map(entries));
    case "set":
      return fc.array(arbitraryOf(node.member), { maxLength: 4 }).map((each) => new Set(each));
    case "either":
      return fc.oneof(...node.alternatives.map(arbitraryOf));
    case "record":
      return fieldsOf(node);
    case "message":
      return fc.oneof(
        ...node.variants.map(({ type, body }) =>
          fieldsOf(body).map((fields) => ({ type, ...fields as object }))
        ),
      );
    case "recursive":
      return shallow(node.inner(), 3);
  }
}

function fieldsOf(node: RecordNode): fc.Arbitrary<unknown> {
  const required = node.fields.filter(({ optional }) => !optional).map(({ name }) => name);
  return fc.record(
    Object.fromEntries(node.fields.map(({ name, node }) => [name, arbitraryOf(node)])),
    { requiredKeys: required, noNullPrototype: true },
  );
}

/** A record that contains itself, so deep. */
function shallow(node: Node, depth: number): fc.Arbitrary<unknown> {
  const { fields } = node as RecordNode;
  const kept = depth === 1 ? fields.filter(({ node }) => node.kind !== "recursive") : fields;
  return fc.record(
    Object.fromEntries(
      kept.map(({ name, node }) => [
        name,
        node.kind === "recursive" ? shallow(node.inner(), depth - 1) : arbitraryOf(node),
      ]),
    ),
    { requiredKeys: ["value"], noNullPrototype: true },
  );
}

/** Bytes that were damaged on their way. */
export const damage: fc.Arbitrary<(bytes: Uint8Array) => Uint8Array> = fc.tuple(
  fc.constantFrom("change", "cut", "add", "swap"),
  fc.nat(),
  fc.constantFrom(0, 1, 2, 4, 8, 127, 128, 254, 255),
).map(([how, where, byte]) => (bytes) => {
  const at = bytes.length === 0 ? 0 : where % bytes.length, damaged = bytes.slice();
  if (how === "cut") return damaged.subarray(0, at);
  if (how === "add") return Uint8Array.of(...damaged, byte);
  if (how === "swap") damaged.copyWithin(at, (at * 7) % (bytes.length || 1), at * 7 + 4);
  else if (bytes.length > 0) damaged[at] = byte;
  return damaged;
});
