import { join } from 'node:path';
import type { Loaded } from '#platform/config/config.ts';
import type { Bilingual, TerminalLanguage } from '#platform/terminal.ts';
import { type Ran, run } from './command.ts';
import { type DeployState, type StepRecord, saveState } from './state.ts';

/** What is deployed, and where from; everything a step needs. */
export interface Installation extends Pick<Loaded, 'config' | 'secrets'> {
  /** The clone that runs: where package.json is. */
  readonly root: string;
  readonly language: TerminalLanguage;
  readonly tell: (event: DeployEvent) => void;
}

export type DeployEvent =
  | { readonly kind: 'steps'; readonly steps: readonly { readonly name: string; readonly title: Bilingual }[] }
  | { readonly kind: 'begins'; readonly name: string }
  | { readonly kind: 'ended'; readonly record: StepRecord };

/** One deployment under way: the installation, and what is remembered of it. */
export interface Deployment extends Installation {
  readonly state: DeployState;
  /** Changes what is remembered, and returns once that is on the disk. */
  readonly remember: (change: Partial<DeployState>) => Promise<void>;
}

export function deploymentOf(installation: Installation, begun: DeployState): Deployment {
  const folder = deployFolder(installation);
  let state = begun;
  return {
    ...installation,
    get state() {
      return state;
    },
    remember: async (change) => {
      state = { ...state, ...change };
      await saveState(folder, state);
    },
  };
}

/** `DATA_DIR/deploy` */
export function deployFolder({ config }: Pick<Installation, 'config'>): string {
  return join(config.dataDir, 'deploy');
}

/** The address that ops connects to, past a pooler. */
export function directUrl({ secrets }: Pick<Installation, 'secrets'>): string {
  return secrets.directUrl ?? secrets.databaseUrl;
}

/** Where the server of this machine is reached, from this machine. */
export function localUrl({ config: { host, port } }: Pick<Installation, 'config'>): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

/** `bin/staka` of the code that is there now, which may be another than the one that runs this. */
export function staka(
  installation: Pick<Installation, 'root' | 'config'>,
  args: readonly string[],
  accepted: readonly number[] = [0],
): Promise<Ran> {
  const { root } = installation;
  return run(join(root, 'bin', 'staka'), args, { cwd: root, folder: deployFolder(installation), accepted });
}

/** A program of `bin/`, under the Node that runs this. */
export function node(installation: Pick<Installation, 'root' | 'config'>, args: readonly string[]): Promise<Ran> {
  const { root } = installation;
  return run(process.execPath, args, { cwd: root, folder: deployFolder(installation) });
}
