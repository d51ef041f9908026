/**
 * `deno task lab [--port N] [--no-open]`: the chapters in JupyterLab, for readers who change cells.
 *
 * @module
 */

import { helps } from "./command/help.ts";
import { exitWith } from "./command/usage_error.ts";
import { findJupyter, registerKernel, trustChapters } from "./lab/jupyter.ts";
import { labHelp, parseLab } from "./lab/options.ts";
import { listChapters, repositoryRoot } from "./run/mod.ts";

async function main(args: readonly string[]): Promise<number> {
  if (helps(args, labHelp)) return 0;
  const { port, open } = parseLab(args);
  console.log("Looking for JupyterLab");
  const jupyter = await findJupyter(repositoryRoot);
  const env = await registerKernel(repositoryRoot);
  const chapters = await listChapters(repositoryRoot);
  if (!await trustChapters(jupyter, chapters.map(({ path }) => path), env)) {
    console.log(
      "Jupyter does not trust the chapters: it shows a picture when its cell has been run",
    );
  }
  console.log(`Starting JupyterLab at http://localhost:${port}  (Ctrl-C ends it)`);
  const lab = new Deno.Command(jupyter, {
    args: [
      "lab",
      ...(open ? [] : ["--no-browser"]),
      `--port=${port}`,
      "--ServerApp.ip=127.0.0.1",
      `--ServerApp.root_dir=${repositoryRoot}`,
      "--LabApp.default_url=/lab/tree/chapters/01-replay.ipynb",
      ...(Deno.uid() === 0 ? ["--allow-root"] : []),
    ],
    cwd: repositoryRoot,
    env,
  }).spawn();
  // Ctrl-C goes to both; Jupyter asks or ends, and we end after it.
  Deno.addSignalListener("SIGINT", () => {});
  return (await lab.status).code;
}

if (import.meta.main) await exitWith(() => main(Deno.args));
