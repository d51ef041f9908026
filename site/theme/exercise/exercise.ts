/** The exercise that is shown: its parts are written, judged and kept in this page. @module */

import type { PartHead } from "../../run/exercise/messages.ts";
import { keepAnswer, keptAnswers } from "../../run/exercise/kept_answers.ts";
import { type Desk, openDesk } from "./desk.ts";
import { type ExerciseBar, exerciseBar } from "./exercise_bar.ts";
import { chooseFile, exportAnswers, importFile } from "./files.ts";
import { type Grading, startGrading } from "./grading.ts";
import { hasChanged, keepHints, keepVerdict, keptProgress, keyOf } from "./kept_progress.ts";
import { type PartView, partView } from "./part_view.ts";

/** Gives the exercise on the page its desks and buttons; returns what ends them. */
export function openExercise(slug: string, sections: readonly HTMLElement[]): () => void {
  const heads = sections.map(headOf);
  const desks = new Map<string, Desk>();
  for (const [at, section] of sections.entries()) {
    const { file } = heads[at]!;
    if (desks.has(file)) continue;
    const first = () => views.find(({ head }) => head.file === file)!;
    const desk = openDesk(section.querySelector<HTMLElement>(".desk")!, file, {
      changed: () => void changed(file),
      grade: () => void grade([first()]),
      leave: () => first().focus(),
      opened: () => first().opened(),
    });
    desks.set(file, desk);
  }
  const views: readonly PartView[] = sections.map((section, at) =>
    partView(section, heads[at]!, desks.get(heads[at]!.file)!, {
      grade: (view) => void grade([view]),
      gradeAll: () => void grade(views),
      stop: () => grading?.stop(),
      reset: (view) => void reset(view.head.file),
      hinted: ({ head }, count) => keepHints(keyOf(slug, head.number), count),
    })
  );
  const bar: ExerciseBar = exerciseBar("The whole exercise", [
    ["Grade all", "Judge all parts of this exercise, in order", () => void grade(views)],
    ["Export answers", "Save your answers to this exercise as a file", () => void exported()],
    [
      "Import",
      "Take answers or progress from a file",
      () => chooseFile((file) => void imported(file)),
    ],
  ], ["Stop", "End the code that is judged", () => grading?.stop()]);
  document.querySelector(".vp-doc h1")?.after(bar.element);

  /** Files of the reader's own that no part asks for: answers import them. */
  let besides: Readonly<Record<string, string>> = {};
  let grading: Grading | undefined;
  const unsaved = new Map<string, ReturnType<typeof setTimeout>>();

  function partsOf(file: string): readonly PartView[] {
    return views.filter(({ head }) => head.file === file);
  }

  function tellPoints(): void {
    const { done } = keptProgress();
    const isDone = ({ number }: PartHead) => done.includes(keyOf(slug, number));
    const sum = (some: readonly PartHead[]) => some.reduce((all, { points }) => all + points, 0);
    bar.earned(sum(heads.filter(isDone)), sum(heads));
    for (const head of heads) markRow(head, isDone(head));
  }

  async function changed(file: string): Promise<void> {
    for (const view of partsOf(file)) {
      view.verdict.age();
      view.edited(true);
      if (view.standing() !== "running") view.stand(await standingOf(view));
    }
    clearTimeout(unsaved.get(file));
    unsaved.set(file, setTimeout(() => void save(file), 200));
  }

  /** How a part stands whose answer was not judged as it is now. */
  async function standingOf({ head }: PartView) {
    const key = keyOf(slug, head.number), { text, starter } = desks.get(head.file)!;
    if (!keptProgress().done.includes(key)) return text === starter ? "untouched" : "edited";
    return await hasChanged(key, text) ? "done before" : "done";
  }

  async function save(file: string): Promise<void> {
    clearTimeout(unsaved.get(file));
    unsaved.delete(file);
    const { text, starter } = desks.get(file)!;
    const isKept = await keepAnswer(slug, file, text === starter ? undefined : text);
    if (!isKept) bar.say("This browser keeps nothing: copy what you want to keep.");
  }

  async function reset(file: string): Promise<void> {
    const desk = desks.get(file)!;
    desk.change(desk.starter);
    await desk.mark();
    await save(file);
    for (const view of partsOf(file)) {
      view.verdict.clear();
      view.edited(false);
      view.stand(await standingOf(view));
      view.say(`${file} is as it was handed out.`);
    }
  }

  async function grade(wanted: readonly PartView[]): Promise<void> {
    if (grading !== undefined) {
      return bar.say("Something is judged already. Stop it, or wait for it.");
    }
    const files = {
      ...besides,
      ...Object.fromEntries([...desks].map(([file, { text }]) => [file, text])),
    };
    const viewOf = ({ number }: PartHead) => views.find(({ head }) => head.number === number)!;
    for (const view of wanted) view.verdict.clear();
    for (const view of views) view.busy(true, wanted.includes(view));
    for (const { head: { file } } of wanted) void desks.get(file)!.mark();
    bar.busy(true);
    say(wanted, "The suite is fetched.");
    grading = startGrading({ slug, files, parts: wanted.map(({ head }) => head) }, {
      begun(head) {
        const view = viewOf(head);
        view.stand("running");
        view.say(`Part ${head.number} is judged.`);
        if (wanted.length > 1) bar.say(`Part ${head.number} of ${heads.length} is judged.`);
      },
      judged(head, judged) {
        void viewOf(head).show(judged);
        const { standing, unjudged, words = "" } = judged.result;
        const line = standing === "wrong" ? lineIn(words, head.file) : undefined;
        if (line !== undefined) void desks.get(head.file)!.mark(line);
        if (unjudged) return;
        const answer = files[head.file]!;
        void keepVerdict(keyOf(slug, head.number), standing === "done", answer).then(tellPoints);
      },
      print: (head, line) => viewOf(head).verdict.print(line),
    });
    const end = await grading.end;
    grading = undefined;
    bar.busy(false);
    for (const view of views) view.busy(false, false);
    for (const view of wanted) {
      if (view.standing() === "running") view.stand(await standingOf(view));
    }
    if (end === "stopped") return say(wanted, "Stopped: what was judged then has no verdict.");
    if (typeof end === "object") return say(wanted, `Nothing can be judged: ${end.lost}`);
    if (wanted.length > 1) bar.say("All parts have been judged.");
  }

  /** To where the reader has asked. */
  function say(wanted: readonly PartView[], words: string): void {
    const [first] = wanted;
    if (wanted.length === 1) first!.say(words);
    else bar.say(words);
  }

  async function saveAll(): Promise<void> {
    await Promise.all([...unsaved.keys()].map(save));
  }

  async function exported(): Promise<void> {
    await saveAll();
    bar.say(await exportAnswers(slug));
  }

  async function imported(file: File): Promise<void> {
    await saveAll();
    const words = await importFile(file);
    await showKept();
    bar.say(words);
  }

  /** Puts what is kept on the page. */
  async function showKept(): Promise<void> {
    const kept = await keptAnswers(slug);
    besides = Object.fromEntries(Object.entries(kept).filter(([file]) => !desks.has(file)));
    const { hints } = keptProgress();
    for (const [file, desk] of desks) {
      const text = kept[file];
      if (text === undefined || text === desk.text) continue;
      desk.change(text);
      void desk.edit(false);
    }
    for (const view of views) {
      const { head: { number, file } } = view, desk = desks.get(file)!;
      view.edited(desk.text !== desk.starter);
      view.hint(hints[keyOf(slug, number)] ?? 0);
      view.stand(await standingOf(view));
    }
    tellPoints();
  }

  const leaving = () => void saveAll();
  addEventListener("pagehide", leaving);
  void showKept();
  return () => {
    removeEventListener("pagehide", leaving);
    leaving();
    grading?.stop();
    for (const { verdict } of views) verdict.clear();
  };
}

function headOf(section: HTMLElement): PartHead {
  const { part, name = "", file = "", points, title = "" } = section.dataset;
  return { number: Number(part), name, file, title, points: Number(points) };
}

/** The line of a file that words are about: "ticket.ts:12". */
function lineIn(words: string, file: string): number | undefined {
  const at = words.indexOf(`${file}:`);
  const line = at < 0 ? NaN : parseInt(words.slice(at + file.length + 1));
  return Number.isNaN(line) ? undefined : line;
}

/** In the table of parts, too. */
function markRow({ name }: PartHead, isDone: boolean): void {
  const link = document.querySelector(`.vp-doc table a[href="#part-${name.toLowerCase()}"]`);
  const row = link?.closest("tr"), cell = row?.querySelector("td");
  if (!row || !cell) return;
  row.dataset["done"] = String(isDone);
  cell.querySelector(".row-done")?.remove();
  if (!isDone) return;
  const mark = document.createElement("span");
  mark.className = "row-done";
  mark.textContent = "done";
  cell.append(" ", mark);
}
