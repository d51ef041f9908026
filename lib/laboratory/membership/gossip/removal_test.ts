import { assertEquals } from "@std/assert";
import { removal } from "./removal.ts";

Deno.test("removal: what was removed is back everywhere unless its removal is remembered for long enough", () => {
  const left = (["nothing", "for a time", "asleep after that"] as const).map((remembered) =>
    [500, 2000].map((awayMs) => removal({ remembered, awayMs }).left)
  );
  assertEquals(left, [[5, 5], [0, 5], [0, 0]]);
});

Deno.test("removal: certificates that sleep are kept at two nodes, and others nowhere in the end", () => {
  assertEquals(removal({ remembered: "asleep after that", awayMs: 500 }).certificates, 2);
  assertEquals(removal({ remembered: "for a time", awayMs: 500 }).certificates, 0);
});
