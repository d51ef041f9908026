/** Bugs of a log: its entries, what is recovered of it, and group commit. @module */

import {
  type Any,
  crc32c,
  type Entries,
  type Group,
  type Recovery,
} from "../../../exercises/17-storage/given.ts";
import type { Answers } from "../../../exercises/17-storage/answers.ts";
import type { Mutants } from "hb/grade/mutants.ts";
import { entry } from "../entry.ts";
import { group } from "../group.ts";
import { recovery } from "../recovery.ts";

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset);

/** Another check than the right one. */
const checking = (checkOf: (entry: Uint8Array) => number): Entries => ({
  write(body, position, durable) {
    const bytes = entry.write(body, position, durable);
    viewOf(bytes).setUint32(4, checkOf(bytes), true);
    return bytes;
  },
  read(file, position) {
    if (position + 16 > file.length) return undefined;
    const head = viewOf(file.subarray(position)), length = head.getUint32(0, true);
    const end = position + 16 + length;
    if (end > file.length || head.getUint32(8, true) !== position) return undefined;
    if (checkOf(file.subarray(position, end)) !== head.getUint32(4, true)) return undefined;
    return { body: file.slice(position + 16, end), durable: head.getUint32(12, true), end };
  },
});

/** What is read, changed where there is something. */
const read = (
  change: (found: Any, file: Uint8Array, position: number) => Any,
): Partial<Entries> => ({
  read(file, position) {
    const found = entry.read(file, position);
    return found && change(found, file, position);
  },
});

const rightCheck = (bytes: Uint8Array) => crc32c(bytes.subarray(8), crc32c(bytes.subarray(0, 4)));

/** Reads without one of the checks. */
const lenient = (position: boolean, check: boolean): Partial<Entries> => ({
  read(file, at) {
    if (at + 16 > file.length) return undefined;
    const head = viewOf(file.subarray(at)), end = at + 16 + head.getUint32(0, true);
    if (end > file.length || position && head.getUint32(8, true) !== at) return undefined;
    if (check && rightCheck(file.subarray(at, end)) !== head.getUint32(4, true)) return undefined;
    return { body: file.slice(at + 16, end), durable: head.getUint32(12, true), end };
  },
});

/** Recovers with another rule for what is corrupt. */
const recovering = (
  proves: (file: Uint8Array, read: Entries["read"], end: number) => boolean,
): Recovery =>
(file, read) => {
  const found = recovery(file, read);
  const end = "corrupt" in found ? found.corrupt : found.end, bodies: Uint8Array[] = [];
  if (end < file.length && proves(file, read, end)) return { corrupt: end };
  for (let at = 0; at < end;) {
    const each = read(file, at)!;
    bodies.push(each.body);
    at = each.end;
  }
  return { bodies, end };
};

/** Whether a good entry stands behind that says something. */
const behind =
  (says: (durable: number, end: number) => boolean, most = Infinity, step = 1) =>
  (file: Uint8Array, read: Entries["read"], end: number) => {
    for (let at = end + step; at < Math.min(file.length, end + most); at += step) {
      const found = read(file, at);
      if (found !== undefined && says(found.durable, end)) return true;
    }
    return false;
  };

const groups = (change: Partial<Group<Any>>): Partial<Group<Any>> => change;

