/** Messages, good and bad ones. @module */

import { drawnBy, type Grading } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import { formOf } from "./varints.ts";

/** The bytes of a message in hexadecimal, and how deep messages in messages may be. */
export interface Case {
  readonly hex: string;
  readonly deepest: number;
}

const varint = (number: bigint | number) => formOf(BigInt(number)).toHex();
const tag = (field: number, form: number) => varint(field * 8 + form);
const part = (hex: string) => varint(hex.length / 2) + hex;

/** Cases, the plain ones first. */
export function* cases(grading: Grading): Generator<Case> {
  const deepest = 3;
  const plain = [
    "",
    tag(1, 0) + varint(7),
    tag(1, 0) + varint(2n ** 64n - 1n) + tag(2, 0) + varint(2n ** 64n - 1n) + tag(2, 0) + "02",
    tag(2, 0) + varint(2n ** 63n + 5n),
    tag(16, 0) + "05" + tag(2 ** 29 - 1, 0) + "06",
    tag(3, 2) + part("c3a4") + tag(3, 2) + part(""),
    tag(3, 2) + part("efbbbf61"),
    tag(4, 2) + part("00ff80"),
    tag(6, 0) + "01" + tag(6, 2) + part("02ac02") + tag(6, 2) + part("") + tag(6, 0) + "09",
    tag(5, 2) + part(tag(1, 0) + "05") + tag(5, 2) + part(tag(2, 0) + "05"),
    // Messages that come twice are merged, at every depth: the last counts, and numbers are added.
    tag(5, 2) + part(tag(1, 0) + "05" + tag(6, 0) + "01") + tag(5, 2) + part("") + tag(5, 2) +
    part(tag(1, 0) + "06" + tag(6, 2) + part("0203")),
    (tag(5, 2) + part(tag(5, 2) + part(tag(2, 0) + "05")) + tag(1, 0) + "09").repeat(2) +
    tag(5, 2) + part(tag(5, 2) + part(tag(4, 2) + part("aa")) + tag(3, 2) + part("61")),
    tag(6, 2) + part(""),
    tag(5, 2) + part(tag(5, 2) + part(tag(4, 2) + part("aa"))) + tag(1, 0) + "01",
    // Not known, or written otherwise.
    tag(9, 0) + "ac02" + tag(9, 1) + "0102030405060708" + tag(9, 5) + "01020304" + tag(9, 2) +
    part("ffff"),
    tag(1, 1) + "0102030405060708" + tag(1, 0) + "01",
    tag(3, 5) + "01020304" + tag(3, 0) + "05" + tag(1, 2) + part("01"),
    tag(2 ** 29 - 2, 0) + "01",
    tag(5, 0) + "01" + tag(6, 1) + "0102030405060708",
    // Broken.
    tag(0, 0) + "01",
    varint(2n ** 32n + 8n) + "01",
    varint(2n ** 29n * 8n) + "01",
    varint(2n ** 35n + 8n) + "01",
    ...[3, 4, 6, 7].flatMap((form) => [tag(1, form) + "01", tag(9, form)]),
    tag(3, 2) + part("ff"),
    tag(3, 2) + part("c3"),
    tag(3, 2) + part("eda080"),
    tag(6, 2) + part("0180"),
    tag(1, 0) + "8000",
    tag(9, 0) + "8000",
    tag(9, 0) + "ffffffffffffffffff02",
    tag(9, 2) + "8100" + "01",
    ...overflowing(),
    ...[3, 4, 5, 6, 9].flatMap((field) =>
      [
        1n,
        127n,
        2n ** 31n - 1n,
        2n ** 31n,
        2n ** 32n - 1n,
        2n ** 32n,
        2n ** 53n,
        2n ** 63n,
        2n ** 64n - 1n,
      ]
        .map((length) => tag(field, 2) + varint(length))
    ),
    tag(5, 2) + part(tag(1, 0)) + "05",
    tag(5, 2) + part(tag(3, 2) + "02" + "61") + "61",
    tag(5, 2) + part(tag(9, 5) + "0102") + "0304",
    tag(5, 2) + part(tag(1, 0) + "ac") + "02",
    // What follows is good by itself, and would be good, too, as what is missing.
    tag(5, 2) + part(tag(1, 0) + "ac") + tag(1, 0) + "01",
    tag(5, 2) + part(tag(3, 2) + "02" + "61") + tag(1, 0) + "05",
    tag(5, 2) + part(tag(9, 5) + "0102") + tag(1, 0) + "05" + tag(1, 0) + "06",
  ];
  for (const hex of plain) yield { hex, deepest };
  for (const levels of [0, 1, 2, 3, 4, 5, 30]) {
    for (const deepest of [0, 1, 4, 30]) yield { hex: nested(levels), deepest };
  }
  yield { hex: nested(25) + tag(9, 2) + part("00"), deepest: 100 };
  yield { hex: nested(400), deepest: 100 };
  for (const levels of [100, 101, 40_000]) yield { hex: nested(levels), deepest: 10 ** 6 };
  yield { hex: tag(9, 2) + part(nested(400)), deepest: 1 };
  yield { hex: tag(6, 2) + part("7f".repeat(20_000)), deepest };
  yield { hex: (tag(6, 0) + "01").repeat(5000), deepest };
  // Who makes a list anew for each of its numbers is not done with this one.
  yield { hex: (tag(6, 0) + "01").repeat(100_000), deepest };
  // More than a call may have arguments.
  for (const field of [3, 6]) yield { hex: tag(field, 2) + part("62".repeat(150_000)), deepest };
  yield* drawnBy(grading, 500, "messages", (random) => ({ hex: drawMessage(random, 3), deepest }));
  yield* drawnBy(grading, 900, "broken", (random) => ({ hex: broken(random), deepest }));
}

