import { assertEquals } from "@std/assert";
import { display } from "../../figure/figure.ts";
import { addAgainstRemove, outOfOrder } from "../../laboratory/replication/crdt/holes.ts";
import { drawDots } from "./dots.ts";

const plainOf = async (...given: Parameters<typeof drawDots>) =>
  `${(await drawDots(...given)[display]())["text/plain"]}`;
const svgOf = async (...given: Parameters<typeof drawDots>) =>
  `${(await drawDots(...given)[display]())["image/svg+xml"]}`;

Deno.test("a gap in what is known stays a gap in the picture, and is said in the legend", async () => {
  const steps = outOfOrder();
  assertEquals((await plainOf(steps, "t")).includes("Bob: first, third [Ada|· Ada]"), true);
  assertEquals((await svgOf(steps, "t")).includes("gap"), true);
});

Deno.test("what is known and no longer there is drawn as gone, and marked only where it is wrong", async () => {
  const steps = outOfOrder("a clock with holes");
  const marked = await svgOf(steps, "t", ["Cleo hears Bob"]), plain = await svgOf(steps, "t");
  assertEquals([marked.includes(">gone<"), plain.includes(">gone<")], [true, true]);
  assertEquals([marked.includes("what the title"), plain.includes("what the title")], [
    true,
    false,
  ]);
});

Deno.test("a state that knows events of two replicas has a row for each", async () => {
  const rows = (await plainOf(addAgainstRemove(), "t")).match(/they meet: (Ada|Bob)'s/g);
  assertEquals(rows?.length, 2);
});
