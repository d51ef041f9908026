/**
 * Deno's own commands on code that is not trusted: with no environment, no network, and limits on time, memory
 * and output.
 *
 * @module
 */

import { Deadline } from "./deadline.ts";
import { Meter, printable } from "./lines.ts";
import { watchMemory } from "./memory.ts";

/** Within which limits a command runs. */
export interface Bounds {
  readonly root: string;
  /** How long it may work, in s. */
  readonly limitS: number;
  readonly signal?: AbortSignal;
}

/** What came of a command; `ended` says which limit it met. */
export interface Bounded {
  readonly success: boolean;
  readonly stdout: string;
  readonly stderr: string;
  readonly ended?: "time" | "memory" | "output";
}

/** The heap, in MB; all of the process may hold twice as much. */
const MEMORY_MB = 1024;
/** What it may print on either stream, in bytes. */
const MOST_OUTPUT = 4_000_000;

/** What Deno itself needs of the environment: where its cache is, and where files may be put. */
const NEEDED = [
  ...["DENO_DIR", "HOME", "XDG_CACHE_HOME", "PATH", "TMPDIR"],
  ...["LOCALAPPDATA", "USERPROFILE", "SYSTEMROOT", "TEMP"],
];

/** Runs `deno COMMAND …`; throws the reason of the signal when that ends it. */
export async function boundedDeno(
  args: readonly string[],
  { root, limitS, signal }: Bounds,
): Promise<Bounded> {
  signal?.throwIfAborted();
  const kept = NEEDED.map((name) => [name, Deno.env.get(name)]).filter(([, value]) => value);
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: root,
    clearEnv: true,
    env: {
      ...Object.fromEntries(kept),
      NO_COLOR: "1",
      DENO_NO_UPDATE_CHECK: "1",
      // Not every command takes flags for V8.
      DENO_V8_FLAGS: `--max-old-space-size=${MEMORY_MB}`,
    },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let ended: Bounded["ended"];
  const stop = (why?: Bounded["ended"]) => {
    ended ??= why;
    try {
      child.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
  };
  const clock = new Deadline(child.pid, limitS, () => stop("time"));
  const forget = watchMemory(child.pid, 2 * MEMORY_MB, () => stop("memory"));
  const abort = () => stop();
  signal?.addEventListener("abort", abort, { once: true });
  const text = (stream: ReadableStream<Uint8Array<ArrayBuffer>>) =>
    new Response(stream.pipeThrough(new Meter(MOST_OUTPUT, () => stop("output")))).text();
  try {
    const [stdout, stderr, { success }] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      child.status,
    ]);
    signal?.throwIfAborted();
    if (/heap out of memory|heap limit/i.test(stderr)) ended ??= "memory";
    const told = printable(stderr, MOST_OUTPUT);
    return { success, stdout, stderr: told, ...(ended === undefined ? {} : { ended }) };
  } finally {
    clock.stop();
    forget();
    signal?.removeEventListener("abort", abort);
  }
}
