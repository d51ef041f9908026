/** The command from outside: what it prints, and how it ends. @module */

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { kits } from "hb/laboratory/kits.ts";
import { models } from "../../tools/explore/models.ts";

const command = new URL("../../tools/explore.ts", import.meta.url).pathname;

async function explore(...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", command, ...args],
    env: { NO_COLOR: "1" },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), error: text(stderr) };
}

Deno.test("without a model it lists all, with their parameters, and the protocols", async () => {
  const { code, out, error } = await explore();
  assertEquals([code, error], [0, ""]);
  const names = out.trim().split("\n").flatMap((line) => /^[a-z0-9-]+/.exec(line)?.[0] ?? []);
  assertEquals(names, [...models.keys(), ...kits.keys()]);
  assertMatch(out, /^ {2}instances: all three stand in term 1; /m);
  assertMatch(out, /^ {2}bugs: votes twice; /m);
  assertMatch(out, /^two-phase +two-phase commit {2}--nodes 1–12 \(3\) {2}--symmetry$/m);
});

Deno.test("a model is explored with its counts, depth, time and verdict", async () => {
  const { code, out } = await explore("two-phase", "--nodes=4");
  assertEquals(code, 0);
  const [name, counts, verdict, ...reached] = out.trimEnd().split("\n");
  assertEquals(name, "two-phase commit, 4 resource managers");
  assertMatch(
    counts!,
    /^ {2}1,568 unique states, 8,258 steps and beginnings, depth 13, \d+ bytes a state, \d+ ms$/,
  );
  assertEquals(verdict, "  ok: everything was explored");
  // Of what was reached the way is shown, and not its length alone.
  const heads = reached.filter((line) => line.startsWith("  sometimes: "));
  assertEquals(heads, [
    "  sometimes: all commit, first after 13 steps",
    "  sometimes: all abort, first after 4 steps",
  ]);
  assertEquals(reached.length, 2 + 14 + 5);
  assertEquals(reached.at(-1), "     4  RMChooseToAbort(3): rmState[3] = aborted");
});

Deno.test("symmetry and limits are passed on", async () => {
  assertStringIncludes((await explore("two-phase", "--symmetry")).out, " 80 unique states");
  const { code, out } = await explore("abd", "--max-states", "100");
  assertEquals(code, 2);
  assertStringIncludes(out, "unknown: a limit ended the search");
});

Deno.test("a violation is told step by step, and the exit code is 1", async () => {
  const { code, out } = await explore("increment", "--first");
  assertEquals(code, 1);
  assertStringIncludes(
    out,
    [
      '  always: "the counter counts the threads that are done" is violated',
      "     0  at first counter = 0; threads = [line 1, read 0; line 1, read 0]",
      "     1  Read(0): threads[0] = line 2, read 0",
      "     2  Read(1): threads[1] = line 2, read 0",
      "     3  Write(0): counter = 1; threads[0] = line 3, read 0",
      "     4  Write(1): threads[1] = line 3, read 0",
    ].join("\n"),
  );
  assertStringIncludes((await explore("increment")).out, " 13 unique states");
});

Deno.test("a protocol's violation names nodes and clients", async () => {
  const { code, out } = await explore("single-copy", "--nodes", "2");
  assertEquals(code, 1);
  assertStringIncludes(out, "\n     3  get from client 0 to node 1 arrives\n");
});

Deno.test("a run that goes on for ever says where", async () => {
  const { code, out } = await explore("ping-pong", "--lossy=yes");
  assertEquals(code, 1);
  assertStringIncludes(out, "     1  ping (count 0) from node 0 to node 1 is lost\n");
  assertStringIncludes(out, "and so it stays");
});

