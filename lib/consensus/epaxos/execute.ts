/**
 * Execution (Moraru et al. 2013, section 4.3.2): an instance is executed when all that it depends on is decided, and
 * all that that depends on. Instances that depend on each other in a circle are a component of the graph. Components are
 * executed after those that they depend on, and within one the sequence number orders, and then the place. All replicas
 * have the same graph, as far as it is decided, so they execute what interferes in the same order.
 *
 * A client is answered when its command is executed. Then everything that comes before is decided, and nothing that is
 * asked for later can: so the sequence number is not needed for linearizability, and EPaxos* has none. It would be
 * needed if clients were answered when their command is decided, while something before it is still open.
 *
 * @module
 */

import { applyOnce } from "../../replicated/apply_once.ts";
import type { Answer } from "../../replicated/requests.ts";
import { openSession } from "../../replicated/sessions.ts";
import { takeSnapshot } from "./checkpoints.ts";
import { components } from "./components.ts";
import { type Id, idLabel, idOf, numberOf } from "./instance.ts";
import { footprintIn, instanceAt, isDecided, isExecuted } from "./log.ts";
import type { EPaxosIo } from "./messages.ts";
import type { Ordered } from "./rules.ts";
import type { EPaxos } from "./settings.ts";
import type { State } from "./state.ts";
import { type Command, type Footprint, isCheckpoint } from "./value.ts";
import { watch } from "./watch.ts";

/** Executes all that is ready; what is in the way gets some time to be decided. */
export function execute(epaxos: EPaxos, s: State, io: EPaxosIo): void {
  const blocked = new Set<string>(), sight = sightOf(s);
  const edges = (label: string) => {
    const known = sight.edges.get(label) ?? waitsFor(epaxos, s, idOf(label), sight);
    sight.edges.set(label, known);
    return known;
  };
  for (const all of components(unexecuted(s), edges)) {
    // A checkpoint may just have forgotten no-ops.
    const members = all.filter((label) => !isExecuted(s, idOf(label)));
    const isBlocked = members.some((label) =>
      !mayGo(epaxos, s, idOf(label), sight, io) || edges(label).some((other) => blocked.has(other))
    );
    if (isBlocked) {
      for (const member of members) blocked.add(member);
      continue;
    }
    const ordered = inOrder(epaxos, s, members, io);
    for (const { id } of ordered) executeOne(epaxos, s, id, io);
    if (ordered.some(({ id }) => isCheckpoint(instanceAt(s, id).proposal!.value))) {
      takeSnapshot(epaxos, s, ordered, io);
    }
  }
}

/** What has been looked up, while nothing happens but that instances are executed. */
interface Sight {
  /** For each row the first slot that was not executed when it began. */
  readonly first: readonly number[];
  /** What decided instances touch, by their labels. */
  readonly footprints: Map<string, Footprint>;
  /** What they wait for. Some of it may have been executed since. */
  readonly edges: Map<string, readonly string[]>;
}

function sightOf(s: Readonly<State>): Sight {
  const first = s.rows.map((_, replica) => {
    let slot = s.snapshot.through[replica]! + 1;
    while (s.executed.has(idLabel({ replica, slot }))) slot++;
    return slot;
  });
  return { first, footprints: new Map(), edges: new Map() };
}

function touchedBy(epaxos: EPaxos, s: Readonly<State>, id: Id, { footprints }: Sight): Footprint {
  const label = idLabel(id);
  const known = footprints.get(label) ??
    footprintIn(epaxos, s, id, instanceAt(s, id).proposal!.value);
  footprints.set(label, known);
  return known;
}

/** The instances that are decided and not executed. */
function unexecuted(s: Readonly<State>): string[] {
  return s.rows.flatMap((row, replica) =>
    [...row].filter(([, { phase }]) => phase === "committed")
      .map(([slot]) => idLabel({ replica, slot }))
      .filter((label) => !s.executed.has(label))
  );
}

/** The instances that one depends on and that are decided and not executed. */
function waitsFor(epaxos: EPaxos, s: Readonly<State>, id: Id, sight: Sight): string[] {
  const found: string[] = [];
  if (isExecuted(s, id)) return found;
  const own = touchedBy(epaxos, s, id, sight);
  for (const other of named(epaxos, s, id, sight)) {
    if (instanceAt(s, other).phase !== "committed" || isExecuted(s, other)) continue;
    if (!epaxos.rules.interferes(own, touchedBy(epaxos, s, other, sight))) continue;
    found.push(idLabel(other));
  }
  return found;
}

/** All that its dependencies name, interfering or not, from the first on that is not executed. */
function* named({ rules }: EPaxos, s: Readonly<State>, id: Id, { first }: Sight): Generator<Id> {
  const { dependencies } = instanceAt(s, id).proposal!;
  for (let replica = 0; replica < s.rows.length; replica++) {
    const begin = Math.max(first[replica]!, s.snapshot.through[replica]! + 1);
    for (let slot = begin; slot <= dependencies[replica]!; slot++) {
      const other = { replica, slot };
      if (rules.dependsOn(dependencies, other)) yield other;
    }
  }
}

/** Whether all that an instance names is decided. Until then it is not even known what interferes. */
function mayGo(epaxos: EPaxos, s: State, id: Id, sight: Sight, io: EPaxosIo): boolean {
  let may = true;
  for (const other of named(epaxos, s, id, sight)) {
    if (isDecided(s, other)) continue;
    watch(epaxos, s, other, io);
    may = !epaxos.rules.awaitsDependencies && may;
  }
  return may;
}

function inOrder(
  { rules }: EPaxos,
  s: Readonly<State>,
  members: readonly string[],
  { self }: EPaxosIo,
): Ordered[] {
  return members.map((label) => {
    const id = idOf(label), { dependencies, sequence } = instanceAt(s, id).proposal!;
    return { id, dependencies, sequence };
  }).sort((a, b) => rules.order(a, b, self));
}

function executeOne(epaxos: EPaxos, s: State, id: Id, io: EPaxosIo): void {
  const { value } = instanceAt(s, id).proposal!;
  s.executed.set(idLabel(id), ++s.count);
  const answers = value.commands.map((command) => apply(epaxos, s, id, command));
  const clients = id.replica === io.self ? s.clients.get(id.slot) : undefined;
  clients?.forEach(({ address }, i) => {
    const answer = answers[i];
    if (address !== null && answer !== undefined) io.answer(address, answer);
  });
  if (clients !== undefined) s.clients.delete(id.slot);
}

/** The number of the instance stands for that of the command, as there is no other order that all have in common. */
function apply(epaxos: EPaxos, s: State, id: Id, command: Command): Answer | undefined {
  const index = numberOf(id, s.rows.length);
  switch (command.type) {
    case "register":
      openSession(s.sessions, index, Infinity);
      return { ok: true, index, result: index };
    case "checkpoint":
      return undefined;
    case "command":
      return applyOnce(epaxos.machine, s, command, index, epaxos.rules.admit);
  }
}
