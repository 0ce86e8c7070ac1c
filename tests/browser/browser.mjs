// Debian's Chromium, and pages in it.
import { chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--font-render-hinting=none",
];

export const openBrowser = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });

// Calls `use` with a page of this width, theme, language …, and fails where the page's scripts do, or where it asks
// another machine for something. `quiet`: the page is one that is not there.
export async function withPage(browser, { width = 1280, height = 900, quiet = false, ...settings }, use) {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: "en-GB",
    reducedMotion: "reduce",
    permissions: ["clipboard-read", "clipboard-write"],
    baseURL: process.env.DEPECHE_SITE,
    ...settings,
  });
  const faults = [];
  context.on("weberror", (error) => faults.push(String(error.error())));
  context.on("console", (line) => line.type() === "error" && !quiet && faults.push(line.text()));
  context.on("request", (request) => {
    if (!request.url().startsWith(process.env.DEPECHE_SITE)) faults.push(`asks for ${request.url()}`);
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  try {
    await use(page);
  } finally {
    await context.close();
  }
  if (faults.length) throw new Error(`the page complains: ${faults.join("; ")}`);
}
