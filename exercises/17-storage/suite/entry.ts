import text from "./entry.md" with { type: "text" };
import { drawnBy, type Grading, task } from "hb/grade/part.ts";
import { ByteWriter } from "hb/codec/byte_writer.ts";
import { writeEntry } from "hb/storage/wal/entry.ts";
import type { Answers } from "../answers.ts";
import type { Entries } from "../given.ts";
import { areSame, asking, inBytes, many, unlike } from "./saying.ts";

/** An entry that is written, and a file in which it stands. */
interface Case {
  readonly length: number;
  /** The first byte of the body; each further one is one more. */
  readonly first: number;
  readonly position: number;
  readonly durable: number;
  /** How many bytes stand behind it. */
  readonly behind: number;
  /** What is done to the file, if anything. */
  readonly damage?: Damage;
}

type Damage =
  | { readonly flip: number; readonly xor: number }
  | { readonly cut: number }
  | { readonly moved: number }
  | { readonly zeros: true };

export const entry = task<Answers>(text, ({ entry }, grading) => {
  grading.forAll(cases(grading), (each) => {
    if (each.damage === undefined) writes(entry, each, grading);
    if (each.position < 100_000) reads(entry, each, grading);
  }, smaller);
  apart(entry, grading);
});

function* cases(grading: Grading): Generator<Case> {
  const usual = { length: 3, first: 97, position: 0, durable: 0, behind: 0 };
  for (const length of [0, 1, 3, 40, 255, 256, 300]) yield { ...usual, length };
  for (const position of [1, 19, 255, 256, 65_536, 2 ** 31 + 5]) yield { ...usual, position };
  for (const durable of [1, 255, 65_536, 2 ** 31 + 5]) yield { ...usual, durable };
  yield* drawnBy(grading, 60, "entries", (random): Case => {
    const position = random.below(300), durable = random.below(position + 1);
    const [length, first, behind] = [random.below(30), random.below(256), random.below(40)];
    return { length, first, position, durable, behind };
  });
  const whole = { length: 3, first: 97, position: 5, durable: 2, behind: 4 };
  for (let at = 0; at < 19; at++) {
    for (const xor of [1, 128, 255]) yield { ...whole, damage: { flip: at, xor } };
    yield { ...whole, behind: 0, damage: { cut: at } };
  }
  for (const moved of [-5, -1, 1, 256, 65_536]) {
    yield { ...whole, behind: moved + 300, damage: { moved } };
  }
  yield { ...whole, length: 0, damage: { zeros: true } };
  yield { ...whole, position: 0, damage: { zeros: true } };
  for (const length of [70_000, 1_100_000]) yield { ...usual, length };
}

function* smaller(given: Case): Generator<Case> {
  if (given.damage !== undefined) return;
  for (const field of ["length", "position", "durable", "behind"] as const) {
    if (given[field] > 0) yield { ...given, [field]: 0 };
    if (given[field] > 1) yield { ...given, [field]: given[field] >> 1 };
  }
}

const bodyOf = ({ length, first }: Case) =>
  Uint8Array.from({ length }, (_, i) => (first + i % 26) % 256);

function right({ position, durable, ...given }: Case): Uint8Array {
  const writer = new ByteWriter();
  writeEntry(writer, position, durable, bodyOf({ position, durable, ...given }));
  return writer.take();
}

/** The four numbers, and the body. */
function fields(bytes: unknown): string {
  if (!(bytes instanceof Uint8Array) || bytes.length < 16) return inBytes(bytes);
  const [length, check, position, durable] = [0, 4, 8, 12].map((at) =>
    bytes.subarray(at, at + 4).toHex()
  );
  const body = inBytes(bytes.subarray(16));
  return `length ${length}, check ${check}, position ${position}, durable ${durable}, body ${body}`;
}

const told = (given: Case) =>
  `the entry of ${inBytes(bodyOf(given))} at position ${given.position}, ${
    many(given.durable, "byte")
  } durable`;

function writes(entry: Entries, given: Case, grading: Grading): void {
  const large = new Uint8Array(given.length + 7), body = large.subarray(7);
  body.set(bodyOf(given));
  const asked = `to write ${told(given)}`;
  const came = asking(
    grading,
    () => ({ asked, must: fields(right(given)), why: LAYOUT }),
    () => entry.write(body, given.position, given.durable),
  );
  large.fill(1);
  if (areSame(came, right(given))) return;
  unlike({ asked, came: fields(came), must: fields(right(given)), why: LAYOUT });
}

function reads(entry: Entries, given: Case, grading: Grading): void {
  const own = right(given), { position, damage } = given;
  const large = new Uint8Array(9 + position + own.length + given.behind).fill(0x5a);
  let file = large.subarray(9);
  file.set(own, position);
  let at = position, done = "";
  if (damage !== undefined && "flip" in damage) {
    file[position + damage.flip]! ^= damage.xor;
    done = `, whose byte ${damage.flip} is another one`;
  } else if (damage !== undefined && "cut" in damage) {
    file = file.subarray(0, position + damage.cut);
    done = `, of which the file has ${many(damage.cut, "byte")}`;
  } else if (damage !== undefined && "moved" in damage) {
    at += damage.moved;
    file.copyWithin(at, position, position + own.length);
    done = `, which stands at position ${at}`;
  } else if (damage !== undefined) {
    file.fill(0);
    done = ", of which nothing but zeros is on the disk";
  }
  const asked = `to read ${told(given)}${done}`;
  const must = damage === undefined
    ? { body: bodyOf(given), durable: given.durable, end: position + own.length }
    : undefined;
  const why = damage === undefined ? READS : GOOD;
  const came = asking(
    grading,
    () => ({ asked, must: inWords(must), why }),
    () => entry.read(file, at),
  );
  if (damage === undefined) large.fill(0);
  if (must === undefined || came === undefined || came === null) {
    if (must === undefined && came === undefined) return;
  } else if (
    areSame(came.body, must.body) && came.durable === must.durable && came.end === must.end
  ) return;
  unlike({
    asked,
    came: inWords(came),
    must: inWords(must),
    why,
  });
}

/** What was written stays as it is when something else is written. */
function apart(entry: Entries, grading: Grading): void {
  const given = { length: 3, first: 97, position: 0, durable: 0, behind: 0 };
  const other = { ...given, first: 105, position: 19 };
  const asked = `to write ${told(given)}, and then ${told(other)}`;
  const must = `the first is ${fields(right(given))}`;
  const came = asking(grading, () => ({ asked, must, why: OWN }), () => {
    const first = entry.write(bodyOf(given), given.position, given.durable);
    entry.write(bodyOf(other), other.position, other.durable);
    return first;
  });
  if (areSame(came, right(given))) return;
  unlike({ asked, came: `the first is ${fields(came)} by then`, must, why: OWN });
}

const OWN = "what was handed out is its owner's: an entry may wait until it is appended";

function inWords(entry: ReturnType<Entries["read"]> | null): string {
  if (typeof entry !== "object" || entry === null) return String(entry ?? "nothing");
  return `${inBytes(entry.body)}, ${entry.durable} durable, the next one at ${entry.end}`;
}

const LAYOUT =
  "four numbers of four bytes, their lowest byte first, and the body; the check is CRC-32C of " +
  "all else (section 17.4)";
const READS =
  "what was written is read, from any file that has it, and is the reader's own: the file may be " +
  "used for other things " +
  "(section 17.4)";
const GOOD =
  "an entry is good if all of it is there, its check fits, and it stands where it says (section 17.4)";
