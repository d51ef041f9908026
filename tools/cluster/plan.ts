/** What all starts of one cluster must agree on; it lies in the folder of its data. @module */

import type { Address } from "hb/host/address.ts";
import { FileDisk } from "hb/host/file_disk.ts";
import { makeFolder } from "hb/host/folders.ts";
import { logOwner } from "hb/host/journal_log.ts";
import { OperationalError, reasonOf } from "hb/host/operational_error.ts";
import { beginLog } from "hb/host/wal_log.ts";
import type { Disk } from "hb/storage/disk/disk.ts";
import { beginIn } from "./begin.ts";
import { type EngineName, engines, usualEngine } from "./engines.ts";
import { usualShards } from "./sharded.ts";
import { protocols, type StoreKind, usual, waysToRead } from "./store.ts";

/** A cluster on this machine. */
export interface Plan {
  /** Its name: no other cluster has it. */
  readonly cluster: string;
  readonly nodes: number;
  /** What replicates it and how it is read; what is usual where earlier versions have not said. */
  readonly protocol?: StoreKind["protocol"];
  readonly reads?: StoreKind["reads"];
  /** What the logs of the nodes are in; the write-ahead log where earlier versions have not said. */
  readonly engine?: EngineName;
  /** Of several ranges: how many there were at first, and how large one may be, in MiB. */
  readonly groups?: number;
  readonly splitMb?: number;
}

/** What is asked for when a cluster starts. */
type Wanted = StoreKind & Pick<Plan, "nodes" | "engine">;

const FILE = "cluster.json";

/**
 * The plan in a folder; a new one if there is none. Throws `OperationalError` if the one there says
 * otherwise.
 */
export function planFor(
  data: string,
  { nodes, protocol, reads, engine = usualEngine, groups, splitMb }: Wanted,
): Plan {
  const shards = protocol !== "multiraft" ? {} : {
    groups: groups ?? usualShards.groups,
    splitMb: splitMb ?? usualShards.splitMb,
  };
  const wanted: Wanted & { engine: EngineName } = { nodes, protocol, reads, engine, ...shards };
  const known = readPlan(data);
  if (known === undefined) return createPlan(data, wanted);
  const there: Wanted = { ...usual, engine: usualEngine, ...known };
  if (there.nodes !== nodes) {
    throw new OperationalError(
      `Cannot run ${nodes} nodes because ${data} has the data of a cluster of ${there.nodes}: ` +
        `give --nodes ${there.nodes}, or another folder with --data`,
    );
  }
  // Servers that do not all keep to the same leases would not be one store, and a log is where it was begun.
  for (const field of ["protocol", "reads", "engine", "groups", "splitMb"] as const) {
    if (there[field] === wanted[field]) continue;
    const option = field === "splitMb" ? "split-mb" : field;
    throw new OperationalError(
      `Cannot run with --${option} ${
        wanted[field]
      } because ${data} has the data of a cluster with ` +
        `${there[field]}: give --${option} ${there[field]}, or another folder with --data`,
    );
  }
  return known;
}

/** Where the nodes listen. */
export function addressesOf(hostname: string, port: number, nodes: number): Address[] {
  return Array.from({ length: nodes }, (_, node) => ({ hostname, port: port + node }));
}

/** The folder of one node. */
export function folderOf(data: string, node: number): string {
  return `${data}/node-${node}`;
}

/** What a start left that did not get far; nothing if it cannot be read. */
function unfinishedPlan(data: string): Plan | undefined {
  try {
    return readPlan(data, `${FILE}.new`);
  } catch {
    return undefined;
  }
}

/** Begins the logs that are not there. */
function begin(data: string, { cluster, nodes, engine = usualEngine }: Plan): void {
  const all = Array.from({ length: nodes }, (_, node) => {
    return { folder: folderOf(data, node), owner: logOwner(node, cluster) };
  });
  if (engine !== "wal") return beginIn(engine, all);
  for (const { folder, owner } of all) {
    const disk = new FileDisk(folder);
    try {
      beginLog(disk, owner);
    } finally {
      disk.close();
    }
  }
}

function readPlan(data: string, name = FILE): Plan | undefined {
  let text;
  try {
    text = Deno.readTextFileSync(`${data}/${name}`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw new OperationalError(
      `Cannot read ${data}/${name} because a file is required: ${reasonOf(error)}`,
    );
  }
  try {
    const plan = JSON.parse(text);
    const isPlan = typeof plan.cluster === "string" && Number.isInteger(plan.nodes) &&
      [undefined, ...protocols].includes(plan.protocol) &&
      [undefined, ...waysToRead].includes(plan.reads) &&
      [undefined, ...engines].includes(plan.engine) &&
      [undefined, "number"].includes(plan.groups && typeof plan.groups) &&
      [undefined, "number"].includes(plan.splitMb && typeof plan.splitMb);
    if (isPlan) return plan;
  } catch {
    // It is no JSON, and so not what it should be.
  }
  throw new OperationalError(
    `Cannot read ${data}/${name} because ` +
      `the name of a cluster and its number of nodes are required: ` +
      "given something else",
  );
}

/**
 * The logs of all nodes are begun with the plan, so that a node whose log is not there has lost it. If a
 * start does not get to the end, the next one goes on from what is there.
 */
function createPlan(data: string, wanted: Wanted): Plan {
  const random = crypto.getRandomValues(new Uint8Array(4)), { nodes } = wanted;
  let plan: Plan = { cluster: `kv-${random.toHex()}`, ...wanted };
  const disk = new FileDisk(data);
  try {
    const begun = unfinishedPlan(data);
    if (begun?.nodes === nodes && (begun.engine ?? usualEngine) === wanted.engine) {
      plan = { ...begun, ...wanted };
    }
    writePlan(disk, plan, () => {
      for (let node = 0; node < nodes; node++) makeNodeFolder(folderOf(data, node));
      begin(data, plan);
    });
  } finally {
    disk.close();
  }
  return plan;
}

/** A process that begins a log may not read the folder above, and so cannot make its name durable. */
function makeNodeFolder(path: string): void {
  try {
    makeFolder(path);
  } catch (error) {
    throw new OperationalError(
      `Cannot use ${path} because a folder that can be written is required: ${reasonOf(error)}`,
      { cause: error },
    );
  }
}

/**
 * Writes a plan, and begins what it is for in between. It is durable under another name before anything is
 * begun, so that no other plan is made for what is there; and it gets its own name when all is begun, since a
 * plan without its logs would have lost them. Each name comes in one step, by a rename of what was synced: a
 * plan that is half there would be refused.
 */
export function writePlan(disk: Disk, plan: Plan, begin: () => void): void {
  const unfinished = `${FILE}.new`, unnamed = `${FILE}.tmp`;
  if (disk.names().includes(unnamed)) disk.remove(unnamed);
  disk.append(unnamed, new TextEncoder().encode(`${JSON.stringify(plan)}\n`));
  disk.sync(unnamed);
  disk.rename(unnamed, unfinished);
  disk.syncFolder();
  begin();
  disk.rename(unfinished, FILE);
  disk.syncFolder();
}
