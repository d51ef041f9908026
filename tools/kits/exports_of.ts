/** What a reader's own file exports, loaded with care: it may not exist, throw, or never end. @module */

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { refuse } from "../command/usage_error.ts";

/** A module that is not loaded by then is not going to be. */
const mostLoadingMs = 20_000;

/** The exports of a module; refuses what cannot be loaded, in one line. */
export async function exportsOf(
  purpose: string,
  file: string,
  mostMs: number = mostLoadingMs,
): Promise<Readonly<Record<string, unknown>>> {
  const found = await Deno.stat(file).catch(() => undefined);
  if (found === undefined) refuse(purpose, "the file must exist", `"${file}"`);
  if (!found.isFile) refuse(purpose, "it must be a file", `"${file}", which is a folder`);
  const url = pathToFileURL(resolve(file)).href;
  const why = await tried(url, mostMs);
  if (why !== undefined) {
    const line = why.split("\n").find((line) => line.trim() !== "") ?? "an empty error";
    refuse(purpose, "the file must be a module that can be loaded", `"${file}": ${line}`);
  }
  return await import(url);
}

/** Why a module does not load, if it does not: it is tried in a thread that can be stopped. */
function tried(url: string, mostMs: number): Promise<string | undefined> {
  const worker = new Worker(new URL("./load_worker.ts", import.meta.url), { type: "module" });
  return new Promise<string | undefined>((done) => {
    const timer = setTimeout(
      () => done(`it does not end to load within ${mostMs / 1000} s`),
      mostMs,
    );
    const end = (why: string | undefined) => {
      clearTimeout(timer);
      done(why);
    };
    worker.onmessage = ({ data }: MessageEvent<string | null>) => end(data ?? undefined);
    worker.onerror = (event) => {
      event.preventDefault();
      end(event.message);
    };
    worker.postMessage(url);
  }).finally(() => worker.terminate());
}
