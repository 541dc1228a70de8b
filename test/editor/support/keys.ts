import type { KeyInput, Page } from "puppeteer-core";

/** The editor as somebody works it who has no mouse. */
export interface Keys {
  /** Keys that are held down one after the other: `press("Control", "KeyI")`. */
  press(...keys: KeyInput[]): Promise<void>;
  type(text: string): Promise<void>;
  /** Goes on with Tab until the element has the focus, and shows it. @throws when it cannot be reached, or shows nothing */
  tabTo(selector: string): Promise<void>;
  /** Replaces the text of the field that has the focus. */
  replace(text: string): Promise<void>;
  /** Goes to a node of the shown flow with the arrow keys, which select it. */
  select(id: string): Promise<void>;
  /** Runs an action of the editor's list of actions. */
  act(name: string): Promise<void>;
}

/** More stops than any dialog has. */
const STOPS = 80;

export function keysOf(page: Page): Keys {
  const { keyboard } = page;
  const press = async (...keys: KeyInput[]) => {
    for (const key of keys) await keyboard.down(key);
    for (const key of keys.toReversed()) await keyboard.up(key);
  };
  // a long text is pasted; the editor looks at it when the next key is let go
  const type = async (text: string) => {
    if (text.length < 200) return keyboard.type(text);
    await keyboard.sendCharacter(text);
    await press("End");
  };
  const focused = () =>
    page.evaluate(() => {
      const { id, className, tagName } = document.activeElement ?? document.body;
      return `${tagName.toLowerCase()}#${id}.${String(className).replaceAll(" ", ".")}`;
    });
  const has = (selector: string) =>
    page.evaluate((css) => document.activeElement?.matches(css) === true, selector);

  /** What tells an element with the focus from one without. */
  const isShown = () =>
    page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      // what stands around a field may show it instead
      const looks = () =>
        [element, element.parentElement, ...element.children]
          .map((each) => {
            const { outline, boxShadow, borderColor, backgroundColor } = getComputedStyle(each ?? element);
            return [outline, boxShadow, borderColor, backgroundColor].join();
          })
          .join(";");
      const transition = element.style.transition;
      element.style.transition = "none";
      const withFocus = looks();
      element.blur();
      const without = looks();
      element.focus();
      element.style.transition = transition;
      return withFocus !== without;
    });

  const selectedNode = () =>
    page.evaluate(() => {
      const [node] = RED.view.selection().nodes ?? [];
      return node?.id ?? "";
    });

  return {
    press,
    type,
    async tabTo(selector) {
      const passed: string[] = [];
      for (let stop = 0; stop < STOPS; stop++) {
        await press("Tab");
        if (await has(selector)) {
          if (!(await isShown())) throw new Error(`${selector} does not show that it has the focus.`);
          return;
        }
        passed.push(await focused());
      }
      throw new Error(`No Tab leads to ${selector}, only to ${passed.join(", ")}.`);
    },
    async replace(text) {
      await press("Control", "KeyA");
      await type(text);
    },
    async select(id) {
      // where one key leads back, the next one is tried
      const tried = new Map<string, KeyInput[]>();
      for (let step = 0; step < STOPS; step++) {
        const here = await selectedNode();
        if (here === id) return;
        const [x, y] = await page.evaluate(
          (start, target) => {
            const [from, to] = [RED.nodes.node(start), RED.nodes.node(target)];
            return [Number(to?.x) - Number(from?.x ?? 0), Number(to?.y) - Number(from?.y ?? 0)] as const;
          },
          here,
          id,
        );
        const across: KeyInput[] = x > 0 ? ["ArrowRight", "ArrowLeft"] : ["ArrowLeft", "ArrowRight"];
        const along: KeyInput[] = y > 0 ? ["ArrowDown", "ArrowUp"] : ["ArrowUp", "ArrowDown"];
        const [first, second] = Math.abs(x) > Math.abs(y) ? [across, along] : [along, across];
        const before = tried.get(here) ?? [];
        const key = [first[0], second[0], second[1], first[1]].find((each) => each && !before.includes(each));
        if (!key) break;
        tried.set(here, [...before, key]);
        await press(key);
      }
      throw new Error(`The arrow keys do not lead to "${id}"; they passed ${[...tried.keys()].join()}.`);
    },
    async act(name) {
      const list = "#red-ui-actionList";
      await press("Control", "Shift", "KeyP");
      await page.waitForFunction((css) => document.activeElement?.matches(css), {}, `${list} input`);
      await type(name);
      await page.waitForFunction(
        (css, words) =>
          document.querySelector(`${css} li.selected`)?.textContent?.toLowerCase().includes(words),
        {},
        list,
        name,
      );
      await press("Enter");
      await page.waitForSelector(list, { hidden: true });
    },
  };
}
