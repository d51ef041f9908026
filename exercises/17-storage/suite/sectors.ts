/** The disk of a run that went wrong, drawn: its sectors after the last operations, and what a crash left. @module */

import type { Figure } from "hb/figure/figure.ts";
import { type DiskStep, type SectorFile, sectorTimeline } from "hb/figure/sectors/sectors.ts";
import { filmedFile, leftFiles } from "hb/notebook/storage/filmed.ts";
import type { Crash } from "hb/storage/disk/crash_report.ts";
import { film } from "hb/storage/disk/film.ts";
import { SimulatedDisk, type SimulatedDiskOptions } from "hb/storage/disk/simulated_disk.ts";

/** So many operations are drawn, files, and sectors of each: the last ones. */
const MOST = { steps: 14, files: 5, sectors: 16 } as const;

/** What was done on which disk, the crash, and what was found after it. */
export interface Drawn {
  readonly options: SimulatedDiskOptions & { readonly sectorBytes: number };
  readonly crash: Crash;
  readonly found: string;
  work(disk: SimulatedDisk): void;
}

/**
 * The work is done once more, and filmed; nothing is drawn if that goes otherwise. Of a crash after another
 * one the first is drawn.
 */
export function drawSectors({ options, crash, found, work }: Drawn): Figure | undefined {
  const { sectorBytes } = options;
  try {
    const frames = film(new SimulatedDisk(options), (disk) => {
      try {
        work(disk);
      } catch {
        // It went as far as it went: the disk may be one that fails.
      }
    }).slice(0, crash.at);
    const last = frames.at(-1)?.files ?? [];
    // Where another file has taken a name, and has not, nothing of the one that is left was lost.
    const isBack = (name: string) =>
      crash.lost.some((words) =>
        words.startsWith("undone: rename") && words.endsWith(` to ${name}`)
      );
    const before = last.filter(({ name }) => !isBack(name));
    const left = leftFiles(crash.files, before, sectorBytes);
    const steps = frames.slice(-MOST.steps).map(({ operation, files }): DiskStep => ({
      words: operation,
      files: files.map((file) => filmedFile(file, sectorBytes)),
    }));
    if (steps.length === 0) return undefined;
    const cut = cutting([...steps.map(({ files }) => files), left]);
    const title = frames.length > MOST.steps
      ? `The last ${MOST.steps} of ${frames.length} operations, and what a crash left: files that change`
      : "The disk after each operation, and what a crash left: files that change";
    return sectorTimeline(steps.map((step) => ({ ...step, files: cut(step.files) })), {
      title,
      crash: {
        words: crash.lost.join("; ") || "nothing is lost",
        files: cut(left),
        found: `Then: ${found}`,
      },
    });
  } catch {
    return undefined;
  }
}

/** What there is room for: the last sectors of files that change; of many files those that change most. */
function cutting(moments: readonly (readonly SectorFile[])[]) {
  const names = new Set(moments.flatMap((files) => files.map(({ name }) => name)));
  const files = [...names].map((name) => {
    const each = moments.map((files) => files.find((file) => file.name === name));
    const looks = each.map((file) => file && JSON.stringify([file.named ?? true, file.sectors]));
    const sectors = Math.max(...each.map((file) => file?.sectors.length ?? 0));
    return { name, looks: new Set(looks).size, first: Math.max(0, sectors - MOST.sectors) };
  });
  const changing = files.filter(({ looks }) => looks > 1).sort((a, b) => b.looks - a.looks);
  const from = new Map(changing.slice(0, MOST.files).map(({ name, first }) => [name, first]));
  return (files: readonly SectorFile[]): SectorFile[] =>
    files.flatMap((file) => {
      const first = from.get(file.name);
      return first === undefined ? [] : [{ ...file, sectors: file.sectors.slice(first) }];
    });
}
