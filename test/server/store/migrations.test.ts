import { describe, expect, it } from 'vitest';
import { printMigrations, tables } from '../../../src/server/index.js';
import { migrations } from '../../../src/server/store/migrations.js';

describe('migrations', () => {
  it('end where the tables are', () => {
    const made = migrations.flat();
    for (const [name, table] of Object.entries(tables)) {
      const columns = made.flatMap((step) =>
        'create' in step && step.create === name
          ? Object.keys(step.columns)
          : 'add' in step && step.to === name
            ? Object.keys(step.add)
            : [],
      );
      expect(columns.sort(), name).toEqual(Object.keys(table.columns).sort());
      const unique = made.flatMap((step) => ('unique' in step && step.on === name ? [step.unique] : []));
      expect(unique.sort(), name).toEqual([...table.unique].sort());
      const indexes = made.flatMap((step) => ('index' in step && step.on === name ? [step.index.join()] : []));
      expect(indexes.sort(), name).toEqual(table.indexes.map((index) => index.join()).sort());
    }
  });

  it.each(['sqlite', 'postgres'] as const)('are printed as SQL of %s', (dialect) => {
    const sql = printMigrations({ dialect });
    expect(sql).toContain('CREATE TABLE IF NOT EXISTS billing_charges');
    expect(sql).toContain('CREATE UNIQUE INDEX');
    expect(printMigrations({ dialect, from: migrations.length })).toBe('');
  });
});
