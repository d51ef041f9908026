import { assert, assertEquals } from "@std/assert";
import { Random } from "../../sim/random.ts";
import { draw, drawSome, oneOf } from "./draw.ts";
import type { SwimIo } from "./messages.ts";

function ioOf(nodes: number, seed = 1) {
  const random = new Random(seed), peers = Array.from({ length: nodes }, (_, node) => node);
  let choices = 0;
  const io = { peers, choose: (n: number) => (choices++, random.below(n)) } as unknown as SwimIo;
  return { io, choices: () => choices };
}

Deno.test("draw: each that fits is as likely as any, among few nodes and among many", () => {
  for (const nodes of [8, 200]) {
    const { io } = ioOf(nodes), counts = [0, 0, 0, 0], draws = 4000;
    for (let i = 0; i < draws; i++) counts[draw(io, (node) => node >= nodes - 4)! - (nodes - 4)]!++;
    assert(counts.every((count) => Math.abs(count - draws / 4) < 120), `${counts}`);
  }
});

Deno.test("draw: among many that fit it looks at one or two, and where none fits there is none", () => {
  const { io, choices } = ioOf(10_000);
  for (let i = 0; i < 100; i++) draw(io, (node) => node !== 5);
  assert(choices() < 110, `${choices()}`);
  assertEquals(draw(io, () => false), undefined);
});

Deno.test("draw: some are different ones, and as many as there are", () => {
  const { io } = ioOf(40);
  for (let i = 0; i < 50; i++) {
    const three = drawSome(io, 3, (node) => node < 5);
    assertEquals(new Set(three).size, 3);
    assert(three.every((node) => node < 5));
  }
  assertEquals(drawSome(io, 3, (node) => node < 2).toSorted(), [0, 1]);
});

Deno.test("draw: of a list of one there is nothing to choose", () => {
  const { io, choices } = ioOf(3);
  assertEquals([oneOf(io, [7]), oneOf(io, []), choices()], [7, undefined, 0]);
});
