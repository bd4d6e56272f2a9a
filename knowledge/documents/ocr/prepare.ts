import { type Canvas, createCanvas } from '@napi-rs/canvas';

/** The engine reads letters of 20 to 40 pixels best: about 1,000 pixels for a receipt, 1,700 for a page. */
const wanted = { narrow: 1000, page: 1700 };

/** A picture enlarged or reduced to the size at which it is read best. */
export function scaled(picture: Canvas): Canvas {
  const narrow = picture.width < 800 || picture.height / picture.width > 1.8;
  const goal = narrow ? wanted.narrow : wanted.page;
  const shorter = Math.min(picture.width, picture.height);
  const factor = Math.min(2.5, goal / shorter);
  // A little too large does no harm; each step of scaling blurs.
  if (factor > 0.8 && factor < 1.1) return picture;
  const canvas = createCanvas(Math.round(picture.width * factor), Math.round(picture.height * factor));
  const context = canvas.getContext('2d');
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** Grey, with the lightest and the darkest hundredth as white and black: shadows and pale print come out. */
export function greyOf(picture: Canvas): Canvas {
  const { width, height } = picture;
  const context = picture.getContext('2d');
  const image = context.getImageData(0, 0, width, height);
  const { data } = image;
  const counts = new Uint32Array(256);
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3]! / 255;
    const grey =
      (0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!) * alpha + 255 * (1 - alpha);
    data[at] = grey;
    counts[data[at]!]! += 1;
  }
  const share = (part: number): number => {
    let sum = 0;
    for (let grey = 0; grey < 256; grey += 1) {
      sum += counts[grey]!;
      if (sum >= part * width * height) return grey;
    }
    return 255;
  };
  const black = share(0.01);
  const white = Math.max(black + 32, share(0.9));
  for (let at = 0; at < data.length; at += 4) {
    const grey = ((data[at]! - black) * 255) / (white - black);
    data[at] = data[at + 1] = data[at + 2] = grey;
    data[at + 3] = 255;
  }
  const canvas = createCanvas(width, height);
  canvas.getContext('2d').putImageData(image, 0, 0);
  return canvas;
}

/** A picture turned clockwise by quarters. */
export function turned(picture: Canvas, quarters: 1 | 2 | 3): Canvas {
  const flat = quarters % 2 === 1;
  const canvas = createCanvas(flat ? picture.height : picture.width, flat ? picture.width : picture.height);
  const context = canvas.getContext('2d');
  context.translate(canvas.width / 2, canvas.height / 2);
  context.rotate((quarters * Math.PI) / 2);
  context.drawImage(picture, -picture.width / 2, -picture.height / 2);
  return canvas;
}
