import { describe, expect, test } from '@jest/globals';
import { afterwards, createContext, load, tell } from './context.ts';

const context = () => createContext({ actor: null, language: 'zh', requestId: 'test' });

/** A batch function that writes down what it is asked for. */
function asking() {
  const asked: (readonly string[])[] = [];
  const batch = async (keys: readonly string[]): Promise<ReadonlyMap<string, string>> => {
    asked.push(keys);
    return new Map(keys.filter((key) => key !== 'nobody').map((key) => [key, `read ${key}`]));
  };
  return { asked, batch };
}

test('what is asked for at once is asked once, and what is not found is null', async () => {
  const { asked, batch } = asking();
  const at = context();
  const found = await Promise.all(['a', 'b', 'a', 'nobody'].map((key) => load(at, batch, key)));
  expect(found).toEqual(['read a', 'read b', 'read a', null]);
  expect(asked).toEqual([['a', 'b', 'nobody']]);
});

test('what has been told is not asked for, in this operation alone; what was asked for before stays', async () => {
  const { asked, batch } = asking();
  const at = context();
  await load(at, batch, 'a');
  tell(
    at,
    batch,
    new Map([
      ['a', 'told a'],
      ['b', 'told b'],
    ]),
  );
  expect(await Promise.all(['a', 'b', 'c'].map((key) => load(at, batch, key)))).toEqual(['read a', 'told b', 'read c']);
  expect(await load(context(), batch, 'b')).toBe('read b');
  expect(asked).toEqual([['a'], ['c'], ['b']]);
});

describe('what waits for the field beside it', () => {
  test('is asked for together with what that leads to, in whatever order they stand', async () => {
    const [first, second] = [asking(), asking()];
    const at = context();
    const late = afterwards(at, first.batch, 'a').then(() => load(at, second.batch, 'late'));
    const led = load(at, first.batch, 'a').then(() => load(at, second.batch, 'led'));
    expect(await Promise.all([late, led])).toEqual(['read late', 'read led']);
    expect(second.asked.map((keys) => keys.toSorted())).toEqual([['late', 'led']]);
  });

  test('asks for nothing where nobody else does', async () => {
    const { asked, batch } = asking();
    await afterwards(context(), batch, 'a');
    expect(asked).toEqual([]);
  });

  test('goes on where that fails', async () => {
    const at = context();
    const failing = async (): Promise<ReadonlyMap<string, string>> => {
      throw new Error('away');
    };
    const failed = load(at, failing, 'a');
    await afterwards(at, failing, 'a');
    await expect(failed).rejects.toThrow('away');
  });
});
