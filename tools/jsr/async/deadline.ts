/** Options of {@linkcode deadline}. */
export interface DeadlineOptions {
  /** Ends the wait early: the promise rejects with the signal's reason. */
  signal?: AbortSignal;
}

/** `promise`, or a rejection with a `TimeoutError` (a `DOMException`) after `ms` milliseconds. */
export async function deadline<T>(
  promise: Promise<T>,
  ms: number,
  options: DeadlineOptions = {},
): Promise<T> {
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const abort = () => reject(options.signal?.reason);
  if (options.signal?.aborted) abort();
  options.signal?.addEventListener("abort", abort, { once: true });
  const late = () => reject(new DOMException("Signal timed out.", "TimeoutError"));
  // A timer that is cleared below, as AbortSignal.timeout would outlive the promise.
  const timer = Number.isFinite(ms) ? setTimeout(late, ms) : undefined;
  try {
    return await Promise.race([promise, stopped]);
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", abort);
  }
}
