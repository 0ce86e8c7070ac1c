// One dispatch: marks and their notes, kinds, the way of a statement, links and citations of records.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openBrowser, withPage } from "./browser.mjs";

let browser;
before(async () => (browser = await openBrowser()));
after(() => browser.close());

// One that another outlet prints too, with statements of several forms, relays and events.
const DISPATCH = "/dispatch/3";
const seen = (page, selector) => page.locator(`${selector}:visible`).count();

for (const scripts of [true, false]) {
  test(`kinds of records are hidden and shown ${scripts ? "with" : "without"} scripts`, () =>
    withPage(browser, { javaScriptEnabled: scripts }, async (page) => {
      await page.goto(DISPATCH);
      const [direct, others] = [await seen(page, ".record[data-forms=direct]"), await seen(page, ".record[data-forms=indirect]")];
      assert.ok(direct > 0 && others > 0);
      const line = () =>
        page.locator("mark.direct").first().evaluate((mark) => getComputedStyle(mark).textDecorationColor);
      assert.doesNotMatch(await line(), /, 0\)$/);
      await page.getByRole("checkbox", { name: /^direct/ }).uncheck();
      assert.equal(await seen(page, ".record[data-forms=direct]"), 0);
      assert.equal(await seen(page, ".record[data-forms=indirect]"), others);
      assert.equal(await seen(page, "mark.direct > a.key"), 0);
      assert.match(await line(), /, 0\)$|transparent/);
      await page.getByRole("checkbox", { name: /^events/ }).uncheck();
      assert.equal(await seen(page, "a.tag"), 0);
      assert.equal(await seen(page, ".events"), 0);
      for (const form of ["mixed", "indirect"]) await page.getByRole("checkbox", { name: form }).uncheck();
      assert.equal(await seen(page, ".voice"), 0, "who says nothing that is shown is not shown");
      await page.getByRole("checkbox", { name: /^direct/ }).check();
      assert.equal(await seen(page, ".record[data-forms=direct]"), direct);
    }));
}

test("the way of a statement leads from its speaker to the outlet", () =>
  withPage(browser, {}, async (page) => {
    await page.goto(DISPATCH);
    const way = page.locator(".record .way").filter({ has: page.locator(".by") }).first();
    assert.equal(await way.evaluate((list) => list.tagName), "OL", "it is heard as a list");
    const stops = await way.locator("li").allInnerTexts();
    assert.match(stops[0], /^said by /);
    assert.match(stops.find((stop) => stop.startsWith("passed on")), /passed on by /);
    assert.match(stops.at(-1), /^published by Ouest-Quotidien$/);
    await way.locator(".from a").click();
    assert.match(page.url(), /#d-a\d+$/);
    assert.ok(await page.locator(new URL(page.url()).hash).isVisible());
  }));

test("each record has a link of its own, that leads to it", () =>
  withPage(browser, {}, async (page) => {
    await page.goto(DISPATCH);
    await page.locator("#d-s4 .permalink").click();
    assert.match(page.url(), /\/dispatch\/3#d-s4$/);
    await page.reload();
    const box = await page.locator("#d-s4").boundingBox();
    assert.ok(box.y >= 0 && box.y < 900, "the record is in sight");
    await page.locator("#d-s4 a.back").click();
    assert.match(page.url(), /#d-t-s4$/);
    await page.locator("#d-t-s4 > a.key").click();
    assert.match(page.url(), /#d-s4$/);
    await page.locator("#d-e1 .permalink").click();
    assert.match(page.url(), /#d-e1$/);
  }));

test("a statement, an event and the dispatch are cited by a click", () =>
  withPage(browser, {}, async (page) => {
    await page.goto(DISPATCH);
    const copied = async (place) => {
      await page.locator(`${place} summary`).first().click();
      const button = page.locator(`${place} button`).first();
      await button.click();
      await page.locator(`${place} button`, { hasText: "Copied" }).waitFor();
      return page.evaluate(() => navigator.clipboard.readText());
    };
    const address = `${process.env.DEPECHE_SITE}/dispatch/3`;
    const statement = await copied("#d-s3");
    assert.match(statement, /^Nadine Collignon \(say, direct\): « La direction nous parle de productivité/);
    assert.ok(statement.endsWith(`${address}#d-s3 (read by depeche)`), statement);
    assert.match(await copied("#d-e1"), /^PROTEST\/strike, planned: .*#d-e1 \(read by depeche\)$/);
    const whole = await copied(".dispatch > header");
    assert.match(whole, /^Ouest-Quotidien, “Belgique.*”, 2016-05-25, /);
    assert.ok(whole.endsWith(`${address} (read by depeche)`), whole);
  }));

test("other reports of a statement and the dispatch that it carries are a click away", () =>
  withPage(browser, {}, async (page) => {
    await page.goto(DISPATCH);
    assert.match(await page.locator(".tools a[href^='/utterance/']").first().innerText(), /^2 reports$/);
    await page.goto("/dispatch/4");
    await page.locator(".dispatch > header a[href='/dispatch/3']").click();
    await page.waitForURL(/\/dispatch\/3$/);
  }));

test("a mark shows its note when pointed at, and its words and record light up together", () =>
  withPage(browser, {}, async (page) => {
    await page.goto(DISPATCH);
    await page.locator("#d-t-s3").hover();
    const note = page.locator(".note");
    assert.match(await note.innerText(), /^C3 Nadine Collignon/);
    assert.ok((await page.locator(".lit").count()) > 0);
    await page.keyboard.press("Escape");
    assert.ok(await note.isHidden());
    await page.locator("#d-s3").hover();
    assert.ok(await page.locator("#d-t-s3").evaluate((mark) => mark.classList.contains("lit")));
    await page.getByRole("checkbox", { name: /^direct/ }).uncheck();
    await page.locator("#d-t-s3").hover();
    assert.ok(await note.isHidden(), "what is hidden has no note");
  }));

test("the text is the dispatch's to the letter", () =>
  withPage(browser, {}, async (page) => {
    await page.goto(DISPATCH);
    const shown = await page.locator("article.text").evaluate((article) => article.textContent);
    const reading = await (await page.request.get(`${DISPATCH}.json`)).json();
    assert.equal(shown, reading.document.text);
  }));
