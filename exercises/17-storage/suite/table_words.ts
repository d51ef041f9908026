/** Tables and levels, drawn and told. @module */

import type { Random } from "hb/sim/random.ts";
import type { Levels, Table } from "../given.ts";

/** A table in words: "t3 [a..k]". */
export const tell = ({ name, smallest, largest }: Table) => `${name} [${smallest}..${largest}]`;

/** Tables in words. */
export function list(tables: unknown): string {
  if (!Array.isArray(tables)) return "no list of tables";
  const told = (tables as Table[]).map((table) =>
    typeof table === "object" && table !== null ? tell(table) : String(table)
  );
  return told.length > 16 ? `${told.length} tables` : told.join(", ") || "none";
}

/** Levels in words, a line for each. */
export function inLines(levels: Levels): string {
  return levels.map((tables, level) => `     level ${level}: ${list(tables)}`).join("\n");
}

/** A key: capitals come first in the order of `<`, and not in that of a dictionary. */
export const letter = (at: number): string =>
  at < 0 ? "A" : String.fromCharCode(at < 7 ? 66 + at : 90 + at);

/** Levels in which neighbours often share a key. */
export function drawLevels(random: Random, size: number): Levels {
  let name = 0;
  const table = (smallest: string, largest: string): Table => ({
    name: `t${++name}`,
    smallest,
    largest,
    bytes: 10 * (1 + random.below(3)),
  });
  const upper = Array.from({ length: random.below(1 + size) }, () => {
    const from = random.below(10);
    return table(letter(from), letter(from + random.below(4)));
  });
  const lower = () => {
    const tables: Table[] = [];
    for (let at = random.below(4); at < 14 && tables.length < 1 + size; at++) {
      const from = at;
      at += random.below(3);
      tables.push(table(letter(from), letter(at)));
      if (random.chance(0.5)) at--;
      if (random.chance(0.3)) at += 2;
    }
    return tables;
  };
  return [upper, lower(), lower(), lower()];
}
