/** The models of transactions from outside: Elle's own form of histories, verdicts and reasons. @module */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";

const command = new URL("../../tools/check_history.ts", import.meta.url).pathname;

async function checkHistory(...args: string[]) {
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", command, ...args],
    env: { NO_COLOR: "1" },
  }).output();
  return { code, out: new TextDecoder().decode(stdout) };
}

/** Two transactions that overlap, by what they do and by what they find. */
function overlapping(a: readonly [string, string], b: readonly [string, string]): string {
  const event = (process: number, type: string, value: string, index: number) =>
    `{:process ${process}, :type :${type}, :f :txn, :value ${value}, :index ${index}, :time 1}\n`;
  return event(0, "invoke", a[0], 0) + event(1, "invoke", b[0], 1) +
    "{:process :nemesis, :type :info, :f :start, :value nil, :index 2}\n" +
    event(0, "ok", a[1], 3) + event(1, "ok", b[1], 4);
}

const files: Record<string, string> = {
  "skew.edn": overlapping(
    ["[[:append 1 1] [:r 2 nil]]", "[[:append 1 1] [:r 2 []]]"],
    ["[[:append 2 1] [:r 1 nil]]", "[[:append 2 1] [:r 1 []]]"],
  ),
  "ok.edn": overlapping(
    ["[[:append 1 1] [:r 2 nil]]", "[[:append 1 1] [:r 2 []]]"],
    ["[[:append 2 1] [:r 1 nil]]", "[[:append 2 1] [:r 1 [1]]]"],
  ),
  "g1c.edn": overlapping(
    ["[[:w 1 1] [:r 2 nil]]", "[[:w 1 1] [:r 2 1]]"],
    ["[[:w 2 1] [:r 1 nil]]", "[[:w 2 1] [:r 1 1]]"],
  ),
  "twice.jsonl":
    '{"process":0,"type":"invoke","f":"txn","value":[["append","x",1],["append","x",1]]}',
  "torn.edn": "{:process 0, :type :invoke, :f :txn, :value [[:append 1]]}",
};

Deno.test("transactions are judged, and a cycle is explained and drawn", async () => {
  const folder = await Deno.makeTempDir();
  const path = (name: string) => `${folder}/${name}`;
  try {
    for (const [name, text] of Object.entries(files)) await Deno.writeTextFile(path(name), text);
    const html = path("out.html");
    const lists = await checkHistory(
      ...["--model", "list-append", "--html", html, path("skew.edn"), path("ok.edn")],
    );
    assertEquals(lists.code, 1);
    assertStringIncludes(lists.out, `${path("skew.edn")}: violation\n  2 transactions, 4 micro-op`);
    assertStringIncludes(lists.out, "the strongest level that holds: strong snapshot isolation\n");
    assertStringIncludes(
      lists.out,
      "    T0 before T1, as T0 read 2 when it was empty, without T1's append of 1\n",
    );
    assertStringIncludes(lists.out, `${path("ok.edn")}: ok\n`);
    const page = await Deno.readTextFile(html);
    assertStringIncludes(page, "G2-item: T0 and T1 are each before the other");
    assert(!/(src|href)=/.test(page), "the page needs nothing else");

    const registers = await checkHistory("--model", "rw-register", "--quiet", path("g1c.edn"));
    assertEquals(registers, { code: 1, out: `${path("g1c.edn")}: violation\n` });

    const unknown = await checkHistory(
      ...["--model", "list-append", path("twice.jsonl"), path("torn.edn")],
    );
    assertEquals(unknown.code, 2);
    assertStringIncludes(unknown.out, "1 is written to x more than once (T0 wrote it twice)");
    assertStringIncludes(unknown.out, "torn.edn, line 1: expected a transaction, a list of");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
