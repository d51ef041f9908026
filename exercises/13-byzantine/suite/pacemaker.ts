import text from "./pacemaker.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { type Game, playAll } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { PaceIo, Pacemaker, PacemakerRules, PaceMessage } from "../given.ts";
import { forgery, Sends, type ShownProofs, showTo, sizesOf } from "./did.ts";
import {
  enters,
  type Event,
  inEntrance,
  inWish,
  RightPacemaker,
  waits,
} from "./right_pacemaker.ts";
import { inNodes } from "./words.ts";

export const pacemaker = task<Answers>(text, ({ pacemaker }, grading) => {
  playAll<Event, Case>(cases(grading), ({ rules }) => gameOf(pacemaker, rules), grading);
});

interface Case {
  readonly rules: PacemakerRules;
  readonly script: readonly Event[];
}

interface Own {
  own: unknown;
  readonly shown: ShownProofs;
}

function gameOf(judged: Pacemaker, rules: PacemakerRules): Game<Event> {
  const { self, replicas, viewMs } = rules;
  const step = (s: Own, did: (words: string) => void, take: (io: PaceIo) => void) => {
    const sent = new Sends(self, replicas);
    let waiting: string | undefined;
    take({
      self,
      send: (to, message) =>
        sent.send(to, forgery(message, self, s.shown) ?? inMessage(message, rules)),
      enter: (view) => did(enters(view)),
      wait: (ms) => void (waiting = waits(ms)),
    });
    for (const words of sent.told()) did(words);
    if (waiting !== undefined) did(waiting);
  };
  return {
    words: `replica ${self} of ${replicas}, where a view may bring nothing for ${viewMs} ms`,
    model: () => new RightPacemaker(rules),
    start(did) {
      const s: Own = { own: undefined, shown: new Set() };
      step(s, did, (io) => void (s.own = judged.start(shown(rules), io)));
      return s;
    },
    play(state, event, did) {
      const s = state as Own;
      const said = "wish" in event ? saidBy(event, rules) : undefined;
      showTo(s.shown, said, self);
      step(s, did, (io) => {
        switch (event.type) {
          case "overdue":
            return judged.overdue(s.own, io);
          case "certified":
            return judged.certified(s.own, event.view, io);
          case "wish":
            return judged.wish(s.own, shown(said) as never, io);
          case "entrance":
            return judged.entrance(s.own, shown(said) as never, io);
        }
      });
    },
    tell(event) {
      if (event.type === "overdue") return "its view has brought nothing for too long";
      if (event.type === "certified") return `a block of view ${event.view} is certified`;
      const { wish, kind, cluster } = event;
      const odd = cluster !== undefined
        ? ` of cluster "${cluster}"`
        : kind !== undefined
        ? `, by what says that it is a ${kind}`
        : "";
      if (event.type === "wish") {
        const who = event.signer < replicas
          ? `replica ${event.signer}`
          : `node ${event.signer}, which is no replica,`;
        return `${who} wants view ${wish}${odd}`;
      }
      return `it is shown a certificate that view ${wish} is wanted${odd}, signed by ${
        inNodes(event.signers)
      }`;
    },
    why: (event) =>
      event.type === "overdue"
        ? "who waits for too long wants the next view, says so again each time, and waits as long as the view may take"
        : event.type === "certified"
        ? "what is certified leads to the next view, which has viewMs"
        : event.type === "wish"
        ? "f + 1 others take one along, to the highest view that so many want at least; a quorum that wants the same view enters it, shows that to " +
          "all, and gives it twice the time (DiemBFT 2021, section 3.5)"
        : "a certificate of a quorum of different replicas of this cluster for a higher view leads there",
  };
}

function saidBy(event: Extract<Event, { readonly wish: number }>, { cluster }: PacemakerRules) {
  const statement = {
    kind: event.kind ?? "wish",
    cluster: event.cluster ?? cluster,
    wish: event.wish,
  };
  return event.type === "wish"
    ? { signer: event.signer, statement }
    : { signers: [...event.signers], statement };
}

