/**
 * Storage engines of others conform to the suite of the library's own. Those in packages of npm are tried
 * where the packages have been downloaded, as `deno task bench storage` does; RocksDB where its library is
 * installed.
 */

import { OperationalError } from "hb/host/operational_error.ts";
import { fileURLToPath } from "node:url";
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { storageEngine } from "../conformance/engine/engine.ts";
import { row } from "../conformance/suite.ts";
import { withPackages } from "../../bench/storage/packages.ts";
import { kindOf, kinds, type RealKind } from "./engines/kinds.ts";

const script = (name: string) => fileURLToPath(new URL(`engines/${name}`, import.meta.url));

async function deno(...args: string[]): Promise<{ code: number; text: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    stdin: "null",
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
  }).output();
  const decoder = new TextDecoder();
  return { code, text: decoder.decode(stdout) + decoder.decode(stderr) };
}

async function inFolder<T>(run: (folder: string) => Promise<T> | T): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "engines-" });
  try {
    return await run(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Whether it is on this machine. */
function isHere(kind: RealKind): Promise<boolean> {
  return inFolder(async (folder) => {
    if (kind.package !== undefined) {
      const code = `await import("${kind.package}")`;
      return (await deno("eval", ...withPackages, "--cached-only", code)).code === 0;
    }
    try {
      await (await kind.open(`${folder}/data`)).close();
      return true;
    } catch {
      return false;
    }
  });
}

const here = new Set<RealKind>();
for (const kind of kinds) if (await isHere(kind)) here.add(kind);

for (const kind of kinds) {
  if (!here.has(kind)) {
    Deno.test.ignore(`storage engine: ${kind.name}, which is not on this machine`, () => {});
  } else if (kind.package === undefined) row(storageEngine, [kind]).test();
  else {
    Deno.test(`storage engine: ${kind.name}, with the packages of the bench`, async () => {
      const { code, text } = await deno(
        ...["test", "--quiet", "--no-check", ...withPackages, "--cached-only"],
        ...Object.keys(kind.permissions).map((name) => `--allow-${name}`),
        ...[script("packages.ts"), "--", kind.name],
      );
      assertEquals(code, 0, text);
      assertStringIncludes(text, `${storageEngine.guarantees.length} passed`);
    });
  }
}

Deno.test("a database that is in use is not opened again", async () => {
  for (const kind of kinds.filter((kind) => kind.name === "RocksDB" && here.has(kind))) {
    await inFolder(async (folder) => {
      const engine = await kind.open(`${folder}/data`);
      assertThrows(() => kind.open(`${folder}/data`), OperationalError, "RocksDB says: ");
      await engine.close();
    });
  }
});

/** What is said when an engine is opened by a process with these options. */
function said(kind: RealKind, path: string, ...options: string[]): Promise<string> {
  return deno("run", "--quiet", "--no-check", ...options, script("open.ts"), kind.name, path)
    .then(({ text }) => text.trim().split("\n").at(-1)!);
}

for (const name of ["LevelDB", "LMDB"]) {
  Deno.test(`${name} that is not among the packages is missed in one line`, async () => {
    const kind = kindOf(name);
    const text = await inFolder((folder) => said(kind, `${folder}/data`, "-A", "--frozen"));
    assertStringIncludes(text, "OperationalError: Cannot open ");
    assertStringIncludes(text, `because ${kind.package} with --allow-ffi`);
    assertStringIncludes(text, "given a lock file without it");
  });
}

for (const name of ["SQLite", "RocksDB"]) {
  Deno.test(`${name} without a permission says which`, async () => {
    const text = await said(kindOf(name), "/nowhere/data");
    assertStringIncludes(text, "OperationalError: Cannot open /nowhere/data because ");
    assertStringIncludes(text, name === "SQLite" ? "--allow-read" : "--allow-ffi");
    assertStringIncludes(text, "given Deno was not given the permission");
  });
}

for (const kind of kinds.filter((kind) => kind.package === undefined)) {
  Deno.test({
    name: `${kind.name} at a place where nothing can be says why`,
    ignore: !here.has(kind),
    fn: () =>
      inFolder(async (folder) => {
        await Deno.writeTextFile(`${folder}/file`, "");
        const text = await said(kind, `${folder}/file/data`, "-A");
        assertStringIncludes(text, `OperationalError: Cannot open ${folder}/file/data because `);
      }),
  });
}

/** What is lost or spoilt in a folder with a database, which the engine is then opened on, and what is said. */
const damages: Readonly<Record<string, { spoil(path: string): void; words: string }>> = {
  SQLite: {
    spoil: (path) => Deno.writeTextFileSync(path, "no database ".repeat(1000)),
    words: "because a database of SQLite that was made by this engine and can be written is " +
      "required: given file is not a database",
  },
  RocksDB: {
    spoil: (path) => Deno.removeSync(`${path}/CURRENT`),
    words:
      "because a database of RocksDB that nobody else uses, or an empty folder, is required: " +
      "given one that has lost its file CURRENT",
  },
  LevelDB: {
    spoil: (path) => Deno.removeSync(`${path}/CURRENT`),
    words:
      "because a database of LevelDB that nobody else uses, or an empty folder, is required: " +
      "given one that has lost its file CURRENT",
  },
};

for (const [name, { spoil, words }] of Object.entries(damages)) {
  const kind = kindOf(name);
  Deno.test({
    name: `${name} whose files are not what it wrote says what is wrong with them, and keeps them`,
    ignore: !here.has(kind),
    fn: () =>
      inFolder(async (folder) => {
        const path = `${folder}/data`, options = [...withPackages, "--cached-only", "-A"];
        assertEquals(await said(kind, path, ...options), "open");
        spoil(path);
        const names = () => {
          const at = Deno.statSync(path).isFile ? folder : path;
          return Array.from(Deno.readDirSync(at), ({ name }) => name).sort();
        };
        const before = names();
        const text = await said(kind, path, ...options);
        assertStringIncludes(text, `OperationalError: Cannot open ${path} because `);
        assertStringIncludes(text, words);
        assertEquals(names(), before);
      }),
  });
}
