/** The tables of parts in the READMEs of the exercises say what the suites do. */

import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { allExercises } from "../../tools/grade/exercises.ts";
import { withPartsTable } from "../../tools/grade/parts_table.ts";
import { repositoryRoot as root } from "../../tools/run/mod.ts";

for (const slug of await allExercises(root)) {
  const { suite } = await import(`file://${root}/exercises/${slug}/suite.ts`);
  const readme = await Deno.readTextFile(`${root}/exercises/${slug}/README.md`);

  Deno.test(`${slug}: the table of its README is up to date: deno run -A tools/parts_tables.ts`, () => {
    assertEquals(withPartsTable(readme, suite), readme);
  });

  Deno.test(`${slug}: a part that comes, goes or moves is seen in its table`, () => {
    const [first, ...rest] = suite.parts;
    const added = { ...first, name: "more", file: "more.ts", title: "more of it", points: 7 };
    const changed = withPartsTable(readme, { ...suite, parts: [...rest, added] });
    assertEquals(changed.includes(`[${first.file}](${first.file})`), false);
    assertEquals(
      [1, suite.parts.length].map((n) =>
        new RegExp(`\\| ${n} +\\| \\[([^\\]]*)`).exec(changed)?.[1]
      ),
      [rest[0].file, "more.ts"],
    );
    assertStringIncludes(changed, "| more of it ");
    assertThrows(() => withPartsTable("# Nothing", suite), Error, "must have a place for it");
  });
}
