/** Clusters whose logs are in storage engines, of which those are tried that are on this machine. */

import { assert, assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { OperationalError } from "hb/host/operational_error.ts";
import { assertEngine } from "../../tools/cluster/begin.ts";
import { planFor } from "../../tools/cluster/plan.ts";
import { usual } from "../../tools/cluster/store.ts";
import { freePorts } from "../host/ports.ts";
import { missing, others } from "./other_engines.ts";
import { both, kill, storm } from "./storm.ts";

for (const engine of others) {
  const why = missing(engine);
  Deno.test({
    name: `${engine}: a cluster whose nodes are killed under load is one store` +
      (why === undefined ? "" : ` (not here: ${why})`),
    ignore: why !== undefined,
    async fn() {
      const { lines } = await storm({
        ...{ engine, forMs: 0, done: 40, clients: 4, keys: 3 },
        faults: [kill, both],
      });
      assert(!lines.some((line) => line.includes("stops, because")), lines.join("\n"));
    },
  });
}

Deno.test("a cluster goes on with the engine that it was begun with, or not at all", async () => {
  const data = await Deno.makeTempDir({ prefix: "engine-" });
  const wanted = { nodes: 3, ...usual, engine: "sqlite" } as const;
  const plan = planFor(data, wanted);
  assertEquals([planFor(data, wanted), plan.engine], [plan, "sqlite"]);
  for (const other of [{ engine: "lsm" }, { engine: "wal" }, {}] as const) {
    const another = { nodes: 3, ...usual, ...other };
    const { message } = assertThrows(() => planFor(data, another), OperationalError);
    assertMatch(
      message,
      /^Cannot run with --engine .* with sqlite: give --engine sqlite, or another/,
    );
  }
  await Deno.remove(data, { recursive: true });
});

async function run(...args: readonly string[]): Promise<{ code: number; error: string }> {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", new URL("../../tools/cluster.ts", import.meta.url).pathname, ...args],
    env: { NO_COLOR: "1" },
  }).output();
  return { code, error: new TextDecoder().decode(stderr).trim() };
}

Deno.test("a node that has lost its engine does not start", async () => {
  const data = await Deno.makeTempDir({ prefix: "engine-" }), port = freePorts(3);
  planFor(data, { nodes: 3, ...usual, engine: "sqlite" });
  const start = () => run("--only=1", `--port=${port}`, `--data=${data}`, "--engine=sqlite");
  Deno.removeSync(`${data}/node-1`, { recursive: true });
  for (let attempt = 0; attempt < 2; attempt++) {
    const { code, error } = await start();
    assertEquals(code, 1);
    assertStringIncludes(error, `its log must be in ${data}/node-1/sqlite.db: given none. `);
    assertEquals(error.includes("\n"), false);
  }
  await Deno.remove(data, { recursive: true });
});

Deno.test("an engine that cannot be opened is told in one line, with what can be done", () => {
  const { message } = assertThrows(
    () => assertEngine("rocksdb", ["--deny-ffi"]),
    OperationalError,
  );
  assertMatch(
    message,
    /^Cannot open rocksdb because the library of RocksDB .* is required: given /,
  );
  assertMatch(message, /\. Install it; or give another --engine$/);
  assertEquals(message.includes("\n"), false);
});
