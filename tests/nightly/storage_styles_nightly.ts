/** The book's engines are right answers to the last part of exercise 17; they take too long for every day. */

import { assertEquals } from "@std/assert";
import { answersIn } from "hb/grade/answers.ts";
import { gradePart } from "hb/grade/suite.ts";
import { openLogTree } from "hb/storage/btree/log/open.ts";
import { Lsm } from "hb/storage/lsm/lsm.ts";
import type { Engine, Opening } from "../../exercises/17-storage/given.ts";
import { suite } from "../../exercises/17-storage/suite.ts";

const right = await answersIn(new URL("../../solutions/17-storage", import.meta.url).href, suite);

const engines: Readonly<Record<string, Opening>> = {
  "the log-structured store, with all in small": {
    open: (disk, { memoryBytes }) =>
      new Lsm({
        disk,
        memtableBytes: memoryBytes,
        tableBytes: 4 * memoryBytes,
        blockBytes: 256,
        cacheBytes: memoryBytes,
        level1Bytes: 16 * memoryBytes,
        ratio: 4,
        manifestEdits: 5,
      }) as unknown as Engine,
  },
  "the tree with a log of pages": {
    open: (disk) =>
      openLogTree(disk, {
        pageBytes: 256,
        cachedPages: 8,
        groupPages: 32,
        checkpointFrames: 64,
      }) as unknown as Engine,
  },
};

for (const [name, engine] of Object.entries(engines)) {
  Deno.test(`${name} gets all points`, () => {
    const part = suite.parts.find((each) => each.name === "engine")!;
    const { standing, words } = gradePart(part, { ...right, engine }, { shrinkRuns: 0 });
    assertEquals([standing, words], ["done", undefined]);
  });
}
