/** What a log holds, after a crash or a quiet end. Nothing is changed by looking. @module */

import { checkpointNumber, readCheckpoint } from "./checkpoint.ts";
import type { Disk } from "../disk/disk.ts";
import { scan } from "./entry.ts";
import { isUnfinished, nameOf, numberOf, type SegmentHeader } from "./segment.ts";
import { assertKnown, fieldsOf, isTitle, seedIn } from "./title.ts";
import { UnusableLog } from "./unusable_log.ts";

export { UnusableLog };

/** A log that lacks what was durable, though all that is there is good. */
export class LostTail extends UnusableLog {}

/** A place in a log: how long its file of that number is. */
export interface End {
  /** The file's number. */
  readonly number: number;
  /** How many bytes of it. */
  readonly length: number;
}

/** What was found. */
export interface Recovered {
  /** The bodies in the order of their writing. */
  readonly bodies: readonly Uint8Array[];
  /** The checkpoint, if there is one. */
  readonly checkpoint?: ReturnType<typeof readCheckpoint> & { readonly number: number };
  /** The last file; `undefined` when there is none. */
  readonly last?: Segment;
  /** How many bytes the files between the checkpoint and the last file have. */
  readonly between: number;
  /** What stands behind the last good entry, if a crash left it there. */
  readonly torn?: { readonly file: string; readonly offset: number; readonly bytes: number };
  /** Files that were not finished. */
  readonly unfinished: readonly string[];
  /** Files that do not count any more, as what follows stands for them. */
  readonly old: readonly string[];
}

/** What a file holds. */
export interface Segment {
  /** Its first entry. */
  readonly title: SegmentHeader;
  /** The others that are good. */
  readonly bodies: readonly Uint8Array[];
  /** Where the good entries end. */
  readonly end: number;
  /** Behind the last byte that is not zero, or where the good entries end. */
  readonly written: number;
}

/**
 * Reads the log of `owner`. Throws `UnusableLog` for a log of another owner, for a corrupt one, and for one
 * that ends before `durable`, up to where it was known to be durable.
 */
export function recover(disk: Disk, owner: string, durable?: End): Recovered {
  const names = disk.names();
  const covered = Math.max(0, ...names.map((name) => checkpointNumber(name) ?? 0));
  const checkpoint = covered === 0
    ? undefined
    : { number: covered, ...readCheckpoint(disk, { owner, number: covered }) };
  const segments = readSegments(disk, owner, names, covered);
  const first = segments[0], last = segments.at(-1);
  if (durable !== undefined) assertReaches(disk, durable, last);
  const unfinished = names.filter(isUnfinished);
  if (first === undefined || last === undefined) {
    if (covered > 0) throw missing(disk, covered + 1);
    return { bodies: [], between: 0, unfinished, old: [] };
  }
  if (covered > 0 && first.title.number !== covered + 1) throw missing(disk, covered + 1);
  if (covered === 0 && first.title.before !== 0) {
    throw new UnusableLog(
      `Cannot read ${disk.where}${nameOf(first.title.number)} because ` +
        `the file before it is required: given none`,
    );
  }
  return {
    bodies: [...checkpoint?.pieces ?? [], ...segments.flatMap(({ bodies }) => bodies)],
    ...(checkpoint === undefined ? {} : { checkpoint }),
    last,
    between: segments.reduce((sum, { end }) => sum + end, 0) - last.end,
    ...tornOf(last),
    unfinished,
    old: names.filter((name) => isOld(name, first.title.number)),
  };
}

/** The files that count, the first of them first. */
function readSegments(
  disk: Disk,
  owner: string,
  names: readonly string[],
  covered: number,
): Segment[] {
  const numbers = names.flatMap((name) => numberOf(name) ?? []).filter((number) => number > covered)
    .sort((a, b) => b - a);
  const segments: Segment[] = [];
  for (const number of numbers) {
    const next = segments[0];
    if (next !== undefined) assertFollows(disk, number, next);
    segments.unshift(readSegment(disk, owner, number, next?.title.before));
    if (segments[0]!.title.before === 0) break;
  }
  return segments;
}

/** Whether a file lies before `first`, the first that counts: then it was folded into what follows. */
export function isOld(name: string, first: number): boolean {
  return (numberOf(name) ?? Infinity) < first || (checkpointNumber(name) ?? Infinity) < first - 1;
}

/** A file that follows a checkpoint was there before it. */
function missing(disk: Disk, number: number): UnusableLog {
  return new UnusableLog(
    `Cannot read ${disk.where}${nameOf(number)} because it is required after ` +
      "the checkpoint before it: given none",
  );
}

function assertFollows(disk: Disk, number: number, next: Segment): void {
  if (number === next.title.number - 1) return;
  throw new UnusableLog(
    `Cannot read ${disk.where}${nameOf(next.title.number)} because ` +
      `${nameOf(next.title.number - 1)} is required ` +
      `before it: given ${nameOf(number)}`,
  );
}

/** What was durable stays, unless somebody takes it away. */
function assertReaches(disk: Disk, durable: End, last: Segment | undefined): void {
  const number = last?.title.number ?? 0, end = last?.end ?? 0;
  if (number > durable.number || (number === durable.number && end >= durable.length)) return;
  throw new LostTail(
    `Cannot read ${disk.where}${nameOf(durable.number)} because its entries up to byte ` +
      `${durable.length} were durable: given ` +
      (number === durable.number ? `good ones up to byte ${end} only` : "no such file"),
  );
}

/** A file; `whole` is how long it must be, if another follows that says so. */
function readSegment(disk: Disk, owner: string, number: number, whole?: number): Segment {
  const name = nameOf(number);
  const file = disk.read(name);
  const { bodies, end, proof } = scan(file, seedIn);
  const title = fieldsOf(bodies[0]);
  assertKnown(disk.where + name, title);
  if (proof !== undefined || !isHeader(title) || end < (whole ?? 0)) {
    const evidence = proof === undefined ? "" : `, and good ones from byte ${proof} on`;
    throw new UnusableLog(
      `Cannot read ${disk.where}${name} because ` +
        `the entry at byte ${end} must be whole, which was durable once: ` +
        `given one that its check sum does not fit${evidence}`,
    );
  }
  if (title.owner !== owner || title.number !== number) {
    throw new UnusableLog(
      `Cannot read ${disk.where}${name} because file ${number} of ${owner} is required: ` +
        `given file ${title.number} of ${title.owner}`,
    );
  }
  if (bodies.length <= title.bodies) {
    throw new LostTail(
      `Cannot read ${disk.where}${name} because its first ${title.bodies} entries were durable: ` +
        `given ${bodies.length - 1} good ones, up to byte ${end}`,
    );
  }
  const written = Math.max(end, file.findLastIndex((byte) => byte !== 0) + 1);
  return { title, bodies: bodies.slice(1), end, written };
}

function isHeader(
  title: Readonly<Record<string, unknown>>,
): title is typeof title & SegmentHeader {
  return isTitle(title) && [title["before"], title["bodies"]].every(Number.isInteger);
}

/** Zeros were room for more; anything else behind the last good entry is what a crash left unfinished. */
function tornOf({ title, end, written }: Segment): Pick<Recovered, "torn"> {
  if (written === end) return {};
  return { torn: { file: nameOf(title.number), offset: end, bytes: written - end } };
}
