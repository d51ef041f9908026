/** What all starts of one cluster must agree on; it lies in the folder of its data. @module */

import type { Address } from "hb/host/address.ts";
import { FileDisk } from "hb/host/file_disk.ts";
import { beginLog, logOwner } from "hb/host/journal.ts";
import { OperationalError, reasonOf } from "hb/host/operational_error.ts";
import { protocols, type StoreKind, usual, waysToRead } from "./store.ts";

/** A cluster on this machine. */
export interface Plan {
  /** Its name: no other cluster has it. */
  readonly cluster: string;
  readonly nodes: number;
  /** What replicates it and how it is read; what is usual where earlier versions have not said. */
  readonly protocol?: StoreKind["protocol"];
  readonly reads?: StoreKind["reads"];
}

/** What is asked for when a cluster starts. */
type Wanted = StoreKind & Pick<Plan, "nodes">;

const FILE = "cluster.json";

/**
 * The plan in a folder; a new one if there is none. Throws `OperationalError` if the one there says
 * otherwise.
 */
export function planFor(data: string, { nodes, protocol, reads }: Wanted): Plan {
  const wanted = { nodes, protocol, reads };
  const known = readPlan(data);
  if (known === undefined) return createPlan(data, wanted);
  const there = { ...usual, ...known };
  if (there.nodes !== nodes) {
    throw new OperationalError(
      `Cannot run ${nodes} nodes because ${data} has the data of a cluster of ${there.nodes}: ` +
        `give --nodes ${there.nodes}, or another folder with --data`,
    );
  }
  // Servers that do not all keep to the same leases would not be one store.
  for (const option of ["protocol", "reads"] as const) {
    if (there[option] === wanted[option]) continue;
    throw new OperationalError(
      `Cannot run with --${option} ${
        wanted[option]
      } because ${data} has the data of a cluster with ` +
        `${there[option]}: give --${option} ${there[option]}, or another folder with --data`,
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

function begin(folder: string, cluster: string, node: number): void {
  const disk = new FileDisk(folder);
  try {
    beginLog(disk, logOwner(node, cluster));
  } finally {
    disk.close();
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
      [undefined, ...waysToRead].includes(plan.reads);
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
 * The logs of all nodes are begun with the plan, so that a node whose log is not there has lost it. The plan
 * gets its name last; if it has none, the next start goes on from what is there.
 */
function createPlan(data: string, wanted: Wanted): Plan {
  const random = crypto.getRandomValues(new Uint8Array(4)), { nodes } = wanted;
  let plan: Plan = { cluster: `kv-${random.toHex()}`, ...wanted };
  try {
    Deno.mkdirSync(data, { recursive: true });
    const begun = unfinishedPlan(data);
    if (begun?.nodes === nodes) plan = { ...begun, ...wanted };
    Deno.writeTextFileSync(`${data}/${FILE}.new`, `${JSON.stringify(plan)}\n`);
    for (let node = 0; node < nodes; node++) begin(folderOf(data, node), plan.cluster, node);
    // In one step, since a plan that is half there would be refused.
    Deno.renameSync(`${data}/${FILE}.new`, `${data}/${FILE}`);
  } catch (error) {
    if (error instanceof OperationalError) throw error;
    throw new OperationalError(
      `Cannot use ${data} because a folder that can be written is required: ${reasonOf(error)}`,
    );
  }
  return plan;
}
