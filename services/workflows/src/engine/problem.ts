/** Why a step did not succeed, in the words that people read in both languages. */
import { Refusal } from '@hh/kernel/refusal.ts';
import { TimedOut } from '@hh/service/within.ts';
import type { Problem } from '../run/run.ts';

/** What a step answers when the service it asked refuses: a person has to decide, trying again would not help. */
export class StepRefusal {
  readonly problem: Problem;
  constructor(problem: Problem) {
    this.problem = problem;
  }
}

export function problemOfRefusal(refusal: Refusal | StepRefusal): Problem {
  if (refusal instanceof StepRefusal) return refusal.problem;
  return { code: refusal.code, zh: refusal.message('zh'), en: refusal.message('en') };
}

export function isStepRefusal(answer: unknown): answer is Refusal | StepRefusal {
  return answer instanceof Refusal || answer instanceof StepRefusal;
}

/** An exception becomes one of three sentences: what it says itself belongs in the log, never in the graph. */
export function problemOfError(error: unknown): Problem {
  if (error instanceof TimedOut)
    return { code: 'TIMED_OUT', zh: '未在规定时间内完成', en: 'It did not finish within its time' };
  const code = (error as { extensions?: { code?: unknown } } | null)?.extensions?.code;
  if (code === 'SUBGRAPH_UNAVAILABLE')
    return { code, zh: '相关服务暂时没有应答', en: 'The service it needs did not answer' };
  return {
    code: 'INTERNAL',
    zh: '系统内部出错，详情见运行日志',
    en: 'Something failed on our side; the log says what',
  };
}

export function cutOff(): Problem {
  return {
    code: 'CUT_OFF',
    zh: '每次执行都中断，未得到结果',
    en: 'Every try was cut off before its answer could be stored',
  };
}

export function signalMissing(signal: string): Problem {
  return {
    code: 'SIGNAL_MISSING',
    zh: `在截止时间前未收到“${signal}”`,
    en: `"${signal}" did not arrive before the deadline`,
  };
}
