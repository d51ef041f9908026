/** What does not move: finished HTML, which Vue shows or finds on the page, and never changes. @module */

import { defineComponent, h } from "vue";

/** A part of a chapter. Where the page holds it already, `html` is empty, and what is there stays. */
export const Still = defineComponent({
  name: "Still",
  props: { html: { type: String, required: true } },
  // Not a template with `v-html`, which Vue would bring up to date with the empty text.
  setup: ({ html }) => () => h("div", { class: "chapter", innerHTML: html }),
});
