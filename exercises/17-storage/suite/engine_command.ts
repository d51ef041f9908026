/** What is asked of an engine. @module */

import type { Change } from "../given.ts";
import { bytesIn } from "./saying.ts";

/** Keys and values are texts, or bytes by their digits: "<ff00>". */
export type Write = readonly [key: string, value: string | null];

/** What is asked. */
export type Command =
  | { readonly type: "write"; readonly writes: readonly Write[]; readonly sync?: true }
  | { readonly type: "get"; readonly key: string; readonly of?: number }
  | { readonly type: "scan"; readonly from?: string; readonly to?: string; readonly of?: number }
  /** A scan is begun, and its first so many entries are read; the rest at `finish`. */
  | { readonly type: "begin"; readonly read: number }
  | { readonly type: "finish" }
  | { readonly type: "hold" }
  | { readonly type: "release"; readonly of: number }
  | { readonly type: "sync" }
  | { readonly type: "reopen" };

/** A list of commands. */
export interface Script {
  readonly memoryBytes: number;
  readonly commands: readonly Command[];
}

const quoted = (text: string) =>
  text.length > 30
    ? `"${text.slice(0, 30)}…" (${text.length} letters)`
    : text.startsWith("<")
    ? text
    : `"${text}"`;

/** A command in words. */
export function tell(command: Command): string {
  const of = "of" in command && command.of !== undefined ? ` of snapshot ${command.of}` : "";
  switch (command.type) {
    case "write": {
      const words = command.writes.map(([key, value]) =>
        value === null ? `delete ${quoted(key)}` : `put ${quoted(key)} = ${quoted(value)}`
      );
      const text = words.length === 1 ? words[0]! : `batch: ${words.join(", ") || "nothing"}`;
      return text + (command.sync ? ", synced" : "");
    }
    case "get":
      return `get ${quoted(command.key)}${of}`;
    case "scan": {
      const from = command.from === undefined ? "" : ` from ${quoted(command.from)}`;
      return `scan${of}${from}${
        command.to === undefined ? "" : ` to before ${quoted(command.to)}`
      }`;
    }
    case "begin":
      return `begin a scan, and read ${command.read} of it`;
    case "finish":
      return "read the rest of it";
    case "hold":
      return "take a snapshot";
    case "release":
      return `release snapshot ${command.of}, twice`;
    case "reopen":
      return "close it, and open it again";
    default:
      return command.type;
  }
}

/** The changes as the map takes them. */
export const changesOf = (writes: readonly Write[]) =>
  writes.map(([key, value]): Change =>
    value === null
      ? { type: "delete", key: bytesIn(key) }
      : { type: "put", key: bytesIn(key), value: bytesIn(value) }
  );
