// Copies what the browser needs from the pinned packages into static/, so that nothing is fetched from another site.
import { copyFileSync, mkdirSync } from "node:fs";

const copies = {
  "htmx.org/dist/htmx.min.js": "static/htmx.min.js",
  "htmx.org/LICENSE": "licence/htmx.txt",
  "axe-core/axe.min.js": "../../e2e/browser/axe.min.js", // for the tests only
  "axe-core/LICENSE": "../../e2e/browser/axe-licence.txt",
  "@tabler/icons/LICENSE": "licence/tabler-icons.txt",
  "@fontsource/literata/LICENSE": "licence/literata.txt",
  "@fontsource-variable/schibsted-grotesk/LICENSE": "licence/schibsted-grotesk.txt",
};
for (const set of ["latin", "latin-ext"]) {
  copies[`@fontsource/literata/files/literata-${set}-400-normal.woff2`] = `static/fonts/literata-${set}-400-normal.woff2`;
  copies[`@fontsource-variable/schibsted-grotesk/files/schibsted-grotesk-${set}-wght-normal.woff2`] = `static/fonts/schibsted-grotesk-${set}-wght-normal.woff2`;
}
mkdirSync("static/fonts", { recursive: true });
mkdirSync("licence", { recursive: true });
for (const [from, to] of Object.entries(copies)) copyFileSync(`node_modules/${from}`, to);
