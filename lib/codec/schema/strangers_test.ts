/** What any layout owes to a stranger's bytes: they are a value or malformed, and nothing else is thrown. */

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { MalformedBytes } from "../malformed.ts";
import type { Schema, Untyped } from "../schema.ts";
import { arbitraryOf, damage, everything } from "./arbitrary_test.ts";
import { checkerOf } from "./check.ts";

/** Something that encodes and decodes. */
interface Codec {
  encode(value: unknown): Uint8Array;
  decode(bytes: Uint8Array): unknown;
}

/** A layout, and what is special of it. */
export interface Layout {
  /** The codec of a schema. */
  readonly codecOf: (schema: Schema<unknown>) => Codec;
  /** Schemas that are given garbage. */
  readonly schemas: readonly Untyped[];
  /** Bytes that mean something in it. */
  readonly bytes: readonly number[];
  /** What must be seen of 1500 damaged messages: more than so many that are read, and that are malformed. */
  readonly seen: { readonly read: number; readonly malformed: number };
  /** Reads bytes that were decoded, in another way. */
  readonly alsoRead?: (bytes: Uint8Array) => void;
}

/** Registers the tests. */
export function testStrangersBytes(
  { codecOf, schemas, bytes, seen: least, alsoRead }: Layout,
): void {
  const codec = codecOf(everything as Schema<unknown>), check = checkerOf(everything);

  Deno.test("damaged bytes are malformed or another value, and nothing else is thrown", () => {
    const seen = { read: 0, malformed: 0 };
    const damages = fc.array(damage, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(arbitraryOf(everything.node), damages, (value, damages) => {
        const bytes = damages.reduce((bytes, each) => each(bytes), codec.encode(value));
        const judged = judge(codec, bytes);
        seen[judged === undefined ? "malformed" : "read"]++;
        if (judged === undefined) return;
        assertEquals(check(judged.value), undefined);
        alsoRead?.(bytes);
      }),
      { numRuns: 1500 },
    );
    const isEnough = seen.read > least.read && seen.malformed > least.malformed;
    assert(isEnough, JSON.stringify(seen));
  });

  Deno.test("so is garbage, whatever the schema", () => {
    const codecs = schemas.map((schema) => codecOf(schema as Schema<unknown>));
    const byte = fc.oneof(fc.constantFrom(...bytes), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 40, size: "max" }), (garbage) => {
        for (const codec of codecs) judge(codec, Uint8Array.from(garbage));
      }),
      { numRuns: 3000 },
    );
  });
}

/** What a stranger's bytes are read as; nothing if they are malformed, at a place that is in them. */
function judge(codec: Codec, bytes: Uint8Array): { readonly value: unknown } | undefined {
  try {
    return { value: codec.decode(bytes) };
  } catch (error) {
    assert(error instanceof MalformedBytes, `${error}`);
    assert(error.offset >= 0 && error.offset <= bytes.length, `${error}`);
    return undefined;
  }
}
