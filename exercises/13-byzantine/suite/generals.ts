import text from "./generals.md" with { type: "text" };
import { drawnBy, shown, task } from "hb/grade/part.ts";
import { type Game, playAll } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Army, Generals, NodeId, Order, Relay } from "../given.ts";
import { armies } from "./armies.ts";

export const generals = task<Answers>(text, ({ generals }, grading) => {
  const cases = function* () {
    yield* small();
    yield* odd();
    yield* drawnBy(grading, 400, "generals", aCase);
  };
  playAll<Round, Case>(cases(), ({ army }) => gameOf(generals, army), grading);
  armies(generals, grading);
});

/** What one general was told in a round, by whom. */
interface Round {
  readonly round: 1 | 2;
  readonly told: readonly (readonly [from: NodeId, relays: readonly Relay[]])[];
}

interface Case {
  readonly army: Army;
  readonly script: readonly Round[];
}

const name = ({ commander }: Army, node: NodeId) =>
  node === commander ? `the commander, general ${node}` : `lieutenant ${node}`;

const inPath = ({ path, order }: Relay) => `${told(order)} by ${path.join(".")}`;

function gameOf(own: Generals, army: Army): Game<Round> {
  const { generals, self, commander, order } = army, isCommander = self === commander;
  const all = Array.from({ length: generals }, (_, node) => node);
  const others = all.filter((node) => node !== self && node !== commander);
  return {
    words: `${name(army, self)}, one of ${generals}${
      isCommander ? `, who orders ${told(order)}` : ""
    }`,
    model() {
      let next = 1, was: Order = "retreat";
      return {
        resolve(event) {
          return event.round === next ? event : undefined;
        },
        after({ round, told: heard }) {
          next = round + 1;
          if (isCommander) {
            return round === 1
              ? others.map((to) => tells(to, [{ path: [self], order: order! }]))
              : [];
          }
          const by = (path: readonly NodeId[]) =>
            heard.find(([from]) => from === path.at(-1))?.[1].find((relay) =>
              relay.path.join() === path.join()
            )?.order ?? "retreat";
          if (round === 1) {
            was = by([commander]);
            return [];
          }
          const votes = [was, ...others.map((node) => by([commander, node]))];
          const most = votes.find((vote) =>
            votes.filter((each) => each === vote).length * 2 > votes.length
          );
          return [
            ...others.map((to) => tells(to, [{ path: [commander, self], order: was }])),
            `he obeys ${told(most ?? "retreat")}`,
          ];
        },
      };
    },
    start: () => own.start(shown(army)),
    play(s, { round, told: heard }, did) {
      for (const to of all) {
        if (to === self) continue;
        const said = own.say(s, round, to);
        if (said.length > 0) did(tells(to, said));
      }
      own.hear(s, round, new Map(shown(heard.filter(([, relays]) => relays.length > 0))));
      const obeys = own.obeys(s);
      if (obeys !== null) did(`he obeys ${told(obeys)}`);
    },
    tell({ round, told: heard }) {
      const words = heard.filter(([, relays]) => relays.length > 0).map(([from, relays]) =>
        `${name(army, from)}, tells him ${relays.map(inPath).join(", ")}`.replace(
          /^(lieutenant \d+),/,
          "$1",
        )
      );
      return `round ${round}: ${words.join("; ") || "nobody tells him anything"}`;
    },
    why: ({ round, told: heard }, must, { came, due }) => {
      if (isCommander) {
        return "the commander tells each lieutenant in round 1 what he orders; then he says nothing more, and obeys nobody (section 3)";
      }
      if ([...came, ...due].some((each) => each.startsWith("he tells"))) {
        return round === 1
          ? "in round 1 only the commander speaks (section 3)"
          : 'in round 2 a lieutenant tells each other lieutenant, and nobody else, what the commander told him, or "retreat" if that ' +
            "was nothing; the path of that is the commander and himself (section 3)";
      }
      if (round === 1) {
        return "a lieutenant decides when he has heard in round 2 what the others were told";
      }
      const several = heard.some(([from, relays]) =>
        relays.length > 1 || relays.some(({ path }) => path.join() !== [commander, from].join())
      );
      const first = several
        ? "of each other lieutenant the first thing counts that he says with the path commander, himself, and nothing that he says with another path; "
        : "";
      return must.includes(`he obeys ${told("retreat")}`)
        ? `${first}no other order was told to more than half of all lieutenants, himself and those who say nothing included, and so he retreats (Lamport, Shostak and Pease 1982, section 3)`
        : `${first}more than half of all lieutenants, himself included, were told that, as far as he knows (Lamport, Shostak and Pease 1982, section 3)`;
    },
  };

  function tells(to: NodeId, relays: readonly Relay[]): string {
    return `he tells ${name(army, to)} ${relays.map(inPath).join(", ")}`;
  }
}

