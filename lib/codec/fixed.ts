/**
 * A codec of the fixed layout, which `fixed/layout.ts` describes: nothing is taken apart before somebody asks for it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { fixedLayout } from "hb/codec/fixed.ts";
 * import { Pool } from "hb/codec/pool.ts";
 * import { bytes, integer, list, message, record, type Schema } from "hb/codec/schema.ts";
 *
 * type Message = { type: "append"; term: number; entries: readonly Uint8Array[] };
 * const schema: Schema<Message> = message({
 *   append: [1, { term: [1, integer], entries: [2, list(bytes())] }],
 * });
 * const envelope = fixedLayout(record({ to: [1, integer], message: [2, schema] }));
 *
 * const entries = [Uint8Array.of(1, 2), Uint8Array.of(3)];
 * const pool = new Pool(), loan = envelope.lend(pool, {
 *   to: 2,
 *   message: { type: "append", term: 5, entries },
 * });
 * assertEquals(envelope.glance(loan), { to: 2, message: { type: "append" } });
 * const view = envelope.view(loan);
 * assertEquals(view.message.entries.at(1), Uint8Array.of(3));
 * loan.release();
 * ```
 *
 * @module
 */

import { dataOf } from "./fixed/data.ts";
import { type Glance, glanceOf } from "./fixed/glance.ts";
import { slotOf } from "./fixed/layout.ts";
import { Looking, validateOf } from "./fixed/validate.ts";
import { type View, viewOf } from "./fixed/view.ts";
import { writeOf } from "./fixed/write.ts";
import { FixedWriter } from "./fixed/writer.ts";
import { MalformedBytes } from "./malformed.ts";
import { type Loan, type Pool, type Source, sourceOf } from "./pool.ts";
import type { Schema } from "./schema/node.ts";

/** Writes and reads values of one type. */
export interface FixedLayout<T> {
  /** The bytes of a value. Throws `TypeError` for one that the schema does not allow and no slot can hold. */
  encode(value: T): Uint8Array<ArrayBuffer>;
  /** The same, in a buffer of a pool; whoever gets it releases it. */
  lend(pool: Pool, value: T): Loan;
  /** Looks through all of the bytes; throws `MalformedBytes` unless they are such a value's. */
  validate(source: Source): void;
  /** The value as it lies in the bytes, after a look through all of them; throws `MalformedBytes`. */
  view(source: Source): View<T>;
  /** A copy of the value, which shares no memory with the bytes; throws `MalformedBytes`. */
  decode(bytes: Uint8Array): T;
  /** What the first bytes of a record tell, without a look at any other; throws `MalformedBytes`. */
  glance(source: Source): Glance<T>;
}

/** The codec of a schema, compiled. */
export function fixedLayout<T>(schema: Schema<T>): FixedLayout<T> {
  const { node } = schema, { size, align } = slotOf(node);
  const write = writeOf(node), look = validateOf(node), view = viewOf(node), data = dataOf(node);
  const glance = node.kind === "record" ? glanceOf(node) : undefined;

  function written(writer: FixedWriter, value: T): FixedWriter {
    write(writer, writer.add(align, size), value);
    return writer;
  }

  function validate(source: Source): void {
    const looking = new Looking(source), { length } = source.bytes;
    look(looking, looking.claim(align, size));
    if (looking.next !== length) {
      throw new MalformedBytes(looking.next, "the end", `${length - looking.next} more bytes`);
    }
  }

  return {
    encode: (value) => written(new FixedWriter(FIRST_BYTES), value).taken(),
    lend(pool, value) {
      const writer = new FixedWriter(FIRST_BYTES, pool);
      try {
        return written(writer, value).lent();
      } finally {
        writer.abandon();
      }
    },
    validate,
    view(source) {
      validate(source);
      return view(source, 0) as View<T>;
    },
    decode(bytes) {
      const source = sourceOf(bytes);
      validate(source);
      return data(source, 0) as T;
    },
    glance(source) {
      if (glance !== undefined) return glance(source) as Glance<T>;
      throw new TypeError(`Cannot glance because a record is required: given ${node.kind}`);
    },
  };
}

/** How much room there is at first, in bytes. */
const FIRST_BYTES = 512;
