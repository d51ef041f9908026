/** Part 1: an entry of a log. */

import { crc32c, type Entries } from "../../exercises/17-storage/given.ts";

const HEADER = 16;

/** All but the check itself. */
const checkOf = (entry: Uint8Array) => crc32c(entry.subarray(8), crc32c(entry.subarray(0, 4)));

export const entry: Entries = {
  write(body, position, durable) {
    const entry = new Uint8Array(HEADER + body.length), head = new DataView(entry.buffer);
    head.setUint32(0, body.length, true);
    head.setUint32(8, position, true);
    head.setUint32(12, durable, true);
    entry.set(body, HEADER);
    head.setUint32(4, checkOf(entry), true);
    return entry;
  },
  read(file, position) {
    if (position + HEADER > file.length) return undefined;
    const head = new DataView(file.buffer, file.byteOffset + position, HEADER);
    if (head.getUint32(8, true) !== position) return undefined;
    const end = position + HEADER + head.getUint32(0, true);
    if (end > file.length) return undefined;
    if (checkOf(file.subarray(position, end)) !== head.getUint32(4, true)) return undefined;
    return { body: file.slice(position + HEADER, end), durable: head.getUint32(12, true), end };
  },
};
