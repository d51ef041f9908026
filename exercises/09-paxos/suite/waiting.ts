/** Who waits for what, when a run has not come to its end. @module */

import { OPEN } from "hb/replicated/client_sessions.ts";
import type { AnyWorld } from "./storms.ts";
import { label } from "./node.ts";
import type { Subject } from "./subject.ts";

/** No more commands than these are named of a server or a client. */
const MOST = 3;

/** Which clients have no answer, who leads, and what each server has executed, and what it lacks. */
export function whoWaits(paxos: Subject, world: AnyWorld, who?: readonly number[]): string {
  const { states, history } = world;
  const asked = history.map(({ input }) => input).filter((input) => input !== OPEN);
  const clients = history.filter(({ outcome }) => outcome !== "ok")
    .map(({ process, input, outcome }) =>
      `client ${process} ${outcome === "fail" ? "was refused" : "has no answer to"} ${
        input === OPEN ? "a session" : input
      }`
    );
  const servers = (who ?? states.keys().toArray()).map((node) => {
    const state = states[node];
    if (state === undefined) return `server ${node} is down`;
    const { leads, executed, applied, members } = paxos.view(state);
    const lacks = asked.filter((command) => !applied.includes(command as string));
    return `server ${node}${leads === null ? "" : `, which leads in ballot ${label(leads)},`} ` +
      `has executed the slots up to ${executed}` +
      `${lacks.length === 0 ? "" : `, lacks ${few(lacks)},`} ` +
      `and takes ${members.join(", ")} for the members`;
  });
  return [...clients.length === 0 ? ["all clients are answered"] : [few(clients)], ...servers].join(
    "; ",
  );
}

function few(all: readonly unknown[]): string {
  const more = all.length - MOST;
  return `${all.slice(0, MOST).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
