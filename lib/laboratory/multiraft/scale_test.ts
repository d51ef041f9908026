import { assert, assertEquals } from "@std/assert";
import { scale } from "./scale.ts";

Deno.test("sleeping groups cost less than a hundredth of groups that are awake", () => {
  const [awake, asleep] = scale({ nodes: 30, groups: 300 });
  assert(awake!.eventsAnInterval > 500, `${awake!.eventsAnInterval}`);
  assert(asleep!.eventsAnInterval < awake!.eventsAnInterval / 100, `${asleep!.eventsAnInterval}`);
  assertEquals(asleep!.messagesAnInterval, 0);
});
