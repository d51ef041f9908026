/** Two games that are played at once, step by step: what one of them remembers is nothing to the other. @module */

import type { Game } from "hb/grade/played.ts";

/** What happens in one of two. */
export interface Turn<E> {
  readonly of: 0 | 1;
  readonly event: E;
}

const WHO = ["the first", "the second"] as const;

/** Both at once. */
export function together<E>(games: readonly [Game<E>, Game<E>]): Game<Turn<E>> {
  const [first, second] = games;
  return {
    words:
      `two that have nothing in common: the first is ${first.words}; the second is ${second.words}`,
    model() {
      const models = [first.model(), second.model()] as const;
      const started = models.map((model) => model.started?.());
      return {
        resolve({ of, event }) {
          const resolved = models[of].resolve(event);
          return resolved === undefined ? undefined : { of, event: resolved };
        },
        after: ({ of, event }) => models[of].after(event),
        started: () => ({
          must: started.flatMap((each, of) =>
            (each?.must ?? []).map((words) => `${WHO[of as 0 | 1]} ${words}`)
          ),
          why: started[0]?.why ?? "nothing has happened yet",
        }),
      };
    },
    start(did) {
      const states = games.map((game, of) =>
        game.start((words) => did(`${WHO[of as 0 | 1]} ${words}`))
      );
      return { states };
    },
    play: (s, { of, event }, did) =>
      games[of].play((s as { states: readonly unknown[] }).states[of], event, did),
    tell: ({ of, event }) => `${WHO[of]}: ${games[of].tell(event)}`,
    why: ({ of, event }, must, instead) =>
      `${
        games[of].why(event, must, instead)
      }; what is known is in \`s\`, and nothing in variables beside it`,
  };
}
