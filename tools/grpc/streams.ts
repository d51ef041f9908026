/** What handlers of streams wait for. @module */

/** What takes messages for a client. */
interface Taker {
  write(response: unknown): boolean;
  once(event: "drain", listener: () => void): unknown;
  removeListener(event: "drain", listener: () => void): unknown;
}

/** Tells, and waits until the client has room for more. */
export async function told(call: Taker, response: unknown, signal: AbortSignal): Promise<void> {
  if (call.write(response)) return;
  await until(signal, (resolve) => {
    call.once("drain", resolve);
    return () => call.removeListener("drain", resolve);
  });
}

/** Waits for something, or for the end of the call. */
export async function until(
  signal: AbortSignal,
  begin: (resolve: () => void) => () => void,
): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>(), stop = () => resolve();
  const end = begin(resolve);
  signal.addEventListener("abort", stop, { once: true });
  await promise;
  // A stream waits again and again, and must not leave a listener behind each time.
  signal.removeEventListener("abort", stop);
  end();
}
