/** Those who wait for a message, by what they wait for, until it comes or the kernel fails. @module */

import type { Message } from "./message.ts";

/** The waiting calls of one kernel. */
export interface Waiting {
  /** The message that is announced under this name, or the failure, if there is one first. */
  expect(name: string): Promise<Message>;
  /** Hands a message to whoever expects it. */
  announce(name: string, message: Message): void;
  /** Rejects all who wait, and all who ever will. The first reason stays. */
  fail(reason: Error): void;
}

/** Nobody waits yet. */
export function newWaiting(): Waiting {
  const expected = new Map<string, PromiseWithResolvers<Message>>();
  let failure: Error | undefined;
  return {
    expect(name) {
      if (failure !== undefined) return Promise.reject(failure);
      const promise = Promise.withResolvers<Message>();
      expected.set(name, promise);
      return promise.promise;
    },
    announce(name, message) {
      expected.get(name)?.resolve(message);
      expected.delete(name);
    },
    fail(reason) {
      failure ??= reason;
      for (const promise of expected.values()) promise.reject(failure);
      expected.clear();
    },
  };
}
