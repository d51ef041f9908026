/** Files of a disk as sectors that can be drawn: while it works, and what a crash left of them. @module */

import type { Sector, SectorFile } from "../../figure/sectors/sectors.ts";
import type { FilmedFile } from "../../storage/disk/film.ts";

/**
 * A file at one moment; sectors that have rotted are named `file number`. What is not durable are sectors that may hold something else, and what may lie beyond the end.
 */
export function filmedFile(
  { name, isNamed, bytes, sectors, lengths }: FilmedFile,
  sectorBytes: number,
  rotten: ReadonlySet<string> = new Set(),
): SectorFile {
  const sure = Math.min(...lengths);
  return {
    name,
    named: isNamed,
    sectors: Array.from({ length: Math.ceil(bytes.length / sectorBytes) }, (_, i): Sector => {
      const end = Math.min(bytes.length, (i + 1) * sectorBytes);
      const isUnsure = sectors.includes(i) || end > sure;
      const state = isUnsure ? "unsure" : rotten.has(`${name} ${i}`) ? "changed" : "durable";
      return { text: sectorText(bytes, i, sectorBytes), state };
    }),
  };
}

/** What a crash left of the files that there were before. */
export function leftFiles(
  files: ReadonlyMap<string, Uint8Array>,
  before: readonly FilmedFile[],
  sectorBytes: number,
  rotten: ReadonlySet<string> = new Set(),
): SectorFile[] {
  return [...files].map(([name, bytes]): SectorFile => {
    const was = before.find((file) => file.name === name)?.bytes ?? bytes;
    const count = Math.ceil(Math.max(bytes.length, was.length) / sectorBytes);
    return {
      name,
      sectors: Array.from({ length: count }, (_, i): Sector => {
        const [now, then] = [bytes, was].map((all) => sectorText(all, i, sectorBytes));
        if (now !== then) return { text: then!, state: "lost" };
        return { text: now!, state: rotten.has(`${name} ${i}`) ? "changed" : "durable" };
      }),
    };
  });
}

/** Letters as they are, other bytes as dots. */
function sectorText(bytes: Uint8Array, sector: number, sectorBytes: number): string {
  const held = bytes.subarray(sector * sectorBytes, (sector + 1) * sectorBytes);
  return [...held].map((byte) => byte > 32 && byte < 127 ? String.fromCharCode(byte) : "·").join(
    "",
  );
}
