import { dayNumber } from '../data/calendar.js';
import { el } from './dom.js';

/** Happenings as marks on the axis of the clock, with their words on hover and focus. */
export class EventMarks {
  /**
   * @param {import('../map/hub.js').Hub} hub @param {import('../data/words.js').Words} words
   * @param {object} options
   * @param {import('../data/wire').Event[]} options.events
   * @param {(event: import('../data/wire').Event) => void} options.onEvent what a click on one does
   * @param {(event: import('../data/wire').Event) => boolean} options.heard whether the chosen source tells of one
   */
  constructor(hub, words, { events, onEvent, heard }) {
    this.words = words;
    this.heard = heard;
    const [begin, end] = [dayNumber(hub.clock.min), dayNumber(hub.clock.max + 1)];
    this.marks = events.map((event) => {
      const at = ((event.bounds[0] - begin) / (end - begin)) * 100;
      const button = el('button.geokz-event', { type: 'button', onclick: () => onEvent(event) });
      button.style.left = `${at}%`;
      const within = at >= 0 && at <= 100;
      button.hidden = !within;
      return { event, button, within };
    });
    this.root = el(
      'div.geokz-events',
      { role: 'group', hidden: !events.length },
      this.marks.map(({ button }) => button),
    );
  }

  /** Show those of which the chosen source tells. */
  refresh() {
    for (const { event, button, within } of this.marks) button.hidden = !within || !this.heard(event);
  }

  /** Words of the page's language. */
  translate() {
    this.root.setAttribute('aria-label', this.words.t('events'));
    for (const { event, button } of this.marks) {
      button.title = `${this.words.when(event.when)}: ${this.words.pick(event.label)}`;
      button.setAttribute('aria-label', button.title);
    }
  }
}
