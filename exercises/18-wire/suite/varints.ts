import text from "./varints.md" with { type: "text" };
import { drawnBy, type Grading, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { MalformedBytes, type Varints } from "../given.ts";
import { inBytes, outcome, REFUSED, unlike } from "./saying.ts";

/** What is asked for; numbers are in decimal. */
type Case =
  | { readonly write: string }
  | { readonly zigzag: string }
  | { readonly unzigzag: string }
  /** The bytes in hexadecimal, of which so many stand before the number. */
  | { readonly read: string; readonly at: number };

export const varints = task<Answers>(text, ({ varints }, grading) => {
  grading.forAll(cases(grading), (each) => judge(varints, each, grading), smaller);
});

const LARGEST = 2n ** 64n - 1n;

/** The numbers at which forms change. */
const edges = [
  ...new Set([
    ...Array.from({ length: 65 }, (_, bits) => [2n ** BigInt(bits) - 1n, 2n ** BigInt(bits)])
      .flat(),
    300n,
    LARGEST,
  ]),
].filter((number) => number <= LARGEST);

function* cases(grading: Grading): Generator<Case> {
  for (const number of edges) {
    yield { write: `${number}` };
    yield { read: formOf(number).toHex(), at: 0 };
    yield { unzigzag: `${number}` };
    if (number < 2n ** 63n) yield { zigzag: `${number}` };
    if (number <= 2n ** 63n) yield { zigzag: `${-number}` };
  }
  for (const number of [-1n, LARGEST + 1n, 2n ** 70n]) yield { write: `${number}` };
  yield* bad();
  yield* drawnBy(grading, 300, "varints", (random): Case => {
    const number = drawNumber(random);
    if (random.chance(0.3)) return { write: `${number}` };
    const before = random.below(4), behind = drawBytes(random, random.below(4));
    return { read: `${"ff".repeat(before)}${formOf(number).toHex()}${behind}`, at: before };
  });
  yield* drawnBy(grading, 300, "bytes", (random): Case => ({
    read: drawBytes(random, random.below(13)),
    at: 0,
  }));
}

/** Forms that are too long, or that are cut short; each of nine to eleven bytes among them. */
function* bad(): Generator<Case> {
  for (let length = 0; length <= 11; length++) {
    const before = "80".repeat(length), full = "ff".repeat(length);
    for (const [all, at] of [["", 0], ["ff", 1]] as const) {
      for (const last of ["", "00", "01", "02", "03", "7e", "7f"]) {
        yield { read: `${all}${before}${last}`, at };
        yield { read: `${all}${full}${last}`, at };
      }
    }
  }
}

function drawNumber(random: Random): bigint {
  const bits = BigInt(random.below(65));
  const number = BigInt(random.bits()) << 32n | BigInt(random.bits());
  return number & (1n << bits) - 1n;
}

const drawBytes = (random: Random, length: number) =>
  Uint8Array.from(
    { length },
    () => random.chance(0.6) ? 128 + random.below(128) : random.below(128),
  )
    .toHex();

function* smaller(given: Case): Generator<Case> {
  if (!("read" in given)) return;
  const { read, at } = given;
  if (at > 0) yield { read: read.slice(2), at: at - 1 };
  if (read.length > 2 * at) yield { read: read.slice(0, -2), at };
}

/** The shortest form. */
export function formOf(number: bigint): Uint8Array {
  const bytes: number[] = [];
  do {
    bytes.push(Number(number % 128n));
    number /= 128n;
  } while (number > 0n);
  return Uint8Array.from(bytes, (byte, i) => i + 1 < bytes.length ? byte + 128 : byte);
}

/** What stands at a position, or why nothing good does. */
export function numberAt(bytes: Uint8Array, at: number): { value: bigint; end: number } | string {
  const last = bytes.subarray(at).findIndex((byte) => byte < 128);
  if (last < 0 && bytes.length - at < 10) return CUT;
  if (last < 0 || last > 9) return LONG;
  let value = 0n;
  for (let i = last; i >= 0; i--) value = value * 128n + BigInt(bytes[at + i]! % 128);
  if (value > LARGEST) return LONG;
  return last > 0 && bytes[at + last] === 0 ? SHORTEST : { value, end: at + last + 1 };
}

function judge(varints: Varints, given: Case, grading: Grading): void {
  if ("write" in given) {
    const number = BigInt(given.write), asked = `write(${number}n)`;
    const came = outcome(() => varints.write(number), RangeError, grading, asked);
    // What was written stays as it is when more is.
    outcome(() => varints.write(LARGEST - 5n), RangeError, grading, asked);
    const must = number < 0n || number > LARGEST ? "a RangeError" : inBytes(formOf(number));
    const told = came instanceof Uint8Array ? inBytes(came) : `${came}`;
    if (told !== must) unlike({ asked, came: told, must, why: SHORT });
  } else if ("read" in given) {
    // They stand within a larger buffer.
    const bytes = Uint8Array.fromHex(`8f8f${given.read}01`).subarray(2, -1), { at } = given;
    const asked = `read, at ${at} of ${inBytes(bytes)}`;
    const came = outcome(() => varints.read(bytes, at), MalformedBytes, grading, asked);
    const must = numberAt(bytes, at);
    if (typeof must === "string") {
      if (came === REFUSED) return;
      unlike({ asked, came: numberInWords(came), must: REFUSED, why: must });
    }
    const [told, right] = [numberInWords(came), numberInWords(must)];
    if (told !== right) unlike({ asked, came: told, must: right, why: EXACT });
  } else {
    const [name, given_] = Object.entries(given)[0] as ["zigzag" | "unzigzag", string];
    const number = BigInt(given_), asked = `${name}(${number}n)`;
    const came = grading.asked(() => varints[name](number), () => `asked: ${asked}\n  came`);
    const must = name === "zigzag"
      ? (number < 0n ? -number * 2n - 1n : number * 2n)
      : (number % 2n === 0n ? number / 2n : -(number + 1n) / 2n);
    if (came !== must) unlike({ asked, came: `${came}`, must: `${must}`, why: ZIGZAG });
  }
}

const numberInWords = (read: unknown) =>
  typeof read === "object" && read !== null && "value" in read && "end" in read
    ? `${read.value}${typeof read.value === "bigint" ? "n" : " (no bigint)"}, and then ${read.end}`
    : `${read}`;

const SHORT =
  "seven bits in each byte, the lowest first, in as few bytes as will do (section 18.3)";
const EXACT =
  "every number of 64 bits is read exactly as it was written, and nothing behind it is looked at";
const CUT = "the last byte has its highest bit set, so that another one must follow";
const LONG =
  "64 bits are nine bytes of seven bits, and one bit: of a tenth byte nothing else may be set, and " +
  "there is no eleventh";
const SHORTEST =
  "a shorter form would have done: what has two forms passes a check in the one, and is used in " +
  "the other";
const ZIGZAG = "0, -1, 1, -2, 2 become 0, 1, 2, 3, 4, for every number of 64 bits";
