/** Days of the Gregorian calendar by arithmetic alone: no zone and no clock. */
import { sorted, span } from './fields.js';
import type { DayOfMonth, DayOfWeek, Days } from './schedule.js';

/** 28-31; months count from 1. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** 1 (Sunday) to 7 (Saturday), as AWS counts. */
export function weekdayOf(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
}

/** The days of a month that a schedule names, sorted. */
export function daysOf(days: Days, year: number, month: number): number[] {
  const last = daysInMonth(year, month);
  if (days.by === 'every-day') return span(1, last);
  const first = weekdayOf(year, month, 1);
  const found =
    days.by === 'day-of-month'
      ? days.days.map(day => monthDay(day, first, last))
      : days.days.flatMap(day => weekDays(day, first, last));
  return sorted(found.filter(day => day >= 1 && day <= last));
}

/** Outside the month where it has no such day. `first` is the weekday of its first day. */
function monthDay(rule: DayOfMonth, first: number, last: number): number {
  switch (rule.kind) {
    case 'day':
      return rule.day;
    case 'last':
      return last - rule.before;
    case 'weekday':
      return nearestWeekday(rule.day, first, last);
    case 'last-weekday':
      return nearestWeekday(last - rule.before, first, last);
  }
}

/** The nearest of Monday to Friday that is in the same month. */
function nearestWeekday(day: number, first: number, last: number): number {
  if (day < 1 || day > last) return 0;
  const weekday = ((first + day - 2) % 7) + 1;
  if (weekday === 7) return day === 1 ? 3 : day - 1;
  if (weekday === 1) return day === last ? day - 2 : day + 1;
  return day;
}

function weekDays(rule: DayOfWeek, first: number, last: number): number[] {
  const earliest = 1 + ((rule.day - first + 7) % 7);
  const all = [0, 7, 14, 21, 28].map(days => earliest + days).filter(day => day <= last);
  if (rule.kind === 'day') return all;
  return rule.kind === 'last' ? all.slice(-1) : all.slice(rule.nth - 1, rule.nth);
}