export const logMutants: Mutants<Answers> = {
  entry: {
    "no-length: the check is of the body and the two numbers before it": checking((bytes) =>
      crc32c(bytes.subarray(8))
    ),
    "body-only: the check is of the body alone": checking((bytes) => crc32c(bytes.subarray(16))),
    "any-place: an entry is good wherever it stands": lenient(false, true),
    "unchecked: a check that does not fit is overlooked": lenient(true, false),
    "view: a body is a part of the file": read((found, file, position) => ({
      ...found,
      body: file.subarray(position + 16, found.end),
    })),
    "signed: numbers have a sign": read((found) => ({ ...found, durable: found.durable | 0 })),
    "small: a body of more than 65,535 bytes has another length": {
      write(body, position, durable) {
        const bytes = entry.write(body, position, durable);
        viewOf(bytes).setUint32(0, body.length & 0xffff, true);
        return bytes;
      },
    },
    "high-first: numbers have their highest byte first": {
      write(body, position, durable) {
        const bytes = entry.write(body, position, durable), view = viewOf(bytes);
        for (const at of [0, 4, 8, 12]) view.setUint32(at, view.getUint32(at, true));
        return bytes;
      },
    },
    "beginning: a file is taken for all of its memory": {
      read: (file, position) => entry.read(new Uint8Array(file.buffer), position),
    },
    "believes: a length is believed before it is known to fit": {
      read(file, position) {
        const length = viewOf(file.subarray(position)).getUint32(0, true);
        if (new Uint8Array(file.buffer, file.byteOffset + position + 16, length).length < length) {
          return;
        }
        return entry.read(file, position);
      },
    },
  },
  recovery: {
    "cuts: the log is cut at the first bad entry, whatever stands behind": recovering(() => false),
    "refuses: a good entry behind a bad one is proof enough": recovering(behind(() => true)),
    "refuses-all: whatever is bad is corrupt": recovering(() => true),
    "next-only: proof is looked for in the next hundred bytes": recovering(
      behind((durable, end) => durable > end, 100),
    ),
    "aligned: proof is looked for at every eighth byte": recovering(
      behind((durable, end) => durable > end, Infinity, 8),
    ),
    "at-the-end: whoever says that all before the bad one was durable proves it": recovering(
      behind((durable, end) => durable >= end),
    ),
    "skips: good entries behind a bad one count": (file, read) => {
      const found = recovery(file, read);
      if ("corrupt" in found) return found;
      const bodies = [...found.bodies];
      for (let at = found.end + 1; at < file.length; at++) {
        const each = read(file, at);
        if (each !== undefined) bodies.push(each.body);
      }
      return { ...found, bodies };
    },
    "whole: what cannot be read is left where it is": (file, read) => {
      const found = recovery(file, read);
      return "corrupt" in found ? found : { ...found, end: file.length };
    },
    "empty: an empty body ends the log": (file, read) =>
      recovery(file, (file, position) => {
        const found = read(file, position);
        return found?.body.length === 0 ? undefined : found;
      }),
  },
  group: {
    "shares: a put that comes in a sync is told when that ends": groups({
      put(s, put, io) {
        if (s.hasFailed || s.syncing.length === 0) group.put(s, put, io);
        else s.syncing.push(put);
      },
    }),
    "two: every put begins a sync": groups({
      put(s, put, io) {
        if (s.syncing.length > 0 && !s.hasFailed) io.sync();
        group.put(s, put, io);
      },
    }),
    "stuck: after a sync nobody begins the next": groups({
      synced(s, io) {
        for (const put of s.syncing) io.tell(put);
        s.syncing = [];
      },
    }),
    "idle: a sync that nobody waits for": groups({
      synced(s, io) {
        const isIdle = s.waiting.length === 0;
        group.synced(s, io);
        if (isIdle) io.sync();
      },
    }),
    "batch-only: only those that the failed sync covered are refused": groups({
      failed(s, io) {
        for (const put of s.syncing) io.refuse(put);
        s.syncing = [];
        s.hasFailed = true;
      },
    }),
    "again: a sync that has failed is tried again": groups({ failed: (_s, io) => io.sync() }),
    "goes-on: after a failure the next put begins a sync": groups({
      failed(s, io) {
        group.failed(s, io);
        s.hasFailed = false;
      },
    }),
    "eight: of a batch eight are told": groups({
      synced(s, io) {
        s.syncing.length = Math.min(s.syncing.length, 8);
        group.synced(s, io);
      },
    }),
    "last-first: puts are told in reverse": groups({
      synced(s, io) {
        s.syncing.reverse();
        group.synced(s, io);
      },
    }),
    "waits: the first put waits for another": groups({
      put(s, put, io) {
        if (s.hasFailed || s.syncing.length > 0 || s.waiting.length > 0) group.put(s, put, io);
        else s.waiting.push(put);
      },
    }),
    "keeps: all puts are remembered": groups({
      put(s, put, io) {
        (s.all ??= []).push(put);
        group.put(s, put, io);
      },
    }),
  },
};
