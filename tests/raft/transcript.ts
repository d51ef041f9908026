/** What servers say to each other, one line a message, for transcripts of small scenarios. */

import { bare } from "hb/replicated/requests.ts";
import type { Entry } from "hb/consensus/raft/entry.ts";
import type { Position } from "hb/replicated/position.ts";
import { invariants } from "hb/consensus/raft/invariants.ts";
import type { Saved } from "hb/consensus/raft/journal.ts";
import type { Message, Timer } from "hb/consensus/raft/messages.ts";
import { raft } from "hb/consensus/raft/raft.ts";
import type { Options } from "hb/consensus/raft/settings.ts";
import type { State } from "hb/consensus/raft/state.ts";
import type { TraceEvent } from "hb/model/trace.ts";
import { constant } from "hb/sim/latency.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import { World } from "hb/sim/world.ts";
import { startingFrom } from "hb/model/starting_from.ts";
import { listMachine } from "hb/replicated/state_machine/list.ts";

/** A world of servers that keep a list of commands. */
export type ListWorld = World<State<unknown[]>, Message, Timer, Saved>;

/** Servers whose election timeouts are set apart, so that server 0 leads unless something happens. */
export function calm(
  nodes: number,
  options: Omit<Options, "machine"> = {},
  changes: Partial<Scenario<State<unknown[]>, Message, Timer, Saved>> = {},
  saved: readonly (readonly Saved[])[] = [],
  seed = 1,
): ListWorld {
  const protocol = raft({
    machine: listMachine,
    electionTimeoutMs: [100, 100],
    heartbeatMs: 50,
    ...options,
  });
  // A clock that is slow by a third takes 150 ms for what others do in 100.
  const slow = (node: number) => ({ driftPpm: -1e6 * node / (node + 4) });
  return new World({
    protocol: startingFrom(protocol, saved),
    nodes,
    seed,
    network: { latency: constant(5) },
    clocks: { set: Array.from({ length: nodes }, (_, node) => slow(node)) },
    invariants: invariants(),
    ...changes,
  });
}

/** Asks a server to append a command. */
export function propose(world: ListWorld, node: number, command: string): void {
  world.tell(node, bare(command));
}

/** What was said and suffered from `fromMs` on, one line an event, without heartbeats that bring no news. */
export function transcript(world: ListWorld, fromMs = 0): string[] {
  const had = new Map<string, string>();
  return world.trace.flatMap((event) => {
    const line = event.at >= fromMs ? words(event) : undefined;
    if (line === undefined) return [];
    const [link, have] = line.split(" have ");
    if (have !== undefined && had.get(link!) === have) return [];
    if (have !== undefined) had.set(link!, have);
    return [`${event.at} ${line}`];
  });
}

function words(event: TraceEvent): string | undefined {
  switch (event.kind) {
    case "send": {
      const said = say(event.body as Message);
      return said === undefined ? undefined : `${event.from} → ${event.to} ${said}`;
    }
    case "crash":
      return `${event.node} crashes`;
    case "start":
      return event.recovered ? `${event.node} restarts` : undefined;
    case "violation":
      return `violation: ${event.words}`;
  }
}

function say(message: Message): string | undefined {
  switch (message.type) {
    case "requestVote":
      return `${message.pre ? "would you vote" : "vote"} for me in term ${message.term}? ` +
        `I have ${at(message.last)}`;
    case "requestVoteReply":
      return `${message.granted ? "yes" : "no"}, term ${message.term}`;
    case "appendEntries":
      if (message.entries.length === 0) return undefined;
      return `after ${at(message.previous)}: ${message.entries.map(kind).join(" ")}, ` +
        `commit ${message.commit}`;
    case "appendEntriesReply": {
      if (message.success) return message.match === 0 ? undefined : `have ${message.match}`;
      const { hint } = message;
      if (hint === null) return `no, term ${message.term}`;
      return `not after ${message.previous}; ` +
        (hint.term === null
          ? `I end before ${hint.index}`
          : `term ${hint.term} from ${hint.index}`);
    }
    case "installSnapshot":
      return `snapshot up to ${at(message.snapshot.last)}`;
    case "snapshotChunk":
      return `snapshot up to ${at(message.last)} from byte ${message.offset}`;
    case "snapshotChunkReply":
      return `have ${message.received} bytes`;
    case "timeoutNow":
      return "stand now";
    case "forward":
      return "forwards a request";
  }
}

function at({ index, term }: Position): string {
  return `${index}/${term}`;
}

function kind(entry: Entry): string {
  if (entry.type === "command") return `${entry.command}/${entry.term}`;
  if (entry.type !== "configuration") return `${entry.type}/${entry.term}`;
  const { voters, outgoing } = entry.configuration;
  return `{${voters}}${outgoing.length > 0 ? ` and {${outgoing}}` : ""}/${entry.term}`;
}
