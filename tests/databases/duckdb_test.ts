/**
 * DuckDB's transactions read from a snapshot, and two that change one row conflict: snapshot isolation, so
 * writes skew and no update is lost. It is tried where its package has been downloaded, as
 * `deno task record-history duckdb snapshot` does, and in continuous integration.
 */

import { pathToFileURL } from "node:url";
import { assertEquals, assertMatch } from "@std/assert";
import type { WorkloadName } from "hb/laboratory/transactions/workloads.ts";
import { recordApart } from "../../tools/record/apart.ts";
import { kindOf } from "../../tools/record/kinds.ts";
import { root } from "../../tools/check/repository.ts";
import { assertFound, nothing, see } from "./expected.ts";

const kind = kindOf("duckdb", "snapshot")!;
const download = Deno.env.get("CI") !== undefined;

function run(workload: WorkloadName, transactions: number) {
  const wanted = { workload, seed: 2, transactions, clients: 5 };
  return { wanted, recording: recordApart(kind, wanted, { download }) };
}

async function isHere(): Promise<boolean> {
  try {
    await run("long fork", 1).recording;
    return true;
  } catch {
    return false;
  }
}

const name = "DuckDB: snapshot isolation, so writes skew, and no sum is wrong";
if (await isHere()) {
  Deno.test(name, async () => {
    const seen = nothing();
    for (const workload of ["write skew", "list-append", "bank", "lost update"] as const) {
      const { wanted, recording } = run(workload, 90);
      await see(seen, kind, wanted, await recording, ["strong snapshot isolation"]);
    }
    assertFound(seen, "write skew: G2-item", "list-append: G2-item");
    assertEquals([...seen.broken], []);
  });
} else {
  Deno.test.ignore(`${name} – its package is not on this machine`, () => {});
}

Deno.test("without its package DuckDB is told to be missing in one line", async () => {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-A", "--no-npm", "--no-lock", "--cached-only", "--no-config"],
      `--import-map=${root}/tools/record/imports.json`,
      "data:application/typescript," + encodeURIComponent(
        `import { openDuckdb } from "${pathToFileURL(`${root}/lib/host/databases/duckdb.ts`)}";
         console.log(await openDuckdb().catch((error) => error.name + ": " + error.message));`,
      ),
    ],
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
  }).output();
  const text = new TextDecoder().decode(stdout).trim();
  assertMatch(text, /^OperationalError: Cannot open DuckDB because npm:@duckdb[^\n]*$/);
});

Deno.test("a process with DuckDB's package has the other packages in the versions of the project", async () => {
  const read = async (path: string) => JSON.parse(await Deno.readTextFile(`${root}/${path}`));
  const [apart, house] = [await read("tools/record/imports.json"), await read("deno.json")];
  assertEquals(apart.imports.pg, house.imports.pg);
});
