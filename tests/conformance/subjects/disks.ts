/** The disks of the library, and some that are wrong. */

import { FileDisk } from "hb/host/file_disk.ts";
import type { Disk } from "hb/storage/disk/disk.ts";
import { SimulatedDisk, type SimulatedDiskOptions } from "hb/storage/disk/simulated_disk.ts";
import { within } from "hb/storage/disk/within.ts";
import type { DiskKind } from "../disk.ts";

/** A folder of the machine. */
export const fileDisk: DiskKind = {
  name: "lib/host/file_disk.ts",
  onEmpty: (run) => inFolder(run),
  // In a copy, as the folder itself is locked.
  onRestarted: (disk, run) =>
    inFolder(run, (path) => {
      for (const name of disk.names()) Deno.writeFileSync(`${path}/${name}`, disk.read(name));
    }),
};

function inFolder<T>(run: (disk: Disk) => T, prepare: (path: string) => void = () => {}): T {
  const path = Deno.makeTempDirSync({ prefix: "disk-" });
  prepare(path);
  const disk = new FileDisk(path);
  try {
    return run(disk);
  } finally {
    disk.close();
    Deno.removeSync(path, { recursive: true });
  }
}

/** The simulated disk; the one that a crash leaves at worst is found by whoever starts anew. */
export function simulated(name: string, options: SimulatedDiskOptions = {}): DiskKind {
  return {
    name,
    onEmpty: (run) => run(new SimulatedDisk({ roomBytes: 20, sectorBytes: 4, ...options })),
    onRestarted: (disk, run) => run([...(disk as SimulatedDisk).afterCrash({ most: 1 })][0]!.disk),
  };
}

/** Each part of a folder is a disk. */
export const partOfAFolder: DiskKind = {
  name: "lib/storage/disk/within.ts",
  onEmpty(run) {
    const whole = new SimulatedDisk({ roomBytes: 20 });
    whole.append("other", Uint8Array.of(1));
    return run(within(whole, "part-"));
  },
  onRestarted: (disk, run) => run(disk),
};

/** The simulated disk with some operations done otherwise. */
export function spoiled(name: string, spoil: (disk: SimulatedDisk) => Partial<Disk>): DiskKind {
  const { onEmpty, ...kind } = simulated(name);
  return {
    ...kind,
    onEmpty: (run) => onEmpty((disk) => run(Object.assign(disk, spoil(disk as SimulatedDisk)))),
  };
}
