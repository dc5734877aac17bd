/**
 * The length of a scale: round, and not longer than there is room for.
 * @param {number} metres that fit @returns {number} metres: 1, 2, 3 or 5 and noughts
 */
export function roundLength(metres) {
  const power = 10 ** Math.floor(Math.log10(metres));
  const digit = [5, 3, 2, 1].find((one) => one * power <= metres) ?? 1;
  return digit * power;
}
