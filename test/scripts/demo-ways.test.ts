import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isFrame } from '../../scripts/demo/command';
import { chooseWay, findCdktf, findCdktn } from '../../scripts/demo/ways';
import { freshFolder } from '../support/folder';

const cdktf = { program: '/cdktf.js' };
const cdktn = { program: '/cdktn' };
const noCdktf = { missing: 'no cdktf' };
const noCdktn = { missing: 'no cdktn' };

test.each([
  ['cdktf', cdktf, cdktn, 'cdktf', 'cdktf-cli 0.21 runs on it'],
  ['cdktf', cdktf, noCdktn, 'cdktf', 'cdktf-cli 0.21 runs on it'],
  ['cdktf', noCdktf, cdktn, 'cdktn', 'no cdktf, and cdktn takes stacks written with cdktf as they are'],
  ['cdktf', noCdktf, noCdktn, undefined, 'no cdktf, and no cdktn'],
  ['cdktn', cdktf, cdktn, 'cdktn', 'the quickstart is written with cdktn'],
  ['cdktn', cdktf, noCdktn, undefined, 'the quickstart is written with cdktn, and no cdktn'],
] as const)('a stack of %s, with %j and %j, is deployed by %s: %s', (core, one, other, name, because) => {
  const way = chooseWay(core, one, other);
  expect([way.cli?.name, way.because]).toEqual([name, because]);
});

test('the CLI of CDKTF is for Node 22 and older, that of cdktn for 22.19 and newer, where it is on PATH', () => {
  expect(findCdktf('22.23.3')).toEqual({ program: expect.stringContaining('cdktf.js') });
  expect(findCdktf('24.0.0')).toEqual({ missing: expect.stringContaining('is for Node 22 and older') });

  const folder = freshFolder('path');
  mkdirSync(join(folder, 'bin'));
  expect(findCdktn('26.0.0', `/none:${join(folder, 'bin')}`)).toEqual({ missing: expect.stringContaining('on PATH') });
  writeFileSync(join(folder, 'program'), '');
  chmodSync(join(folder, 'program'), 0o755);
  symlinkSync('../program', join(folder, 'bin', 'cdktn'));
  const path = `/none:${join(folder, 'bin')}`;
  for (const node of ['22.19.0', '24.1.0']) {
    expect(findCdktn(node, path)).toEqual({ program: expect.stringMatching(/program$/) });
  }
  for (const node of ['20.20.0', '22.18.0']) {
    expect(findCdktn(node, path)).toEqual({ missing: 'cdktn-cli needs Node 22.19' });
  }
});

test('a CLI of CDKTF that cannot start says why in one line', () => {
  jest.isolateModules(() => {
    jest.doMock('@cdktf/node-pty-prebuilt-multiarch', () => {
      throw new Error('no binary for this platform\nmore of it');
    });
    const { findCdktf: find } = require('../../scripts/demo/ways') as typeof import('../../scripts/demo/ways');
    expect(find('20.20.2')).toEqual({
      missing: expect.stringMatching(/cannot start on \S+: no binary for this platform$/),
    });
  });
});

test.each([
  ['    at Object.<anonymous> (/a/node_modules/cdktf-cli/bundle/bin/cdktf.js:1:2)', true],
  ['    at node:internal/main/run_main_module:36:49', true],
  ['    at async Promise.all (index 0)', false],
  ['node:internal/process/promises:324', true],
  ['    triggerUncaughtException(err, true /* fromPromise */);', true],
  ['    ^', true],
  ['Error: Cannot find module', false],
  ['      at 10:15 the connector was seen last', false],
])('%j is a frame of a trace: %s', (line, frame) => {
  expect(isFrame(line)).toBe(frame);
});
