import { assertThrows } from "@std/assert";
import { fixedLayout } from "../fixed.ts";
import { MalformedBytes } from "../malformed.ts";
import {
  between,
  boolean,
  finite,
  list,
  map,
  orNull,
  type Schema,
  set,
  type Untyped,
} from "../schema.ts";

const odd: readonly (readonly [string, Untyped, readonly number[], string])[] = [
  ["a flag of 2", orNull(boolean), [2, 1], "0 or 1"],
  ["a boolean of 2", boolean, [2], "true or false"],
  ["a byte too many", boolean, [1, 0], "the end"],
  ["a byte too few", between(0, 9), [1, 0, 0], "4 bytes"],
  ["a member twice", set(boolean), [8, 0, 0, 0, 2, 0, 0, 0, 1, 1], "each member once"],
  ["a key twice", map(boolean, boolean), [8, 0, 0, 0, 2, 0, 0, 0, 1, 0, 1, 1], "each key once"],
  ["too few items", list(boolean, { least: 1 }), [8, 0, 0, 0, 0, 0, 0, 0], "a count from 1"],
  ["NaN", finite, [0, 0, 0, 0, 0, 0, 0xf8, 0x7f], "a finite number"],
];

for (const [name, schema, given, words] of odd) {
  Deno.test(`bytes are malformed that hold ${name}`, () => {
    const decode = () => fixedLayout(schema as Schema<unknown>).decode(Uint8Array.from(given));
    assertThrows(decode, MalformedBytes, words);
  });
}
