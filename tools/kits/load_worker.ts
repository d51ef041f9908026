/** Tries to load a module, and says why it cannot; see `exports_of.ts`. @module */

/** The part of a worker that is used here. */
interface Thread {
  onmessage: ((event: MessageEvent<string>) => void) | null;
  postMessage(why: string | undefined): void;
}

const thread = globalThis as unknown as Thread;

thread.onmessage = async ({ data: url }) => {
  thread.postMessage(
    await import(url).then(
      () => undefined,
      (error: unknown) => error instanceof Error ? error.message : String(error),
    ),
  );
};
