import { dayName } from '../client/format.ts';
import { type Rich, safeHref } from '../client/rich.ts';

type Options = Intl.DateTimeFormatOptions;
const formats: Record<string, Options> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date_slash: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  day_divider_pretty: { weekday: 'long', month: 'long', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  time_secs: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
};

/** `!date^seconds^{date_short} at {time}^link`: the moment in the reader's zone; the fallback when it cannot be read. */
export function slackDate(
  token: string,
  fallback: string,
  context: { timeZone: string; now: string },
): Rich | null {
  const [, seconds = '', template = '', link = ''] = token.split('^');
  const moment = new Date(Number(seconds) * 1000);
  if (!/^\d{1,11}$/.test(seconds) || Number.isNaN(moment.getTime())) {
    return fallback === '' ? null : { kind: 'text', text: fallback };
  }
  const text = template.replace(/\{([a-z_]+)\}/g, (whole, name: string) => {
    if (name === 'ago') return ago(moment, new Date(context.now));
    const pretty = name.endsWith('_pretty') && name !== 'day_divider_pretty';
    if (pretty) {
      const day = dayName(moment.toISOString(), context.now, context.timeZone);
      if (/^(Today|Yesterday|Tomorrow)$/.test(day)) return day.toLowerCase();
    }
    const options = formats[pretty ? name.slice(0, -'_pretty'.length) : name];
    if (!options) return whole;
    return new Intl.DateTimeFormat('en-US', { timeZone: context.timeZone, ...options }).format(moment);
  });
  const time: Rich = { kind: 'time', iso: moment.toISOString(), text };
  const href = link === '' ? null : safeHref(link);
  return href ? { kind: 'link', href, children: [time] } : time;
}

function ago(moment: Date, now: Date): string {
  const minutes = Math.round((moment.getTime() - now.getTime()) / 60_000);
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  if (Math.abs(minutes) < 60) return words.format(minutes, 'minute');
  if (Math.abs(minutes) < 48 * 60) return words.format(Math.round(minutes / 60), 'hour');
  return words.format(Math.round(minutes / 1440), 'day');
}
