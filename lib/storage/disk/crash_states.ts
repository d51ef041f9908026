/**
 * Everything that a crash may leave of a folder: each change of names, each length and each sector that was
 * not synced is there or not, in any combination that the disk allows (Pillai and others 2014, section 3: a
 * file system's abstract persistence model).
 *
 * The plainest come first, so that the first that breaks something is the easiest to tell: nothing is kept,
 * everything is, the work up to some moment is, everything but one thing, one thing alone; then all others,
 * or as many as one likes, drawn from a seed.
 *
 * @module
 */

import { choicesOf } from "./choices.ts";
import { type Kept, namesOf, type Unsure, unsureOf } from "./unsure.ts";
import { fingerprint } from "./fingerprint.ts";
import { lostWords } from "./lost_words.ts";
import type { SimulatedNames } from "./simulated_names.ts";

/** What a crash left. */
export interface Remains {
  /** The files. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What of the work since the last syncs is not there, for a person to read; empty if all is. */
  readonly lost: readonly string[];
  /** The same for the same files, and no others. */
  readonly key: string;
}

/** How states are chosen. */
export interface CrashOptions {
  /** How many are tried at most; default 1000. All of them if there are no more. */
  readonly most?: number;
  /** What they are drawn from where there are more; default 0. */
  readonly seed?: number;
}

/** How names survive. */
export interface NameOptions {
  /** Whether any of their changes may survive without those before it. */
  readonly anyNames: boolean;
}

/** All that a crash may leave, each once. */
export class CrashStates implements Iterable<Remains> {
  /** How many ways there are to keep and lose; some may leave the same. */
  readonly possible: number;
  /** Whether all of them are tried. */
  readonly isComplete: boolean;
  /** How many different ones were given out so far. */
  tried = 0;
  readonly #unsure: Unsure;
  readonly #most: number;
  readonly #seed: number;

  /** What a crash may leave now; to be gone through before anything else is done with the disk. */
  constructor(
    names: SimulatedNames,
    { anyNames, most = 1000, seed = 0 }: NameOptions & CrashOptions,
  ) {
    this.#unsure = unsureOf(names, anyNames);
    this.#most = most;
    this.#seed = seed;
    this.possible = this.#unsure.possible;
    this.isComplete = this.possible <= most;
  }

  /** One after another, the plainest first. */
  *[Symbol.iterator](): Generator<Remains> {
    const seen = new Set<string>(), made = new Map<string, Made>();
    for (
      const kept of choicesOf(
        this.#unsure,
        this.isComplete ? undefined : { seed: this.#seed, most: this.#most },
      )
    ) {
      if (this.tried >= this.#most) return;
      const files = new Map<string, Uint8Array>();
      let key = "";
      for (const [name, file] of [...namesOf(this.#unsure, kept)].sort(byName)) {
        const { contents, mark } = this.#make(kept, file, made);
        files.set(name, contents);
        key += `${name}:${mark};`;
      }
      if (seen.has(key)) continue;
      seen.add(key);
      this.tried++;
      yield { files, lost: lostWords(this.#unsure, kept), key };
    }
  }

  #make(kept: Kept, file: number, made: Map<string, Made>): Made {
    const { length, sectors } = kept.files[file]!;
    const how = `${file}:${length}:${sectors}`, known = made.get(how);
    if (known !== undefined) return known;
    const { of, lengths, versions } = this.#unsure.files[file]!,
      { length: bytes, time } = lengths[length]!;
    const contents = of.contents(
      bytes,
      versions.map(([sector, all], i) => [sector, of.visible(sector, all[sectors[i]!]!, time)]),
    );
    const fresh = { contents, mark: fingerprint(contents) };
    made.set(how, fresh);
    return fresh;
  }
}

interface Made {
  readonly contents: Uint8Array;
  readonly mark: string;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
