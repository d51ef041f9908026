import { assertEquals } from "@std/assert";
import { readNotebook } from "../../tools/notebook/mod.ts";
import { repositoryRoot } from "../../tools/run/mod.ts";

Deno.test("the picture in the README is the one that chapter 01 draws", async () => {
  const { cells } = await readNotebook(`${repositoryRoot}/chapters/01-replay.ipynb`);
  const cell = cells.find(({ id }) => id === "retry-drawn");
  const [output] = cell?.cell_type === "code" ? cell.outputs : [];
  const drawn = output !== undefined && "data" in output ? output.data["image/svg+xml"] : undefined;
  const text = Array.isArray(drawn) ? drawn.join("") : drawn;
  const picture = await Deno.readTextFile(`${repositoryRoot}/site/picture/failing-run.svg`);
  assertEquals(picture, `${text}\n`);
});
