import { assert, assertEquals } from "@std/assert";
import { display, type Figure } from "../figure/figure.ts";
import { oneSession } from "../laboratory/membership/anti_entropy/one_session.ts";
import { told } from "../laboratory/membership/gossip/told.ts";
import { grown } from "../laboratory/membership/plumtree/grown.ts";
import { drawDescent, drawRumour, drawRun, drawTrees } from "./rumours.ts";

const svgOf = async (figure: Figure) => `${(await figure[display]())["image/svg+xml"]}`;

Deno.test("a rumour is drawn with what each node is: infective, and removed in the end", async () => {
  const { trace } = told({ nodes: 3, settings: { feedback: false, k: 1 } });
  const svg = await svgOf(drawRumour(trace, "t"));
  assert(svg.includes("infective") && svg.includes("removed"));
});

Deno.test("a comparison is drawn with its client, or without", async () => {
  const { trace } = oneSession({ here: { a: ["1", 1] }, there: { a: ["2", 2] } });
  const svg = async (clients: boolean) =>
    await svgOf(drawRun("comparison", trace, "t", { clients }));
  assertEquals((await svg(true)).includes("client 0"), true);
  assertEquals((await svg(false)).includes("client 0"), false);
});

Deno.test("trees are drawn with their links, who broadcasts, and who is down", async () => {
  const [before, after] = grown({ crash: 6 });
  const figure = drawTrees([{ name: "before", tree: before }, { name: "after", tree: after }], "t");
  const { "text/plain": plain } = await figure[display]();
  assertEquals(
    plain,
    "t (overlays: before: 20 nodes, 19 of eager link: payloads, 20 of lazy link: announcements; " +
      "after: 20 nodes, 13 of eager link: payloads, 15 of lazy link: announcements)",
  );
  assert((await svgOf(figure)).includes(">down<"));
});

Deno.test("a descent is drawn with what it looks at: nothing below the root where all is the same", async () => {
  const here = { apple: "red", pear: "green" };
  const counts = async (there: Readonly<Record<string, string>>) => {
    const svg = await svgOf(drawDescent(here, there, "t"));
    return ["differs", "is the same", "not looked at"].map((kind) => svg.includes(`>${kind}<`));
  };
  assertEquals(await counts(here), [false, true, true]);
  assertEquals(await counts({ ...here, pear: "yellow" }), [true, true, true]);
});
