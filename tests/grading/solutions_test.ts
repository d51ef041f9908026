/** Every exercise as a student hands it in who has solved it all: the files to fill in, and what those are made of. */

import { assertEquals } from "@std/assert";
import { allExercises } from "../../tools/grade/exercises.ts";
import { modulesRunBy } from "../../tools/graph/graph.ts";
import { asHandedIn, stubsOf } from "../../tools/grade/stubs.ts";
import { repositoryRoot as root } from "../../tools/run/mod.ts";

/** The solutions, in a folder of their own. */
async function handIn(slug: string, stubs: readonly string[]): Promise<string> {
  const folder = await Deno.makeTempDir(), solutions = `${root}/solutions/${slug}`;
  const beside = (await Array.fromAsync(Deno.readDir(solutions))).map(({ name }) => name);
  const own = beside.filter((name) => name.endsWith(".ts") && name !== "mutants.ts");
  for (const name of new Set([...stubs, ...own])) {
    const text = await Deno.readTextFile(`${solutions}/${name}`);
    await Deno.writeTextFile(`${folder}/${name}`, asHandedIn(text, slug));
  }
  return folder;
}

for (const slug of await allExercises(root)) {
  const { suite } = await import(`file://${root}/exercises/${slug}/suite.ts`);
  const stubs = stubsOf(suite);

  Deno.test(`${slug}: a solution that is handed in earns all points`, async () => {
    const folder = await handIn(slug, stubs);
    const json = `${folder}/result.json`;
    try {
      const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: [
          ...["run", "-A", "tools/grade.ts", slug, "--submission", folder],
          ...["--seeds", "1", "--json", json],
        ],
        cwd: root,
        env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
      }).output();
      const said = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("");
      const [{ earned, possible }] = JSON.parse(await Deno.readTextFile(json));
      assertEquals(earned, possible, said);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });

  Deno.test(`${slug}: what judges runs nothing that is to be judged`, async () => {
    const running = await modulesRunBy(root, [`file://${root}/exercises/${slug}/suite.ts`]);
    const judged = stubs.filter((stub) =>
      running.includes(`file://${root}/exercises/${slug}/${stub}`)
    );
    assertEquals(judged, []);
  });
}
