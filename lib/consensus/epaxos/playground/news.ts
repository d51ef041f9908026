/** What is worth telling of EPaxos: which path a command takes, who takes over, and in which order circles are executed. @module */

import type { NodeId } from "../../../model/protocol.ts";
import { ballotLabel } from "../../ballot.ts";
import { idOf } from "../instance.ts";
import { dependenciesLabel } from "../labels.ts";
import { instanceAt } from "../log.ts";
import type { Attempt, State } from "../state.ts";
import { valueText } from "./cells.ts";

/** What is new with the instances that the replica has in hand, or had, and what it executes. */
export function news(
  node: NodeId,
  before: Readonly<State> | undefined,
  now: Readonly<State>,
): string | undefined {
  if (before === undefined) return undefined;
  const labels = new Set([...before.attempts.keys(), ...now.attempts.keys()]);
  const told = [...labels].flatMap((label) => {
    const was = before.attempts.get(label), is = now.attempts.get(label);
    return inHand(label, was, is, now) ?? [];
  });
  const executed = [...now.executed.keys()].slice(before.executed.size);
  // What is executed as soon as it is decided goes without saying, and so does what others tell.
  const isOwn = told.length === 0 && executed.some((label) => idOf(label).replica === node);
  if (executed.length > 1 || isOwn) told.push(`executes ${executed.join(", then ")}`);
  return told.length === 0 ? undefined : `Node ${node} ${told.join("; it ")}.`;
}

function inHand(
  label: string,
  was: Attempt | undefined,
  is: Attempt | undefined,
  now: Readonly<State>,
): string | undefined {
  const { phase, proposal } = instanceAt(now, idOf(label));
  if (is === undefined) {
    if (phase !== "committed" || proposal === null) return `gives ${label} up`;
    const path = was!.step === "accept"
      ? "by votes"
      : was!.step === "pre-accept"
      ? "on the fast path"
      : "as it hears of it";
    const before = dependenciesLabel(proposal.dependencies);
    const order = before === "–" ? "after nothing" : `after ${before}`;
    return `decides ${label} ${path}: ${valueText(proposal.value)}, ${order}`;
  }
  if (was?.step === is.step && ballotLabel(was.ballot) === ballotLabel(is.ballot)) return undefined;
  switch (is.step) {
    case "pre-accept": {
      const what = proposal === null ? "" : `, ${valueText(proposal.value)}`;
      return is.ballot.round === 0
        ? `asks what comes before ${label}${what}`
        : `asks once more what comes before ${label}`;
    }
    case "accept":
      return was?.step === "pre-accept" && is.ballot.round === 0
        ? `asks for votes on ${label}, as the replies are not alike`
        : `asks for votes on ${label} in ballot ${ballotLabel(is.ballot)}`;
    case "prepare":
      return `takes ${label} over in ballot ${ballotLabel(is.ballot)}`;
    case "validate":
      return `asks what contradicts that ${label} was decided on the fast path`;
    case "wait":
      return `waits with ${label} for ${
        is.on.map(({ replica, slot }) => `${replica}.${slot}`).join(" ")
      }`;
  }
}
