import { assert, assertEquals, assertRejects, assertStrictEquals } from "../assert/mod.ts";
import { deadline, delay, pooledMap, retry, RetryError } from "./mod.ts";

Deno.test("delay resolves, and a signal ends it early with its reason", async () => {
  await delay(1);
  const stop = new AbortController();
  const waiting = assertRejects(() => delay(60_000, { signal: stop.signal }));
  const reason = new Error("enough");
  stop.abort(reason);
  assertStrictEquals(await waiting, reason);
  assertStrictEquals(await assertRejects(() => delay(1, { signal: stop.signal })), reason);
});

Deno.test("deadline passes on what comes in time, and gives up on what does not", async () => {
  assertEquals(await deadline(Promise.resolve(7), 60_000), 7);
  const late = await assertRejects(() => deadline(new Promise(() => {}), 1), DOMException);
  assertEquals(late.name, "TimeoutError");
  const signal = AbortSignal.abort(new Error("enough"));
  await assertRejects(() => deadline(new Promise(() => {}), 60_000, { signal }), Error, "enough");
});

Deno.test("pooledMap keeps the order, and at most the limit under way", async () => {
  let underWay = 0;
  let most = 0;
  const results = pooledMap(2, [5, 1, 3, 1], async (ms) => {
    most = Math.max(most, ++underWay);
    await delay(ms);
    underWay--;
    return ms;
  });
  assertEquals(await Array.fromAsync(results), [5, 1, 3, 1]);
  assertEquals(most, 2);
  const failing = pooledMap(2, [1, 2], () => Promise.reject(new Error("broken")));
  await assertRejects(() => Array.fromAsync(failing), AggregateError);
});

Deno.test("retry tries again until it succeeds or gives up", async () => {
  let calls = 0;
  const third = () => ++calls === 3 ? calls : Promise.reject(new Error("again"));
  assertEquals(await retry(third, { minTimeout: 1 }), 3);
  const never = () => Promise.reject(new Error("again"));
  const error = await assertRejects(
    () => retry(never, { minTimeout: 1, maxAttempts: 2 }),
    RetryError,
  );
  assert(error.cause instanceof Error);
});
