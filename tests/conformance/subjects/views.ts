/** Groups with views for the suite of view synchrony, right ones and wrong ones. */

import type { HeardView, ViewSynchronous } from "hb/laboratory/conformance/views/subject.ts";
import type { AnyProtocol } from "hb/laboratory/conformance/service.ts";
import type { WeatherKind } from "hb/sim/weather.ts";
import { bugs } from "hb/membership/view/bugs.ts";
import { type Diary, diary } from "hb/membership/view/diary.ts";
import { inViews } from "hb/membership/view/in_views.ts";
import type { Settings } from "hb/membership/view/settings.ts";
import type { State } from "hb/membership/view/state.ts";
import { memberLabel } from "hb/membership/view/view.ts";

/** What is not the same in all of them. */
interface Kind {
  readonly bug?: string;
  readonly settings?: Partial<Settings>;
  readonly endures?: readonly WeatherKind[];
  /** What the application says that it has heard, given what it has. */
  readonly tells?: (view: HeardView) => HeardView;
}

/** A group whose members keep diaries. */
export function viewsOf(name: string, kind: Kind = {}): ViewSynchronous {
  const { bug, settings, endures = ["partition", "pause"], tells = (view) => view } = kind;
  const change = bug === undefined ? {} : bugs[bug]!.change;
  const protocol = inViews(diary(Infinity), { ...settings, ...change.settings }, change.rules);
  const self = (state: unknown, node: number) =>
    memberLabel({ node, life: (state as State<Diary, string>).life });
  return {
    name,
    nodes: 4,
    protocol: protocol as unknown as AnyProtocol,
    multicast: (text) => ({ type: "ask", input: text }) as { type: string },
    self,
    views(state) {
      const { app: { pages } } = state as State<Diary, string>;
      return pages.map(({ view, delivered }) =>
        tells({ number: view.number, members: view.members.map(memberLabel), delivered })
      );
    },
    endures,
  };
}

/** Who comes back remembers, so that any number of them may crash. */
export const durableViews = viewsOf("views, durable", {
  settings: { durable: true },
  endures: ["crash", "partition", "pause"],
});

const bug = (name: string, kind: Kind = {}) => viewsOf(name, { bug: name, ...kind });

/** Members that are suspected soon, where nodes pause and copies come late: messages of views that are over arrive. */
export const hastyViews = viewsOf("views, hasty", {
  endures: ["pause", "late"],
  settings: { suspectMs: 120, flushMs: 20, flushRounds: 1 },
});

/** Groups that are wrong, one for each guarantee, and which guarantees they break, by number. */
export const wrongViews: readonly (readonly [ViewSynchronous, ...number[]])[] = [
  [
    viewsOf("views without the oldest", {
      tells: (view) => ({ ...view, members: view.members.slice(1) }),
    }),
    0,
    3,
    8,
  ],
  [bug("comes back as who it was", { endures: ["crash"] }), 1, 4, 8],
  [bug("anybody may go on"), 2, 3, 4, 8],
  [bug("only what all have told"), 4],
  [
    bug("an old message in the new view", {
      endures: ["pause", "late"],
      settings: { suspectMs: 120, flushMs: 20, flushRounds: 1 },
    }),
    4,
    5,
    6,
  ],
  [
    viewsOf("views in which all is heard twice", {
      tells: (view) => ({ ...view, delivered: view.delivered.flatMap((each) => [each, each]) }),
    }),
    6,
  ],
  [
    viewsOf("views heard backwards", {
      tells: (view) => ({ ...view, delivered: [...view.delivered].reverse() }),
    }),
    7,
  ],
  [bug("nobody tells who was left out"), 8],
];
