/** What of a folder is not sure to survive, as choices: each thing is kept in one of its versions. @module */

import type { LengthVersion, SectorVersion, SimulatedFile } from "./simulated_file.ts";
import type { NameChange, Names, SimulatedNames } from "./simulated_names.ts";

/** A file, and what it may hold. */
export interface UnsureFile {
  /** Which one. */
  readonly of: SimulatedFile;
  /** A name that it has or had. */
  readonly name: string;
  /** Its lengths, the oldest first. */
  readonly lengths: readonly LengthVersion[];
  /** Its sectors that are not sure, and what each may hold, the oldest first. */
  readonly versions: readonly (readonly [sector: number, versions: readonly SectorVersion[]])[];
}

/** Names as they may be. */
export interface UnsureNames {
  /** The changes that survive. */
  readonly kept: ReadonlySet<NameChange>;
  /** The names, and the files as numbers. */
  readonly names: ReadonlyMap<string, number>;
  /** The files that have a name. */
  readonly uses: ReadonlySet<number>;
}

/** All that is not sure. */
export interface Unsure {
  /** The files that may be there. */
  readonly files: readonly UnsureFile[];
  /** All ways in which the names may be. */
  readonly names: readonly UnsureNames[];
  /** The changes of names since the folder was synced. */
  readonly changes: readonly NameChange[];
  /** When something was done that is not sure, in order. */
  readonly times: readonly number[];
  /** How many combinations there are. */
  readonly possible: number;
}

/** A choice of everything: numbers into the lists of `Unsure`. */
export interface Kept {
  /** Which names. */
  readonly names: number;
  /** Of each file which length, and of each of its unsure sectors which version. */
  readonly files: readonly { readonly length: number; readonly sectors: readonly number[] }[];
}

/** The most changes of names of which all subsets are made. */
const mostSubsets = 8;

/** What is not sure of a folder now. */
export function unsureOf(names: SimulatedNames, anyNames: boolean): Unsure {
  const { changes } = names;
  const rows = [...keptRows(changes, anyNames)];
  const found = new Map<SimulatedFile, string>();
  const folders = rows.map((kept) => names.after((change) => kept.has(change)));
  for (const folder of [folders[changes.length]!, ...folders]) {
    for (const [name, file] of folder) if (!found.has(file)) found.set(file, name);
  }
  const files = [...found].map(([of, name]): UnsureFile => ({
    of,
    name,
    lengths: of.lengths,
    versions: [...of.sectors],
  }));
  const numbers = new Map([...found.keys()].map((file, i) => [file, i]));
  const ways = folders.map((folder, i) => named(folder, rows[i]!, numbers));
  const counts = files.map(countOf);
  const possible = ways.reduce(
    (sum, { uses }) => sum + [...uses].reduce((product, f) => product * counts[f]!, 1),
    0,
  );
  return { files, names: ways, changes, times: timesOf(files, changes), possible };
}

/** The names of a choice, with the numbers of the files. */
export function namesOf(unsure: Unsure, kept: Kept): ReadonlyMap<string, number> {
  return unsure.names[kept.names]!.names;
}

/** What was done up to a moment is kept, and nothing else. */
export function keepingUntil(unsure: Unsure, time: number): Kept {
  const isDone = (version: { time: number; torn?: number; isTorn?: boolean }) =>
    version.time <= time && version.torn === undefined && version.isTorn !== true;
  const done = unsure.changes.filter((change) => change.time <= time);
  return {
    names: unsure.names.findIndex(({ kept }) =>
      kept.size === done.length && done.every((change) => kept.has(change))
    ),
    files: unsure.files.map(({ lengths, versions }) => ({
      length: lengths.findLastIndex(isDone),
      sectors: versions.map(([, all]) => all.findLastIndex(isDone)),
    })),
  };
}

function named(
  folder: Names,
  kept: ReadonlySet<NameChange>,
  numbers: ReadonlyMap<SimulatedFile, number>,
): UnsureNames {
  const names = new Map([...folder].map(([name, file]) => [name, numbers.get(file)!]));
  return { kept, names, uses: new Set(names.values()) };
}

/** Which changes may survive together: the first few, or any; of very many the first few or all but one. */
function* keptRows(
  changes: readonly NameChange[],
  anyNames: boolean,
): Generator<ReadonlySet<NameChange>> {
  for (let first = 0; first <= changes.length; first++) yield new Set(changes.slice(0, first));
  if (!anyNames) return;
  if (changes.length > mostSubsets) {
    for (const lost of changes.slice(0, -1)) yield new Set(changes.filter((c) => c !== lost));
    return;
  }
  for (let bits = 0; bits < 2 ** changes.length; bits++) {
    // Without those that are a beginning, which were there already.
    if ((bits & (bits + 1)) === 0) continue;
    yield new Set(changes.filter((_, i) => (bits >> i) & 1));
  }
}

function countOf({ lengths, versions }: UnsureFile): number {
  return versions.reduce((product, [, all]) => product * all.length, lengths.length);
}

function timesOf(files: readonly UnsureFile[], changes: readonly NameChange[]): number[] {
  const times = new Set(changes.map(({ time }) => time));
  for (const { lengths, versions } of files) {
    for (const { time } of lengths) times.add(time);
    for (const [, all] of versions) for (const { time } of all) times.add(time);
  }
  return [...times].filter((time) => time >= 0).sort((a, b) => a - b);
}
