/** Has parts judged in a worker, which is ended when it is silent for too long. @module */

import { CUT_SHORT } from "../../../lib/grade/smallest.ts";
import type { PartResult } from "../../../lib/grade/suite.ts";
import type { GradeNews, GradeOrder, Judged, PartHead } from "../../run/exercise/messages.ts";
import { bootstrap } from "../cells/bootstrap.ts";
import { runtimeHome } from "../runtime_home.ts";

/** What is judged. */
export interface Wanted {
  readonly slug: string;
  readonly files: Readonly<Record<string, string>>;
  readonly parts: readonly PartHead[];
  readonly watchesLoops?: boolean;
}

/** Hears how far it is. */
export interface Listener {
  begun(part: PartHead): void;
  judged(part: PartHead, judged: Judged): void;
  print(part: PartHead, line: string): void;
  /** Where the code goes around, if that was asked. */
  loop?(place: string): void;
}

/** How judging ended, in words where it was not to its end. */
export type GradingEnd = "ended" | "stopped" | { readonly lost: string };

/** Judging that is under way. */
export interface Grading {
  readonly end: Promise<GradingEnd>;
  /** Ends the worker; what it was at has no verdict. */
  stop(): void;
}

/**
 * How long a part may be silent, in ms: it tells whenever a seed has been tried. The command waits for 20 s of
 * computing, and a telephone computes a few times more slowly than a desk.
 */
export const SILENCE_MS = 60_000;

/** How long a loop is looked for, in ms. */
const LOOK_MS = 20_000;

/** Hears nothing. */
const deaf: Listener = { begun() {}, judged() {}, print() {} };

/** Has parts judged, one after another. */
export function startGrading({ slug, files, parts }: Wanted, listener: Listener): Grading {
  let stop = () => {};
  let isStopped = false;

  /** Where the code goes around, if that is seen when it runs once more. */
  async function where(wanted: Wanted): Promise<string | undefined> {
    let place: string | undefined;
    const loop = (found: string) => {
      place = found;
      child.stop();
    };
    const child = judgeIn({ ...wanted, watchesLoops: true }, { ...deaf, loop }, LOOK_MS);
    stop = child.stop;
    await child.end;
    return place;
  }

  async function all(): Promise<GradingEnd> {
    let left = parts;
    while (left.length > 0 && !isStopped) {
      const child = judgeIn({ slug, files, parts: left }, listener);
      stop = child.stop;
      const { judged, why } = await child.end;
      if (why === "stopped") return why;
      if (why !== undefined && "lost" in why) return why;
      left = left.slice(judged);
      const [first] = left;
      if (why === undefined || first === undefined) break;
      // Whatever went wrong went wrong in the first part without a result; the others get a new worker.
      const place = "found" in why ? undefined : await where({ slug, files, parts: [first] });
      if (!isStopped) listener.judged(first, late(first, why, place));
      left = left.slice(1);
    }
    return isStopped ? "stopped" : "ended";
  }
  return {
    end: all(),
    stop() {
      isStopped = true;
      stop();
    },
  };
}

/** A part that came to no end: what was found to be wrong before, or that it has no verdict. */
type Late = { readonly found: string } | { readonly busyWith: string | undefined };

interface ChildEnd {
  /** How many parts have a result. */
  readonly judged: number;
  readonly why: undefined | "stopped" | { readonly lost: string } | Late;
}

function judgeIn(
  wanted: Wanted,
  listener: Listener,
  silenceMs = SILENCE_MS,
): { end: Promise<ChildEnd>; stop(): void } {
  const { slug, files, parts, watchesLoops = false } = wanted;
  const home = runtimeHome();
  const worker = new Worker(bootstrap(`${home}/grader.js`), { type: "module" });
  let end = (_: ChildEnd["why"]) => {};
  let judged = 0, busyWith: string | undefined, found: string | undefined;
  const ending = new Promise<ChildEnd>((resolve) => {
    let timer: ReturnType<typeof setTimeout>;
    end = (why) => {
      clearTimeout(timer);
      worker.terminate();
      resolve({ judged, why });
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => end(found === undefined ? { busyWith } : { found }), silenceMs);
    };
    wait();
    worker.onerror = (event) => end({ lost: event.message || "the grader cannot be fetched" });
    worker.onmessage = ({ data: news }: MessageEvent<GradeNews>) => {
      const part = parts[judged];
      if (news.type === "ended") return end(undefined);
      if (news.type === "lost") return end({ lost: news.words });
      if (part === undefined) return;
      switch (news.type) {
        case "begin":
          busyWith = news.largest;
          found = undefined;
          listener.begun(part);
          break;
        case "case":
          busyWith = news.words;
          break;
        case "found":
          found = news.words;
          break;
        case "judged":
          judged++;
          found = undefined;
          listener.judged(part, news.judged);
          break;
        case "loop":
          return listener.loop?.(news.place);
        case "print":
          // Who prints without end is no less silent.
          return listener.print(part, news.text);
      }
      wait();
    };
    const order: GradeOrder = {
      home,
      slug,
      files,
      parts: parts.map(({ number }) => number),
      watchesLoops,
    };
    worker.postMessage(order);
  });
  return { end: ending, stop: () => end("stopped") };
}

function late({ number, name, title, points }: PartHead, why: Late, place?: string): Judged {
  const head = { number, name, title, points, standing: "wrong" } as const;
  const at = place === undefined ? "" : `at ${place}: `;
  const words = "found" in why ? `${why.found}. ${CUT_SHORT}` : `${at}${tooSlow(why.busyWith)}`;
  const result: PartResult = "found" in why
    ? { ...head, words }
    : { ...head, unjudged: true, words };
  return { result, explanation: words };
}

function tooSlow(busyWith: string | undefined): string {
  const size = busyWith === undefined ? "" : ` for ${busyWith}`;
  return `it said nothing for ${
    SILENCE_MS / 1000
  } s and was ended: is there a loop in it that never ends, or is it ` +
    `too slow${size}? (On a slow machine, the command waits longer with --limit-s)`;
}
