/** The wrapper `hb`, with programs that stand in for Deno and npx, and say how they were called. */

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { committedFiles } from "../../tools/check/repository.ts";
import { repositoryRoot as root } from "../../tools/run/locate.ts";

const version = (await Deno.readTextFile(`${root}/.deno-version`)).trim();
const [major, minor, patch] = version.split(".").map(Number) as [number, number, number];

/** Runs the wrapper where Deno has this version, or is not there, and npx is or is not. */
async function hb(
  { deno, npx }: { deno?: string; npx: boolean },
  args: readonly string[],
  command = `${root}/hb`,
) {
  const bin = await Deno.makeTempDir({ prefix: "wrapper-" });
  const write = (name: string, text: string) =>
    Deno.writeTextFile(`${bin}/${name}`, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  const told = `echo "$HB_COMMAND | $(basename "$0")"; for word in "$@"; do echo "$word"; done`;
  try {
    if (deno !== undefined) {
      await write(
        "deno",
        `[ "$1" = --version ] && { echo "deno ${deno} (stable, release, x)"; exit; }\n${told}`,
      );
    }
    if (npx) await write("npx", told);
    for (const name of ["sh", "sed", "cat", "dirname", "basename", "tr", "readlink"]) {
      for (const folder of ["/bin", "/usr/bin"]) {
        if (await Deno.stat(`${folder}/${name}`).then(() => true, () => false)) {
          await Deno.symlink(`${folder}/${name}`, `${bin}/${name}`).catch(() => {});
        }
      }
    }
    const { code, stdout, stderr } = await new Deno.Command("/bin/sh", {
      args: ["-c", `exec "$0" "$@"`, command, ...args],
      clearEnv: true,
      env: { PATH: bin },
      cwd: root,
    }).output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { code, out: text(stdout).trim().split("\n"), error: text(stderr) };
  } finally {
    await Deno.remove(bin, { recursive: true });
  }
}

const forwarded = ["task", "--quiet", "--config", `${root}/deno.json`];

Deno.test("the Deno on the PATH is taken when it is new enough, and else the one of npx", async () => {
  const newer = [
    version,
    `${major}.${minor}.${patch + 10}`,
    `${major}.${minor + 1}.0`,
    `${major + 1}.0.0`,
  ];
  for (const deno of newer) {
    const { out } = await hb({ deno, npx: true }, ["grade", "01", "a b"]);
    assertEquals(out, [`${root}/hb | deno`, ...forwarded, "grade", "01", "a b"], deno);
  }
  for (const deno of [`${major}.${minor - 1}.99`, `${major - 1}.99.99`, "no version", undefined]) {
    const given = deno === undefined ? {} : { deno };
    const { out } = await hb({ ...given, npx: true }, ["grade", "01"]);
    assertEquals(out, [`${root}/hb | npx`, "-y", `deno@${version}`, ...forwarded, "grade", "01"]);
  }
});

Deno.test("without either it says in one line what it needs and what it found", async () => {
  const none = await hb({ npx: false }, ["grade", "01"]);
  assertEquals(none.code, 127);
  assertMatch(
    none.error,
    /^Cannot run grade because Deno .* must be on the PATH: given neither\n$/,
  );
  const deno = "1.0.0", old = await hb({ deno, npx: false }, ["grade"]);
  assertStringIncludes(old.error, `given Deno ${deno}`);
});

Deno.test("it says how it was called, and lists the commands where none is named", async () => {
  const near = await hb({ deno: version, npx: false }, [], "./hb");
  assertEquals(near.out, ["./hb | deno", ...forwarded, "commands"]);
  for (const word of ["-h", "--help"]) {
    assertEquals((await hb({ deno: version, npx: false }, [word], "./hb")).out, near.out);
  }
});

Deno.test("called by a link it finds the project all the same", async () => {
  const folder = await Deno.makeTempDir({ prefix: "wrapper-link-" });
  try {
    await Deno.symlink(`${root}/hb`, `${folder}/real`);
    await Deno.symlink("real", `${folder}/hb`);
    const { out } = await hb({ deno: version, npx: false }, ["kv"], `${folder}/hb`);
    assertEquals(out, [`${folder}/hb | deno`, ...forwarded, "kv"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

/** A line of either wrapper in one notation: where the project is, which version, what was given. */
function common(line: string): string {
  return line.trim().replace(/^(?:exec|call) /, "")
    .replace(/"(?:\$root\/|%~dp0)([^"]*)"/g, "<root>/$1")
    .replace(/"deno@(?:\$wanted|%wanted%)"/, "deno@<version>")
    .replace(/(?:"\$@"|%\*)$/, "<arguments>");
}

const batch = (await Deno.readTextFile(`${root}/hb.cmd`)).split(/\r?\n/);
const shell = (await Deno.readTextFile(`${root}/hb`)).split("\n");

Deno.test("the wrapper for Windows starts the same programs, with every argument as it was given", async () => {
  const started = (lines: readonly string[]) =>
    lines.map(common).filter((line) => / task /.test(line) && !/^(?:#|rem )/.test(line)).toSorted();
  assertEquals(started(batch), started(shell));
  assertEquals(started(batch).length, 2);
  // In a variable, or between brackets, the quotes around an argument with a space or an & would go wrong.
  for (const line of batch.filter((line) => line.includes("%*"))) assertMatch(line, /^\S.* %\*$/);
  assert((await committedFiles()).includes("hb.cmd"));
});

Deno.test("the wrapper for Windows ends with the exit code of what it started", () => {
  const starts = batch.flatMap((line, i) => /^(?:call|deno) /.test(line) ? [i] : []);
  assertEquals(starts.length, 3);
  for (const i of starts) assertEquals(batch[i + 1], "exit /b %errorlevel%", batch[i]);
  assert(!batch.some((line) => /exit(?! \/b (?:%errorlevel%|127)$)/.test(line)), "no other end");
  // Between brackets %errorlevel% would be what it was before the brackets.
  const open = batch.flatMap((line, i) => / \($/.test(line) ? [i] : []);
  for (const i of open) assert(!batch.slice(i, batch.indexOf(")", i)).join().includes("exit"));
});

Deno.test("the wrapper for Windows lists the commands for the same words, and says the same of what it lacks", () => {
  const listed = batch.flatMap((line) => /^if "%~1"=="(.*)" goto list$/.exec(line)?.[1] ?? []);
  const own = shell.find((line) => line.endsWith("set -- commands ;;"))!.split(")")[0]!;
  assertEquals(listed, own.split("|").map((word) => word.trim().replaceAll("'", "")));
  assertEquals(batch[batch.indexOf(":list") + 1], 'call "%~f0" commands');
  const lacks = (text: string) =>
    text.replace(/\$\{1\}|%1(?= because)/, "<command>").replace(/\$wanted|%wanted%/g, "<version>")
      .replace(/" \\\n +"/, " ").match(/Cannot run .* given/)?.[0];
  assertEquals(lacks(batch.join("\n")), lacks(shell.join("\n")));
  assertEquals(batch.at(-2), `exit /b ${shell.at(-2)!.replace("exit ", "")}`);
});

Deno.test("the wrapper for Windows jumps only to labels that it has, and reads the same version", () => {
  const labels = batch.filter((line) => line.startsWith(":"));
  const jumps = [...batch.join("\n").matchAll(/goto (\w+)/g)].map(([, label]) => `:${label}`);
  assertEquals(new Set(jumps), new Set(labels));
  assertStringIncludes(batch.join("\n"), 'set /p wanted=<"%~dp0.deno-version"');
});
