/**
 * View-synchronous group communication (Birman and Joseph 1987; the properties as in Chockler, Keidar and Vitenberg
 * 2001; how views are agreed on in the manner of Cachin, Guerraoui and Rodrigues 2011, sections 6.7 and 6.8): a group
 * whose members multicast, and who hear of messages and of changes of the membership in orders that agree:
 *
 * - *agreement on views*: views are numbered, and each number has one membership; each view has a quorum of the one
 *   before (primary partition), so that nobody else goes on;
 * - *virtual synchrony*: all who go from one view to the next have delivered the same messages in it;
 * - *sending view delivery*: a message is delivered in the view in which it was multicast; each sender's in order;
 * - *stability*: a member is told when nobody who goes on will be without a message.
 *
 * What it costs: in quiet times each member sends each other one beat every `beatMs`, and each multicast one message
 * and one acknowledgement for each other member. So it is for groups of some dozens; a node in no group sends one
 * message every `joinMs`, however many nodes there are.
 *
 * A change of the view takes a flush and its answers, and one instance of Paxos; multicasts wait meanwhile, which is the
 * price of delivery in the sending view.
 *
 * @module
 */

import { born } from "../../consensus/paxos/state.ts";
import { clone } from "../../model/clone.ts";
import type { From, Handlers, NodeId, Protocol } from "../../model/protocol.ts";
import { agreeing } from "./agreeing.ts";
import type { Application } from "./application.ts";
import { beating } from "./beating.ts";
import { changing } from "./changing.ts";
import { begin, watch } from "./installing.ts";
import { checkpoint, compact, type Installed, type Saved } from "./journal.ts";
import { joining } from "./joining.ts";
import type { Message, Timer, ViewIo } from "./messages.ts";
import { multicasting, sendQueue, take } from "./multicasting.ts";
import { askToJoin, beginLife } from "./outside.ts";
import { type Rules, rules } from "./rules.ts";
import { type Settings, settingsWith } from "./settings.ts";
import { groupOf, type Setup } from "./setup.ts";
import type { State } from "./state.ts";
import { NO_VIEW } from "./view.ts";

/** The protocol of each node of a group in which this application runs. Throws `RangeError` where settings cannot be. */
export function inViews<A, P>(
  application: Application<A, P>,
  chosen: Partial<Settings> = {},
  wrong: Partial<Rules> = {},
): Protocol<State<A, P>, Message<P>, Timer, Saved<P>> {
  const setup: Setup<A, P> = {
    application,
    settings: settingsWith(chosen),
    rules: { ...rules, ...wrong },
  };
  const parts = [changing(setup), agreeing(setup), beating(setup), joining(setup)];
  const upon = Object.assign({}, multicasting(setup), asking(setup), ...parts.map((p) => p.upon));
  const after = Object.assign({}, ...parts.map((part) => part.after));
  return {
    start: (io, journal) => {
      const s = start(setup, io, journal);
      sendQueue(setup, s, io);
      return s;
    },
    upon: thenSending(setup, upon) as Protocol<State<A, P>, Message<P>, Timer, Saved<P>>["upon"],
    after: thenSending(setup, after) as Handlers<State<A, P>, Timer, unknown, ViewIo<P>>,
    compact,
    checkpoint,
  };
}

function asking<A, P>(
  { application }: Setup<A, P>,
): Pick<Handlers<State<A, P>, Message<P>, From, ViewIo<P>>, "ask"> {
  return {
    ask(s, { from, input }, io) {
      if (s.phase !== "member") return io.answer(from, NOT_A_MEMBER);
      application.onRequest?.(s.app, { client: from, input }, groupOf(s, io));
    },
  };
}

/** What a client is answered that asks who is in no view. */
export const NOT_A_MEMBER = "not a member";

/** Whatever a step has made the application want to multicast is sent at its end. */
function thenSending<A, P, H extends object>(setup: Setup<A, P>, handlers: H): H {
  type Handler = (s: State<A, P>, event: never, io: ViewIo<P>) => void;
  return Object.fromEntries(
    (Object.entries(handlers) as [string, Handler][]).map(([type, handle]) => [
      type,
      (s: State<A, P>, event: never, io: ViewIo<P>) => {
        handle(s, event, io);
        sendQueue(setup, s, io);
      },
    ]),
  ) as H;
}

function start<A, P>(
  setup: Setup<A, P>,
  io: ViewIo<P>,
  journal: readonly Saved<P>[],
): State<A, P> {
  const { application, settings, rules } = setup;
  const founders = settings.founders === "all" ? io.peers : settings.founders;
  const known = journal.findLast((record) => record.type === "view" || record.type === "life");
  const s = newborn<A, P>(application.start(io.self));
  const isNew = known === undefined || (!rules.beginsAnew && known.type === "life" && !known.out);
  if (isNew) {
    const isFounder = founders.includes(io.self);
    if (!settings.durable || !isFounder) io.save({ type: "life", life: 0, out: false });
    const members = founders.map((node: NodeId) => ({ node, life: 0 }));
    if (isFounder) begin(setup, s, { number: 1, members }, io);
    else askToJoin(settings, s, io);
  } else if (known.type === "view") {
    remember(setup, s, known, journal.slice(journal.lastIndexOf(known) + 1), io);
  } else {
    s.life = known.life;
    if (known.out) s.phase = "out";
    else if (settings.durable) askToJoin(settings, s, io);
    else beginLife(settings, s, io);
  }
  return s;
}

function newborn<A, P>(app: A): State<A, P> {
  return {
    app,
    life: 0,
    phase: "joining",
    view: NO_VIEW,
    channels: new Map(),
    queue: [],
    queueSaved: 0,
    sentBefore: 0,
    acks: new Map(),
    closed: false,
    suspects: new Set(),
    accused: false,
    joins: new Map(),
    leaves: new Set(),
    attempt: null,
    agreement: born(),
    last: null,
    opening: null,
    awaited: new Set(),
    tries: 0,
    operators: [],
    leaving: false,
  };
}

/** A member is who it was before it crashed. */
function remember<A, P>(
  setup: Setup<A, P>,
  s: State<A, P>,
  known: Installed<P>,
  since: readonly Saved<P>[],
  io: ViewIo<P>,
): void {
  const { life, view, last, channels, queue, app } = clone(known);
  Object.assign(s, { app, life, phase: "member", view, last, channels, queue: [...queue] });
  for (const record of since) {
    if (record.type === "closed") s.closed = true;
    else if (record.type === "queued") s.queue.push(record.payload);
    else if (record.type === "agree") s.agreement = born(record.saved);
    else if (record.type === "message") {
      const { from, payload } = record;
      if (from === io.self) s.queue.shift();
      take(setup, s, from, { view: view.number, payload }, io, "remembered");
    }
  }
  s.queueSaved = s.queue.length;
  watch(setup, s, io);
}
