/** The files for editors and hubs: they can be read, and name the versions that the project uses. */

import { assert, assertEquals } from "@std/assert";
import { repositoryRoot as root } from "../../tools/run/mod.ts";

const text = (path: string) => Deno.readTextFile(`${root}/${path}`);
const json = async (path: string) => JSON.parse(await text(path));

Deno.test("a hub has the JupyterLab of deno task lab", async () => {
  const pinned = (list: string) => list.split("\n").filter((line) => /^\w/.test(line));
  const lab = pinned(await text("tools/lab/requirements.txt"));
  assertEquals(pinned(await text(".binder/requirements.txt")), lab);
  assert(lab.every((line) => line.includes("==")), "versions are pinned");
});

Deno.test("the editor and the container recommend the same extensions", async () => {
  const { recommendations } = await json(".vscode/extensions.json");
  const container = await json(".devcontainer/devcontainer.json");
  assertEquals(container.customizations.vscode.extensions, recommendations);
  for (
    const part of ["denoland.vscode-deno", "ms-toolsai.jupyter", "ms-toolsai.jupyter-renderers"]
  ) {
    assert(recommendations.includes(part), part);
  }
  const settings = await json(".vscode/settings.json");
  assertEquals([settings["deno.enable"], settings["deno.config"]], [true, "./deno.json"]);
});

Deno.test("what the container and the hub copy and run is there", async () => {
  const container = await json(".devcontainer/devcontainer.json");
  const dockerfile = await text(`.devcontainer/${container.build.dockerfile}`);
  const copied = /^COPY (.+) \S+$/m.exec(dockerfile)![1]!.split(" ");
  for (const path of copied) assert((await Deno.stat(`${root}/${path}`)).isFile, path);
  const cached = [
    ...container.postCreateCommand.split(" "),
    ...(await text(".binder/postBuild"))
      .split(/\s+/),
  ].filter((word) => /^tools\/.*\.ts$/.test(word));
  assert(cached.length >= 4);
  for (const path of cached) assert((await Deno.stat(`${root}/${path}`)).isFile, path);
  for (const script of [".binder/postBuild", ".binder/install_deno.sh"]) {
    assert(((await Deno.stat(`${root}/${script}`)).mode ?? 0o111) & 0o111, `${script} can be run`);
  }
});
