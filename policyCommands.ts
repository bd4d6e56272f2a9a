/** `policy check | explain | decide | replay`: what a policy says, before and after it counts. */
import { z } from 'zod';
import { decideLine } from '#core/approvals/decideLine.ts';
import { explain, type Question } from '#core/approvals/explain.ts';
import { pastCases } from '#core/approvals/pastCases.ts';
import { count, replay, type Tally, type Way } from '#core/approvals/replay.ts';
import { systemClock } from '#core/clock.ts';
import { exceptionTypes } from '#core/exceptions/index.ts';
import { decimal, formatMoney, toMoney } from '#core/model/money.ts';
import { policyInWords, ruleInWords, ruleScope } from '#core/policy/describe.ts';
import { risk } from '#core/policy/document.ts';
import { hint, ruleActions } from '#core/policy/names.ts';
import { type PolicyDocument, PolicyError, parsePolicy } from '#core/policy/policy.ts';
import { allTenants, inTenant } from '#core/store/database.ts';
import { tenantConfig } from '#core/store/tenantConfig.ts';
import type { Command, CommandFile, CommandOptions, Line, Result } from './commands.ts';
import type { Running } from './serve.ts';

const typeNames = exceptionTypes.map((type) => type.name);
const wrong = (say: string): Result => ({ lines: [{ data: { error: say }, say }], exitCode: 2 });

/** The policy, or why it cannot be used: a line for each problem. */
function readPolicy(file: CommandFile | undefined): { policy: PolicyDocument } | { refused: Result } {
  if (!file) return { refused: wrong('Name one policy file.') };
  try {
    return { policy: parsePolicy(Buffer.from(file.data, 'base64').toString('utf8'), typeNames) };
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const lines = error.problems.map(({ line, message }) => ({
      data: { file: file.name, line, message },
      say: `${file.name}:${line} ${message}`,
    }));
    return { refused: { lines, exitCode: 2 } };
  }
}

const check: Command = {
  usage: 'policy check FILE… [--json]   whether policies can be used, and what they say',
  store: () => false,
  async run({ files }) {
    if (!files.length) return wrong('Name at least one policy file.');
    const lines: Line[] = [];
    let exitCode = 0;
    for (const file of files) {
      const read = readPolicy(file);
      if ('refused' in read) {
        exitCode = 2;
        lines.push(...read.refused.lines);
        continue;
      }
      const { policy } = read;
      lines.push({
        data: { file: file.name, ok: true, rules: policy.rules.length, says: policyInWords(policy) },
        say: `${file.name}: ${policyInWords(policy)}`,
      });
      for (const rule of policy.rules) {
        const says = ruleInWords(policy, rule);
        const { id, type, action, mode } = rule;
        lines.push({
          data: { file: file.name, rule: id, type, action, mode, says },
          say: `  ${id}: ${ruleScope(rule)}: ${says}`,
        });
      }
    }
    return { lines, exitCode };
  },
};

function questionOf(policy: PolicyDocument, options: CommandOptions): Question | string {
  const { type, action, amount, role, margin, tier } = options;
  const known = risk.optional().safeParse(options.risk);
  const currency = options.currency ?? policy.currency;
  if (!type) return 'Say which type: --type credit_hold.';
  if (!typeNames.includes(type)) return `There is no exception type "${type}"${hint(type, typeNames)}.`;
  if (action && !ruleActions.includes(action))
    return `There is no action "${action}"${hint(action, ruleActions)}.`;
  if (!decimal.safeParse(amount).success)
    return 'Say how much is at stake as a decimal number: --amount 1200.00.';
  if (!/^[A-Z]{3}$/.test(currency)) return `"${currency}" is no currency; write one such as USD.`;
  if (role && !policy.roles.includes(role))
    return `The policy has no role "${role}"${hint(role, policy.roles)}.`;
  if (margin !== undefined && !decimal.safeParse(margin).success)
    return 'Write the margin in percent as a decimal number: --margin 7.5.';
  if (!known.success) return `There is no risk "${options.risk}"; there is ${risk.options.join(', ')}.`;
  return {
    type,
    action: action ?? null,
    amount: { amount: amount!, currency },
    role: role ?? null,
    marginPercent: margin ?? null,
    customerTier: tier ?? null,
    risk: known.data ?? null,
  };
}

const explainCommand: Command = {
  usage:
    'policy explain FILE --type T --amount 1200 [--action A] [--currency C] [--role R] [--margin %] [--tier T] [--risk low|normal|high] [--json]   which rule holds, and why',
  store: () => false,
  async run({ files, options }) {
    const read = readPolicy(files[0]);
    if ('refused' in read) return read.refused;
    const question = questionOf(read.policy, options);
    if (typeof question === 'string') return wrong(question);
    const lines = explain(read.policy, question, systemClock.now()).map(({ say, ...data }) => ({
      data,
      say,
    }));
    return { lines, exitCode: 0 };
  },
};

