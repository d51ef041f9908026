import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import { display } from "../figure.ts";
import { hierarchy } from "./hierarchy.ts";
import { layOut } from "./layout.ts";
import { depthsOf, type Rank, stepsOf } from "./reduce.ts";

const diamond: Rank[] = [
  { name: "top", above: ["left", "right", "foot"], kind: "dear", words: "more than all others" },
  { name: "left", above: ["foot"], kind: "cheap" },
  { name: "right", above: ["foot"], kind: "cheap" },
  { name: "foot", above: [] },
];

Deno.test("only steps are drawn from which the others follow", () => {
  assertEquals(stepsOf(diamond).map(({ upper, lower }) => `${upper} ${lower}`), [
    "top left",
    "top right",
    "left foot",
    "right foot",
  ]);
  assertEquals([...depthsOf(diamond).values()], [0, 1, 1, 2]);
});

/** Orders on up to eight members: whoever stands above another has the lower number. */
const orders = fc.array(fc.array(fc.nat(7)), { minLength: 1, maxLength: 8 }).map((aboves) =>
  aboves.map((above, i): Rank => ({
    name: String(i),
    words: "word ".repeat(above.length ** 2),
    above: [...new Set(above)].filter((j) => j > i && j < aboves.length).map(String),
  }))
);

function reach(steps: readonly { upper: string; lower: string }[]): Set<string> {
  const pairs = new Set(steps.map(({ upper, lower }) => `${upper}>${lower}`));
  for (const one of pairs) {
    for (const two of pairs) {
      const [[a, b], [c, d]] = [one.split(">"), two.split(">")];
      if (b === c) pairs.add(`${a}>${d}`);
      if (d === a) pairs.add(`${c}>${b}`);
    }
  }
  return pairs;
}

Deno.test("the steps say as much as the whole order, and none of them can be left out", () => {
  fc.assert(fc.property(orders, (ranks) => {
    const all = ranks.flatMap(({ name, above }) => above.map((lower) => ({ upper: name, lower })));
    const steps = stepsOf(ranks);
    assertEquals(reach(steps), reach(all));
    steps.forEach((_, i) => {
      assert(reach(steps.filter((_, j) => j !== i)).size < reach(all).size);
    });
  }));
});

Deno.test("lines do not cross where they need not", () => {
  const tangled: Rank[] = [
    { name: "a", above: ["y"] },
    { name: "b", above: ["x"] },
    { name: "x", above: [] },
    { name: "y", above: [] },
  ];
  const [first, second] = layOut(tangled, "Two and two").lines;
  const side = (line: typeof first, end: "upper" | "lower") => line![end].x + line![end].width / 2;
  const above = Math.sign(side(first, "upper") - side(second, "upper"));
  assertEquals(Math.sign(side(first, "lower") - side(second, "lower")), above);
});

Deno.test("a tree stands in the order in which it is given", () => {
  const tree: Rank[] = [
    { name: "root", above: ["0", "1"] },
    ...["0", "1"].map((name) => ({ name, above: [`${name}0`, `${name}1`] })),
    ...["00", "01", "10", "11"].map((name) => ({ name, above: [] })),
  ];
  const { boxes } = layOut(tree, "A tree");
  const row = (length: number) =>
    boxes.filter(({ rank }) => rank.name.length === length).sort((a, b) => a.x - b.x)
      .map(({ rank }) => rank.name);
  assertEquals([row(1), row(2)], [["0", "1"], ["00", "01", "10", "11"]]);
});

Deno.test("a quiet kind is grey, and stands in the legend", async () => {
  const svg = async (quiet?: string) =>
    String((await hierarchy(diamond, { title: "t", quiet })[display]())["image/svg+xml"]);
  const grey = (text: string) => text.split('fill-opacity="0.06"').length;
  assertEquals(grey(await svg("cheap")) - grey(await svg()), 3);
  assertStringIncludes(await svg("cheap"), ">cheap</text>");
});

Deno.test("what stands above nothing and below nothing is in the first row", () => {
  const { boxes } = layOut([...diamond, { name: "apart", above: [] }], "A diamond and a stone");
  const y = (name: string) => boxes.find(({ rank }) => rank.name === name)!.y;
  assertEquals(y("apart"), y("top"));
});

Deno.test("boxes do not overlap, stay inside, and every line leads down", () => {
  fc.assert(fc.property(orders, (ranks) => {
    const { boxes, lines, width, height } = layOut(ranks, "An order");
    for (const [i, a] of boxes.entries()) {
      assert(a.x >= 0 && a.x + a.width <= width && a.y >= 0 && a.y + a.height <= height);
      for (const b of boxes.slice(i + 1)) {
        const isBeside = a.x + a.width < b.x || b.x + b.width < a.x;
        assert(isBeside || a.y + a.height < b.y || b.y + b.height < a.y);
      }
    }
    for (const { upper, lower, stretches } of lines) {
      assert(upper.y + upper.height < lower.y);
      assertEquals(stretches[0]!.from, [upper.x + upper.width / 2, upper.y + upper.height]);
      assertEquals(stretches.at(-1)!.to, [lower.x + lower.width / 2, lower.y]);
      for (const { from, to } of stretches) {
        assert(from[1] <= to[1]);
        // Straight past a row: well beside its boxes.
        const passed = boxes.filter(({ y, height }) => from[1] < y + height && y < to[1]);
        if (from[0] !== to[0] || passed.includes(upper) || passed.includes(lower)) continue;
        for (const { x, width } of passed) assert(from[0] < x - 15 || from[0] > x + width + 15);
      }
    }
  }));
});

Deno.test("a hierarchy is drawn with its kinds, and told in words", async () => {
  const bundle = await hierarchy(diamond, { title: "A <diamond>" })[display]();
  const svg = String(bundle["image/svg+xml"]);
  assertStringIncludes(svg, "more than all others");
  assertStringIncludes(svg, ">dear</text>");
  assert(!svg.includes("<diamond>"));
  assertStringIncludes(String(bundle["text/plain"]), "4 members; top above left");
});

Deno.test("what is no hierarchy is not drawn", () => {
  const circle = [{ name: "a", above: ["b"] }, { name: "b", above: ["a"] }];
  assertThrows(() => hierarchy(circle, { title: "Round" }), RangeError, "above itself");
  const gone = [{ name: "a", above: ["z"] }];
  assertThrows(() => hierarchy(gone, { title: "Gone" }), RangeError, 'must be a member: given "z"');
  assertThrows(() => hierarchy([], { title: "None" }), RangeError, "given none");
  assertThrows(() => hierarchy(diamond, { title: " " }), TypeError, "must be words");
});
