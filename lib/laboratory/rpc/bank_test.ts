import { assertEquals } from "@std/assert";
import { changed } from "../../kit/change.ts";
import { durableBugs } from "../../rpc/bugs.ts";
import { durable } from "../../rpc/durable.ts";
import { exactlyOnce } from "../../rpc/exactly_once.ts";
import { World } from "../../sim/world.ts";
import { bank, crashing, quiet, verdict } from "./bank.ts";

Deno.test("on a quiet day one deposit is asked for, executed and confirmed", () => {
  const world = new World({ ...quiet, seed: 1 });
  world.run(100);
  assertEquals(world.messages, 2);
  assertEquals(world.history.map(({ output }) => output), [10]);
});

Deno.test("the verdict names the promise that breaks, and none where all hold", () => {
  const crash = { kind: "crash", at: 100, node: 0, downMs: 20 } as const;
  assertEquals(verdict(bank(exactlyOnce, crashing), [crash], 1), "acknowledged stays");
  assertEquals(verdict(bank(durable, crashing), [crash], 1), undefined);
});

Deno.test("a client that does not go on after a crash is seen, though its user has given up", () => {
  const { change } = durableBugs["does not go on after a crash"]!;
  const crash = { kind: "crash", at: 110, node: 1, downMs: 1, unsynced: "lost" } as const;
  assertEquals(verdict(bank(changed(durable, change), crashing), [crash], 2), "progress");
});
