/** Bugs of an engine in what it takes and hands on: keys, values, scans and snapshots. @module */

import type {
  Any,
  Engine,
  KeyValue,
  Opening,
  Readable,
} from "../../../exercises/17-storage/given.ts";
import { but } from "./engine_but.ts";

/** All keys are made others. */
const keyed = (change: (key: Uint8Array) => Uint8Array): Partial<Opening> =>
  but((own) => {
    const given = ({ from, to }: Any = {}) => ({
      ...(from && { from: change(from) }),
      ...(to && { to: change(to) }),
    });
    const reading = (own: Readable): Readable => ({
      get: (key) => own.get(change(key)),
      scan: (range) => own.scan(given(range)),
    });
    return {
      ...reading(own),
      put: (key, value, options) => own.put(change(key), value, options),
      delete: (key, options) => own.delete(change(key), options),
      batch: (changes, options) =>
        own.batch(changes.map((each) => ({ ...each, key: change(each.key) })), options),
      snapshot() {
        const held = own.snapshot();
        return { ...held, ...reading(held) };
      },
    };
  });

const iterable = (
  own: Iterable<KeyValue>,
  change: (entries: Iterator<KeyValue>) => Partial<Iterator<KeyValue>>,
): Iterable<KeyValue> => {
  const entries = own[Symbol.iterator]();
  const next = () => entries.next();
  const all = { next, return: () => entries.return?.() ?? { done: true, value: undefined } };
  return { [Symbol.iterator]: () => ({ ...all, ...change(entries) }) as Iterator<KeyValue> };
};

/** Scans that are given up in another way. */
const scanning = (
  change: (entries: Iterator<KeyValue>) => Partial<Iterator<KeyValue>>,
): Partial<Opening> => but((own) => ({ scan: (range) => iterable(own.scan(range), change) }));

export const engineHands: Readonly<Record<string, Partial<Opening>>> = {
  "texts: a key is taken for a text": keyed((key) =>
    new TextEncoder().encode(new TextDecoder().decode(key))
  ),
  "short: of a long key 255 bytes count": keyed((key) => key.subarray(0, 255)),
  "sixteen-bits: of a long key 65,535 bytes count": keyed((key) => key.subarray(0, 65_535)),
  "large: a scan leaves out values of 100,000 bytes and more": but((own) => ({
    *scan(range) {
      for (const each of own.scan(range)) if (each.value.length < 100_000) yield each;
    },
  })),
  "guesses: a get that cannot be read gives nothing": but((own) => ({
    get(key) {
      try {
        return own.get(key);
      } catch (error) {
        if (/must be open/.test(String(error))) throw error;
        return undefined;
      }
    },
  })),
  "stops: a scan ends where it cannot be read": scanning((entries) => ({
    next() {
      try {
        return entries.next();
      } catch {
        return { done: true, value: undefined };
      }
    },
  })),
  "halfway: what a scan needs is kept, though it is given up": scanning(() => ({
    return: () => ({ done: true, value: undefined }),
  })),
  "unbegun: what a scan needs is kept if it is given up before it is read": but((own) => ({
    scan(range) {
      const entries = own.scan(range);
      return (function* () {
        yield* entries;
      })();
    },
  })),
  "kept: what a snapshot needs is kept when it is released": but((own) => ({
    snapshot() {
      const held = own.snapshot();
      let isReleased = false;
      const use = <T>(read: () => T): T => {
        if (isReleased) throw new Error("it is released");
        return read();
      };
      return {
        get: (key) => use(() => held.get(key)),
        scan: (range) => use(() => held.scan(range)),
        release: () => void (isReleased = true),
      };
    },
  })),
  "twice: who releases a snapshot twice, releases another one": but((own) => twice(own)),
};

function twice(own: Engine): Partial<Engine> {
  let held = 0;
  return {
    snapshot() {
      const snapshot = own.snapshot();
      held++;
      const use = <T>(read: () => T): T => {
        if (held <= 0) throw new Error("the table is gone");
        return read();
      };
      return {
        get: (key) => use(() => snapshot.get(key)),
        scan: (range) => use(() => snapshot.scan(range)),
        release() {
          held--;
          snapshot.release();
        },
      };
    },
  };
}
