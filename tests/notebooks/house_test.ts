import { assert } from "@std/assert";
import { isTidy } from "../../tools/notebook/mod.ts";
import { listChapters, repositoryRoot } from "../../tools/run/mod.ts";

Deno.test("every chapter is formatted and carries nothing of an editor: deno task run does that", async () => {
  for (const { name, path } of await listChapters(repositoryRoot)) {
    const tidied = await isTidy(await Deno.readTextFile(path), path, repositoryRoot);
    assert(tidied, `chapter ${name} is not in house form; deno task run ${name} writes it so`);
  }
});
