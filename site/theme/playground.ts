/**
 * The place of a playground on a page. The cluster itself is fetched when its place is about to be seen,
 * so that a page is as light as one without it.
 *
 * @module
 */

import { withBase } from "vitepress";
import { defineComponent, h, onBeforeUnmount, onMounted, ref } from "vue";

/** A cluster to break: `<Playground />`, or a small one, or one of another protocol, or one that begins with a session. */
export const Playground = defineComponent({
  name: "Playground",
  props: {
    session: { type: String, default: undefined },
    protocol: { type: String, default: undefined },
    small: { type: Boolean, default: false },
  },
  setup({ session, protocol, small }) {
    const place = ref<HTMLElement>();
    const said = ref("The cluster starts as soon as it is in sight.");
    let opened: { close(): void } | undefined;
    let observer: IntersectionObserver | undefined;
    let isGone = false;

    async function open(root: HTMLElement): Promise<void> {
      try {
        const { openPlayground } = await import("../playground/mod.ts");
        if (isGone) return;
        const home = withBase("/playground.html");
        const playground = await openPlayground(root, {
          small,
          home,
          ...(session ? { session } : {}),
          ...(protocol ? { protocol } : {}),
        });
        if (isGone) return playground.close();
        opened = playground;
        said.value = "";
      } catch (error) {
        console.error(error);
        said.value = "The cluster could not be fetched. Reload the page to try again.";
      }
    }

    onMounted(() => {
      observer = new IntersectionObserver((entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer?.disconnect();
        void open(place.value!);
      }, { rootMargin: "400px" });
      observer.observe(place.value!);
    });
    onBeforeUnmount(() => {
      isGone = true;
      observer?.disconnect();
      opened?.close();
    });
    return () =>
      h("div", { class: ["playground", { "playground-small": small }] }, [
        h("div", { ref: place, key: "place" }),
        said.value === "" ? null : h("p", { class: "playground-said", key: "said" }, said.value),
      ]);
  },
});
