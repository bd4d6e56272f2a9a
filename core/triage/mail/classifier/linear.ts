/** Multinomial logistic regression: softmax over one weight vector per label. Trained the same way each time. */
import { dimensions, labels, type Sparse } from './features.ts';

export interface Linear {
  /** By dimension, then label: `weights[dimension * labels.length + label]`. */
  weights: Float32Array;
  bias: Float32Array;
}

export interface Labelled {
  features: Sparse;
  /** Index in `labels`. */
  label: number;
  /** How much it counts; 1 for most. */
  weight?: number;
}

const K = labels.length;

export function logits({ weights, bias }: Linear, { indexes, values }: Sparse): Float64Array {
  const sums = Float64Array.from(bias);
  for (let n = 0; n < indexes.length; n += 1) {
    const from = indexes[n]! * K;
    const value = values[n]!;
    for (let k = 0; k < K; k += 1) sums[k]! += weights[from + k]! * value;
  }
  return sums;
}

export function softmax(sums: Float64Array, temperature = 1): Float64Array {
  const most = Math.max(...sums);
  const shares = sums.map((sum) => Math.exp((sum - most) / temperature));
  const total = shares.reduce((all, share) => all + share, 0);
  return shares.map((share) => share / total);
}

/** Numbers that look random and are the same each time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface TrainOptions {
  epochs: number;
  /** Shrinks each weight by this much for each example seen. */
  ridge: number;
  rate: number;
  /** Share of a label's weight that goes to all others: examples are few, and some are between two. */
  smoothing: number;
}
export const trainOptions: TrainOptions = { epochs: 5, ridge: 1e-5, rate: 0.2, smoothing: 0.05 };

/** A label that is this close to what is wanted is left as it is: most are, soon, and that saves most of the time. */
const negligible = 0.01;

/**
 * AdaGrad over the examples in a fixed random order.
 */
export function train(examples: Labelled[], options: TrainOptions = trainOptions): Linear {
  const { epochs, ridge, rate, smoothing } = options;
  const weights = new Float32Array(dimensions * K);
  const squares = new Float32Array(dimensions * K).fill(1e-2);
  const bias = new Float32Array(K);
  const biasSquares = new Float32Array(K).fill(1);
  const errors = new Float64Array(K);
  const random = seeded(7);
  const order = examples.map((_, at) => at);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    for (let at = order.length - 1; at > 0; at -= 1) {
      const other = Math.floor(random() * (at + 1));
      [order[at], order[other]] = [order[other]!, order[at]!];
    }
    for (const at of order) {
      const { features, label, weight = 1 } = examples[at]!;
      const shares = softmax(logits({ weights, bias }, features));
      for (let k = 0; k < K; k += 1) {
        const wanted = k === label ? 1 - smoothing : smoothing / (K - 1);
        const error = (shares[k]! - wanted) * weight;
        errors[k] = error;
        biasSquares[k]! += error * error;
        bias[k]! -= (0.1 * rate * error) / Math.sqrt(biasSquares[k]!);
      }
      const { indexes, values } = features;
      for (let k = 0; k < K; k += 1) {
        const error = errors[k]!;
        if (Math.abs(error) < negligible) continue;
        for (let n = 0; n < indexes.length; n += 1) {
          const place = indexes[n]! * K + k;
          const slope = error * values[n]! + ridge * weights[place]!;
          const square = squares[place]! + slope * slope;
          squares[place] = square;
          weights[place]! -= (rate * slope) / Math.sqrt(square);
        }
      }
    }
  }
  return { weights, bias };
}
