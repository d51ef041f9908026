import { assert, assertEquals } from "@std/assert";
import { commitCosts, usualCommits } from "./commits.ts";

const costs = commitCosts();
const of = (engine: string) => costs.filter((one) => one.engine.includes(engine));
const [copy, log, lsm] = [of("copy"), of("log of pages"), of("LSM")];

Deno.test("one put a commit: a tree that copies writes three floors, a free list and a meta page", () => {
  const { pages, write, syncs } = copy[0]!;
  assertEquals([pages!.toFixed(2), write.toFixed(1), syncs], ["5.00", "44.1", 2]);
});

Deno.test("one put a commit: a tree with a log appends three pages, and copies less than one more", () => {
  const { pages, write, syncs } = log[0]!;
  assertEquals([pages!.toFixed(2), write.toFixed(1)], ["3.92", "34.6"]);
  assert(syncs > 1 && syncs < 1.1, `${syncs} syncs`);
});

Deno.test("more puts a commit, less written for each by trees; an LSM tree writes always the same", () => {
  for (const tree of [copy, log]) {
    assertEquals(tree.map(({ perCommit }) => perCommit), usualCommits.perCommit);
    for (const [i, { write }] of tree.entries()) assert(i === 0 || write < tree[i - 1]!.write);
  }
  const [first] = lsm;
  for (const { write } of lsm) assert(Math.abs(write / first!.write - 1) < 0.02, `${write}`);
});

Deno.test("a tree with a log writes less than one that copies if commits are small, and else more", () => {
  assertEquals(copy.map(({ write }, i) => log[i]!.write < write), [true, false, false, false]);
  for (const tree of [copy, log]) assert(tree[0]!.write > 2 * lsm[0]!.write);
});
