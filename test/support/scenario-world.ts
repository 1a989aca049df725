import { type MemoryNotifier, memoryNotifier } from '../../src/adapters/memory/memory-notifier.ts';
import type { BlobRef } from '../../src/model/stream.ts';
import { filesOnly } from '../../src/pipeline/evaluate/gather-evidence.ts';
import { ingestBlob } from '../../src/pipeline/ingest-blob.ts';
import { runEvaluation } from '../../src/pipeline/run-evaluation.ts';
import { runPurge } from '../../src/pipeline/run-purge.ts';
import { runSweep } from '../../src/pipeline/run-sweep.ts';
import { type Fault, type FaultyPorts, withFaults } from './fault-ports.ts';
import { type ProductOutcome, productOutcome } from './product-outcome.ts';
import { beforeInstallation, ending, living, type Step, scenarioStartMs } from './product-scenario.ts';
import { type ProductPorts, type ProductWorld, productWorld } from './product-world.ts';
import { blobOf, sampleRef } from './sample-log.ts';
import { settingsInUse } from './settings-in-use.ts';

/** Fewer than a setting may say, so that a run makes fewer calls; all of the scenario's days are within. */
const retentionDays = 2;

/** What the steps of the scenario can do; what fails is run again as the host would. */
export interface ScenarioWorld {
  write(ref: BlobRef, records: readonly string[]): void;
  event(ref: BlobRef): Promise<void>;
  sweep(): Promise<void>;
  evaluate(): Promise<void>;
  purge(): Promise<void>;
}

/** What a run of the scenario left: before anything was purged, and at the end. */
export interface ScenarioRun {
  readonly alive: ProductOutcome;
  readonly ended: ProductOutcome;
  /** Every storage and messaging call, in order: `store.commit`. */
  readonly calls: readonly string[];
}

export interface ScenarioOptions {
  /** Given what another instance of the app, which nothing befalls, does at a tick of its timers. */
  readonly faults?: (otherTick: () => Promise<void>) => readonly Fault[];
  /** Whether messages may be looked for. */
  readonly mayLook?: boolean;
}

/** Runs the scenario from an installation whose (empty) past was read; faults are counted from there. */
export async function runScenario({ faults = () => [], mayLook = true }: ScenarioOptions = {}): Promise<ScenarioRun> {
  const notifier = memoryNotifier({ mayLook });
  const world = productWorld({ nowMs: scenarioStartMs, retentionDays, wrap: (ports) => ({ ...ports, notifier }) });
  const scenario = {
    world,
    notifier,
    faulty: faultyPorts(
      world.ports,
      faults(() => tick(world, world.ports)),
    ),
  };
  for (const [ref, records] of beforeInstallation) world.ports.blobs.put(ref, blobOf(records));
  await tick(world, world.ports);
  await follow(living, scenario);
  const alive = await productOutcome(world.ports, notifier);
  await follow(ending, scenario);
  return { alive, ended: await productOutcome(world.ports, notifier), calls: scenario.faulty.calls };
}

type FaultyProduct = FaultyPorts<ReturnType<typeof portsWithIo>>;

interface Scenario {
  readonly world: ProductWorld;
  readonly notifier: MemoryNotifier;
  readonly faulty: FaultyProduct;
}

const portsWithIo = ({ blobs, store, hours, counts, incidents, state, notifier }: ProductPorts) => ({
  blobs,
  store,
  hours,
  counts,
  incidents,
  state,
  notifier,
});
const faultyPorts = (ports: ProductPorts, faults: readonly Fault[]): FaultyProduct => withFaults(portsWithIo(ports), faults);
const accounts = [sampleRef('nsg-v2').account];

/** All timers of an instance, once. */
async function tick({ settings, detection }: ProductWorld, ports: ProductPorts): Promise<void> {
  await runSweep(ports, settings, settingsInUse(detection), accounts);
  await runEvaluation(ports, settingsInUse(detection), filesOnly);
}

/** The steps in order, each not before its minute: one that had to be repeated delays those behind it. */
async function follow(steps: readonly Step[], scenario: Scenario): Promise<void> {
  const { clock } = scenario.world;
  const acting = scenarioWorld(scenario);
  for (const { atMinute, run } of steps) {
    clock.nowMs = Math.max(clock.nowMs, scenarioStartMs + atMinute * 60_000);
    await run(acting);
  }
}

function scenarioWorld({ world, faulty }: Scenario): ScenarioWorld {
  const { settings, detection, clock } = world;
  const ports: ProductPorts = { ...world.ports, ...faulty.ports };
  const repeat = async (act: () => Promise<unknown>): Promise<void> => {
    try {
      await act();
    } catch {
      // The next tick, or the next delivery of an event; a process that ended has been started again.
      faulty.restart();
      clock.nowMs += 60_000;
      await act();
    }
  };
  return {
    write: (ref, records) => world.ports.blobs.put(ref, blobOf(records)),
    event: (ref) => repeat(() => ingestBlob(ports, settings, ref)),
    sweep: () => repeat(() => runSweep(ports, settings, settingsInUse(detection), accounts)),
    evaluate: () => repeat(() => runEvaluation(ports, settingsInUse(detection), filesOnly)),
    purge: () => repeat(() => runPurge(ports, settings)),
  };
}
