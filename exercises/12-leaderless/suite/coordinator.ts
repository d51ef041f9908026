import text from "./coordinator.md" with { type: "text" };
import { drawn, type Grading, shown, task } from "hb/grade/part.ts";
import { type Game, playAll } from "hb/grade/played.ts";
import { clone } from "hb/model/clone.ts";
import { StepIo } from "hb/model/step_io.ts";
import type { Answers } from "../answers.ts";
import type { Asking, Coordinator, EPaxosIo, Message, Saved } from "../given.ts";
import { label, NO_BALLOT } from "../given.ts";
import { type Both, bothOf, type Case, cases, type Event } from "./coordinator_cases.ts";
import { modelOf } from "./coordinator_model.ts";
import { together, type Turn } from "./together.ts";
import { attributes, ballot, instance, proposal, sends } from "./words.ts";

export const coordinator = task<Answers>(text, ({ coordinator }, grading) => {
  begun(coordinator, grading);
  playAll<Event, Case>(cases(), (given) => gameOf(coordinator, given.asking), grading);
  playAll<Event, Case>(
    drawn(30, "large", (random, at) => [...cases(random, at)][0]!),
    (given) => gameOf(coordinator, given.asking),
    grading,
  );
  playAll<Turn<Event>, Both>(
    drawn(40, "both", bothOf),
    ({ askings: [one, other] }) => together([gameOf(coordinator, one), gameOf(coordinator, other)]),
    grading,
  );
});

/** Nothing is judged where nothing has been begun. */
function begun(own: Coordinator, grading: Grading): void {
  const [first] = cases();
  const io = () => ioOf(first!.asking);
  grading.begun(() => void own.begin(first!.asking, io()));
}

function ioOf({ id, sizes }: Asking): StepIo<Message, { readonly type: "retry" }, Saved> {
  return new StepIo({ self: id.replica, nodes: sizes.replicas });
}

/** What a game remembers beside the reader's state: what is saved, and whether a timer runs. */
interface Seen {
  readonly own: unknown;
  readonly disk: Saved | undefined;
  readonly waits: boolean;
}

function gameOf(own: Coordinator, asking: Asking): Game<Event> {
  const { id, sizes: { replicas, failures, fastFailures } } = asking;
  let isOpen = () => true, lacksTimer = false, ended: string | undefined;
  const step = (
    before: Seen | undefined,
    take: (s: unknown, io: EPaxosIo) => unknown,
    did: (words: string) => void,
  ): Seen => {
    const io = ioOf(asking), state = before?.own, given = take(state, io);
    for (const words of sends(io.effects)) did(words);
    let disk = before?.disk, waits = before?.waits ?? false;
    for (const effect of io.effects) {
      if (effect.kind === "save") disk = effect.record;
      if (effect.kind === "wait") waits = true;
      if (effect.kind === "cancel") waits = false;
    }
    if (disk !== undefined) did(onDisk(disk));
    lacksTimer = isOpen() && !waits;
    if (lacksTimer) did(NO_TIMER);
    return { own: before === undefined ? given : state, disk, waits };
  };
  return {
    words: `replica ${id.replica} of ${replicas} (f = ${failures}, e = ${fastFailures}), which ` +
      `coordinates ${label(id)} and asks for ${proposal(asking.proposal)}`,
    model() {
      const model = modelOf(asking);
      isOpen = model.isOpen;
      const timer = () => lacksTimer ? [A_TIMER] : [];
      return {
        resolve(event) {
          ended = model.ended();
          return model.resolve(event);
        },
        after: (event) => [...model.after(event), ...timer()],
        started() {
          const { must, why } = model.started!();
          return { must: [...must, ...timer()], why };
        },
      };
    },
    start: (did) => step(undefined, (_, io) => own.begin(shown(asking), io), did),
    play(s, event, did) {
      const seen = s as { -readonly [K in keyof Seen]: Seen[K] };
      // A timer that goes off runs no more, unless it is set again.
      if (event.type === "retry") seen.waits = false;
      const after = step(seen, (state, io) => {
        const message = { ...event, id } as never;
        if (event.type === "retry") own.retry(shown(asking), state, io);
        else own[event.type](shown(asking), state, shown(message), io);
      }, did);
      Object.assign(seen, after);
    },
    tell,
    why: (event, _, { came, due }) =>
      came.every((each) => each === NO_TIMER) && due.every((each) => each === A_TIMER)
        ? TIMER
        : ended ?? why(event),
  };
}

const NO_TIMER = "has set no timer that still runs", A_TIMER = "a timer that runs";
const TIMER = "messages are lost: while nothing is decided or given up, a timer runs";

function onDisk({ id, instance: saved }: Saved): string {
  return `has saved ${label(clone(id))} ${instance(saved)}`;
}

function tell(event: Event): string {
  switch (event.type) {
    case "preAcceptReply":
      return `replica ${event.from} has found: ${attributes(event)}`;
    case "acceptReply":
      return `replica ${event.from} has voted in ballot ${ballot(event.ballot)}`;
    case "nack":
      return `replica ${event.from} has promised ${ballot(event.promised)}`;
    case "retry":
      return "its timer goes off";
  }
}

function why(event: Event): string {
  switch (event.type) {
    case "preAcceptReply":
      return "n − e that have found the same decide at once; when so many cannot agree any more, and n − f have " +
        "replied, the union of all is put to the vote (Moraru et al. 2013, figure 2)";
    case "acceptReply":
      return `n − f votes in ballot ${
        ballot(NO_BALLOT)
      } decide, each replica counts once (figure 2)`;
    case "nack":
      return "whoever leads a higher ballot takes care of it; this one never decides in the first ballot again " +
        "(Ryabinin, Gotsman and Sutra 2025, figure 5)";
    case "retry":
      return "what is lost is asked for again, of those who are missing; and nobody waits for the fast path for ever";
  }
}
