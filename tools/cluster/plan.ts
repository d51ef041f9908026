/** What all starts of one cluster must agree on; it lies in the folder of its data. @module */

import type { Address } from "hb/host/address.ts";
import { FileDisk } from "hb/host/file_disk.ts";
import { beginLog, logOwner } from "hb/host/journal.ts";
import { OperationalError, reasonOf } from "hb/host/operational_error.ts";

/** A cluster on this machine. */
export interface Plan {
  /** Its name: no other cluster has it. */
  readonly cluster: string;
  readonly nodes: number;
}

const FILE = "cluster.json";

/**
 * The plan in a folder; a new one if there is none. Throws `OperationalError` if the one there says
 * otherwise.
 */
export function planFor(data: string, nodes: number): Plan {
  const known = readPlan(data);
  if (known === undefined) return createPlan(data, nodes);
  if (known.nodes === nodes) return known;
  throw new OperationalError(
    `Cannot run ${nodes} nodes because ${data} has the data of a cluster of ${known.nodes}: ` +
      `give --nodes ${known.nodes}, or another folder with --data`,
  );
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
    if (typeof plan.cluster === "string" && Number.isInteger(plan.nodes)) return plan;
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
function createPlan(data: string, nodes: number): Plan {
  const random = crypto.getRandomValues(new Uint8Array(4));
  let plan: Plan = { cluster: `kv-${random.toHex()}`, nodes };
  try {
    Deno.mkdirSync(data, { recursive: true });
    const begun = unfinishedPlan(data);
    if (begun?.nodes === nodes) plan = begun;
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
