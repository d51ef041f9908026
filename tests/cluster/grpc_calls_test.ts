/** What ends a call of gRPC, and that its end ends the work. */

import { assert, assertEquals, assertRejects } from "@std/assert";
import { History } from "hb/wire/history.ts";
import { NOT_DONE } from "hb/wire/status.ts";
import { CallFailure, Calls, errorOf } from "../../tools/grpc/calls.ts";
import type { StorePool } from "../../tools/grpc/store_pool.ts";
import { watchCall } from "../../tools/grpc/watch.ts";
import { StoreClient } from "../../tools/kv/store_client.ts";
import { freeAddresses } from "../host/ports.ts";

/** A call that somebody may cancel. */
function callUntil(deadline: Date | number) {
  let cancel = () => {};
  const call = {
    getDeadline: () => deadline,
    on: (_: "cancelled", listener: () => void) => cancel = listener,
  };
  return { call, cancel: () => cancel() };
}

function aborted(signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve) =>
    signal.addEventListener("abort", () => resolve(signal.reason), { once: true })
  );
}

Deno.test("a call that is cancelled ends the work for it, and no other call", async () => {
  const calls = new Calls(), one = callUntil(Infinity), other = callUntil(Infinity);
  const ended = calls.within(one.call, ({ signal }) => aborted(signal));
  let untouched: AbortSignal | undefined;
  const finish = Promise.withResolvers<void>();
  const goesOn = calls.within(other.call, async ({ signal }) => {
    untouched = signal;
    await finish.promise;
  });
  one.cancel();
  assertEquals(await ended, "cancelled");
  assert(!untouched!.aborted);
  finish.resolve();
  await goesOn;
});

Deno.test("a server that stops ends all calls, waits for them, and takes no others", async () => {
  const calls = new Calls();
  const ended = calls.within(callUntil(Infinity).call, ({ signal }) => aborted(signal));
  await calls.stop();
  assertEquals(await ended, "stopping");
  const refused = calls.within(callUntil(Infinity).call, () => Promise.resolve());
  const { failure } = await assertRejects(() => refused, CallFailure);
  assertEquals(failure, "stopping");
  await calls.stop();
});

Deno.test("a call has the time that is left until its deadline, and half a minute at most", async () => {
  const left = async (deadline: Date | number) =>
    await new Calls().within(
      callUntil(deadline).call,
      ({ timeoutMs }) => Promise.resolve(timeoutMs),
    );
  assertEquals(await left(Infinity), 30_000);
  assertEquals(await left(new Date(Date.now() + 1e12)), 30_000);
  assertEquals(await left(Date.now() - 1), 0);
});

Deno.test("a failure says by its metadata whether nothing was done, and an error of the server's own says nothing", () => {
  const told = (error: unknown) => {
    const { code, details, metadata } = errorOf(error);
    return [code, details, metadata.get(NOT_DONE)[0]];
  };
  assertEquals(told(new CallFailure("no leader", "none is known")), [14, "none is known", "true"]);
  assertEquals(told(new CallFailure("unknown", "lost")), [2, "lost", undefined]);
  assertEquals(told(new TypeError("a secret of the server")), [2, "the server failed", undefined]);
});

Deno.test("a client of the store whose caller goes away ends its attempts, and what was not sent was not done", async () => {
  const client = new StoreClient({ addresses: freeAddresses(1) });
  for (const [reason, failure] of [["cancelled", "cancelled"], ["stopping", "stopping"]] as const) {
    const controller = new AbortController(), end = performance.now() + 600_000;
    const put = { type: "put", key: "k", value: "v" } as const;
    const outcome = client.execute(put, { end, signal: controller.signal });
    controller.abort(reason);
    const { kind, ...why } = await outcome;
    assertEquals([kind, "failure" in why && why.failure], ["fail", failure]);
  }
  const outcome = await client.execute({ type: "get", key: "k" }, {
    end: performance.now() + 600_000,
    unsentEnd: performance.now() + 50,
  });
  assertEquals(outcome.kind === "fail" && outcome.failure, "no leader");
  await client.close();
});

/** A store that has done at once what is asked, and how many listeners are at the signal of the call. */
function listened() {
  const heard = { added: 0, removed: 0 };
  const execute = (_: unknown, __: number, signal: AbortSignal) => {
    const { addEventListener, removeEventListener } = signal;
    Object.assign(signal, {
      addEventListener(...args: Parameters<typeof addEventListener>) {
        heard.added++;
        addEventListener.apply(signal, args);
      },
      removeEventListener(...args: Parameters<typeof removeEventListener>) {
        heard.removed++;
        removeEventListener.apply(signal, args);
      },
    });
    return Promise.resolve({ kind: "done", index: 1, result: null });
  };
  return { heard, store: { execute } as unknown as StorePool };
}

Deno.test("a watch that has told many changes has no more listeners than one that waits for its first", async () => {
  const { heard, store } = listened(), { call, cancel } = callUntil(Infinity);
  const history = new History({ changes: 100, units: 1000 }), state = {}, calls = new Calls();
  history.note(state, 1, []);
  let told = Promise.withResolvers<void>();
  const write = () => {
    told.resolve();
    return true;
  };
  const ended = Promise.withResolvers<void>();
  const on = (event: string, listener: () => void) => {
    if (event === "cancelled") call.on(event, listener);
  };
  const watching = { ...call, on, write, request: {}, end: ended.resolve, emit: ended.resolve };
  watchCall(store, history, calls)(watching as never);
  for (let revision = 2; revision < 50; revision++) {
    await told.promise;
    // It is told, and then waits for the next.
    await new Promise((resolve) => setTimeout(resolve));
    told = Promise.withResolvers();
    history.note(state, revision, [{ key: "k", value: "v" }]);
  }
  await told.promise;
  assert(heard.added >= 48 && heard.added - heard.removed <= 1, JSON.stringify(heard));
  cancel();
  await ended.promise;
});
