import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitStatements } from './split-statements.ts';

test('a semicolon in a text, a name or a comment ends nothing', () => {
  const script = `-- first; comment
INSERT INTO \`a;b\` VALUES ('c;d', "e;f"); # second; comment
/* third; comment */ DROP TABLE g`;
  assert.deepEqual(splitStatements(script), [`INSERT INTO \`a;b\` VALUES ('c;d', "e;f")`, 'DROP TABLE g']);
});

test('a quote inside a text, doubled or after a backslash, does not end it', () => {
  assert.deepEqual(splitStatements(`SELECT 'l''été; ici'; SELECT 'l\\'été; là'`), [
    `SELECT 'l''été; ici'`,
    `SELECT 'l\\'été; là'`,
  ]);
});

test('comments that MySQL executes are kept', () => {
  assert.deepEqual(splitStatements('/*!80000 SELECT 1 */;'), ['/*!80000 SELECT 1 */']);
});

test('empty statements are left out', () => {
  assert.deepEqual(splitStatements(';; -- nothing\n;'), []);
});

test('a trigger of one statement is one statement', () => {
  const trigger = `CREATE TRIGGER t BEFORE DELETE ON a FOR EACH ROW\n    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no; never'`;
  assert.deepEqual(splitStatements(`${trigger};\nDROP TABLE b;`), [trigger, 'DROP TABLE b']);
});

test('a trigger whose statement is an IF ends with its END IF', () => {
  const trigger = `CREATE TRIGGER t BEFORE DELETE ON a FOR EACH ROW\n    IF OLD.b THEN\n    SIGNAL SQLSTATE '45000';\n    END IF`;
  assert.deepEqual(splitStatements(`${trigger};\nDROP TABLE b;`), [trigger, 'DROP TABLE b']);
});
