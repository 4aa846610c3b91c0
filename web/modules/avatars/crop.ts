/** The square that is kept of a picture, as `PUT /api/users/me/avatar` takes it. */
export type Crop = { x: number; y: number; zoom: number };
export type Size = { width: number; height: number };

/** Where the picture lies behind a square window whose side is 1. */
export function placeOf({ x, y, zoom }: Crop, size: Size): Size & { left: number; top: number } {
  const { width, height } = scaled(zoom, size);
  return { width, height, left: offset(x, width), top: offset(y, height) };
}

/** The crop once the picture was dragged by so many sides of the window. */
export function moved(crop: Crop, size: Size, by: { x: number; y: number }): Crop {
  const { width, height } = scaled(crop.zoom, size);
  return { ...crop, x: centre(crop.x, width, by.x), y: centre(crop.y, height, by.y) };
}

function scaled(zoom: number, { width, height }: Size): Size {
  const shorter = Math.min(width, height);
  return { width: (zoom * width) / shorter, height: (zoom * height) / shorter };
}

/** Never so far that the window is not full. */
function offset(middle: number, length: number): number {
  return Math.min(0, Math.max(1 - length, 0.5 - middle * length));
}

/** From where it is shown to be, not from beyond the edge. */
function centre(middle: number, length: number, by: number): number {
  const shown = (0.5 - offset(middle, length)) / length;
  return Math.min(1, Math.max(0, shown - by / length));
}
