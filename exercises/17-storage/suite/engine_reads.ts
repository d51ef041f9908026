/** An engine on a disk of which a read fails. @module */

import { Model, show, showAll, signature } from "hb/laboratory/conformance/sorted_map.ts";
import type { Grading } from "hb/grade/part.ts";
import { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
import type { Opening, Readable } from "../given.ts";
import { changesOf, type Write } from "./engine_command.ts";
import { collect } from "./engine_script.ts";
import { asking, bytesOf, unlike } from "./saying.ts";
import { orThrows } from "./throwing.ts";

const PUTS = 24, KEYS = 10, READS = 40;

/** Requires that what cannot be read is not taken for nothing. */
export function unreadable(opening: Opening, grading: Grading): void {
  for (const memoryBytes of [60, 1000]) {
    const disk = new SimulatedDisk(), model = new Model();
    const asked = `an engine with memory for ${memoryBytes} bytes; ${PUTS} puts and deletes; close`;
    const must = "it goes well", why = "nothing is wrong with the disk yet";
    asking(grading, () => ({ asked, must, why }), () => {
      const engine = opening.open(disk, { memoryBytes });
      for (let i = 0; i < PUTS; i++) {
        const writes: Write[] = [[`k${i * 7 % KEYS}`, i % 5 === 4 ? null : `value${i}`]];
        model.apply(changesOf(writes));
        engine.batch(changesOf(writes));
      }
      engine.close();
    });
    const files = new Map(disk.names().map((name) => [name, disk.read(name)]));
    for (let nth = 0; nth < READS; nth++) {
      const left = new SimulatedDisk({ files, faults: [{ type: "read fails", nth }] });
      const engine = orThrows(() => opening.open(left, { memoryBytes }));
      if (engine === undefined) continue;
      const came = wrongIn(engine, model);
      if (came === undefined) continue;
      unlike({
        asked: `${asked}; it is opened, all keys are asked for, and scanned, and read ${
          nth + 1
        } of the disk fails`,
        came,
        must: "it throws, or gives what is there",
        why: "what cannot be read is not nothing: whoever is told that it is goes on without it",
      });
    }
  }
}

function wrongIn(engine: Readable, model: Model): string | undefined {
  for (let at = 0; at < KEYS; at++) {
    const key = bytesOf(`k${at}`), got = orThrows(() => [engine.get(key.slice())]);
    const must = model.get(key);
    if (got === undefined || got[0]?.toHex() === must?.toHex()) continue;
    return `get of k${at} gives ${show(got[0])}, and not ${show(must)}`;
  }
  // Of two scans the first may throw.
  for (let nth = 0; nth < 2; nth++) {
    const found = orThrows(() => collect(engine.scan()));
    if (found === undefined || signature(found) === signature(model.scan())) continue;
    return `a scan gives ${showAll(found)}, and not ${showAll(model.scan())}`;
  }
  return undefined;
}
