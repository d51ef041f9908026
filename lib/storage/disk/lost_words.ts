/** What a crash lost, in words. @module */

import type { Kept, Unsure, UnsureFile } from "./unsure.ts";

/** What of the work is not there in a choice: empty if all is. */
export function lostWords(unsure: Unsure, kept: Kept): string[] {
  const { kept: changes, uses } = unsure.names[kept.names]!;
  const undone = unsure.changes.filter((change) => !changes.has(change)).map(({ words }) =>
    `undone: ${words}`
  );
  const files = unsure.files.flatMap((file, f) =>
    uses.has(f) ? fileWords(file, kept.files[f]!) : []
  );
  return [...undone, ...files];
}

function fileWords(file: UnsureFile, kept: Kept["files"][number]): string[] {
  const { name, lengths, versions } = file;
  const length = lengths[kept.length]!.length, whole = lengths.at(-1)!.length;
  const words = length === whole ? [] : [`${name} is ${length} bytes long, and not ${whole}`];
  let row: { how: string; from: number; to: number } | undefined;
  const end = () => {
    if (row !== undefined) words.push(`bytes ${row.from} to ${row.to - 1} of ${name} ${row.how}`);
    row = undefined;
  };
  const sorted = versions.map(([sector, all], i) => ({ sector, all, choice: kept.sectors[i]! }));
  for (const { sector, all, choice } of sorted.sort((a, b) => a.sector - b.sector)) {
    const version = all[choice]!, from = sector * version.bytes.length;
    const to = Math.min(from + version.bytes.length, length);
    if (choice === all.length - 1 || from >= length) {
      end();
      continue;
    }
    const how = version.torn !== undefined
      ? `are torn, after ${version.torn} bytes of a write`
      : version.time === -2
      ? "are garbage"
      : version.time === -1
      ? "are lost"
      : "are older";
    if (row?.how === how && row.to === from) row.to = to;
    else {
      end();
      row = { how, from, to };
    }
  }
  end();
  return words;
}
