/** What may be read before it is durable, and until when a crash may take it. */

import { Model } from "hb/laboratory/conformance/sorted_map.ts";
import { type Breach, newDisk, recovered, tried, work, type Written } from "./crashes.ts";
import { differs } from "./reading.ts";
import type { EngineKind } from "./subject.ts";

/**
 * A batch is read as soon as it is written, though a crash may take it, and all that was written since the
 * last sync. When a sync is over, no crash takes anything that was read before it began.
 */
export function readBeforeDurable(kind: EngineKind): Breach {
  return tried(kind, async () => {
    const disk = newDisk(), written: Written = { states: [new Model()], synced: 0 };
    const engine = await kind.on!(disk);
    for (const [i, { changes }] of work.entries()) {
      const model = written.states.at(-1)!.copy();
      model.apply(changes);
      written.states.push(model);
      await engine.batch(changes);
      const words = await differs(`batch ${i}, before it is durable`, engine, model);
      if (words !== undefined) return words;
      if (i % 3 === 2) {
        await engine.sync();
        written.synced = written.states.length - 1;
      }
      for (const { disk: left, lost } of disk.afterCrash({ most: 10 })) {
        const found = await recovered(kind, left, written);
        if (typeof found === "string") {
          return `a crash after batch ${i}, ${lost.join("; ")}: ${found}`;
        }
      }
    }
    return undefined;
  });
}
