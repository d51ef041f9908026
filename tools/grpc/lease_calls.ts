/** The calls about leases. @module */

import type { ServerDuplexStream } from "@grpc/grpc-js";
import type { LeaseInfo, LeaseTerms } from "hb/replicated/store/commands.ts";
import type { Command } from "../kv/operation.ts";
import { CallFailure, type Calls, errorOf, type Limits } from "./calls.ts";
import type { Message } from "./messages.ts";
import type { Done } from "./store_service.ts";
import { told, until } from "./streams.ts";

type Run = (command: Command, limits: Limits) => Promise<Done>;
type Id = Message<{ id: number }>;
type Stream = ServerDuplexStream<Id, unknown>;

/** The handlers by the names of their methods. */
export function leaseCalls(run: Run, calls: Calls) {
  return {
    LeaseGrant: calls.unary(async (request: Message<{ id: number; ttl_ms: number }>, limits) => {
      const { id = 0, ttl_ms: ttlMs = 0 } = request;
      const { index, result } = await run(
        { type: "grant", id: id === 0 ? null : id, ttlMs },
        limits,
      );
      return { ...toldTerms(result as LeaseTerms), revision: index };
    }),
    LeaseRevoke: calls.unary(async ({ id = 0 }: Id, limits) => {
      return { revision: (await run({ type: "revoke", id }, limits)).index };
    }),
    LeaseTimeToLive: calls.unary(async ({ id = 0 }: Id, limits) => {
      const { index, result } = await run({ type: "lease", id }, limits);
      const { ttlMs, remainingMs, keys } = result as LeaseInfo;
      const remaining_ms = remainingMs ?? ttlMs;
      return { id, granted_ttl_ms: ttlMs, remaining_ms, keys, revision: index };
    }),
    LeaseKeepAlive: (call: Stream): void => {
      call.on("error", () => {});
      void keepAlive(run, call, calls).then(
        () => call.end(),
        (error: unknown) => call.emit("error", errorOf(error)),
      );
    },
  };
}

/** Renews as it is asked, one after another; what a client asks ahead waits in its connection. */
async function keepAlive(run: Run, call: Stream, calls: Calls): Promise<void> {
  const asked: Id[] = [];
  let ended = false, wake = () => {};
  call.on("data", (request: Id) => {
    asked.push(request);
    call.pause();
    wake();
  });
  call.on("end", () => {
    ended = true;
    wake();
  });
  await calls.within(call, async (limits) => {
    const { signal } = limits;
    while (!signal.aborted) {
      const request = asked.shift();
      if (request !== undefined) {
        await told(call, await renewed(run, request.id ?? 0, limits), signal);
        if (asked.length === 0) call.resume();
      } else if (ended) return;
      else {
        await until(signal, (resolve) => {
          wake = resolve;
          return () => wake = () => {};
        });
      }
    }
    if (signal.reason === "stopping") throw new CallFailure("stopping", "the node stops");
  });
}

async function renewed(run: Run, id: number, limits: Limits) {
  try {
    const { index, result } = await run({ type: "renew", id }, limits);
    return { ...toldTerms(result as LeaseTerms), revision: index };
  } catch (error) {
    // Whoever keeps many leases alive hears of each of them.
    if (error instanceof CallFailure && error.failure === "no lease") {
      return { id, ttl_ms: 0, revision: 0 };
    }
    throw error;
  }
}

function toldTerms({ id, ttlMs }: LeaseTerms) {
  return { id, ttl_ms: ttlMs };
}
