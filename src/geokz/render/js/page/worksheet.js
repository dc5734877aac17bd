import { el } from './dom.js';

/** Ruled lines to write an answer on. */
const LINES = 4;

/**
 * Print the questions of a tour with room to write, each with its years and sources, on paper of its own.
 * @param {import('../map/hub.js').Hub} hub @param {import('../data/words.js').Words} words @param {import('../data/wire').Tour} tour
 */
export function printWorksheet(hub, words, tour) {
  const container = hub.map.getContainer();
  const years = (/** @type {number[]} */ [from, to]) => (from === to ? String(from) : `${from}–${to}`);
  const sheet = el('section.geokz-worksheet', {}, [
    el('p.geokz-worksheet-name', { text: words.t('worksheetName') }),
    el('h1', { text: words.pick(tour.title) }),
    el(
      'ol',
      {},
      tour.steps.map((step) =>
        el('li', {}, [
          el('h2', { text: `${words.pick(step.title)}, ${years(step.years)}` }),
          el('p', { text: words.pick(step.question) || words.t('worksheetTell') }),
          ...Array.from({ length: LINES }, () => el('div.geokz-worksheet-line')),
        ]),
      ),
    ),
    el('p.geokz-worksheet-foot', { text: `geokz. ${words.t('title')}` }),
  ]);
  container.append(sheet);
  container.classList.add('geokz-worksheet-open');
  const end = () => {
    container.classList.remove('geokz-worksheet-open');
    sheet.remove();
  };
  window.addEventListener('afterprint', end, { once: true });
  window.print();
}
