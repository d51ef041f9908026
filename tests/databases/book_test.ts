/** The recordings that stand in the library are those that the command records anew. */

import { assert, assertEquals } from "@std/assert";
import { readRecording } from "hb/laboratory/transactions/recorded.ts";
import { root } from "../../tools/check/repository.ts";
import { bookFolder, bookRecordings } from "../../tools/record/book.ts";

Deno.test("each recording of the book has its file, of what the command would run", async () => {
  const files = Array.from(Deno.readDirSync(`${root}/${bookFolder}`), ({ name }) => name);
  assertEquals(files.toSorted(), bookRecordings.map(({ name }) => `${name}.json`).toSorted());
  for (const { name, kind, wanted } of bookRecordings) {
    const text = await Deno.readTextFile(`${root}/${bookFolder}/${name}.json`);
    const { recording } = readRecording(JSON.parse(text));
    const { level, begin, workload, seed, clients, history } = recording;
    assertEquals(
      { level, begin, workload, seed, clients },
      {
        ...{ level: kind.level, begin: kind.begin },
        ...{ workload: wanted.workload, seed: wanted.seed, clients: wanted.clients },
      },
    );
    // And one transaction at each end.
    assert(history.length <= wanted.transactions + 2, name);
  }
});
