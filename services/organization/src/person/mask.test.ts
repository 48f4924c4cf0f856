import { describe, expect, test } from '@jest/globals';
import { maskName, maskPhone } from './mask.ts';

describe('what others see of a person', () => {
  test.each([
    ['张', '张'],
    ['张伟', '张*'],
    ['欧阳华', '欧*华'],
    ['阿卜杜拉·某某', '阿*****某'],
    ['𠮷野', '𠮷*'],
  ])('the name %s is shown as %s', (name, shown) => {
    expect(maskName(name)).toBe(shown);
  });

  test.each([
    ['13812345678', '138****5678'],
    ['19900000001', '199****0001'],
    ['0539-6221123', '0539-****123'],
    ['05396221123', '0539-****123'],
    ['12345', '***45'],
  ])('the phone %s is shown as %s', (phone, shown) => {
    expect(maskPhone(phone)).toBe(shown);
  });
});
