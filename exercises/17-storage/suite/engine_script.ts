/**
 * What is asked of an engine that does not crash: commands, one after the other, each answer of which is
 * compared with that of a sorted map. The shortest list is told that comes out otherwise.
 *
 * @module
 */

import type { Grading } from "hb/grade/part.ts";
import { Model, show, signature } from "hb/laboratory/conformance/sorted_map.ts";
import { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
import type { Change, Engine, KeyValue, Opening, Readable, Snapshot } from "../given.ts";
import { changesOf, type Command, type Script, tell, type Write } from "./engine_command.ts";
import { asking, bytesIn, listed, unlike } from "./saying.ts";
import { firstUnlike } from "./entry_words.ts";
import { throws } from "./throwing.ts";

const rangeOf = ({ from, to }: { readonly from?: string; readonly to?: string }) => ({
  ...(from === undefined ? {} : { from: bytesIn(from) }),
  ...(to === undefined ? {} : { to: bytesIn(to) }),
});

/** Whoever calls may do with its bytes what it likes afterwards. */
function write(engine: Engine, writes: readonly Write[], sync: boolean): void {
  const changes: Change[] = changesOf(writes);
  const [only] = changes, options = sync ? { sync } : undefined;
  if (changes.length !== 1) engine.batch(changes, options);
  else if (only!.type === "put") engine.put(only!.key, only!.value, options);
  else engine.delete(only!.key, options);
  for (const change of changes) {
    change.key.fill(120);
    if (change.type === "put") change.value.fill(120);
  }
  changes.length = 0;
}

/** All entries, as copies; what was handed out is written over. */
export function collect(entries: Iterable<KeyValue>, most = Infinity): KeyValue[] {
  const all: KeyValue[] = [];
  if (most === 0) return all;
  for (const { key, value } of entries) {
    all.push({ key: key.slice(), value: value.slice() });
    key.fill(120);
    value.fill(120);
    if (all.length >= most) break;
  }
  return all;
}

/** Requires that each answer is that of a sorted map. */
export function follows(opening: Opening, script: Script, grading: Grading): void {
  const { memoryBytes, commands } = script, done: string[] = [];
  const so = () =>
    `an engine with memory for ${memoryBytes} bytes, on an empty disk:\n${listed(done)}`;
  const fails = (came: string, must: string, why: string) =>
    unlike({ asked: so(), came, must, why });
  const disk = new SimulatedDisk(), model = new Model();
  const open = () => opening.open(disk, { memoryBytes });
  const held: ({ readonly snapshot: Snapshot; readonly model: Model } | undefined)[] = [];
  const asked = <T>(why: string, ask: () => T) =>
    asking(grading, () => ({ asked: so(), must: GOES_WELL, why }), ask);
  let engine = asked(USED, open),
    scan: { rest: Iterator<KeyValue>; must: KeyValue[] } | undefined;

  const pairOf = (of: number | undefined): [Readable, Model] | undefined => {
    if (of === undefined) return [engine, model];
    const pair = held[of - 1];
    return pair && [pair.snapshot, pair.model];
  };
  const compare = (came: readonly KeyValue[], must: readonly KeyValue[], why: string) => {
    if (signature(came) !== signature(must)) fails(...firstUnlike(came, must), why);
  };

  const follow = (command: Command): void => {
    switch (command.type) {
      case "write": {
        const { writes, sync = false } = command, use = () => write(engine, writes, sync);
        const mayRefuse = writes.some(([key]) => bytesIn(key).length > SURE_KEY);
        if (mayRefuse && throws(use)) return;
        if (!mayRefuse) use();
        model.apply(changesOf(writes));
        return;
      }
      case "get": {
        const [reading, then] = pairOf(command.of) ?? [];
        if (reading === undefined) return;
        const key = bytesIn(command.key),
          came = reading.get(key),
          must = then!.get(bytesIn(command.key));
        if (came?.toHex() !== must?.toHex()) {
          fails(show(came), show(must), command.of === undefined ? NOW : THEN);
        }
        came?.fill(120);
        key.fill(120);
        return;
      }
      case "scan": {
        const [reading, then] = pairOf(command.of) ?? [];
        if (reading === undefined) return;
        compare(
          collect(reading.scan(rangeOf(command))),
          then!.scan(rangeOf(command)),
          command.of === undefined ? RANGE : THEN,
        );
        return;
      }
      case "begin": {
        scan?.rest.return?.();
        const rest = engine.scan()[Symbol.iterator](), must = model.scan();
        for (let nth = 0; nth < command.read; nth++) {
          const { value, done } = rest.next();
          if (!done) compare([value], must.splice(0, 1), RANGE);
        }
        scan = { rest, must };
        return;
      }
      case "finish": {
        if (scan === undefined) return;
        const { rest, must } = scan;
        scan = undefined;
        compare([...{ [Symbol.iterator]: () => rest }], must, SCAN);
        return;
      }
      case "hold":
        held.push({ snapshot: engine.snapshot(), model: model.copy() });
        return;
      case "release": {
        const pair = held[command.of - 1];
        held[command.of - 1] = undefined;
        pair?.snapshot.release();
        pair?.snapshot.release();
        if (pair !== undefined && !throws(() => pair.snapshot.get(bytesIn("a")))) {
          fails(
            "the snapshot can be read",
            "it throws",
            "whoever has released it cannot count on it",
          );
        }
        return;
      }
      case "sync":
        return engine.sync();
      case "reopen": {
        scan?.rest.return?.();
        scan = undefined;
        for (const pair of held.splice(0)) pair?.snapshot.release();
        engine.close();
        const closed = engine, key = bytesIn("a");
        const uses: Record<string, () => unknown> = {
          get: () => closed.get(key),
          scan: () => collect(closed.scan()),
          put: () => closed.put(key, key),
          delete: () => closed.delete(key),
          batch: () => closed.batch([{ type: "delete", key }]),
          snapshot: () => closed.snapshot(),
          sync: () => closed.sync(),
        };
        for (const [name, use] of Object.entries(uses)) {
          if (!throws(use)) {
            fails(`${name} goes on when it is closed`, "it throws", "what is closed is over");
          }
        }
        engine = open();
        return;
      }
    }
  };

  for (const command of commands) {
    done.push(tell(command));
    asked(USED, () => follow(command));
  }
  done.push("scan");
  asked(USED, () => compare(collect(engine.scan()), model.scan(), NOW));
}

/** Longer keys may be refused. */
const SURE_KEY = 30;

const GOES_WELL = "it goes well";
const USED = "nothing is wrong with the disk, and an open engine takes every command";
const NOW =
  "what was put last is there, what was deleted is not, and bytes are their owner's: they may be " +
  "written over after a call";
const THEN = "a snapshot shows what was there when it was taken";
const RANGE =
  "a scan gives each key once, in the order of bytes, from the first of its range to before the last";
const SCAN = "a scan gives what was there when it was begun";
