import { assertEquals, assertStringIncludes } from "@std/assert";
import { display } from "../figure/figure.ts";
import { staleRoute } from "../laboratory/multiraft/stale_route.ts";
import { drawLife, drawRun } from "./multiraft.ts";

Deno.test("a run is drawn without heartbeats, and with ranges at the lines where they are wanted", async () => {
  const { trace } = staleRoute();
  const [with_, without] = await Promise.all([true, false].map(async (states) => {
    return (await drawRun(trace, "A run", { states })[display]()) as Record<string, string>;
  }));
  assertEquals(
    without!["text/plain"],
    "A run (space-time diagram: 1 client and 4 nodes; 4 messages)",
  );
  assertStringIncludes(without!["image/svg+xml"]!, "stale");
  assertEquals(without!["image/svg+xml"]!.includes("v2, 2"), false);
  assertStringIncludes(with_!["image/svg+xml"]!, "v2, 2");
});

Deno.test("a replica goes on from where it has stopped, or goes", async () => {
  const drawn = (await drawLife()[display]()) as Record<string, string>;
  assertStringIncludes(drawn["text/plain"]!, "stopped → gone when the neighbour has absorbed it");
});
