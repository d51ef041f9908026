/** A model that the command can explore: its parameters, and how it is run. @module */

import {
  type Exploration,
  explore,
  type Path,
  type SearchOptions,
  type TransitionSystem,
} from "hb/check/explore/explore.ts";
import type { ProtocolSystem } from "hb/check/explore/protocol.ts";
import type { Recording } from "hb/figure/explorer/recording.ts";
import { runProtocol } from "./protocol_run.ts";
import { changes, whole } from "./state.ts";

/** A whole number that the user may choose. */
export interface NumberParameter {
  readonly least: number;
  readonly most: number;
  readonly standard: number;
  readonly words: string;
}

/** One of several words that the user may choose. */
export interface ChoiceParameter {
  readonly choices: readonly string[];
  readonly standard: string;
  readonly words: string;
}

/** Something that the user may choose. */
export type Parameter = NumberParameter | ChoiceParameter;

/** What the user chose. */
export interface Values {
  number(name: string): number;
  choice(name: string): string;
}

/** How to search. */
export interface RunOptions extends SearchOptions {
  readonly symmetry: boolean;
}

/** What was found, ready to be printed. */
export interface Run {
  readonly name: string;
  readonly found: Exploration<unknown, unknown>;
  /** The steps of each finding, a line each. */
  readonly lines: readonly (readonly string[])[];
  /** The shortest way to what must happen sometimes, by its property, a line for each step. */
  readonly ways: ReadonlyMap<string, readonly string[]>;
  /** The first run that breaks a protocol, to look at; undefined when none does. */
  recording?(): Recording | undefined;
}

/** An entry of the list. */
export interface Model {
  readonly words: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Whether states can be explored up to renaming. */
  readonly symmetry: boolean;
  /** Whether a run that was found can happen again in the simulator: it is a protocol. */
  readonly replays: boolean;
  run(values: Values, options: RunOptions): Run;
}

/** An entry for a plain transition system. */
export function plain<State extends object>(
  words: string,
  parameters: Model["parameters"],
  system: (values: Values) => TransitionSystem<State>,
  symmetry = false,
): Model {
  return {
    words,
    parameters,
    symmetry,
    replays: false,
    run(values, options) {
      const chosen = system(values), found = explore(chosen, options);
      const told = (path: Path<State, string>) =>
        path.map(({ action, state }, step) =>
          step === 0
            ? `at first ${whole(state)}`
            : `${action}: ${changes(path[step - 1]!.state, state)}`
        );
      return {
        name: chosen.name,
        found,
        lines: found.findings.map(({ path }) => told(path)),
        ways: new Map([...found.reached].map(([property, path]) => [property, told(path)])),
      };
    },
  };
}

/** An entry for a protocol. */
export function protocol<S, M extends { readonly type: string }>(
  words: string,
  parameters: Model["parameters"],
  system: (values: Values) => ProtocolSystem<S, M>,
): Model {
  return {
    words,
    parameters,
    symmetry: false,
    replays: true,
    run: (values, options) => runProtocol(system(values), options),
  };
}
