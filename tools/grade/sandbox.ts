/**
 * Judges code that is not trusted: in a process with no network, no environment, no subprocesses and no
 * writes, which is ended when it is silent for too long.
 *
 * @module
 */

import type { Report, Request } from "./child.ts";
import { fileURLToPath } from "node:url";
import { TextLineStream } from "../process/lines.ts";
import { Meter, printable, tail } from "./lines.ts";
import { Deadline, type Missed } from "./deadline.ts";
import { died, LONGEST_LINE, tooLarge, tooLoud, tooSlow } from "./ended.ts";
import { watchMemory } from "./memory.ts";
import { modulesRunBy } from "../graph/graph.ts";
import type { Script } from "../../lib/figure/spacetime/terminal_script.ts";
import { CUT_SHORT } from "../../lib/grade/smallest.ts";
import type { PartResult } from "../../lib/grade/suite.ts";
import { form } from "../command/typed.ts";

/** A part as the parent knows it, whatever becomes of the child. */
export type PartHead = Pick<PartResult, "number" | "name" | "title" | "points">;

/** What is judged, and within which limits. */
export interface SandboxOptions {
  readonly root: string;
  readonly suite: string;
  readonly answers: string;
  readonly parts: readonly PartHead[];
  readonly seeds?: number;
  readonly seedBase?: number;
  readonly limitS: number;
  /** Files that do not compile, and why, by their names: they are not loaded, and whatever needs them is told so. */
  readonly refused?: Readonly<Record<string, string>>;
  /** Whether the solutions may be read: only for judging the solutions. */
  readonly mayReadSolutions: boolean;
  /** A part is being judged. */
  begun?(number: number): void;
  /** Takes what the judged code prints. */
  print(line: string): void;
  /** Takes the page of a run that went wrong. */
  page(number: number, html: string): Promise<void>;
  /** Takes the same run as a diagram alone, as SVG. */
  picture?(number: number, svg: string): Promise<void>;
  /** Takes the same run as the script of a diagram in the terminal. */
  script?(number: number, script: Script): void;
  /** Says that a part has no result of its own, as its process had to be ended or ended early. */
  ended?(number: number): void;
  /** Ends the judging, and the process of the judged code with it; `judge` then throws. */
  readonly signal?: AbortSignal;
}

/** The heap; with buffers and code, a process may hold twice as much. */
const MEMORY_MB = 512;
/** What a process may write, in bytes: reports with their diagrams, and what the judged code prints. */
const MOST_OUTPUT = 64_000_000;
/** How much of what the judged code prints is shown. */
const MOST_LINES = 500;
const LONGEST_WORDS = 8000;
/** The module that runs in a process of its own. */
export const CHILD: string = new URL("child.ts", import.meta.url).href;

/** Judges the parts in order; each gets a result, come what may. */
export async function judge(options: SandboxOptions): Promise<PartResult[]> {
  const results: PartResult[] = [];
  const running = await modulesRunBy(options.root, [CHILD, `${options.suite}/suite.ts`]);
  const judges = running.filter((module) => module !== CHILD);
  while (results.length < options.parts.length) {
    const left = options.parts.slice(results.length);
    const run = await runChild(left, judges, options);
    options.signal?.throwIfAborted();
    results.push(...run.results);
    // Whatever went wrong went wrong in the first part without a result; the others get a new child, unless
    // the code could not even be loaded.
    const first = run.results.length;
    for (const head of left.slice(first, run.loaded ? first + 1 : undefined)) {
      if (run.found !== undefined) {
        const words = `${run.found}. ${CUT_SHORT}`;
        results.push(shortened({ ...head, standing: "wrong", words }));
        continue;
      }
      results.push({ ...head, standing: "wrong", unjudged: true, words: run.ended });
      options.ended?.(head.number);
    }
  }
  return results;
}

