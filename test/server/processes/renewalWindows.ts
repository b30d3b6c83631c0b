/** The moments of a renewal at which a process is killed, in the order in which it goes through them. */
export const RENEWAL_WINDOWS = [
  ['due', 'The subscription is due, and nobody has taken it'],
  ['claimed', 'A worker has taken it, and i’mport is not asked'],
  ['begun', 'The try is written, and i’mport is not called'],
  ['called', 'i’mport is called, and has not charged'],
  ['charged', 'i’mport has charged, and nobody has seen it'],
  ['answered', 'The answer was seen, and nothing is written'],
  ['written', 'The period is written as paid, and the tick goes on'],
] as const;

export type RenewalWindow = (typeof RENEWAL_WINDOWS)[number][0];
