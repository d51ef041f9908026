import { assertEquals } from "@std/assert";
import { type Diary, diary } from "../../../membership/view/diary.ts";
import { inViews } from "../../../membership/view/in_views.ts";
import type { State } from "../../../membership/view/state.ts";
import type { AnyProtocol } from "../service.ts";
import type { HeardView, ViewSynchronous } from "./subject.ts";
import { viewSynchrony } from "./view_synchrony.ts";

/** Three members in calm weather, who say that they have heard this. */
function group(tells: (view: HeardView) => HeardView): ViewSynchronous {
  return {
    name: "three in calm weather",
    nodes: 3,
    protocol: inViews(diary(Infinity)) as unknown as AnyProtocol,
    multicast: (input) => ({ type: "ask", input }) as { type: string },
    self: (state, node) => `${node}, ${(state as State).life}`,
    views: (state) =>
      (state as State<Diary>).app.pages.map(({ view, delivered }) =>
        tells({
          number: view.number,
          members: view.members.map(({ node, life }) => `${node}, ${life}`),
          delivered,
        })
      ),
    endures: ["slow"],
  };
}

/** The guarantees that are broken. */
const broken = (subject: ViewSynchronous) =>
  viewSynchrony.guarantees.filter(({ breach }) => breach(subject) !== undefined)
    .map(({ name }) => name);

Deno.test("view synchrony: a group that tells what it has heard breaks nothing", () => {
  assertEquals(broken(group((view) => view)), []);
});

Deno.test("view synchrony: messages of another view, and views with gaps, are noticed in calm weather", () => {
  const earlier = group((view) => ({
    ...view,
    delivered: view.delivered.map((each) => ({ ...each, view: each.view - 1 })),
  }));
  assertEquals(broken(earlier), ["sending view delivery"]);
  const created = group((view) => ({
    ...view,
    delivered: view.delivered.map((each) => ({ ...each, payload: `${each.payload} indeed` })),
  }));
  assertEquals(broken(created), ["no duplication, no creation"]);
});
