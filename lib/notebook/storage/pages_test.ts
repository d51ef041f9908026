import { assert, assertEquals } from "@std/assert";
import { display } from "../../figure/figure.ts";
import { openCopyTree } from "../../storage/btree/copy/open.ts";
import { SimulatedDisk } from "../../storage/disk/simulated_disk.ts";
import { drawPages, pagesOn } from "./pages.ts";

const encoder = new TextEncoder();

function treeOf(count: number) {
  const disk = new SimulatedDisk(), tree = openCopyTree(disk, { pageBytes: 256 });
  const put = (i: number, value: string) =>
    tree.put(encoder.encode(`k${String(i).padStart(2, "0")}`), encoder.encode(value));
  for (let i = 0; i < count; i++) put(i, "a value");
  tree.sync();
  return { disk, tree, put };
}

Deno.test("pages on a disk: every page is in the tree of a root, lists free ones, or is free", () => {
  const { disk, tree, put } = treeOf(30);
  for (const i of [3, 17, 3, 29]) {
    put(i, "another");
    tree.sync();
  }
  const { roots, pages, free = [], lists = [] } = pagesOn(disk, 256);
  assertEquals(roots.map(({ epoch }) => epoch).sort((a, b) => b - a), [
    roots[0]!.epoch,
    roots[0]!.epoch - 1,
  ]);
  const numbers = [...pages.map(({ number }) => number), ...free, ...lists];
  const end = disk.size("pages") / 256;
  assertEquals(numbers.sort((a, b) => a - b), Array.from({ length: end - 2 }, (_, i) => i + 2));
  const newest = pages.find(({ number }) => number === roots[0]!.page)!;
  const leaves = newest.children.map((child) => pages.find(({ number }) => number === child)!);
  assertEquals(leaves.flatMap(({ keys }) => keys).length, 30);
});

Deno.test("pages on a disk: a put writes the pages from its leaf to the root, and no other", async () => {
  const { disk, tree, put } = treeOf(30);
  put(17, "another");
  tree.sync();
  const plain = `${(await drawPages(disk, "A put", 256)[display]())["text/plain"]}`;
  const counted = (age: string) =>
    new RegExp(`${age} ([\\d ]+)`).exec(plain)?.[1]?.trim().split(" ").length;
  assertEquals([counted("new"), counted("old")], [2, 2], plain);
  assert(counted("shared")! >= 2, plain);
});

Deno.test("pages on a disk: a new tree is one empty leaf", async () => {
  const disk = new SimulatedDisk();
  openCopyTree(disk, { pageBytes: 256 });
  const plain = `${(await drawPages(disk, "New", 256)[display]())["text/plain"]}`;
  assert(plain.includes("shared 2"), plain);
});
