import { assertEquals } from "@std/assert";
import { Traffic } from "./traffic.ts";

Deno.test("replies are no calls of their own, and bytes are counted while they are weighed", () => {
  const traffic = new Traffic(["voted"]);
  traffic.see({ type: "vote" });
  traffic.see({ type: "voted" });
  assertEquals([traffic.calls, traffic.bytes], [1, 0]);
  traffic.weighing = true;
  traffic.see({ type: "vote" });
  traffic.see({ type: "voted" });
  assertEquals([traffic.calls, traffic.bytes], [2, '{"type":"vote"}{"type":"voted"}'.length]);
});
