import { assertEquals } from "@std/assert";
import { World } from "../../sim/world.ts";
import type { Message } from "../messages.ts";
import { multiraft } from "../multiraft.ts";

Deno.test("an order for one epoch only is carried out in that one, and refused in any other", () => {
  const split = (at: string, child: number, only: { conf: number; version: number }) => ({
    type: "order",
    key: "a",
    order: { type: "split", at, child },
    only: { group: 1, ...only },
  });
  const world = new World({
    protocol: multiraft({ ranges: [{ group: 1, start: "", end: null, members: [0, 1, 2] }] }),
    nodes: 3,
    seed: 1,
    clients: {
      workload: [[
        { at: 1000, input: split("m", 2, { conf: 0, version: 1 }) },
        { input: split("f", 3, { conf: 0, version: 1 }) },
        {
          input: {
            ...split("f", 3, { conf: 0, version: 2 }),
            only: { group: 2, conf: 0, version: 2 },
          },
        },
        { input: split("f", 3, { conf: 0, version: 2 }) },
      ]],
      ask: (message): Message => message as Message,
    },
  });
  world.run(5000);
  const refused = { ok: false, words: "the range has another epoch" };
  const done = { ok: true, words: null };
  assertEquals(world.history.map(({ output }) => output), [done, refused, refused, done]);
});
