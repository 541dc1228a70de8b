import { join } from "node:path";
import type { Editor } from "./editor.ts";

/** Takes a picture of the elements that a selector finds, with so many pixels around. */
export type Shoot = (editor: Editor, name: string, css: string, margin?: number) => Promise<void>;

/** @param folder where the pictures are written */
export const shooting =
  (folder: string): Shoot =>
  async (editor, name, css, margin = 0) => {
    const clip = await editor.page.$$eval(
      css,
      (elements, around) => {
        const boxes = elements
          .map((element) => element.getBoundingClientRect())
          .filter(({ width }) => width > 0);
        const [left, top] = [
          Math.min(...boxes.map((box) => box.left)),
          Math.min(...boxes.map((box) => box.top)),
        ];
        const [right, bottom] = [
          Math.max(...boxes.map((box) => box.right)),
          Math.max(...boxes.map((box) => box.bottom)),
        ];
        const [x, y] = [Math.max(0, left - around), Math.max(0, top - around)];
        return { x, y, width: right - x + around, height: bottom - y + around };
      },
      margin,
    );
    await editor.page.screenshot({ path: join(folder, `${name}.png`), clip });
    console.log(`${name}.png`);
  };
