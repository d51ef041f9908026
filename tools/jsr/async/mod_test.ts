import { assertRejects, assertStrictEquals } from "../assert/mod.ts";
import { delay } from "./mod.ts";

Deno.test("delay resolves, and a signal ends it early with its reason", async () => {
  await delay(1);
  const stop = new AbortController();
  const waiting = assertRejects(() => delay(60_000, { signal: stop.signal }));
  const reason = new Error("enough");
  stop.abort(reason);
  assertStrictEquals(await waiting, reason);
  assertStrictEquals(await assertRejects(() => delay(1, { signal: stop.signal })), reason);
});
