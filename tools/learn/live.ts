/** The watch mode: shows, listens, grades, until the reader quits. @module */

import { exerciseAt, partAt } from "./course.ts";
import { Grader } from "./grader.ts";
import { asHandedIn } from "../grade/stubs.ts";
import { type Model, tally, verdictAt } from "./model.ts";
import { openPage } from "./open.ts";
import { saveProgress } from "./progress_file.ts";
import { keepGiven, resetFile } from "./reset.ts";
import { pressed } from "./screen.ts";
import { openTerminal, type Terminal } from "./terminal.ts";
import { type Action, type Effect, update } from "./update.ts";
import { frame } from "./view/frame.ts";
import { watchFolder } from "./watching.ts";
import { typed } from "../command/typed.ts";

/** What the watch mode needs to know. */
export interface LiveOptions {
  readonly root: string;
  readonly limitS: number;
}

/** Runs until the reader quits; gives the exit code. */
export async function live(first: Model, options: LiveOptions): Promise<number> {
  const { promise: end, resolve: quit } = Promise.withResolvers<void>();
  const session = new Session(first, options, quit);
  const terminal = openTerminal(!Deno.env.get("NO_COLOR"), {
    key: (key) => session.press(key),
    resized: () => session.paint(),
    gone: quit,
  });
  try {
    session.start(terminal);
    await end;
  } finally {
    terminal.close();
    await session.end();
  }
  const { points, allPoints, parts, allParts } = tally(session.model());
  console.log(
    `${parts} of ${allParts} parts done, ${points} of ${allPoints} points; ` +
      `${typed("learn")} goes on from here.`,
  );
  return 0;
}

/** One sitting: holds the model, and does what `update` asks for. */
class Session {
  readonly #options: LiveOptions;
  readonly #grader: Grader;
  readonly #quit: () => void;
  #model: Model;
  #terminal: Terminal | undefined;
  #unwatch: () => void = () => {};
  #watched = "";
  #saving: Promise<void> = Promise.resolve();
  readonly #seconds = setInterval(() => {
    if (this.#model.busy !== undefined) this.tell({ kind: "second" });
  }, 1_000);

  constructor(model: Model, options: LiveOptions, quit: () => void) {
    this.#model = model;
    this.#options = options;
    this.#quit = quit;
    this.#grader = new Grader({
      ...options,
      model: () => this.#model,
      begun: (at, rest) => this.tell({ kind: "grading", at, rest }),
      graded: (at, rest, judged) => this.tell({ kind: "graded", at, rest, judged }),
      idle: () => this.tell({ kind: "idle" }),
      failed: (words) => this.tell({ kind: "notice", words }),
    });
  }

  model(): Model {
    return this.#model;
  }

  start(terminal: Terminal): void {
    this.#terminal = terminal;
    this.paint();
    this.#save();
    this.#grade();
  }

  paint(): void {
    const { columns, rows } = this.#terminal!.size();
    this.#terminal!.paint(frame(this.#model, columns, rows).lines);
  }

  press(key: string): void {
    const { columns, rows } = this.#terminal!.size();
    this.tell(pressed(key, this.#model.screen, frame(this.#model, columns, rows)));
  }

  async end(): Promise<void> {
    this.#unwatch();
    clearInterval(this.#seconds);
    await this.#grader.stop();
    await this.#saving;
  }

  tell(action: Action): void {
    const { model, effects } = update(this.#model, action);
    this.#model = model;
    for (const effect of effects) this.#do(effect);
    this.paint();
  }

  #do(effect: Effect): void {
    switch (effect) {
      case "grade":
        return this.#grade();
      case "save":
        return this.#save();
      case "reset":
        return this.#say(this.#reset());
      case "open":
        return this.#say(this.#open());
      case "solution":
        return this.#say(this.#solution());
      case "quit":
        return this.#quit();
    }
  }

  /** Whatever goes wrong is said on the screen. */
  #say(work: Promise<string | undefined>): void {
    work.catch((error) => error instanceof Error ? error.message : String(error)).then((words) => {
      if (words !== undefined) this.tell({ kind: "notice", words });
    });
  }

  #grade(): void {
    const { course, at } = this.#model;
    if (this.#watched !== at.slug) this.#watchExercise(at.slug);
    const files = exerciseAt(course, at.slug).parts.map(({ file }) => file);
    this.#say(keepGiven(this.#options.root, at.slug, files).then(() => undefined));
    this.#grader.start();
  }

  #watchExercise(slug: string): void {
    this.#unwatch();
    this.#watched = slug;
    this.#unwatch = watchFolder(
      `${this.#options.root}/exercises/${slug}`,
      () => this.#grader.start(),
    );
  }

  #save(): void {
    const { at, progress } = this.#model;
    const kept = { ...progress, at: `${at.slug}/${at.part}` };
    // One after another: the last one written is the newest.
    this.#saving = this.#saving.then(() => saveProgress(this.#options.root, kept)).catch((error) =>
      this.tell({ kind: "notice", words: error instanceof Error ? error.message : String(error) })
    );
  }

  async #reset(): Promise<string> {
    const { course, at } = this.#model;
    const { words } = await resetFile(this.#options.root, at.slug, partAt(course, at).file);
    return words;
  }

  async #open(): Promise<string | undefined> {
    const verdict = verdictAt(this.#model, this.#model.at);
    if (verdict.kind !== "wrong" || verdict.run?.page === undefined) return undefined;
    return await openPage(verdict.run.page);
  }

  async #solution(): Promise<undefined> {
    const { course, at } = this.#model;
    const path = `${this.#options.root}/solutions/${at.slug}/${partAt(course, at).file}`;
    this.tell({ kind: "solution", at, text: asHandedIn(await Deno.readTextFile(path), at.slug) });
  }
}