/** Numbers that would be good ones if they were cut to 64 bits, or to fewer. */
function overflowing(): string[] {
  const tooLong = (low: number) => `${(low + 128).toString(16)}${"80".repeat(8)}02`;
  const lengths = [2n ** 31n, 2n ** 32n, 2n ** 53n, 2n ** 63n].map((high) => varint(high + 1n));
  const bad = [...lengths, tooLong(1)];
  return [
    tag(1, 0) + tooLong(5),
    tag(2, 0) + tooLong(5),
    tag(6, 0) + tooLong(5),
    tag(6, 2) + part(tooLong(5)),
    ...[0, 1, 2, 5].map((form) => tooLong(8 + form) + "01".repeat(8)),
    ...[3, 4, 5, 6, 9].flatMap((field) => bad.map((length) => `${tag(field, 2)}${length}08`)),
  ];
}

/** A message in a message, so many times. */
function nested(levels: number): string {
  let hex = tag(1, 0) + "01";
  for (let level = 0; level < levels; level++) hex = tag(5, 2) + part(hex);
  return hex;
}

function drawMessage(random: Random, deepest: number): string {
  let hex = "";
  for (let left = random.below(5); left > 0; left--) {
    const field = [1, 2, 3, 4, 5, 6, 16, 9, 1000][random.below(9)]!;
    const form = random.chance(0.85)
      ? ([3, 4, 5].includes(field) ? 2 : 0)
      : [0, 1, 2, 5][random.below(4)]!;
    const number = BigInt(random.bits()) << BigInt(random.below(33));
    hex += tag(field, form);
    if (form === 0) hex += varint(number >> BigInt(random.below(60)));
    else if (form !== 2) hex += "5a".repeat(form === 1 ? 8 : 4);
    else if (field === 5 && deepest > 0) hex += part(drawMessage(random, deepest - 1));
    else hex += part(Array.from({ length: random.below(4) }, () => letter(random)).join(""));
  }
  return hex;
}

/** A letter, which is a good number, too. */
const letter = (random: Random) => (0x61 + random.below(26)).toString(16);

/** A message in which something is another byte, missing, or too much; or any bytes. */
function broken(random: Random): string {
  const byte = () => random.below(256);
  if (random.chance(0.2)) return Uint8Array.from({ length: random.below(20) }, byte).toHex();
  const bytes = [...Uint8Array.fromHex(drawMessage(random, 3))];
  for (let left = 1 + random.below(3); left > 0 && bytes.length > 0; left--) {
    const at = random.below(bytes.length), how = random.below(4);
    if (how === 0) bytes.splice(at, 1 + random.below(3));
    else if (how === 1) bytes.splice(at, 0, byte());
    else if (how === 2) bytes[at] = byte();
    else bytes[at]! ^= 1 << random.below(8);
  }
  return Uint8Array.from(bytes).toHex();
}

/** Without a few of its bytes. */
export function* smaller({ hex, deepest }: Case): Generator<Case> {
  if (hex.length > 600) return;
  for (const length of [8, 4, 2, 1]) {
    for (let at = 0; at + length <= hex.length / 2; at++) {
      yield { hex: hex.slice(0, 2 * at) + hex.slice(2 * (at + length)), deepest };
    }
  }
}
