/** What a log holds when it is opened, after a crash or a quiet end. @module */

import { checkpointNumber, readCheckpoint } from "./checkpoint.ts";
import type { Disk } from "./disk.ts";
import { scan } from "./entry.ts";
import { isUnfinished, nameOf, numberOf, readHeader, type SegmentHeader } from "./segment.ts";
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
  /** The last file; `undefined` when there is none. */
  readonly last?: End;
  /** How many bytes the files have that count. */
  readonly size: number;
  /** What a crash had left behind the last good entry, and is cut off now. */
  readonly torn?: { readonly file: string; readonly offset: number; readonly bytes: number };
}

interface Segment {
  readonly title: SegmentHeader;
  readonly bodies: readonly Uint8Array[];
  readonly end: number;
  /** Behind the last byte that is not zero, or where the good entries end. */
  readonly written: number;
  readonly length: number;
}

/**
 * Reads the log of `owner`, cuts off a torn tail and the room behind the last entry, and removes files that no longer count, or never did.
 * Throws `UnusableLog` for a log of another owner, for a corrupt one, and for one that ends before `durable`,
 * up to where it was known to be durable; they stay as they are.
 */
export function recover(disk: Disk, owner: string, durable?: End): Recovered {
  const names = disk.names();
  const covered = Math.max(0, ...names.map((name) => checkpointNumber(name) ?? 0));
  const checkpoint = covered === 0 ? nothing : readCheckpoint(disk, { owner, number: covered });
  const numbers = names.flatMap((name) => numberOf(name) ?? []).filter((number) => number > covered)
    .sort((a, b) => b - a);
  const segments: Segment[] = [];
  for (const number of numbers) {
    const next = segments[0];
    if (next !== undefined) assertFollows(disk, number, next);
    segments.unshift(readSegment(disk, owner, number, next?.title.before));
    if (segments[0]!.title.before === 0) break;
  }
  const first = segments[0], last = segments.at(-1);
  if (durable !== undefined) assertReaches(disk, durable, last);
  if (first === undefined || last === undefined) {
    if (covered > 0) throw missing(disk, covered + 1);
    return clean(disk, names, Infinity, empty);
  }
  if (covered > 0 && first.title.number !== covered + 1) throw missing(disk, covered + 1);
  if (covered === 0 && first.title.before !== 0) {
    throw new UnusableLog(
      `Cannot read ${disk.where}${nameOf(first.title.number)} because ` +
        `the file before it is required: given none`,
    );
  }
  return clean(disk, names, first.title.number, {
    bodies: [...checkpoint.pieces, ...segments.flatMap(({ bodies }) => bodies)],
    last: { number: last.title.number, length: last.end },
    size: segments.reduce((sum, { end }) => sum + end, checkpoint.length),
    ...cutTail(disk, last),
  });
}

const nothing = { pieces: [], length: 0 };
const empty: Recovered = { bodies: [], size: 0 };

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
  const { bodies, end, proof } = scan(file);
  const title = readHeader(bodies[0]);
  const born = title !== undefined && bodies.length > title.bodies;
  if (proof !== undefined || !born || end < (whole ?? 0)) {
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
  const written = Math.max(end, file.findLastIndex((byte) => byte !== 0) + 1);
  return { title, bodies: bodies.slice(1), end, written, length: file.length };
}

/** Zeros were room for more; anything else behind the last good entry is what a crash left unfinished. */
function cutTail(disk: Disk, { title, end, written, length }: Segment): Pick<Recovered, "torn"> {
  if (end === length) return {};
  const file = nameOf(title.number);
  disk.truncate(file, end);
  disk.sync(file);
  return written === end ? {} : { torn: { file, offset: end, bytes: written - end } };
}

/** Files before the first that counts were folded into it. */
function clean(
  disk: Disk,
  names: readonly string[],
  first: number,
  recovered: Recovered,
): Recovered {
  for (const name of names) {
    const isOld = (numberOf(name) ?? Infinity) < first ||
      (checkpointNumber(name) ?? Infinity) < first - 1;
    if (isUnfinished(name) || isOld) disk.remove(name);
  }
  return recovered;
}
