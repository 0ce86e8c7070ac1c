// Every page, on a telephone, a tablet and a desk, light and dark: nothing to scroll sideways, nothing that axe calls
// serious, pictures to look at. And what is asked of the system: less motion, paper.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { openBrowser, withPage } from "./browser.mjs";
import { allPages } from "./pages.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = process.env.DEPECHE_SHOTS ?? fileURLToPath(new URL("shots/", import.meta.url));
const WIDTHS = [360, 820, 1280];
const THEMES = ["light", "dark"];
// What is taller is cut in pictures: it goes on as it began.
const TALLEST = 2400;

let browser;
before(async () => {
  mkdirSync(shots, { recursive: true });
  browser = await openBrowser();
});
after(() => browser.close());

const named = (path) => path.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "") || "front";

async function faultsOf(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations } = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), tags);
  return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

const { pages, dead } = await allPages();

for (const path of pages) {
  test(`${path} at three widths in two themes`, (t) =>
    withPage(browser, { quiet: path.includes("nothing-here") }, async (page) => {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: width < 500 ? 780 : 900 });
        if (width === WIDTHS[0]) await page.goto(path);
        const [inner, whole, tall] = await page.evaluate(() => [
          innerWidth, document.documentElement.scrollWidth, document.documentElement.scrollHeight,
        ]);
        assert.ok(whole <= inner, `${width} px: ${whole - inner} px stand out`);
        for (const theme of THEMES) {
          await page.emulateMedia({ colorScheme: theme });
          const clip = { x: 0, y: 0, width, height: Math.min(tall, TALLEST) };
          await page.screenshot({ path: join(shots, `${named(path)}-${width}-${theme}.png`), fullPage: true, clip });
          // Narrow and wide differ in what there is, light and dark in colours alone.
          if (width === 820 || (width === 360 && theme === "dark")) continue;
          const faults = await faultsOf(page);
          const serious = faults.filter((fault) => /^(serious|critical)/.test(fault));
          faults.filter((fault) => !serious.includes(fault)).forEach((fault) => t.diagnostic(`${width} px, ${theme}: ${fault}`));
          assert.deepEqual(serious, [], `${width} px, ${theme}`);
        }
      }
    }));
}

test("there are pages of many kinds, and no link leads nowhere", (t) => {
  t.diagnostic(pages.join(" "));
  assert.deepEqual(dead, []);
  for (const path of ["/", "/statements", "/events", "/dispatch/3"]) assert.ok(pages.includes(path), path);
});

test("targets are large enough for a finger", () =>
  withPage(browser, { width: 360, height: 780 }, async (page) => {
    for (const path of ["/", "/statements", "/dispatch/3"]) {
      await page.goto(path);
      const small = await page.evaluate(() => {
        const targets = ".menu a, button, summary, input, .choices a, .chosen a, .permalink, .pager a, .kinds label";
        const box = (target) => target.getBoundingClientRect();
        return [...document.querySelectorAll(targets)]
          .filter((target) => target.checkVisibility() && !target.closest(".kinds label input, label"))
          .filter((target) => box(target).width > 0 && (box(target).height < 24 || box(target).width < 24))
          .map((target) => target.outerHTML.slice(0, 100));
      });
      assert.deepEqual(small, [], path);
    }
  }));

test("who wants less motion gets none", () =>
  withPage(browser, { reducedMotion: "reduce" }, async (page) => {
    for (const path of ["/", "/statements", "/dispatch/3"]) {
      await page.goto(path);
      const moving = await page.evaluate(() =>
        [...document.querySelectorAll("*")].filter((element) => {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
          return transitionDuration !== "0s" || animationName !== "none" || scrollBehavior === "smooth";
        }).length);
      assert.equal(moving, 0, path);
    }
  }));

test("on paper there is the text and its records, black on white, and nothing to click", () =>
  withPage(browser, { colorScheme: "dark" }, async (page) => {
    for (const path of ["/statements", "/dispatch/3"]) {
      await page.goto(path);
      await page.emulateMedia({ media: "print" });
      for (const gone of [".find", ".menu", ".narrow", ".kinds", ".tools", ".cite", ".foot"]) {
        assert.equal(await page.locator(`${gone}:visible`).count(), 0, `${path}: ${gone}`);
      }
      const [paper, ink] = await page.evaluate(() => {
        const { backgroundColor, color } = getComputedStyle(document.body);
        return [backgroundColor, color];
      });
      assert.deepEqual([paper, ink], ["rgb(255, 255, 255)", "rgb(0, 0, 0)"], path);
      await page.pdf({ path: join(shots, `${named(path)}.pdf`), format: "A4" });
    }
  }));

test("French is hyphenated and spaced as French", () =>
  withPage(browser, { locale: "fr-FR" }, async (page) => {
    await page.goto("/dispatch/3");
    const text = page.locator("article.text");
    assert.equal(await text.getAttribute("lang"), "fr");
    assert.equal(await text.evaluate((article) => getComputedStyle(article).hyphens), "auto");
    await page.goto("/");
    const titles = await page.locator("h3").allTextContents();
    assert.ok(titles.some((title) => /\u00a0:/.test(title)));
    assert.deepEqual(titles.filter((title) => / [:;!?»]|« /.test(title)), []);
  }));
