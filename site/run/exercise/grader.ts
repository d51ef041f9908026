/**
 * The worker in which answers are judged. It is no wall: code that is judged shares it with what judges. What can be
 * had is had: the language, the library and the suite are sealed before the code is loaded, as in the command.
 *
 * @module
 */

import { inspect } from "node-inspect-extracted";
import { sealAround } from "../../../tools/grade/seal.ts";
import { pick } from "../pick.ts";
import { standIn } from "../stand_in.ts";
import { answersFrom, fetchExercise, judgePart } from "./judging.ts";
import { watchLoops } from "./loops.ts";
import type { ExerciseInfo, GradeNews, GradeOrder } from "./messages.ts";

/** A worker, as far as it is used here. */
interface WorkerScope {
  onmessage: ((event: { readonly data: GradeOrder }) => void) | null;
  postMessage(news: GradeNews): void;
}

/** How much of what the judged code prints is shown, and how long a line may be. */
const MOST_LINES = 500, LONGEST_LINE = 2000;

const scope = globalThis as unknown as WorkerScope;
const tell = scope.postMessage.bind(scope);
const clock = performance.now.bind(performance);

/** How often it is told that seeds have been tried: there may be thousands in a second. */
const TELL_EVERY_MS = 1000;

scope.onmessage = async ({ data: order }) => {
  try {
    await grade(order);
    tell({ type: "ended" });
  } catch (error) {
    tell({ type: "lost", words: error instanceof Error ? error.message : String(error) });
  }
};

async function grade(order: GradeOrder): Promise<void> {
  const { home, slug, files, parts, watchesLoops } = order;
  outfit();
  const exercise = await fetchExercise(home, slug);
  sealAround(await importable(exercise.info, home));
  const answers = await answersFrom(exercise, files, home, watchesLoops);
  let toldAt = 0;
  const onTried = () => {
    const now = clock();
    if (now - toldAt < TELL_EVERY_MS) return;
    toldAt = now;
    tell({ type: "on" });
  };
  const onCase = (words: string) => tell({ type: "case", words });
  const onFound = (words: string) => tell({ type: "found", words });
  for (const part of exercise.suite.parts) {
    const { number, largest } = part;
    if (!parts.includes(number)) continue;
    tell({ type: "begin", number, ...(largest === undefined ? {} : { largest }) });
    const judged = judgePart(exercise.suite, part, answers, { onTried, onCase, onFound });
    tell({ type: "judged", judged });
  }
}

/** What the judged code can lay its hands on: the suite, what is given, and what it may import of the library. */
async function importable({ places }: ExerciseInfo, home: string): Promise<unknown[]> {
  const needed = Object.entries(places).filter(([specifier]) =>
    /^(?:suite$|given\/|hb\/)/.test(specifier)
  );
  const shelves = await Promise.all(
    needed.map(async ([, [file, name]]) =>
      (await import(/* @vite-ignore */ `${home}/${file}`))[name]
    ),
  );
  return shelves.flatMap((module) => Object.values(module));
}

/** What the library and the judged code find: Deno's stand-in, and a console whose lines are shown. */
function outfit(): void {
  let lines = 0;
  const print = (...values: unknown[]) => {
    if (++lines > MOST_LINES + 1) return;
    const words = values.map((value) => typeof value === "string" ? value : inspect(value)).join(
      " ",
    );
    tell({ type: "print", text: lines > MOST_LINES ? "… and more" : words.slice(0, LONGEST_LINE) });
  };
  const $loop = watchLoops(clock, (place) => tell({ type: "loop", place }));
  Object.assign(globalThis, { Deno: standIn(() => {}), $pick: pick, $loop });
  Object.assign(console, { log: print, info: print, debug: print, warn: print, error: print });
}