/** All that a general among four or five may be told with paths that are right. */
function* small(): Generator<Case> {
  const says: readonly (Order | undefined)[] = [undefined, "attack", "retreat", "wait"];
  for (const generals of [4, 5]) {
    for (const [self, commander] of [[1, 0], [0, 2], [3, 1]] as const) {
      const army: Army = { generals, self, commander, order: null };
      const others = Array.from({ length: generals }, (_, node) => node)
        .filter((node) => node !== self && node !== commander);
      for (let at = 0; at < 4 ** (others.length + 1); at++) {
        const pick = (place: number) => says[Math.floor(at / 4 ** place) % 4];
        const one = (path: readonly NodeId[], order: Order | undefined) =>
          [path.at(-1)!, order === undefined ? [] : [{ path, order }]] as const;
        yield {
          army,
          script: [
            { round: 1, told: [one([commander], pick(0))] },
            { round: 2, told: others.map((node, i) => one([commander, node], pick(i + 1))) },
          ],
        };
      }
    }
  }
  for (const order of ["attack", "retreat", "wait"]) {
    for (const [generals, self] of [[4, 0], [7, 3]] as const) {
      const army: Army = { generals, self, commander: self, order };
      yield { army, script: [{ round: 1, told: [] }, { round: 2, told: [] }] };
    }
  }
}

/** What is rare by chance: many things that are not his to tell come before the one that is. */
function* odd(): Generator<Case> {
  const army: Army = { generals: 24, self: 2, commander: 1, order: null };
  const retreat = "retreat", attack = "attack";
  const wrong = [[13], [1, 1, 3], [3, 1], [1], [1, 4], [1, 23], [0, 3]].map((path) => ({
    path,
    order: retreat,
  }));
  const others = Array.from({ length: 24 }, (_, node) => node).filter((node) =>
    node > 2 || node === 0
  );
  const round = (before: readonly Relay[]): Round => ({
    round: 2,
    // Just enough say so, though what general 4 says first is his to say.
    told: others.map((node, i) => [
      node,
      [...before, { path: [1, node], order: i < 12 ? attack : retreat }],
    ]),
  });
  const first: Round = { round: 1, told: [[1, [{ path: [1], order: attack }]]] };
  yield { army, script: [first, round(wrong)] };
  yield { army, script: [first, round([...wrong, ...wrong].reverse())] };
  // The path 13 looks like the path 1, 3.
  const said = others.map((node, i) =>
    [
      node,
      [
        ...(node === 3 ? [{ path: [13], order: retreat }] : []),
        { path: [1, node], order: i < 11 ? attack : retreat },
      ],
    ] as const
  );
  yield { army, script: [first, { round: 2, told: said }] };
}

/** Armies of any size, with traitors who say what is not theirs to say. */
function aCase(random: Random): Case {
  const generals = 4 + random.below(random.chance(0.3) ? 10 : 4),
    commander = random.below(generals);
  const self = random.below(generals), isCommander = self === commander;
  const army: Army = { generals, self, commander, order: isCommander ? "attack" : null };
  const orders = ["attack", "retreat", "wait", ""], most = 2 + random.below(3);
  const order = () => orders[random.below(most)]!;
  const anyPath = () =>
    [commander, random.below(generals), random.below(generals)].slice(
      random.below(2),
      2 + random.below(2),
    );
  const all = Array.from({ length: generals }, (_, node) => node);
  const relays = (path: readonly NodeId[]): Relay[] => {
    const right = { path, order: order() }, odd = { path: anyPath(), order: order() };
    if (random.chance(0.7)) return random.chance(0.1) ? [] : [right];
    return [[odd, right], [right, odd], [right, { path, order: order() }], [odd]][random.below(4)]!;
  };
  const tellers = all.filter((node) => node !== self && !(isCommander && random.chance(0.5)));
  return {
    army,
    script: [
      {
        round: 1,
        told: tellers.filter((node) => node === commander || random.chance(0.1))
          .map((node) => [node, relays([node])]),
      },
      {
        round: 2,
        told: tellers.filter((node) => node !== commander || random.chance(0.2))
          .map((node) => [node, relays(node === commander ? [node] : [commander, node])]),
      },
    ],
  };
}
