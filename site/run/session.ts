/** The cells of one chapter, run one after another, as the kernel would. @module */

import { inspect } from "node-inspect-extracted";
import { pack } from "../../lib/figure/explorer/pack.ts";
import type { Recording } from "../../lib/figure/explorer/recording.ts";
import { recorded } from "../../lib/figure/figure.ts";
import { type ProgressListener, progressListener } from "../../lib/model/progress.ts";
import type { Output } from "../../tools/notebook/types.ts";
import { cellModule, LAST } from "./cell_module.ts";
import type { News, Trouble } from "./messages.ts";
import type { Places } from "./places.ts";
import { pick } from "./pick.ts";
import { type Cell, dependants, type LastRun, planFor } from "./plan.ts";
import { NeedsDeno, standIn } from "./stand_in.ts";
import { type Script, scriptOf } from "./syntax.ts";

/** Runs cells; what they declare stays for the cells after them. */
export interface Session {
  run(cell: string, source: string): Promise<void>;
  /** Tells the recording with this number. */
  explore(recording: number): void;
  /** Tells which cells must run for one, and which will be stale by that. */
  plan(target: string, cells: readonly Cell[]): void;
}

/** A session that tells `tell` what its cells show. `home` is the address of the folder of the runtime. */
export function session(
  home: string,
  places: Places,
  tell: (news: News) => void,
): Session {
  const names = new Map<string, string>();
  /** Which cell a module is, by its address. */
  const cells = new Map<string, string>();
  const ran = new Map<string, LastRun>();
  let running = "";
  let count = 0;
  const recordings: (() => Recording)[] = [];
  /** Names that are not there, since the cell that declares them needs Deno. */
  const missing = new Set<string>();
  const output = (each: Output, value?: unknown) => {
    const record = Object(value)[recorded];
    const recording = typeof record === "function" ? recordings.push(record) - 1 : undefined;
    tell({
      type: "output",
      cell: running,
      output: each,
      ...(recording === undefined ? {} : { recording }),
    });
  };
  outfit(output);
  listen((progress) => tell({ type: "progress", progress }));

  function find(specifier: string) {
    const place = places[specifier];
    if (place === undefined) {
      throw new Error(
        `Cannot import "${specifier}" because a page has only modules of the library, "hb/…", ` +
          `and the packages that the book uses`,
      );
    }
    return { address: `${home}/${place[0]}`, name: place[1] };
  }

  async function execute(cell: string, source: string): Promise<void> {
    const script = scriptOf(source);
    const { code, names: declared } = cellModule(script, { names, find });
    const address = URL.createObjectURL(
      new Blob([code], { type: "text/javascript" }),
    );
    cells.set(address, cell);
    const module = await imported(address, script);
    for (const name of declared) {
      names.set(name, address);
      missing.delete(name);
    }
    const last: unknown = module[LAST];
    if (last === undefined) return;
    output({
      output_type: "execute_result",
      execution_count: count,
      data: { "text/plain": inspect(last) },
      metadata: {},
    });
  }

  /** What a cell that needs Deno would have declared is missing, and so is what needs that. */
  async function imported(address: string, { declared, used }: Script) {
    try {
      return await import(/* @vite-ignore */ address);
    } catch (error) {
      const lacks = [...used].find((name) => missing.has(name) && !names.has(name));
      const isAbsent = causes(error).some(isNeed);
      if (!isAbsent && lacks === undefined) throw error;
      for (const name of declared) if (!names.has(name)) missing.add(name);
      throw isAbsent ? error : new NeedsDeno(`it uses \`${lacks}\` of a cell that needs it`);
    }
  }

  return {
    explore(number) {
      const recording = recordings[number]?.();
      if (recording !== undefined) {
        tell({ type: "recording", number, pack: pack(recording) });
      }
    },
    plan(target, cells) {
      const stale = dependants(target, cells).filter((id) => ran.has(id));
      tell({ type: "planned", cells: planFor(target, cells, ran), stale });
    },
    async run(cell, source) {
      running = cell;
      count++;
      ran.delete(cell);
      try {
        await execute(cell, source);
        ran.set(cell, { source, count });
        tell({ type: "ended", cell, count });
      } catch (error) {
        tell({
          type: "ended",
          cell,
          count,
          trouble: syntaxTroubleOf(error, cell) ?? troubleOf(error, cells),
        });
      }
    },
  };
}

/** What cells find in the worker: Deno's stand-in, a console that is shown, and what their modules call. */
function outfit(output: (output: Output, value?: unknown) => void): void {
  const print = (name: "stdout" | "stderr") => (...values: unknown[]) => {
    const words = values.map((value) => typeof value === "string" ? value : inspect(value));
    output({ output_type: "stream", name, text: `${words.join(" ")}\n` });
  };
  Object.assign(globalThis, {
    Deno: standIn(({ data, metadata }, value) =>
      output(
        { output_type: "display_data", data, metadata: { ...metadata } },
        value,
      )
    ),
    $pick: pick,
  });
  Object.assign(console, {
    log: print("stdout"),
    info: print("stdout"),
    debug: print("stdout"),
    warn: print("stderr"),
    error: print("stderr"),
  });
}

/** How often the page hears how far a sweep or an exploration is, at most: every so many ms. */
const PACE_MS = 100;

/** Hears how far a sweep or an exploration is, at a pace that a page can show. */
function listen(tell: ProgressListener): void {
  let toldAt = 0;
  const hear: ProgressListener = (progress) => {
    const now = performance.now();
    if (now - toldAt < PACE_MS) return;
    toldAt = now;
    tell(progress);
  };
  Object.assign(globalThis, { [progressListener]: hear });
}

/** What is said of a cell that cannot be read. */
function syntaxTroubleOf(error: unknown, cell: string): Trouble | undefined {
  const { line } = Object(error) as { line?: unknown };
  if (!(error instanceof SyntaxError) || typeof line !== "number") return undefined;
  return {
    message: `syntax error: ${error.message}`,
    cell,
    line,
    isSyntax: true,
    needsDeno: false,
  };
}

/** What is said of an exception, and the line of the innermost frame that is in a cell. */
function troubleOf(error: unknown, cells: ReadonlyMap<string, string>): Trouble {
  const message = error instanceof Error
    ? `${error.name}: ${error.message}`
    : `Thrown: ${inspect(error)}`;
  const needsDeno = causes(error).some(isNeed);
  const { stack = "" } = Object(error) as { stack?: string };
  for (const [, address, at] of stack.matchAll(/(blob:[^\s)]+?):(\d+):\d+/g)) {
    const cell = cells.get(address!);
    if (cell !== undefined) {
      return { message, cell, line: Number(at), needsDeno };
    }
  }
  return { message, needsDeno };
}

/** Of what stands in for Node's modules the class is another. */
function isNeed(error: unknown): boolean {
  return error instanceof Error && error.name === "NeedsDeno";
}

function causes(error: unknown): unknown[] {
  const all: unknown[] = [];
  for (
    let each = error;
    each !== undefined && all.length < 10;
    each = (each as Error).cause
  ) {
    all.push(each);
    if (!(each instanceof Error)) break;
  }
  return all;
}
