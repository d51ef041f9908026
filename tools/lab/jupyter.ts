/**
 * Finds a JupyterLab, or makes one in `.venv`, and tells it about the Deno kernel. Everything that
 * Jupyter writes goes below `.cache/jupyter`, nothing to the home folder.
 *
 * @module
 */

import { doing } from "../command/doing.ts";

/** Where things are, seen from the root of the project. */
const VENV = ".venv";
const HOME = ".cache/jupyter";
const windows = Deno.build.os === "windows";

/** The `jupyter` to start: the one on the PATH if it has JupyterLab, else the one in `.venv`. */
export async function findJupyter(root: string): Promise<string> {
  if (await works("jupyter", ["lab", "--version"])) return "jupyter";
  const own = `${root}/${VENV}/${windows ? "Scripts/jupyter.exe" : "bin/jupyter"}`;
  if (await works(own, ["lab", "--version"])) return own;
  const python = await findPython();
  if (python === undefined) {
    throw new Error(
      "Cannot open JupyterLab because " +
        "Python 3.9 or later, or jupyter, is required: given neither; " +
        "install Python from python.org or your package manager",
    );
  }
  await makeVenv(root, python);
  return own;
}

async function findPython(): Promise<string | undefined> {
  const recent = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 9))";
  for (const name of ["python3", "python"]) {
    if (await works(name, ["-c", recent])) return name;
  }
}

async function makeVenv(root: string, python: string): Promise<void> {
  console.log(
    `Installing JupyterLab into ${VENV}; this is needed once, and takes a minute or two.`,
  );
  const work = doing("Installing JupyterLab");
  try {
    await install(root, python, work.say);
  } finally {
    work.end();
  }
}

async function install(
  root: string,
  python: string,
  say: (state: string) => void,
): Promise<void> {
  const pip = `${root}/${VENV}/${windows ? "Scripts/python.exe" : "bin/python"}`;
  const steps: [string, string, string[]][] = [
    ["step 1 of 2, a place for it", python, ["-m", "venv", VENV]],
    ["step 2 of 2, fetching packages", pip, [
      "-m",
      "pip",
      "install",
      "--quiet",
      "-r",
      "tools/lab/requirements.txt",
    ]],
  ];
  for (const [state, command, args] of steps) {
    say(state);
    const { success } = await new Deno.Command(command, {
      args,
      cwd: root,
      env: { PIP_DISABLE_PIP_VERSION_CHECK: "1" },
      stdout: "inherit",
      stderr: "inherit",
    }).output();
    if (success) continue;
    await Deno.remove(`${root}/${VENV}`, { recursive: true }).catch(() => {});
    throw new Error(
      `Cannot install JupyterLab because ` +
        `"${command} ${args.join(" ")}" must succeed: it failed, see above`,
    );
  }
}

async function works(command: string, args: readonly string[]): Promise<boolean> {
  try {
    const quiet = { stdout: "null", stderr: "null", stdin: "null" } as const;
    return (await new Deno.Command(command, { args: [...args], ...quiet }).output()).success;
  } catch {
    return false;
  }
}

/** Writes the kernel's description, and gives the environment in which Jupyter finds it. */
export async function registerKernel(root: string): Promise<Record<string, string>> {
  const home = `${root}/${HOME}`;
  const folder = `${home}/data/kernels/deno`;
  await Deno.mkdir(folder, { recursive: true });
  const kernel = {
    argv: [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"],
    display_name: "Deno",
    language: "typescript",
    env: { NO_COLOR: "1" },
  };
  await Deno.writeTextFile(`${folder}/kernel.json`, JSON.stringify(kernel, null, 2) + "\n");
  await keepQuiet(home);
  return {
    JUPYTER_DATA_DIR: `${home}/data`,
    JUPYTER_CONFIG_DIR: `${home}/config`,
    JUPYTER_RUNTIME_DIR: `${home}/runtime`,
    IPYTHONDIR: `${home}/ipython`,
  };
}

/**
 * Tells Jupyter that the chapters as they stand are ours: it shows no picture of a notebook that it does not trust,
 * but all words in it, one after another, until each cell has been run. Where that fails, it stays so.
 */
export async function trustChapters(
  jupyter: string,
  chapters: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<boolean> {
  const quiet = { stdout: "null", stderr: "null", stdin: "null" } as const;
  const args = ["trust", ...chapters];
  try {
    return (await new Deno.Command(jupyter, { args, env: { ...env }, ...quiet }).output()).success;
  } catch {
    return false;
  }
}

/** JupyterLab asks at its first start whether to fetch news; the reader is here for the book. */
async function keepQuiet(home: string): Promise<void> {
  const folder = `${home}/config/lab/user-settings/@jupyterlab/apputils-extension`;
  await Deno.mkdir(folder, { recursive: true });
  const settings = { fetchNews: "false", checkForUpdates: false };
  await Deno.writeTextFile(`${folder}/notification.jupyterlab-settings`, JSON.stringify(settings));
}
