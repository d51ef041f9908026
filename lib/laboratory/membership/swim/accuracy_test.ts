import { assert, assertEquals } from "@std/assert";
import { falseAlarms, PARTS } from "./accuracy.ts";

Deno.test("swim accuracy: where nothing is wrong nobody is suspected", () => {
  const { suspected, dead, slowDead } = falseAlarms({ forMs: 20_000 });
  assertEquals([suspected, dead, slowDead], [0, 0, 0]);
});

Deno.test("swim accuracy: slow members have others declared dead that are well, and with Lifeguard hardly any", () => {
  const plain = falseAlarms({ slow: 5 }),
    guarded = falseAlarms({ slow: 5, settings: PARTS.Lifeguard! });
  assert(plain.dead > 50 && guarded.dead * 50 < plain.dead, `${plain.dead}, ${guarded.dead}`);
});

Deno.test("swim accuracy: each part of Lifeguard helps alone where messages are lost, and all together most", () => {
  const dead = Object.values(PARTS).map((settings) =>
    falseAlarms({ loss: 0.3, nodes: 30, forMs: 40_000, settings }).dead
  );
  const [plain, ...parts] = dead, together = parts.pop()!;
  assert(parts.every((each) => each < plain! && each > together), `${dead}`);
});
