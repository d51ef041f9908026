import { assert, assertEquals } from "@std/assert";
import { display, type Figure } from "../figure/figure.ts";
import { scene } from "../laboratory/replication/dynamo/scenes.ts";
import { count } from "../laboratory/replication/quorums/counter.ts";
import { quorumScene } from "../laboratory/replication/quorums/scenes.ts";
import { staleRead } from "../laboratory/replication/quorums/stale.ts";
import { drawCounter, drawOperation, drawRegister, drawStale, drawStore } from "./quorums.ts";

const svgOf = async (figure: Figure) => `${(await figure[display]())["image/svg+xml"]}`;

Deno.test("a register is drawn with its versions, and with what nodes send to themselves only when asked", async () => {
  const { trace } = quorumScene("a write and a read");
  const messages = async (own: boolean) => {
    const { "text/plain": plain } = await drawRegister(trace, "t", { own })[display]();
    return Number(/(\d+) messages/.exec(`${plain}`)?.[1]);
  };
  assertEquals([await messages(false), await messages(true)], [24, 30]);
  assert((await svgOf(drawRegister(trace, "t"))).includes("7 (1.0)"));
  assert(!(await svgOf(drawRegister(trace, "t", { states: false }))).includes("x=7 (1.0)"));
});

Deno.test("a stale read is drawn with why it is one, without the explorer's moments", async () => {
  const found = staleRead({ nodes: 2, read: 1, write: 1, writeBack: "never" })!;
  const svg = await svgOf(drawStale(found, "t"));
  assert(svg.includes("contradict") && !/by process \d/.test(svg));
  assert(svg.includes("x? → –") && !/→ null|&quot;x&quot;/.test(svg));
});

Deno.test("what is wrong in a run is marked where it shows, and told", async () => {
  const { trace } = quorumScene("two halves, half is enough");
  const wrong = { nodes: [3], breaks: "regular", words: "x=7 is missed" };
  assert((await svgOf(drawRegister(trace, "t", { wrong }))).includes("x=7 is missed"));
});

Deno.test("questions, copies and their answers have the same colours in both protocols", async () => {
  const one = await svgOf(drawRegister(quorumScene("a write and a read").trace, "t"));
  const other = await svgOf(drawStore(scene("a put and a get").trace, "t"));
  const coloursOf = (svg: string) => new Set(svg.match(/stroke="#[0-9a-f]{6}"/g));
  assertEquals(coloursOf(one), coloursOf(other));
});

Deno.test("who counts is told in words of counting", async () => {
  const { trace } = count({ nodes: 2, each: 1 });
  assert((await svgOf(drawCounter(trace, "t", { to: 30 }))).includes("x + 1"));
});

Deno.test("a store is drawn without pings, and its hints on their way home", async () => {
  const { trace } = scene("a hint comes home");
  const svg = await svgOf(drawStore(trace, "t", { nothing: true }));
  assert(svg.includes("hinted handoff") && svg.includes("hand on") && svg.includes(">nothing<"));
  assert(!/>p[io]ng</.test(svg) && !svg.includes("handOn"));
});

Deno.test("an operation goes through two phases", async () => {
  const { "text/plain": plain } = await drawOperation()[display]();
  assert(/asks → stores .* stores → answered/.test(`${plain}`));
  assert(/asks → at once/.test(`${plain}`));
});
