/** How entries may stand in a log: one way that is right, and some that lack one thing. @module */

import { ByteWriter } from "../../codec/byte_writer.ts";
import { crc32c } from "../../codec/crc32c.ts";
import {
  ENTRY_HEADER,
  LONGEST_FILE,
  type Scan,
  scan,
  writeEntry,
} from "../../storage/wal/entry.ts";
import type { Layout } from "./tiny_log.ts";

const NEWLINE = 10;

/** A line for each body. */
export const lines: Layout = {
  entry: (body) => Uint8Array.of(...body, NEWLINE),
  read(file) {
    const bodies: Uint8Array[] = [];
    for (let start = 0; start < file.length;) {
      const found = file.indexOf(NEWLINE, start), end = found < 0 ? file.length : found;
      bodies.push(file.slice(start, end));
      start = end + 1;
    }
    return { bodies, end: file.length };
  },
};

/** A length of four bytes, four of the check of the body, and the body. */
export const bodyChecked: Layout = {
  entry(body) {
    const writer = new ByteWriter();
    writer.uint32(body.length);
    writer.uint32(crc32c(body));
    writer.bytes(body);
    return writer.view();
  },
  read(file) {
    const bodies: Uint8Array[] = [], view = new DataView(file.buffer);
    let end = 0;
    while (end + 8 <= file.length) {
      const length = view.getUint32(end, true), next = end + 8 + length;
      if (next > file.length) break;
      const body = file.slice(end + 8, next);
      if (crc32c(body) !== view.getUint32(end + 4, true)) break;
      bodies.push(body);
      end = next;
    }
    return { bodies, end };
  },
};

/** Those of the write-ahead log: a check of all that it is, where it stands, and what was durable. */
export const safe: Layout = {
  entry: (body, place, durable) => entryOf(place, durable, body),
  read: (file) => unlessCorrupt(scan(file)),
};

/** The same, and whatever is bad counts as torn: as if entries did not say what was durable. */
export const cuts: Layout = { ...safe, read: scan };

/** The same, and whatever is bad and has a good entry behind it counts as corrupt. */
export const refuses: Layout = {
  ...safe,
  entry: (body, place) => entryOf(place, LONGEST_FILE, body),
};

/** The same, and entries do not say where they stand: all say 0, and are good anywhere. */
export const withoutPosition: Layout = {
  entry: (body, _place, durable) => entryOf(0, durable, body),
  read(file) {
    const bodies: Uint8Array[] = [];
    let end = 0;
    for (let body = bodyAt(file, end); body !== undefined; body = bodyAt(file, end)) {
      bodies.push(body);
      end += ENTRY_HEADER + body.length;
    }
    const view = new DataView(file.buffer, file.byteOffset);
    for (let proof = end + 1; proof < file.length; proof++) {
      if (bodyAt(file, proof) === undefined || view.getUint32(proof + 12, true) <= end) continue;
      return unlessCorrupt({ bodies, end, proof });
    }
    return { bodies, end };
  },
};

/** An entry of the write-ahead log. */
export function entryOf(place: number, durable: number, body: Uint8Array): Uint8Array {
  const writer = new ByteWriter();
  writeEntry(writer, place, durable, body);
  return writer.view();
}

/** The entry that stands there, as if the file began with it. */
function bodyAt(file: Uint8Array, place: number): Uint8Array | undefined {
  return scan(file.subarray(place)).bodies[0];
}

function unlessCorrupt({ bodies, end, proof }: Scan): ReturnType<Layout["read"]> {
  if (proof === undefined) return { bodies, end };
  throw new Error(
    `Cannot read the log because the entry at byte ${end} must be whole, which was durable ` +
      "once: given one that its check sum does not fit",
  );
}
