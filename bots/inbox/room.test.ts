import { expect, test } from 'vitest';
import { createRoom, readWithin, SMALL_BYTES } from './room.ts';

test('small messages need no room, and large ones give theirs back', () => {
  const { enter } = createRoom(2 * SMALL_BYTES);
  const first = enter('a', 9);
  expect([first.grow(SMALL_BYTES), first.grow(SMALL_BYTES)]).toEqual([true, true]);
  const second = enter('b', 9);
  expect(second.grow(SMALL_BYTES)).toBe(true);
  expect(second.grow(1)).toBe(false);
  first.leave();
  first.leave();
  expect([second.grow(1), second.grow(SMALL_BYTES - 1), second.grow(1)]).toEqual([true, true, false]);
});

test('a sender has so many large messages under way, and others are not concerned', () => {
  const { enter } = createRoom(10 * SMALL_BYTES);
  const grows = (sender: string) => {
    const hold = enter(sender, 2);
    return { ...hold, grown: hold.grow(SMALL_BYTES + 1) };
  };
  const [first, , third, other] = [grows('a'), grows('a'), grows('a'), grows('b')];
  expect([first.grown, third.grown, other.grown]).toEqual([true, false, true]);
  first.leave();
  third.leave();
  expect(grows('a').grown).toBe(true);
  expect(grows('a').grown).toBe(false);
});

test('what is too large is read up to its limit', async () => {
  const pieces = [new Uint8Array(3), new Uint8Array(3)];
  const grow = () => true;
  expect(await readWithin(pieces, 6, { grow })).toEqual({ bytes: Buffer.alloc(6), end: 'whole' });
  expect(await readWithin(pieces, 5, { grow })).toEqual({ bytes: Buffer.alloc(3), end: 'too large' });
  expect(await readWithin(pieces, 6, { grow: () => false })).toEqual({ bytes: Buffer.alloc(0), end: 'busy' });
});
