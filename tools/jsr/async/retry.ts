import { delay } from "./delay.ts";

/** Options of {@linkcode retry}. */
export interface RetryOptions {
  /** How much longer each wait is than the one before; 2 by default. */
  multiplier?: number;
  /** The longest wait, in ms; a minute by default. */
  maxTimeout?: number;
  /** How often to try; 5 by default. */
  maxAttempts?: number;
  /** The first wait, in ms; a second by default. */
  minTimeout?: number;
  /** How much of each wait is drawn at random, from 0 (none) to 1 (all, the default). */
  jitter?: number;
}

/** What {@linkcode retry} rejects with once it has given up. */
export class RetryError extends Error {
  /** Gave up after so many attempts; `cause` is what the last one threw. */
  constructor(cause: unknown, attempts: number) {
    super(`Retrying exceeded the maxAttempts (${attempts}).`, { cause });
    this.name = "RetryError";
  }
}

/** Calls `fn` until it succeeds, waiting longer each time. */
export async function retry<T>(
  fn: (() => Promise<T>) | (() => T),
  options: RetryOptions = {},
): Promise<T> {
  const { multiplier = 2, maxTimeout = 60_000, maxAttempts = 5, minTimeout = 1000, jitter = 1 } =
    options;
  for (let attempt = 1;; attempt++) {
    try {
      return await fn();
    } catch (error) {
      if (attempt >= maxAttempts) throw new RetryError(error, maxAttempts);
      const longest = Math.min(maxTimeout, minTimeout * multiplier ** (attempt - 1));
      await delay(longest * (1 - jitter * Math.random()));
    }
  }
}
