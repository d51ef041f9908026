import text from "./recovery.md" with { type: "text" };
import { type Grading, task } from "hb/grade/part.ts";
import { ByteWriter } from "hb/codec/byte_writer.ts";
import { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
import { readEntry, scan, writeEntry } from "hb/storage/wal/entry.ts";
import type { Answers } from "../answers.ts";
import type { Recovered, Recovery } from "../given.ts";
import { areSame, asking, inBytes, many, unlike } from "./saying.ts";

/** A file, and how it came to be. */
interface Case {
  readonly file: Uint8Array;
  readonly story: string;
}

export const recovery = task<Answers>(text, ({ recovery }, grading) => {
  grading.forAll(cases(), (each) => judge(recovery, each, grading));
});

/** Logs: bodies, each with whether it is synced before the next. */
const logs: readonly (readonly [body: string, isSynced: boolean])[][] = [
  [],
  [["a", true]],
  [["a", true], ["b", false]],
  [["a", false], ["b", false]],
  [["", true], ["b", true], ["c", true]],
  [["a", true], ["bb", false], ["ccc", false]],
  [["aaaaaaaa", true], ["b", true], ["c", false], ["d", false]],
];

function* cases(): Generator<Case> {
  for (const log of logs) {
    const disk = new SimulatedDisk({ sectorBytes: 8, garbage: true });
    const states: Case[] = [];
    const words = log.length === 0
      ? "nothing was put"
      : log.map(([body, isSynced]) => `put "${body}"${isSynced ? ", sync" : ""}`).join("; ");
    const crash = (before: string) => {
      for (const { files, lost } of disk.crashStates({ most: 250 })) {
        const file = files.get("log");
        if (file === undefined) continue;
        const what = lost.length === 0 ? "nothing lost" : lost.join("; ");
        states.push({ file, story: `${words}; a crash ${before}: ${what}` });
      }
    };
    disk.append("log", new Uint8Array());
    disk.syncFolder();
    disk.before = (operation) => crash(`before "${operation}"`);
    const whole = write(disk, log);
    disk.before = () => {};
    crash("at the end");
    yield* states;
    yield* rotten(whole, words);
  }
  yield* long();
}

/** Writes a log; gives its file. */
function write(disk: SimulatedDisk, log: (typeof logs)[number]): Uint8Array {
  let durable = 0;
  for (const [body, isSynced] of log) {
    const writer = new ByteWriter(), position = disk.size("log");
    writeEntry(writer, position, durable, new TextEncoder().encode(body));
    disk.append("log", writer.take());
    if (!isSynced) continue;
    disk.sync("log");
    durable = disk.size("log");
  }
  return disk.read("log");
}

/** Each byte in turn is another one, or is zero with all of its sector; room stands behind it all. */
function* rotten(whole: Uint8Array, words: string): Generator<Case> {
  for (let at = 0; at < whole.length; at++) {
    const file = whole.slice();
    file[at]! ^= 1 << at % 8;
    yield { file, story: `${words}; byte ${at} has rotted` };
    if (at % 8 !== 0) continue;
    yield {
      file: whole.slice().fill(0, at, at + 8),
      story: `${words}; the bytes from ${at} on are zeros, eight of them`,
    };
  }
  const room = new Uint8Array(whole.length + 40);
  room.set(whole);
  yield { file: room, story: `${words}; then 40 zeros` };
}

/**
 * Long ones: the bad entry is the first or the second, and it is known from the last, or from one of many.
 */
function* long(): Generator<Case> {
  for (const count of [20, 90]) {
    for (const synced of [1, count - 1]) {
      const disk = new SimulatedDisk(), log: [string, boolean][] = [];
      for (let i = 0; i < count; i++) log.push([`entry ${i}`, i === synced - 1]);
      disk.append("log", new Uint8Array());
      const whole = write(disk, log);
      yield { file: whole, story: `${count} puts, of which ${synced} are synced` };
      for (const bad of [3, 30]) {
        const file = whole.slice();
        file[bad]! ^= 4;
        yield {
          file,
          story: `${count} puts, of which ${synced} are synced; byte ${bad} has rotted`,
        };
      }
    }
  }
  const whole = inOneFile(400, 30);
  yield {
    file: whole.with(3, whole[3]! ^ 4),
    story: "400 puts, of which 399 are synced together; byte 3 has rotted",
  };
  yield { file: inOneFile(20_000, 1), story: "20,000 puts, of which 19,999 are synced" };
}

/** Entries with bodies of so many bytes; only the last says that those before it were durable. */
function inOneFile(count: number, bytes: number): Uint8Array {
  const writer = new ByteWriter();
  for (let i = 1; i <= count; i++) {
    const position = writer.length;
    writeEntry(
      writer,
      position,
      i === count ? position : 0,
      new Uint8Array(bytes).fill(97 + i % 26),
    );
  }
  return writer.take();
}

function judge(recovery: Recovery, { file, story }: Case, grading: Grading): void {
  const given = file.slice(), so = () => `${story}. The file:\n${inEntries(file)}`;
  const { bodies, end, proof } = scan(file);
  const must: Recovered = proof === undefined ? { bodies, end } : { corrupt: end };
  const right = () => ({
    asked: so(),
    must: inWords(must),
    why: whyOf(file, end, proof),
  });
  const reads = new Map<number, number>();
  const came = asking(grading, right, () =>
    recovery(given, (file, position) => {
      const count = (reads.get(position) ?? 0) + 1;
      reads.set(position, count);
      const entry = readEntry(file, position);
      return entry && {
        body: entry.body.slice(),
        durable: entry.durable,
        end: position + 16 + entry.body.length,
      };
    }));
  if (!isSame(came, must)) unlike({ ...right(), came: inWords(came) });
  const [often] = [...reads].find(([, count]) => count > 2) ?? [];
  if (often !== undefined) {
    unlike({
      asked: so(),
      came: `position ${often} is read ${reads.get(often)} times`,
      must: "each position is read twice at most",
      why: "a log is opened in one pass: what was read is known",
    });
  }
  grading.expect(areSame(given, file), `${story}: the file was changed, and must be left as it is`);
}

function isSame(came: Recovered, must: Recovered): boolean {
  if (typeof came !== "object" || came === null) return false;
  if ("corrupt" in must) return "corrupt" in came && came.corrupt === must.corrupt;
  return "bodies" in came && !("corrupt" in came) && came.end === must.end &&
    came.bodies.length === must.bodies.length &&
    came.bodies.every((body, i) => areSame(body, must.bodies[i]!));
}

function inWords(found: Recovered): string {
  if (typeof found !== "object" || found === null) return String(found);
  if ("corrupt" in found) return `corrupt, the bad entry is at ${found.corrupt}`;
  if (!Array.isArray(found.bodies)) return "neither bodies nor corrupt";
  const { bodies, end } = found;
  const list = bodies.length > 6
    ? `${bodies.length} bodies`
    : bodies.map((body) => inBytes(body)).join(", ");
  return `${list || "no bodies"}; cut at ${end}`;
}

/** All that is good in a file. */
function inEntries(file: Uint8Array): string {
  const lines: string[] = [];
  let gap = 0;
  for (let at = 0; at < file.length;) {
    const entry = readEntry(file, at);
    if (entry === undefined) {
      at++;
      continue;
    }
    if (at > gap) lines.push(bad(gap, at));
    lines.push(`     at ${at}: ${inBytes(entry.body)}, good, ${entry.durable} durable`);
    gap = at += 16 + entry.body.length;
  }
  if (gap < file.length) lines.push(bad(gap, file.length));
  if (lines.length > 12) lines.splice(6, lines.length - 12, `     … ${lines.length - 12} more`);
  return lines.length === 0 ? "     it is empty" : lines.join("\n");
}

const bad = (from: number, to: number) =>
  `     at ${from}: ${many(to - from, "byte")} that are bad`;

function whyOf(file: Uint8Array, end: number, proof: number | undefined): string {
  if (proof !== undefined) {
    const { durable } = readEntry(file, proof)!;
    return `the entry at ${proof} says that ${durable} bytes were durable when it was written, ` +
      `so the bad one at ${end} ` +
      "was: the disk has lost it, and the log is left as it is (section 17.4)";
  }
  if (end === file.length) return "all entries are good (section 17.4)";
  return `no good entry behind ${end} says that more than ${end} bytes were durable: ` +
    "what stands there was never promised, " +
    "and is what a crash may leave of a write that had not ended (section 17.4)";
}
