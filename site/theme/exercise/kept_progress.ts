/** What is done, kept in the browser in the form in which `deno task learn` keeps it. @module */

import {
  joinedProgress,
  nothingYet,
  parseProgress,
  type Progress,
} from "../../../tools/learn/progress.ts";

const KEY = "hb-progress";

/** What is kept. */
export function keptProgress(): Progress {
  try {
    return parseProgress(localStorage.getItem(KEY) ?? "") ?? nothingYet;
  } catch {
    // A browser that keeps nothing.
    return nothingYet;
  }
}

/** Keeps something else; returns whether the browser did. */
export function keepProgress(progress: Progress): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(progress));
    return true;
  } catch {
    return false;
  }
}

/** The name of a part in it: "01-replay/3". */
export function keyOf(slug: string, part: number): string {
  return `${slug}/${part}`;
}

/** Keeps whether a part is done, by the answer that was judged. */
export async function keepVerdict(
  key: string,
  isDone: boolean,
  answer: string,
): Promise<boolean> {
  const digest = isDone ? await digestOf(answer) : undefined;
  // Read after the digest is there: another window may have kept something meanwhile.
  const { digests: before = {}, ...progress } = keptProgress();
  const { [key]: _, ...others } = before;
  const done = progress.done.filter((each) => each !== key);
  const digests = digest === undefined ? others : { ...others, [key]: digest };
  return keepProgress({
    ...progress,
    at: key,
    done: isDone ? [...done, key].sort() : done,
    digests,
  });
}

/** Keeps how many hints of a part were shown. */
export function keepHints(key: string, count: number): boolean {
  const progress = keptProgress();
  return keepProgress({ ...progress, hints: { ...progress.hints, [key]: count } });
}

/** Whether a part that is done has another answer now. Where digests cannot be made, nobody knows. */
export async function hasChanged(key: string, answer: string): Promise<boolean> {
  const kept = keptProgress().digests?.[key];
  if (kept === undefined) return false;
  const digest = await digestOf(answer);
  return digest !== undefined && digest !== kept;
}

/** Adds what a file says; returns how many parts are done by it that were not, or nothing where it says nothing. */
export function importProgress(text: string): number | undefined {
  const other = parseProgress(text);
  if (other === undefined) return undefined;
  const own = keptProgress(), joined = joinedProgress(own, other);
  keepProgress(joined);
  return joined.done.length - own.done.length;
}

/** SHA-256 in hexadecimal digits; pages from an address without encryption have none. */
async function digestOf(text: string): Promise<string | undefined> {
  if (globalThis.crypto?.subtle === undefined) return undefined;
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
