import { assertEquals } from "@std/assert";
import { readJUnit } from "./junit.ts";

const xml = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="deno test" tests="5" failures="2" errors="0" time="0.063">
  <testsuite name="./lib/a_test.ts" tests="4" disabled="1" errors="0" failures="2">
    <testcase name="x &amp; &lt;b&gt;" classname="./lib/a_test.ts" time="0.001" line="1" col="6">
      <failure message="Uncaught Error: 1 > 0">Error: 1 &gt; 0
    at &quot;here&#39;s&quot;</failure>
    </testcase>
    <testcase name="not begun" classname="./lib/a_test.ts" time="0"><skipped/></testcase>
    <testcase name="inner" classname="./lib/a_test.ts" time="0"><failure message="no"/></testcase>
    <testcase name="fine" classname="./lib/a_test.ts" time="0.000">
    </testcase>
    <testcase name="fine too" classname="./lib/a_test.ts" time="0.000"/>
  </testsuite>
</testsuites>`;

Deno.test("a report is counted, and its failures are read in full", () => {
  assertEquals(readJUnit(xml), {
    passed: 2,
    ignored: 1,
    failures: [
      { test: "lib/a_test.ts: x & <b>", text: `Error: 1 > 0\n    at "here's"` },
      { test: "lib/a_test.ts: inner", text: "" },
    ],
  });
});

Deno.test("a report that Deno writes is read as it is", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const source = `Deno.test("a -> b", () => { throw new Error("<no> & no"); });
      Deno.test("outer", (t) => t.step("inner", () => {}).then(() => {}));
      Deno.test.ignore("later", () => {});`;
    await Deno.writeTextFile(`${folder}/x_test.ts`, source);
    const junit = `${folder}/report.xml`;
    const args = ["test", "--no-config", "--no-check", `--junit-path=${junit}`, "x_test.ts"];
    await new Deno.Command(Deno.execPath(), { args, cwd: folder }).output();
    const report = readJUnit(await Deno.readTextFile(junit));
    assertEquals([report.passed, report.ignored, report.failures.length], [2, 1, 1]);
    assertEquals(report.failures[0]?.test, "x_test.ts: a -> b");
    assertEquals(report.failures[0]?.text.split("\n")[0], "Error: <no> & no");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
