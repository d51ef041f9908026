import { assertEquals, assertThrows } from "@std/assert";
import type { Protocol } from "../model/protocol.ts";
import { World } from "../sim/world.ts";
import { advance } from "./advance.ts";

type Tick = { readonly type: "tick" };

const clock = (mayFail: boolean) =>
  new World<object, never, Tick>({
    protocol: {
      start(io) {
        io.wait(10, { type: "tick" });
        return {};
      },
      upon: {},
      after: {
        tick() {
          if (mayFail) throw new RangeError("it is broken");
        },
      },
    } satisfies Protocol<object, never, Tick>,
    nodes: 1,
    seed: 1,
  });

Deno.test("time passes, until something goes wrong", () => {
  const good = clock(false);
  advance(good, 50);
  assertEquals(good.now, 50);
  assertThrows(
    () => advance(clock(true), 50),
    Error,
    "node 0, after tick: RangeError: it is broken",
  );
});
