/** `deno task record-history` writes what can be judged again, and says so in one line. */

import { assertEquals, assertMatch } from "@std/assert";
import { judgeRecording, noted, readRecording } from "hb/laboratory/transactions/recorded.ts";
import { repositoryRoot as root } from "../../tools/run/locate.ts";

async function run(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "-A", "tools/record_history.ts", ...args],
    cwd: root,
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
  }).output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout).trim(), error: decoder.decode(stderr).trim() };
}

const bank = ["sqlite", "read", "uncommitted", "--workload", "bank", "--transactions", "40"];

Deno.test("a recording goes to a file or to the screen, and is the same", async () => {
  const folder = await Deno.makeTempDir({ prefix: "record-" });
  const { code, out, error } = await run(...bank, "--out", `${folder}/bank.json`);
  assertEquals([code, error], [0, ""]);
  assertMatch(out, /^SQLite [\d.]+, read uncommitted, bank, seed 1: read .*; \d+ .* broken sums$/);
  const text = await Deno.readTextFile(`${folder}/bank.json`);
  const { recording, verdict } = readRecording(JSON.parse(text));
  assertEquals(noted(judgeRecording(recording)), verdict);
  assertEquals((await run(...bank)).out, text.trim());
  await Deno.remove(folder, { recursive: true });
});

Deno.test("a database that there is not ends with code 2 and one line", async () => {
  const { code, out, error } = await run("oracle", "serializable");
  assertEquals([code, out, error.split("\n").length], [2, "", 1]);
  assertMatch(error, /^Cannot record a history because .*: given "oracle serializable"$/);
});

Deno.test("what could not be written is not run", async () => {
  const folder = await Deno.makeTempDir({ prefix: "record-" });
  const { code, out, error } = await run(...bank, "--out", `${folder}/missing/bank.json`);
  assertEquals([code, out], [2, ""]);
  // A path is told as it is shorter, from here or from the root.
  assertMatch(
    error,
    /^Cannot record a history because --out must be a file that can be written \(there is no such file or folder\): given ".*\/missing\/bank.json"$/,
  );
  await Deno.remove(folder, { recursive: true });
});