Deno.test("an instance of a protocol is explored, and its counterexample told in its own words", async () => {
  const well = await explore("raft", "--instance", "two stand in term 1");
  assertEquals([well.code, well.error], [0, ""]);
  assertMatch(well.out, /^raft, "two stand in term 1"\n {2}3,332 unique states/);
  const { code, out } = await explore("raft", "--bug", "votes twice");
  assertEquals(code, 1);
  assertStringIncludes(
    out,
    [
      '  always: "election safety" is violated',
      "     0  everything starts; server 0 is F0 –; server 1 is F0 –; server 2 is F0 –",
      "     1  server 0, its timer: 'hears no leader'; server 0 is C1 –",
      "     2  server 2 hears 'vote in 1?' from server 0; server 2 is F1 –",
      "     3  server 0 hears 'yes' from server 2; server 0 is L1 [1]",
      "     4  server 1, its timer: 'hears no leader'; server 1 is C1 –",
      "     5  server 2 hears 'vote in 1?' from server 1",
      "     6  server 1 hears 'yes' from server 2; server 1 is L1 [1]",
    ].join("\n"),
  );
});

Deno.test("no step of a counterexample of Raft is told as raw data", async () => {
  for (const bug of ["commits older terms by counting", "changes before its first commit"]) {
    const { code, out } = await explore("raft", "--bug", bug);
    assertEquals(code, 1, bug);
    const steps = out.split("\n").filter((line) => /^ {2,}\d+ {2}/.test(line));
    assert(steps.length > 6, bug);
    for (const step of steps) assert(!/[{}"]|undefined|NaN/.test(step), step);
  }
});

Deno.test("limits of an instance, and of the command, leave states out: the exit code is 2", async () => {
  const { code, out } = await explore("raft", "--max-depth", "3");
  assertEquals(code, 2);
  assertStringIncludes(out, "unknown: a limit ended the search");
});

Deno.test("the counterexample is written as a page, on which it happens again", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const html = `${folder}/run.html`;
    for (
      const [words, ...args] of [
        ["votes twice", "raft", "--bug", "votes twice"],
        ["--nodes 2", "single-copy", "--nodes", "2"],
      ] as const
    ) {
      const { code, error } = await explore(...args, "--html", html);
      assertEquals([code, error], [1, ""]);
      const page = await Deno.readTextFile(html);
      assertStringIncludes(page, words);
      assertStringIncludes(page, "Run it again");
      await Deno.remove(html);
    }
    const well = await explore("abd", "--html", html);
    assertEquals(well.code, 0);
    assertStringIncludes(well.out, "no run goes wrong, so no page is written");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

const bad: readonly (readonly [string, readonly string[]])[] = [
  ["the protocol must be a file, or one of ", ["raftt"]],
  ["the file must exist", ["./no_such_kit.ts"]],
  ["an instance of raft because it must be one of its own", ["raft", "--instance", "none"]],
  ["a bug of raft because it must be one of its own", ["raft", "--bug", "none"]],
  ["raft with --symmetry because the instance must have some", ["raft", "--symmetry"]],
  ["die-hard with --html because the model must be a protocol", ["die-hard", "--html", "a"]],
  ["options must be among --instance, --bug, ", ["raft", "--nodes", "3"]],
  ['--nodes must be a whole number from 1 to 12: given "0"', ["two-phase", "--nodes", "0"]],
  ['--nodes must be a whole number from 1 to 12: given "many"', ["two-phase", "--nodes", "many"]],
  ["--nodes must be a whole number from 1 to 12: given nothing", ["two-phase", "--nodes"]],
  ["options must be among --nodes, --max-states,", ["two-phase", "--clients", "2"]],
  ['there must be options only: given "now"', ["die-hard", "now"]],
  ["with --symmetry because the model must have some", ["abd", "--symmetry"]],
  ["--lossy must be one of no, yes", ["ping-pong", "--lossy", "maybe"]],
  ["--max-states must be a whole number, 1 or more", ["die-hard", "--max-states=0"]],
];

Deno.test("what is wrong on the command line is said in one plain line", async () => {
  const results = await Promise.all(bad.map(([, args]) => explore(...args)));
  results.forEach(({ code, out, error }, i) => {
    assertEquals([code, out], [2, ""]);
    assertStringIncludes(error, bad[i]![0]);
    assertEquals(error.trimEnd().split("\n").length, 1);
    assert(error.startsWith("Cannot "));
  });
});
