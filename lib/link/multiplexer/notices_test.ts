import { assertEquals } from "@std/assert";
import { Notices } from "./notices.ts";

// With a queue whose front moves all the others up, this takes minutes, and the limit of CPU time ends it.
Deno.test("notices are taken in order, also 200,000 of them, and those that wait are counted", () => {
  const notices = new Notices(), many = 200_000;
  for (let token = 0; token < many; token++) notices.add({ type: "ping", token });
  for (let token = 0; token < many + 20; token++) {
    // Others come while some are taken.
    if (token < 20) notices.add({ type: "ping", token: many + token });
    const left = many + Math.min(20, token + 1) - token;
    if (notices.length !== left) assertEquals(notices.length, left);
    const taken = notices.take();
    if (taken?.type !== "ping" || taken.token !== token) assertEquals(taken, undefined);
  }
  assertEquals([notices.take(), notices.length], [undefined, 0]);
});

Deno.test("what was taken is not told as lost when the rest is forgotten", () => {
  const notices = new Notices();
  for (const stream of [1, 3, 5, 7, 9]) notices.add({ type: "open", stream });
  notices.take();
  assertEquals(notices.clear(), new Set([3, 5, 7, 9]));
  assertEquals([notices.length, notices.take()], [0, undefined]);
  notices.add({ type: "open", stream: 11 });
  assertEquals(notices.take(), { type: "open", stream: 11 });
});
