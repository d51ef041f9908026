import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { display } from "../figure.ts";
import { overlays, type OverlayShown } from "./overlay.ts";

const options = { title: "T", strong: "branch", weak: "other link" };
const ring: OverlayShown = {
  name: "before",
  nodes: Array.from({ length: 20 }, (_, i) => ({ name: `${i}` })),
  strong: Array.from({ length: 19 }, (_, i) => [`${i}`, `${i + 1}`] as const),
  weak: [["0", "10"]],
};

async function svgOf(shown: readonly OverlayShown[]): Promise<string> {
  return `${(await overlays(shown, options)[display]())["image/svg+xml"]}`;
}

Deno.test("overlays: each link is drawn once, weak ones dashed, and the legend has both", async () => {
  const svg = await svgOf([ring]);
  assertEquals(svg.match(/stroke-width="2.6"/g)?.length, 19 + 1);
  assertEquals(svg.match(/<path[^>]*stroke-dasharray/g)?.length, 1 + 1);
  for (const each of [">branch<", ">other link<", ">source<"]) assertStringIncludes(svg, each);
});

Deno.test("overlays: who is down is in the legend where somebody is", async () => {
  const [first, ...others] = ring.nodes;
  const broken = { ...ring, nodes: [{ ...first!, is: "down" as const }, ...others] };
  assertStringIncludes(await svgOf([broken]), ">down<");
  assertEquals((await svgOf([ring])).includes(">down<"), false);
});

Deno.test("overlays: nodes without a name of their own, and links to nowhere, are refused", () => {
  const twice = { ...ring, nodes: [...ring.nodes, { name: "0" }] };
  assertThrows(() => overlays([twice], options), RangeError, "no two nodes may have one name");
  const away = { ...ring, strong: [["0", "99"]] as const };
  assertThrows(() => overlays([away], options), RangeError, "links must be between its nodes");
  assertThrows(() => overlays([], options), RangeError, "it takes one overlay at least");
});
