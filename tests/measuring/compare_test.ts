/** Benchmarks beside their baseline: what is a regression, and what the command says and returns. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { compareRows, isGood, nextBaseline, toMarkdown } from "../../bench/baseline.ts";
import type { Row } from "../../bench/row.ts";
import { repositoryRoot as root } from "../../tools/run/mod.ts";

const row = (name: string, ratio?: number): Row => ({
  name,
  limit: "10 ms",
  measured: "20 ms",
  ...(ratio === undefined ? {} : { ratio }),
});
const baseline = [
  { name: "queue", ratio: 2, slack: 1.25 },
  { name: "clock", ratio: 0.01, slack: 2 },
];

Deno.test("a ratio is worse when it passes its slack, and better when it falls as far below", () => {
  const verdicts = (queue: number, clock: number) =>
    compareRows(baseline, [row("queue", queue), row("clock", clock)]).map(({ verdict }) => verdict);
  assertEquals(verdicts(2.5, 0.02), ["same", "same"]);
  assertEquals(verdicts(2.51, 0.021), ["worse", "worse"]);
  assertEquals(verdicts(1.6, 0.005), ["same", "same"]);
  assertEquals(verdicts(1.59, 0.0049), ["better", "better"]);
});

Deno.test("what is new is no regression, and what is gone is one", () => {
  const more = compareRows(baseline, [row("queue", 2), row("clock", 0.01), row("new", 9)]);
  assertEquals([more.at(-1)?.verdict, isGood(more)], ["new", true]);
  const less = compareRows(baseline, [row("queue", 2)]);
  assertEquals([less.at(-1)?.name, less.at(-1)?.verdict, isGood(less)], ["clock", "gone", false]);
  assertEquals(isGood(compareRows(baseline, [row("queue", 3), row("clock", 0.01)])), false);
});

Deno.test("rows without a ratio, such as memory, are not compared", () => {
  assertEquals(compareRows([], [row("memory")]), []);
});

Deno.test("a new baseline has the new ratios and the old slack", () => {
  assertEquals(nextBaseline(baseline, [row("clock", 0.012345), row("new", 3), row("memory")]), [
    { name: "clock", ratio: 0.0123, slack: 2 },
    { name: "new", ratio: 3, slack: 1.25 },
  ]);
});

Deno.test("the table says what got worse, and by how much of what is allowed", () => {
  const table = toMarkdown(compareRows(baseline, [row("queue", 3), row("new | old", 1)]));
  assertStringIncludes(table, "| queue | 2.00 | 3.00 | 1.50 of 1.25 | **worse** |");
  assertStringIncludes(table, "| new \\| old |  | 1.00 |  | new |");
  assertStringIncludes(table, "| clock | 0.0100 |  |  | **gone** |");
});

Deno.test("the command prints the table, appends it to the summary, and ends with 1 on a regression", async () => {
  const folder = await Deno.makeTempDir({ prefix: "compare-" });
  const file = (name: string) => `${folder}/${name}`;
  const compare = async (...args: string[]) => {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--quiet", "bench/compare.ts", ...args],
      cwd: root,
      env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    }).output();
    const [out, error] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
    return { code, out: out!, error: error! };
  };
  try {
    await Deno.writeTextFile(file("baseline"), JSON.stringify(baseline));
    await Deno.writeTextFile(file("good"), JSON.stringify([row("queue", 2), row("clock", 0.01)]));
    await Deno.writeTextFile(file("bad"), JSON.stringify([row("queue", 4), row("clock", 0.01)]));
    await Deno.writeTextFile(file("summary"), "before\n");
    const options = ["--baseline", file("baseline")];
    assertEquals((await compare(file("good"), ...options)).code, 0);
    const bad = await compare(file("bad"), ...options, "--summary", file("summary"));
    assertEquals([bad.code, bad.error], [1, ""]);
    assertStringIncludes(bad.out, "**worse**");
    const summary = await Deno.readTextFile(file("summary"));
    assertEquals(summary.startsWith("before\n"), true);
    assertStringIncludes(summary, "**worse**");

    assertEquals((await compare(file("bad"), ...options, "--update")).code, 0);
    assertEquals((await compare(file("bad"), ...options)).code, 0);
    const none = await compare();
    assertEquals(none.code, 2);
    assertStringIncludes(none.error, "one file of results must be named: given nothing");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("the committed baseline names each row once, with a slack that allows something", async () => {
  const rows: typeof baseline = JSON.parse(await Deno.readTextFile(`${root}/bench/baseline.json`));
  assertEquals(new Set(rows.map(({ name }) => name)).size, rows.length);
  assertEquals(rows.filter(({ ratio, slack }) => !(ratio > 0 && slack > 1)), []);
});
