/**
 * EPaxos (Moraru, Andersen and Kaminsky 2013, *There is more consensus in egalitarian parliaments*): a replicated state
 * machine without a leader. Any replica puts commands into the next instance of its own row, and replicas agree on what
 * each depends on: commands that do not interfere need no order. Where nothing that interferes is under way, a command is
 * decided in one round trip. Recovery is that of EPaxos* (Ryabinin, Gotsman and Sutra 2025), and promised and accepted
 * ballots are kept apart (Sutra 2019). To read it from the beginning:
 *
 * - `messages`, `state`, `instance`, `value`, `quorums`: who says what to whom, what a replica knows, what interferes;
 * - `propose`: phase 1, and the fast path; `accept`: phase 2; `commit`: what is decided; `log`: what depends on what;
 * - `stamps`: an order in which replicas may look at what they are asked, for what is asked for at once;
 * - `execute`, `components`: in which order; `follow`: what else follows from a decision; `requests`: who asks;
 * - `recovery`, `choice`, `validate`: what becomes of an instance whose coordinator is gone, and why that is right;
 * - `watch`, `status`: what is missing; `checkpoints`, `snapshot`, `journal`: what is forgotten, and what outlives a crash;
 * - `rules`: the decisions.
 *
 * @module
 */

import type { From, Protocol } from "../../model/protocol.ts";
import { frozen } from "../../replicated/paging.ts";
import type { ClientRequest } from "../../replicated/requests.ts";
import { uponAccept, uponAcceptReply } from "./accept.ts";
import { becomeAsIn, uponInstallSnapshot } from "./checkpoints.ts";
import { uponCommit } from "./commit.ts";
import { follow } from "./follow.ts";
import { idLabel, type Instance } from "./instance.ts";
import { compact, recall, recordsOf, type Saved } from "./journal.ts";
import { isDecided, lastSlot } from "./log.ts";
import type { EPaxosIo, Message, Timer } from "./messages.ts";
import { uponPreAcceptReply } from "./propose.ts";
import { afterRetry, uponNack, uponPrepare, uponPrepareReply } from "./recovery.ts";
import { afterBatch, uponRequest } from "./requests.ts";
import { type EPaxos, type Options, sizesFor, withDefaults } from "./settings.ts";
import { afterHeld, uponStamped } from "./stamps.ts";
import type { State } from "./state.ts";
import { afterStatus, scheduleStatus, uponStatus } from "./status.ts";
import { uponValidate, uponValidateReply, uponWaiting } from "./validate.ts";
import { watch } from "./watch.ts";

/** EPaxos over a state machine. Throws when options do not go together; a replica does so when there are too few. */
export function epaxos<D, C, R>(
  options: Options<D, C, R>,
): Protocol<State<D>, Message, Timer, Saved> {
  const all = withDefaults(options as Options);
  return assembled(all) as Protocol<State<D>, Message, Timer, Saved>;
}

function assembled(epaxos: EPaxos): Protocol<State, Message, Timer, Saved> {
  const then = <E>(handle: (epaxos: EPaxos, s: State, event: E, io: EPaxosIo) => void) =>
  (
    s: State,
    event: E,
    io: EPaxosIo,
  ) => {
    handle(epaxos, s, event, io);
    follow(epaxos, s, io);
  };
  const request = then((epaxos, s, event: ClientRequest & From, io) => {
    const { from, ...request } = event;
    uponRequest(epaxos, s, request, from, io);
  });
  return {
    start: (io, journal) => start(epaxos, io, journal),
    compact,
    checkpoint: journalOf,
    upon: {
      request,
      register: request,
      preAccept: then(uponStamped),
      preAcceptReply: then(uponPreAcceptReply),
      accept: then(uponAccept),
      acceptReply: then(uponAcceptReply),
      commit: then(uponCommit),
      prepare: then(uponPrepare),
      prepareReply: then(uponPrepareReply),
      validate: then(uponValidate),
      validateReply: then(uponValidateReply),
      waiting: then(uponWaiting),
      nack: then(uponNack),
      status: then(uponStatus),
      installSnapshot: then(uponInstallSnapshot),
    },
    after: {
      retry: then((epaxos, s, { key }: { readonly key: string }, io) =>
        afterRetry(epaxos, s, key, io)
      ),
      batch: then((epaxos, s, _: unknown, io) => afterBatch(epaxos, s, io)),
      held: then((epaxos, s, { key }: { readonly key: string }, io) =>
        afterHeld(epaxos, s, key, io)
      ),
      status: then((epaxos, s, _: unknown, io) => afterStatus(epaxos, s, io)),
    },
  };
}

/** A replica as it first starts, or restarted with what it had saved before it crashed. */
function start(epaxos: EPaxos, io: EPaxosIo, journal: readonly Saved[]): State {
  sizesFor(epaxos, io.peers);
  const { snapshot, instances } = recall(journal);
  const rows = io.peers.map(() => new Map<number, Instance>());
  for (const { id, instance } of instances.values()) rows[id.replica]!.set(id.slot, instance);
  const s: State = {
    rows,
    snapshot: snapshot ?? {
      number: 0,
      through: io.peers.map(() => 0),
      beyond: [],
      touched: new Map(),
      machine: frozen(epaxos.machine, epaxos.machine.init()),
      sessions: new Map(),
    },
    nextSlot: 0,
    executed: new Map(),
    count: 0,
    machine: undefined,
    sessions: new Map(),
    attempts: new Map(),
    watched: new Set(),
    waiting: new Map(),
    held: new Map(),
    queue: [],
    news: true,
    clients: new Map(),
  };
  s.nextSlot = lastSlot(s, io.self) + 1;
  becomeAsIn(epaxos, s);
  for (const { id } of instances.values()) if (!isDecided(s, id)) watch(epaxos, s, id, io);
  follow(epaxos, s, io);
  scheduleStatus(epaxos, io);
  return s;
}

/** The journal of a replica in this state. */
function journalOf({ rows, snapshot }: Readonly<State>): Saved[] {
  const instances = rows.flatMap((row, replica) =>
    [...row].map(([slot, instance]) => {
      const id = { replica, slot };
      return [idLabel(id), { id, instance }] as const;
    })
  );
  return recordsOf({
    snapshot: snapshot.number === 0 ? null : snapshot,
    instances: new Map(instances),
  });
}
