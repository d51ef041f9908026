/**
 * How a process is started that loads Yjs and Automerge from npm. They are in a lock file of their own: what is in the
 * lock file of the project, everybody downloads who imports any package at all.
 *
 * @module
 */

import { fileURLToPath } from "node:url";

const place = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The options of Deno for such a process. */
export const withPeers: readonly string[] = [
  "--no-config",
  `--import-map=${place("imports.json")}`,
  `--lock=${place("peers.lock")}`,
  "--frozen",
];
