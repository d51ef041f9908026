import { assertEquals } from "@std/assert";
import { tapReader, type TapTest } from "./tap.ts";

function read(text: string): TapTest[] {
  const found: TapTest[] = [];
  const reader = tapReader((test) => found.push(test));
  text.split("\n").forEach(reader.take);
  reader.end();
  return found;
}

const report = String.raw`TAP version 14
# ./batch.ts
ok 1 - fine
not ok 2 - says \# why
  ---
  {"message":"Error: no\n    at x","severity":"fail"}
  ...
# Subtest: outer
    # Subtest: inner
        ok 1 - deep
        1..1
    ok 1 - inner
    not ok 2 - bad
      ---
      {"message":"Error: step","severity":"fail"}
      ...
    1..2
not ok 3 - outer
  ---
  {"message":"1 test step failed.","severity":"fail"}
  ...
ok 4 - later # SKIP
a line of somebody else
not ok 5 - cancelled
ok 6 - last
1..6`;

Deno.test("tests and their steps are told in order, with what they threw", () => {
  assertEquals(read(report), [
    { name: "fine", outcome: "ok", top: true },
    { name: "says # why", outcome: "failed", top: true, text: "Error: no\n    at x" },
    { name: "outer > inner > deep", outcome: "ok", top: false },
    { name: "outer > inner", outcome: "ok", top: false },
    { name: "outer > bad", outcome: "failed", top: false, text: "Error: step" },
    { name: "outer", outcome: "failed", top: true, text: "1 test step failed." },
    { name: "later", outcome: "ignored", top: true },
    { name: "cancelled", outcome: "failed", top: true },
    { name: "last", outcome: "ok", top: true },
  ]);
});

Deno.test("a report that breaks off tells what had ended", () => {
  const broken = report.slice(0, report.indexOf("  ...\n# Subtest"));
  assertEquals(read(broken).map(({ outcome }) => outcome), ["ok", "failed"]);
  assertEquals(read("Cannot find anything"), []);
});
