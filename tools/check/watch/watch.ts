/**
 * Runs a command under limits that measure work: a machine that is busy with something else makes it slow,
 * and does not make it fail.
 *
 * @module
 */

import { cpuOf, familyIds } from "../../process/cpu.ts";

/** What a piece of work may take. */
export interface Limits {
  /** CPU time, of the process and all that it starts. */
  readonly cpuMs: number;
  /** How long it may do nothing at all. */
  readonly stallMs: number;
  /** Time on the wall: for a machine that tells nothing of CPU time, and for those that wait for ever. */
  readonly wallMs: number;
}

/** How a command ended. */
export interface Ended {
  /** The exit code; a command that was stopped has one that is not 0. */
  readonly code: number;
  /** What it wrote to both outputs: errors last. */
  readonly text: string;
  /** How long it took, on the wall. */
  readonly tookMs: number;
  /** Why it was stopped, if it was. */
  readonly stopped?: string;
}

/** A command under way. */
export interface Watched {
  readonly ended: Promise<Ended>;
  /** How long it has taken, on the wall, since it began or since the last call of `renew`. */
  tookMs(): number;
  /** Another piece of work begins, and the limits with it. */
  renew(): void;
}

/** What to run. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly limits: Limits;
  /** Hears each line of the standard output as it comes. */
  readonly line?: (line: string) => void;
}

/** How often it is looked at. */
const everyMs = 250;

/** Less CPU time than this is none: a runtime that waits wakes up now and then. */
const idleCpuMs = 100;

/** How long outputs may stay open after the end: somebody who was started may still hold them. */
const lingerMs = 2_000;

/** Starts a command, and stops it and all that it started when it goes beyond its limits. */
export function watch({ program, args, folder, limits, line }: Command): Watched {
  const process = new Deno.Command(program, {
    args: [...args],
    cwd: folder,
    env: { NO_COLOR: "1", DENO_NO_PROMPT: "1", DENO_NO_UPDATE_CHECK: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const startedAt = performance.now();
  const meter = newMeter(limits, () => cpuOf(process.pid));
  let stopped: string | undefined;
  const timer = setInterval(() => {
    if (stopped !== undefined) return;
    stopped = meter.look();
    if (stopped !== undefined) stop(process);
  }, everyMs);

  const out = listen(process.stdout, line);
  const error = listen(process.stderr);
  const ended = (async () => {
    const { code } = await process.status;
    clearInterval(timer);
    const late = setTimeout(() => [out, error].forEach((each) => each.cancel()), lingerMs);
    await Promise.all([out.done, error.done]);
    clearTimeout(late);
    const text = `${out.text()}${error.text()}`;
    const tookMs = performance.now() - startedAt;
    if (stopped === undefined) return { code, text, tookMs };
    return { code: code || 1, text: `${text}\nstopped: ${stopped}`, tookMs, stopped };
  })();
  return { ended, tookMs: meter.tookMs, renew: meter.renew };
}

interface Meter {
  /** Why it must stop, if it must. */
  look(): string | undefined;
  tookMs(): number;
  renew(): void;
}

/** Measures against limits; `cpu` tells the CPU time so far, in ms. */
export function newMeter(
  limits: Limits,
  cpu: () => number | undefined,
  now: () => number = () => performance.now(),
): Meter {
  let cpuMs = 0;
  let lookedAt = now();
  // Where the limits count from, and where something was last seen to be done.
  let begun = { at: lookedAt, cpuMs };
  let busy = begun;
  let tells = false;

  /** Processes that end take some of the sum with them; what has been used stays used. */
  const measure = () => {
    const told = cpu();
    if (told === undefined) return;
    tells = true;
    cpuMs = Math.max(cpuMs, told);
  };
  return {
    look() {
      measure();
      const at = now();
      const unseenMs = at - lookedAt;
      lookedAt = at;
      // A machine that slept, or was stopped, has not let anybody do anything.
      if (unseenMs > 20 * everyMs) {
        begun = { ...begun, at: begun.at + unseenMs };
        busy = { ...busy, at: busy.at + unseenMs };
      }
      if (cpuMs - busy.cpuMs >= idleCpuMs) busy = { at, cpuMs };
      if (cpuMs - begun.cpuMs > limits.cpuMs) {
        return `it took more than ${limits.cpuMs / 1000} s of CPU time`;
      }
      if (tells && at - busy.at > limits.stallMs) {
        return `it has done nothing for ${limits.stallMs / 1000} s`;
      }
      if (at - begun.at > limits.wallMs) {
        return `it has not ended after ${limits.wallMs / 1000} s`;
      }
      return undefined;
    },
    tookMs: () => now() - begun.at,
    renew() {
      measure();
      begun = busy = { at: now(), cpuMs };
    },
  };
}

function stop(process: Deno.ChildProcess): void {
  // Descendants first: without their parents nobody would find them any more.
  for (const id of familyIds(process.pid) ?? [process.pid]) {
    try {
      Deno.kill(id, "SIGKILL");
    } catch {
      // It has ended meanwhile.
    }
  }
}

interface Listening {
  readonly done: Promise<void>;
  text(): string;
  cancel(): void;
}

function listen(stream: ReadableStream<Uint8Array<ArrayBuffer>>, line?: (line: string) => void) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  const pieces: string[] = [];
  const done = (async () => {
    let rest = "";
    try {
      for (let next; !(next = await reader.read()).done;) {
        pieces.push(next.value);
        if (line === undefined) continue;
        const lines = (rest + next.value).split("\n");
        rest = lines.pop()!;
        lines.forEach(line);
      }
    } catch {
      // Nobody listens any more.
    }
    if (rest !== "") line?.(rest);
  })();
  const cancel = () => void reader.cancel().catch(() => {});
  return { done, text: () => pieces.join(""), cancel } satisfies Listening;
}
