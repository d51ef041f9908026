/** An engine on a disk whose bytes rot. @module */

import type { Grading } from "hb/grade/part.ts";
import { Model, showAll, signature } from "hb/laboratory/conformance/sorted_map.ts";
import { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
import type { KeyValue, Opening } from "../given.ts";
import { changesOf, type Write } from "./engine_command.ts";
import { collect } from "./engine_script.ts";
import { asking, unlike } from "./saying.ts";
import { orThrows } from "./throwing.ts";

/** How an engine was used; after the last sync but one, nothing is sure. */
interface Life {
  readonly memoryBytes: number;
  readonly puts: number;
  /** So many puts share a sync. */
  readonly shared: number;
  /** Before which put it is closed and opened. */
  readonly reopened?: number;
}

const lives: readonly Life[] = [
  { memoryBytes: 60, puts: 12, shared: 1 },
  { memoryBytes: 1000, puts: 12, shared: 1 },
  { memoryBytes: 1000, puts: 9, shared: 3 },
  { memoryBytes: 1000, puts: 5, shared: 1, reopened: 4 },
];

const inWords = ({ memoryBytes, puts, shared, reopened }: Life) =>
  `an engine with memory for ${memoryBytes} bytes; ${puts} puts, ${
    shared === 1 ? "each synced" : `with a sync after every ${shared}`
  }${
    reopened === undefined ? "" : `, closed and opened before the last ${puts - reopened}`
  }; close`;

/**
 * Requires that bytes which nobody has written are not read as if somebody had, and cost nothing else in
 * silence.
 */
export function rotten(opening: Opening, seed: number, grading: Grading): void {
  for (const life of lives) rots(opening, life, seed, grading);
}

function rots(opening: Opening, life: Life, seed: number, grading: Grading): void {
  const { memoryBytes, puts, shared, reopened } = life;
  const disk = new SimulatedDisk(), model = new Model(), states = [model.scan()];
  const must = "it goes well", why = "nothing is wrong with the disk yet";
  asking(grading, () => ({ asked: inWords(life), must, why }), () => {
    let engine = opening.open(disk, { memoryBytes });
    for (let i = 0; i < puts; i++) {
      if (i === reopened) {
        engine.close();
        engine = opening.open(disk, { memoryBytes });
      }
      const writes: Write[] = [[`k${i % 8}`, `value${i}`]];
      model.apply(changesOf(writes));
      states.push(model.scan());
      engine.batch(changesOf(writes), { sync: shared === 1 });
      if (shared > 1 && i % shared === shared - 1) engine.sync();
    }
    engine.close();
  });
  // Of the very last writes nobody can tell whether they were torn.
  const allowed = states.slice(-1 - shared);
  const files = new Map(disk.names().map((name) => [name, disk.read(name)]));
  for (const [name, bytes] of files) {
    for (let at = (seed - 1) % 3; at < bytes.length; at += 3) {
      const left = disk.holding(files);
      left.damage(name, at, 16);
      const wrong = wrongIn(opening, left, memoryBytes, allowed);
      if (wrong === undefined) continue;
      unlike({
        asked: `${inWords(life)}; byte ${at} of ${name} rots; open, scan, and get every key`,
        came: wrong,
        must: `it throws, or gives ${showAll(model.scan())}`,
        why: WHY,
      });
    }
  }
}

/** What is read that cannot be. */
function wrongIn(
  opening: Opening,
  disk: SimulatedDisk,
  memoryBytes: number,
  allowed: readonly (readonly KeyValue[])[],
): string | undefined {
  const engine = orThrows(() => opening.open(disk, { memoryBytes }));
  if (engine === undefined) return undefined;
  const found = orThrows(() => collect(engine.scan()));
  if (found !== undefined && !allowed.some((state) => signature(state) === signature(found))) {
    return showAll(found);
  }
  for (const { key } of allowed.at(-1)!) {
    const got = orThrows(() => [engine.get(key.slice())?.toHex()]);
    if (got === undefined || allowed.some((state) => valueIn(state, key) === got[0])) continue;
    return `get of ${new TextDecoder().decode(key)} gives another value, or none`;
  }
  return undefined;
}

const valueIn = (state: readonly KeyValue[], key: Uint8Array) =>
  state.find((each) => each.key.toHex() === key.toHex())?.value.toHex();

const WHY =
  "nothing is made up, and nothing is thrown away in silence that was durable before the last sync " +
  "(section 17.3, the eighth way; section 17.4)";
