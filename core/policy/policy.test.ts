import { describe, expect, it } from 'vitest';
import { PolicyError, parsePolicy } from './policy.ts';

const problems = (source: string): { line: number; message: string }[] => {
  try {
    parsePolicy(source);
    return [];
  } catch (error) {
    if (error instanceof PolicyError) return error.problems;
    throw error;
  }
};

const valid = `currency: USD
roles: [controller]
rules:
  - id: credit-release
    type: credit_hold
    action: release_hold
    limits: { controller: "100" }
`;

describe('a policy', () => {
  it('is accepted when every rule has an approver', () => {
    expect(problems(valid)).toEqual([]);
  });

  it('is refused with the line of an unknown role', () => {
    expect(problems(valid.replace('controller: "100"', 'boss: "100"'))).toEqual([
      { line: 7, message: 'rule credit-release names the unknown role "boss"' },
    ]);
  });

  it('is refused when a rule leaves money without an approver', () => {
    expect(problems(valid.replace('{ controller: "100" }', '{}'))[0]?.message).toContain(
      'without an approver',
    );
  });

  it('is refused when two rules speak of the same action', () => {
    const twice = `${valid}  - id: again\n    type: credit_hold\n    action: release_hold\n    limits: { controller: "5" }\n`;
    expect(problems(twice)).toEqual([{ line: 8, message: 'a second rule for credit_hold/release_hold' }]);
  });

  it('is refused when something is automatic without a limit', () => {
    const automatic = valid.replace('limits: { controller: "100" }', 'mode: automatic');
    expect(problems(automatic)[0]?.message).toContain('automatic without an explicit limit');
  });

  it('is refused for amounts that are not decimals, unknown keys and broken YAML, each with its line', () => {
    expect(problems(valid.replace('"100"', '"a lot"'))[0]?.line).toBe(7);
    expect(problems(`${valid}colour: red\n`)[0]?.message).toContain('colour');
    expect(problems('currency: [USD')[0]?.line).toBe(1);
    expect(problems('x'.repeat(200_001))[0]?.message).toContain('200 kB');
  });
});
