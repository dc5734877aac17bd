// The page around a map that `geokz watch` builds anew: asks what is new, shows problems as text, keeps the map's state.

const EVERY = 700;

/** @typedef {{version: number, building: boolean, map: boolean, old: boolean, problems: string[], more: number}} State */
/** @typedef {Record<string, Record<string, string>>} Words */

/** @param {string} id */
const at = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const frame = /** @type {HTMLIFrameElement} */ (at('map'));

/** @param {Words} words @param {string} key */
function word(words, key) {
  const wanted = navigator.languages.map((tag) => tag.split('-')[0]).find((code) => code in words[key]);
  return words[key][wanted ?? Object.keys(words[key])[0]];
}

/** @param {State} state @param {Words} words */
function show(state, words) {
  const told = state.problems.length
    ? `${word(words, 'watchProblems')}: ${state.problems.length + state.more}`
    : word(words, 'watchSound');
  const map = state.map ? (state.old ? word(words, 'watchOld') : '') : word(words, 'watchNone');
  at('state').textContent = state.building ? word(words, 'watchBuilding') : [told, map].filter(Boolean).join(' ');
  at('problems').hidden = !state.problems.length;
  const rows = state.problems.map((problem) => {
    const row = document.createElement('li');
    row.textContent = problem;
    return row;
  });
  if (state.more) {
    const row = document.createElement('li');
    row.textContent = `… ${state.more} ${word(words, 'watchMore')}`;
    rows.push(row);
  }
  at('problems').replaceChildren(...rows);
}

/** The map anew, at the years, view and card it showed. @param {number} version */
function reload(version) {
  const inside = /** @type {Window} */ (frame.contentWindow);
  const hash = inside.location.pathname === '/map.html' ? inside.location.hash : location.hash;
  inside.location.replace(`/map.html?${version}${hash}`);
}

async function run() {
  /** @type {Words} */
  const words = await (await fetch('/words.json')).json();
  document.title = `geokz · ${word(words, 'watchTitle')}`;
  let seen = -1;
  let drawn = -1;
  for (;;) {
    try {
      /** @type {State & {drawn: number}} */
      const state = await (await fetch('/state.json', { cache: 'no-store' })).json();
      if (state.version !== seen) show(state, words);
      if (state.map && state.drawn !== drawn) reload(state.drawn);
      seen = state.version;
      drawn = state.drawn;
    } catch {
      at('state').textContent = word(words, 'watchGone');
      seen = -1;
    }
    await new Promise((resolve) => setTimeout(resolve, EVERY));
  }
}

run();
