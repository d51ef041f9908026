/** The command from outside: what it prints, and how it ends. @module */

import { assert, assertEquals, assertLess, assertStringIncludes } from "@std/assert";

const command = new URL("../../tools/check_history.ts", import.meta.url).pathname;

async function checkHistory(...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", command, ...args],
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), error: text(stderr) };
}

/** Histories in every format; the names say what the verdict is. */
const files: Record<string, string> = {
  "ok.log": log("0 :invoke :write 1", "1 :invoke :read nil", "1 :ok :read 1", "0 :ok :write 1"),
  "stale.log": log(
    "0 :invoke :write 1",
    "0 :ok :write 1",
    "1 :invoke :read nil",
    "1 :ok :read nil",
  ),
  "ok.edn": '{:process 0, :type :invoke, :f :append, :key "k", :value "a"}\n' +
    '{:process 1, :type :invoke, :f :get, :key "k", :value nil}\n' +
    '{:process 1, :type :ok, :f :get, :key "k", :value "a"}\n',
  "lost.edn": '{:process 0, :type :invoke, :f :append, :key "k", :value "a"}\n' +
    '{:process 0, :type :ok, :f :append, :key "k", :value "a"}\n' +
    '{:process 1, :type :invoke, :f :get, :key "k", :value nil}\n' +
    '{:process 1, :type :ok, :f :get, :key "k", :value ""}\n',
  "operations.jsonl":
    '{"process":0,"input":{"type":"write","value":1},"output":null,"invokedAt":0,"endedAt":4,"outcome":"ok"}\n' +
    '{"process":1,"input":{"type":"read"},"output":1,"invokedAt":5,"endedAt":6,"outcome":"ok"}\n',
  "torn.jsonl": '{"process":0,"type":"invoke","f":"read","value":null}\n{"process":0,"type":"ok"',
  "hard.log": hardHistory(),
};

function log(...lines: string[]): string {
  return lines.map((line) => `INFO  jepsen.util - ${line.replaceAll(" :", "\t:")}\n`).join("");
}

/**
 * Thirty writes at once, two of them of one value, and a read of none of them: every order has to be
 * tried.
 */
function hardHistory(): string {
  const writers = Array.from({ length: 30 }, (_, i) => i);
  return log(
    ...writers.map((i) => `${i} :invoke :write ${Math.max(1, i)}`),
    ...writers.map((i) => `${i} :ok :write ${Math.max(1, i)}`),
    "99 :invoke :read nil",
    "99 :ok :read 99",
  );
}

async function inFolder(run: (path: (name: string) => string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(`${folder}/${name}`, text);
    }
    await run((name) => `${folder}/${name}`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("each file gets its line, and a violation decides the exit code", async () => {
  await inFolder(async (path) => {
    const [ok, stale, operations] = ["ok.log", "stale.log", "operations.jsonl"].map(path);
    const one = await checkHistory("--model", "register", "--quiet", ok!, operations!);
    assertEquals(one, { code: 0, out: `${ok}: ok\n${operations}: ok\n`, error: "" });
    const two = await checkHistory("--model=register", "--quiet", stale!, ok!);
    assertEquals(two, { code: 1, out: `${stale}: violation\n${ok}: ok\n`, error: "" });
  });
});

Deno.test("a violation is explained under its line, and drawn", async () => {
  await inFolder(async (path) => {
    const html = path("out.html");
    const lost = path("lost.edn");
    const { code, out } = await checkHistory("--model", "kv", "--html", html, lost, path("ok.edn"));
    assertEquals(code, 1);
    assertStringIncludes(out, `${lost}: violation\n  key "k": these 2 operations contradict`);
    assertStringIncludes(out, 'append "k" "a" by process 0, line 1 to line 2');
    assertStringIncludes(out, 'the state is "a", where get "k" → "" does not fit');
    const page = await Deno.readTextFile(html);
    assertStringIncludes(page, "<svg");
    assertStringIncludes(page, "line of the file");
    assert(!/(src|href)=/.test(page), "the page needs nothing else");
  });
});

Deno.test("what cannot be read is unknown, with the file, the line and what was expected", async () => {
  await inFolder(async (path) => {
    const torn = path("torn.jsonl");
    const { code, out } = await checkHistory("--model", "register", torn, path("none"));
    assertEquals(code, 2);
    assertStringIncludes(
      out,
      `${torn}: unknown\n  ${torn}, line 2: expected a line of JSON: given`,
    );
    assertStringIncludes(out, `${path("none")}: unknown\n  Cannot read ${path("none")}`);
  });
});

Deno.test("a budget that runs out is no verdict", async () => {
  await inFolder(async (path) => {
    const hard = path("hard.log");
    const { code, out } = await checkHistory("--model", "register", "--budget-s", "0.001", hard);
    assertEquals(code, 2);
    // Those before the first look whether time is left; in the usual minute there are millions.
    const [, steps] = /hard\.log: unknown\n {2}the budget ran out after (\d+) steps\n/.exec(out)!;
    assertLess(Number(steps), 100_000, out);
  });
});

Deno.test("a command line that is wrong gets one plain line", async () => {
  const wrong: readonly [string[], string][] = [
    [["--model", "register"], "given no file"],
    [["x.log"], "given no --model"],
    [
      ["--model", "stack", "x.log"],
      "--model must be one of register, cas-register, multi-register, kv, mutex, ",
    ],
    [["--model", "register", "--fast", "x.log"], 'given "--fast"'],
    [["--model", "register", "--budget-s", "soon", "x.log"], 'seconds > 0: given "soon"'],
    [["--model"], "list-append, rw-register: given nothing"],
    [
      ["--model", "mutex", "--initial", "0", "x.log"],
      "--initial goes with register, cas-register,",
    ],
    [["--model", "register", "--initial", "abc", "x.log"], 'or :a: given "abc"'],
    [["--model", "counter", "--initial", ":a", "x.log"], "must be a whole number: given :a"],
    [["--model", "register", "--total", "3", "x.log"], "--total goes with bank: given --model"],
  ];
  for (const [args, expected] of wrong) {
    const { code, out, error } = await checkHistory(...args);
    assertEquals([code, out, error.trim().split("\n").length], [2, "", 1]);
    assertStringIncludes(error, expected);
  }
});
