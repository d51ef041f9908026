/** The worker of a chapter, fetched for the first cell that is run. @module */

import type { Pack } from "../../../lib/figure/explorer/packed.ts";
import type { Progress } from "../../../lib/model/progress.ts";
import type { Output } from "../../../tools/notebook/types.ts";
import type { News, Order, Trouble } from "../../run/messages.ts";
import type { Cell } from "../../run/plan.ts";
import { runtimeHome } from "../runtime_home.ts";
import { bootstrap } from "./bootstrap.ts";

/** How a cell ended. */
export type Ending =
  | { readonly count: number; readonly trouble?: Trouble }
  /** It did not come to its end: stopped by the reader, or by its limit of time. */
  | "stopped"
  | "out of time";

/** Hears what a cell shows; a picture of a run comes with the number of its recording. */
export type Show = (output: Output, recording?: number) => void;

/** Hears how far a sweep or an exploration is. */
export type Far = (progress: Progress) => void;

/** Runs the cells of one chapter. */
export interface Runner {
  /** The cells that must run for `target`, and those that will be stale by that. */
  plan(
    target: string,
    cells: readonly Cell[],
  ): Promise<Extract<News, { type: "planned" }>>;
  /** Runs a cell, and hands over what it shows as it shows it. */
  run(cell: Cell, show: Show, far: Far): Promise<Ending>;
  /** A run whose picture was shown, packed; nothing while cells run. */
  recording(number: number): Promise<Pack>;
  /** Ends the worker, with all that the cells have declared. */
  stop(): void;
}

/** How long a cell may run, in ms. The page lives on, but a telephone gets hot. */
const LIMIT_MS = 180_000;

/** The worker of a chapter; rejects when its files cannot be fetched. */
export async function startRunner(chapter: string): Promise<Runner> {
  const home = runtimeHome();
  const [places, rooms] = await Promise.all([
    json(`${home}/${chapter}.json`),
    json(`${home}/rooms.json`),
  ]);
  const worker = new Worker(bootstrap(`${home}/worker.js`), { type: "module" });
  let hear: (news: News) => void = () => {};
  let fail: (reason: Error) => void = () => {};
  let stopNow = () => {};
  worker.onmessage = ({ data }: MessageEvent<News>) => hear(data);
  worker.onerror = (event) => fail(new Error(event.message || "the worker could not be started"));
  const tell = (order: Order) => worker.postMessage(order);

  await new Promise<void>((resolve, reject) => {
    hear = () => resolve();
    fail = reject;
    tell({ type: "begin", home, places: { ...rooms, ...places } });
  });
  return {
    plan: (target, cells) =>
      new Promise((resolve) => {
        hear = (news) => news.type === "planned" && resolve(news);
        tell({ type: "plan", target, cells });
      }),
    recording: (number) =>
      new Promise((resolve) => {
        hear = (news) => news.type === "recording" && resolve(news.pack as Pack);
        tell({ type: "explore", recording: number });
      }),
    run: ({ id, source }, show, far) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => end("out of time"), LIMIT_MS);
        const end = (ending: Ending) => {
          clearTimeout(timer);
          if (typeof ending === "string") worker.terminate();
          resolve(ending);
        };
        stopNow = () => end("stopped");
        hear = (news) => {
          if (news.type === "output") show(news.output, news.recording);
          if (news.type === "progress") far(news.progress);
          if (news.type === "ended") end(news);
        };
        fail = (reason) =>
          end({
            count: 0,
            trouble: { message: reason.message, needsDeno: false },
          });
        tell({ type: "run", cell: id, source });
      }),
    stop() {
      worker.terminate();
      stopNow();
    },
  };
}

async function json(address: string) {
  const response = await fetch(address);
  if (!response.ok) {
    throw new Error(`${address} is not there: ${response.status}`);
  }
  return await response.json();
}
