import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { compareTrees } from "./compare.ts";
import { type Hash, hashOf } from "./hash.ts";
import {
  change,
  childrenOf,
  emptyTree,
  hashAt,
  leafOf,
  leavesOf,
  type MerkleTree,
  ROOT,
  type Shape,
} from "./tree.ts";

const shapes = fc.constantFrom<Shape>(
  { branching: 2, depth: 0 },
  { branching: 2, depth: 1 },
  { branching: 2, depth: 6 },
  { branching: 3, depth: 3 },
  { branching: 16, depth: 2 },
  { branching: 256, depth: 1 },
);
const key = fc.integer({ min: 0, max: 30 }).map((i) => `k${i}`);
const value = fc.option(fc.integer({ min: 0, max: 3 }).map(String), { nil: null });
const writes = fc.array(fc.tuple(key, value), { maxLength: 60 });

/** A store with its tree, which follows each write. */
function written(shape: Shape, all: readonly (readonly [string, string | null])[]) {
  const tree = emptyTree(shape), store = new Map<string, string>();
  const hash = (key: string): Hash => store.has(key) ? hashOf(key, store.get(key)!) : 0;
  for (const [key, value] of all) {
    const before = hash(key);
    if (value === null) store.delete(key);
    else store.set(key, value);
    change(tree, key, before, hash(key));
  }
  return { tree, store };
}

/** The tree of a store, from nothing. */
function treeOf(shape: Shape, store: ReadonlyMap<string, string>): MerkleTree {
  return written(shape, [...store].reverse()).tree;
}

Deno.test("Merkle: whatever was written and deleted before, the tree is that of what is there", () => {
  fc.assert(fc.property(shapes, writes, (shape, all) => {
    const { tree, store } = written(shape, all);
    assertEquals(tree, treeOf(shape, store));
    if (store.size === 0) assertEquals(tree, emptyTree(shape));
  }));
});

Deno.test("Merkle: the leaves that differ are those of the keys that differ, no more and no fewer", () => {
  fc.assert(fc.property(shapes, writes, writes, (shape, here, there) => {
    const left = written(shape, here), right = written(shape, there);
    const keys = new Set([...left.store.keys(), ...right.store.keys()]);
    const differing = [...keys].filter((key) => left.store.get(key) !== right.store.get(key));
    const leaves = new Set(differing.map((key) => leafOf(shape, key)));
    const found = compareTrees(left.tree, right.tree);
    assertEquals(found.leaves, [...leaves].sort((a, b) => a - b));
    assert(found.compared <= 1 + leaves.size * shape.branching * shape.depth);
  }));
});

Deno.test("Merkle: the root is another one when one value is, one key more is there, or two values change places", () => {
  for (const shape of [{ branching: 2, depth: 4 }, { branching: 16, depth: 2 }]) {
    const root = (...all: [string, string][]) => hashAt(written(shape, all).tree, ROOT);
    const roots = [
      root(["a", "1"], ["b", "2"]),
      root(["a", "1"], ["b", "3"]),
      root(["a", "2"], ["b", "1"]),
      root(["a", "1"]),
      root(["a", "1"], ["b", "2"], ["c", "2"]),
      root(),
    ];
    assertEquals(new Set(roots).size, roots.length);
  }
});

Deno.test("Merkle: children that change places are another tree", () => {
  const shape = { branching: 4, depth: 1 };
  const keyIn = (leaf: number) => {
    for (let i = 0;; i++) if (leafOf(shape, `k${i}`) === leaf) return `k${i}`;
  };
  const roots = [[0, 1], [1, 0], [2, 3], [0, 2]].map(([first, second]) => {
    const tree = emptyTree(shape);
    // The hashes are the same two each time; only the leaves in which they are differ.
    change(tree, keyIn(first!), 0, 17);
    change(tree, keyIn(second!), 0, 4);
    return hashAt(tree, ROOT);
  });
  assertEquals(new Set(roots).size, roots.length);
});

Deno.test("Merkle: the range of a node is that of its children, and a leaf has none", () => {
  const shape = { branching: 3, depth: 2 };
  const leaves = childrenOf(shape, ROOT).flatMap((node) => childrenOf(shape, node));
  assertEquals(leaves.map(({ index }) => index), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
  assertEquals(leaves.flatMap((leaf) => childrenOf(shape, leaf)), []);
  assertEquals(leavesOf(shape), 9);
});

Deno.test("Merkle: no more hashes are kept than an item has levels, however many leaves there are", () => {
  const { tree } = written({ branching: 256, depth: 4 }, [["a", "1"], ["b", "2"], ["c", "3"]]);
  assert(tree.levels.reduce((sum, { size }) => sum + size, 0) <= 3 * 5);
});

Deno.test("Merkle: shapes that cannot be, and trees of two shapes, are refused", () => {
  for (const [branching, depth] of [[1, 3], [2, -1], [2.5, 2], [2, 33], [NaN, 1]] as const) {
    assertThrows(() => emptyTree({ branching, depth }), RangeError, "Cannot build a Merkle tree");
  }
  const [a, b] = [emptyTree({ branching: 2, depth: 2 }), emptyTree({ branching: 4, depth: 1 })];
  assertThrows(() => compareTrees(a, b), RangeError, "must have one shape");
});
