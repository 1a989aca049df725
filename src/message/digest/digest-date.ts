const dates = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const shortDates = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`);

/** `Saturday 21 November 2026`. */
export const dateText = (day: string): string => dates.format(noon(day)).replace(',', '');

/** `21 Nov`. */
export const shortDateText = (day: string): string => shortDates.format(noon(day));
