/**
 * Versions of keys (Reed 1978, *Naming and synchronization in a decentralized computer system*; Bernstein and Goodman
 * 1983, *Multiversion concurrency control*): a write leaves the old version where it is, so that whoever reads at a
 * timestamp sees the same whatever is written after it. Here they are a data structure, and nothing is decided.
 *
 * @module
 */

import type { Rows, Value } from "../operation.ts";

/** One version of a key. */
export interface Version {
  /** The timestamp from which on it is seen: when its transaction committed. */
  readonly at: number;
  /** Names the transaction that wrote it. */
  readonly by: number;
  /** What the key holds; `null`: nothing any more. */
  readonly value: Value;
}

/** The versions of all keys. Invariant: those of a key ascend by `at`, no two are at one time, and there is one. */
export type Versions = Map<string, Version[]>;

/** Writes a version. Throws `RangeError` where the key has one of another transaction at that time. */
export function put(versions: Versions, key: string, version: Version): void {
  const all = versions.get(key) ?? [];
  const place = after(all, version.at), before = all[place - 1];
  if (before?.at === version.at) {
    if (before.by === version.by) return;
    throw new RangeError(
      `Cannot write ${key} because its versions must be at different times: given two at ${version.at}`,
    );
  }
  all.splice(place, 0, version);
  versions.set(key, all);
}

/** The version that is seen at a timestamp, which may be a deletion; undefined where there was none yet. */
export function versionAt(
  versions: Readonly<Versions>,
  key: string,
  at: number,
): Version | undefined {
  const all = versions.get(key) ?? [];
  return all[after(all, at) - 1];
}

/** What a key holds at a timestamp. */
export function readAt(versions: Readonly<Versions>, key: string, at: number): Value {
  return versionAt(versions, key, at)?.value ?? null;
}

/** Which keys from `from` on and before `to` hold something at a timestamp, and what, in the order of their keys. */
export function scanAt(versions: Readonly<Versions>, from: string, to: string, at: number): Rows {
  const keys = [...versions.keys()].filter((key) => from <= key && key < to).sort();
  return keys.map((key) => [key, readAt(versions, key, at)] as const)
    .filter(([, value]) => value !== null);
}

/**
 * First committer wins (Berenson et al. 1995, section 4.2): the latest version of a key if it is not in the snapshot
 * at a timestamp, so that whoever writes the key from there must give way; undefined if it is free.
 */
export function newerThan(
  versions: Readonly<Versions>,
  key: string,
  at: number,
): Version | undefined {
  const last = versions.get(key)?.at(-1);
  return last !== undefined && last.at > at ? last : undefined;
}

/** The version of a key that a transaction wrote, if it did. */
export function writtenBy(
  versions: Readonly<Versions>,
  key: string,
  by: number,
): Version | undefined {
  return versions.get(key)?.find((version) => version.by === by);
}

/**
 * Forgets what nobody sees who reads at `oldest`, the oldest snapshot that is in use, or later: of each key all
 * versions before the one seen there, and that one too if it is a deletion. Returns how many.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { collect, put, readAt, type Versions } from "hb/transactions/mvcc/versions.ts";
 *
 * const versions: Versions = new Map();
 * for (const at of [1, 3, 5]) put(versions, "a", { at, by: at, value: `of ${at}` });
 * assertEquals([0, 2, 4].map((at) => readAt(versions, "a", at)), [null, "of 1", "of 3"]);
 * assertEquals(collect(versions, 4), 1);
 * assertEquals([4, 6].map((at) => readAt(versions, "a", at)), ["of 3", "of 5"]);
 * ```
 */
export function collect(versions: Versions, oldest: number): number {
  let gone = 0;
  for (const [key, all] of versions) {
    const seen = after(all, oldest) - 1;
    const many = all[seen]?.value === null ? seen + 1 : Math.max(0, seen);
    all.splice(0, many);
    gone += many;
    if (all.length === 0) versions.delete(key);
  }
  return gone;
}

/** How many versions are not after a timestamp. */
function after(all: readonly Version[], at: number): number {
  let low = 0, high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
