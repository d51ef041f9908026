/** What must hold of what the servers of any Multi-Paxos show of themselves, and of what their clients are told. @module */

import { type Invariant, remembering } from "hb/model/invariant.ts";
import { type Ballot, compareBallots, NO_BALLOT, type WholeView } from "../given.ts";
import { label } from "./node.ts";
import type { Subject } from "./subject.ts";

/** What must hold at any time. */
export function invariantsOf(
  paxos: Subject,
  window: number,
  disks: "slow" | "quick" = "slow",
): Invariant<unknown>[] {
  return [ballots(paxos, disks), ahead(paxos, window), agreement(paxos)];
}

function viewsIn(paxos: Subject, states: readonly unknown[]): (WholeView | undefined)[] {
  return states.map((state) => state === undefined ? undefined : paxos.view(state));
}

/**
 * Promises are kept, and a ballot is its node's alone. Where a disk is slow, what a server has promised and nobody has
 * heard yet may be gone after a crash.
 */
function ballots(paxos: Subject, disks: "slow" | "quick"): Invariant<unknown> {
  return remembering<unknown, { promised: Ballot[] }>({
    name: "promises are kept",
    words:
      "a server takes part in no ballot below one that it has promised, and leads in its own only",
    memory: () => ({ promised: [] }),
    check({ states }, { promised }) {
      for (const [node, view] of viewsIn(paxos, states).entries()) {
        if (view === undefined) {
          if (disks === "slow") delete promised[node];
          continue;
        }
        const before = promised[node] ?? NO_BALLOT;
        promised[node] = view.promised;
        if (compareBallots(view.promised, before) < 0) {
          return {
            words: `server ${node} had promised ballot ${label(before)}, and takes part in ${
              label(view.promised)
            }`,
            nodes: [node],
          };
        }
        if (view.leads === null) continue;
        if (view.leads.node !== node || compareBallots(view.leads, view.promised) < 0) {
          return {
            words: `server ${node} leads in ballot ${label(view.leads)}, and has promised ${
              label(view.promised)
            }`,
            nodes: [node],
          };
        }
      }
      return undefined;
    },
  });
}

/** Nobody knows who decides a slot that is too far ahead. */
function ahead(paxos: Subject, window: number): Invariant<unknown> {
  return {
    name: "the window",
    words:
      `a leader proposes in no slot that is more than α = ${window} after the last one that it has executed`,
    check({ states }) {
      for (const [node, view] of viewsIn(paxos, states).entries()) {
        if (view === undefined || view.leads === null || view.proposed <= view.executed + window) {
          continue;
        }
        return {
          words:
            `server ${node} leads, has executed slot ${view.executed}, and proposes in slot ${view.proposed}`,
          nodes: [node],
        };
      }
      return undefined;
    },
  };
}

/** A command that has been executed, who was the first to do so, and up to which slot it had come then. */
interface Place {
  readonly command: string;
  readonly node: number;
  readonly upTo: number;
}

/** What has been executed, by anybody. */
function agreement(paxos: Subject): Invariant<unknown> {
  return remembering<unknown, Place[]>({
    name: "agreement",
    words:
      "no two servers execute different commands at the same place, before a crash or after it",
    memory: () => [],
    check({ states }, sequence) {
      for (const [node, view] of viewsIn(paxos, states).entries()) {
        for (const [at, command] of view?.applied.entries() ?? []) {
          const upTo = view!.executed;
          if (at >= sequence.length) sequence.push({ command, node, upTo });
          const first = sequence[at]!;
          if (first.command === command) continue;
          return {
            words:
              `server ${node}, which has executed the slots up to ${upTo}, has ${command} as command ${
                at + 1
              }; server ${first.node} had ${first.command} there when it had executed those up to ${first.upTo}`,
            nodes: [node],
          };
        }
      }
      return undefined;
    },
  });
}

/** What clients ask in sessions takes effect once, and what they are told is so. */
export function promises(paxos: Subject): Invariant<unknown> {
  return {
    name: "exactly once",
    words:
      "a command that is asked for in a session takes effect once, at the place that its client is told, and after all that was answered before it was asked for",
    check({ states, history }) {
      const longest = viewsIn(paxos, states).reduce<readonly string[]>((most, view) => {
        const applied = view?.applied ?? [];
        return applied.length > most.length ? applied : most;
      }, []);
      const twice = longest.find((command, at) => longest.indexOf(command) < at);
      if (twice !== undefined) return { words: `${twice} has taken effect twice`, nodes: [] };
      const done = history.filter(({ input, outcome }) =>
        outcome === "ok" && typeof input === "string" && /^[a-z]\d+$/.test(input)
      );
      for (const { input, output, process, invokedAt } of done) {
        const { result } = output as { readonly result: unknown },
          at = longest.indexOf(input as string) + 1;
        if (at > 0 && result !== at) {
          return {
            words:
              `client ${process} was told that ${input} is command ${result}, and it is command ${at}`,
            nodes: [],
          };
        }
        const later = done.find((other) =>
          other.endedAt < invokedAt && longest.indexOf(other.input as string) + 1 > at && at > 0
        );
        if (later !== undefined) {
          return {
            words:
              `${input} was asked for after ${later.input} had been answered, and comes before it`,
            nodes: [],
          };
        }
      }
      return undefined;
    },
  };
}
