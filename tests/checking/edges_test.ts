/** Files that are no history, or hardly one: each gets its line and a reason, and never a stack trace. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";

const command = new URL("../../tools/check_history.ts", import.meta.url).pathname;
const event = (process: number, type: string, f: string, value: string) =>
  `INFO  jepsen.util - ${process}\t:${type}\t:${f}\t${value}`;
const deep = "[".repeat(200_000) + "]".repeat(200_000);

interface Edge {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly verdict: string;
  /** What the line under the verdict says. */
  readonly evidence: string;
}

const edges: readonly Edge[] = [
  { name: "empty", content: "", verdict: "unknown", evidence: "the file holds no operations" },
  { name: "blank", content: " \n\n", verdict: "unknown", evidence: "the file holds no operations" },
  {
    name: "nemesis.log",
    content: "INFO  jepsen.util - :nemesis\t:info\t:start\tnil\n",
    verdict: "unknown",
    evidence: "the file holds no operations",
  },
  {
    name: "garbage",
    content: Uint8Array.from({ length: 5000 }, (_, i) => (i * i * 31 + i * 17) % 256),
    verdict: "unknown",
    evidence: "Cannot read garbage because line 1 must be text in UTF-8: given a byte that is 0",
  },
  {
    name: "latin1.edn",
    content: Uint8Array.from([...new TextEncoder().encode("; a\n; caf"), 0xe9, 0x0a]),
    verdict: "unknown",
    evidence: "because line 2 must be text in UTF-8: given bytes that are no character",
  },
  {
    name: "damaged.gz",
    content: Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]),
    verdict: "unknown",
    evidence: "because what gzip packed in it is damaged",
  },
  {
    name: "words",
    content: "hello\nworld\n",
    verdict: "unknown",
    evidence: "line 1: expected a line of a Jepsen log, an EDN map or a line of JSON: given hello",
  },
  {
    name: "windows.log",
    content: `${event(0, "invoke", "write", "1")}\r\n${event(0, "ok", "write", "1")}\r\n`,
    verdict: "ok",
    evidence: "1 operation, 1 step",
  },
  {
    name: "completion.log",
    content: `${event(0, "invoke", "read", "nil")}\n${event(1, "ok", "read", "1")}\n`,
    verdict: "unknown",
    evidence: "line 2: expected a call of process 1 before its end: given process 1 ok read 1",
  },
  {
    name: "twice.edn",
    content: "{:process 0, :type :invoke, :f :read}\n{:process 0, :type :invoke, :f :read}\n",
    verdict: "unknown",
    evidence: "line 2: expected the end of line 1 first: given process 0 invoke read",
  },
  {
    name: "one_line.edn",
    content: "[{:process 0 :type :invoke :f :write :value 1} {:process 0 :type :ok :f :write} " +
      "{:process 1 :type :invoke :f :read} {:process 1 :type :ok :f :read :value nil}]",
    verdict: "violation",
    evidence: "these 2 operations contradict each other",
  },
  {
    name: "deep.edn",
    content: `{:process 0 :type :invoke :f :write :value ${deep}}`,
    verdict: "unknown",
    evidence: "line 1: expected at most 500 values inside each other: given [[[",
  },
  {
    name: "deep.jsonl",
    content: `{"process":0,"type":"invoke","f":"write","value":${deep}}`,
    verdict: "unknown",
    evidence: "line 1: expected at most 500 values inside each other: given {",
  },
  {
    name: "transaction.edn",
    content: "{:process 0, :type :invoke, :f :txn, :value [[:append :x 1]]}",
    verdict: "unknown",
    evidence: "line 1: expected read, write or cas: given txn",
  },
  {
    name: "open.edn",
    content: "{:process 0, :type :invoke, :f :write, :value 1}",
    verdict: "unknown",
    evidence: "of 1 operation none is known to have happened",
  },
];

Deno.test("what is hardly a history is told in a line, with the file, the line and what was expected", async () => {
  const folder = await Deno.makeTempDir();
  try {
    for (const { name, content } of edges) {
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      await Deno.writeFile(`${folder}/${name}`, bytes);
    }
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", command, "--model", "register", ...edges.map(({ name }) => name), "."],
      cwd: folder,
      env: { NO_COLOR: "1" },
    }).output();
    assertEquals([code, new TextDecoder().decode(stderr)], [1, ""]);
    const out = new TextDecoder().decode(stdout);
    for (const { name, verdict, evidence } of edges) {
      const [, under = ""] = out.split(`${name}: ${verdict}\n  `);
      assertStringIncludes(under.split("\n")[0]!, evidence);
    }
    assertStringIncludes(out, ".: unknown\n  Cannot read . because it is a folder\n");
    assert(!/^\s+at /m.test(out), "no stack trace");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
