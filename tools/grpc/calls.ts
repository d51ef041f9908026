/** How calls of gRPC become asynchronous functions, and failures status codes. @module */

import { Metadata, type sendUnaryData, type ServerUnaryCall } from "@grpc/grpc-js";
import { timeLeft } from "hb/wire/deadline.ts";
import { codes, type Failure, NOT_DONE, statuses } from "hb/wire/status.ts";

/** How long a call is worked on whose client would wait for longer, in ms. */
const mostMs = 30_000;

/** A failure that its client is told of. */
export class CallFailure extends Error {
  readonly failure: Failure;

  /** What failed, and in which words. */
  constructor(failure: Failure, why: string) {
    super(why);
    this.failure = failure;
  }
}

/** A call as far as its end goes. */
interface Ending {
  getDeadline(): Date | number;
  on(event: "cancelled", listener: () => void): unknown;
}

/** How long a call has, and what ends it. */
export interface Limits {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** All calls of one server. */
export class Calls {
  readonly #open = new Set<AbortController>();
  #stopping = false;
  #quiet: (() => void) | undefined;

  /** Serves a call that has one request and one response. */
  unary<Q, A>(run: (request: Q, limits: Limits) => Promise<A>) {
    return (call: ServerUnaryCall<Q, A>, done: sendUnaryData<A>): void => {
      void this.within(call, (limits) => run(call.request, limits)).then(
        (answer) => done(null, answer),
        (error: unknown) => done(errorOf(error)),
      );
    };
  }

  /** Works on a call until it is cancelled, or the server stops. */
  async within<A>(call: Ending, run: (limits: Limits) => Promise<A>): Promise<A> {
    if (this.#stopping) throw new CallFailure("stopping", "the node stops");
    const controller = new AbortController();
    this.#open.add(controller);
    call.on("cancelled", () => controller.abort("cancelled"));
    const deadline = call.getDeadline();
    const timeoutMs = timeLeft(Number(deadline), Date.now(), mostMs);
    try {
      return await run({ timeoutMs, signal: controller.signal });
    } finally {
      this.#open.delete(controller);
      if (this.#open.size === 0) this.#quiet?.();
    }
  }

  /** Ends all calls; resolves when each has said so. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#open.size === 0) return;
    const quiet = new Promise<void>((resolve) => this.#quiet = resolve);
    for (const controller of this.#open) controller.abort("stopping");
    await quiet;
  }
}

/** What the library of gRPC tells a client of an error. */
export function errorOf(error: unknown): { code: number; details: string; metadata: Metadata } {
  const metadata = new Metadata();
  const { failure, message }: { failure: Failure; message: string } = error instanceof CallFailure
    ? error
    : { failure: "unknown", message: "the server failed" };
  const { code, untouched } = statuses[failure];
  if (untouched) metadata.set(NOT_DONE, "true");
  return { code: codes[code], details: message, metadata };
}
