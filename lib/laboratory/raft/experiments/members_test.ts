import { assert, assertEquals } from "@std/assert";
import { replaceAll } from "./members.ts";

Deno.test("commands are asked for while others wait: the outage is met by all that fall into it", () => {
  const { history } = replaceAll();
  assertEquals(
    history.map(({ invokedAt }) => invokedAt),
    Array.from({ length: 80 }, (_, i) => 500 + 25 * i),
  );
  assert(history.filter(({ invokedAt, endedAt }) => endedAt - invokedAt > 100).length >= 8);
});
