/** `<Offline />`: the button that keeps the whole book in the browser. @module */

import { withBase } from "vitepress";
import { defineComponent, h, onMounted, ref } from "vue";
import { keepAll } from "./offline.ts";

/** Says how large the book is, keeps it, and says how far it is. */
export const Offline = defineComponent({
  name: "Offline",
  setup() {
    const said = ref("");
    const size = ref("");
    const isBusy = ref(false);

    onMounted(async () => {
      if (!("serviceWorker" in navigator) || !/^https?:$/.test(location.protocol)) return;
      const response = await fetch(withBase("/files.json"));
      if (!response.ok) return;
      const { bytes }: { bytes: number } = await response.json();
      size.value = `${Math.ceil(bytes / 1e6)} MB`;
    });

    async function keep(): Promise<void> {
      isBusy.value = true;
      try {
        await keepAll(({ done, of }) => {
          said.value = done === of
            ? "The whole book is kept in this browser: it opens and runs without a network."
            : `${done} of ${of} files are kept.`;
        });
      } catch (error) {
        said.value = `The book could not be kept: ${(error as Error).message}`;
      }
      isBusy.value = false;
    }

    return () =>
      size.value === "" ? null : h("p", { class: "offline" }, [
        h(
          "button",
          { type: "button", disabled: isBusy.value, onClick: keep },
          "Keep the book for reading offline",
        ),
        h(
          "span",
          { role: "status" },
          said.value === "" ? `${size.value}, in this browser.` : said.value,
        ),
      ]);
  },
});
