/** The floors of `lib/`, and which of them may import which. @module */

/**
 * The folders of `lib/`, lowest first. A folder imports only itself and lower floors.
 *
 *  1. `model`: the vocabulary of all others. It knows nothing.
 *  2. `codec`, and what any process needs beside its protocol. They see plain data and bytes.
 *  3. `storage`, `link` and `replicated`: journals on a disk; what a connection must keep to (batches,
 *     credits, streams, pools, deadlines), without sockets and clocks; the state machines, sessions, quorums
 *     and log positions that families of replication have in common. They are parts of protocols, and none
 *     themselves.
 *  4. The worlds `sim`, `check` and `host`: they run, judge and explore any protocol and know none, so they
 *     stand below all of them. The host writes journals and has connections, and so stands above storage and
 *     link.
 *  5. `kit`: what a protocol says of itself to the worlds and to whoever draws it.
 *  6. `clocks`: algorithms that every family may stamp its messages with.
 *  7. `rpc`: to ask another node.
 *  8. `consensus`: one log, or one value, for all.
 *  9. `membership`: which nodes there are, who of them is alive, and how news spreads among them. Consensus
 *     counts its members by its own log and trusts its own timers; a view that all members must see alike
 *     is decided by consensus, so membership stands above it.
 * 10. `replication`, `reads`, `placement`: copies that follow an order which consensus has made or does
 *     without; reads over a replicated log; who keeps what.
 * 11. `multiraft`, `wire`: many groups of consensus in one process; services and messages on real links.
 * 12. `transactions`, `query`, `stream`, `cache`, `operate`: they are built on shards, which are groups.
 * 13. `figure` and `laboratory`: runs of all these, drawn and tried. Figures know no protocol's insides.
 * 14. `grade`: exercises, judged by runs. 15. `notebook`: what a chapter imports to show things.
 */
export const floors: readonly (readonly string[])[] = [
  ["model"],
  ["codec", "security", "resilience", "observe"],
  ["storage", "link", "replicated"],
  ["sim", "check", "host"],
  ["kit"],
  ["clocks"],
  ["rpc"],
  ["consensus"],
  ["membership"],
  ["replication", "reads", "placement"],
  ["multiraft", "wire"],
  ["transactions", "query", "stream", "cache", "operate"],
  ["figure", "laboratory"],
  ["grade"],
  ["notebook"],
];

/** Folders that run any protocol: a protocol is written for all of them, and so imports none. */
const worlds = new Set(["sim", "check", "host", "kit"]);

/** The floors, counted from 0, that hold families of protocols. */
export const families = { lowest: 5, highest: 11 };

/** The parts of a protocol that speak of worlds: what it is tried in, and what there is to see. */
const kitParts = /\/(kit|storms|instances|bugs|playground)(\.ts$|\/)/;

/** Folders that only chapters and exercises import; in a chapter, too, one can be graded. */
const tops = new Set(["notebook", "grade"]);
const mayImportTops = new Set(["notebook"]);

/** One module and the specifiers that it imports, resolved where they are files of `lib/`. */
export interface Module {
  /** From the root of the repository: `lib/model/clone.ts`. */
  readonly path: string;
  /** `lib/model/encode.ts`, or a specifier that is no file of this repository: `npm:x`. */
  readonly imports: readonly string[];
}

/** What is wrong with the imports of `lib/`, one sentence each; empty when nothing is. */
export function importProblems(modules: readonly Module[]): string[] {
  return modules.filter((module) => !isTest(module.path)).flatMap(problemsOf);
}

/** Tests may import what they like. */
export function isTest(path: string): boolean {
  return path.endsWith("_test.ts");
}

/** The folder of `lib/` that a file belongs to. */
export function roomOf(path: string): string {
  return path.split("/")[1] ?? "";
}

function problemsOf({ path, imports }: Module): string[] {
  const room = roomOf(path);
  if (floorOf(room) < 0) return [`${path}: "${room}" stands on no floor of tools/check/layers.ts`];
  return imports.flatMap((target) => {
    const why = forbidden(path, target);
    return why === undefined ? [] : [`${path} imports ${target}: ${why}`];
  });
}

function forbidden(path: string, target: string): string | undefined {
  const room = roomOf(path);
  if (/^(jsr:|@std\/)/.test(target)) return "lib/ uses nothing from JSR";
  if (!target.startsWith("lib/")) {
    return /^(\w+:|[@\w])/.test(target) && !/^(tools|tests|exercises|solutions)\//.test(target)
      ? undefined
      : "lib/ imports no file outside itself";
  }
  if (isTest(target)) return "only tests import tests";
  const other = roomOf(target);
  if (other === room) return undefined;
  if (tops.has(other) && !mayImportTops.has(room)) return `nobody in lib/ imports ${other}`;
  const floor = floorOf(other);
  if (floor < 0) return `"${other}" stands on no floor`;
  if (worlds.has(room) && isFamily(floor)) return `${room} runs any protocol and may know none`;
  if (floor >= floorOf(room)) return `${other} is not below ${room}`;
  if (worlds.has(other) && isFamily(floorOf(room)) && !kitParts.test(path)) {
    return `a protocol knows no world; only its kit imports ${other}`;
  }
  return undefined;
}

function isFamily(floor: number): boolean {
  return floor >= families.lowest && floor <= families.highest;
}

function floorOf(room: string): number {
  return floors.findIndex((floor) => floor.includes(room));
}
