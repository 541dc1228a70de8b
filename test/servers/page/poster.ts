import { crc32, deflateSync } from "node:zlib";

/** Pixels of the picture; a browser makes it as large as it wants. */
const [WIDTH, HEIGHT] = [40, 60];

/** A made-up poster: a picture of its own for each title, nobody's work. */
export function makePoster(id: number): Buffer {
  const hue = (id * 47) % 360;
  const rows = Array.from({ length: HEIGHT }, (_, y) => {
    const row = [0];
    for (let x = 0; x < WIDTH; x += 1) {
      const isMoon = (x - (8 + (id % 24))) ** 2 + (y - 16) ** 2 < 50;
      const isHill = y > 44 + 7 * Math.sin((x + id * 5) / 6);
      row.push(...colour(isHill ? hue + 40 : hue, isMoon ? 0.85 : isHill ? 0.16 : 0.25 + y / 150));
    }
    return Buffer.from(row);
  });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.concat(rows))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** @param hue degrees @param light 0 to 1 @returns red, green and blue */
function colour(hue: number, light: number): number[] {
  return [0, 8, 4].map((shift) => {
    const place = (shift + hue / 30) % 12;
    const part = light - 0.45 * Math.min(light, 1 - light) * Math.max(-1, Math.min(place - 3, 9 - place, 1));
    return Math.round(part * 255);
  });
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
