/**
 * The state of the page as the part of its address behind `#`, and back. Unknown and impossible parts fall away.
 *
 * @typedef {object} LinkState
 * @property {[number, number]} [years] @property {[number, number]} [months] 1 to 12, of the first and last year
 * @property {[number, number, number]} [view] latitude, longitude, zoom
 * @property {string[]} [layers] @property {string} [language] @property {string} [thing]
 * @property {string} [tour] @property {number} [step] counted from 1 @property {number} [kiosk] seconds
 * @property {boolean} [presumed] @property {boolean} [possible] @property {boolean} [undated] @property {boolean} [none]
 * @property {boolean} [poster] whether the years side by side are open
 * @property {Record<string, string>} [filters] a value a facet
 * @property {string} [source] key of the one source to follow @property {'rails' | 'people' | 'things'} [bars] what the bars count, if not the usual
 * @property {[number, number]} [compared] the two years of what changed
 * @property {number} [edge] per cent of the map that shows the earlier of them
 * @property {{layer: string, order: import('./lifelines.js').Order, parts: boolean}} [lives] whose lines
 *   of life are open, how sorted, and whether with those of parts
 * @property {number[]} [opacity] per cent, of the base map and of the scanned map @property {boolean} [bare] the map and its clock without the panels, for a frame in another page
 */

/** @param {LinkState} state @returns {string} */
export function formatLink(state) {
  const parts = [];
  const { months } = state;
  if (state.years && months) {
    const [first, last] = state.years.map((year, at) => `${year}.${String(months[at]).padStart(2, '0')}`);
    parts.push(`y=${first}-${last}`);
  } else if (state.years) parts.push(`y=${[...new Set(state.years.map(linkedYear))].join('-')}`);
  if (state.view) {
    const [lat, lon, zoom] = state.view;
    parts.push(`v=${lat.toFixed(4)},${lon.toFixed(4)},${Number(zoom.toFixed(2))}`);
  }
  if (state.layers) parts.push(`l=${state.layers.join(',')}`);
  if (state.possible === false) parts.push('p=0');
  if (state.presumed === false) parts.push('pr=0');
  if (state.undated) parts.push('u=1');
  if (state.none) parts.push('ne=1');
  if (state.bars) parts.push(`b=${state.bars}`);
  if (state.compared) parts.push(`c=${state.compared.join('-')}`);
  if (state.edge !== undefined) parts.push(`edge=${state.edge}`);
  if (state.lives) parts.push(`lives=${state.lives.layer}.${state.lives.order}${state.lives.parts ? '.parts' : ''}`);
  if (state.poster) parts.push('poster=1');
  const filters = Object.entries(state.filters ?? {}).filter(([, value]) => value);
  if (filters.length) parts.push(`f=${filters.map((filter) => filter.join(':')).join(',')}`);
  if (state.source) parts.push(`src=${state.source}`);
  if (state.language) parts.push(`lang=${state.language}`);
  if (state.thing) parts.push(`id=${state.thing}`);
  if (state.tour) parts.push(`tour=${state.tour}.${state.step}`);
  if (state.opacity) parts.push(`o=${state.opacity.join(',')}`);
  if (state.bare) parts.push('ui=0');
  if (state.kiosk) parts.push(`kiosk=${state.kiosk}`);
  return parts.join('&');
}

/**
 * @param {string} text with or without `#`
 * @param {string[]} languages of the atlas
 * @returns {LinkState}
 */
