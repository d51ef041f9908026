/** The floors of `lib/`, and which of them may import which. @module */

/** The folders of `lib/`, lowest first. A folder imports only itself and lower floors. */
export const floors: readonly (readonly string[])[] = [
  ["model"],
  ["clocks", "codec", "security", "resilience", "observe"],
  ["storage"],
  ["rpc", "membership", "replication", "consensus"],
  ["reads", "placement", "transactions"],
  ["multiraft", "query", "stream", "cache", "operate"],
  ["sim", "check", "host"],
  ["figure", "laboratory"],
  ["grade"],
  ["notebook"],
];

/** Folders that run any protocol, and so may know none. */
const worlds = new Set(["sim", "check", "host"]);

/** The floors, counted from 0, that hold families of protocols. */
const families = { lowest: 3, highest: 5 };

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
    const why = forbidden(room, target);
    return why === undefined ? [] : [`${path} imports ${target}: ${why}`];
  });
}

function forbidden(room: string, target: string): string | undefined {
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
  if (floor >= floorOf(room)) return `${other} is not below ${room}`;
  if (worlds.has(room) && floor >= families.lowest && floor <= families.highest) {
    return `${room} runs any protocol and may know none`;
  }
  return undefined;
}

function floorOf(room: string): number {
  return floors.findIndex((floor) => floor.includes(room));
}
