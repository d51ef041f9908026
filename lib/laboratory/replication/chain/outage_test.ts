import { assertEquals } from "@std/assert";
import { outage } from "./outage.ts";

Deno.test("when the head fails, updates wait for one message, and queries for none", () => {
  assertEquals(outage("head"), { queries: 0, updates: 1, underWay: 0 });
});

Deno.test("when a middle server fails, nobody is refused, and what was under way arrives after two messages", () => {
  assertEquals(outage("middle"), { queries: 0, updates: 0, underWay: 2 });
});

Deno.test("when the tail fails, queries wait for one message, and so does what was under way", () => {
  assertEquals(outage("tail"), { queries: 1, updates: 0, underWay: 1 });
});
