/** Which cells must run before one, so that a reader need not run the whole chapter up to it. @module */

import { type Script, scriptOf } from "./syntax.ts";

/** A cell as it stands on the page. */
export interface Cell {
  readonly id: string;
  readonly source: string;
}

/** How a cell was last run. */
export interface LastRun {
  readonly source: string;
  /** The execution count. */
  readonly count: number;
}

/**
 * The cells that must run so that `target` can, in order, with itself at the end: those that declare a name
 * that it uses, and what these need, unless they have run as they stand and nothing that they need has
 * run since. What a cell does to a value that another declared is not seen: run all above for that.
 */
export function planFor(
  target: string,
  cells: readonly Cell[],
  ran: ReadonlyMap<string, LastRun>,
): string[] {
  const scripts = cells.map(({ source }) => readable(source));
  const planned = new Set<number>();
  const settled = new Set<number>();

  function settle(at: number): void {
    if (settled.has(at)) return;
    settled.add(at);
    const before = needs(scripts, at);
    for (const each of before) settle(each);
    const { id, source } = cells[at]!;
    const last = ran.get(id);
    const isFresh = last?.source === source &&
      before.every((each) => !planned.has(each) && ran.get(cells[each]!.id)!.count < last.count);
    if (!isFresh) planned.add(at);
  }

  const at = cells.findIndex(({ id }) => id === target);
  settle(at);
  planned.add(at);
  return [...planned].sort((a, b) => a - b).map((each) => cells[each]!.id);
}

/** The cells after `changed` that use, directly or not, a name that it declares. */
export function dependants(changed: string, cells: readonly Cell[]): string[] {
  const scripts = cells.map(({ source }) => readable(source));
  const reached = new Set([cells.findIndex(({ id }) => id === changed)]);
  for (const at of cells.keys()) {
    if (needs(scripts, at).some((each) => reached.has(each))) reached.add(at);
  }
  return [...reached].map((at) => cells[at]!.id).filter((id) => id !== changed);
}

/** The earlier cells from which a cell takes names: of each name the last one that declares it. */
function needs(scripts: readonly (Script | undefined)[], at: number): number[] {
  const { used, declared } = scripts[at] ??
    { used: new Set<string>(), declared: new Set() };
  const found = new Set<number>();
  for (const name of used) {
    if (declared.has(name)) continue;
    for (let i = at - 1; i >= 0; i--) {
      const script = scripts[i];
      if (script?.declared.has(name)) {
        found.add(i);
        break;
      }
      // One that changes it is run after the one that declares it.
      if (script?.assigned.has(name)) found.add(i);
    }
  }
  return [...found];
}

/** What is no program yet declares nothing. */
function readable(source: string): Script | undefined {
  try {
    return scriptOf(source);
  } catch {
    return undefined;
  }
}
