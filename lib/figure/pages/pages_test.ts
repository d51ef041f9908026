import { assert, assertEquals, assertThrows } from "@std/assert";
import { display } from "../figure.ts";
import { pagePicture, type PageTree } from "./pages.ts";

const svgOf = async (tree: PageTree) =>
  `${(await pagePicture(tree, { title: "Pages" })[display]())["image/svg+xml"]}`;
const boxesIn = (svg: string) =>
  [...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="(\d+)" height="50" rx="3" ([^>]*)/g)]
    .map(([, x, y, width, look]) => ({ x: +x!, y: +y!, width: +width!, look: look! }));

const leaf = (number: number, ...keys: string[]) => ({ number, keys, children: [] });
const branch = (number: number, keys: string[], children: number[]) => ({ number, keys, children });
const tree: PageTree = {
  roots: [{ name: "meta page 1", epoch: 7, page: 8 }, { name: "meta page 0", epoch: 6, page: 4 }],
  pages: [
    branch(4, ["g", "m"], [2, 3, 5]),
    branch(8, ["g", "m"], [2, 7, 5]),
    leaf(2, "a", "b"),
    leaf(3, "g"),
    leaf(5, "m", "n", "o", "p", "q", "r", "s"),
    leaf(7, "g", "h"),
  ],
  free: [6, 9],
  lists: [10],
};

Deno.test("pages: new ones, shared ones and old ones are told apart, and the legend says how", async () => {
  const svg = await svgOf(tree), boxes = boxesIn(svg);
  const looking = (part: string) => boxes.filter(({ look }) => look.includes(part)).length;
  assertEquals([looking('fill-opacity="0.3"'), looking('fill-opacity="0.14"'), looking("dash")], [
    2,
    2,
    2,
  ]);
  for (
    const text of ["green:", "grey:", "dashed:", "dotted:", "list:", "m … s", "7 keys", "epoch 7"]
  ) {
    assert(svg.includes(text), text);
  }
  const alone = await svgOf({ roots: [{ name: "root", epoch: 1, page: 2 }], pages: [leaf(2)] });
  for (const text of ["green:", "grey:", "dashed:", "dotted:", "list:"]) {
    assert(!alone.includes(text), text);
  }
  assert(alone.includes("empty"));
});

Deno.test("pages: no two boxes of a row meet, nothing lies off the page, and leaves lie below", async () => {
  const leaves = Array.from({ length: 14 }, (_, i) => leaf(20 + i, `key-${10 + i}`));
  const wide: PageTree = {
    roots: [{ name: "meta page 0", epoch: 2, page: 40 }],
    pages: [...leaves, branch(40, ["x"], leaves.map(({ number }) => number))],
    free: Array.from({ length: 60 }, (_, i) => 100 + i),
  };
  for (const one of [tree, wide]) {
    const svg = await svgOf(one), boxes = boxesIn(svg);
    assertEquals(boxes.length, one.pages.length);
    const [, width, height] = /viewBox="0 0 (\d+(?:\.\d+)?) (\d+)/.exec(svg)!.map(Number);
    for (const [, x, y, w] of svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="(\d+)"/g)) {
      assert(+x! >= 0 && +x! + +w! <= width! && +y! < height!);
    }
    for (const a of boxes) {
      for (const b of boxes) {
        assert(a === b || a.y !== b.y || a.x + a.width < b.x || b.x + b.width < a.x);
      }
    }
  }
});

Deno.test("pages: what cannot be drawn is refused", () => {
  const refused = (change: Partial<PageTree>, words: string) =>
    assertThrows(() => pagePicture({ ...tree, ...change }, { title: "t" }), RangeError, words);
  refused({ roots: [] }, "Cannot draw pages because it takes one root or two: given 0");
  refused({ pages: tree.pages.slice(1) }, "it must be told every page: given no page 4");
  refused({ free: [2] }, "a page is in the tree once, or free: given 2 twice");
  refused(
    { pages: [...tree.pages.slice(2), branch(4, [], [8]), branch(8, [], [4])] },
    "leads to itself",
  );
  refused(
    { pages: [...tree.pages.slice(1), branch(4, ["g"], [2, 8])] },
    "leaves lie on one level: given page 4",
  );
  refused(
    { roots: tree.roots.map((root) => ({ ...root, epoch: 6 })) },
    "a root has an epoch of its own: given 6 twice",
  );
});
