/** What is stored, drawn for its chapter: the work of a store until a crash, sector by sector, and what it left. @module */

import type { Figure } from "../figure/figure.ts";
import {
  type DiskCrash,
  type DiskStep,
  type SectorFile,
  sectorTimeline,
} from "../figure/sectors/sectors.ts";
import type { Breach } from "../storage/disk/crash_report.ts";
import { film, type FilmedFile } from "../storage/disk/film.ts";
import type { DiskFault } from "../storage/disk/faults.ts";
import { SimulatedDisk } from "../storage/disk/simulated_disk.ts";
import {
  exploreStore,
  type LosingStore,
  nthValue,
  type Puts,
  putting,
  type StoreExploration,
} from "../laboratory/storage/losing.ts";
import { filmedFile, leftFiles } from "./storage/filmed.ts";

export { drawLevels } from "./storage/levels.ts";
export { drawPages } from "./storage/pages.ts";

/** What there is to draw. */
export interface CrashFilm {
  /** The operations before the crash, or all if there is none. */
  readonly steps: readonly DiskStep[];
  /** The crash that loses something, if any does. */
  readonly crash?: DiskCrash;
}

/** Puts values into a store until a crash loses one, drawn; or all of them, if none does. */
export function drawStore(
  store: LosingStore,
  title: string,
  more: Omit<StoreExploration, "disk"> = {},
): Figure {
  const { steps, ...crash } = crashFilm(store, more);
  return sectorTimeline(steps, { title, ...crash });
}

/** Puts values into a store until a crash loses one: the first that is found; all of the work if none does. */
export function crashFilm(
  { kind, faults }: LosingStore,
  { values = 3, ...more }: Omit<StoreExploration, "disk"> = {},
): CrashFilm {
  const sectorBytes = 8, disk = { sectorBytes, faults };
  const { breach } = exploreStore(kind, { ...more, values, disk });
  const frames = film<Puts>(new SimulatedDisk(disk), putting(kind, values));
  const done = frames.slice(0, breach?.crashes[0]?.at);
  const failing = failingSyncs(done.map(({ operation }) => operation), faults);
  /** The sectors that have rotted by an operation, named `file number`. */
  const rottenAt = (operation: number) =>
    new Set(
      faults.flatMap((fault) =>
        fault.type === "rot" && fault.nth <= operation
          ? [`${fault.name} ${Math.floor(fault.offset / sectorBytes)}`]
          : []
      ),
    );
  const steps = done.flatMap(({ operation, promised, files }, i): DiskStep[] => {
    const before = done.slice(0, i).findLast((frame) => frame.promised !== undefined)?.promised;
    const isNews = promised !== undefined && promised.told > (before?.told ?? 0);
    const drawn = (filmed: readonly FilmedFile[]) =>
      filmed.map((file) => filmedFile(file, sectorBytes, rottenAt(i)));
    const step = {
      words: failing.has(i) ? `${operation}, which fails` : operation,
      ...isNews ? { told: `told: ${nthValue(promised.told)} is durable` } : {},
      files: drawn(files),
    };
    return [...rotBefore(i, faults, drawn(done[i - 1]?.files ?? [])), step];
  });
  if (breach === undefined) return { steps };
  return {
    steps,
    crash: crashOf(breach, done.at(-1)?.files ?? [], sectorBytes, rottenAt(done.length)),
  };
}

/** What has rotted just before an operation: a row of its own, though no program did it. */
function rotBefore(
  operation: number,
  faults: readonly DiskFault[],
  files: readonly SectorFile[],
): DiskStep[] {
  return faults.flatMap((fault) =>
    fault.type === "rot" && fault.nth === operation
      ? [{ words: `byte ${fault.offset} of ${fault.name} rots`, files }]
      : []
  );
}

/** Which operations are the syncs that fail. */
function failingSyncs(operations: readonly string[], faults: readonly DiskFault[]): Set<number> {
  const syncs = [...operations.keys()].filter((i) => operations[i]!.startsWith("sync "));
  return new Set(
    faults.flatMap((fault) => fault.type === "sync fails" ? syncs[fault.nth] ?? [] : []),
  );
}

function crashOf(
  { crashes, said }: Breach<Puts>,
  before: readonly FilmedFile[],
  sectorBytes: number,
  rotten: ReadonlySet<string>,
): DiskCrash {
  const [{ lost, files }] = crashes as [Breach<Puts>["crashes"][number]];
  const left = leftFiles(files, before, sectorBytes, rotten);
  return { words: lost.join("; "), files: left, found: `Then: ${said}` };
}
