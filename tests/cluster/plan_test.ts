/** What a power loss leaves of the plan of a cluster, at any moment of the start that makes it. */

import { assert, assertEquals } from "@std/assert";
import { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
import { type Plan, planFor, writePlan } from "../../tools/cluster/plan.ts";

const plan: Plan = { cluster: "kv-1", nodes: 3, protocol: "raft", reads: "log", engine: "lsm" };
const text = `${JSON.stringify(plan)}\n`;

/** How far the start had got, and what of its files is left. */
interface Left {
  readonly begun: "nothing" | "something" | "everything" | "and said so";
  readonly files: Readonly<Record<string, string>>;
}

/** Writes the plan, and says what a crash before each operation, or at the end, may leave. */
function crashes(files: Readonly<Record<string, string>>, before: Left["begun"]): Left[] {
  const encoder = new TextEncoder(), decoder = new TextDecoder(), left: Left[] = [];
  const disk = new SimulatedDisk({
    files: new Map(Object.entries(files).map(([name, words]) => [name, encoder.encode(words)])),
    anyNames: true,
    sectorBytes: 32,
  });
  let begun = before;
  const look = () => {
    for (const { disk: state } of disk.afterCrash()) {
      const texts = state.names().map((name) => [name, decoder.decode(state.read(name))]);
      left.push({ begun, files: Object.fromEntries(texts) });
    }
  };
  disk.before = look;
  writePlan(disk, plan, () => {
    begun = "something";
    look();
    begun = "everything";
  });
  begun = "and said so";
  look();
  return left;
}

const name = "cluster.json";

for (
  const [words, files, begun] of [
    ["for the first time", {}, "nothing"],
    ["after one that was cut short", { [`${name}.new`]: text, [`${name}.tmp`]: "{" }, "something"],
  ] as const
) {
  Deno.test(`a start ${words} leaves the plan at any power loss, or nothing that was begun`, () => {
    const left = crashes(files, begun);
    assert(left.length > 20, `${left.length}`);
    for (const { begun, files } of left) {
      const { [name]: finished, [`${name}.new`]: unfinished } = files;
      const what = `${begun} was begun, and there is ${JSON.stringify(files)}`;
      for (const each of [finished, unfinished]) assert([undefined, text].includes(each), what);
      if (begun !== "nothing") assert(finished ?? unfinished, what);
      if (finished !== undefined) assert(["everything", "and said so"].includes(begun), what);
      if (begun === "and said so") assert(finished, what);
    }
  });
}

Deno.test("a folder of data that is not there is made, with those above it", async () => {
  const folder = await Deno.makeTempDir({ prefix: "plan-" }), data = `${folder}/a/b`;
  const { cluster } = planFor(data, { nodes: 3, protocol: "raft", reads: "log", engine: "wal" });
  assertEquals(JSON.parse(Deno.readTextFileSync(`${data}/${name}`)).cluster, cluster);
  const names = Array.from(Deno.readDirSync(data), ({ name }) => name).sort();
  assertEquals(names, [name, "lock", "node-0", "node-1", "node-2"]);
  await Deno.remove(folder, { recursive: true });
});
