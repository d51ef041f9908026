/** A stream of what changes, from a revision on. @module */

import type { ServerWritableStream } from "@grpc/grpc-js";
import type { Change, History } from "hb/wire/history.ts";
import { CallFailure, type Calls, errorOf, type Limits } from "./calls.ts";
import { executed } from "./store_service.ts";
import type { StorePool } from "./store_pool.ts";
import { told, until } from "./streams.ts";

/**
 * What is told at once, at most, unless it is of one revision: libraries take no longer messages
 * than 4 MiB, and a unit of text has up to three bytes.
 */
const mostAtOnce = { changes: 64, units: 2 ** 20 };

/** What is asked for. */
interface Request {
  readonly prefix?: string;
  readonly from_revision?: number;
}

type Call = ServerWritableStream<Request, unknown>;

/** The handler. What a slow client has not read is in the history and nowhere else. */
export function watchCall(store: StorePool, history: History, calls: Calls) {
  return (call: Call): void => {
    call.on("error", () => {});
    void calls.within(call, (limits) => watch(call, store, history, limits)).then(
      () => call.end(),
      (error: unknown) => call.emit("error", errorOf(error)),
    );
  };
}

async function watch(call: Call, store: StorePool, history: History, limits: Limits) {
  const { prefix = "", from_revision: from = 0 } = call.request, { signal } = limits;
  if (!Number.isSafeInteger(from)) {
    throw new CallFailure("invalid", `a revision is below 2^53, and this one is ${from}`);
  }
  // A command that changes nothing: when this node has applied it, it has applied what was
  // acknowledged.
  const mark = { type: "range", key: "", to: "", limit: 1 } as const;
  const { index: begun } = await executed(store, mark, limits);
  while (history.last < begun && !signal.aborted) await noted(history, signal);
  let next = from === 0 ? begun + 1 : from;
  if (from !== 0 && history.from(next, mostAtOnce) === undefined) forgotten(next, history);
  await told(call, { revision: Math.min(begun, next - 1), events: [] }, signal);
  while (!signal.aborted) {
    const changes = history.from(next, mostAtOnce);
    if (changes === undefined) forgotten(next, history);
    if (changes.length === 0) {
      await noted(history, signal);
      continue;
    }
    const revision = changes.at(-1)!.revision;
    const events = changes.filter(({ key }) => key.startsWith(prefix)).map(eventOf);
    if (events.length > 0) await told(call, { revision, events }, signal);
    next = revision + 1;
  }
  if (signal.reason === "stopping") throw new CallFailure("stopping", "the node stops");
}

function forgotten(next: number, { since }: History): never {
  throw new CallFailure(
    "forgotten",
    `this node remembers what came after revision ${since}, and not revision ${next}`,
  );
}

function eventOf({ revision, key, value }: Change) {
  return { revision, key, ...(value === null ? {} : { value }) };
}

async function noted(history: History, signal: AbortSignal): Promise<void> {
  await until(signal, (resolve) => history.onNote(resolve));
}