const decideCommand: Command = {
  usage: 'policy decide --policy FILE --json   one request a line on standard input, one decision a line',
  store: () => false,
  async run({ files }) {
    const read = readPolicy(files[0]);
    return 'refused' in read ? read.refused : wrong('This command reads requests from standard input.');
  },
  async stream({ files }, input, print) {
    const read = readPolicy(files[0]);
    if ('refused' in read) {
      for (const line of read.refused.lines) print(line);
      return read.refused.exitCode;
    }
    let number = 0;
    let exitCode = 0;
    for await (const text of input) {
      number++;
      if (!text.trim()) continue;
      const { malformed, answer } = decideLine(read.policy, text, number);
      if (malformed) exitCode = 2;
      const whoCan = answer.whoCan.length ? ` ${answer.whoCan.join(', ')} can.` : '';
      print({
        data: { ...answer },
        say: `${answer.id ?? `line ${number}`}: ${answer.decision}${answer.why ? `. ${answer.why}` : ''}${whoCan}`,
      });
    }
    return exitCode;
  },
};

const ways: Record<Way, string> = {
  automatic: 'automatic',
  one: 'one person',
  several: 'several',
  nobody: 'nobody',
  by_hand: 'by hand',
};

const replayCommand: Command = {
  usage:
    'policy replay FILE --since 2026-08-01 [--tenant ID] [--json]   what this policy would have done with the exceptions since then',
  store: () => true,
  async run({ files, options }, running) {
    const read = readPolicy(files[0]);
    if ('refused' in read) return read.refused;
    const { since } = options;
    if (!since || !z.iso.date().safeParse(since).success)
      return wrong('Say since which day: --since 2026-08-01.');
    const tenants = await tenantsWanted(running, options.tenant);
    if (typeof tenants === 'string') return wrong(tenants);
    const lines: Line[] = [];
    for (const tenant of tenants) lines.push(...(await replayTenant(running!, tenant, read.policy, since)));
    return { lines, exitCode: 0 };
  },
};

async function tenantsWanted(
  running: Running | null,
  wanted: string | undefined,
): Promise<string[] | string> {
  if (!running) throw new Error('This command needs the store.');
  const all = await allTenants(running.database);
  if (wanted && !all.includes(wanted))
    return `There is no tenant "${wanted}"; there is ${all.join(', ') || 'none'}.`;
  return wanted ? [wanted] : all;
}

async function replayTenant(
  { database, product }: Running,
  tenant: string,
  policy: PolicyDocument,
  since: string,
): Promise<Line[]> {
  const now = product.deps.clock.now();
  const tallies = new Map<string, Tally>();
  const different: Line[] = [];
  await inTenant(database, tenant, async (tx) => {
    const config = await tenantConfig(tx);
    for await (const past of pastCases(tx, config, since)) {
      const replayed = replay(policy, past, config.people, config.timeZone, now);
      count(tallies, past, replayed);
      if (!replayed.differs) continue;
      const { number, type, option } = past;
      different.push({
        data: {
          tenant,
          exception: number,
          type,
          option: option.id,
          amount: option.amount,
          rule: replayed.rule,
          would: replayed.way,
          differs: replayed.differs,
        },
        say: `  ${number} ${type} ${option.id} ${formatMoney(option.amount)}: ${replayed.differs}`,
      });
    }
  });
  const rows = [...tallies.values()].toSorted((a, b) =>
    `${a.type} ${a.option}`.localeCompare(`${b.type} ${b.option}`, 'en'),
  );
  const cases = rows.reduce((sum, row) => sum + row.cases, 0);
  const head = {
    data: { tenant, since, cases, differs: different.length },
    say: `${tenant}: ${cases} exceptions since ${since}; ${different.length} would have gone another way.`,
  };
  if (!cases) return [head];
  const table = tableOf(policy, rows);
  return [
    head,
    ...rows.map((row, index) => ({
      data: { tenant, ...tallyData(policy, row) },
      say: index === 0 ? `${table[0]}\n${table[1]}` : table[index + 1]!,
    })),
    ...different,
  ];
}

const tallyData = (policy: PolicyDocument, row: Tally): Record<string, unknown> => ({
  type: row.type,
  option: row.option,
  action: row.action,
  cases: row.cases,
  ...Object.fromEntries(
    Object.entries(row.ways).map(([way, { cases, money }]) => [
      way,
      { cases, money: toMoney(money, policy.currency) },
    ]),
  ),
  escalated: row.escalated,
  withoutRate: row.withoutRate,
  roles: Object.fromEntries(row.roles),
  people: Object.fromEntries(row.people),
  differs: row.differs,
});

/** Columns of equal width: a header, and a line for each row. */
function tableOf(policy: PolicyDocument, rows: Tally[]): string[] {
  const names = Object.keys(ways) as Way[];
  const cells = [
    ['type', 'option', 'cases', ...names.map((way) => ways[way]), 'escalated', 'differ', 'who could'],
    ...rows.map((row) => [
      row.type,
      row.option,
      String(row.cases),
      ...names.map((way) => {
        const { cases, money } = row.ways[way];
        return cases ? `${cases} (${formatMoney(toMoney(money, policy.currency))})` : '–';
      }),
      String(row.escalated),
      String(row.differs),
      [...row.people].map(([name, times]) => `${name} ${times}`).join(', ') || '–',
    ]),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')}`.trimEnd(),
  );
}

export const policyCommands: Record<string, Command> = {
  'policy check': check,
  'policy explain': explainCommand,
  'policy decide': decideCommand,
  'policy replay': replayCommand,
};