async function runChild(
  parts: readonly PartHead[],
  judges: readonly string[],
  options: SandboxOptions,
): Promise<{ results: PartResult[]; loaded: boolean; found: string | undefined; ended: string }> {
  const token = crypto.randomUUID();
  const child = spawn(options);
  const { seeds, seedBase, suite, answers, refused } = options;
  const request: Request = {
    judges,
    suite,
    answers,
    form: form(),
    parts: parts.map(({ number }) => number),
    ...(refused === undefined ? {} : { refused }),
    ...(seeds === undefined ? {} : { seeds }),
    ...(seedBase === undefined ? {} : { seedBase }),
  };
  let why: string | undefined;
  const stop = (words?: string) => {
    why ??= words;
    kill(child);
  };
  const words = tail(child.stderr, 20_000);
  const mostMb = 2 * MEMORY_MB;
  const forget = watchMemory(child.pid, mostMb, () => stop(tooLarge(mostMb, "memory")));
  // Who asks for many seeds gives each of them its time, and a loop none of the others'.
  let largest: string | undefined, found: string | undefined;
  const late = (missed: Missed) => stop(tooSlow(missed, largest));
  const clock = new Deadline(child.pid, options.limitS, late, seeds);
  const meter = new Meter(MOST_OUTPUT, () => stop(tooLoud(MOST_OUTPUT)));
  const print = printer(options);
  const results: PartResult[] = [];
  let loaded = false, begunAt = performance.now();
  await send(child, token + JSON.stringify(request));
  for await (const line of child.stdout.pipeThrough(meter).pipeThrough(new TextLineStream())) {
    if (!line.startsWith(token)) {
      print(line);
      continue;
    }
    loaded = true;
    const report = reportIn(line.slice(token.length));
    if (report?.kind === "begin") {
      begunAt = performance.now();
      largest = report.largest;
      found = undefined;
      options.begun?.(report.number);
    }
    if (report?.kind === "case") largest = report.words;
    if (report?.kind === "found") found = report.words;
    if (report?.kind === "on") clock.goOn();
    if (report?.kind === "begin" || report?.kind === "result") clock.restart();
    if (report?.kind !== "result") continue;
    found = undefined;
    results.push({ ...shortened(report.result), tookMs: performance.now() - begunAt });
    await handOver(report, options);
    // Whatever else it would like to do.
    if (results.length === parts.length) stop();
  }
  clock.stop();
  forget();
  await child.status;
  return { results, loaded, found, ended: why ?? died(await words, options.answers, MEMORY_MB) };
}

/** The report in a line; nothing where the process was ended before it had written all of it. */
function reportIn(text: string): Report | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Shows what the judged code prints, and not without end. */
function printer({ print }: SandboxOptions): (line: string) => void {
  let lines = 0;
  return (line) => {
    if (line === "" || lines > MOST_LINES) return;
    lines++;
    print(lines > MOST_LINES ? "… and more" : printable(line, LONGEST_LINE));
  };
}

function shortened(result: PartResult): PartResult {
  return result.words === undefined
    ? result
    : { ...result, words: printable(result.words, LONGEST_WORDS) };
}

async function handOver(
  report: Extract<Report, { kind: "result" }>,
  options: SandboxOptions,
): Promise<void> {
  const { page, picture, script, result: { number } } = report;
  if (page !== undefined) await options.page(number, page);
  if (picture !== undefined) await options.picture?.(number, picture);
  if (script !== undefined) options.script?.(number, script);
}

function kill(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

function spawn(options: SandboxOptions): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", ...limits(options), CHILD],
    cwd: options.root,
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  }).spawn();
}

/** What a process may do that runs code which is not trusted, as arguments of `deno run`. */
export function limits(
  { root, suite, answers, mayReadSolutions }: Pick<
    SandboxOptions,
    "root" | "suite" | "answers" | "mayReadSolutions"
  >,
): string[] {
  const readable = [
    ...["lib", "exercises", "tools"].map((folder) => `${root}/${folder}`),
    ...[suite, answers].map((url) => fileURLToPath(url)),
  ];
  return [
    "--no-prompt",
    "--no-check",
    "--cached-only",
    // No package that the project does not have, were it in the cache; and nobody writes the lock file.
    "--frozen",
    `--config=${root}/deno.json`,
    `--v8-flags=--max-old-space-size=${MEMORY_MB}`,
    // Not all of the project: its history would hold the solutions, too.
    `--allow-read=${readable.join()}`,
    ...(mayReadSolutions ? [] : [`--deny-read=${root}/solutions`]),
    "--deny-import",
  ];
}

async function send(child: Deno.ChildProcess, text: string): Promise<void> {
  const writer = child.stdin.getWriter();
  try {
    await writer.write(new TextEncoder().encode(text));
    await writer.close();
  } catch {
    // It has ended already, and says why on stderr.
  }
}
