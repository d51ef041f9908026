/** How much a process has worked, with all that it started: its CPU time, where `/proc` tells. @module */

/** A process of the machine. */
interface Process {
  readonly parent: number;
  /** CPU time of itself and of the children that it has waited for, in ms. */
  readonly cpuMs: number;
}

/** The kernel tells times in ticks of a hundredth of a second, on every machine that Deno runs on. */
const msPerTick = 10;

/** The CPU time of `pid` and its descendants in ms; undefined where nothing tells. */
export function cpuOf(pid: number): number | undefined {
  const family = familyOf(pid);
  if (family === undefined) return undefined;
  return [...family.values()].reduce((sum, { cpuMs }) => sum + cpuMs, 0);
}

/** The CPU time of `pid` alone, in ms; undefined where nothing tells. */
export function ownCpuOf(pid: number): number | undefined {
  return readStat(`${pid}`)?.cpuMs;
}

/** The ids of `pid` and its descendants, itself last; undefined where nothing tells. */
export function familyIds(pid: number): number[] | undefined {
  const family = familyOf(pid);
  return family && [...family.keys()].reverse();
}

function familyOf(pid: number): Map<number, Process> | undefined {
  const all = processes();
  const own = all?.get(pid);
  if (all === undefined || own === undefined) return undefined;
  const family = new Map([[pid, own]]);
  const children = Map.groupBy(all, ([, { parent }]) => parent);
  // A map is walked in the order of its keys, those that are added on the way with them.
  for (const id of family.keys()) {
    for (const [child, process] of children.get(id) ?? []) family.set(child, process);
  }
  return family;
}

function processes(): Map<number, Process> | undefined {
  const found = new Map<number, Process>();
  try {
    for (const { name } of Deno.readDirSync("/proc")) {
      if (!/^\d+$/.test(name)) continue;
      const process = readStat(name);
      if (process !== undefined) found.set(Number(name), process);
    }
  } catch {
    return undefined;
  }
  return found.size === 0 ? undefined : found;
}

function readStat(pid: string): Process | undefined {
  try {
    return parseStat(Deno.readTextFileSync(`/proc/${pid}/stat`));
  } catch {
    // It has ended meanwhile, or this is no Linux.
    return undefined;
  }
}

/** Reads a line of `/proc/PID/stat`; the name in it is in parentheses, and may contain any. */
export function parseStat(line: string): Process {
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ").map(Number);
  const [, parent = 0] = fields;
  const ticks = fields.slice(11, 15).reduce((sum, each) => sum + each, 0);
  return { parent, cpuMs: ticks * msPerTick };
}