export function parseLink(text, languages) {
  /** @type {Record<string, string | undefined>} */
  const values = {};
  for (const part of asWritten(text).split(/&|;(?=[a-z]+=)/)) {
    const at = part.indexOf('=');
    if (at > 0) values[part.slice(0, at)] = value(part.slice(at + 1));
  }
  /** @type {LinkState} */
  const state = {};
  const years = /^(-?\d{4})(?:-(-?\d{4}))?$/.exec(values.y ?? '');
  if (years) {
    const [first, last] = [Number(years[1]), Number(years[2] ?? years[1])];
    state.years = [Math.min(first, last), Math.max(first, last)];
  }
  const months = /^(\d{4})\.(0[1-9]|1[0-2])-(\d{4})\.(0[1-9]|1[0-2])$/.exec(values.y ?? '');
  if (months && `${months[1]}${months[2]}` <= `${months[3]}${months[4]}`) {
    state.years = [Number(months[1]), Number(months[3])];
    state.months = [Number(months[2]), Number(months[4])];
  }
  const view = (values.v ?? '').split(',').map((part) => (/^-?\d+(\.\d+)?$/.test(part) ? Number(part) : NaN));
  if (
    view.length === 3 &&
    view.every(Number.isFinite) &&
    Math.abs(view[0]) <= 85 &&
    Math.abs(view[1]) <= 180 &&
    view[2] >= 0 &&
    view[2] <= 20
  ) {
    state.view = /** @type {[number, number, number]} */ (view);
  }
  if (/^[a-z0-9,;_-]*$/.test(values.l ?? '?')) state.layers = (values.l ?? '').split(/[,;]/).filter(Boolean);
  if (values.p === '0') state.possible = false;
  if (values.pr === '0') state.presumed = false;
  if (values.u === '1') state.undated = true;
  if (values.ne === '1') state.none = true;
  const compared = /^(\d{4})-(\d{4})$/.exec(values.c ?? '');
  if (compared && compared[1] < compared[2]) state.compared = [Number(compared[1]), Number(compared[2])];
  if (state.compared && /^\d{1,2}$/.test(values.edge ?? '')) state.edge = Number(values.edge);
  if (values.b === 'rails' || values.b === 'people' || values.b === 'things') state.bars = values.b;
  if (values.poster === '1') state.poster = true;
  const filters = (values.f ?? '').split(',').map((filter) => /^([a-z]+):([a-z0-9_-]+)$/.exec(filter));
  for (const filter of filters) if (filter) state.filters = { ...state.filters, [filter[1]]: filter[2] };
  const lives = /^([a-z0-9_-]+)\.(start|size|place)(\.parts)?$/.exec(values.lives ?? '');
  if (lives) {
    const order = /** @type {import('./lifelines.js').Order} */ (lives[2]);
    state.lives = { layer: lives[1], order, parts: Boolean(lives[3]) };
  }
  if (/^[a-z0-9-]+$/.test(values.src ?? '')) state.source = values.src;
  const said = values.lang?.replaceAll('_', '-'); // kk_KZ, as systems write it
  state.language = [said, said?.split('-')[0]].find((code) => languages.includes(code ?? ''));
  if (!state.language) delete state.language;
  if (/^[a-z0-9-]+$/.test(values.id ?? '')) state.thing = values.id;
  const tour = /^([a-z0-9-]+)\.(\d{1,3})$/.exec(values.tour ?? '');
  if (tour) [state.tour, state.step] = [tour[1], Math.max(1, Number(tour[2]))];
  const opacity = /^\d{1,3}(,\d{1,3})?$/.test(values.o ?? '') ? (values.o ?? '').split(',').map(Number) : [];
  if (opacity.length && opacity.every((value) => value <= 100)) state.opacity = opacity;
  if (values.ui === '0') state.bare = true;
  if (/^\d{1,5}$/.test(values.kiosk ?? '') && Number(values.kiosk) >= 5) state.kiosk = Number(values.kiosk);
  return state;
}

/** A year in a link: four figures, a minus before Christ, as EDTF has it. @param {number} year */
function linkedYear(year) {
  return `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}`;
}

/**
 * A link as the page wrote it: programs encode it, some of them twice, write it in capitals and break it at the end of a
 * line; pages escape it; and typesetters make long dashes of its hyphens.
 * @param {string} text
 */
function asWritten(text) {
  let plain = text;
  for (let times = 0; times < 3 && plain.includes('%'); times++) {
    try {
      plain = decodeURIComponent(plain);
    } catch {
      break; // a per cent sign that encodes nothing: the parts that can be read still are
    }
  }
  return plain
    .toLowerCase()
    .replace(/[\s\u00ad\u200b-\u200d\u2060\ufeff]+/g, '')
    .replace(/(?:&(?:amp;)+|&#38;|&#x26;|\\u0026)(?:amp;)*/g, '&')
    .replace(/&(?:lt|gt|quot|apos|#39|#34);?/g, '"')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/^[^a-z]+/, '');
}

/**
 * A value without what a sentence, a page or another program's counting of visits left behind it.
 * @param {string} text
 */
function value(text) {
  const plain = text.replace(/[?#<>"'()[\]{}«»“”„‘’*…].*$/, '');
  let end = plain.length;
  while (end > 0 && !/[a-z0-9]/.test(plain[end - 1])) end--;
  return plain.slice(0, end) || text;
}