function inMessage(message: PaceMessage, { self, cluster, replicas }: PacemakerRules): string {
  const { type } = Object(message);
  if (type === "wish") {
    const { signer, statement } = Object((message as Extract<PaceMessage, { type: "wish" }>).wish);
    const { kind, wish } = Object(statement);
    if (signer === self && kind === "wish" && statement.cluster === cluster) return inWish(wish);
  }
  if (type === "entrance") {
    const { signers, statement } = Object(
      (message as Extract<PaceMessage, { type: "entrance" }>).entrance,
    );
    const { kind, wish } = Object(statement);
    const isRight = kind === "wish" && statement.cluster === cluster && Array.isArray(signers) &&
      new Set(signers).size === signers.length && signers.length >= sizesOf(replicas).quorum &&
      signers.every((signer: number) => signer < replicas);
    if (isRight) return inEntrance(wish);
  }
  return told(message);
}

function* cases(grading: Grading): Generator<Case> {
  for (const replicas of [4, 7, 10]) {
    const rules = { cluster: "c", replicas, self: 2, viewMs: 100 };
    const { quorum } = sizesOf(replicas);
    const signers = [...Array(replicas).keys()].filter((node) => node !== 2).slice(0, quorum);
    const failing = (count: number): Event[] =>
      Array.from({ length: count }, (_, i) => ({ type: "entrance", signers, wish: i + 2 }));
    yield {
      rules,
      script: [...failing(14), { type: "overdue" }, { type: "certified", view: 15 }, {
        type: "overdue",
      }],
    };
    yield { rules, script: Array.from({ length: 9 }, (): Event => ({ type: "overdue" })) };
    // Others are far ahead.
    for (const far of [1000, 2 ** 33]) {
      const wishes = signers.map((signer): Event => ({ type: "wish", signer, wish: far }));
      yield { rules, script: [...wishes, { type: "certified", view: far }, { type: "overdue" }] };
      yield {
        rules,
        script: [{ type: "entrance", signers, wish: far }, { type: "certified", view: 2 * far }],
      };
    }
  }
  yield* drawnBy(grading, 1200, "pacemaker", aCase);
}

function aCase(random: Random): Case {
  const replicas = [4, 4, 5, 7, 10][random.below(5)]!, self = random.below(replicas);
  const rules = {
    cluster: random.chance(0.5) ? "c" : "hs",
    replicas,
    self,
    viewMs: [100, 30][random.below(2)]!,
  };
  const others = [...Array(replicas).keys()].filter((node) => node !== self);
  const { quorum } = sizesOf(replicas), script: Event[] = [];
  let about = 1 + random.below(3);
  for (let left = 5 + random.below(12 + 3 * replicas); left > 0; left--) {
    const which = random.below(20), view = Math.max(1, about + random.below(4) - 1);
    if (random.chance(0.1)) about++;
    if (which < 3) script.push({ type: "overdue" });
    else if (which < 5) script.push({ type: "certified", view: Math.max(1, view - 1) });
    else if (which < 17) {
      const good: Event = {
        type: "wish",
        signer: others[random.below(others.length)]!,
        wish: view,
      };
      script.push(
        random.chance(0.9) ? good : [
          { ...good, signer: replicas + random.below(2) },
          { ...good, cluster: "other" },
          { ...good, kind: "vote" },
        ][random.below(3)]!,
      );
    } else {
      const from = random.below(others.length);
      const signers = [...others.slice(from), ...others.slice(0, from)].slice(0, quorum).sort((
        a,
        b,
      ) => a - b);
      const good: Event = { type: "entrance", signers, wish: view };
      script.push(
        random.chance(0.6) ? good : [
          { ...good, signers: signers.slice(1) },
          { ...good, signers: [...signers.slice(1), signers[1]!] },
          { ...good, signers: [...signers.slice(1), replicas] },
          { ...good, cluster: "other" },
          { ...good, kind: "vote" },
        ][random.below(5)]!,
      );
    }
  }
  return { rules, script };
}
