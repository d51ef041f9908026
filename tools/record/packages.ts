/**
 * How a process is started that loads a database from npm. It has a lock file of its own: what is in the
 * lock file of the project, everybody downloads who imports any package at all, and DuckDB is large.
 *
 * @module
 */

import { fileURLToPath } from "node:url";

const place = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The options of Deno for such a process. */
export const withPackages: readonly string[] = [
  "--no-config",
  `--import-map=${place("imports.json")}`,
  `--lock=${place("packages.lock")}`,
  "--frozen",
];
