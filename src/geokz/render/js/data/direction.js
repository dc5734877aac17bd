const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * A text in the direction of its own first letter, wherever it is drawn or put among others: between signs that nobody
 * sees (FSI and PDI of Unicode). A text without letters that run to the left is as it was. @param {string} text
 */
export const directed = (text) => (RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text);
