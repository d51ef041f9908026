import { assert, assertEquals } from "@std/assert";
import { withContents } from "../../tools/front/contents.ts";
import { parseGrade } from "../../tools/grade/options.ts";
import { parseLearn } from "../../tools/learn/options.ts";
import { readNotebook } from "../../tools/notebook/mod.ts";
import { writtenChapters } from "../../tools/readme.ts";
import { repositoryRoot } from "../../tools/run/mod.ts";
import { parseStart } from "../../tools/serve/options.ts";
import { commandsIn } from "./readme_commands.ts";

Deno.test("the picture in the README is the one that chapter 01 draws", async () => {
  const { cells } = await readNotebook(`${repositoryRoot}/chapters/01-replay.ipynb`);
  const cell = cells.find(({ id }) => id === "retry-drawn");
  const [output] = cell?.cell_type === "code" ? cell.outputs : [];
  const drawn = output !== undefined && "data" in output ? output.data["image/svg+xml"] : undefined;
  const text = Array.isArray(drawn) ? drawn.join("") : drawn;
  const picture = await Deno.readTextFile(`${repositoryRoot}/site/picture/failing-run.svg`);
  assertEquals(picture, `${text}\n`);
});

const readme = await Deno.readTextFile(`${repositoryRoot}/README.md`);

Deno.test("the README says of chapters what is so: else run deno run -A tools/readme.ts", async () => {
  assertEquals(withContents(readme, await writtenChapters()), readme);
});

/** How each command reads what the README has it typed with. */
const readers: Readonly<Record<string, (args: readonly string[]) => unknown>> = {
  start: parseStart,
  learn: parseLearn,
  grade: parseGrade,
};

Deno.test("every command that the README prints is one, with options that it has", () => {
  const commands = commandsIn(readme);
  assertEquals(commands.slice(0, 4).map((command) => command.split(" ")[0]), [
    "git",
    "cd",
    "./hb",
    "./hb",
  ]);
  const typed = commands.filter((command) => command.startsWith("./hb "));
  assert(typed.length >= 4);
  for (const command of typed) {
    const [, name, ...args] = command.split(" ");
    assert(name! in readers, command);
    readers[name!]!(args);
  }
});
