import text from "./term.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Commit, OwnTerm } from "../given.ts";
import { doesNotGrow, many, type Rig, type Script, scripted } from "./script.ts";

export const term = task<Answers>(text, ({ term }, grading) => {
  const reads = many(70, (read): Event => ({ type: "read", read }));
  const crowded: Script<null, Event>[] = [
    { type: "committed", index: 300, term: 5 } as const,
    { type: "follow" } as const,
  ].map((last) => ({ setting: null, events: [{ type: "lead", term: 5 }, ...reads, last] }));
  scripted(term, () => rig, [...drawn(500, "terms", aScript), ...crowded], grading);
  const turn = (nth: number): readonly Event[] => [
    { type: "lead", term: nth + 1 },
    { type: "read", read: nth },
    nth % 2 === 0 ? { type: "follow" } : { type: "committed", index: nth + 1, term: nth + 1 },
    { type: "follow" },
  ];
  doesNotGrow(term, rig, turn, "a term in which it leads, and a read in it", grading);
});

/** What happens at a server. */
type Event =
  | { readonly type: "lead"; readonly term: number }
  | { readonly type: "follow" }
  | { readonly type: "read"; readonly read: number }
  | { readonly type: "committed" } & Commit;

function aScript(random: Random, at: number): Script<null, Event> {
  const events: Event[] = [], far = random.chance(0.1) ? 250 : 0;
  let term = far, index = far;
  for (let left = 2 + at % 25; left > 0; left--) {
    const which = random.below(9);
    if (which < 4) events.push({ type: "read", read: events.length });
    else if (which < 5) events.push({ type: "follow" });
    else if (which < 7) events.push({ type: "lead", term: term += 1 + random.below(2) });
    else {
      index += 1 + random.below(3);
      events.push({ type: "committed", index, term: Math.max(0, term - random.below(3)) });
    }
  }
  return { setting: null, events };
}

/** A server, and the last entry that it knows to be committed. */
interface Server {
  commit: Commit;
  readonly s: unknown;
}

const rig: Rig<OwnTerm, Event> = {
  words: "a server",
  servers: 3,
  start: (answer): Server => ({ commit: { index: 0, term: 0 }, s: answer.start() }),
  take(answer, server, event, note) {
    const own = server as Server, { s } = own;
    const io = {
      append: () => note({ words: "appends an entry without a command" }),
      pass: (read: number, index: number) => note({ words: `passes on read ${read} to ${index}` }),
      refuse: (read: number) => note({ words: `refuses read ${read}`, read }),
    };
    if (event.type === "lead") answer.lead(s, event.term, io);
    else if (event.type === "follow") answer.follow(s, io);
    else if (event.type === "read") answer.read(s, event.read, own.commit, io);
    else {
      const { index, term } = event;
      own.commit = { index, term };
      answer.committed(s, { index, term }, io);
    }
  },
  oracle,
  tell(event) {
    switch (event.type) {
      case "lead":
        return `it leads from now on, in term ${event.term}`;
      case "follow":
        return "it leads no more";
      case "read":
        return `read ${event.read} comes`;
      case "committed":
        return `the last committed entry is now ${event.index}, of term ${event.term}`;
    }
  },
  place(event) {
    if (event.type === "read") return { read: event.read, says: `read ${event.read}` };
    if (event.type === "committed") return { says: `commits ${event.index} of ${event.term}` };
    return { says: event.type === "lead" ? `leads in ${event.term}` : "follows" };
  },
};

/** What has happened is kept, and each read is followed through it. */
function oracle(): ReturnType<Rig<OwnTerm, Event>["oracle"]> {
  let leads: number | undefined, greatest = 0, commit: Commit = { index: 0, term: 0 };
  const open = new Set<number>(), seen = new Set<number>();
  return (event) => {
    const must: string[] = [];
    if (event.type === "lead") {
      if (leads !== undefined || event.term <= Math.max(greatest, commit.term)) return;
      greatest = leads = event.term;
      must.push("appends an entry without a command");
    } else if (event.type === "follow") {
      if (leads === undefined) return;
      leads = undefined;
    } else if (event.type === "read") {
      if (seen.has(event.read)) return;
      seen.add(event.read);
      open.add(event.read);
    } else {
      // A leader's log has entries of its own term and of earlier ones.
      const { index, term } = event;
      if (index <= commit.index || term < commit.term) return;
      if (leads !== undefined && term > leads) return;
      commit = { index, term };
      greatest = Math.max(greatest, term);
    }
    for (const read of open) {
      if (leads !== undefined && commit.term !== leads) continue;
      open.delete(read);
      must.push(
        leads === undefined ? `refuses read ${read}` : `passes on read ${read} to ${commit.index}`,
      );
    }
    return { must, why };
  };
}

const why =
  "what a leader knows to be committed is all that was, as soon as the last of it is of its own term; " +
  "and who leads no more answers nobody (Ongaro 2014, section 6.4, step 1)";
