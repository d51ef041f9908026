import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { recovery } from "./recovery.ts";

Deno.test("there is one attempt at a time, and none when nobody is lost", () => {
  const attempts = recovery();
  assertEquals(attempts.next(), undefined);
  attempts.failed(3);
  attempts.failed(5);
  assertEquals(attempts.next(), 3);
  assertEquals(attempts.next(), undefined, "it is under way");
  attempts.failed(5);
  assertEquals(attempts.next(), undefined, "that was another");
  attempts.reached(3);
  assertEquals(attempts.next(), 5);
  attempts.removed(5);
  assertEquals(attempts.next(), undefined, "nobody is lost");
});

Deno.test("of those that are lost, each is tried within one round, whichever fail meanwhile", () => {
  const servers = fc.uniqueArray(fc.nat(20), { minLength: 1, maxLength: 8 });
  fc.assert(fc.property(servers, fc.nat(20), (lost, begin) => {
    const attempts = recovery();
    for (const server of lost) attempts.failed(server);
    for (let i = 0; i < begin; i++) attempts.failed(attempts.next()!);
    const tried = lost.map(() => {
      const server = attempts.next()!;
      attempts.failed(server);
      return server;
    });
    assertEquals(tried.toSorted((a, b) => a - b), lost.toSorted((a, b) => a - b));
  }));
});
