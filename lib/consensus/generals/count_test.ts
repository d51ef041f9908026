import { assertEquals, assertThrows } from "@std/assert";
import type { Protocol } from "../../model/protocol.ts";
import { World } from "../../sim/world.ts";
import { oralMessages as om } from "../oral_messages/oral_messages.ts";
import type { Say } from "../rounds/lockstep.ts";
import { signedMessages as sm } from "../signed_messages/signed_messages.ts";
import { oralMessages, signedMessages } from "./count.ts";

/** How many orders are told in a run without traitors, and in how many messages. */
function counted<S, P>(protocol: Protocol<S, Say<P>, never>, nodes: number) {
  const sum = { orders: 0, messages: 0 };
  const world = new World({
    protocol,
    nodes,
    seed: 1,
    trace: "none",
    tap: ({ body }) => {
      sum.orders += (body as Say<P>).parts.length;
      sum.messages++;
    },
  });
  world.run(1000);
  return sum;
}

for (const m of [0, 1, 2, 3]) {
  Deno.test(`OM(${m}) and SM(${m}) send as many orders as their papers say, with up to 3m + 2 generals`, () => {
    for (let n = 1; n <= 3 * m + 2; n++) {
      assertEquals(
        counted(om({ m }) as Protocol<unknown, Say<unknown>, never>, n).orders,
        oralMessages(n, m),
      );
      assertEquals(
        counted(sm({ m }) as Protocol<unknown, Say<unknown>, never>, n).orders,
        signedMessages(n, m),
      );
    }
  });
}

Deno.test("orders of one round from one to another travel together", () => {
  const { messages } = counted(om({ m: 2 }) as Protocol<unknown, Say<unknown>, never>, 7);
  assertEquals(messages, 6 + 2 * 6 * 5);
});

Deno.test("counts of no generals, or of half a traitor, are refused", () => {
  assertThrows(
    () => oralMessages(0, 1),
    RangeError,
    "Cannot count oral messages because n must be a whole number from 1 on: given 0",
  );
  assertThrows(
    () => signedMessages(4, 0.5),
    RangeError,
    "Cannot count signed messages because m must be a whole number from 0 on: given 0.5",
  );
});
