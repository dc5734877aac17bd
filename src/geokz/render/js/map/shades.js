/** How deep the colour of a cell is by the number of things on it. */

/** The level of a count: 0 for one, 1 for two and three, 2 for four to seven. @param {number} count */
export function levelOf(count) {
  return 31 - Math.clz32(count);
}

/**
 * The pixels of each kind at each level: its own colour where no cell has more than one thing; else from a thin one to one
 * mixed with the ink, evenly over the levels.
 * @param {number[][]} colours RGBA of each kind @param {number} levels the highest there is @param {boolean} dark
 * @returns {Int32Array[]}
 */
export function shadesOf(colours, levels, dark) {
  const ink = dark ? 255 : 0;
  return colours.map(([r, g, b, alpha], kind) =>
    Int32Array.from({ length: levels + 1 }, (_, level) => {
      const depth = levels && kind & 2 ? level / levels : 0.5;
      const strength = levels && kind & 2 ? 0.6 + 0.4 * Math.min(1, 2 * depth) : 1;
      const share = Math.max(0, depth - 0.5);
      const [red, green, blue] = [r, g, b].map((part) => Math.round(part + (ink - part) * share * 1.2));
      return (Math.round(alpha * strength) << 24) | (blue << 16) | (green << 8) | red;
    }),
  );
}
