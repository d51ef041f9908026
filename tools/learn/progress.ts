/** What is remembered from one day to the next, in the terminal and in the pages of the book alike. @module */

import { isPathName, type PathName } from "./paths.ts";

/** What is remembered. */
export interface Progress {
  readonly path?: PathName;
  /** The last position: "01-replay/3". */
  readonly at?: string;
  /** The parts that were done when they were last graded. */
  readonly done: readonly string[];
  /** How many hints were shown, by part. */
  readonly hints: Readonly<Record<string, number>>;
  /** The parts whose solution was looked at before they were done. */
  readonly looked: readonly string[];
  /** Of parts that were done in a page, the SHA-256 of the answer that was, in hexadecimal digits. */
  readonly digests?: Readonly<Record<string, string>>;
}

/** What a new reader begins with. */
export const nothingYet: Progress = { done: [], hints: {}, looked: [] };

/** Reads what a file says, or why it cannot be used. */
export function parseProgress(text: string): Progress | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof read !== "object" || read === null) return undefined;
  const { path, at, done, hints, looked, digests } = read as Record<string, unknown>;
  if (path !== undefined && !isPathName(path)) return undefined;
  if (at !== undefined && typeof at !== "string") return undefined;
  if (!isTexts(done) || !isTexts(looked) || !isCounts(hints)) return undefined;
  if (digests !== undefined && !isDigests(digests)) return undefined;
  return {
    ...(path === undefined ? {} : { path }),
    ...(at === undefined ? {} : { at }),
    done,
    hints,
    looked,
    ...(digests === undefined ? {} : { digests }),
  };
}

/**
 * What is known from two places: whatever is done in one of them is done. Where they differ otherwise, `own`
 * is right.
 */
export function joinedProgress(own: Progress, other: Progress): Progress {
  const either = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])].sort();
  const hints = Object.entries(other.hints).map(([key, count]) =>
    [key, Math.max(count, own.hints[key] ?? 0)] as const
  );
  const path = own.path ?? other.path, at = own.at ?? other.at;
  const digests = { ...other.digests, ...own.digests };
  return {
    ...(path === undefined ? {} : { path }),
    ...(at === undefined ? {} : { at }),
    done: either(own.done, other.done),
    hints: { ...own.hints, ...Object.fromEntries(hints) },
    looked: either(own.looked, other.looked),
    ...(Object.keys(digests).length === 0 ? {} : { digests }),
  };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

function isCounts(value: unknown): value is Record<string, number> {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    Object.values(value).every((each) => Number.isSafeInteger(each) && each >= 0);
}

function isDigests(value: unknown): value is Record<string, string> {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    Object.values(value).every((each) => typeof each === "string" && /^[\da-f]{64}$/.test(each));
}
