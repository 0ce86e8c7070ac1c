// Ways in: the keyboard alone, no scripts, the other language.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, withPage } from "./browser.mjs";

let browser;
before(async () => (browser = await openBrowser()));
after(() => browser.close());

const focused = (page) =>
  page.evaluate(() => {
    const { tagName, id, className, textContent, href } = document.activeElement;
    return { tagName, id, className: String(className), text: textContent.trim(), href };
  });

test("by keyboard: the first stop skips to the content, the next are the name, the search box and the sections", () =>
  withPage(browser, {}, async (page) => {
    await page.goto("/statements");
    await page.keyboard.press("Tab");
    assert.equal((await focused(page)).className, "skip");
    assert.ok((await page.locator(".skip").boundingBox()).x >= 0, "it is seen when it has the focus");
    const stops = [];
    for (let step = 0; step < 4; step += 1) {
      await page.keyboard.press("Tab");
      stops.push(await focused(page));
    }
    assert.deepEqual(stops.map((stop) => stop.tagName), ["A", "INPUT", "BUTTON", "A"]);
    assert.equal(stops[1].id, "find");
    assert.equal(stops[3].text, "Statements");
    await page.locator(".skip").focus();
    await page.keyboard.press("Enter");
    assert.equal((await focused(page)).id, "content");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => Boolean(document.activeElement.closest("main"))), true);
  }));

test("by keyboard: “/” leads to the search box, and types itself where somebody types", () =>
  withPage(browser, {}, async (page) => {
    await page.goto("/dispatch/3");
    await page.keyboard.press("/");
    assert.equal((await focused(page)).id, "find");
    await page.keyboard.type("a/b");
    assert.equal(await page.locator("#find").inputValue(), "a/b");
    await page.locator("#find").fill("cheminots");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=cheminots/);
  }));

test("by keyboard: each mark is one stop, opens its note, and Escape closes it", () =>
  withPage(browser, {}, async (page) => {
    await page.goto("/dispatch/3");
    await page.locator("article a.key").first().focus();
    assert.ok(await page.locator(".note").isVisible());
    await page.keyboard.press("Escape");
    assert.ok(await page.locator(".note").isHidden());
    const keys = await page.locator("article :is(a.key, a.tag)").count();
    await page.locator(".kinds input").last().focus();
    let stops = 0;
    for (;;) {
      await page.keyboard.press("Tab");
      if (!(await page.evaluate(() => Boolean(document.activeElement.closest("article.text"))))) break;
      stops += 1;
    }
    assert.equal(stops, keys);
    await page.locator("article a.key").first().focus();
    await page.keyboard.press("Enter");
    assert.match(page.url(), /#d-s1$/);
  }));

test("by keyboard: kinds are hidden and citations opened", () =>
  withPage(browser, {}, async (page) => {
    await page.goto("/dispatch/3");
    await page.locator(".show-indirect").focus();
    await page.keyboard.press("Space");
    assert.equal(await page.locator(".record[data-forms=indirect]:visible").count(), 0);
    await page.locator("#d-s3 summary").focus();
    await page.keyboard.press("Enter");
    assert.ok(await page.locator("#d-s3-cite").isVisible());
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator("#d-s3 button", { hasText: "Copied" }).waitFor();
  }));

test("what has the focus shows it", () =>
  withPage(browser, {}, async (page) => {
    for (const path of ["/", "/statements", "/dispatch/3"]) {
      await page.goto(path);
      for (let step = 0; step < 25; step += 1) {
        await page.keyboard.press("Tab");
        const outline = await page.evaluate(() => {
          const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
          return outlineStyle === "none" ? 0 : parseFloat(outlineWidth);
        });
        assert.ok(outline >= 1, `${path}, stop ${step}: ${JSON.stringify(await focused(page))}`);
      }
    }
  }));

test("without scripts: search, narrow down, read, cite", () =>
  withPage(browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto("/");
    await page.locator("#find").fill("cheminots");
    await page.getByRole("button", { name: "Search" }).click();
    await page.locator(".hits a").first().click();
    await page.waitForURL(/\/dispatch\//);
    await page.locator("#d-s1 summary").click();
    assert.match(await page.locator("#d-s1-cite").innerText(), /#d-s1 \(read by depeche\)$/);
    assert.equal(await page.locator("button[data-copy]:visible").count(), 0, "nothing is offered that does not work");
    await page.goto("/events");
    await page.locator(".choices a").first().click();
    await page.waitForURL(/\?/);
    assert.ok(await page.locator(".chosen").isVisible());
  }));

test("without scripts, on a telephone: filters open by a touch, before the records", () =>
  withPage(browser, { javaScriptEnabled: false, width: 360, height: 780, hasTouch: true }, async (page) => {
    await page.goto("/statements");
    assert.equal(await page.locator(".fields:visible").count(), 0);
    assert.ok((await page.locator(".card").first().boundingBox()).y < 700, "records are in the first screen");
    await page.locator(".narrow summary").tap();
    assert.ok(await page.locator(".fields").isVisible());
  }));

test("the language is the browser's, until another is chosen", async () => {
  await withPage(browser, { locale: "fr-FR" }, async (page) => {
    await page.goto("/statements");
    assert.equal(await page.locator("html").getAttribute("lang"), "fr");
    assert.equal(await page.locator("h1").innerText(), "Déclarations");
    await page.getByRole("link", { name: "English" }).click();
    assert.equal(await page.locator("h1").innerText(), "Statements");
    await page.getByRole("link", { name: "Events", exact: true }).click();
    assert.equal(await page.locator("h1").innerText(), "Events", "it stays so on other pages");
    await page.goto("/");
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
  });
});
