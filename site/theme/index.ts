/** The look of the book: VitePress's own theme, with the book's type and colours. @module */

import { onContentUpdated, type Theme } from "vitepress";
import { onMounted } from "vue";
import DefaultTheme from "vitepress/theme-without-fonts";
import { wakeCells } from "./cells/chapter.ts";
import { watchCharts } from "./charts.ts";
import { wakeExercises } from "./exercise/wake.ts";
import { keepForOffline, keepSeen } from "./offline.ts";
import { Offline } from "./offline_button.ts";
import { Playground } from "./playground.ts";
import { Still } from "./still.ts";

// After the theme whose rules they replace: of rules alike the last one counts.
import "@fontsource/source-serif-4/400.css";
import "@fontsource/source-serif-4/400-italic.css";
import "@fontsource/source-serif-4/600.css";
import "@fontsource/source-serif-4/600-italic.css";
import "katex/dist/katex.min.css";
import "./style/colours.css";
import "./style/type.css";
import "./style/cells.css";
import "./style/code.css";
import "./style/running.css";
import "./style/exercise.css";
import "./style/home.css";
import "./style/playground.css";

const theme: Theme = {
  extends: DefaultTheme,
  setup() {
    onMounted(keepForOffline);
    onContentUpdated(() => {
      watchCharts();
      wakeCells();
      wakeExercises();
      void keepSeen();
    });
  },
  enhanceApp({ app }) {
    app.component("Playground", Playground).component("Still", Still)
      .component("Offline", Offline);
  },
};

export default theme;
