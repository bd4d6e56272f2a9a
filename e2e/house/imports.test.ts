/** The house's import rules, each with its reason. They are read off the sources, type imports included. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const files = globSync('{bots,cards,connectors,core,knowledge,bench}/**/*.ts', { cwd: root })
  .concat(globSync('*.ts', { cwd: root }))
  .filter((file) => !/\.test\.ts$|test[A-Z]\w*\.ts$|\/testing|sampleViews|fixture/.test(file));

/** `#core/x.ts` and `./x.ts` as paths from the root; packages by their name. */
function importsOf(file: string): string[] {
  const source = readFileSync(join(root, file), 'utf8');
  const found = source.matchAll(
    /(?:^|\n)(?:import|export)\b[^;'"]*?from '([^']+)'|import\('([^']+)'\)|(?:^|\n)import '([^']+)'/g,
  );
  return [...found].map(([, from, dynamic, bare]) => {
    const name = from ?? dynamic ?? bare ?? '';
    if (name.startsWith('#')) return name.slice(1);
    return name.startsWith('.') ? relative(root, join(root, dirname(file), name)) : `package:${name}`;
  });
}

const graph = new Map(files.map((file) => [file, importsOf(file)]));
const wrong = (from: RegExp, to: RegExp, unless?: RegExp): string[] =>
  [...graph].flatMap(([file, targets]) =>
    from.test(file)
      ? targets.filter((t) => to.test(t) && !unless?.test(t)).map((target) => `${file} imports ${target}`)
      : [],
  );

describe('imports run one way', () => {
  it('core knows no chat product, no ERP product, no vector store and no composition root', () => {
    expect(wrong(/^core\//, /^(bots|connectors|knowledge|cards|bench|e2e)\/|^\w+\.ts$/)).toEqual([]);
    expect(wrong(/^core\//, /^package:(@slack|botbuilder|chromadb|mailparser)/)).toEqual([]);
  });

  it('the nouns in core/model stand alone', () => {
    expect(wrong(/^core\/model\//, /^(core|bots|cards|connectors|knowledge)\//, /^core\/model\//)).toEqual(
      [],
    );
  });

  it('what decides never asks a model', () => {
    expect(wrong(/^core\/(policy|exceptions|approvals)\//, /^core\/ai\//)).toEqual([]);
  });

  it('cards render the nouns and reach for nothing else', () => {
    expect(wrong(/^cards\//, /^(core|bots|connectors|knowledge)\//, /^core\/model\//)).toEqual([]);
  });

  it('bots, connectors and knowledge meet in core only', () => {
    for (const room of ['bots', 'connectors', 'knowledge']) {
      const others = ['bots', 'connectors', 'knowledge'].filter((other) => other !== room);
      expect(wrong(new RegExp(`^${room}/`), new RegExp(`^(${others.join('|')})/`))).toEqual([]);
    }
    expect(wrong(/^(connectors|knowledge)\//, /^cards\//)).toEqual([]);
  });

  it('model SDKs are used behind the one gateway, where schema, budget and record are', () => {
    expect(wrong(/^(?!core\/ai\/)/, /^package:(ai|@ai-sdk\/.*)$/)).toEqual([]);
  });

  it('botbuilder is known in one file, so that it can be replaced in a day', () => {
    expect(
      wrong(/^(?!bots\/teams\/botFramework\.ts)/, /^package:(botbuilder|botframework-connector)/),
    ).toEqual([]);
  });

  it('reads the sources: every file imports something somewhere', () => {
    expect(files.length).toBeGreaterThan(100);
    expect([...graph.values()].flat().length).toBeGreaterThan(400);
  });
});
