/** What a trained classifier says of a mail: every type with its probability, and which of them to act on. */
import type { MailType } from '../evidence/types.ts';
import { dimensions, featuresOf, labels, type ReadText } from './features.ts';
import { type Linear, logits, softmax } from './linear.ts';

export interface Trained {
  linear: Linear;
  /** Divides the sums before they become probabilities, so that what is said with 0.8 is right in 8 of 10 mails. */
  temperature: number;
  /** A case is opened only while `none` is less probable than this. */
  noneFrom: number;
}

export interface Probability {
  /** null: no trouble. */
  type: MailType | null;
  /** 0 to 1, together 1. */
  confidence: number;
}

export interface Classifier {
  /** Every type and null, most probable first. */
  probabilities(mail: ReadText): Probability[];
  /** The one to act on. `confidence` is the probability that it is right. */
  decide(probabilities: Probability[]): Probability;
}

export function createClassifier({ linear, temperature, noneFrom }: Trained): Classifier {
  return {
    probabilities(mail) {
      const shares = softmax(logits(linear, featuresOf(mail)), temperature);
      return labels
        .map((label, at) => ({ type: label === 'none' ? null : label, confidence: shares[at]! }))
        .sort((a, b) => b.confidence - a.confidence);
    },
    decide(probabilities) {
      const none = probabilities.find(({ type }) => type === null)!;
      return none.confidence >= noneFrom ? none : probabilities[0]!;
    },
  };
}

/** A trained classifier as it is kept in a file: JSON with the weights as one byte each, deflated, in base64. */
export interface Packed {
  format: 1;
  dimensions: number;
  labels: readonly string[];
  temperature: number;
  noneFrom: number;
  bias: number[];
  scale: number;
  weights: string;
}

/** Most weights are close to nothing; a byte each is enough, and those below half a step are left out. */
export async function pack({ linear, temperature, noneFrom }: Trained): Promise<Packed> {
  const most = linear.weights.reduce((all, weight) => Math.max(all, Math.abs(weight)), 1e-6);
  const scale = most / steps;
  const bytes = Int8Array.from(linear.weights, (weight) => Math.round(weight / scale));
  return {
    format: 1,
    dimensions,
    labels,
    temperature: Number(temperature.toFixed(3)),
    noneFrom,
    bias: [...linear.bias].map((value) => Number(value.toFixed(4))),
    scale,
    weights: toBase64(await through(new CompressionStream('deflate-raw'), new Uint8Array(bytes.buffer))),
  };
}

/** Weights are kept in so many steps to each side of nothing. */
const steps = 16;

/** Throws where the file was made for other features: `npm run prepare` makes it anew. */
export async function unpack(packed: Packed): Promise<Trained> {
  if (packed.format !== 1 || packed.dimensions !== dimensions || packed.labels.join() !== labels.join())
    throw new Error('The classifier was trained for another version: run `npm run prepare`.');
  const bytes = await through(new DecompressionStream('deflate-raw'), fromBase64(packed.weights));
  return {
    linear: {
      weights: Float32Array.from(new Int8Array(bytes.buffer), (step) => step * packed.scale),
      bias: Float32Array.from(packed.bias),
    },
    temperature: packed.temperature,
    noneFrom: packed.noneFrom,
  };
}

async function through(
  stream: CompressionStream | DecompressionStream,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const piped = new Blob([bytes]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(piped).arrayBuffer());
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
