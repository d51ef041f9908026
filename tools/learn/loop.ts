/**
 * Where a loop that never ends is: the part runs once more, in a process with the same limits that a
 * debugger can look into, and after a while the debugger is asked where it is. The protocol is that of
 * V8's inspector (https://chromedevtools.github.io/devtools-protocol/v8/Debugger).
 *
 * @module
 */

import type { Request } from "../grade/child.ts";
import { Deadline } from "../grade/deadline.ts";
import { CHILD, limits } from "../grade/sandbox.ts";
import { ownCpuOf } from "../process/cpu.ts";
import { originalLine } from "../run/source_map.ts";
import { form } from "../command/typed.ts";

/** The code that loops. */
export interface LoopOptions {
  readonly root: string;
  readonly slug: string;
  readonly part: number;
  readonly signal: AbortSignal;
  /** The folder with the code, if it is not the reader's own in the project. */
  readonly folder?: string;
}

/** How long the code works before it is looked at and between two looks, in ms of CPU time; how many places are enough. */
const BEFORE_MS = 1500;
const LOOKS = 20;
const BETWEEN_MS = 50;
/** A process in which no loop was seen when it has worked for so long is left alone, in s. */
const MOST_S = 10;
/** How often it is asked how much the process has worked, in ms. */
const EVERY_MS = 25;

/** The file of the exercise and the line in which its code is, if it can be seen. */
export async function whereItLoops(options: LoopOptions): Promise<string | undefined> {
  const { root, slug, signal } = options;
  const suite = `file://${root}/exercises/${slug}`;
  const folder = options.folder === undefined ? suite : `file://${options.folder}`;
  const end = new AbortController(), over = AbortSignal.any([signal, end.signal]);
  const child = inspected(root, suite, folder, over);
  // On a busy machine a process has worked little by the clock's time, and may still be loading.
  const deadline = new Deadline(child.pid, MOST_S, () => end.abort());
  const work = (ms: number) => worked(child.pid, ms, over);
  try {
    const address = await debuggerOf(child.stderr);
    if (address === undefined) return undefined;
    await begin(child, { judges: [], form: form(), suite, answers: folder, parts: [options.part] });
    await work(BEFORE_MS);
    return await look(address, folder, work, over);
  } catch {
    // It has ended after all, or was ended: then there is nothing to see.
    return undefined;
  } finally {
    deadline.stop();
    try {
      child.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
    await child.status;
  }
}

/** A process with the limits of any that runs code which is not trusted, and which a debugger can look into. */
function inspected(root: string, suite: string, answers: string, signal: AbortSignal) {
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--inspect=127.0.0.1:0",
      ...limits({ root, suite, answers, mayReadSolutions: false }),
      CHILD,
    ],
    cwd: root,
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    stdin: "piped",
    stdout: "null",
    stderr: "piped",
    signal,
  }).spawn();
}

/** The address at which the process says that a debugger can reach it. */
async function debuggerOf(stderr: ReadableStream<Uint8Array>): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of stderr.values({ preventCancel: true })) {
    text += decoder.decode(bytes, { stream: true });
    const address = /listening on (ws:\/\/\S+)\s/.exec(text)?.[1];
    if (address !== undefined) return address;
  }
  return undefined;
}

async function begin(child: Deno.ChildProcess, request: Request): Promise<void> {
  const writer = child.stdin.getWriter();
  // A token comes first; nobody hears the reports that begin with it.
  const text = crypto.randomUUID() + JSON.stringify(request);
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
}

/** Waits until a process has worked for so long; by the clock, where nothing tells how much it works. */
async function worked(pid: number, ms: number, signal: AbortSignal): Promise<void> {
  const now = () => ownCpuOf(pid) ?? performance.now();
  for (const began = now(); now() - began < ms;) await pause(EVERY_MS, signal);
}

function pause(forMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, forMs);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    }, { once: true });
  });
}

/** A frame of the stack, the innermost first. */
interface Frame {
  readonly location: { readonly scriptId: string; readonly lineNumber: number };
}

/** What the debugger says of its own accord. */
interface Said {
  readonly method?: string;
  readonly params?: {
    readonly scriptId: string;
    readonly url: string;
    readonly sourceMapURL?: string;
    readonly callFrames: readonly Frame[];
  };
}

/** Stops the code again and again, until it is seen in a file of the reader's. */
function look(
  address: string,
  folder: string,
  work: (ms: number) => Promise<void>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const scripts = new Map<string, { readonly file: string; readonly map: string }>();
  const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
  const socket = new WebSocket(address);
  let asked = 0;
  const ask = (method: string) => socket.send(JSON.stringify({ id: ++asked, method }));
  const isLoop = sightings();
  socket.onopen = () => {
    ask("Debugger.enable");
    ask("Debugger.pause");
  };
  socket.onmessage = ({ data }) => {
    const { method, params }: Said = JSON.parse(data);
    if (params === undefined) return;
    if (method === "Debugger.scriptParsed") {
      const file = ownFile(params.url, folder);
      if (file !== undefined) {
        scripts.set(params.scriptId, { file, map: params.sourceMapURL ?? "" });
      }
    } else if (method === "Debugger.paused") {
      const place = params.callFrames.map((frame) => placeOf(frame, scripts)).find((each) =>
        each !== undefined
      );
      if (isLoop(place)) return resolve(place);
      ask("Debugger.resume");
      work(BETWEEN_MS).then(
        () => socket.readyState === WebSocket.OPEN && ask("Debugger.pause"),
        reject,
      );
    }
  };
  socket.onerror = () => resolve(undefined);
  socket.onclose = () => resolve(undefined);
  signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  return promise.finally(() => socket.close());
}

/** Tells of each place in turn whether the loop is there: the code may still be loading, and a loop is where it was. */
function sightings(): (place: string | undefined) => boolean {
  let looks = 0, before: string | undefined;
  return (place) => {
    const [file] = place?.split(":") ?? [];
    const isSeen = file !== undefined && (file === before || ++looks >= LOOKS);
    before = file;
    return isSeen;
  };
}

/** A file beside the suite, which the reader may have changed; how it is judged is not it. */
function ownFile(url: string, folder: string): string | undefined {
  const file = url.startsWith(`${folder}/`) ? url.slice(folder.length + 1) : undefined;
  return file === undefined || file.includes("/") || file === "suite.ts" ? undefined : file;
}

function placeOf(
  { location }: Frame,
  scripts: ReadonlyMap<string, { readonly file: string; readonly map: string }>,
): string | undefined {
  const script = scripts.get(location.scriptId);
  if (script === undefined) return undefined;
  const emitted = location.lineNumber + 1;
  const line = originalLine(`//# sourceMappingURL=${script.map}`, emitted) ?? emitted;
  return `${script.file}:${line}`;
}
