/** What a new chapter is called, in files and in code. @module */

import { parts } from "../book/contents.ts";
import { families, floors } from "../check/layers.ts";
import { parseCommandLine } from "../command/command_line.ts";
import { quoted, refuse } from "../command/usage_error.ts";
import { defaulting, oneOf } from "../command/option.ts";
import { typed } from "../command/typed.ts";

/** What `--help` prints. */
export const newHelp = `${typed("new")} NN-slug [--family NAME]

Writes the skeleton of chapter NN: the notebook, a protocol with its kit, an exercise with one part, its
solution and one mutant. It passes ${typed("test")}, and is not done yet. Nothing is overwritten.

  --family NAME   the folder of lib/ that the protocol belongs to (replication)
  --help          this text`;

/** The folders of `lib/` that hold protocols. */
const protocolFolders = floors.slice(families.lowest, families.highest + 1).flat();

/** A chapter that is to be written. */
export interface Names {
  /** "04-gossip". */
  readonly slug: string;
  /** "04". */
  readonly number: string;
  /** What its protocol is called: "gossip". */
  readonly protocol: string;
  /** The same as a name in code: "gossip", "twoPhase". */
  readonly identifier: string;
  /** The folder of the protocol, in `lib/`: "replication/gossip". */
  readonly folder: string;
  /** What the plan of the book calls it, or its protocol where it is not in the plan. */
  readonly title: string;
}

/** Reads the command line; throws a `UsageError` where it makes no sense. */
export function parseNew(args: readonly string[]): Names {
  const purpose = "write a new chapter";
  const { values: { family }, words } = parseCommandLine({
    purpose,
    words: true,
    options: { family: defaulting(oneOf(protocolFolders), "replication") },
  }, args);
  const [slug = ""] = words;
  const found = /^(\d\d)-([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/.exec(slug);
  if (found === null || words.length > 1) {
    refuse(purpose, "its name must be a number and a word, as in 04-gossip", quoted(words));
  }
  const [, number, protocol] = found as unknown as [string, string, string];
  const identifier = protocol.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const folder = `${family}/${protocol.replaceAll("-", "_")}`;
  return {
    slug,
    number,
    protocol,
    identifier,
    folder,
    title: plannedTitle(Number(number), protocol),
  };
}

function plannedTitle(number: number, otherwise: string): string {
  const part = parts.find(({ first, plan }) => number >= first && number < first + plan.length);
  return part?.plan[number - part.first]?.[0] ?? otherwise;
}
