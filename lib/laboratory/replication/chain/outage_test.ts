import { assertEquals } from "@std/assert";
import { outage } from "./outage.ts";

Deno.test("when the head fails, queries are answered, and an update after two messages: the new chain, and down it", () => {
  assertEquals(outage("head"), { queries: 0, updates: 2 });
});

Deno.test("when a middle server fails, queries are answered, and an update after two messages", () => {
  assertEquals(outage("middle"), { queries: 0, updates: 2 });
});

Deno.test("when the tail fails, both are answered after one message: its predecessor has had all updates", () => {
  assertEquals(outage("tail"), { queries: 1, updates: 1 });
});
