/** The example of a table, byte by byte, at the top of the file that reads tables. */

import { assertEquals } from "@std/assert";
import { bloom } from "hb/storage/bloom/bloom.ts";
import { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
import { TableWriter } from "hb/storage/lsm/table/writer.ts";
import { repositoryRoot } from "../../tools/run/mod.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("the layout of a table is that of the example at the top of table.ts", async () => {
  const disk = new SimulatedDisk(), writer = new TableWriter(disk, "t", { filter: bloom(16) });
  writer.add({ key: bytes("tea"), sequence: 7, kind: "put", value: bytes("hot") });
  writer.finish();
  const source = await Deno.readTextFile(`${repositoryRoot}/lib/storage/lsm/table/table.ts`);
  const example = source.split("```text")[2]!.split("```")[0]!;
  const lines = example.matchAll(/^ \* +((?:(?:[0-9a-f]{2})+ )*(?:[0-9a-f]{2})+)(?: {2}|$)/gm);
  assertEquals(
    disk.read("t").toHex(),
    [...lines].map(([, hex]) => hex).join("").replaceAll(" ", ""),
  );
});
