/** The watch mode: shows, listens, grades, until the reader quits. @module */

// @ts-types="@types/react"
import { createElement } from "react";
import { render } from "ink";
import process from "node:process";
import { exerciseAt, partAt } from "./course.ts";
import { Grader } from "./grader.ts";
import { asHandedIn } from "../grade/stubs.ts";
import { type Model, tally, verdictAt } from "./model.ts";
import { openPage } from "./open.ts";
import { saveProgress } from "./progress.ts";
import { keepGiven, resetFile } from "./reset.ts";
import { App } from "./screen.ts";
import { considerate } from "./terminal.ts";
import { type Deed, type Happening, update } from "./update.ts";
import { watchFolder } from "./watching.ts";

/** What the watch mode needs to know. */
export interface LiveOptions {
  readonly root: string;
  readonly limitS: number;
}

/** The alternate screen: what was on the terminal before comes back at the end. */
const ENTER = "\x1b[?1049h\x1b[H";
const LEAVE = "\x1b[?1049l";

/** Runs until the reader quits; gives the exit code. */
export async function live(first: Model, options: LiveOptions): Promise<number> {
  const session = new Session(first, options);
  await write(ENTER);
  const app = render(createElement(App, { screen: session }), {
    stdout: considerate(process.stdout),
    exitOnCtrlC: false,
    patchConsole: false,
  });
  session.start(() => app.unmount());
  const end = () => app.unmount();
  if (Deno.build.os !== "windows") {
    for (const signal of ["SIGTERM", "SIGHUP"] as const) Deno.addSignalListener(signal, end);
  }
  try {
    await app.waitUntilExit();
  } finally {
    await session.end();
    await write(LEAVE);
  }
  const { points, allPoints, parts, allParts } = tally(session.model());
  console.log(
    `${parts} of ${allParts} parts done, ${points} of ${allPoints} points; deno task learn goes on from here.`,
  );
  return 0;
}

async function write(text: string): Promise<void> {
  await Deno.stdout.write(new TextEncoder().encode(text));
}

/** One sitting: holds the model, and does what `update` asks for. */
class Session {
  readonly colours: boolean = !Deno.env.get("NO_COLOR");
  readonly #options: LiveOptions;
  readonly #grader: Grader;
  readonly #watchers = new Set<() => void>();
  #model: Model;
  #quit: () => void = () => {};
  #unwatch: () => void = () => {};
  #watched = "";
  #saving: Promise<void> = Promise.resolve();

  constructor(model: Model, options: LiveOptions) {
    this.#model = model;
    this.#options = options;
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

  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => void this.#watchers.delete(changed);
  }

  start(quit: () => void): void {
    this.#quit = quit;
    this.#save();
    this.#grade();
  }

  async end(): Promise<void> {
    this.#unwatch();
    await this.#grader.stop();
    await this.#saving;
  }

  tell(happening: Happening): void {
    const { model, deeds } = update(this.#model, happening);
    this.#model = model;
    for (const deed of deeds) this.#do(deed);
    for (const changed of this.#watchers) changed();
  }

  #do(deed: Deed): void {
    switch (deed) {
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
