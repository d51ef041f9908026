/**
 * Judges code that is not trusted: in a process with no network, no environment, no subprocesses and no
 * writes, which is ended when it is silent for too long.
 *
 * @module
 */

import { TextLineStream } from "./lines.ts";
import type { Report, Request } from "./child.ts";
import { modulesRunBy } from "./graph.ts";
import type { Script } from "../../lib/figure/spacetime/terminal_script.ts";
import type { PartResult } from "../../lib/grade/suite.ts";

/** A part as the parent knows it, whatever becomes of the child. */
export type PartHead = Pick<PartResult, "number" | "name" | "title" | "points">;

/** What is judged, and within which limits. */
export interface SandboxOptions {
  readonly root: string;
  readonly suite: string;
  readonly subject: string;
  readonly parts: readonly PartHead[];
  readonly seeds?: number;
  readonly seedBase?: number;
  readonly limitS: number;
  /** Whether the solutions may be read: only for judging the solutions. */
  readonly mayReadSolutions: boolean;
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

const MEMORY_MB = 512;
const CHILD = new URL("child.ts", import.meta.url).href;

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
    if (run.results.length < left.length) {
      // Whatever went wrong went wrong in the first part without a result; the others get a new child.
      const head = left[run.results.length]!;
      results.push({ ...head, standing: "wrong", words: run.ended });
      options.ended?.(head.number);
    }
  }
  return results;
}

async function runChild(
  parts: readonly PartHead[],
  judges: readonly string[],
  options: SandboxOptions,
): Promise<{ results: PartResult[]; ended: string }> {
  const token = crypto.randomUUID();
  const child = spawn(options);
  const { seeds, seedBase, suite, subject } = options;
  const request: Request = {
    token,
    judges,
    suite,
    subject,
    parts: parts.map(({ number }) => number),
    ...(seeds === undefined ? {} : { seeds }),
    ...(seedBase === undefined ? {} : { seedBase }),
  };
  const words = collect(child.stderr);
  await send(child, JSON.stringify(request));
  const results: PartResult[] = [];
  let silent = false;
  let timer = setTimeout(stop, options.limitS * 1000);
  function stop() {
    silent = true;
    child.kill("SIGKILL");
  }
  for await (const line of child.stdout.pipeThrough(new TextLineStream())) {
    if (!line.startsWith(token)) {
      if (line !== "") options.print(line);
      continue;
    }
    clearTimeout(timer);
    timer = setTimeout(stop, options.limitS * 1000);
    const report: Report = JSON.parse(line.slice(token.length));
    if (report.kind === "begin") continue;
    results.push(report.result);
    if (report.page !== undefined) await options.page(report.result.number, report.page);
    if (report.picture !== undefined) {
      await options.picture?.(report.result.number, report.picture);
    }
    if (report.script !== undefined) options.script?.(report.result.number, report.script);
  }
  clearTimeout(timer);
  await child.status;
  return { results, ended: silent ? tooSlow(options.limitS) : died(await words) };
}

function tooSlow(limitS: number): string {
  return `it did not finish within ${limitS} s: is there a loop in it that never ends? ` +
    `(A run that only takes long gets more time with --limit-s)`;
}

function died(stderr: string): string {
  if (/heap|out of memory/i.test(stderr)) return `it took more than ${MEMORY_MB} MB of memory`;
  const line = stderr.split("\n").find((each) => /error/i.test(each)) ?? stderr.trim();
  return `its process ended early: ${line || "it gave no reason"}`;
}

function spawn(options: SandboxOptions): Deno.ChildProcess {
  const solutions = `${options.root}/solutions`;
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--no-check",
      "--cached-only",
      `--config=${options.root}/deno.json`,
      `--v8-flags=--max-old-space-size=${MEMORY_MB}`,
      `--allow-read=${options.root},${new URL(options.subject).pathname}`,
      ...(options.mayReadSolutions ? [] : [`--deny-read=${solutions}`]),
      CHILD,
    ],
    cwd: options.root,
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  }).spawn();
}

async function send(child: Deno.ChildProcess, text: string): Promise<void> {
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
}

async function collect(stream: ReadableStream<Uint8Array>): Promise<string> {
  return (await new Response(stream).text()).slice(-20_000);
}
