// One visit to a page on a slow telephone: how long until its first question can be answered, and
// how long from a tap on an answer to the picture that shows it.

/** A telephone of the middle, in a place with poor reception. */
const PROCESSOR = 4;
const NETWORK = { latency: 150, download: 1_600_000 / 8, upload: 750_000 / 8, offline: false };
const SCREEN = { width: 412, height: 823, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true };

/** A tap is shown within this time, or something is wrong. */
const PATIENCE = 60_000;
const LATER_TAPS = 6;

/**
 * Opens a page with nothing kept, and once more with what that visit left. `way` is what is pressed,
 * the moment it is there, and at last the answers of the first question; they are labels.
 */
export async function visit(browser, { address, way, answers, again, ready }) {
  const context = await browser.createBrowserContext();
  try {
    const first = await open(context, address, [...way, answers]);
    const opened = await first.evaluate(() => window.shown);
    const bytes = await first.evaluate(() => {
      const until = window.shown.at(-1);
      const all = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
      return all.filter((entry) => entry.responseEnd <= until).reduce((sum, entry) => sum + entry.transferSize, 0);
    });
    const atOnce = await tap(first, answers, 0);
    await calm(first, ready);
    const later = [];
    for (let turn = 1; turn <= LATER_TAPS; turn += 1) later.push(await tap(first, answers, turn % 2));
    const place = again === "place" ? first.url() : address;
    await first.close();

    const second = await open(context, place, [answers]);
    const reopened = await second.evaluate(() => window.shown);
    return { start: opened[0], question: opened.at(-1), bytes, atOnce, later, second: reopened.at(-1) };
  } finally {
    await context.close();
  }
}

async function open(context, address, way) {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.setViewport(SCREEN);
  await page.emulateCPUThrottling(PROCESSOR);
  await page.emulateNetworkConditions(NETWORK);
  await page.evaluateOnNewDocument((way) => {
    window.shown = [];
    window.taps = [];
    const watch = () => {
      const found = document.querySelector(way[window.shown.length]);
      if (found?.checkVisibility() && found.getClientRects().length > 0) {
        // Now it is about to be painted.
        window.shown.push(performance.now());
        if (window.shown.length < way.length) found.click();
      }
      if (window.shown.length < way.length) requestAnimationFrame(watch);
    };
    requestAnimationFrame(watch);
    const taps = (list) => window.taps.push(...list.getEntries().filter((entry) => entry.interactionId > 0).map(({ name, duration, interactionId }) => ({ name, duration, interactionId })));
    new PerformanceObserver(taps).observe({ type: "event", durationThreshold: 16, buffered: true });
  }, way);
  await page.goto(address, { waitUntil: "domcontentloaded" });
  await page.waitForFunction((count) => window.shown.length === count, { polling: 50 }, way.length);
  return page;
}

/** Taps an answer; milliseconds until it was painted, by the browser's own account. */
async function tap(page, answers, which) {
  const label = (await page.$$(answers))[which];
  await page.evaluate(() => {
    window.taps.length = 0;
  });
  // Scrolling to it would be an interaction of its own.
  await label.evaluate((element) => element.scrollIntoView({ block: "center", behavior: "instant" }));
  const { x, y, width, height } = await label.boundingBox();
  await page.touchscreen.tap(x + width / 2, y + height / 2);
  await page.waitForFunction((label) => label.querySelector("input").checked, {}, label);
  await new Promise((resolve) => setTimeout(resolve, 700));
  // What is shorter than 16 ms is not told.
  return page.evaluate(() => Math.max(16, ...window.taps.map(({ duration }) => duration)));
}

/** Waits until everything that follows the first question has come. */
async function calm(page, ready) {
  await page.waitForNetworkIdle({ idleTime: 1_000, timeout: PATIENCE });
  if (ready) await page.waitForFunction(ready);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
}
