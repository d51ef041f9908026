/** Groups with views for the suite of view synchrony, right ones and wrong ones. */

import type { HeardView, ViewSynchronous } from "hb/laboratory/conformance/view_synchrony.ts";
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
  readonly tells?: (views: readonly HeardView[], self: string) => readonly HeardView[];
}

/** A group whose members keep diaries. */
export function viewsOf(name: string, kind: Kind = {}): ViewSynchronous {
  const { bug, settings, endures = ["partition", "pause"], tells = (views) => views } = kind;
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
      const heard = pages.map(({ view, delivered }) => ({
        number: view.number,
        members: view.members.map(memberLabel),
        delivered,
      }));
      return tells(heard, "");
    },
    endures,
  };
}

/** Who comes back remembers, so that any number of them may crash. */
export const durableViews = viewsOf("views, durable", {
  settings: { durable: true },
  endures: ["crash", "partition", "pause"],
});
