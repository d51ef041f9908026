/** An instance of a kit, explored. @module */

import { tolerant } from "hb/figure/spacetime/tolerant.ts";
import { systemOf } from "hb/kit/find.ts";
import { type AnyKit, entryOf } from "hb/kit/kit.ts";
import { refuse } from "../command/usage_error.ts";
import { possible } from "../kits/possible.ts";
import type { Run, RunOptions } from "./model.ts";
import { runProtocol } from "./protocol_run.ts";
import { typed } from "../command/typed.ts";

/** What of a kit is explored. */
export interface KitChoice {
  /** The instance; default: where the bug is found, or else the kit's first. */
  readonly instance?: string;
  /** The mistake that is planted; default: none. */
  readonly bug?: string;
}

/** The instance that is meant. */
export function instanceOf(kit: AnyKit, { instance, bug }: KitChoice): string {
  if (Object.keys(kit.instances).length === 0) {
    refuse(
      `explore ${kit.name}`,
      "it must have an instance, small enough for every state to be looked at",
      `none (its storms run by: ${typed(`simulate ${kit.name}`)})`,
    );
  }
  const foundBy = bug === undefined
    ? undefined
    : entryOf(kit.name, "a bug", kit.bugs, bug)[1].foundBy;
  const usual = foundBy?.by === "instance" ? foundBy.instance : undefined;
  return entryOf(kit.name, "an instance", kit.instances, instance ?? usual)[0];
}

/** Explores an instance of a kit up to the first thing that is wrong. */
export function runKit(kit: AnyKit, choice: KitChoice, options: RunOptions): Run {
  return possible(() => {
    const { bug } = choice, instance = instanceOf(kit, choice);
    const system = systemOf(kit, instance, bug);
    if (options.symmetry && system.symmetry === undefined) {
      refuse(`explore ${kit.name} with --symmetry`, "the instance must have some", "none");
    }
    const { depth } = kit.instances[instance]!;
    const planted = bug === undefined ? "" : `, with the bug "${bug}"`;
    const name = `${kit.name}, "${instance}"${planted}`;
    const limits = depth === undefined ? {} : { maxDepth: depth };
    const labels = tolerant(kit.labels);
    return runProtocol({ ...system, name }, { ...limits, ...options, keepGoing: false }, labels);
  });
}

/** The command that explores the same again. */
export function again(given: string, kit: AnyKit, choice: KitChoice): string {
  const planted = choice.bug === undefined ? "" : ` --bug "${choice.bug}"`;
  return typed(`explore ${given} --instance "${instanceOf(kit, choice)}"${planted}`);
}
