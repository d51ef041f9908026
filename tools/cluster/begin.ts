/**
 * Begins the logs of nodes in a storage engine, in a process that may open it: `begin.ts ENGINE FOLDER OWNER
 * …`.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { OperationalError } from "hb/host/operational_error.ts";
import { exitWith } from "../command/usage_error.ts";
import { type EngineName, needsOwnProcess, openLogIn, optionsFor } from "./engines.ts";

/** Whose log is begun in which folder. */
export interface Beginning {
  readonly folder: string;
  readonly owner: string;
}

/** Begins the logs that are not there yet; throws `OperationalError`, in one line. */
export function beginIn(
  engine: Exclude<EngineName, "wal">,
  nodes: readonly Beginning[],
  more: readonly string[] = [],
): void {
  const folders = nodes.map(({ folder }) => folder);
  const { success, stderr } = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-prompt", ...optionsFor(engine, folders), ...more],
      `--allow-write=${folders.join(",")}`,
      ...[fileURLToPath(import.meta.url), engine],
      ...nodes.flatMap(({ folder, owner }) => [folder, owner]),
    ],
    env: { NO_COLOR: "1" },
  }).outputSync();
  if (success) return;
  throw new OperationalError(new TextDecoder().decode(stderr).trim().split("\n").at(-1));
}

/** Throws `OperationalError` where an engine needs a package or a library that is not on this machine. */
export function assertEngine(engine: EngineName, more: readonly string[] = []): void {
  if (engine !== "rocksdb" && engine !== "leveldb") return;
  const folder = Deno.makeTempDirSync({ prefix: "engine-" });
  try {
    beginIn(engine, [{ folder, owner: "nobody" }], more);
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(`${folder}/`, "") : String(error);
    const ways = needsOwnProcess(engine) ? "With a network it is downloaded" : "Install it";
    throw new OperationalError(`${why}. ${ways}; or give another --engine`, { cause: error });
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

async function main([engine, ...nodes]: readonly string[]): Promise<number> {
  for (let i = 0; i + 1 < nodes.length; i += 2) {
    const [folder, owner] = [nodes[i]!, nodes[i + 1]!];
    const log = await openLogIn(engine as Exclude<EngineName, "wal">, {
      folder,
      owner,
      begun: false,
    });
    await log.close();
  }
  return 0;
}

if (import.meta.main) await exitWith(() => main(Deno.args));
